"""Records of an import as rows of their tables."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from storage.database import Database
from storage.interchange.fields import WRITTEN_AS_JSON, Field, Kind, Part
from storage.interchange.writing import Record


def insert_row(db: Database, table: str, row: dict[str, Any]) -> int:
    """Write one row; the number that it got."""
    marks = ", ".join(f":{column}" for column in row)
    cursor = db.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", row)
    return int(cursor.lastrowid or 0)


def insert_rows(
    db: Database,
    part: Part,
    owner: int,
    records: Sequence[Record],
    entity: Callable[[int], int] = lambda given: given,
) -> None:
    """The rows of one part of a record."""
    rows = []
    names: tuple[str, ...] = ()
    for position, record in enumerate(records):
        columns, values = columns_of(part, record, entity)
        placed = [position] if part.is_positioned else []
        names = (part.owner, *(["position"] if part.is_positioned else []), *columns)
        rows.append([owner, *placed, *values])
    if rows:
        marks = ", ".join("?" * len(names))
        db.conn.executemany(f"insert into {part.table} ({', '.join(names)}) values ({marks})", rows)


def columns_of(
    part: Part, record: Record, entity: Callable[[int], int] = lambda given: given
) -> tuple[list[str], list[Any]]:
    """The columns of a record and their values, with the desk's own numbers of entities."""
    columns: list[str] = []
    values: list[Any] = []
    for one in part.fields:
        if one.columns:
            columns += one.columns
            values += _values(one, record[one.key], entity)
    return columns, values


def _values(one: Field, value: Any, entity: Callable[[int], int]) -> list[Any]:
    if value is None:
        return [None] * len(one.columns)
    if one.kind is Kind.SPAN:
        return list(value)
    if one.kind in WRITTEN_AS_JSON:
        return [json.dumps(value)]
    if one.of == "entity":
        return [entity(value)]
    return [int(value)] if one.kind is Kind.FLAG else [value]
