"""How kinds of sources look, and how their words are set, in every picture."""

from dataclasses import dataclass

from newsroom.attribution import Identity
from presentation.pictures.shapes import Edge, Figure, Ground, Ink, Type

NAME, QUOTE = Type(12, is_bold=True), Type(10.5)
SMALL = Type(10, Ink.QUIET)
HEDGE, RESPONSE = Type(10, Ink.UNNAMED, is_bold=True), Type(10, Ink.NAMED, is_bold=True)


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of source looks: every kind differs in figure, outline and words, not only ink."""

    figure: Figure
    edge: Edge
    weight: float
    radius: float
    ink: Ink
    ground: Ground


LOOKS = {
    Identity.NAMED: Look(Figure.DISC, Edge.SOLID, 1.3, 6, Ink.NAMED, Ground.NAMED),
    Identity.UNNAMED: Look(Figure.RING, Edge.DASHED, 1.8, 14, Ink.UNNAMED, Ground.UNNAMED),
    Identity.DOCUMENT: Look(Figure.SHEET, Edge.SOLID, 1.3, 0, Ink.DOCUMENT, Ground.DOCUMENT),
    Identity.NONE: Look(Figure.GAP, Edge.DOTTED, 1.3, 0, Ink.SILENT, Ground.SILENT),
}
