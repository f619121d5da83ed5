"""Migrations run in order, once, and never over a newer schema."""

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsroom.article import ArticleId
from newsroom.errors import StoreError
from storage.articles import find_ingested
from storage.connections import open_writer
from storage.migrations import migrations
from storage.versions import load_history
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


def test_articles_of_before_there_were_versions_are_their_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.db"
    late = [each for each in migrations._migrations if each.name >= "m0016"]
    with monkeypatch.context() as patched:
        early = [each for each in migrations._migrations if each not in late]
        patched.setattr(migrations, "_migrations", early)
        older = open_writer(path, fold)
        columns = "digest, name, title, added_at, dated_at, text"
        moment = "2025-03-02T09:30:00+00:00"
        older.execute(
            f"insert into articles ({columns}) values ('d', 'n', 'T', ?, ?, 'Words.')",
            [moment, moment],
        )
        older.conn.commit()
        older.close()
    newer = open_writer(path, fold)
    history = load_history(newer, ArticleId(1))
    (version,) = history.versions
    assert (version.number, version.text, version.seen_at.isoformat()) == (1, "Words.", moment)
    assert find_ingested(newer, ArticleId(1)).version == 1
    newer.close()
