"""How articles describe who they name: roles beside a name, and nominals that stand for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.names import NameCluster, NameSpan, key
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import is_disguised_verb, phrase_after
from newsroom.article import BlockKind, Span
from newsroom.entity import EntityKind, Role

_QUOTES = frozenset("\"“”‘’'")
MAX_ROLE_TOKENS = 14
_ROLE_TAGS = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "VBN", "VBG", "POS"}
)


@dataclass(frozen=True, slots=True)
class Nominal:
    """A phrase such as "the billionaire" in one passage, not yet resolved."""

    passage: Passage
    start: int
    end: int
    head: str

    @property
    def tokens(self) -> TokenSpan:
        """The tokens of the phrase."""
        return self.passage.doc[self.start : self.end]

    @property
    def order(self) -> tuple[int, int]:
        """Where the phrase stands."""
        return (self.passage.index, self.start)


def find_roles(article_text: str, clusters: Sequence[NameCluster]) -> dict[int, tuple[Role, ...]]:
    """Roles of each cluster, by its position, in the article's words and with their spans."""
    result: dict[int, tuple[Role, ...]] = {}
    for position, cluster in enumerate(clusters):
        if cluster.kind is not EntityKind.PERSON and _is_described_as_person(cluster):
            cluster.kind = EntityKind.PERSON
        if cluster.kind in (EntityKind.PLACE, EntityKind.GROUP):
            continue
        roles: dict[str, Role] = {}
        for span in cluster.spans:
            if span.passage.kind is BlockKind.SUBHEAD:
                continue
            for tokens in _role_phrases(span, cluster.kind):
                role = _role(span.passage, tokens, article_text)
                if role and key(role.text) and key(role.text) not in map(key, cluster.forms):
                    roles.setdefault(key(role.text), role)
        result[position] = tuple(roles.values())
    return result


def _is_described_as_person(cluster: NameCluster) -> bool:
    """Whether a name of unknown kind is set beside a person's description."""
    phrases = (
        phrase
        for span in cluster.spans
        if 1 < len(span.tokens) < 4
        for phrase in (_set_off_before(span), _set_off_after(span))
    )
    return any(phrase is not None and _person_headed(phrase) for phrase in phrases)


def _role_phrases(span: NameSpan, kind: EntityKind) -> Iterator[TokenSpan]:
    for phrase in (_before_name(span), _set_off_before(span), _set_off_after(span), _copula(span)):
        if phrase is not None and _fits(phrase, kind):
            yield phrase


def _fits(phrase: TokenSpan, kind: EntityKind) -> bool:
    """Whether a phrase can describe an entity of that kind: by its head noun."""
    if len(phrase) > MAX_ROLE_TOKENS:
        return False
    heads = {t.lemma_.lower() for t in phrase} | {t.lower_ for t in phrase}
    parts = {part for head in heads for part in head.split("-")}
    people = lexicon.PERSON_NOUNS | lexicon.ROLE_TITLES
    if kind is EntityKind.PERSON:
        return bool(parts & people) or _person_suffix(phrase)
    if kind is EntityKind.ORGANISATION:
        return bool(parts & (lexicon.BODY_NOUNS | lexicon.OUTLET_NOUNS))
    return any(t.tag_ in ("NN", "NNS") for t in phrase) and not parts & people


def _person_suffix(phrase: TokenSpan) -> bool:
    head = phrase.root if phrase.root.tag_ in ("NN", "NNP") else phrase[-1]
    return head.lower_.endswith(("er", "or", "ist", "man", "woman", "person")) and len(head) > 4


def _before_name(span: NameSpan) -> TokenSpan | None:
    """ "billionaire", "right-wing commentator", "Russian President" right before a name."""
    doc, start = span.passage.doc, span.start
    stop = start
    while stop > 0 and doc[stop - 1].text in _QUOTES:
        stop -= 1
    index = stop
    low = doc[max(stop - 1, 0)].sent.start if stop else 0
    while index > low and _may_describe(doc[index - 1]) and stop - index < 8:
        if _is_office_of(doc, index - 1, low):
            index -= 2  # "Secretary of State Name"
            continue
        if doc[index - 1].tag_ == "POS" and doc[index - 1].lower_ not in ("'s", "’s", "'", "’"):
            break
        index -= 1
    while index < stop and doc[index].tag_ in ("POS", "HYPH"):
        index += 1
    if index == stop or not _has_role_word(doc[index:stop]):
        return None
    if stop < start and doc[stop - 1].text == ",":
        return None
    return doc[index:stop]


