"""A digest is due once on every local day, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.beating import MOST_SECONDS
from digests.schedule import (
    DAY,
    LEASE,
    days_owed,
    due_at,
    first_day,
    is_late,
    local_day,
    next_due,
    next_try,
)
from digests.zones import read_time, read_zone, suggest_zones
from newsroom.errors import NewsroomError

WARSAW, NEW_YORK = ZoneInfo("Europe/Warsaw"), ZoneInfo("America/New_York")
LORD_HOWE, NUUK = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Nuuk")
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
DAYS = st.dates(date(1975, 1, 1), date(2037, 12, 1))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
FEW = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        (WARSAW, date(2025, 1, 15), time(8), datetime(2025, 1, 15, 7)),
        (WARSAW, date(2025, 7, 15), time(8), datetime(2025, 7, 15, 6)),
        (WARSAW, date(2025, 3, 30), time(2, 30), datetime(2025, 3, 30, 1)),
        (WARSAW, date(2025, 10, 26), time(2, 30), datetime(2025, 10, 26, 0, 30)),
        (NEW_YORK, date(2025, 3, 9), time(2, 0), datetime(2025, 3, 9, 7)),
        (NEW_YORK, date(2025, 11, 2), time(1, 15), datetime(2025, 11, 2, 5, 15)),
        (LORD_HOWE, date(2025, 10, 5), time(2, 15), datetime(2025, 10, 4, 15, 30)),
        (LORD_HOWE, date(2025, 4, 6), time(1, 45), datetime(2025, 4, 5, 14, 45)),
        # The gap from 23:00 to midnight ends on another day: the last minute before it.
        (NUUK, date(2025, 3, 29), time(23, 30), datetime(2025, 3, 30, 0, 59)),
        (ZoneInfo("UTC"), date(2025, 3, 30), time(2, 30), datetime(2025, 3, 30, 2, 30)),
    ],
)
def test_due_times_around_clock_changes(zone: ZoneInfo, day: date, at: time, due: datetime) -> None:
    assert due_at(day, at, zone) == due.replace(tzinfo=UTC)


def test_a_day_that_never_was_has_no_digest() -> None:
    assert due_at(date(2011, 12, 30), time(8), ZoneInfo("Pacific/Apia")) is None


@FEW
@given(ZONES, DAYS, TIMES)
def test_each_day_is_due_on_that_day_and_days_come_in_order(
    zone: ZoneInfo, day: date, at: time
) -> None:
    due, following = due_at(day, at, zone), due_at(day + DAY, at, zone)
    if due is not None:
        assert due.astimezone(zone).date() == day
        if following is not None:
            assert due < following
        wall = due.astimezone(zone).replace(tzinfo=None)
        if wall.time() != at:  # only where the wall time is skipped
            there = datetime.combine(day, at, zone)
            assert there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall.combine(
                day, at
            )


@FEW
@given(ZONES, st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)), TIMES, st.integers(0, 30))
def test_what_is_owed_is_due_and_what_comes_next_is_not(
    zone: ZoneInfo, start: datetime, at: time, days: int
) -> None:
    made = start.replace(tzinfo=UTC)
    first = first_day(made, at, zone)
    assert not days_owed(first, None, at, zone, made)
    day, due = next_due(first, None, at, zone, made)
    assert due > made and day >= first
    now = made + days * DAY
    owed = days_owed(first, None, at, zone, now)
    assert days - 1 <= len(owed) + (days_owed_missing(zone, first, now)) <= days + 1
    assert list(owed) == sorted(set(owed))
    if owed:
        assert not days_owed(first, owed[-1], at, zone, now)
        assert next_due(first, owed[-1], at, zone, now)[1] > now


def days_owed_missing(zone: ZoneInfo, first: date, now: datetime) -> int:
    """How many days of a run the zone skipped."""
    days = (local_day(now, zone) - first).days + 1
    return sum(due_at(first + n * DAY, time(12), zone) is None for n in range(max(days, 0)))


def test_years_of_absence_are_owed_in_bounded_time() -> None:
    now = datetime(2035, 1, 1, tzinfo=UTC)
    owed = days_owed(date(1990, 1, 1), None, time(8), WARSAW, now)
    assert owed[0] == date(1990, 1, 1) and owed[-1] == date(2034, 12, 31) and len(owed) < 500


def test_tries_come_less_and_less_often() -> None:
    now = datetime(2025, 1, 1, tzinfo=UTC)
    waits = [next_try(attempts, now) - now for attempts in range(1, 9)]
    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1)
    assert waits[-1] == timedelta(hours=1)


def test_a_desk_is_left_before_what_it_reserved_may_be_taken_again() -> None:
    assert timedelta(seconds=MOST_SECONDS) < LEASE


def test_late_is_an_hour_after_or_for_several_days() -> None:
    due = datetime(2025, 1, 1, 8, tzinfo=UTC)
    assert not is_late(due, 1, due + timedelta(minutes=59))
    assert is_late(due, 1, due + timedelta(minutes=61))
    assert is_late(due, 2, due)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        (" europe/warsaw ", "Europe/Warsaw"),
        ("new york", "America/New_York"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("utc", "UTC"),
    ],
)
def test_zones_are_read_as_people_type_them(typed: str, zone: str) -> None:
    assert read_zone(typed).key == zone


@pytest.mark.parametrize("typed", ["", "Warszawa", "../../etc/passwd", "Mars/Olympus", "x" * 500])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(NewsroomError, match="no time zone"):
        read_zone(typed)


def test_a_beginning_suggests_its_city_first() -> None:
    assert suggest_zones("wars", 25)[0] == "Europe/Warsaw"
    assert "America/New_York" in suggest_zones("york", 25)
    assert len(suggest_zones("", 25)) == 25
    with pytest.raises(NewsroomError, match="Did you mean Europe/Warsaw"):
        read_zone("Wars")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("08:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("8", time(8)),
        ("18h05", time(18, 5)),
        ("8 pm", time(20)),
        ("12am", time(0)),
        ("12 p.m.", time(12)),
        ("23:59", time(23, 59)),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["", "25:00", "8:60", "13 pm", "noonish", "8:3", "-1", "٨٨:٠٠"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(NewsroomError, match="no time of day"):
        read_time(typed)
