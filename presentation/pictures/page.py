"""A picture while it is being laid out: words are put down line by line, shapes beside them."""

from dataclasses import dataclass, field

from presentation.pictures.shapes import (
    MARGIN,
    WIDTH,
    Box,
    Drawing,
    Edge,
    Ground,
    Ink,
    Mark,
    Panel,
    Stroke,
    Type,
    Words,
)
from presentation.pictures.typesetting import UNKNOWN, Ruler, legible, wrap
from presentation.sheet import is_warning

ASKED, COUNT = Type(11, Ink.QUIET), Type(17, is_bold=True)
HEADLINE, WARNING = Type(12.5, is_bold=True), Type(10.5, Ink.UNNAMED, is_bold=True)
ABOUT, NOTE = Type(11), Type(10, Ink.QUIET)
UNWRITTEN = f"{UNKNOWN} stands for a letter that this picture cannot write; the answer has it."
FULL = WIDTH - 2 * MARGIN
_PAD = 7.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a picture: what was asked, the answer's first line, notes, the count.

    `about` says what is drawn where that is not all that the first line is about.
    """

    asked: str = ""
    headline: str = ""
    notes: tuple[str, ...] = ()
    independent_sources: int | None = None
    about: str = ""


@dataclass(slots=True)
class Page:
    """Collects what a picture is made of; `y` is where the next thing goes."""

    ruler: Ruler
    y: float = MARGIN
    panels: list[Panel] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(
        self,
        text: str,
        type_: Type,
        *,
        x: float = MARGIN,
        width: float = FULL,
        most: int = 1,
        ground: Ground = Ground.PAPER,
    ) -> float:
        """Put a text down in at most so many lines, and say how wide the widest is."""
        widest = 0.0
        for line in wrap(text, type_, width, most, self.ruler):
            taken = min(width, self.ruler.width(line, type_))
            self.words.append(Words(line, Box(x, self.y, taken, type_.leading), type_, ground))
            self.y += type_.leading
            widest = max(widest, taken)
        return widest

    def write_right(
        self,
        text: str,
        type_: Type,
        *,
        right: float,
        width: float,
        most: int = 2,
        ground: Ground = Ground.PAPER,
    ) -> None:
        """The same against a right edge."""
        for line in wrap(text, type_, width, most, self.ruler):
            taken = min(width, self.ruler.width(line, type_))
            box = Box(right - taken, self.y, taken, type_.leading)
            self.words.append(Words(line, box, type_, ground))
            self.y += type_.leading

    def write_beside(
        self,
        text: str,
        type_: Type,
        before: Type,
        *,
        x: float,
        width: float,
        taken: float,
        ground: Ground,
    ) -> None:
        """On the line just written, against the right, if there is room for it; else below."""
        text = legible(text, self.ruler)
        if self.ruler.width(text, type_) > width - taken - 8:
            self.write(text, type_, x=x, width=width, most=2, ground=ground)
            return
        end = self.y
        self.y -= type_.leading + (before.size - type_.size) / 2
        self.write_right(text, type_, right=x + width, width=width - taken, ground=ground)
        self.y = end

    def open(self, caption: Caption) -> None:
        """The top: what was asked, how many independent sources there are, and the warnings."""
        if caption.asked:
            self.write(f"“{caption.asked}”", ASKED, most=2)
            self.y += 2
        if caption.independent_sources is not None:
            self.write(f"Independent sources: {caption.independent_sources}", COUNT)
        elif caption.headline:
            self.write(caption.headline, HEADLINE, most=6)
        if caption.about:
            self.y += 3
            self.write(caption.about, ABOUT, most=6)
        for note in filter(is_warning, caption.notes):
            self.y += 4
            self._warn(note)

    def _warn(self, note: str) -> None:
        top = self.y
        self.y += _PAD - 2
        inner = FULL - 2 * _PAD
        self.write(note, WARNING, x=MARGIN + _PAD, width=inner, most=4, ground=Ground.UNNAMED)
        self.y += _PAD - 2
        box = Box(MARGIN, top, FULL, self.y - top)
        self.panels.append(Panel(box, Ground.UNNAMED, Ink.UNNAMED, Edge.SOLID, 1.0))

    def close(self, caption: Caption, *notes: str) -> Drawing:
        """The foot: what was left out and what else is to be known; then the whole picture."""
        quiet = tuple(note for note in caption.notes if not is_warning(note))
        self.y += 6
        for note in (*notes, *quiet):
            if note:
                self.y += 2
                self.write(note, NOTE, most=3)
        if any(UNKNOWN in line.text for line in self.words):
            self.y += 2
            self.write(UNWRITTEN, NOTE, most=2)
        return Drawing(
            round(self.y + MARGIN, 2),
            tuple(self.panels),
            tuple(self.strokes),
            tuple(self.marks),
            tuple(self.words),
        )
