"""EDTF values on a scale: points, spans, open ends, and nothing where no date follows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.pictures.timespans import Timespan, find_bounds, find_ticks, find_timespan
from tests.presentation.pictures.checking import SOME

DAYS = st.integers(1, date.max.toordinal() - 1)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "is_sure"),
    [
        ("2024-10-25", "2024-10-25", "2024-10-26", True),
        ("2024-10-25T11:19", "2024-10-25", "2024-10-26", True),
        ("2023-12~", "2023-12-01", "2024-01-01", False),
        ("2022", "2022-01-01", "2023-01-01", True),
        ("2022?", "2022-01-01", "2023-01-01", False),
        ("202X", "2020-01-01", "2030-01-01", True),
        ("19XX", "1900-01-01", "2000-01-01", True),
        ("2022-21", "2022-03-01", "2022-06-01", True),
        ("2022-24", "2022-12-01", "2023-03-01", True),
        ("2022-41", "2022-07-01", "2023-01-01", True),
        ("2024-XX-XX", "2024-01-01", "2025-01-01", True),
        ("2022-07/2024", "2022-07-01", "2025-01-01", True),
        ("2022-07~/2024", "2022-07-01", "2025-01-01", False),
        ("2022/..", "2022-01-01", None, True),
        ("../2022", None, "2023-01-01", True),
        ("/2022", None, "2023-01-01", True),
    ],
)
def test_days_of_an_edtf_value(
    edtf: str, start: str | None, end: str | None, is_sure: bool
) -> None:
    days = [date.fromisoformat(day).toordinal() if day else None for day in (start, end)]
    assert find_timespan(edtf) == Timespan(days[0], days[1], is_sure)


@pytest.mark.parametrize(
    "edtf",
    [
        *(None, "", "soon", "2024-99", "2024-02-31", "-0500", "0000", "9999"),
        *("../..", "/", "2024/2022", "2024/x"),
    ],
)
def test_no_days_follow(edtf: str | None) -> None:
    assert find_timespan(edtf) is None


@SOME
@given(st.text(max_size=30) | st.from_regex(r"\d{4}-\d\d(-\d\d)?[~?%]?(/\d{4})?", fullmatch=True))
def test_any_text_raises_nothing(edtf: str) -> None:
    found = find_timespan(edtf)
    assert found is None or len(found.days) < 2 or found.days[0] < found.days[1]


@SOME
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1))
def test_a_scale_holds_every_span_and_its_ticks(ends: list[tuple[int, int]]) -> None:
    spans = [Timespan(min(pair), max(pair) + 1) for pair in ends]
    bounds = find_bounds(spans)
    assert bounds is not None
    first, last = bounds
    assert first < last
    assert all(first <= day <= last for span in spans for day in span.days)
    ticks = find_ticks(first, last)
    assert len(ticks) <= 6
    assert [tick.day for tick in ticks] == sorted({tick.day for tick in ticks})
    assert all(first <= tick.day <= last for tick in ticks)


def test_no_span_has_no_scale() -> None:
    assert find_bounds([]) is None


def test_ticks_are_round_years_or_months() -> None:
    years = find_ticks(date(2019, 5, 1).toordinal(), date(2024, 5, 1).toordinal())
    assert [tick.label for tick in years] == ["2020", "2021", "2022", "2023", "2024"]
    months = find_ticks(date(2023, 11, 20).toordinal(), date(2024, 2, 20).toordinal())
    assert [tick.label for tick in months] == ["Dec 2023", "Jan 2024", "Feb 2024"]
    ages = find_ticks(date(1, 1, 1).toordinal(), date(2024, 1, 1).toordinal())
    assert [tick.label for tick in ages] == ["500", "1000", "1500", "2000"]
