"""Each digest goes out once, whatever ends, fails or sleeps in between."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from digest_desk import _schedule, _so_far, _status
from digests.schedule import DAY, LEASE, due_at, local_day
from newsroom.article import ArticleId
from newsroom.digest import Delivery, DeliveryState, PauseReason, Wanted
from storage.articles import remove_article
from storage.connections import open_writer
from storage.deliveries import find_last, list_deliveries, reserve_delivery
from storage.schedules import find_schedule, pause_schedule, set_schedule
from tests.delivery_world import Fate, Wall, add_numbered, tick
from tests.storage.factories import KEYS, fold

pytestmark = pytest.mark.asyncio

CHANNEL = 11
START = datetime(2024, 6, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAYS = 400
ZONES = {
    1: ("Europe/Warsaw", time(2, 30)),
    2: ("America/New_York", time(1, 30)),
    3: ("Australia/Lord_Howe", time(2, 15)),
    4: ("UTC", time(0, 0)),
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A desk that need not survive a loss of power."""
    database = open_writer(tmp_path / "desk.db", fold, KEYS)
    database.execute("pragma synchronous = off")
    yield database
    database.close()


def schedule(db: Database, channel_id: int, zone: str, at: time, now: datetime) -> None:
    """Give a channel its digest."""
    _schedule(db, Wanted(channel_id, f"{at:%H:%M}", zone, 7), now)


def state_of(db: Database, day: date) -> DeliveryState:
    """What became of a day's digest."""
    return {one.edition_on: one.state for one in list_deliveries(db, CHANNEL)}[day]


async def until_done(db: Database, wall: Wall, now: datetime, most: int = 40) -> int:
    """Look again and again, restarting after each crash; how many looks it took."""
    for count in range(1, most):
        await tick(db, wall, now)
        last = find_last(db, CHANNEL)
        if last is not None and last.state is not DeliveryState.PENDING:
            return count
        now += LEASE + MINUTE
    raise AssertionError("the digest never came to an end")


async def test_four_hundred_days_in_four_zones_with_everything_going_wrong(db: Database) -> None:
    rng = random.Random(5)
    wall = Wall(Fate(lambda step: rng.random() < 0.01))
    for channel_id, (zone, at) in ZONES.items():
        schedule(db, channel_id, zone, at, START)
    now, asleep_until, undisturbed = START, START, Counter[int]()
    articles, crashes, sleeps = 0, 0, 0
    while now < START + DAYS * DAY:
        if now >= START + articles * DAY / 2:
            articles += 1
            add_numbered(db, articles, now)
        if now >= asleep_until:
            if rng.random() < 0.0004:
                sleeps += 1
                asleep_until = now + timedelta(hours=rng.choice((1, 9, 30, 72, 100)))
            elif rng.random() < 0.003:
                wall.faults.append(rng.choice(("failed", "answer lost", "failed")))
            elif not await tick(db, wall, now):
                crashes += 1
                asleep_until = now + timedelta(minutes=rng.choice((0, 1, 20, 90)))
        now += timedelta(minutes=20)
    wall.fate.decide = lambda step: False
    for _ in range(4):
        now += timedelta(hours=1)
        await tick(db, wall, now)
    assert crashes > 100 and sleeps > 5
    for channel_id, (zone, at) in ZONES.items():
        quiet = quiet_days(db, channel_id)
        check_channel(wall, channel_id, ZoneInfo(zone), at, now, undisturbed, quiet)
        check_nothing_lost(wall, channel_id, articles)
    assert min(undisturbed.values()) > DAYS / 2, "hardly a day was like any other"


def quiet_days(db: Database, channel_id: int) -> tuple[date, ...]:
    """The days on which nothing went out since nothing had come in."""
    quiet = [one for one in list_deliveries(db, channel_id) if one.state is DeliveryState.QUIET]
    assert all(one.after_article == one.upto_article for one in quiet)
    assert len(quiet) < 20, "articles come twice a day: only after a late digest is there nothing"
    return tuple(
        one.covers_from + n * DAY
        for one in quiet
        for n in range((one.edition_on - one.covers_from).days + 1)
    )


def check_channel(
    wall: Wall,
    channel_id: int,
    zone: ZoneInfo,
    at: time,
    now: datetime,
    punctual: Counter[int],
    quiet: tuple[date, ...],
) -> None:
    """Every local day is in exactly one digest, no day has two, and late ones say so."""
    posts = [post for post in wall.posts if post.channel_id == channel_id]
    covered = Counter(quiet)
    for post in posts:
        heading = post.edition.heading
        assert heading.edition_on == post.edition_on
        day = heading.covers_from
        while day <= heading.edition_on:
            covered[day] += 1
            day += DAY
        due = due_at(heading.covers_from, at, zone)
        assert due is not None and post.at >= due
        if post.at - due > timedelta(hours=1) or heading.covers_from < heading.edition_on:
            assert heading.is_late
        if post.at - due < timedelta(minutes=20):
            assert not heading.is_late
            assert local_day(post.at, zone) == heading.edition_on
            punctual[channel_id] += 1
    first = START.astimezone(zone).date()
    last = max(covered)
    due = due_at(last + DAY, at, zone)
    assert due is None or due > now - timedelta(hours=4)
    assert set(covered.values()) == {1}, [day for day, count in covered.items() if count != 1]
    assert len(covered) == (last - min(covered)).days + 1 and (min(covered) - first).days <= 1
    assert len({post.edition_on for post in posts}) == len(posts)


