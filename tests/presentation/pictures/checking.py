"""A ruler that needs no typeface, and what every drawing must keep to."""

from hypothesis import HealthCheck, settings

from presentation.pictures.shapes import MARGIN, Box, Drawing, Ground, Panel, Stroke, Type
from presentation.pictures.typesetting import Ruler

ROOM = 0.05
SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


class PlainRuler:
    """Every letter is as wide as every other; what lies beyond the first planes is unknown."""

    def __init__(self, share: float = 0.6) -> None:
        self.share = share

    def width(self, text: str, type_: Type) -> float:
        """How wide some words are."""
        return len(text) * type_.size * self.share

    def has(self, letter: str) -> bool:
        """Whether a letter is known."""
        return ord(letter) < 0x3000


ENDLESS = PlainRuler(0.001)
"""Nothing wraps and nothing is cut."""


def check_drawing(drawing: Drawing, ruler: Ruler) -> None:
    """Nothing clipped, nothing on top of anything else, no arrow without words."""
    sheet = Box(0, 0, drawing.width, drawing.height)
    for shapes in (drawing.panels, drawing.marks, drawing.words):
        assert all(sheet.holds(shape.box) for shape in shapes)
    for line in drawing.words:
        assert line.text == line.text.strip() != ""
        assert ruler.width(line.text, line.type) <= line.box.width + ROOM, line
        assert line.box.x >= MARGIN - ROOM and line.box.right <= drawing.width - MARGIN + ROOM
        if line.ground is not Ground.PAPER:
            holders = [panel for panel in drawing.panels if panel.ground is line.ground]
            assert any(panel.box.holds(line.box) for panel in holders), line
    boxes = [line.box for line in drawing.words] + [mark.box for mark in drawing.marks]
    for place, box in enumerate(boxes):
        assert not any(box.meets(other) for other in boxes[place + 1 :]), box
    for stroke in drawing.strokes:
        check_stroke(stroke, drawing.panels, drawing)


def check_stroke(stroke: Stroke, panels: tuple[Panel, ...], drawing: Drawing) -> None:
    """Lines stay in the picture and out of the boxes; an arrow ends at one, and says something."""
    for x, y in stroke.points:
        assert 0 <= x <= drawing.width - MARGIN / 2 and 0 <= y <= drawing.height
        assert not any(
            panel.box.x + ROOM < x < panel.box.right - ROOM and panel.box.y < y < panel.box.bottom
            for panel in panels
        ), stroke
    assert stroke.is_arrow == bool(stroke.says), stroke
    if stroke.is_arrow:
        x, y = stroke.points[-1]
        ends = [panel for panel in panels if abs(panel.box.right - x) < ROOM]
        assert any(panel.box.y < y < panel.box.bottom for panel in ends), stroke
        written = " ".join(line.text for line in drawing.words)
        assert stroke.says.split()[0] in written


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, as WCAG 2 counts it: 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
