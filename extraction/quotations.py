"""Where quotation marks stand: the words that an article prints as somebody's own."""

from dataclasses import dataclass

from newsroom.article import Span

_CURLY = {"“": "”", "«": "»", "„": "“"}
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
    opened: tuple[int, str] | None = None
    for index in range(block.start_char, block.end_char):
        char = text[index]
        if opened is None:
            closing = _closing_mark(text, index, block)
            if closing:
                opened = (index, closing)
        elif char == opened[1]:
            found.append(_quotation(opened[0], index + 1))
            opened = None
    if opened is not None and opened[1] not in ('"', _SINGLE_CLOSE):
        found.append(_open_quotation(opened[0], block))
    elif opened is not None and opened[1] == '"' and _stands_before_word(text, opened[0], block):
        found.append(_open_quotation(opened[0], block))
    return tuple(quotation for quotation in found if quotation.inner.of(text).strip())


def _closing_mark(text: str, index: int, block: Span) -> str | None:
    """The mark that will close a quotation opened at index; None where none opens."""
    char = text[index]
    if char in _CURLY:
        return _CURLY[char]
    if char == '"':
        return '"'
    if char == _SINGLE_OPEN and _SINGLE_CLOSE in text[index : block.end_char]:
        return _SINGLE_CLOSE if _single_closes(text, index, block) else None
    return None


def _single_closes(text: str, index: int, block: Span) -> bool:
    """Whether the next ’ closes a single quotation rather than being an apostrophe."""
    end = text.find(_SINGLE_CLOSE, index, block.end_char)
    return end > 0 and (end + 1 == len(text) or not text[end + 1].isalpha())


def _stands_before_word(text: str, index: int, block: Span) -> bool:
    return index + 1 < block.end_char and not text[index + 1].isspace()


def _quotation(start: int, end: int) -> Quotation:
    return Quotation(Span(start + 1, end - 1), Span(start, end))


def _open_quotation(start: int, block: Span) -> Quotation:
    return Quotation(Span(start + 1, block.end_char), Span(start, block.end_char), is_open=True)
