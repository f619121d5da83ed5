"""Labels of sources that are the same in other words, and those that are not."""

import pytest

from evaluation.folding import fold, same_label


def test_folding_is_the_desks_own_rule() -> None:
    assert fold("“It’s”  a\u00a0–  B") == '"it\'s" a - b'


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the Wall Street Journal", "Wall Street Journal"),
        ('"Wall Street Journal,"', "Wall Street Journal"),
        ("a former officer", "former officer of Russia"),
        ("Trump's spokeswoman", "Trump’s spokeswoman"),
    ],
)
def test_the_same_label(left: str, right: str) -> None:
    assert same_label(left, right) and same_label(right, left)


@pytest.mark.parametrize(
    ("left", "right"), [("X", "Xi Jinping"), ("", "anyone"), ("the", "a"), ("a spy", "spies")]
)
def test_another_label(left: str, right: str) -> None:
    assert not same_label(left, right)
