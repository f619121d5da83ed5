"""Words made safe and short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.text import (
    CUT,
    clean,
    fit,
    inline,
    join_names,
    length,
    plain,
    plain_fit,
    plural,
    sentence_case,
    unlinked,
)


@given(st.text(), st.integers(2, 60))
def test_fit_keeps_the_limit_and_says_what_it_cut(text: str, limit: int) -> None:
    fitted = fit(text, limit)
    assert length(fitted) <= limit
    assert fitted == text or fitted.endswith(CUT)


@given(st.text(alphabet="ab\\*_`@ <:🚀\u202e"), st.integers(2, 60))
def test_escaping_only_what_is_shown_changes_nothing_else(text: str, limit: int) -> None:
    assert length(plain_fit(text, limit)) <= limit
    if length(plain(text)) <= limit:
        assert plain_fit(text, limit) == plain(text)
    else:
        assert plain_fit(text, limit).endswith(CUT)


def test_a_cut_leaves_no_lonely_backslash() -> None:
    assert fit(plain("ab*cd"), 4) == "ab" + CUT
    assert fit(plain("\\" * 9), 6) == "\\" * 4 + CUT


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\n" not in inline(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone", "@\u200aeveryone"),
        ("<@1>", "\\<\u200a@1>"),
        ("[a](b)", "\\[a\\](b)"),
        ("https://a.example", "https\\://a.example"),
        ("# head", "\\# head"),
        ("1. one", "1\\. one"),
        ("at 10:30:15", "at 10:30:15"),
        (":smile:", "\\:smile:"),
    ],
)
def test_plain_text_shows_as_it_stands(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_where_no_markup_works_nothing_is_escaped() -> None:
    assert unlinked("a_b *c*\n@here") == "a_b *c* @\u200ahere"


def test_counts_and_lists_read_well() -> None:
    assert plural(1, "claim") == "1 claim"
    assert plural(1200, "entity", "entities") == "1,200 entities"
    assert join_names(("A", "B", "C")) == "A, B and C"
    assert join_names(()) == ""
    assert sentence_case("the BBC") == "The BBC"
