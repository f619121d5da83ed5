"""Each claim is told of once, whatever ends or fails in between."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsroom.attribution import ClaimId
from newsroom.digest import PauseReason
from newsroom.entity import EntityId
from newsroom.errors import PostRefused
from newsroom.watch import Alert, Watch, WatchId
from storage.articles import add_article, find_article, remove_article
from storage.connections import open_writer
from storage.watches import add_watch, due_hits, find_watch, list_watches
from tests.delivery_world import Crash, Direct, Fate, PostFailed
from tests.storage.factories import KEYS, TEXT, ferry, fold, numbered, unresolved
from watching import collect, is_behind, tell_watches

pytestmark = pytest.mark.asyncio

NOW = datetime(2025, 3, 2, 12, tzinfo=UTC)
MINUTES = timedelta(minutes=5)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A desk that need not survive a loss of power."""
    database = open_writer(tmp_path / "desk.db", fold, KEYS)
    database.execute("pragma synchronous = off")
    yield database
    database.close()


class Wall:
    """A channel, and what goes wrong with the next posts."""

    def __init__(self, fate: Fate, *faults: str) -> None:
        self.fate, self.faults = fate, list(faults)
        self.posts: list[Alert] = []

    async def find_alert(self, alert: Alert) -> int | None:
        """Where an alert stands."""
        self.fate()
        keys = [(post.watch.watch_id, post.claim.claim_id) for post in self.posts]
        wanted = (alert.watch.watch_id, alert.claim.claim_id)
        return keys.index(wanted) + 1 if wanted in keys else None

    async def send_alert(self, alert: Alert) -> int:
        """Write an alert, unless something goes wrong before, or after."""
        self.fate()
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "refused":
            raise PostRefused("no access")
        if fault == "failed":
            raise PostFailed
        self.posts.append(alert)
        if fault == "answer lost":
            raise PostFailed
        self.fate()
        return len(self.posts)


def watch(db: Database, words: str, entity_id: int | None = None) -> Watch:
    """A watch on channel 1."""
    entity = EntityId(entity_id) if entity_id is not None else None
    return add_watch(db, Watch(WatchId(0), 1, 7, entity, words, False, ClaimId(0), NOW))


def add(db: Database, number: int, claims: int = 1) -> None:
    """An article whose every claim has words of its own."""
    extraction = numbered(number, claims)
    add_article(db, extraction, unresolved(extraction), NOW)


async def tell(db: Database, wall: Wall, now: datetime) -> None:
    """One look, which a crash may end."""
    try:
        await tell_watches(Direct(db, wall.fate), wall, now)  # type: ignore[arg-type]
    except Crash:
        return


async def settle(db: Database, wall: Wall) -> None:
    """Look again and again until nothing waits."""
    now = NOW
    for _ in range(60):
        await tell(db, wall, now)
        now += MINUTES
        if not is_behind(db) and not due_hits(db, now + timedelta(days=1), 1):
            return
    raise AssertionError("something still waits")


async def test_a_crash_at_any_step_loses_and_doubles_nothing(tmp_path: Path) -> None:
    for first in range(1, 40):
        for second in (0, 1, 3, 6):
            path = tmp_path / f"{first}-{second}.db"
            db = open_writer(path, fold, KEYS)
            db.execute("pragma synchronous = off")
            watch(db, "harbour closing")
            add(db, 1, claims=2)
            dying = {first, first + second}
            wall = Wall(Fate(dying.__contains__))
            await settle(db, wall)
            told = Counter(post.claim.claim_id for post in wall.posts)
            assert told == {1: 1, 2: 1}, (first, second)
            steps = wall.fate.step
            db.close()
            path.unlink()
        if first > steps:
            return
    raise AssertionError("the steps never came to an end")


async def test_failures_are_tried_again_and_lost_answers_looked_for(db: Database) -> None:
    watch(db, "harbour closing")
    add(db, 1, claims=3)
    wall = Wall(Fate(), "failed", "answer lost", "failed", "failed", "answer lost")
    await settle(db, wall)
    assert Counter(post.claim.claim_id for post in wall.posts) == {1: 1, 2: 1, 3: 1}


async def test_three_refusals_in_a_row_mute_it(db: Database) -> None:
    made = watch(db, "harbour closing")
    add(db, 1, claims=2)
    await settle(db, Wall(Fate(), *["refused"] * 9))
    muted = find_watch(db, made.watch_id)
    assert muted is not None and muted.mute_reason is PauseReason.REFUSED


async def test_what_was_there_before_and_what_came_while_muted_is_not_told(db: Database) -> None:
    add(db, 1)
    made = add_watch(db, Watch(WatchId(0), 1, 7, None, "harbour closing", False, ClaimId(1), NOW))
    wall = Wall(Fate())
    await settle(db, wall)
    assert made.after_claim == 1 and wall.posts == []


async def test_an_article_added_anew_after_it_was_deleted_is_not_told_again(db: Database) -> None:
    watch(db, "ferry hull")
    wall = Wall(Fate())
    for text in (TEXT, TEXT, TEXT + "More to follow.\n"):
        extraction = ferry(text=text)
        add_article(db, extraction, unresolved(extraction), NOW)
        await settle(db, wall)
        found = find_article(db, extraction.article.digest)
        assert found is not None
        remove_article(db, found)
    assert [post.claim.text for post in wall.posts] == ["sailed with a cracked hull on 3 February"]
    assert wall.posts[0].fired[0].startswith("words: ")


async def test_an_entity_fires_by_the_words_that_mean_it_and_lives_on_as_words(
    db: Database,
) -> None:
    extraction = ferry()
    add_article(db, extraction, unresolved(extraction), NOW)
    (entity_id,) = db.execute(
        "select entity_id from entities where name = 'former inspector'"
    ).fetchone()
    watch(db, "former inspector", entity_id)
    wall = Wall(Fate())
    await settle(db, wall)
    (post,) = wall.posts
    assert post.fired == ("former inspector",) and post.claim.hedges == ("allegedly",)
    found = find_article(db, extraction.article.digest)
    assert found is not None
    remove_article(db, found)
    (left,) = list_watches(db)
    assert (left.entity_id, left.words) == (None, "former inspector")


async def test_a_claim_that_is_gone_before_it_is_told_is_dropped(db: Database) -> None:
    watch(db, "ferry hull")
    extraction = ferry()
    add_article(db, extraction, unresolved(extraction), NOW)
    db.execute("begin")
    collect(db, NOW)
    db.execute("commit")
    found = find_article(db, extraction.article.digest)
    assert found is not None
    remove_article(db, found)
    wall = Wall(Fate())
    await settle(db, wall)
    assert wall.posts == []
