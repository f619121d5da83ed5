"""Nominals and pronouns resolved to the named entities that they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction import labels, lexicon
from extraction.descriptions import Nominal
from extraction.names import NameCluster, NameSpan, key
from extraction.parsing import ParsedArticle, Passage
from newsroom.article import BlockKind
from newsroom.entity import EntityKind, Role

_WINDOW_SENTENCES = 4
_CLEAR_LEAD = 1.5
_AGENCY_NOUNS = frozenset("agency department bureau committee panel regulator bank network".split())


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or nominal, tokens [start, end) of a passage, and whom it stands for."""

    passage: Passage
    start: int
    end: int
    cluster: int
    is_pronoun: bool


@dataclass(slots=True)
class _Standing:
    """How present an entity is to the reader at some point of the text."""

    mentions: int = 0
    last_sentence: int = -100
    was_subject: bool = False
    in_headline: bool = False
    sentences: set[int] = field(default_factory=set)

    def score(self, sentence: int) -> float:
        """Larger is more present; nothing beyond the window counts but the headline's topic."""
        distance = sentence - self.last_sentence
        recency = max(0.0, 3.0 - distance) if distance <= _WINDOW_SENTENCES else -2.0
        topic = 1.0 if self.in_headline else 0.0
        return recency + topic + (2.0 if self.was_subject else 0.0) + min(self.mentions, 5) * 0.3


class References:
    """A walk through the text that keeps in mind who was mentioned."""

    def __init__(
        self,
        parsed: ParsedArticle,
        clusters: Sequence[NameCluster],
        roles: dict[int, tuple[Role, ...]],
    ) -> None:
        self._parsed, self._clusters, self._roles = parsed, clusters, roles
        self._standing = [_Standing() for _ in clusters]
        self._role_words = [
            _role_words(roles.get(i, ())) | _body_word(cluster)
            for i, cluster in enumerate(clusters)
        ]
        self._female = [_gender(c, roles.get(i, ())) for i, c in enumerate(clusters)]

    def resolve(self, nominals: Sequence[Nominal]) -> list[Reference]:
        """References in text order; what the text leaves open is left out."""
        named = {
            (id(s.passage), i): (position, s)
            for position, cluster in enumerate(self._clusters)
            for s in cluster.spans
            for i in range(s.start, s.end)
        }
        described = {(id(n.passage), n.start): n for n in nominals}
        found: list[Reference] = []
        sentence = 0
        for passage in self._parsed.passages:
            for sent in passage.doc.sents:
                sentence += 1
                for token in sent:
                    place = (id(passage), token.i)
                    if place in named and named[place][1].start == token.i:
                        self._note(named[place][0], passage, sentence, token.i, named[place][1])
                    if place in described:
                        found.extend(self._nominal(described[place], sentence, named))
                    elif token.lower_ in lexicon.PERSON_PRONOUNS and place not in named:
                        found.extend(self._pronoun(passage, token.i, sentence))
        return found

    def _note(
        self, position: int, passage: Passage, sentence: int, index: int, span: NameSpan
    ) -> None:
        standing = self._standing[position]
        standing.mentions += 1
        root = span.tokens.root
        is_subject = labels.is_subject(root) or labels.is_passive_subject(root)
        if sentence != standing.last_sentence:
            standing.was_subject = False
        standing.was_subject = standing.was_subject or is_subject
        standing.last_sentence = sentence
        standing.in_headline = standing.in_headline or passage.kind is BlockKind.HEADLINE

    def _nominal(
        self, nominal: Nominal, sentence: int, named: dict[tuple[int, int], tuple[int, NameSpan]]
    ) -> list[Reference]:
        inside = {
            named[(id(nominal.passage), i)][0]
            for i in range(nominal.start, nominal.end)
            if (id(nominal.passage), i) in named
        }
        cluster = self._by_role(nominal, sentence, inside)
        if cluster is None and nominal.head.split("-")[-1] in lexicon.PERSON_NOUNS:
            if nominal.tokens[0].lower_ in ("the", "this") or inside:
                cluster = self._most_present(sentence, inside, _nominal_gender(nominal))
        if cluster is None and nominal.head in lexicon.COMPANY_NOUNS | _AGENCY_NOUNS:
            if nominal.tokens[0].lower_ == "the":
                cluster = self._most_present(sentence, inside, None, EntityKind.ORGANISATION)
        if cluster is None:
            return []
        self._standing[cluster].last_sentence = sentence
        return [Reference(nominal.passage, nominal.start, nominal.end, cluster, False)]

    def _by_role(self, nominal: Nominal, sentence: int, inside: set[int]) -> int | None:
        """The most present entity one of whose roles has the nominal's head."""
        head = nominal.head.split("-")[-1]
        fits = [
            i
            for i, words in enumerate(self._role_words)
            if head in words and i not in inside and self._standing[i].mentions
        ]
        return max(fits, key=lambda i: self._standing[i].score(sentence), default=None)

    def _is_outlet(self, cluster: int) -> bool:
        """Whether a body is described as a newspaper or the like, and so is no "company" here."""
        return bool(self._role_words[cluster] & lexicon.OUTLET_NOUNS)

    def _pronoun(self, passage: Passage, index: int, sentence: int) -> list[Reference]:
        word = passage.doc[index].lower_
        female = word in lexicon.FEMALE_WORDS
        cluster = self._most_present(sentence, set(), female, lead=0.0)
        if cluster is None:
            return []
        self._standing[cluster].last_sentence = sentence
        return [Reference(passage, index, index + 1, cluster, True)]

    def _most_present(
        self,
        sentence: int,
        excluded: set[int],
        female: bool | None,
        kind: EntityKind = EntityKind.PERSON,
        lead: float = _CLEAR_LEAD,
    ) -> int | None:
        """The person or body that is most present, if none comes near; None otherwise."""
        scores = sorted(
            (
                (standing.score(sentence), i)
                for i, standing in enumerate(self._standing)
                if standing.mentions
                and i not in excluded
                and self._clusters[i].kind is kind
                and not (kind is EntityKind.ORGANISATION and self._is_outlet(i))
                and (female is None or self._female[i] in (None, female))
                and sentence - standing.last_sentence <= _WINDOW_SENTENCES
            ),
            reverse=True,
        )
        if not scores or (len(scores) > 1 and scores[0][0] - scores[1][0] < lead):
            return None
        return scores[0][1]


