"""What a named thing is: the tagger's word, corrected by the name's own noun and its context."""

from collections.abc import Iterator, Sequence

from extraction import labels, lexicon
from extraction.entities import forenames, naming
from extraction.entities.names import EDGES, NameSpan, key
from newsroom.entity import EntityKind

_LEADERS = frozenset("owner head boss founder director chairman chairwoman ceo co-founder".split())
_SHIPS = frozenset("uss hms rms ss mv ms".split())


def settled_kind(kind: EntityKind, name: str, spans: Sequence[NameSpan]) -> EntityKind:
    """The kind of an entity by all of its mentions; the tagger's where nothing contradicts it."""
    is_full = any(len(span.tokens) > 1 for span in spans)
    before = {word for span in spans for word in _words_before(span)}
    people = lexicon.PERSON_NOUNS | lexicon.ROLE_TITLES | lexicon.HONORIFICS
    known = naming.KNOWN_KINDS.get(key(name))
    if known:
        return EntityKind(known)
    if kind is EntityKind.PERSON and not is_full and _is_family(name, before):
        return EntityKind.GROUP
    own = _own_noun_kind(name, kind, bool(before & people))
    if own is not None:
        return own
    if kind is EntityKind.WORK or kind is EntityKind.EVENT:
        return kind
    if before & lexicon.OUTLET_NOUNS:
        return EntityKind.ORGANISATION
    if before & people and is_full and kind is not EntityKind.PLACE:
        return EntityKind.PERSON
    described = _described_kind(kind, spans)
    if described is not None:
        return described
    if not is_full and any(_is_led(span) for span in spans):
        return EntityKind.ORGANISATION
    if not is_full and kind is EntityKind.OTHER and any(_speaks(span) for span in spans):
        return EntityKind.PERSON if before & people else kind
    return kind


def _own_noun_kind(name: str, kind: EntityKind, is_titled: bool) -> EntityKind | None:
    """By the noun a name ends on, or has before "of": "Ellery Bridge", "Bank of England"."""
    words = key(name).split()
    if len(words) < 2:
        return None
    may_be_surname = words[-1] in naming.SURNAME_HEADS or words[-1] not in naming.NAME_HEADS
    if kind is EntityKind.PERSON and may_be_surname and (is_titled or _is_person(words)):
        return None
    if words[0] in _SHIPS and name.split()[0].isupper():
        return EntityKind.PRODUCT
    heads = [words[-1]]
    if "of" in words[1:]:
        heads.insert(0, words[words.index("of") - 1])
    for head in heads:
        if head in naming.NAME_HEADS:
            return EntityKind(naming.NAME_HEADS[head])
    return None


def _is_family(name: str, before: set[str]) -> bool:
    """Whether a name is of several people: "the Clintons"."""
    return name.endswith("s") and "the" in before


def _is_person(words: Sequence[str]) -> bool:
    return words[0] in forenames.FEMALE or words[0] in forenames.MALE


def _described_kind(kind: EntityKind, spans: Sequence[NameSpan]) -> EntityKind | None:
    """By a noun beside the name: "the ferry Aurora", "the town of Holm", "the Starlink network"."""
    if kind is EntityKind.GROUP:
        return None
    nouns = _nouns_beside if kind is not EntityKind.PERSON else _noun_before
    votes = [noun for span in spans for noun in nouns(span) if noun in naming.NOUN_KINDS]
    if not votes or (len(votes) < len(spans) / 3 and kind is not EntityKind.OTHER):
        return None
    return EntityKind(naming.NOUN_KINDS[max(votes, key=votes.count)])


def _noun_before(span: NameSpan) -> Iterator[str]:
    """ "The ferry Aurora" is no person, whatever it is called."""
    doc, start = span.passage.doc, span.start
    if start > 1 and doc[start - 1].tag_ == "NN" and len(span.tokens) == 1:
        yield doc[start - 1].lower_


def _nouns_beside(span: NameSpan) -> Iterator[str]:
    doc, start, end = span.passage.doc, span.start, span.end
    if start and doc[start - 1].tag_ == "NN":
        yield doc[start - 1].lower_
    if start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].tag_ == "NN":
        yield doc[start - 2].lower_ if doc[start - 2].lower_ in naming.SETTLEMENTS else ""
    is_plain = end < len(doc) and doc[end].tag_ in ("NN", "NNS")
    if (
        is_plain
        and span.kind is not EntityKind.PLACE
        and start
        and doc[start - 1].lower_ in ("the", "its", "their", "a")
    ):
        if end + 1 >= len(doc) or doc[end + 1].tag_ not in ("NN", "NNS", "NNP"):
            yield doc[end].lower_
    yield from _noun_after(span)


def _noun_after(span: NameSpan) -> Iterator[str]:
    """ "Aurora, a car ferry that …", "Starlink is a network of …": the noun of the description."""
    doc, index = span.passage.doc, span.end
    if index + 2 >= len(doc) or doc[index].lower_ not in (",", "is", "was"):
        return
    if doc[index + 1].lower_ not in ("a", "an", "the"):
        return
    noun = ""
    for token in doc[index + 2 : index + 9]:
        if token.tag_ in ("NN", "NNP", "NNS"):
            noun = token.lower_
        elif token.tag_ not in ("JJ", "HYPH", "CD", "VBN", "JJS", "RB"):
            break
    yield noun


def _words_before(span: NameSpan) -> tuple[str, ...]:
    index = span.start - 1
    while index >= 0 and span.passage.doc[index].text in EDGES - {",", "."}:
        index -= 1
    return (span.passage.doc[index].lower_,) if index >= 0 else ()


def _speaks(span: NameSpan) -> bool:
    """Whether a name is the subject of a verb of saying, thinking or feeling."""
    root = span.tokens.root
    return labels.is_subject(root) and root.head.lemma_.lower() in lexicon.SAY_VERBS


def _is_led(span: NameSpan) -> bool:
    """ "SpaceX's owner", "head of Roskosmos": bodies are owned and headed, places governed."""
    doc = span.passage.doc
    after = [token.lower_ for token in doc[span.end : span.end + 2]]
    if len(after) == 2 and after[0] in ("'s", "’s", "'") and after[1] in _LEADERS:
        return True
    before = [token.lower_ for token in doc[max(0, span.start - 2) : span.start]]
    return len(before) == 2 and before[1] == "of" and before[0].split("-")[-1] in _LEADERS
