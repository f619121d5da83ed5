"""Numbers to pixels, by matplotlib without its global state; imported late, by whoever draws."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import matplotlib
import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

from presentation.pictures.artists import (
    mark_artists,
    panel_artist,
    stroke_artists,
    words_artist,
)
from presentation.pictures.shapes import GROUNDS, Drawing, Ground, Ink
from presentation.pictures.typeface import DPI, ONE_AT_A_TIME

Colours = npt.NDArray[np.float64]

SCALE = 3
"""So many pixels for a unit: 1,080 across, sharp on a phone."""
COMPRESSION = 6
"""zlib's level: the highest takes several times as long for a twelfth less bytes."""
_STEPS = 3
_BAND = 96


@lru_cache(maxsize=32)
def draw(drawing: Drawing, scale: float = SCALE) -> bytes:
    """A drawing as a PNG: the same bytes for the same drawing, and nothing in them but pixels."""
    with ONE_AT_A_TIME, matplotlib.rc_context({"text.hinting": "no_hinting"}):
        size = (drawing.width / DPI, drawing.height / DPI)
        sheet = Figure(figsize=size, dpi=DPI * scale, facecolor=Ground.PAPER)
        canvas = FigureCanvasAgg(sheet)
        _put(sheet, drawing, scale)
        canvas.draw()  # type: ignore[no-untyped-call]
        image = _few_colours(np.asarray(canvas.buffer_rgba()))  # type: ignore[no-untyped-call]
        del canvas.renderer  # sheet and canvas hold each other, and the pixels would wait with them
    file = BytesIO()
    image.save(file, "PNG", compress_level=COMPRESSION)
    return file.getvalue()


def _few_colours(pixels: npt.NDArray[np.uint8]) -> Image.Image:
    """The pixels in the colours of the palette: a third of the bytes, and every ink as it is.

    Band by band, so that neither memory nor the interpreter is held for long; most of a picture is
    of one colour, that of its corner, and only the rest is looked at.
    """
    packed = pixels.view("<u4")[..., 0]
    ground = packed[0, 0]
    places = np.full(packed.shape, _nearest()[_shade(ground)], dtype=np.uint8)
    for top in range(0, len(packed), _BAND):
        band = packed[top : top + _BAND]
        is_drawn = band != ground
        places[top : top + _BAND][is_drawn] = _nearest()[_shade(band[is_drawn])]
    image = Image.fromarray(places, "P")
    image.putpalette(_palette().round().astype(np.uint8).tobytes())
    return image


def _shade(packed: npt.NDArray[np.uint32]) -> npt.NDArray[Any]:
    """Which of the quarter of a million shades each pixel has: six bits of red, green and blue."""
    red, green, blue = (packed >> bits & 0xFC for bits in (0, 8, 16))
    return red << 10 | green << 4 | blue >> 2


@lru_cache(maxsize=1)
def _nearest() -> npt.NDArray[np.uint8]:
    """For each shade the place in the palette of the colour nearest to its middle.

    A shade that one of the palette's own colours has is that colour.
    """
    nearest = np.empty(64**3, np.uint8)
    middles = np.arange(64) * 4 + 1.5
    for red, apart in enumerate((middles[:, None] - _palette()[:, 0]) ** 2):
        green, blue = ((middles[:, None] - _palette()[:, part]) ** 2 for part in (1, 2))
        nearest[red * 64**2 : (red + 1) * 64**2] = (
            (apart + green[:, None] + blue[None, :]).argmin(axis=2).reshape(-1)
        )
    own = _palette()[: len(Ground) + len(Ink)].astype(np.uint32) @ np.array([1, 1 << 8, 1 << 16])
    nearest[_shade(own.astype(np.uint32))] = np.arange(len(own))
    return nearest


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


def _put(sheet: Figure, drawing: Drawing, scale: float) -> None:
    """Everything in its place; matplotlib counts y from below, the layout from above."""
    place = Affine2D().scale(scale, -scale).translate(0, drawing.height * scale)
    for panel in drawing.panels:
        sheet.add_artist(panel_artist(panel, place))
    for stroke in drawing.strokes:
        for part in stroke_artists(stroke, place):
            sheet.add_artist(part)
    for mark in drawing.marks:
        for part in mark_artists(mark, place):
            sheet.add_artist(part)
    for words in drawing.words:
        sheet.add_artist(words_artist(words, place))
