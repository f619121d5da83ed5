"""Times that are still to come, as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.errors import NewsroomError
from newsroom.until import read_until

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 2, 27, 12, 0, tzinfo=UTC)

READ = (
    ("18:00", "2026-02-27T17:00"),
    ("9:30", "2026-02-28T08:30"),
    ("13:00", "2026-02-28T12:00"),
    ("2026-03-01 18:00", "2026-03-01T17:00"),
    ("2026-03-29 02:30", "2026-03-29T01:30"),
    ("2026-03-01T18:00+05:30", "2026-03-01T12:30"),
    ("2026-03-01T18:00Z", "2026-03-01T18:00"),
    ("  2026-03-01   18:00   America/New_York ", "2026-03-01T23:00"),
    ("18:00 UTC", "2026-02-27T18:00"),
    ("in 90 minutes", "2026-02-27T13:30"),
    ("in 2 hours", "2026-02-27T14:00"),
    ("+3d", "2026-03-02T12:00"),
    ("IN 1 Week", "2026-03-06T12:00"),
    ("<t:1772388000:F>", "2026-03-01T18:00"),
)
UNREAD = ("", "soon", "tomorrow", "25:00", "18:61", "2026-03-01", "2026-02-30 10:00", "20260301",
          "18:00 Mars/Olympus", "18:00 ../../etc", "in 5", "in 999999 weeks", "<t:99999999999>",
          "١٨:٠٠", "\x00", "9" * 400)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_it_is_read_in_the_zone_of_the_desk(text: str, expected: str) -> None:
    moment = read_until(text, NOW, WARSAW)
    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(NewsroomError, match=r"no time that can be read|five years"):
        read_until(text, NOW, WARSAW)


@pytest.mark.parametrize(
    "text", ["2020-01-01 10:00", "<t:1:R>", "2026-02-27 12:59", "in 0 minutes"]
)
def test_what_has_passed_is_refused(text: str) -> None:
    with pytest.raises(NewsroomError, match="has passed"):
        read_until(text, NOW, WARSAW)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_time_to_come_or_one_clear_line(text: str) -> None:
    try:
        moment = read_until(text, NOW, WARSAW)
    except NewsroomError as error:
        assert "\n" not in str(error)
    else:
        assert moment > NOW and moment.utcoffset() == timedelta(0)
