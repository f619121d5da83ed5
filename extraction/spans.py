"""Spans of an attribution, and what can be done with spans of a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsroom.article import Span

_TRIMMED = frozenset(" \t\u00a0\r\n,;:.!?\"“”»«'")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, cue and source spans of one attribution, in the article's text.

    `passage` is the index of the block that it stands in; `cue_lemma` is the dictionary form of the
    cue's main word, "" where the words have no cue of their own.
    """

    passage: int
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue_lemma: str = ""


def trim(text: str, span: Span) -> Span:
    """The span without white space, commas and quotation marks at its ends, pairs kept whole."""
    start, end = span.start_char, span.end_char
    while start < end and text[start] in _TRIMMED and not _opens_inner(text, start, end):
        start += 1
    while end > start and text[end - 1] in _TRIMMED and not _closes_inner(text, start, end):
        end -= 1
    return Span(start, end)


def _opens_inner(text: str, start: int, end: int) -> bool:
    """Whether a mark at the start opens a quotation that ends before the span does."""
    if text[start] not in '"“':
        return False
    closing = "”" if text[start] == "“" else '"'
    inside = text[start + 1 : end].rstrip(" ,;:.!?")
    return closing in inside[:-1]


def _closes_inner(text: str, start: int, end: int) -> bool:
    """Whether a mark at the end closes a quotation that opens inside the span."""
    mark = text[end - 1]
    if mark not in '"”':
        return text[end - 1] == "." and bool(text[end - 3 : end - 2] == ".")
    opening = "“" if mark == "”" else '"'
    return opening in text[start + 1 : end - 1]


def without(spans: tuple[Span, ...], hole: Span) -> tuple[Span, ...]:
    """The spans with one stretch cut out."""
    result: list[Span] = []
    for span in spans:
        if not span.overlaps(hole):
            result.append(span)
            continue
        left = Span(span.start_char, max(span.start_char, hole.start_char))
        right = Span(min(span.end_char, hole.end_char), span.end_char)
        result.extend(part for part in (left, right) if part.end_char - part.start_char > 2)
    return tuple(result)


def hull(spans: Iterable[Span]) -> Span:
    """The stretch from the first to the last character of some spans."""
    known = tuple(spans)
    return Span(min(s.start_char for s in known), max(s.end_char for s in known))


def width(spans: Iterable[Span]) -> int:
    """How many characters some spans hold together."""
    return sum(span.end_char - span.start_char for span in spans)


def covered(spans: Sequence[Span], by: Sequence[Span]) -> float:
    """The share of some spans' characters that lie in others."""
    inside = {i for span in by for i in range(span.start_char, span.end_char)}
    total = [i for span in spans for i in range(span.start_char, span.end_char)]
    return sum(i in inside for i in total) / len(total) if total else 0.0
