"""How a desk stands, in numbers and moments alone."""

from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from newsroom.desk import DeskRoles
from newsroom.page import NO_VALIDATORS
from storage.articles import add_article
from storage.connections import open_writer
from storage.desk_settings import set_roles
from storage.feeds import add_feed, record_reading
from storage.status import find_state
from tests.storage.factories import ferry, fold, unresolved

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_new_desk_has_done_nothing_yet(db: Database) -> None:
    state = find_state(db)
    assert (state.last_feed_at, state.last_digest_at, state.last_failure) == (None, None, None)
    assert (state.feeds, state.has_roles, state.kept_days) == (0, False, None)


def test_sizes_and_moments_are_those_of_the_file(desk_path: Path) -> None:
    db = open_writer(desk_path, fold)
    add_article(db, ferry(), unresolved(ferry()), NOON)
    feed = add_feed(db, "https://courier.example/feed", None, None, None, NOON)
    record_reading(db, feed.feed_id, "Courier", NO_VALIDATORS, NOON, NOON)
    set_roles(db, DeskRoles(contributor=5))
    db.execute("drop table if exists deliveries")
    db.execute("create table deliveries (state text, finished_at text)")
    later = datetime(2026, 3, 2, 8, tzinfo=UTC)
    for state, moment in (("posted", NOON), ("posted", later), ("quiet", None)):
        db.execute("insert into deliveries values (?, ?)", [state, moment and moment.isoformat()])
    state_now = find_state(db)
    assert state_now.last_feed_at == NOON and state_now.last_digest_at == later
    assert state_now.counts.articles == 1 and state_now.has_roles
    assert state_now.file_bytes == desk_path.stat().st_size > 0
    assert state_now.log_bytes == desk_path.with_name(f"{desk_path.name}-wal").stat().st_size > 0
    assert state_now.schema.startswith("m00")
    db.close()
