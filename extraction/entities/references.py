"""Nominals and pronouns resolved to the named entities that they stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.entities import naming
from extraction.entities.agreement import Profile, is_ruled_out, kind_of, score_fit
from extraction.entities.clusters import NameCluster
from extraction.entities.descriptions import described
from extraction.entities.gender import cluster_gender, words_gender
from extraction.entities.names import NameSpan
from extraction.entities.nominals import Nominal
from extraction.entities.presence import Standing
from extraction.parsing import ParsedArticle, Passage
from newsroom.article import BlockKind
from newsroom.entity import EntityKind, Role

_CLEAR_LEAD = 1.0
_PRONOUN_LEAD = 0.2
_FIT_SENTENCES = 12
_GENDER_EVIDENCE = 1.0
_QUOTE_MARKS = frozenset({"“", "”", '"', "``", "''"})
_UNNAMED = naming.PERSON_HEADS | lexicon.SOURCE_NOUNS | lexicon.SPOKES_NOUNS
_UNSEEN = frozenset("next future new other same second third average typical eventual".split())
"""Words of descriptions that bring in somebody new."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or nominal, tokens [start, end) of a passage, and whom it stands for."""

    passage: Passage
    start: int
    end: int
    cluster: int
    is_pronoun: bool
    is_inferred: bool = True


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the walk stands: the sentence's number, and who may not be meant there."""

    passage: Passage
    sentence: int
    quoted: frozenset[int]
    speakers: frozenset[int]

    def excluded(self, index: int) -> set[int]:
        """Speakers do not call themselves "he" in their own quoted words."""
        return set(self.speakers) if index in self.quoted else set()


