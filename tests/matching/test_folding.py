"""The fold: one spelling for every script, apostrophe and article."""

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from matching.folding import fold, words

ANY_TEXT = st.text(alphabet=st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("SpaceX’s owner", "spacexs owner"),
        ("spacex's owner", "spacexs owner"),
        ("spacexs owner", "spacexs owner"),
        ("the world's richest man", "worlds richest man"),
        ("The", "the"),
        ("U.S. authorities", "us authorities"),
        ("J. K. Rowling", "j k rowling"),
        ("J.K. Rowling", "jk rowling"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Володимир Зеленський", "volodimir zelenskiy"),
        ("al-Assad", "al assad"),
        ("O’Neill", "oneill"),
        ("President Putin", "president putin"),
        ("  \t\n ", ""),
        ("?!…🔥™", ""),
        ("x\ud800y", "x y"),
        ("", ""),
    ],
)
def test_folds(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(ANY_TEXT)
def test_fold_is_idempotent_and_plain(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789 " for character in once)


@given(ANY_TEXT)
def test_words_are_the_words_of_the_fold(text: str) -> None:
    assert " ".join(words(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz 'ABC", max_size=40))
def test_case_and_kind_of_apostrophe_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(text.replace("'", "’"))


@given(st.text("ab.U 1“”’‘–—…'", max_size=30))
def test_curly_marks_fold_as_their_transliteration_does(text: str) -> None:
    assert fold(text) == fold(anyascii(text))
