"""Dates in running text and what they mean on the day that the article appeared."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.claims.dates import extract_dates, read_timestamp
from newsroom.article import Span

CASES = Path(__file__).parent.parent / "cases" / "dates.jsonl"
PUBLISHED = datetime(2031, 3, 5, 9, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("It closed at the end of last year.", "2030-12~"),
        ("It has stood empty since 2022.", "2022/.."),
        ("They met from the second half of 2022 to 2024.", "2022-07/2024"),
        ("It opened on 26 October 2024.", "2024-10-26"),
        ("It opened on October 26, 2024.", "2024-10-26"),
        ("It opened in early March 2029.", "2029-03~"),
        ("It opened yesterday.", "2031-03-04"),
        ("It opened on Monday.", "2031-03-03"),
        ("It opens next Friday.", "2031-03-07"),
        ("It opened two years ago.", "2029~"),
        ("It opened three weeks ago.", "2031-02-12~"),
        ("It opened last month.", "2031-02"),
        ("It opened in the summer of 2028.", "2028-22"),
        ("It opened in 2028.", "2028"),
        ("It opened on March 3.", "2031-03-03"),
    ],
)
def test_dates_are_resolved_against_the_publication_date(words: str, edtf: str) -> None:
    found = extract_dates(words, Span(0, len(words)), PUBLISHED)
    assert [date.edtf for date in found] == [edtf]
    assert all(date.span.of(words) == date.text for date in found)


def load_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["id"])
def test_labelled_dates_keep_their_words_and_mean_what_they_say(case: dict[str, Any]) -> None:
    text, published = case["text"], datetime.fromisoformat(case["published_at"])
    found = extract_dates(text, Span(0, len(text)), published)
    wanted = [(case["words"], case["edtf"])] if case["words"] else []
    assert [(date.text, date.edtf) for date in found] == wanted


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case["id"])
def test_without_a_publication_date_nothing_relative_is_resolved(case: dict[str, Any]) -> None:
    text = case["text"]
    for date in extract_dates(text, Span(0, len(text)), None):
        stated = any(char.isdigit() for char in date.text)
        assert date.edtf is None or stated, date


def test_without_a_publication_date_relative_words_stay_words() -> None:
    words = "It closed at the end of last year."
    (date,) = extract_dates(words, Span(0, len(words)), None)
    assert date.edtf is None
    assert "last year" in date.text


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("25 October 2024 11:19", "2024-10-25T11:19:00"),
        ("October 25, 2024, 3:05 p.m.", "2024-10-25T15:05:00"),
        ("2024-10-25T11:19:00", "2024-10-25T11:19:00"),
        ("2024-10-25", "2024-10-25T00:00:00"),
    ],
)
def test_timestamps_are_read_in_the_forms_that_newsrooms_print(words: str, iso: str) -> None:
    moment = read_timestamp(words)
    assert moment is not None
    assert moment.isoformat() == iso


def test_an_impossible_date_is_no_date() -> None:
    assert read_timestamp("31 February 2024") is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    for date in extract_dates(text, Span(0, len(text)), PUBLISHED):
        assert date.span.of(text) == date.text
