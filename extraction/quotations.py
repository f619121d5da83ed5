"""Where quotation marks stand: the words that an article prints as somebody's own."""

import re
from dataclasses import dataclass

from newsroom.article import Span

_MARK = re.compile(r"''|[\"“”„«»‘’]")
_CLOSING = {"“": "”", "«": "»", "„": "“", '"': '"', "''": "''"}
_STRAIGHT = ('"', "''")
_SINGLE_OPEN, _SINGLE_CLOSE = "‘", "’"


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
    closing = ""
    for mark in _MARK.finditer(text, block.start_char, block.end_char):
        if opened is None:
            closing = _closing_mark(text, mark, block)
            opened = mark if closing else None
        elif mark.group() == closing:
            inner = Span(opened.end(), mark.start())
            found.append(Quotation(inner, Span(opened.start(), mark.end())))
            opened = None
    if opened is not None and _stays_open(text, opened, block):
        inner = Span(opened.end(), block.end_char)
        found.append(Quotation(inner, Span(opened.start(), block.end_char), is_open=True))
    return tuple(quotation for quotation in found if quotation.inner.of(text).strip())


def _closing_mark(text: str, mark: re.Match[str], block: Span) -> str:
    """The mark that closes what a mark opens; "" where it opens nothing."""
    if mark.group() == _SINGLE_OPEN and _single_closes(text, mark.start(), block):
        return _SINGLE_CLOSE
    return _CLOSING.get(mark.group(), "")


def _single_closes(text: str, index: int, block: Span) -> bool:
    """Whether the next ’ closes a single quotation rather than being an apostrophe."""
    end = text.find(_SINGLE_CLOSE, index, block.end_char)
    return end > 0 and (end + 1 == len(text) or not text[end + 1].isalpha())


def _stays_open(text: str, mark: re.Match[str], block: Span) -> bool:
    """Whether an unclosed mark opens a quotation that goes on in the next paragraph."""
    if mark.group() == _SINGLE_OPEN:
        return False
    before_word = mark.end() < block.end_char and not text[mark.end()].isspace()
    return before_word if mark.group() in _STRAIGHT else True
