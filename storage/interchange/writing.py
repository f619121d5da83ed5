"""A desk as records, a few articles at a time, so that a desk of any size needs bounded memory."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from storage.database import Database
from storage.interchange.fields import WRITTEN_AS_JSON, Field, Kind, Part
from storage.interchange.shape import (
    ARTICLE,
    BACKUP_SETTING,
    CHANNELS,
    ENTITIES,
    FEEDS,
    FORMAT,
    HEADER,
    RECORDS,
    ROLE_SETTING,
    SETTINGS,
    VERSION,
)
from storage.rows import marks

Record = dict[str, Any]
"""One line of an export; a dictionary here is the format itself."""

AT_ONCE = {"articles": 16, "entities": 400, "feeds": 20, "judgements": 100}
ABOUT = (
    "A desk of Byline, one JSON object a line; `type` says what each is. Spans are [start, end) in"
    " Unicode characters of the article's text. `bot.py import` reads this back."
)
SINGLE = "story"
_DISCORD_ID = re.compile(r"(?: \(\d{17,20}\))+$")
_LONG_NUMBER = re.compile(r"\d{17,20}")


def desk_records(db: Database, *, with_discord_ids: bool = False) -> Iterator[Record]:
    """Everything on a desk that an export holds, header first."""
    yield header(db)
    for part in RECORDS:
        if part in CHANNELS and not with_discord_ids:
            continue
        for record in records_of(db, part):
            if part is SETTINGS and not _is_kept(record, with_discord_ids=with_discord_ids):
                continue
            kept = record if with_discord_ids else without_discord_ids(part, record)
            yield {"type": part.key, **kept}


def header(db: Database) -> Record:
    """The first line: what this is, in which version of the format, and how much is to come."""
    counts = {
        part.key: db.execute(f"select count(*) from {part.table}").fetchone()[0]
        for part in (ENTITIES, ARTICLE, FEEDS)
    }
    return {
        "type": HEADER,
        "format": FORMAT,
        "version": VERSION,
        "about": ABOUT,
        "holds": counts,
    }


def records_of(db: Database, part: Part) -> Iterator[Record]:
    """The records of one kind, with the parts that belong to each."""
    if not part.parts:
        query = f"select {_columns(part)} from {part.table} t where {part.only or 'true'}"
        for row in db.execute(f"{query} order by {part.order}"):
            yield _record(part, row)
        return
    last, size = 0, AT_ONCE[part.table]
    while rows := db.execute(
        f"select t.{part.owner}, {_columns(part)} from {part.table} t where t.{part.owner} > ?"
        f" order by t.{part.owner} limit {size}",
        [last],
    ).fetchall():
        last = rows[-1][0]
        yield from _with_parts(db, part, rows)


def _with_parts(db: Database, part: Part, rows: Sequence[Sequence[Any]]) -> Iterator[Record]:
    owners = [row[0] for row in rows]
    below = {inner.key: _grouped(db, inner, owners) for inner in part.parts}
    for row in rows:
        record = _record(part, row[1:])
        for inner in part.parts:
            found = below[inner.key][row[0]]
            record[inner.key] = found if inner.key != SINGLE else next(iter(found), None)
        yield record


def _grouped(db: Database, part: Part, owners: Sequence[int]) -> dict[int, list[Record]]:
    grouped: dict[int, list[Record]] = defaultdict(list)
    own = ", t.claim_id" if part.parts else ""
    rows = db.execute(
        f"select t.{part.owner}, {_columns(part)}{own} from {part.table} t {part.joins}"
        f" where t.{part.owner} in ({marks(owners)}) order by t.{part.owner}, {part.order}",
        list(owners),
    ).fetchall()
    if part.parts:
        inner = [(row[-1], *row[1:-1]) for row in rows]
        for row, record in zip(rows, _in_chunks(db, part, inner), strict=True):
            grouped[row[0]].append(record)
        return grouped
    for row in rows:
        grouped[row[0]].append(_record(part, row[1:]))
    return grouped


def _in_chunks(db: Database, part: Part, rows: Sequence[Sequence[Any]]) -> Iterator[Record]:
    size = AT_ONCE["entities"]
    for start in range(0, len(rows), size):
        yield from _with_parts(db, part, rows[start : start + size])


def _columns(part: Part) -> str:
    return ", ".join(
        expression
        for field in part.fields
        for expression in ((field.read,) if field.read else (f"t.{c}" for c in field.columns))
    )


def _record(part: Part, row: Sequence[Any]) -> Record:
    record: Record = {}
    place = 0
    for field in part.fields:
        width = 2 if field.kind is Kind.SPAN else 1
        record[field.key] = _value(field, row[place : place + width])
        place += width
    return record


def _value(field: Field, values: Sequence[Any]) -> Any:
    if values[0] is None:
        return None
    if field.kind is Kind.SPAN:
        return list(values)
    if field.kind is Kind.FLAG:
        return bool(values[0])
    return json.loads(values[0]) if field.kind in WRITTEN_AS_JSON else values[0]


def _is_kept(setting: Record, *, with_discord_ids: bool) -> bool:
    """Whether a setting goes into an export: no date of a backup, and ids of Discord if asked."""
    key, value = setting["key"], setting["value"]
    if key.startswith(BACKUP_SETTING):
        return False
    return with_discord_ids or not (key.startswith(ROLE_SETTING) or _LONG_NUMBER.search(value))


def without_discord_ids(part: Part, record: Record) -> Record:
    """The record without ids of Discord's: a channel is gone, a person keeps the name."""
    gone = {
        field.key: strip_discord_ids(value) if isinstance(value, str) else None
        for field in part.fields
        if field.is_discord_id
        for value in (record[field.key],)
    }
    return record | gone


def strip_discord_ids(person: str) -> str:
    """A person as they are recorded, without the number that Discord gave them."""
    return _DISCORD_ID.sub("", person)


def as_line(record: Record) -> str:
    """A record as one line of JSON, always spelt the same way."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
