"""Names known beforehand, kept batch by batch: a list of any length in bounded memory."""

from collections.abc import Iterable

from newsroom.entity import EntityId, MentionForm, NameRecord
from storage.curated_rows import follow_merges
from storage.database import Database
from storage.name_index import index_names

_CACHE_KIB = 64_000
"""While a batch is kept: its names fall on every page of the indexes."""


def import_names(db: Database, records: Iterable[NameRecord]) -> int:
    """Keep names known beforehand; the same name and kind again only adds what is new."""
    (before,) = db.execute("pragma cache_size").fetchone()
    db.execute(f"pragma cache_size = -{_CACHE_KIB}")
    try:
        return _import(db, records)
    finally:
        db.execute(f"pragma cache_size = {int(before)}")


def _import(db: Database, records: Iterable[NameRecord]) -> int:
    count = 0
    forms: list[tuple[EntityId, str, str, str]] = []
    for record in records:
        count += 1
        folded = _folded(db, record.name)
        entity_id = _entity(db, record, folded)
        forms.append((entity_id, record.name, folded, MentionForm.NAME.value))
        forms += (
            (entity_id, alias, _folded(db, alias), MentionForm.NAME.value)
            for alias in dict.fromkeys(record.aliases)
            if alias != record.name
        )
    db.conn.executemany(
        "insert into entity_names (entity_id, alias, folded, form, is_imported)"
        " values (?, ?, ?, ?, 1)"
        " on conflict (coalesce(read_as, entity_id), alias, form) do update set is_imported = 1",
        forms,
    )
    follow_merges(db, list(dict.fromkeys(form[0] for form in forms)))
    index_names(db)
    return count


def _folded(db: Database, name: str) -> str:
    return str(db.conn.execute("select fold(?)", [name]).fetchone()[0])


def _entity(db: Database, record: NameRecord, folded: str) -> EntityId:
    """The entity of that name and kind, a new one where there is none."""
    row = db.conn.execute(
        "select entity_id from entities where folded = :folded and kind = :kind"
        " and (folded <> '' or name = :name) order by entity_id limit 1",
        {"folded": folded, "name": record.name, "kind": record.kind.value},
    ).fetchone()
    if row is None:
        cursor = db.conn.execute(
            "insert into entities (name, folded, kind, description, is_imported)"
            " values (?, ?, ?, ?, 1)",
            [record.name, folded, record.kind.value, record.description],
        )
        return EntityId(int(cursor.lastrowid or 0))
    db.conn.execute(
        "update entities set is_imported = 1, description = coalesce(description, ?)"
        " where entity_id = ?",
        [record.description, row[0]],
    )
    return EntityId(row[0])