def _role_words(roles: Sequence[Role]) -> set[str]:
    """The words before "of" and the like: "deputy head of …" gives deputy and head."""
    words: set[str] = set()
    for role in roles:
        for word in key(role.text).split():
            if word in ("of", "for", "at", "in"):
                break
            words.add(word.split("-")[-1])
    return words


def _body_word(cluster: NameCluster) -> set[str]:
    """What a body's own name says it is: "the committee" after "Oversight Committee"."""
    words = key(cluster.name).split()
    known = lexicon.BODY_NOUNS | lexicon.COMPANY_NOUNS | lexicon.OUTLET_NOUNS
    is_body = cluster.kind in (EntityKind.ORGANISATION, EntityKind.OTHER)
    return {words[-1]} & known if words and is_body else set()


def _gender(cluster: NameCluster, roles: Sequence[Role]) -> bool | None:
    """True for a woman, False for a man, by titles and roles; None where nothing tells."""
    words = {word for role in roles for word in key(role.text).split()}
    for span in cluster.spans:
        if span.start:
            words.add(span.passage.doc[span.start - 1].lower_)
    if words & lexicon.FEMALE_WORDS:
        return True
    return False if words & lexicon.MALE_WORDS else None


def _nominal_gender(nominal: Nominal) -> bool | None:
    if nominal.head in lexicon.FEMALE_WORDS:
        return True
    return False if nominal.head in lexicon.MALE_WORDS else None
