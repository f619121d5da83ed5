"""Each shape of a drawing as what matplotlib draws; `place` turns units into pixels."""

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from presentation.pictures.shapes import Edge, Figure, Ground, Mark, Panel, Stroke, Words
from presentation.pictures.typeface import FACES

_DASHES = {
    Edge.SOLID: "-",
    Edge.DASHED: (0, (4.0, 2.4)),
    Edge.DOTTED: (0, (1.2, 1.8)),
    Edge.NONE: "None",
}
_BASELINE = 0.98
_CORNER = 6.0


def panel_artist(panel: Panel, place: Affine2D) -> Patch:
    """A filled shape with its outline."""
    box = panel.box
    radius = min(panel.radius, box.width / 2, box.height / 2)
    return FancyBboxPatch(
        (box.x, box.y),
        box.width,
        box.height,
        boxstyle=f"round,pad=0,rounding_size={radius}" if radius > 0 else "square,pad=0",
        facecolor=panel.ground,
        edgecolor=panel.ink,
        linewidth=0 if panel.edge is Edge.NONE else panel.weight,
        linestyle=_DASHES[panel.edge],
        zorder=1,
        transform=place,
    )


def stroke_artists(stroke: Stroke, place: Affine2D) -> Iterator[Artist]:
    """A line, round at its corners, with its arrowhead if it has one."""
    end = stroke.points[-1]
    points = list(stroke.points)
    if stroke.is_arrow:
        length, half = 6.0 + stroke.weight, 3.0 + stroke.weight * 0.7
        before = points[-2]
        way = 1 if end[0] > before[0] else -1
        base = (end[0] - way * length, end[1])
        points[-1] = (end[0] - way * length * 0.7, end[1])
        corners = [end, (base[0], end[1] - half), (base[0], end[1] + half)]
        yield Polygon(corners, facecolor=stroke.ink, linewidth=0, zorder=3, transform=place)
    yield PathPatch(
        _rounded(points),
        fill=False,
        edgecolor=stroke.ink,
        linewidth=stroke.weight,
        linestyle=_DASHES[stroke.edge],
        capstyle="butt",
        zorder=2,
        transform=place,
    )


def _rounded(points: Sequence[tuple[float, float]]) -> Path:
    """A path through the points, round at its corners."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _towards(corner, before), _towards(corner, after)
        vertices += [enter, corner, leave]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(across), abs(down), 0.001)
    share = min(_CORNER, length) / length
    return (corner[0] + across * share, corner[1] + down * share)


def mark_artists(mark: Mark, place: Affine2D) -> Iterator[Artist]:
    """A small figure."""
    box, ink = mark.box, mark.ink
    x, y = box.x + box.width / 2, box.y + box.height / 2
    half = min(box.width, box.height) / 2
    if mark.figure is Figure.DISC:
        yield Circle((x, y), half * 0.62, facecolor=ink, linewidth=0, zorder=4, transform=place)
    elif mark.figure is Figure.DIAMOND:
        corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        yield Polygon(corners, facecolor=ink, linewidth=0, zorder=4, transform=place)
    elif mark.figure is Figure.SHEET:
        yield from _page(x, y, half, ink, place)
    else:
        reach = half * 0.86
        yield Circle(
            (x, y), reach, fill=False, edgecolor=ink, linewidth=1.2, zorder=4, transform=place
        )
        if mark.figure is Figure.RING:
            yield _letter("?", x, y, half * 1.25, ink, place)
        else:
            slash = Path([(x - reach * 0.7, y + reach * 0.7), (x + reach * 0.7, y - reach * 0.7)])
            yield PathPatch(slash, edgecolor=ink, linewidth=1.2, zorder=5, transform=place)


def _page(x: float, y: float, half: float, ink: str, place: Affine2D) -> Iterator[Artist]:
    """A sheet of paper with its corner turned down, and lines on it."""
    left, right, top, bottom = x - half * 0.66, x + half * 0.66, y - half * 0.9, y + half * 0.9
    fold = half * 0.5
    corners = [(left, top), (right - fold, top), (right, top + fold), (right, bottom)]
    corners.append((left, bottom))
    yield Polygon(
        corners, facecolor=Ground.CARD, edgecolor=ink, linewidth=1.2, zorder=4, transform=place
    )
    for line in (0.0, 0.42):
        level = y + half * line
        points = [(left + 2, level), (right - 2, level)]
        yield PathPatch(Path(points), edgecolor=ink, linewidth=1.0, zorder=5, transform=place)


def _letter(letter: str, x: float, y: float, size: float, ink: str, place: Affine2D) -> Text:
    return Text(
        x,
        y,
        letter,
        color=ink,
        fontproperties=FontProperties(fname=FACES[True], size=size),
        ha="center",
        va="center_baseline",
        parse_math=False,
        usetex=False,
        zorder=6,
        transform=place,
    )


class _Line(Text):
    """A line of text that begins where it is put: what it takes up is not measured once more."""

    def draw(self, renderer: Any) -> None:
        """Draw it as `Text` draws one line from the left on its baseline."""
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        gc.set_antialiased(self.get_antialiased())
        x, y = self.get_transform().transform(self.get_position())
        y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0.0, mtext=self)
        gc.restore()


def words_artist(words: Words, place: Affine2D) -> Text:
    """A line of text; nothing in it is a formula."""
    face, size = FACES[words.type.is_bold], words.type.size
    return _Line(
        words.box.x,
        words.box.y + size * _BASELINE,
        words.text,
        color=words.type.ink,
        fontproperties=FontProperties(fname=face, size=size),
        ha="left",
        va="baseline",
        parse_math=False,
        usetex=False,
        zorder=6,
        transform=place,
    )
