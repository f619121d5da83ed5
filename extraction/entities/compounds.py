"""Names that are made of names: campaigns, governments, events, titles in quotation marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from extraction import labels
from extraction.entities import naming
from extraction.entities.names import NameSpan, key
from extraction.parsing import ParsedArticle, Passage
from newsroom.entity import EntityKind

_OPENERS = frozenset({"“", '"', "``", "''"})
_CLOSERS = frozenset({"”", '"', "''"})
_NICKNAME_MARKS = _OPENERS | _CLOSERS | frozenset("'‘’`()")
_TITLE_LINKS = frozenset("a an the of in on for to and or with from at by".split())
_STOPS = frozenset({",", ".", "!", "?", "-", "–", "—"})
MAX_TITLE_TOKENS = 14


def compose_names(parsed: ParsedArticle, found: Sequence[NameSpan]) -> list[NameSpan]:
    """The names with those that are made of them; what a longer name swallows is dropped."""
    here: dict[int, list[NameSpan]] = {passage.index: [] for passage in parsed.passages}
    for span in found:
        here[span.passage.index].append(span)
    joined = [
        span
        for passage in parsed.passages
        for compose in (_joined, _courts, _quoted_titles, _nicknamed)
        for span in compose(passage, here[passage.index])
    ]
    swallowed = {place for span in joined for place in span.places}
    kept = [span for span in found if swallowed.isdisjoint(span.places)] + joined
    added = [*_own_bodies(kept), *_events(kept), *_handles(parsed, kept)]
    return sorted([*kept, *added], key=lambda span: span.order)


def _own_bodies(found: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """ "The Trump campaign", "Eric Trump's foundation", "the Turkish government"."""
    for span in found:
        doc, end = span.passage.doc, span.end
        own = naming.OWN_BODIES
        if span.kind in (EntityKind.PLACE, EntityKind.GROUP):
            own = naming.STATE_BODIES
        elif span.kind is not EntityKind.PERSON:
            continue
        elif end < len(doc) and doc[end].tag_ == "POS":
            end += 1
        if own is naming.STATE_BODIES and [t.lower_ for t in doc[end + 1 : end + 2]] == ["court"]:
            end += 1  # "the U.S. district court"
        if end < len(doc) and doc[end].lower_ in own and not _goes_on(doc, end + 1):
            yield NameSpan(span.passage, span.start, end + 1, EntityKind.ORGANISATION)


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether a noun follows, so that the word before describes it: "the Trump campaign chief"."""
    return False if index >= len(doc) else doc[index].tag_ == "HYPH"


