"""How a desk stands: its schema, its size on the disk, and when it last read and posted."""

from datetime import datetime
from pathlib import Path

from newsroom.desk import DeskState
from storage.articles import count_desk
from storage.audit import find_last_failure
from storage.database import Database
from storage.desk_settings import get_kept_days, get_roles
from storage.migrations import migrations
from storage.rows import moment_from

_LAST_DIGEST = "select max(finished_at) from deliveries where state = 'posted'"


def find_state(db: Database) -> DeskState:
    """How the desk stands now."""
    schema = [migration.name for migration in migrations.applied(db)][-1]
    path = Path(db.execute("select file from pragma_database_list").fetchone()[0])
    feeds = db.execute("select max(checked_at), count(*), count(paused_at) from feeds").fetchone()
    return DeskState(
        counts=count_desk(db),
        schema=schema,
        file_bytes=_size(path),
        log_bytes=_size(path.with_name(path.name + "-wal")),
        feeds=feeds[1],
        paused_feeds=feeds[2],
        last_feed_at=moment_from(feeds[0]),
        last_digest_at=_last_digest(db),
        last_failure=find_last_failure(db),
        has_roles=get_roles(db).contributor is not None,
        kept_days=get_kept_days(db),
        owed_edits=_count(db, "owed_edits", "true"),
        refused_edits=_count(db, "audit", "command = 'post edit' and outcome = 'refused'"),
    )


def _count(db: Database, table: str, condition: str) -> int:
    """So many rows of a table; none on a desk that has not got it yet."""
    if table not in db.table_names():
        return 0
    return int(db.execute(f"select count(*) from {table} where {condition}").fetchone()[0])


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _last_digest(db: Database) -> datetime | None:
    """When a digest last went out; None also where the desk has no digests yet."""
    if "deliveries" not in db.table_names():
        return None
    return moment_from(db.execute(_LAST_DIGEST).fetchone()[0])
