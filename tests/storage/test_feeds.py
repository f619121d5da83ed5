"""Feeds of a desk in its file: followed, read, failing, paused, and their items remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from newsroom.errors import NewsroomError
from newsroom.feed import Feed, Outcome
from newsroom.page import Validators
from storage import feeds as kept
from storage.feeds import (
    add_feed,
    find_attempt,
    find_feed,
    find_mark,
    list_due_feeds,
    list_feeds,
    pause_feed,
    record_attempt,
    record_failure,
    record_reading,
    refresh_items,
    remove_feed,
)

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
URL = "https://tarnby.example/feed"


def test_words_are_marked_by_the_key_that_is_surest(db: Database) -> None:
    feed = add_feed(db, URL, None, None, None, NOW)
    record_attempt(db, feed.feed_id, ("guid", "old text"), (Outcome.ADDED, 1), NOW, "one")
    record_attempt(db, feed.feed_id, ("guid", "new text"), (Outcome.CHANGED, 2), NOW, "two")
    assert find_mark(db, feed.feed_id, ("guid", "old text")) == "two"
    assert find_mark(db, feed.feed_id, ("other", "old text")) == "one"
    assert find_mark(db, feed.feed_id, ("other",)) is None
    refresh_items(db, feed.feed_id, (("guid", "three"),), NOW)
    assert find_mark(db, feed.feed_id, ("guid",)) == "two", "only reading an item marks it anew"


def followed(db: Database, url: str = URL, wanted: str | None = None) -> Feed:
    """A feed that was added now."""
    return add_feed(db, url, "The Tarnby Post", wanted, 7, NOW)


def test_a_feed_is_found_by_number_and_address(db: Database) -> None:
    feed = followed(db, wanted="ferry")
    assert (feed.title, feed.wanted, feed.channel_id, feed.due_at) == (
        "The Tarnby Post",
        "ferry",
        7,
        NOW,
    )
    for which in (URL, "1", "#1"):
        assert find_feed(db, which) == feed
    for which in ("2", "", "https://other.example", "9" * 40, "²"):
        assert find_feed(db, which) is None
    assert list_feeds(db) == list_due_feeds(db, NOW) == (feed,)
    assert list_due_feeds(db, NOW - timedelta(seconds=1)) == ()


def test_reading_and_failing_are_kept(db: Database) -> None:
    feed = followed(db)
    record_failure(db, feed.feed_id, "away", NOW, LATER)
    record_failure(db, feed.feed_id, "gone", LATER, LATER)
    failing = list_feeds(db)[0]
    assert (failing.failures, failing.failing_since, failing.problem) == (2, NOW, "gone")
    validators = Validators('"v1"', "yesterday")
    record_reading(db, feed.feed_id, None, validators, NOW, LATER)
    read = list_feeds(db)[0]
    assert (read.failures, read.failing_since, read.problem) == (0, None, None)
    assert (read.validators, read.checked_at, read.due_at) == (validators, NOW, LATER)
    assert read.title == "The Tarnby Post"


def test_a_paused_feed_is_told_of_once_and_goes_on_when_it_is_added_again(db: Database) -> None:
    feed = followed(db)
    assert pause_feed(db, feed.feed_id, NOW) is True
    assert pause_feed(db, feed.feed_id, LATER) is False
    assert list_feeds(db)[0].is_paused and list_due_feeds(db, LATER) == ()
    again = add_feed(db, URL, None, "ferry", None, LATER)
    assert (again.feed_id, again.is_paused, again.wanted) == (feed.feed_id, False, "ferry")
    assert (again.title, again.channel_id) == ("The Tarnby Post", 7)
    assert pause_feed(db, feed.feed_id, LATER) is True


def test_an_item_is_known_by_any_of_its_keys_until_it_has_long_left(db: Database) -> None:
    feed = followed(db)
    record_attempt(db, feed.feed_id, ("a", "b"), (Outcome.AGAIN, 1), NOW)
    record_attempt(db, feed.feed_id, ("b", "c"), (Outcome.ADDED, 2), NOW)
    assert find_attempt(db, feed.feed_id, ("x", "c")) == (Outcome.ADDED, 2)
    assert find_attempt(db, feed.feed_id, ("x",)) is None
    month = NOW + timedelta(days=40)
    refresh_items(db, feed.feed_id, (("c", "later words"),), month)
    assert find_mark(db, feed.feed_id, ("a", "b", "c")) == "later words"
    later = NOW + timedelta(days=70)
    record_reading(db, feed.feed_id, None, Validators(), later, later)
    assert find_attempt(db, feed.feed_id, ("a", "b")) is None
    assert find_attempt(db, feed.feed_id, ("c",)) == (Outcome.ADDED, 2)


def test_what_was_known_of_a_feed_goes_with_it(db: Database) -> None:
    feed = followed(db)
    record_attempt(db, feed.feed_id, ("a",), (Outcome.ADDED, 1), NOW)
    remove_feed(db, feed.feed_id)
    assert list_feeds(db) == () and find_attempt(db, feed.feed_id, ("a",)) is None
    record_attempt(db, feed.feed_id, ("a",), (Outcome.ADDED, 1), NOW)
    assert db.execute("select count(*) from feed_items").fetchone() == (0,)


def test_a_desk_follows_a_bounded_number(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_FEEDS", 2)
    for number in range(2):
        followed(db, f"{URL}/{number}")
    with pytest.raises(NewsroomError, match="2 feeds at most"):
        followed(db)
    followed(db, f"{URL}/1", "ferry")
