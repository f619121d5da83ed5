"""The typeface of the pictures: matplotlib brings it, and shapes every script that it has."""

from functools import lru_cache
from pathlib import Path
from threading import Lock

import matplotlib
from matplotlib.ft2font import FT2Font, LoadFlags

from presentation.pictures.shapes import Type

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FACES = {False: str(_FONTS / "DejaVuSans.ttf"), True: str(_FONTS / "DejaVuSans-Bold.ttf")}
"""The files of the regular and the bold face."""
ONE_AT_A_TIME = Lock()
"""Held by whoever measures or draws: matplotlib's objects are not made for several threads."""
DPI = 72
"""At so many dots per inch a point is a unit."""
_MEASURED = 64
REMEMBERED = 4_096
"""So many stretches of words are measured once: those of the last pictures, and common words."""


class TypeRuler:
    """Measures with the typeface that the pictures are written in."""

    def __init__(self) -> None:
        self._faces = {is_bold: FT2Font(path) for is_bold, path in FACES.items()}
        for face in self._faces.values():
            face.set_size(_MEASURED, DPI)
        self._letters = set.intersection(
            *(set(face.get_charmap()) for face in self._faces.values())
        )
        self._known = lru_cache(maxsize=REMEMBERED)(self._measure)

    def width(self, text: str, type_: Type) -> float:
        """How wide some words are."""
        return self._known(text, type_.is_bold) * type_.size / _MEASURED

    def _measure(self, text: str, is_bold: bool) -> float:
        face = self._faces[is_bold]
        with ONE_AT_A_TIME:
            face.set_text(text, 0, flags=LoadFlags.NO_HINTING)
            return face.get_width_height()[0] / 64

    def has(self, letter: str) -> bool:
        """Whether both faces can write a letter."""
        return ord(letter) in self._letters


@lru_cache(maxsize=1)
def type_ruler() -> TypeRuler:
    """The ruler; the faces are read once."""
    return TypeRuler()