def _may_describe(token: Token) -> bool:
    """Whether a word can stand in a role; the tagger takes some role nouns for verbs."""
    return token.tag_ in _ROLE_TAGS or token.lower_ in lexicon.PERSON_NOUNS


def _is_office_of(doc: Doc, index: int, low: int) -> bool:
    """Whether a word ends an office such as "Secretary of State"."""
    is_of = index - 2 >= low and doc[index - 1].lower_ == "of"
    return is_of and doc[index - 2].lower_ in lexicon.ROLE_TITLES


def _has_role_word(phrase: TokenSpan) -> bool:
    last = phrase[-1]
    known = lexicon.ROLE_TITLES | lexicon.PERSON_NOUNS
    if len(phrase) > 2 and phrase[-2].lower_ == "of":
        return True
    return last.lower_ in known or (last.tag_ == "NN" and not last.lower_.endswith("ed"))


def _set_off_before(span: NameSpan) -> TokenSpan | None:
    """ "the deputy head of …, Name": a description that ends with a comma before the name."""
    doc, start = span.passage.doc, span.start
    if start < 3 or doc[start - 1].text != ",":
        return None
    comma = start - 1
    if span.end < len(doc) and doc[span.end].text not in (",", ".", ";", ")", "—", "and", "”", '"'):
        return None
    low = doc[comma].sent.start
    for index in range(comma - 1, max(low, comma - MAX_ROLE_TOKENS) - 1, -1):
        token = doc[index]
        if token.text == "," or (token.tag_ in ("VBD", "VBZ", "VBP", "MD", "IN") and index == low):
            return None
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if token.lower_ in ("the", "a", "an", "his", "her", "its", "their") or token.tag_ == "PRP$":
            phrase = doc[index:comma]
            if (
                index == low
                or doc[index - 1].tag_ not in ("IN", "NN", "NNP")
                or _person_headed(phrase)
            ):
                return phrase
    return None


def _person_headed(phrase: TokenSpan) -> bool:
    before_of = []
    for token in phrase:
        if token.lower_ in ("of", "for", "at", "in"):
            break
        before_of.append(token.lower_)
    parts = {part for word in before_of for part in word.split("-")}
    return bool(parts & (lexicon.PERSON_NOUNS | lexicon.ROLE_TITLES))


def _set_off_after(span: NameSpan) -> TokenSpan | None:
    """ "Name, the mayor of X," or "Name, a vet,"."""
    doc, end = span.passage.doc, span.end
    if end + 1 >= len(doc) or doc[end].text not in (",", "("):
        return None
    if end + 3 < len(doc) and doc[end + 1].like_num and doc[end + 2].text == ",":
        end += 2  # "Name, 39, a waitress"
    if doc[end + 1].lower_ in ("who", "which") and end + 3 < len(doc):
        if doc[end + 2].lemma_ == "be" and doc[end + 3].tag_ in ("DT", "NN", "JJ", "PRP$"):
            return phrase_after(doc, end + 3, doc[end].sent.end)
        return None
    if doc[end + 1].tag_ not in ("DT", "NN", "JJ", "NNP", "PRP$", "RB"):
        return None
    phrase = phrase_after(doc, end + 1, doc[end].sent.end)
    if phrase is None or phrase.start != end + 1:
        return None
    after = doc[phrase.end].text if phrase.end < len(doc) else "."
    if after not in (",", ".", ")", ";", "—", "–", ":", "who", "which", "and"):
        return None
    has_article = phrase[0].lower_ in ("the", "a", "an", "then") or phrase[0].tag_ == "PRP$"
    return phrase if has_article or _person_headed(phrase) else None


