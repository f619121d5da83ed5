"""Words made to fit: nothing is lost without a sign of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.pictures.shapes import Type
from presentation.pictures.typesetting import READ, UNKNOWN, legible, wrap
from presentation.text import CUT, inline
from tests.presentation.hostile import TEXTS
from tests.presentation.pictures.checking import SOME, PlainRuler

TEN = Type(10)
RULER = PlainRuler()


@SOME
@given(TEXTS, st.integers(20, 400), st.integers(1, 5))
def test_lines_fit_and_only_a_marked_line_lacks_words(text: str, width: int, most: int) -> None:
    lines = wrap(text, TEN, width, most, RULER)
    assert len(lines) <= most
    assert all(RULER.width(line, TEN) <= width for line in lines)
    whole = "".join(legible(text, RULER).split())
    shown = "".join("".join(lines).split())
    assert shown == whole or shown.rstrip("”»").endswith(CUT)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("one two three", ("one two", "three")),
        ("one two three four five", ("one two", "three…")),
        ("“one two three four”", ("“one two", "three…”")),
        ("abcdefghijklmnop", ("abcdefgh", "ijklmnop")),
        ("$x^2$ \\alpha", ("$x^2$", "\\alpha")),
    ],
)
def test_a_text_in_two_lines_of_eight_letters(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, TEN, 48, 2, RULER) == lines


def test_letters_without_a_shape_have_a_stand_in() -> None:
    assert legible("Taiwan 台湾", RULER) == f"Taiwan {UNKNOWN}{UNKNOWN}"


def test_one_mark_a_letter_and_no_control_characters() -> None:
    assert legible("e" + "\u0301" * 30 + "\u202e\x1b\n\tx", RULER) == "é x"
    assert legible("q" + "\u0301" * 30, RULER) == "q\u0301"
    pointed = "ש\u05c1\u05bc"
    assert len(legible(pointed + "\u05bc" * 5, RULER)) == 3


def test_ten_thousand_letters_are_cut_and_said_to_be() -> None:
    lines = wrap("word " * 2000, TEN, 300, 3, RULER)
    assert len(lines) == 3 and lines[-1].endswith(CUT)
    assert len(legible("a" * 10_000, RULER)) == READ + len(CUT)
    assert legible("a" * READ, RULER) == inline("a" * READ)
