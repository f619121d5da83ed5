"""What was sent where, and when: reserved before it is sent, confirmed after."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from newsroom.article import ArticleId
from newsroom.digest import Delivery, DeliveryState
from storage.database import Database
from storage.rows import in_utc

_COLUMNS = (
    "channel_id, edition_on, covers_from, due_at, after_article, upto_article, covered_since,"
    " reserved_at, tried_at, next_try_at, attempts, parts_sent, state, finished_at, fault"
)
_KEY = "where channel_id = :channel_id and edition_on = :edition_on and state = 'pending'"


def reserve_delivery(db: Database, delivery: Delivery) -> bool:
    """Claim one channel's digest of one day; False when it was claimed before.

    A channel has one pending delivery at a time, so that a second one is refused as well.
    """
    cursor = db.execute(
        f"insert or ignore into deliveries ({_COLUMNS})"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            delivery.channel_id,
            delivery.edition_on.isoformat(),
            delivery.covers_from.isoformat(),
            in_utc(delivery.due_at),
            delivery.after_article,
            delivery.upto_article,
            in_utc(delivery.covered_since),
            in_utc(delivery.reserved_at),
            in_utc(delivery.tried_at),
            in_utc(delivery.next_try_at),
            delivery.attempts,
            delivery.parts_sent,
            delivery.state.value,
            in_utc(delivery.finished_at) if delivery.finished_at else None,
            delivery.fault,
        ],
    )
    return cursor.rowcount == 1


def take_again(db: Database, delivery: Delivery, next_try_at: datetime) -> bool:
    """Take a delivery up again whose time has come; False when somebody else just did.

    When it was tried before is left as it was, so that what was sent then can be looked for.
    """
    cursor = db.execute(
        "update deliveries set next_try_at = :next, attempts = attempts + 1"
        f" {_KEY} and next_try_at = :known",
        _key(delivery) | {"next": in_utc(next_try_at), "known": in_utc(delivery.next_try_at)},
    )
    return cursor.rowcount == 1


def mark_tried(db: Database, delivery: Delivery, now: datetime) -> None:
    """Record, before it is sent, when a part was last tried."""
    db.execute(
        f"update deliveries set tried_at = :now {_KEY}", _key(delivery) | {"now": in_utc(now)}
    )


def confirm_part(db: Database, delivery: Delivery, part: int, message_id: int) -> None:
    """Record that a part of a delivery stands in the channel as a message."""
    key = _key(delivery)
    db.execute(
        "insert or ignore into delivery_messages (channel_id, edition_on, part, message_id)"
        " values (:channel_id, :edition_on, :part, :message_id)",
        key | {"part": part, "message_id": message_id},
    )
    db.execute(
        f"update deliveries set parts_sent = max(parts_sent, :sent), fault = null {_KEY}",
        key | {"sent": part + 1},
    )


def finish_delivery(db: Database, delivery: Delivery, state: DeliveryState, now: datetime) -> bool:
    """Close a pending delivery; False when it is closed already."""
    cursor = db.execute(
        f"update deliveries set state = :state, finished_at = :now {_KEY}",
        _key(delivery) | {"state": state.value, "now": in_utc(now)},
    )
    return cursor.rowcount == 1


def record_fault(db: Database, delivery: Delivery, fault: str, next_try_at: datetime) -> None:
    """Record in one word why a delivery failed, and when it is tried again."""
    db.execute(
        f"update deliveries set fault = :fault, next_try_at = :next {_KEY}",
        _key(delivery) | {"fault": fault, "next": in_utc(next_try_at)},
    )


def hasten(db: Database, channel_id: int, now: datetime) -> None:
    """Let what waits for a channel be tried again at once."""
    db.execute(
        "update deliveries set next_try_at = ? where channel_id = ? and state = 'pending'",
        [in_utc(now), channel_id],
    )


def find_pending(db: Database, channel_id: int) -> Delivery | None:
    """The delivery of a channel that is under way or waits to be tried again."""
    row = db.execute(
        f"select {_COLUMNS} from deliveries where channel_id = ? and state = 'pending'",
        [channel_id],
    ).fetchone()
    return _delivery(row) if row else None


def find_last(db: Database, channel_id: int, upto: date = date.max) -> Delivery | None:
    """The delivery of a channel's latest day up to some day, whatever became of it."""
    row = db.execute(
        f"select {_COLUMNS} from deliveries where channel_id = ? and edition_on <= ?"
        " order by edition_on desc limit 1",
        [channel_id, upto.isoformat()],
    ).fetchone()
    return _delivery(row) if row else None


def list_deliveries(db: Database, channel_id: int) -> tuple[Delivery, ...]:
    """Every delivery of a channel, oldest day first."""
    rows = db.execute(
        f"select {_COLUMNS} from deliveries where channel_id = ? order by edition_on", [channel_id]
    )
    return tuple(map(_delivery, rows.fetchall()))


def _key(delivery: Delivery) -> dict[str, Any]:
    return {
        "channel_id": delivery.channel_id,
        "edition_on": delivery.edition_on.isoformat(),
    }


def _delivery(row: Sequence[Any]) -> Delivery:
    return Delivery(
        channel_id=row[0],
        edition_on=date.fromisoformat(row[1]),
        covers_from=date.fromisoformat(row[2]),
        due_at=datetime.fromisoformat(row[3]),
        after_article=ArticleId(row[4]),
        upto_article=ArticleId(row[5]),
        covered_since=datetime.fromisoformat(row[6]),
        reserved_at=datetime.fromisoformat(row[7]),
        tried_at=datetime.fromisoformat(row[8]),
        next_try_at=datetime.fromisoformat(row[9]),
        attempts=row[10],
        parts_sent=row[11],
        state=DeliveryState(row[12]),
        finished_at=datetime.fromisoformat(row[13]) if row[13] else None,
        fault=row[14],
    )
