"""Times in questions and the dates of claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.dating import date_words, names_time
from newsroom.article import Span
from newsroom.attribution import DateMention


def _dated(*edtf: str | None) -> tuple[DateMention, ...]:
    return tuple(DateMention("then", Span(0, 4), one) for one in edtf)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        (("2023-12~",), "2023 december"),
        (("2024-10-05",), "2024 october 5"),
        (("2006/2011",), "2006 2011"),
        (("2022-07/..",), "2022 july"),
        (("2016-21",), "2016"),
        ((None,), ""),
        ((), ""),
    ],
)
def test_dates_in_words(edtf: tuple[str | None, ...], expected: str) -> None:
    assert date_words(_dated(*edtf)) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("December 2023", True),
        ("talks in 1998", True),
        ("the strike on May 3", True),
        ("Theresa May", False),
        ("the march of 40 dockers", True),
        ("Taiwan", False),
    ],
)
def test_subjects_that_name_a_time(subject: str, expected: bool) -> None:
    assert names_time(subject) is expected


@given(st.text(max_size=20))
def test_any_date_can_be_put_in_words(edtf: str) -> None:
    assert isinstance(date_words(_dated(edtf)), str)
