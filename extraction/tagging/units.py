"""What the encoder knows of one word: its pieces, its letters' case, and quotation marks."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from extraction.quotations import find_quotations
from extraction.tagging.wordpieces import WordPieces
from newsroom.article import Span


class Case(IntEnum):
    """How a word is written; the vocabulary of the encoder has no capitals."""

    NONE = 0
    LOWER = 1
    CAPITALISED = 2
    UPPER = 3
    ONE_CAPITAL = 4
    MIXED = 5
    DIGITS = 6


class Quoted(IntEnum):
    """Where a word stands to the quotation marks of its paragraph."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3
    INSIDE_OPEN = 4


class Unit(NamedTuple):
    """One word as the encoder sees it."""

    pieces: tuple[int, ...]
    case: Case
    quoted: Quoted
    is_stop: bool = False


def case_of(word: str) -> Case:
    """The case of a printed word."""
    letters = [char for char in word if char.isalpha()]
    if any(char.isdigit() for char in word):
        return Case.DIGITS
    if not letters:
        return Case.NONE
    if all(char.isupper() for char in letters):
        return Case.UPPER if len(letters) > 1 else Case.ONE_CAPITAL
    if not any(char.isupper() for char in letters):
        return Case.LOWER
    rest = letters[1:]
    return Case.CAPITALISED if not any(char.isupper() for char in rest) else Case.MIXED


def units(
    text: str, paragraph: Span, words: Sequence[tuple[int, int]], vocabulary: WordPieces
) -> list[Unit]:
    """One unit for each word, given as characters [start, end) of the text, in text order."""
    quotations = find_quotations(text, paragraph)
    found: list[Unit] = []
    position = 0
    for start, end in words:
        while position < len(quotations) and quotations[position].outer.end_char <= start:
            position += 1
        quoted = Quoted.OUTSIDE
        if position < len(quotations) and quotations[position].outer.start_char < end:
            quotation = quotations[position]
            if start < quotation.inner.start_char:
                quoted = Quoted.OPENING
            elif end > quotation.inner.end_char:
                quoted = Quoted.CLOSING
            else:
                quoted = Quoted.INSIDE_OPEN if quotation.is_open else Quoted.INSIDE
        word = text[start:end]
        found.append(Unit(vocabulary.cut(word), case_of(word), quoted, word in ".!?"))
    return found
