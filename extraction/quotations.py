"""Where quotation marks stand: the words that an article prints as somebody's own."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.article import Span

_MARK = re.compile(r"''|[\"“”„«»‘’']")
_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"', "''": "''"}
_STRAIGHT = ('"', "''")
_SINGLE_OPEN, _STRAIGHT_SINGLE = "‘", "'"
_SINGLE_ENDS = {
    _SINGLE_OPEN: re.compile(r"’(?!\w)"),
    _STRAIGHT_SINGLE: re.compile(r"(?<=[,.?!…])'(?!\w)"),
}
_ELISION = re.compile(r"['‘](?:(?:em|til|tis|twas|cause|n|round|bout)\b|\d)", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; `outer` holds the marks too. Open when none closes it."""

    inner: Span
    outer: Span
    is_open: bool = False


def find_quotations(text: str, block: Span) -> tuple[Quotation, ...]:
    """The quotations of one block in order; one left open runs to the end of the block."""
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    closing, resume, ends = "", block.start_char, _single_ends(text, block)
    for mark in _MARK.finditer(text, block.start_char, block.end_char):
        if mark.start() < resume:
            continue
        if opened is None and mark.group() in (_SINGLE_OPEN, _STRAIGHT_SINGLE):
            end = _single_end(text, mark, block, ends[mark.group()])
            if end > 0:
                inner = Span(mark.end(), end)
                found.append(Quotation(inner, Span(mark.start(), end + 1)))
                resume = end + 1
        elif opened is None:
            closing = _CLOSING.get(mark.group(), "")
            opened = mark if closing else None
        elif mark.group() == closing:
            inner = Span(opened.end(), mark.start())
            found.append(Quotation(inner, Span(opened.start(), mark.end())))
            opened = None
    if opened is not None and _stays_open(text, opened, block):
        inner = Span(opened.end(), block.end_char)
        found.append(Quotation(inner, Span(opened.start(), block.end_char), is_open=True))
    return tuple(quotation for quotation in found if quotation.inner.of(text).strip())


def _single_ends(text: str, block: Span) -> dict[str, list[int]]:
    """Where single quotations can close, by the mark that opens them; never at an apostrophe."""
    return {
        mark: [m.start() for m in pattern.finditer(text, block.start_char, block.end_char)]
        for mark, pattern in _SINGLE_ENDS.items()
    }


def _single_end(text: str, mark: re.Match[str], block: Span, ends: Sequence[int]) -> int:
    """Where the single quotation that a mark opens closes; -1 where it opens none.

    A straight mark opens after a space and before a word, and closes after punctuation alone.
    """
    before = text[mark.start() - 1] if mark.start() > block.start_char else " "
    is_inside = mark.group() == _STRAIGHT_SINGLE and not (before.isspace() or before in "([—–")
    if is_inside or _ELISION.match(text, mark.start()):
        return -1
    following = bisect_right(ends, mark.end())
    return ends[following] if following < len(ends) else -1


def _stays_open(text: str, mark: re.Match[str], block: Span) -> bool:
    """Whether an unclosed mark opens a quotation that goes on in the next paragraph."""
    before_word = mark.end() < block.end_char and not text[mark.end()].isspace()
    return before_word if mark.group() in _STRAIGHT else True
