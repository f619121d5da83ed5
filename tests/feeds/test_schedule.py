"""When feeds are read: politely, more rarely while they fail, and when they are given up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.items import item_keys
from feeds.schedule import (
    FAILURES_TO_PAUSE,
    JITTER,
    LONGEST_BACK_OFF,
    LONGEST_WISH,
    USUAL,
    is_hopeless,
    next_reading,
    next_try,
)
from newsroom.feed import FeedItem

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("wish", "minutes"),
    [(None, 15), (5 * MINUTES, 15), (60 * MINUTES, 60), (timedelta(days=30), 360)],
)
def test_a_feed_is_read_as_often_as_it_likes_within_reason(
    wish: timedelta | None, minutes: int
) -> None:
    assert next_reading(NOW, wish, 0.0) == NOW + minutes * MINUTES


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 15), (2, 30), (3, 60), (4, 120), (5, 240), (6, 360), (500, 360)]
)
def test_a_failing_feed_is_tried_ever_more_rarely(failures: int, minutes: int) -> None:
    assert next_try(NOW, failures, None, 0.0) == NOW + minutes * MINUTES


def test_a_server_that_says_when_to_come_back_is_heard_for_a_day() -> None:
    assert next_try(NOW, 1, 90 * MINUTES, 0.0) == NOW + 90 * MINUTES
    assert next_try(NOW, 1, timedelta(days=900), 0.0) == NOW + timedelta(hours=24)
    assert next_try(NOW, 5, MINUTES, 0.0) == NOW + 240 * MINUTES


@given(
    st.floats(0, 1),
    st.integers(1, 10**6),
    st.none() | st.timedeltas(min_value=timedelta()),
)
def test_nobody_is_asked_too_often_nor_forgotten(
    jitter: float, failures: int, wish: timedelta | None
) -> None:
    longest = timedelta(hours=24) * (1 + JITTER)
    assert USUAL <= next_reading(NOW, wish, jitter) - NOW <= LONGEST_WISH * (1 + JITTER)
    assert USUAL <= next_try(NOW, failures, wish, jitter) - NOW <= longest
    assert next_try(NOW, failures, None, jitter) - NOW <= LONGEST_BACK_OFF * (1 + JITTER)


def test_a_feed_is_given_up_after_eight_failures_over_a_day() -> None:
    now, failures = NOW, 0
    while not is_hopeless(failures, NOW, now):
        failures += 1
        now = next_try(now, failures, None, 0.0)
    assert failures >= FAILURES_TO_PAUSE
    assert timedelta(hours=24) <= now - NOW <= timedelta(hours=32)
    assert not is_hopeless(100, NOW, NOW + timedelta(hours=23))
    assert not is_hopeless(7, NOW, NOW + timedelta(days=9))


LONG = "words " * 30


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (FeedItem("g1", "https://a.example/2", "Other", "x"), True),
        (FeedItem("g2", "https://a.example/1", "Other", "x"), True),
        (FeedItem("g2", "https://a.example/2", "Ferry", LONG), True),
        (FeedItem("g2", "https://a.example/2", "Ferry sold", LONG), False),
        (FeedItem(None, None, "Ferry", LONG), True),
        (FeedItem("https://a.example/1", None, "Other", "x"), False),
    ],
)
def test_an_item_is_known_again_by_mark_link_or_words(other: FeedItem, is_same: bool) -> None:
    item = FeedItem("g1", "https://a.example/1", "Ferry", LONG)
    assert bool(set(item_keys(item)) & set(item_keys(other))) is is_same


def test_short_texts_that_recur_are_no_marks() -> None:
    first = FeedItem("g1", "https://a.example/1", "Live updates", "Follow us.")
    second = FeedItem("g2", "https://a.example/2", "Live updates", "Follow us.")
    assert not set(item_keys(first)) & set(item_keys(second))
    assert item_keys(FeedItem(None, None, "Only a title", ""))
