"""When channels get their digests, and whether they rest."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from newsroom.article import ArticleId
from newsroom.digest import DigestSchedule, PauseReason
from storage.database import Database
from storage.rows import in_utc

_COLUMNS = (
    "channel_id, zone, at, starts_on, after_article, covered_until, scheduled_by, paused_at,"
    " pause_reason, refusals"
)


def list_schedules(db: Database) -> tuple[DigestSchedule, ...]:
    """Every channel's schedule, the oldest channel first."""
    rows = db.execute(f"select {_COLUMNS} from digest_schedules order by channel_id")
    return tuple(map(_schedule, rows.fetchall()))


def find_schedule(db: Database, channel_id: int) -> DigestSchedule | None:
    """The schedule of one channel, if it has one."""
    row = db.execute(
        f"select {_COLUMNS} from digest_schedules where channel_id = ?", [channel_id]
    ).fetchone()
    return _schedule(row) if row else None


def set_schedule(db: Database, schedule: DigestSchedule) -> None:
    """Give a channel its one schedule, in the place of the one that it had."""
    db.execute(
        f"insert or replace into digest_schedules ({_COLUMNS})"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            schedule.channel_id,
            schedule.zone,
            f"{schedule.at:%H:%M}",
            schedule.starts_on.isoformat(),
            schedule.after_article,
            in_utc(schedule.covered_until),
            schedule.scheduled_by,
            in_utc(schedule.paused_at) if schedule.paused_at else None,
            schedule.pause_reason.value if schedule.pause_reason else None,
            schedule.refusals,
        ],
    )


def pause_schedule(db: Database, channel_id: int, reason: PauseReason, now: datetime) -> bool:
    """Let a channel rest; False where it has no schedule or rests already."""
    cursor = db.execute(
        "update digest_schedules set paused_at = ?, pause_reason = ?"
        " where channel_id = ? and paused_at is null",
        [in_utc(now), reason.value, channel_id],
    )
    return cursor.rowcount == 1


def move_cover(db: Database, channel_id: int, upto: ArticleId, until: datetime) -> None:
    """Record how far a channel's digests have come; what refused it before is over."""
    db.execute(
        "update digest_schedules set after_article = ?, covered_until = ?, refusals = 0"
        " where channel_id = ?",
        [upto, in_utc(until), channel_id],
    )


def count_refusal(db: Database, channel_id: int) -> int:
    """Count one more refusal of a channel; how many there have been in a row."""
    db.execute(
        "update digest_schedules set refusals = refusals + 1 where channel_id = ?", [channel_id]
    )
    row = db.execute(
        "select refusals from digest_schedules where channel_id = ?", [channel_id]
    ).fetchone()
    return int(row[0]) if row else 0


def _schedule(row: Sequence[Any]) -> DigestSchedule:
    return DigestSchedule(
        channel_id=row[0],
        zone=row[1],
        at=time.fromisoformat(row[2]),
        starts_on=date.fromisoformat(row[3]),
        after_article=ArticleId(row[4]),
        covered_until=datetime.fromisoformat(row[5]),
        scheduled_by=row[6],
        paused_at=datetime.fromisoformat(row[7]) if row[7] else None,
        pause_reason=PauseReason(row[8]) if row[8] else None,
        refusals=row[9],
    )
