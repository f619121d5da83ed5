"""Migrations run in order, once, and never over a newer schema."""

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsroom.errors import StoreError
from storage.connections import open_writer
from storage.migrations import migrations
from tests.storage.factories import fold


def test_every_name_matches_its_position() -> None:
    names = [migration.name for migration in migrations.pending(Database(memory=True))]
    numbers = [re.fullmatch(r"m(\d{4})_[a-z_]+", name) for name in names]
    assert [int(match[1]) for match in numbers if match] == list(range(1, len(names) + 1))


def test_applying_twice_changes_nothing(desk_path: Path) -> None:
    first = open_writer(desk_path, fold)
    before = list(first.conn.iterdump())
    first.close()
    second = open_writer(desk_path, fold)
    assert list(second.conn.iterdump()) == before
    assert migrations.pending(second) == []
    second.close()


def test_a_newer_schema_is_refused_and_left_alone(desk_path: Path) -> None:
    db = open_writer(desk_path, fold)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "byline", "name": "m9999_later", "applied_at": "2099-01-01"}
    )
    before = list(db.conn.iterdump())
    with pytest.raises(StoreError, match="newer version"):
        open_writer(desk_path, fold)
    assert list(db.conn.iterdump()) == before
    db.close()


def test_every_table_of_ours_is_strict(db: Database) -> None:
    virtual = "claims_|names_|_sqlite|sqlite_"
    ours = [table for table in db.tables if not re.match(virtual, table.name)]
    assert len(ours) > 10
    assert [table.name for table in ours if not table.strict] == []


def test_children_are_found_by_an_index_when_a_parent_goes(db: Database) -> None:
    for table in db.tables:
        leading = {index.columns[0] for index in table.indexes} | set(table.pks[:1])
        unindexed = {key.column for key in table.foreign_keys} - leading
        assert unindexed == set(), table.name