def _handles(parsed: ParsedArticle, found: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Accounts that bear a person's whole name: "@realIlseRothe"."""
    people = {
        key(span.text).replace(" ", "")
        for span in found
        if span.kind is EntityKind.PERSON and len(span.tokens) > 1
    }
    taken = {place for span in found for place in span.places}
    for passage in parsed.passages:
        for token in passage.doc:
            if not token.text.startswith("@") or (passage.index, token.i) in taken:
                continue
            if any(name in token.lower_ for name in people):
                yield NameSpan(passage, token.i, token.i + 1, EntityKind.PERSON, is_tagged=False)


def _events(found: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """ "The Orlando nightclub attack", "the Iowa caucuses", "the 9/11 attacks"."""
    for passage, start, end in _event_starts(found):
        doc = passage.doc
        for last in range(end, min(end + 2, len(doc))):
            if doc[last].lower_ in naming.EVENT_NOUNS:
                yield NameSpan(passage, start, last + 1, EntityKind.EVENT)
                break
            if doc[last].tag_ not in ("NN", "JJ") and doc[last].text != ",":
                break


def _event_starts(found: Iterable[NameSpan]) -> Iterator[tuple[Passage, int, int]]:
    passages = {}
    for span in found:
        passages[span.passage.index] = span.passage
        if span.kind is EntityKind.PLACE:
            yield span.passage, span.start, span.end
    for passage in passages.values():
        for entity in passage.doc.ents:
            if entity.label_ == "DATE" and re.search(r"\d\d?/\d|\d{4}|\w+\.? \d\d?$", entity.text):
                yield passage, entity.start, entity.end


def _joined(passage: Passage, own: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """ "Israeli" and "Defense Ministry" in one, "USA" and "Today": capitals up to a body's noun."""
    bodies = {span.start: span.end for span in own if span.kind is EntityKind.ORGANISATION}
    for position, span in enumerate(own):
        if span.kind not in (EntityKind.PLACE, EntityKind.GROUP, EntityKind.OTHER):
            continue
        if position and own[position - 1].end == span.start:
            continue
        end = span.end
        while end < len(passage.doc) and _is_part(passage.doc[end]):
            end = bodies.get(end, end + 1)
        words = [token.lower_ for token in passage.doc[span.end : end]]
        while words and words[-1] not in naming.BODY_HEADS:
            words.pop()
        if not words and key(passage.doc[span.start : span.end + 1].text) in naming.KNOWN_KINDS:
            words = [passage.doc[span.end].lower_] if span.end < len(passage.doc) else []
        if words:
            yield NameSpan(passage, span.start, span.end + len(words), EntityKind.ORGANISATION)


def _courts(passage: Passage, own: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """ "Court of Appeals" and "Sixth Circuit" in one, where "for the" joins them."""
    for first, second in pairwise(own):
        between = [token.lower_ for token in passage.doc[first.end : second.start]]
        is_court = any(token.lower_ == "court" for token in first.tokens)
        if is_court and between == ["for", "the"]:
            yield NameSpan(passage, first.start, second.end, EntityKind.ORGANISATION)


def _nicknamed(passage: Passage, own: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """ "Idris 'Ace' Vane" in one: a name with a by-name in quotation marks inside."""
    doc = passage.doc
    ends = {span.start: span.end for span in own}
    for span in own:
        if span.kind is not EntityKind.PERSON:
            continue
        if span.end + 3 >= len(doc) or doc[span.end].text not in _NICKNAME_MARKS:
            continue
        for closer in range(span.end + 2, min(span.end + 4, len(doc) - 1)):
            last = doc[closer + 1]
            if doc[closer].text in _NICKNAME_MARKS and last.text[:1].isupper() and last.is_alpha:
                yield NameSpan(passage, span.start, ends.get(last.i, last.i + 1), EntityKind.PERSON)
                break


def _is_part(token: Token) -> bool:
    return token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "NN", "JJ", "NNS")


def _quoted_titles(passage: Passage, own: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Titles of works: a quotation of two or more words, all with capitals."""
    doc = passage.doc
    people = {i for s in own if s.kind is EntityKind.PERSON for i in range(s.start, s.end)}
    for opener in range(len(doc) - 2):
        if doc[opener].text not in _OPENERS or not doc[opener + 1].text[:1].isupper():
            continue
        closer = next(
            (i for i in range(opener + 2, min(len(doc), opener + MAX_TITLE_TOKENS + 2))
             if doc[i].text in _CLOSERS), None)  # fmt: skip
        if closer is None:
            continue
        start, end = opener + 1, closer
        while end > start and doc[end - 1].text in _STOPS:
            end -= 1
        stretch = range(start, end)
        if _is_title(doc, start, end) and not any(i in people for i in stretch):
            yield NameSpan(passage, start, end, EntityKind.WORK)


def _is_title(doc: Doc, start: int, end: int) -> bool:
    words = [token for token in doc[start:end] if not token.is_punct]
    if len(words) < 2 or words[0].tag_ == "PRP" or words[-1].text in "!?":
        return False
    large = [word for word in words if word.text[:1].isupper() or word.like_num]
    small = [word for word in words if word not in large]
    is_sentence = any(labels.is_clause(word) for word in words) and words[-1].tag_ == "RB"
    return all(word.lower_ in _TITLE_LINKS for word in small) and len(large) > 1 and not is_sentence
