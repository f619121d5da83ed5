"""Keys that a word and its slips, sounds and other spellings share."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.folding import fold
from matching.keys import (
    LONGEST,
    asked_keys,
    halves,
    indexed_words,
    slips_of_beginning,
    word_keys,
)
from matching.spelling import is_foreign

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


def share(typed: str, kept: str) -> bool:
    """Whether what is typed is looked up under a key that the other is kept under."""
    return bool(
        set(asked_keys(fold(typed), is_foreign=is_foreign(typed))).intersection(
            json.loads(word_keys(fold(kept)))
        )
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Кириенко", "Kiriyenko"),
        ("Rogosin", "Rogozin"),
        ("feinstien", "Feinstein"),
        ("Müller", "Mueller"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("Μπέμπελ", "Bebel"),
        ("Харди", "Hardy"),
        ("кеннеди", "Kennedy"),
        ("قذافي", "Qadhafi"),
        ("נתניהו", "Netanyahu"),
        ("ямасита", "Yamashita"),
    ],
)
def test_another_spelling_shares_a_key(typed: str, kept: str) -> None:
    assert share(typed, kept)


@given(WORDS, st.integers(0, 11), st.sampled_from("abcxyz"), st.sampled_from("daxs"))
def test_a_slip_shares_a_key(word: str, at: int, letter: str, kind: str) -> None:
    at = min(at, len(word) - 1)
    swapped = word[at + 1 : at + 2] + word[at]
    typed = {
        "d": word[:at] + word[at + 1 :],
        "a": word[:at] + letter + word[at:],
        "x": word[:at] + letter + word[at + 1 :],
        "s": word[:at] + swapped + word[at + 2 :],
    }[kind]
    if len(typed) > 2:
        assert set(asked_keys(typed)).intersection(json.loads(word_keys(word)))


@given(st.text(max_size=40))
def test_anything_has_its_own_key(text: str) -> None:
    assert set(json.loads(word_keys(text))) <= set(asked_keys(text, is_foreign=True))
    assert asked_keys(text)


def test_an_endless_word_has_few_keys() -> None:
    assert len(asked_keys("a" * 100_000)) < LONGEST**2
    assert slips_of_beginning("a" * 100_000) == ()
    assert len(halves("ab" * 50_000)) < 8 * LONGEST


def test_names_are_kept_under_their_acronym_and_roles_are_not() -> None:
    bank = "european bank for reconstruction and development"
    assert {"ebrd", "ebfrad", "european"} <= set(json.loads(indexed_words(bank, "name")))
    assert "ebrd" not in json.loads(indexed_words(bank, "nominal"))
    assert json.loads(indexed_words("john smith", "name")) == ["john", "smith"]


@pytest.mark.parametrize("slip", ["kirye", "kiriy", "kriiye", "kirriye", "kiruye"])
def test_a_slip_in_a_beginning_is_undone(slip: str) -> None:
    assert {"kiriye", "kiriy"}.intersection((slip, *slips_of_beginning(slip)))


def test_halves_of_a_word() -> None:
    assert {"ottoline", "farquhar"} <= set(halves("ottolinefarquhar"))
    assert halves("ab") == ()
