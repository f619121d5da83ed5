"""Words into the pieces of an uncased WordPiece vocabulary, as BERT's tokenizer cuts them."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

LONGEST_WORD = 100
MOST_PIECES = 12


class WordPieces:
    """A vocabulary of word pieces; the number of a piece is its line."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._numbers["[UNK]"]
        self.first = self._numbers["[CLS]"]
        self.separator = self._numbers["[SEP]"]
        self.mask = self._numbers["[MASK]"]
        self.cut = lru_cache(maxsize=65_536)(self._cut)

    @classmethod
    def read(cls, path: Path) -> "WordPieces":
        """The vocabulary of a file with one piece a line."""
        return cls(path.read_text("utf-8").splitlines())

    def _cut(self, word: str) -> tuple[int, ...]:
        """The pieces of one printed word, at least one and at most a dozen."""
        if len(word) > LONGEST_WORD:
            return (self.unknown,)
        pieces: list[int] = []
        for part in _parts(_folded(word)):
            pieces.extend(self._greedy(part))
        return tuple(pieces[:MOST_PIECES]) or (self.unknown,)

    def _greedy(self, part: str) -> list[int]:
        """The longest known piece at each place; a part that cannot be cut is unknown."""
        pieces: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(("##" if start else "") + part[start:end])
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return pieces


def _folded(word: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def _parts(word: str) -> list[str]:
    """The word cut at every character that is neither letter nor digit."""
    parts: list[str] = []
    is_open = False
    for char in word:
        if char.isspace():
            is_open = False
        elif not char.isalnum():
            parts.append(char)
            is_open = False
        elif is_open:
            parts[-1] += char
        else:
            parts.append(char)
            is_open = True
    return parts