class References:
    """A walk through the text that keeps in mind who was mentioned."""

    def __init__(
        self,
        parsed: ParsedArticle,
        clusters: Sequence[NameCluster],
        roles: dict[int, tuple[Role, ...]],
    ) -> None:
        self._parsed, self._clusters = parsed, clusters
        self._standing = [Standing() for _ in clusters]
        self._unnamed = Standing()
        self._profiles = [Profile.of(c, roles.get(i, ())) for i, c in enumerate(clusters)]
        self._female = [cluster_gender(c, roles.get(i, ())) for i, c in enumerate(clusters)]
        self._without_campaign = _without_campaign(self._profiles)
        self._named: dict[Place, tuple[int, NameSpan]] = {}
        self._begun: dict[Place, list[tuple[int, NameSpan]]] = {}
        for position, cluster in enumerate(clusters):
            for span in cluster.spans:
                self._begun.setdefault(span.order, []).append((position, span))
                for place in span.places:
                    if place not in self._named or len(span.tokens) == 1:
                        self._named[place] = (position, span)

    def resolve(self, nominals: Sequence[Nominal]) -> list[Reference]:
        """References in text order; what the text leaves open is left out."""
        found = list(self._beside_names())
        covered = {(r.passage.index, i) for r in found for i in range(r.start, r.end)}
        starts: dict[Place, list[Nominal]] = {}
        for n in nominals:
            if (n.passage.index, n.start) not in covered or n.is_owner:
                starts.setdefault((n.passage.index, n.start), []).append(n)
        within = {(n.passage.index, i): n for n in nominals for i in range(n.start, n.end)}
        speakers: frozenset[int] = frozenset()
        sentence = 0
        for passage in self._parsed.passages:
            quoted = _quoted_tokens(passage.doc)
            for sent in passage.doc.sents:
                sentence += 1
                speakers = self._speakers(passage, sent) or speakers
                here = _Here(passage, sentence, quoted, speakers)
                for token in sent:
                    place = (passage.index, token.i)
                    self._note(place, here)
                    is_pronoun = token.lower_ in lexicon.PERSON_PRONOUNS
                    owner = None
                    if is_pronoun and place not in self._named:
                        found.extend(pronouns := self._pronoun(token, here))
                        owner = pronouns[0].cluster if pronouns else None
                    for nominal in starts.get(place, ()):
                        found.extend(self._nominal(nominal, here, owner))
                    if not is_pronoun and place not in covered and place not in within:
                        self._note_unnamed(token, here)
        return sorted(found, key=lambda r: (r.passage.index, r.start))

    def _beside_names(self) -> Iterator[Reference]:
        """Descriptions set beside a name: "Trump's daughter Ivanka", "X, an internal watchdog"."""
        for position, cluster in enumerate(self._clusters):
            for span in cluster.spans:
                for phrase in described(span, cluster.kind):
                    doc, start = phrase.doc, phrase.start
                    if start and doc[start - 1].tag_ == "PRP$":
                        start -= 1
                    tags = {token.tag_ for token in doc[start : phrase.end]}
                    is_set_off = phrase.end < span.start - 1 or phrase.start >= span.end
                    is_set_off = is_set_off or doc[max(span.start - 1, 0)].text == ","
                    is_owned = cluster.kind is EntityKind.PERSON and tags & {"POS", "PRP$", "DT"}
                    if phrase.end - start > 1 and (is_set_off or is_owned):
                        yield Reference(
                            span.passage, start, phrase.end, position, False, is_inferred=False
                        )

    def _speakers(self, passage: Passage, sent: TokenSpan) -> frozenset[int]:
        named = (
            self._named[passage.index, token.i]
            for token in sent
            if (passage.index, token.i) in self._named
        )
        return frozenset(position for position, span in named if _speaks(_bearer(span)))

    def _note(self, place: Place, here: _Here) -> None:
        for position, span in self._begun.get(place, ()):
            standing = self._standing[position]
            root = _bearer(span)
            is_subject = labels.is_subject(root) or labels.is_passive_subject(root)
            standing.note(here.sentence, is_subject=is_subject, speaks=_speaks(root))
            if here.passage.kind is BlockKind.HEADLINE:
                standing.in_headline = True

    def _note_unnamed(self, token: Token, here: _Here) -> None:
        """Somebody without a name takes the stage: "a spokeswoman said"."""
        if token.lower_ not in _UNNAMED or token.tag_ != "NN":
            return
        following = (here.passage.index, token.i + 1)
        if following in self._named or not (labels.is_subject(token) or token.dep_ == "obl:agent"):
            return
        self._unnamed = Standing(female=words_gender({token.lower_}))
        self._unnamed.note(here.sentence, is_subject=True)

    def _nominal(self, nominal: Nominal, here: _Here, owner: int | None) -> list[Reference]:
        inside = here.excluded(nominal.start) | self._tellers(nominal, here)
        if owner is not None:
            inside.add(owner)
            names = self._profiles[owner].name
            nominal = replace(nominal, words=nominal.words | names, names=nominal.names | names)
        for index in range(nominal.start, nominal.end):
            place = (nominal.passage.index, index)
            if place in self._named:
                inside.add(self._named[place][0])
                self._note(place, here)
        cluster = None
        if not nominal.words & _UNSEEN:
            cluster = self._by_words(nominal, here.sentence, inside)
        is_open = nominal.is_owned or nominal.is_restricted or bool(nominal.words & _UNSEEN)
        if cluster is None and not is_open:
            cluster = self._by_presence(nominal, here.sentence, inside)
        head = nominal.passage.doc[nominal.end - 1]
        is_subject = labels.is_subject(head) or labels.is_passive_subject(head)
        if cluster is None:
            if nominal.head in _UNNAMED and is_subject:
                self._unnamed = Standing(female=words_gender({nominal.head}))
                self._unnamed.note(here.sentence, is_subject=True)
            return []
        self._standing[cluster].note(here.sentence, is_subject=is_subject, is_name=False)
        return [Reference(nominal.passage, nominal.start, nominal.end, cluster, False)]

    def _tellers(self, nominal: Nominal, here: _Here) -> set[int]:
        """Who speaks of somebody: "Manafort said the candidate" are two men."""
        head = nominal.passage.doc[nominal.end - 1]
        if _speaks(head):
            return set()
        return {
            self._named[here.passage.index, child.i][0]
            for verb in head.ancestors
            for child in verb.children
            if (here.passage.index, child.i) in self._named and _speaks(child)
        }

    def _by_words(self, nominal: Nominal, sentence: int, inside: set[int]) -> int | None:
        """The entity whose roles or name fit the description best, the most present of equals."""
        fits = []
        female = words_gender({nominal.head})
        for i, profile in enumerate(self._profiles):
            standing = self._standing[i]
            fit = score_fit(nominal, profile) if standing.mentions and i not in inside else 0.0
            if fit and nominal.is_restricted and fit < 3.5:
                continue
            if female is not None and self._female[i] is (not female):
                continue
            far = max(0, sentence - standing.last_sentence - 1)
            is_body = profile.kind is EntityKind.ORGANISATION
            if fit and (is_body or fit >= 3.5 or far <= _FIT_SENTENCES):
                weight = 0.3 * standing.score(sentence) + 0.1 * min(standing.mentions, 5)
                fits.append((fit + weight, i))
        fits.sort(reverse=True)
        if not fits or fits[0][0] < 2.0:
            return None
        return fits[0][1]

    def _by_presence(self, nominal: Nominal, sentence: int, inside: set[int]) -> int | None:
        """The one entity of the right kind that the text is about just here."""
        kind = kind_of(nominal)
        if nominal.names and kind is not EntityKind.PERSON:
            return None
        if kind is None or (kind is EntityKind.PERSON and nominal.head not in naming.PLAIN_PERSONS):
            return None
        female = words_gender({nominal.head})
        ruled_out = {
            i for i, profile in enumerate(self._profiles) if is_ruled_out(nominal, profile)
        }
        if nominal.head in naming.CANDIDATES:
            ruled_out |= self._without_campaign
        lead = _CLEAR_LEAD if kind is not EntityKind.PLACE else 0.0
        return self._most_present(sentence, inside | ruled_out, female, kind, lead)

    def _pronoun(self, token: Token, here: _Here) -> list[Reference]:
        female = token.lower_ in lexicon.FEMALE_WORDS
        excluded = here.excluded(token.i)
        if token.tag_ == "PRP" and not labels.is_subject(token):
            excluded |= self._subjects(here.passage, token.head)
        cluster = self._most_present(
            here.sentence, excluded, female, EntityKind.PERSON, _PRONOUN_LEAD
        )
        is_subject = labels.is_subject(token) or labels.is_passive_subject(token)
        if cluster is None:
            return []
        self._standing[cluster].note(here.sentence, is_subject=is_subject, is_name=False)
        return [Reference(here.passage, token.i, token.i + 1, cluster, True)]

    def _subjects(self, passage: Passage, verb: Token) -> set[int]:
        """Whom a verb's subject names: "Trump told him" speaks of somebody else."""
        return {
            self._named[passage.index, child.i][0]
            for child in verb.children
            if labels.is_subject(child) and (passage.index, child.i) in self._named
        }

    def _most_present(
        self,
        sentence: int,
        excluded: set[int],
        female: bool | None,
        kind: EntityKind,
        lead: float,
    ) -> int | None:
        """The person, body or place that is most present, if none comes near; None otherwise."""
        scores = []
        for i, standing in enumerate(self._standing):
            if not standing.mentions or not standing.is_near(sentence) or i in excluded:
                continue
            if self._clusters[i].kind is not kind:
                continue
            known = self._female[i]
            if female is not None and known is not None and known is not female:
                continue
            evidence = _GENDER_EVIDENCE if female is not None and known is female else 0.0
            scores.append((standing.score(sentence) + evidence, i))
        scores.sort(reverse=True)
        if not scores or (len(scores) > 1 and scores[0][0] - scores[1][0] < lead):
            return None
        if kind is EntityKind.PERSON and self._is_overshadowed(scores[0][0], sentence, female):
            return None
        return scores[0][1]

    def _is_overshadowed(self, score: float, sentence: int, female: bool | None) -> bool:
        """Whether somebody without a name is as likely meant."""
        other = self._unnamed
        if not other.mentions or not other.is_near(sentence):
            return False
        if female is not None and other.female is not None and other.female is not female:
            return False
        evidence = _GENDER_EVIDENCE if female is not None and other.female is female else 0.0
        return other.score(sentence) + evidence >= score


