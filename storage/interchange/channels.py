"""What channels are sent by themselves, brought back: schedules of digests, and watches."""

from datetime import date, time
from zoneinfo import ZoneInfo

from storage.database import Database
from storage.edition_claims import last_article
from storage.interchange import numbering as numbers
from storage.interchange.channel_parts import SCHEDULES, WATCHES
from storage.interchange.checking import Damaged
from storage.interchange.inserting import columns_of, insert_row
from storage.interchange.numbering import Numbering
from storage.interchange.writing import Record
from storage.watches import MOST_WATCHES, count_watches, last_claim

YEARS = range(1900, 3000)


def keep_schedule(db: Database, numbering: Numbering, record: Record) -> bool:
    """Keep a channel's schedule unless it has one; False then.

    On a desk with articles of its own it begins with what comes from now on.
    """
    _check_schedule(record)
    channel = record["channel_id"]
    if db.execute("select 1 from digest_schedules where channel_id = ?", [channel]).fetchone():
        return False
    if not numbering.keeps:
        record = record | {"after_article": last_article(db)}
    columns, values = columns_of(SCHEDULES, record)
    insert_row(db, SCHEDULES.table, dict(zip(columns, values, strict=True)))
    return True


def _check_schedule(record: Record) -> None:
    try:
        ZoneInfo(record["zone"])
    except (KeyError, ValueError, OSError):
        raise Damaged("schedule.zone is no time zone") from None
    try:
        is_time = f"{time.fromisoformat(record['at']):%H:%M}" == record["at"]
    except ValueError:
        is_time = False
    if not is_time:
        raise Damaged("schedule.at is no time of day such as 08:30")
    if date.fromisoformat(record["starts_on"]).year not in YEARS:
        raise Damaged("schedule.starts_on is no day on which a digest can begin")


def keep_watch(db: Database, numbering: Numbering, record: Record) -> bool:
    """Keep a watch unless there is one for the same; False then.

    Where its entity is not on the desk it goes on by its words, and on a desk with articles of its
    own it tells of what comes from now on.
    """
    given = record["entity_id"]
    entity = numbers.find_number(db, numbers.ENTITY, given) if given else None
    if _is_known(db, numbering, record, entity[0] if entity else None):
        return False
    if count_watches(db, record["user_id"]) >= MOST_WATCHES:
        raise Damaged(f"one person may have {MOST_WATCHES} watches at most")
    columns, values = columns_of(WATCHES, record)
    row = dict(zip(columns, values, strict=True))
    row["entity_id"] = entity[0] if entity else None
    number = record["watch"]
    is_free = not db.execute("select 1 from watches where watch_id = ?", [number]).fetchone()
    row["watch_id"] = number if numbering.keeps and is_free else None
    if not numbering.keeps:
        row["after_claim"] = last_claim(db)
    insert_row(db, WATCHES.table, row)
    return True


def _is_known(db: Database, numbering: Numbering, record: Record, entity: int | None) -> bool:
    row = db.execute(
        "select 1 from watches where channel_id = :channel and user_id = :user"
        " and fold(words) = fold(:words) and (entity_id is :entity or not :keeps)",
        {
            "channel": record["channel_id"],
            "user": record["user_id"],
            "words": record["words"],
            "entity": entity,
            "keeps": numbering.keeps,
        },
    ).fetchone()
    return row is not None