def _copula(span: NameSpan) -> TokenSpan | None:
    """ "Name is the mayor of X"."""
    doc, end = span.passage.doc, span.end
    if end + 1 >= len(doc) or doc[end].lower_ not in ("is", "was", "became", "remains"):
        return None
    if doc[end + 1].lower_ not in ("the", "a", "an"):
        return None
    phrase = phrase_after(doc, end + 1, doc[end].sent.end)
    return phrase if phrase is not None and _person_headed(phrase) else None


def _role(passage: Passage, tokens: TokenSpan, text: str) -> Role | None:
    start = tokens.start
    while start < tokens.end - 1 and tokens.doc[start].lower_ in ("the", "a", "an", ","):
        start += 1
    kept = tokens.doc[start : tokens.end]
    if kept[-1].tag_ == "POS":
        return None
    span = passage.span(kept)
    words = span.of(text)
    before = text[max(0, span.start_char - 12) : span.start_char].lower()
    is_past = words.lower().startswith(lexicon.PAST_MARKERS) or before.endswith(
        tuple(marker.strip("- ") + " " for marker in lexicon.PAST_MARKERS)
    )
    if tokens.start > 0 and tokens.doc[tokens.start - 1].lower_ in ("was", "were"):
        is_past = True
    return Role(words, span, is_past)


def find_nominals(parsed: ParsedArticle, names: Sequence[NameSpan]) -> list[Nominal]:
    """Definite descriptions that no name heads: "the billionaire", "SpaceX's owner"."""
    found: list[Nominal] = []
    taken = {(id(n.passage), i) for n in names for i in range(n.start, n.end)}
    for passage in parsed.passages:
        for token in passage.doc:
            if token.tag_ not in ("NN", "NNS") or (id(passage), token.i) in taken:
                continue
            phrase = _definite_phrase(token)
            if phrase is not None and not _touches_name(passage, phrase, taken):
                found.append(Nominal(passage, phrase.start, phrase.end, token.lower_))
    return found


def _definite_phrase(head: Token) -> TokenSpan | None:
    lemma = head.lower_.split("-")[-1]
    described = lexicon.PERSON_NOUNS | lexicon.COMPANY_NOUNS | lexicon.OUTLET_NOUNS
    described |= lexicon.BODY_NOUNS
    if lemma not in described and not lemma.endswith(("man", "woman")):
        return None
    following = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if following is not None and following.tag_ in ("NN", "NNS", "NNP"):
        if not is_disguised_verb(following):
            return None
    start = head.i
    while start > head.sent.start and _belongs_before(head.doc, start - 1):
        start -= 1
    first = head.doc[start - 1] if start > head.sent.start else None
    if first is not None and first.lower_ in ("the", "this", "that"):
        return head.doc[start - 1 : head.i + 1]
    has_possessive = any(t.tag_ == "POS" for t in head.doc[start : head.i])
    return head.doc[start : head.i + 1] if has_possessive else None


def _belongs_before(doc: Doc, index: int) -> bool:
    """Whether a word can stand in a description; behind a noun a participle is its verb."""
    token = doc[index]
    is_participle = token.tag_ == "VBN" or token.lower_.endswith("ed")
    if is_participle and index and labels.is_nominal(doc[index - 1]):
        return False
    return token.tag_ in _ROLE_TAGS or token.tag_ == "CD"


def _touches_name(passage: Passage, phrase: TokenSpan, taken: set[tuple[int, int]]) -> bool:
    """Whether the phrase is a role beside a name, which `find_roles` has."""
    following = phrase.end
    if following < len(passage.doc) and passage.doc[following].text in _QUOTES:
        following += 1
    if (id(passage), following) in taken:
        return True
    for index in range(phrase.end, min(len(passage.doc) - 1, phrase.end + MAX_ROLE_TOKENS)):
        token = passage.doc[index]
        if token.text == ",":
            return (id(passage), index + 1) in taken
        if token.pos_ not in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "NUM"):
            return False
    return False


def nominal_span(nominal: Nominal) -> Span:
    """The characters of a nominal in the article's text."""
    return nominal.passage.span(nominal.tokens)
