"""A clock that leaps and comes back: nothing twice, nothing left out for long, the audit whole."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from delivering import take_due
from digest_desk import _schedule
from digests.schedule import DAY, LEASE, LONGEST_WAIT
from newsroom.audit import Act, current_act
from newsroom.digest import Wanted
from newsroom.page import Validators
from storage.audit import check_audit, record_act
from storage.connections import open_writer
from storage.deliveries import find_pending
from storage.feeds import add_feed, list_due_feeds, record_reading
from storage.watches import FARTHEST as FARTHEST_TRY
from storage.watches import due_hits
from tests.delivery_world import Fate, Wall, add_numbered, tick
from tests.storage.factories import KEYS, fold

CHANNEL = 11
START = datetime(2024, 6, 1, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LEAPS = (HOUR, 5 * HOUR, 26 * HOUR, 40 * DAY, 365 * DAY)
"""A wrong zone, a wrong day, a wrong month, a wrong year."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_writer(tmp_path / "desk.db", fold, KEYS)
    database.execute("pragma synchronous = off")
    _schedule(database, Wanted(CHANNEL, "08:00", "Europe/Warsaw", 7), START)
    yield database
    database.close()


def told(wall: Wall) -> Counter[str]:
    """How often each article was told of as new."""
    return Counter(
        article.title
        for post in wall.posts
        for story in post.edition.stories
        for article in story.new_articles
    )


async def live(db: Database, wall: Wall, true: datetime, days: int, shift: timedelta) -> datetime:
    """Some days of half-hourly looks by a clock that is off; two articles a day."""
    end = true + days * DAY
    while true < end:
        if true.hour % 12 == 3 and true.minute == 0:
            add_numbered(db, int((true - START) / HOUR), true + shift)
        await tick(db, wall, true + shift)
        true += 30 * MINUTE
    return true


@pytest.mark.asyncio
@pytest.mark.parametrize("leap", [*LEAPS, *(-leap for leap in LEAPS)])
async def test_a_clock_that_is_wrong_for_a_while_repeats_and_loses_nothing(
    db: Database, leap: timedelta
) -> None:
    wall = Wall(Fate())
    true = await live(db, wall, START, 3, timedelta())
    true = await live(db, wall, true, 1, leap)
    before = len(wall.posts)
    true = await live(db, wall, true, 5, timedelta())
    assert len({(post.edition_on, post.part) for post in wall.posts}) == len(wall.posts)
    counted = told(wall)
    assert set(counted.values()) == {1}, "each article is told of once"
    (held,) = db.execute("select count(*) from articles").fetchone()
    assert held - len(counted) <= 2, "all but those of the last morning"
    after = len(wall.posts) - before
    assert 3 <= after <= 6, "digests go on within two days of the clock's return"


@pytest.mark.asyncio
@pytest.mark.parametrize("leap", [5 * HOUR, 365 * DAY])
async def test_what_waits_by_a_clock_that_has_gone_back_waits_no_longer(
    db: Database, leap: timedelta
) -> None:
    """A digest fails while the clock is ahead; back in time it comes, for its own day."""
    add_numbered(db, 1, START)
    wall = Wall(Fate(), faults=["failed"] * 3)
    now = START + 9 * HOUR
    await tick(db, wall, now + leap)
    pending = find_pending(db, CHANNEL)
    assert pending is not None and not wall.posts
    wall.faults.clear()
    for _ in range(int(LONGEST_WAIT / MINUTE) + 5):
        await tick(db, wall, now)
        now += MINUTE
    (post,) = wall.posts
    assert post.edition_on == now.date()


def test_who_took_a_delivery_keeps_it_while_the_clock_goes_back_a_little(db: Database) -> None:
    now = START + 9 * HOUR
    assert take_due(db, CHANNEL, now) is not None
    for back in (timedelta(), LEASE / 2, 30 * MINUTE):
        assert take_due(db, CHANNEL, now - back) is None
    assert take_due(db, CHANNEL, now - 3 * HOUR) is not None


def test_feeds_are_read_again_when_the_clock_has_come_back(db: Database) -> None:
    feed = add_feed(db, "https://courier.example/feed", "Courier", None, None, START)
    ahead = START + 365 * DAY
    due_at = ahead + 15 * MINUTE
    record_reading(db, feed.feed_id, None, Validators(), ahead, due_at)
    assert [each.feed_id for each in list_due_feeds(db, START + HOUR)] == [feed.feed_id]
    record_reading(db, feed.feed_id, None, Validators(), START, START + HOUR)
    assert list_due_feeds(db, START) == ()


def test_alerts_go_out_when_the_clock_has_come_back(db: Database) -> None:
    db.execute("pragma foreign_keys = off")
    for key, at in (("a" * 32, START + 365 * DAY), ("b" * 32, START + FARTHEST_TRY / 2)):
        db.execute(
            "insert into watch_hits (watch_id, claim_key, claim_id, state, found_at, next_try_at)"
            " values (1, ?, 1, 'pending', ?, ?)",
            [key, START.isoformat(), at.isoformat()],
        )
    assert [hit.claim_key for hit in due_hits(db, START, 9)] == ["a" * 32]


def test_the_audit_s_chain_holds_whatever_the_clock_says(db: Database) -> None:
    rng = random.Random(3)
    for number in range(50):
        moment = START + rng.choice((-1, 1)) * rng.random() * 400 * DAY
        token = current_act.set(Act("add", at=moment))
        record_act(db, ("article", number))
        current_act.reset(token)
    report = check_audit(db)
    assert report.fault is None and report.entries == 51
    (sorted_,) = db.execute(
        "select count(*) from audit a join audit b on b.entry_id = a.entry_id + 1 where b.at < a.at"
    ).fetchone()
    assert sorted_ > 10, "the times did go back"
