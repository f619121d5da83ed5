"""Nominals: phrases such as "the billionaire" that stand for somebody without a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels
from extraction.entities import naming
from extraction.entities.names import NameSpan, key
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import is_disguised_verb
from newsroom.entity import EntityKind

_QUOTES = frozenset("\"“”‘’'")
_MAX_DESCRIPTION = 14
_BEFORE_TAGS = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "VBN", "VBG", "POS", "CD"}
)
_RESTRICTING = frozenset("of for from who whose at".split())
_GENERIC = frozenset(
    "year day week month night morning time word way street road avenue square house".split()
)
_POINTERS = frozenset("the this that".split())


@dataclass(frozen=True, slots=True)
class Nominal:
    """A phrase such as "the billionaire" in one passage, not yet resolved."""

    passage: Passage
    start: int
    end: int
    head: str
    words: frozenset[str]
    names: frozenset[str]
    is_restricted: bool

    @property
    def tokens(self) -> TokenSpan:
        """The tokens of the phrase."""
        return self.passage.doc[self.start : self.end]

    @property
    def is_definite(self) -> bool:
        """Whether it points at somebody known, rather than says whose somebody is."""
        return self.tokens[0].lower_ in _POINTERS

    @property
    def is_owned(self) -> bool:
        """Whether it says whose somebody is: "Pagliano's lawyer", "his lawyer"."""
        return not self.is_definite or any(token.tag_ == "POS" for token in self.tokens)

    @property
    def is_owner(self) -> bool:
        """Whether what follows belongs to it: "the bureau" in "the bureau's director"."""
        doc = self.passage.doc
        return self.end < len(doc) and doc[self.end].tag_ == "POS"


def find_nominals(parsed: ParsedArticle, names: Sequence[NameSpan]) -> list[Nominal]:
    """Definite descriptions that no name heads: "the billionaire", "SpaceX's owner"."""
    found: list[Nominal] = []
    taken = {place for name in names for place in name.places}
    own_nouns = set(_own_nouns(names))
    for passage in parsed.passages:
        for token in passage.doc:
            if token.tag_ not in ("NN", "NNS", "NNP", "JJ") or (passage.index, token.i) in taken:
                continue
            phrase = _definite_phrase(token, own_nouns)
            if phrase is not None and not _touches_name(passage, phrase, taken):
                found.append(_nominal(passage, phrase, taken))
    return found


def _own_nouns(names: Sequence[NameSpan]) -> Iterator[str]:
    """Nouns within names by which a text may take them up: "the bridge", "the act"."""
    for name in names:
        words = key(name.text).split()
        if len(words) > 1 and name.kind not in (EntityKind.PERSON, EntityKind.WORK):
            yield from {words[-1], *words[: words.index("of") if "of" in words else 0]}


def _nominal(passage: Passage, phrase: TokenSpan, taken: set[tuple[int, int]]) -> Nominal:
    doc, end = passage.doc, phrase.end
    is_restricted = end < len(doc) and doc[end].lower_ in _RESTRICTING
    if phrase[-1].lower_ in naming.PLACE_NOUNS | naming.EVENT_NOUNS and end < len(doc):
        is_restricted = is_restricted or doc[end].lower_ == "in"
    within = list(phrase)
    if is_restricted and doc[end].lower_ in ("of", "for", "from", "at"):
        within += _origin(doc, end + 1)
    kept = [token for token in within if token.lower_ not in _POINTERS and token.is_alpha]
    words = frozenset(word for token in kept for word in key(token.text).split())
    names = frozenset(
        word
        for token in kept
        if (passage.index, token.i) in taken
        for word in key(token.text).split()
    )
    is_expected = phrase[-1].lower_ in naming.EXPECTED and len(phrase) > 2
    head = phrase[-3 if is_expected else -1].lower_.split("-")[-1]
    if head == "court" and "high" in words:
        words = words - {"high"} | {"supreme"}
    return Nominal(passage, phrase.start, phrase.end, head, words, names, is_restricted)


def _origin(doc: Doc, index: int) -> Iterator[Token]:
    """The words behind "of", as far as they are one name or noun."""
    for token in doc[index : index + 8]:
        if token.tag_ not in _BEFORE_TAGS and token.lower_ not in ("the", "of", "and"):
            return
        yield token


def _definite_phrase(head: Token, own_nouns: set[str]) -> TokenSpan | None:
    lemma = head.lower_.split("-")[-1]
    described = (
        naming.PERSON_HEADS | naming.BODY_DESCRIPTIONS | naming.PLACE_NOUNS | naming.EVENT_NOUNS
    )
    is_name_noun = lemma in own_nouns and head.tag_ == "NN" and lemma not in _GENERIC
    if lemma not in described and not is_name_noun and not lemma.endswith(("man", "woman")):
        return None
    if head.tag_ in ("NNP", "JJ") and lemma not in naming.PLAIN_PERSONS:
        return None
    end = _behind_expected(head)
    following = head.doc[end] if end < len(head.doc) else None
    if following is not None and following.tag_ in ("NN", "NNS", "NNP", "HYPH"):
        if not is_disguised_verb(following) and following.ent_type_ != "DATE":
            return None
    if head.tag_ == "JJ" and following is not None and following.pos_ == "ADJ":
        return None
    start = head.i
    while start > head.sent.start and _belongs_before(head.doc, start - 1):
        start -= 1
    first = head.doc[start - 1] if start > head.sent.start else None
    if first is not None and first.i and head.doc[first.i - 1].text == "-":
        return None  # "a finger-in-the-wind politician"
    if first is not None and first.lower_ in _POINTERS:
        return head.doc[start - 1 : end]
    if lemma not in naming.PERSON_HEADS:
        return None
    if first is not None and first.tag_ == "PRP$" and lemma in naming.RELATION_HEADS:
        return head.doc[start - 1 : head.i + 1]
    has_possessive = any(t.tag_ == "POS" for t in head.doc[start : head.i])
    return head.doc[start : head.i + 1] if has_possessive else None


def _behind_expected(head: Token) -> int:
    """Behind a noun and its "-elect"."""
    after = [token.lower_ for token in head.doc[head.i + 1 : head.i + 3]]
    is_expected = len(after) == 2 and after[0] == "-" and after[1] in naming.EXPECTED
    return head.i + 3 if is_expected else head.i + 1


def _belongs_before(doc: Doc, index: int) -> bool:
    """Whether a word can stand in a description; behind a noun a participle is its verb."""
    token = doc[index]
    is_participle = token.tag_ == "VBN" or token.lower_.endswith("ed")
    if is_participle and index and labels.is_nominal(doc[index - 1]):
        return False
    return token.tag_ in _BEFORE_TAGS


def _touches_name(passage: Passage, phrase: TokenSpan, taken: set[tuple[int, int]]) -> bool:
    """Whether the phrase is a role beside a name, which `find_roles` has."""
    following = phrase.end
    if following < len(passage.doc) and passage.doc[following].text in _QUOTES:
        following += 1
    if (passage.index, following) in taken:
        return True
    for index in range(phrase.end, min(len(passage.doc) - 1, phrase.end + _MAX_DESCRIPTION)):
        token = passage.doc[index]
        if token.text == ",":
            return (passage.index, index + 1) in taken
        if token.pos_ not in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "NUM"):
            return False
    return False
