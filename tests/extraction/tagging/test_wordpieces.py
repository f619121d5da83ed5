"""Words into pieces: greedy, folded, bounded, and never none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.tagging.wordpieces import LONGEST_WORD, MOST_PIECES, WordPieces

VOCABULARY = ("[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##named", "##nam", "##ed", "senor", "-",
              "'", "s", "u", ".", "kyiv")  # fmt: skip
PIECES = WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("unnamed", ["un", "##named"]),
        ("Señor", ["senor"]),
        ("KYIV", ["kyiv"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("un-named", ["un", "-", "[UNK]"]),
        ("unknown", ["[UNK]"]),
        ("\u00a0", ["[UNK]"]),
        ("x" * (LONGEST_WORD + 1), ["[UNK]"]),
    ],
)
def test_longest_known_piece_first(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in PIECES.cut(word)] == pieces


@given(st.text(max_size=300))
def test_any_word_has_a_bounded_number_of_pieces(word: str) -> None:
    pieces = PIECES.cut(word)
    assert 1 <= len(pieces) <= MOST_PIECES
    assert all(0 <= number < len(VOCABULARY) for number in pieces)