def check_nothing_lost(wall: Wall, channel_id: int, articles: int) -> None:
    """Each article is new in exactly one digest, except for the last ones, whose time will come."""
    told = Counter(
        citation.article_id
        for post in wall.posts
        if post.channel_id == channel_id
        for story in post.edition.stories
        for citation in story.new_articles
    )
    assert set(told.values()) == {1}
    assert set(told) == set(range(1, max(told) + 1)) and articles - max(told) < 4


@pytest.mark.parametrize("parts", [1, 3])
async def test_a_crash_at_any_step_and_at_any_step_of_the_recovery(
    tmp_path: Path, parts: int
) -> None:
    steps, template = 0, tmp_path / "template.db"
    made = open_writer(template, fold, KEYS)
    schedule(made, CHANNEL, "Europe/Warsaw", time(8), START)
    add_numbered(made, 1, START)
    made.close()
    for first in range(1, 60):
        for second in (0, 1, 2, 3, 5, 8):
            path = tmp_path / f"{parts}-{first}-{second}.db"
            shutil.copy(template, path)
            db = open_writer(path, fold, KEYS)
            db.execute("pragma synchronous = off")
            dying = {first, first + second}
            wall = Wall(Fate(dying.__contains__), parts)
            await until_done(db, wall, datetime(2024, 6, 1, 6, tzinfo=UTC))
            assert [post.part for post in wall.posts] == list(range(parts)), (first, second)
            assert state_of(db, date(2024, 6, 1)) is DeliveryState.POSTED
            assert len({str(post.edition) for post in wall.posts}) == 1
            steps = max(steps, wall.fate.step)
            db.close()
            path.unlink()
        if first > steps:
            break
    assert steps > 10 * parts


async def test_three_days_away_give_one_late_digest_of_them_all(db: Database) -> None:
    schedule(db, CHANNEL, "Europe/Warsaw", time(8), START)
    wall = Wall(Fate())
    for number in range(4):
        add_numbered(db, number, START + number * DAY)
    now = datetime(2024, 6, 4, 12, tzinfo=UTC)
    for _ in range(5):
        await tick(db, wall, now)
        now += MINUTE
    (post,) = wall.posts
    heading = post.edition.heading
    assert (heading.covers_from, heading.edition_on) == (date(2024, 6, 1), date(2024, 6, 4))
    assert heading.is_late and heading.due_at == datetime(2024, 6, 1, 6, tzinfo=UTC)
    assert sum(len(story.new_articles) for story in post.edition.stories) == 4
    assert _status(db, CHANNEL, now).next_at == datetime(2024, 6, 5, 6, tzinfo=UTC)


async def test_what_fails_is_tried_less_and_less_often_and_gives_way_to_the_next_day(
    db: Database,
) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    add_numbered(db, 1, START)
    wall = Wall(Fate(), faults=["failed"] * 9)
    now = START + timedelta(hours=8)
    for _ in range(12 * 60):
        await tick(db, wall, now)
        now += MINUTE
    assert 5 < wall.tries <= 16 and len(wall.posts) == 1 and wall.posts[0].edition.heading.is_late
    wall.faults = ["failed"] * 60
    add_numbered(db, 2, now)
    while wall.faults:
        await tick(db, wall, now)
        now += timedelta(minutes=30)
    await until_done(db, wall, now)
    assert len(wall.posts) == 2
    heading = wall.posts[1].edition.heading
    assert heading.covers_from == date(2024, 6, 2) and heading.edition_on > heading.covers_from
    assert state_of(db, date(2024, 6, 2)) is DeliveryState.REPLACED


