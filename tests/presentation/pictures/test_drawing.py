"""The renderer: the same bytes each time, the colours that were meant, every hostile text."""

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from newsroom.answer import StoredClaim
from presentation.pictures.chains import chain_drawing
from presentation.pictures.drawing import SCALE, _few_colours, _palette, draw
from presentation.pictures.shapes import GROUNDS, Drawing, Ground, Ink
from presentation.pictures.timeline import timeline_drawing
from presentation.pictures.typeface import type_ruler
from tests.presentation.hostile import CLAIMS, few
from tests.presentation.pictures.checking import SOME, check_drawing, contrast
from tests.presentation.pictures.desk import CAPTION, DATES, EVERY_KIND, FIVE, claim

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "cases" / "pictures"
CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
READABLE = 4.5
SMALLEST = 10.0
FEW = settings(SOME, max_examples=12)


def _chains() -> Drawing:
    return chain_drawing(EVERY_KIND, CAPTION, type_ruler())


def _timeline() -> Drawing:
    return timeline_drawing(DATES, CAPTION, type_ruler())


def _image(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def _chunks(content: bytes) -> set[bytes]:
    found, place = set(), 8
    while place < len(content):
        found.add(content[place + 4 : place + 8])
        place += 12 + int.from_bytes(content[place : place + 4], "big")
    return found


@pytest.mark.filterwarnings("error")
@FEW
@given(few(CLAIMS, 8))
def test_hostile_claims_fit_in_the_real_typeface_and_are_drawn(
    claims: tuple[StoredClaim, ...],
) -> None:
    for drawing in (
        chain_drawing(claims, CAPTION, type_ruler()),
        timeline_drawing(claims, CAPTION, type_ruler()),
    ):
        check_drawing(drawing, type_ruler())
        assert draw(drawing, scale=1).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "text",
    [
        "$\\frac{1}{0}$",
        "$\\nosuch{x}$",
        "$x",
        "\\$",
        "مرحبا بالعالم",
        "שלום עולם",
        "Кириенко",
        "Κρεμλίνο",
        "a_b^c",
        "%",
    ],
)
def test_text_is_text_and_no_formula(text: str) -> None:
    drawing = chain_drawing([claim(1, text, text)], CAPTION, type_ruler())
    assert text in drawing.text
    assert draw(drawing, scale=1)


@pytest.mark.parametrize("make", [_chains, _timeline])
def test_the_same_drawing_is_the_same_bytes_and_nothing_but_pixels(make: object) -> None:
    assert callable(make)
    first = draw(make())
    draw.cache_clear()
    assert draw(make()) == first
    assert _chunks(first) <= CHUNKS
    assert _image(first).width == 360 * SCALE


def test_another_process_with_other_hashes_draws_the_same_and_leaves_pyplot_alone() -> None:
    code = (
        "import hashlib, sys\n"
        "from cogs.client import NewsroomBot\n"
        "assert 'matplotlib' not in sys.modules, 'imported at start-up'\n"
        "from tests.presentation.pictures.test_drawing import _chains, draw\n"
        "print(hashlib.sha256(draw(_chains())).hexdigest())\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.strip() == hashlib.sha256(draw(_chains())).hexdigest(), told.stderr


def test_every_word_stands_out_from_what_it_is_written_on() -> None:
    for drawing in (_chains(), _timeline()):
        for line in drawing.words:
            assert contrast(line.type.ink, line.ground) >= READABLE, line
            assert line.ground in GROUNDS[line.type.ink]
            assert line.type.size >= SMALLEST
    for ink, grounds in GROUNDS.items():
        if ink is not Ink.FAINT:
            assert all(contrast(ink, ground) >= READABLE for ground in grounds), ink


def test_contrast_is_counted_as_it_is_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_the_palette_is_drawn_as_it_is() -> None:
    colours = [tuple(bytes.fromhex(colour[1:])) for colour in (*Ground, *Ink)]
    pixels = np.array([[(*colour, 255)] for colour in colours], np.uint8)
    drawn = _few_colours(pixels).convert("RGB")
    assert [drawn.getpixel((0, place)) for place in range(len(colours))] == colours


@given(colour=st.tuples(*[st.integers(0, 255)] * 3))
def test_any_other_is_drawn_in_one_of_the_nearest(colour: tuple[int, ...]) -> None:
    pixels = np.array([[(*colour, 255)]], np.uint8)
    drawn = np.array(_few_colours(pixels).convert("RGB").getpixel((0, 0)), float)
    apart = float(np.linalg.norm(drawn - colour))
    least = float(np.linalg.norm(_palette() - colour, axis=1).min())
    assert apart <= least + 6, "a shade is four steps wide in each part"


def test_the_colours_are_those_that_were_meant() -> None:
    image = _image(draw(_chains()))
    colours = {colour for _, colour in image.getcolors(1_000_000) or ()}
    meant = [Ground.PAPER, Ground.CARD, Ground.UNNAMED, Ink.BLACK, Ink.UNNAMED, Ink.DOCUMENT]
    for colour in meant:
        assert tuple(bytes.fromhex(colour[1:])) in colours, colour
    assert image.getpixel((2, 2)) == tuple(bytes.fromhex(Ground.PAPER[1:]))


@pytest.mark.parametrize(("name", "make"), [("chains", _chains), ("timeline", _timeline)])
def test_a_picture_looks_as_it_did(name: str, make: object) -> None:
    """`python -m tests.presentation.pictures.test_drawing` draws anew what it is compared with."""
    assert callable(make)
    now, before = _image(draw(make(), scale=1)), _image((GOLDEN / f"{name}.png").read_bytes())
    assert now.size == before.size
    apart = ImageStat.Stat(ImageChops.difference(now, before)).mean
    assert max(apart) < 1.0, "look at both; if the new one is right, draw the old one anew"


def test_five_outlets_fit_a_phone() -> None:
    assert chain_drawing(FIVE, CAPTION, type_ruler()).height < 720


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for title, drawing in (("chains", _chains()), ("timeline", _timeline())):
        (GOLDEN / f"{title}.png").write_bytes(draw(drawing, scale=1))
