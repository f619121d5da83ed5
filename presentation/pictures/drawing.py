"""Numbers to pixels: the one place that knows matplotlib; it is imported by whoever draws, late.

matplotlib's own figure and font objects are not made for several threads, so one draws at a time.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path as File
from threading import Lock

import matplotlib
import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from presentation.pictures.shapes import (
    GROUNDS,
    Drawing,
    Edge,
    Figure,
    Ground,
    Ink,
    Mark,
    Panel,
    Stroke,
    Type,
    Words,
)

Colours = npt.NDArray[np.float64]

SCALE = 3
"""So many pixels for a unit: 1,080 across, sharp on a phone."""
_DPI, _MEASURED = 72, 64
_FONTS = File(matplotlib.get_data_path()) / "fonts" / "ttf"
_FACES = {False: _FONTS / "DejaVuSans.ttf", True: _FONTS / "DejaVuSans-Bold.ttf"}
_DASHES = {
    Edge.SOLID: "-",
    Edge.DASHED: (0, (4.0, 2.4)),
    Edge.DOTTED: (0, (1.2, 1.8)),
    Edge.NONE: "None",
}
_STEPS = 3
_BASELINE = 0.98
_CORNER = 6.0
_ONE_AT_A_TIME = Lock()


class TypeRuler:
    """Measures with the typeface that the pictures are written in."""

    def __init__(self) -> None:
        self._faces = {is_bold: FT2Font(str(path)) for is_bold, path in _FACES.items()}
        for face in self._faces.values():
            face.set_size(_MEASURED, _DPI)
        self._letters = set.intersection(
            *(set(face.get_charmap()) for face in self._faces.values())
        )
        self._known: dict[tuple[str, bool], float] = {}

    def width(self, text: str, type_: Type) -> float:
        """How wide some words are."""
        key = (text, type_.is_bold)
        if key not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            face = self._faces[type_.is_bold]
            with _ONE_AT_A_TIME:
                face.set_text(text, 0, flags=LoadFlags.NO_HINTING)
                self._known[key] = face.get_width_height()[0] / 64
        return self._known[key] * type_.size / _MEASURED

    def has(self, letter: str) -> bool:
        """Whether both faces can write a letter."""
        return ord(letter) in self._letters


@lru_cache(maxsize=1)
def type_ruler() -> TypeRuler:
    """The ruler; the faces are read once."""
    return TypeRuler()


@lru_cache(maxsize=32)
def draw(drawing: Drawing, scale: float = SCALE) -> bytes:
    """A drawing as a PNG: the same bytes for the same drawing, and nothing in them but pixels."""
    with _ONE_AT_A_TIME, matplotlib.rc_context({"text.hinting": "no_hinting"}):
        size = (drawing.width / _DPI, drawing.height / _DPI)
        sheet = Sheet(figsize=size, dpi=_DPI * scale, facecolor=Ground.PAPER)
        canvas = FigureCanvasAgg(sheet)
        _put(sheet, drawing, scale)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba()).copy()  # type: ignore[no-untyped-call]
    file = BytesIO()
    _few_colours(pixels).save(file, "PNG", optimize=True)
    return file.getvalue()


def _few_colours(pixels: npt.NDArray[np.uint8]) -> Image.Image:
    """The pixels in the colours of the palette: a third of the bytes, and every ink as it is."""
    red, green, blue = (pixels[..., part].astype(np.uint32) for part in range(3))
    found, places = np.unique(red << 16 | green << 8 | blue, return_inverse=True)
    parts = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(float)
    apart = ((parts[:, None, :] - _palette()[None, :, :]) ** 2).sum(axis=2)
    nearest = apart.argmin(axis=1).astype(np.uint8)
    image = Image.fromarray(nearest[places].reshape(pixels.shape[:2]), "P")
    image.putpalette(_palette().round().astype(np.uint8).tobytes())
    return image


@lru_cache(maxsize=1)
def _palette() -> Colours:
    """Every ink and ground as it is, and the steps between them that make edges smooth."""
    mixed = [
        _rgb(ink) + (_rgb(ground) - _rgb(ink)) * step / _STEPS
        for ink in Ink
        for ground in GROUNDS[ink]
        for step in range(1, _STEPS)
    ]
    return np.array([*map(_rgb, (*Ground, *Ink)), *mixed])


def _rgb(colour: str) -> Colours:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], dtype=float)


def _put(sheet: Sheet, drawing: Drawing, scale: float) -> None:
    """Everything in its place; matplotlib counts y from below, the layout from above."""
    place = Affine2D().scale(scale, -scale).translate(0, drawing.height * scale)
    for panel in drawing.panels:
        sheet.add_artist(_panel(panel, place))
    for stroke in drawing.strokes:
        for part in _stroke(stroke, place):
            sheet.add_artist(part)
    for mark in drawing.marks:
        for part in _mark(mark, place):
            sheet.add_artist(part)
    for words in drawing.words:
        sheet.add_artist(_words(words, place))


def _panel(panel: Panel, place: Affine2D) -> Patch:
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


def _stroke(stroke: Stroke, place: Affine2D) -> Iterator[Artist]:
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


def _mark(mark: Mark, place: Affine2D) -> Iterator[Artist]:
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
        fontproperties=FontProperties(fname=str(_FACES[True]), size=size),
        ha="center",
        va="center_baseline",
        parse_math=False,
        usetex=False,
        zorder=6,
        transform=place,
    )


def _words(words: Words, place: Affine2D) -> Text:
    face, size = _FACES[words.type.is_bold], words.type.size
    return Text(
        words.box.x,
        words.box.y + size * _BASELINE,
        words.text,
        color=words.type.ink,
        fontproperties=FontProperties(fname=str(face), size=size),
        ha="left",
        va="baseline",
        parse_math=False,
        usetex=False,
        zorder=6,
        transform=place,
    )
