"""What the encoder is told of a word beside its letters: case, and quotation marks."""

import re

import pytest

from extraction.tagging.units import Case, Quoted, case_of, units
from extraction.tagging.wordpieces import WordPieces
from newsroom.article import Span


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("said", Case.LOWER),
        ("Reuters", Case.CAPITALISED),
        ("NATO", Case.UPPER),
        ("I", Case.ONE_CAPITAL),
        ("McCain", Case.MIXED),
        ("iPhone", Case.MIXED),
        ("1990s", Case.DIGITS),
        ("—", Case.NONE),
        ("U.S.", Case.UPPER),
    ],
)
def test_case(word: str, case: Case) -> None:
    assert case_of(word) is case


@pytest.mark.parametrize("marks", ['""', "“”", "«»"])
def test_quotation_marks_open_and_close(marks: str) -> None:
    text = f"He said {marks[0]}all is well{marks[1]} twice."
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    vocabulary = WordPieces(["[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    states = [unit.quoted for unit in units(text, Span(0, len(text)), words, vocabulary)]
    outside, inside = Quoted.OUTSIDE, Quoted.INSIDE
    assert states == [outside, outside, Quoted.OPENING, inside, inside, inside, Quoted.CLOSING,
                      outside, outside]  # fmt: skip


def test_a_quotation_left_open_runs_to_the_end() -> None:
    text = "“We will rebuild it."
    vocabulary = WordPieces(["[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    states = [u.quoted for u in units(text, Span(0, len(text)), [(1, 3), (4, 8)], vocabulary)]
    assert states == [Quoted.INSIDE_OPEN, Quoted.INSIDE_OPEN]