def _without_campaign(profiles: Sequence[Profile]) -> set[int]:
    """The persons of an article who run for nothing; nobody where no campaign is named."""
    owners: set[str] = set()
    for profile in profiles:
        if profile.name_head in naming.OWN_BODIES:
            owners |= profile.name
    runs = [bool(p.name & owners) or bool(p.heads & naming.CANDIDATES) for p in profiles]
    return {i for i, running in enumerate(runs) if not running} if any(runs) else set()


def _bearer(span: NameSpan) -> Token:
    """The word by which a name hangs in its sentence: the title before it, if there is one."""
    root = span.tokens.root
    for _ in range(3):
        is_part = root.dep_.startswith(("flat", "compound", "appos")) or root.dep_ == "nmod:desc"
        if not is_part or root.head.i > span.end or root.head.pos_ not in ("NOUN", "PROPN"):
            break
        root = root.head
    return root


def _speaks(token: Token) -> bool:
    """Whether a name is the subject of a verb of saying."""
    return labels.is_subject(token) and token.head.lemma_.lower() in lexicon.SAY_VERBS


def _quoted_tokens(doc: Doc) -> frozenset[int]:
    """The tokens between quotation marks."""
    inside: set[int] = set()
    is_open = False
    for token in doc:
        if token.text in _QUOTE_MARKS:
            is_open = token.text in ("“", "``") or (token.text in ('"', "''") and not is_open)
        elif is_open:
            inside.add(token.i)
    return frozenset(inside)
