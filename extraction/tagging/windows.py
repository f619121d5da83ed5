"""An article's paragraphs packed into windows that the encoder reads one at a time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.tagging.units import Case, Quoted, Unit

CORE = 256
BEFORE = 32
AFTER = 24
_NO_WORD = -1


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces that are read together; only the words of its core are labelled from it.

    `words` are the positions of the core's words in the article, `places` the position of the
    first piece of each in the window. The first piece is [CLS], the last [SEP], and a [SEP] stands
    between paragraphs.
    """

    pieces: list[int]
    cases: list[int]
    quoted: list[int]
    words: range
    places: list[int]


@dataclass(slots=True)
class _Strip:
    """All pieces of an article side by side."""

    pieces: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, piece: int, case: int, quoted: int, word: int) -> None:
        self.pieces.append(piece)
        self.cases.append(case)
        self.quoted.append(quoted)
        self.words.append(word)


def pack(
    paragraphs: Sequence[Sequence[Unit]], first: int, separator: int, core: int = CORE
) -> Iterator[Window]:
    """Windows whose cores cover every word once, in order; whole paragraphs where they fit."""
    strip = _strip(paragraphs, separator)
    for start, end in _cuts(strip, core):
        left, right = max(0, start - BEFORE), min(len(strip.pieces), end + AFTER)
        inside = range(left, right)
        core_words = [w for w in strip.words[start:end] if w != _NO_WORD]
        places = [i - left + 1 for i in range(start, end) if strip.words[i] != _NO_WORD]
        if not core_words:
            continue
        yield Window(
            [first, *(strip.pieces[i] for i in inside), separator],
            [Case.NONE, *(strip.cases[i] for i in inside), Case.NONE],
            [Quoted.OUTSIDE, *(strip.quoted[i] for i in inside), Quoted.OUTSIDE],
            range(core_words[0], core_words[-1] + 1),
            places,
        )


def _strip(paragraphs: Sequence[Sequence[Unit]], separator: int) -> _Strip:
    strip = _Strip()
    number = 0
    for paragraph in paragraphs:
        for unit in paragraph:
            strip.starts.append(len(strip.pieces))
            for position, piece in enumerate(unit.pieces):
                word = number if position == 0 else _NO_WORD
                strip.add(piece, unit.case, unit.quoted, word)
            if unit.is_stop:
                strip.stops.append(len(strip.pieces))
            number += 1
        strip.add(separator, Case.NONE, Quoted.OUTSIDE, _NO_WORD)
        strip.ends.append(len(strip.pieces))
    return strip


def _cuts(strip: _Strip, core: int) -> Iterator[tuple[int, int]]:
    """Where cores begin and end: behind a paragraph, else a sentence, else a word."""
    start, total = 0, len(strip.pieces)
    while start < total:
        end = total
        if total - start > core:
            options = (
                _last_within(strip.ends, start + core // 2, start + core),
                _last_within(strip.stops, start + core // 2, start + core),
                _last_within(strip.starts, start, start + core),
            )
            end = next(filter(None, options), start + core)
        yield start, end
        start = end


def _last_within(places: Sequence[int], above: int, most: int) -> int:
    """The last place in (above, most]; 0 where there is none."""
    position = bisect_right(places, most)
    return places[position - 1] if position and places[position - 1] > above else 0
