"""Names that are known beforehand, kept a batch at a time, however many there are."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from newsroom.entity import NameRecord
from storage.audit import record_act
from storage.database import Database
from storage.name_import import import_names
from storage.store import Store

BATCH, CHARS = 20_000, 4_000_000
"""How many names, and how much text, one transaction keeps at most."""


async def import_all(
    store: Store, rows: Iterable[NameRecord], progress: Callable[[int], None] | None
) -> int:
    """Keep a list of names; the next batch is read while one is written."""
    batches, total = _batches(rows), 0
    batch = await asyncio.to_thread(next, batches, ())
    while batch:
        count, batch = await asyncio.gather(
            store.write(_import, batch), asyncio.to_thread(next, batches, ())
        )
        total += count
        if progress is not None:
            progress(total)
    return total


def _import(db: Database, names: Sequence[NameRecord]) -> int:
    count = import_names(db, names)
    record_act(db, ("names", count), command="import")
    return count


def _batches(rows: Iterable[NameRecord]) -> Iterator[tuple[NameRecord, ...]]:
    """The rows in batches, each read when it is asked for."""
    batch: list[NameRecord] = []
    chars = 0
    for row in rows:
        batch.append(row)
        chars += len(row.name) + len(row.description or "") + sum(map(len, row.aliases))
        if len(batch) == BATCH or chars > CHARS:
            yield tuple(batch)
            batch, chars = [], 0
    if batch:
        yield tuple(batch)
