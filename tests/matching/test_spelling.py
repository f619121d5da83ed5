"""How alike two words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.spelling import SAME_SOUND, UNLIKE, score_word, skeleton

WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("kirienko", "kiriyenko"),
        ("rogosin", "rogozin"),
        ("medwedew", "medvedev"),
        ("schoigu", "shoigu"),
        ("alexei", "aleksey"),
        ("zelenskiy", "zelensky"),
        ("tschaikowski", "tchaikovsky"),
        ("chruschtschow", "khrushchev"),
        ("gorbachov", "gorbachev"),
        ("prigoschin", "prigoshin"),
        ("philipp", "filip"),
        ("mahmud", "mahmoud"),
        ("tuker", "tucker"),
    ],
)
def test_romanisations_of_one_name_sound_the_same(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right)
    assert score_word(left, right) >= SAME_SOUND - 0.001


@pytest.mark.parametrize(
    ("left", "right"),
    [("xi", "x"), ("x", "spacex"), ("lee", "li"), ("bo", "bob"), ("un", "us"), ("2023", "2024")],
)
def test_short_words_and_numbers_only_equal_themselves(left: str, right: str) -> None:
    assert score_word(left, right) == 0.0


@pytest.mark.parametrize(("left", "right"), [("gate", "rate"), ("mark", "clark"), ("anna", "arno")])
def test_words_of_four_letters_keep_their_first_letter_and_one_slip(left: str, right: str) -> None:
    assert score_word(left, right) == 0.0


@given(WORD, WORD)
def test_scores_are_symmetric_and_bounded(left: str, right: str) -> None:
    score = score_word(left, right)
    assert score == pytest.approx(score_word(right, left))
    assert score == 0.0 or UNLIKE <= score <= 1.0


@given(WORD)
def test_a_word_equals_itself(word: str) -> None:
    assert score_word(word, word) == 1.0
