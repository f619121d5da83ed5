"""What a picture is made of, in numbers: one unit is a pixel where it is shown 360 wide."""

from dataclasses import dataclass, field
from enum import StrEnum

WIDTH = 360.0
MARGIN = 12.0


class Ink(StrEnum):
    """The colours; every one that writes stands out from every ground that it is written on."""

    BLACK = "#16191d"
    QUIET = "#474d57"
    LINE = "#5b6370"
    FAINT = "#d9d7cf"
    NAMED = "#12467f"
    DOCUMENT = "#0a5a48"
    UNNAMED = "#8a3b00"
    SILENT = "#6a2456"


class Ground(StrEnum):
    """What lies under the words; the paper is solid, whatever theme the reader has."""

    PAPER = "#fbfaf6"
    CARD = "#ffffff"
    NAMED = "#e9f1fb"
    DOCUMENT = "#e4f4ee"
    UNNAMED = "#fff0d6"
    SILENT = "#f8eaf4"
    TRACK = "#d9d7cf"


_ANY = (Ground.PAPER, Ground.CARD)
GROUNDS: dict[Ink, tuple[Ground, ...]] = {
    Ink.BLACK: tuple(ground for ground in Ground if ground is not Ground.TRACK),
    Ink.QUIET: _ANY,
    Ink.LINE: _ANY,
    Ink.FAINT: _ANY,
    Ink.NAMED: (*_ANY, Ground.NAMED),
    Ink.DOCUMENT: (*_ANY, Ground.DOCUMENT),
    Ink.UNNAMED: (*_ANY, Ground.UNNAMED),
    Ink.SILENT: (*_ANY, Ground.SILENT),
}
"""What lies under each ink."""


class Edge(StrEnum):
    """How an outline or a line is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    NONE = "none"


class Figure(StrEnum):
    """The small figures that tell kinds apart without colour."""

    DISC = "disc"
    RING = "ring"
    SHEET = "sheet"
    GAP = "gap"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly inside this one."""
        slack = 0.01
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: "Box") -> bool:
        """Whether the two share some area."""
        slack = 0.01
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


@dataclass(frozen=True, slots=True)
class Type:
    """How words are set: size in units, weight and colour."""

    size: float
    ink: Ink = Ink.BLACK
    is_bold: bool = False

    @property
    def leading(self) -> float:
        """The height of one line."""
        return round(self.size * 1.34, 2)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, the box that it fills, and what it is written on."""

    text: str
    box: Box
    type: Type
    ground: Ground = Ground.PAPER


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled shape with an outline."""

    box: Box
    ground: Ground
    ink: Ink
    edge: Edge = Edge.SOLID
    weight: float = 1.0
    radius: float = 5.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A small figure."""

    figure: Figure
    box: Box
    ink: Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some points; an arrow points to the last. `says` are the arrow's words."""

    points: tuple[tuple[float, float], ...]
    ink: Ink = Ink.LINE
    edge: Edge = Edge.SOLID
    weight: float = 1.4
    is_arrow: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture; panels lie lowest, then strokes, marks and words."""

    height: float
    panels: tuple[Panel, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Words, ...] = ()
    width: float = field(default=WIDTH)

    @property
    def text(self) -> str:
        """Everything that is written in it, a line each."""
        return "\n".join(line.text for line in self.words)
