"""Dates in words, as articles give them and as EDTF values mean them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.dates import date_words, edtf_order, edtf_words

MORNING = datetime(2024, 10, 25, 11, 19)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "date not stated"),
        (MORNING, "25 October 2024, 11:19 (time zone not stated)"),
        (datetime(2024, 10, 5), "5 October 2024"),
        (MORNING.replace(tzinfo=UTC), "25 October 2024, 11:19 UTC"),
        (
            MORNING.replace(tzinfo=timezone(timedelta(hours=2))),
            "25 October 2024, 11:19 UTC+02:00",
        ),
    ],
)
def test_a_publication_date_says_what_the_article_says(moment: datetime | None, words: str) -> None:
    assert date_words(moment) == words


@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_every_moment_has_words(moment: datetime) -> None:
    assert str(moment.year) in date_words(moment)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2023-12~", "about December 2023"),
        ("2022", "2022"),
        ("2022?", "perhaps 2022"),
        ("2024-10-25", "25 October 2024"),
        ("2024-10-25T11:19", "25 October 2024, 11:19"),
        ("2024-10-25T11:19:00", "25 October 2024, 11:19"),
        ("2022-07/2024", "July 2022 to 2024"),
        ("2022/..", "from 2022 on"),
        ("../2022", "until 2022"),
        ("2022-41", "second half of 2022"),
        ("2022-21", "spring 2022"),
        ("202X", "the 2020s"),
        ("19XX", "the years 1900 to 1999"),
        ("2024-99", "2024-99"),
        ("soon", "soon"),
    ],
)
def test_an_edtf_value_in_words(edtf: str, words: str) -> None:
    assert edtf_words(edtf) == words


@given(st.text(max_size=30))
def test_any_text_for_an_edtf_value_raises_nothing(edtf: str) -> None:
    assert isinstance(edtf_words(edtf), str)
    assert edtf_order(edtf) >= (0, "")


def test_earlier_dates_come_first_and_unknown_ones_last() -> None:
    in_order = ["../2021", "2022-07/2024", "2022-10~", "2023-12~", "2024", "2024-10-25", None]
    assert sorted(set(in_order), key=edtf_order) == in_order
