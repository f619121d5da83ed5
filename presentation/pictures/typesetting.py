"""Words made to fit a width: cleaned, wrapped, and cut where a reader sees that they are."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol

from presentation.pictures.shapes import Type
from presentation.text import CUT, inline

UNKNOWN = "▯"
READ = 600
"""So many letters of a text are looked at; no place in a picture holds more."""
_POINTS = range(10, 36)  # Hebrew and Arabic points, of which a letter may bear two
_CLOSING = "”»"
_PIECE = re.compile(r"\S+")


class Ruler(Protocol):
    """Knows the letters of the typeface."""

    def width(self, text: str, type_: Type) -> float:
        """How wide some words are."""
        ...

    def has(self, letter: str) -> bool:
        """Whether the typeface can write a letter."""
        ...


def legible(text: str, ruler: Ruler) -> str:
    """A text on one line, composed, with a stand-in for every letter that cannot be written."""
    composed = unicodedata.normalize("NFC", inline(text[: READ * 2]))
    letters: list[str] = []
    marks = 0
    for letter in composed:
        if kind := unicodedata.combining(letter):
            marks += 1
            if letters and marks <= (2 if kind in _POINTS else 1) and ruler.has(letter):
                letters.append(letter)  # a pile of marks would reach into other lines
            continue
        marks = len(unicodedata.normalize("NFD", letter)) - 1
        if letter.isspace():
            letters.append(" ")
        else:
            letters.append(letter if ruler.has(letter) else UNKNOWN)
    words = "".join(letters)
    return words if len(text) <= READ * 2 else words[:READ] + CUT


def wrap(text: str, type_: Type, width: float, most: int, ruler: Ruler) -> tuple[str, ...]:
    """A text in at most so many lines; the last one ends in "…" where something was cut."""
    words = legible(text, ruler)
    lines: list[str] = []
    line = ""
    for piece in _pieces(words, type_, width, ruler):
        longer = f"{line} {piece}" if line else piece
        if not line or ruler.width(longer, type_) <= width:
            line = longer
            continue
        lines.append(line)
        line = piece
        if len(lines) == most:
            return (*lines[:-1], _cut(lines[-1], words, type_, width, ruler))
    return (*lines, line) if line else tuple(lines)


def _pieces(words: str, type_: Type, width: float, ruler: Ruler) -> Iterator[str]:
    """The words, those wider than a line in parts."""
    for found in _PIECE.finditer(words):
        word = found[0]
        if ruler.width(word, type_) <= width:
            yield word
        else:
            yield from _parts(word, type_, width, ruler)


def _parts(word: str, type_: Type, width: float, ruler: Ruler) -> Iterator[str]:
    part = ""
    for letter in word:
        shown = letter if ruler.width(letter, type_) <= width else UNKNOWN
        is_mark = unicodedata.combining(letter)
        if part and not is_mark and ruler.width(part + shown, type_) > width:
            yield part
            part = ""
        part += shown
    yield part


def _cut(line: str, words: str, type_: Type, width: float, ruler: Ruler) -> str:
    """A line that ends in the cut's mark; a quotation that was cut is closed all the same."""
    end = CUT + words[-1] if words[-1:] and words[-1] in _CLOSING else CUT
    while line and ruler.width(line.rstrip() + end, type_) > width:
        line = line[:-1]
    return line.rstrip(" ,;:—") + end