async def test_an_answer_that_is_lost_is_looked_for_and_not_sent_again(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    add_numbered(db, 1, START)
    wall = Wall(Fate(), parts=2, faults=["", "answer lost"])
    now = START + timedelta(hours=8)
    await tick(db, wall, now)
    last = find_last(db, CHANNEL)
    assert last is not None and (last.state, last.fault) == (DeliveryState.PENDING, "PostFailed")
    await until_done(db, wall, now + 2 * MINUTE)
    assert [post.part for post in wall.posts] == [0, 1] and wall.tries == 2


async def test_three_refusals_pause_it_and_are_told_once(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    add_numbered(db, 1, START)
    wall = Wall(Fate(), faults=["refused"] * 9)
    now = START + timedelta(hours=8)
    for _ in range(300):
        await tick(db, wall, now)
        now += MINUTE
    status = _status(db, CHANNEL, now)
    assert (wall.tries, wall.told[CHANNEL]) == (3, 1)
    assert status.schedule.pause_reason is PauseReason.REFUSED and status.next_at is None
    wall.faults.clear()
    schedule(db, CHANNEL, "UTC", time(8), now)
    await tick(db, wall, now)
    assert [post.edition_on for post in wall.posts] == [date(2024, 6, 1)]
    refreshed = find_schedule(db, CHANNEL)
    assert refreshed is not None and (refreshed.refusals, refreshed.paused_at) == (0, None)


async def test_refusals_that_are_not_in_a_row_do_not_pause(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    wall, now = Wall(Fate()), START + timedelta(hours=8)
    for number in range(6):
        add_numbered(db, number, now)
        wall.faults = ["refused", "refused"]
        await until_done(db, wall, now)
        now += DAY
    assert len(wall.posts) == 6 and not wall.told


async def test_a_quiet_day_is_on_record_and_nothing_goes_out(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    wall = Wall(Fate())
    await tick(db, wall, START + timedelta(hours=9))
    assert not wall.posts and state_of(db, date(2024, 6, 1)) is DeliveryState.QUIET
    add_numbered(db, 1, START + timedelta(hours=10))
    await tick(db, wall, START + timedelta(days=1, hours=9))
    assert [post.edition_on for post in wall.posts] == [date(2024, 6, 2)]


async def test_a_paused_digest_rests_and_goes_on_with_what_it_missed(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    pause_schedule(db, CHANNEL, PauseReason.ASKED, START)
    wall = Wall(Fate())
    add_numbered(db, 1, START + DAY)
    await tick(db, wall, START + 3 * DAY)
    assert not wall.posts
    schedule(db, CHANNEL, "UTC", time(8), START + 3 * DAY)
    await tick(db, wall, START + timedelta(days=3, hours=8))
    (post,) = wall.posts
    assert len(post.edition.stories) == 1 and not post.edition.heading.is_late


async def test_a_changed_time_or_zone_gives_no_second_digest_that_day(db: Database) -> None:
    schedule(db, CHANNEL, "Europe/Warsaw", time(8), START)
    wall = Wall(Fate())
    add_numbered(db, 1, START)
    now = START + timedelta(hours=6)
    await tick(db, wall, now)
    add_numbered(db, 2, now)
    for zone, at in (("Europe/Warsaw", time(18)), ("Pacific/Auckland", time(23)), ("UTC", time(9))):
        schedule(db, CHANNEL, zone, at, now)
        for hours in range(1, 14):
            await tick(db, wall, now + timedelta(hours=hours))
    days = [local_day(post.at, ZoneInfo(post.edition.heading.zone)) for post in wall.posts]
    assert len(days) == len(set(days)) == len({post.edition_on for post in wall.posts})


async def test_two_processes_cannot_both_have_a_day(db: Database) -> None:
    made = find_schedule(db, CHANNEL)
    assert made is None
    day = date(2024, 6, 1)
    one = Delivery(CHANNEL, day, day, START, ArticleId(0), ArticleId(1), START, START, START, START)
    assert [reserve_delivery(db, one) for _ in range(3)] == [True, False, False]


async def test_a_failing_channel_does_not_hold_up_another(db: Database) -> None:
    for channel_id in (1, 2, 3):
        schedule(db, channel_id, "UTC", time(8), START)
    broken = find_schedule(db, 2)
    assert broken is not None
    set_schedule(db, replace(broken, zone="Nowhere/Gone"))
    add_numbered(db, 1, START)
    wall = Wall(Fate(), faults=["failed"])
    await tick(db, wall, START + timedelta(hours=8))
    assert [post.channel_id for post in wall.posts] == [3]


async def test_a_source_that_is_gone_with_its_article_is_told(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    add_numbered(db, 1, START)
    wall = Wall(Fate())
    await tick(db, wall, START + timedelta(hours=8))
    remove_article(db, ArticleId(1))
    await tick(db, wall, START + timedelta(days=1, hours=8))
    assert [post.edition.gone for post in wall.posts] == [0, 1]
    await tick(db, wall, START + timedelta(days=2, hours=8))
    assert len(wall.posts) == 2, "told once"


async def test_so_far_moves_nothing(db: Database) -> None:
    schedule(db, CHANNEL, "UTC", time(8), START)
    add_numbered(db, 1, START)
    before = list(db.conn.iterdump())
    edition = _so_far(db, CHANNEL, START + timedelta(hours=1))
    assert len(edition.stories) == 1 and edition.heading.is_so_far
    assert list(db.conn.iterdump()) == before
