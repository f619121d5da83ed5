"""A backup is made while the desk is written to, and proves sound before it becomes a desk."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from newsroom.errors import StoreError
from storage.articles import add_article, count_desk
from storage.backup import (
    copy_backup,
    copy_desk,
    find_last_backup,
    put_in_place,
    record_backup,
)
from storage.connections import APPLICATION_ID, open_reader, open_writer
from storage.database import Database
from storage.migrations import migrations
from tests.storage.factories import ADDED_AT, KEYS, check_indexes, ferry, fold, unresolved
from tests.storage.test_durability import check_sound, check_whole, start

CLAIMS = 40
BEFORE, DURING = 5, 5


def back_up(desk: Path, target: Path) -> None:
    """What the backup command does to the file."""
    db = open_reader(desk, fold, KEYS)
    db.execute("begin")
    copy_desk(db, target)
    db.close()


def test_drill(desk_path: Path, tmp_path: Path) -> None:
    """While another process adds articles, back up; lose the desk; restore; nothing is missing."""
    backup = tmp_path / "backup.db"
    writer = start(desk_path, 0, 10_000, CLAIMS)
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        acknowledged = {int(writer.stdout.readline()) for _ in range(BEFORE)}
        back_up(desk_path, backup)
        later = {int(writer.stdout.readline()) for _ in range(DURING)}
    finally:
        writer.kill()
        writer.wait()
    assert len(later) == DURING, "the writer went on"
    with closing(sqlite3.connect(backup)) as conn:
        (held,) = conn.execute("select count(*) from articles").fetchone()
    desk_path.unlink()
    assert desk_path.with_name(f"{desk_path.name}-wal").stat().st_size, "its log is left behind"
    fresh = tmp_path / "fresh.db"
    copy_backup(backup, fresh)
    put_in_place(fresh, desk_path, None)
    db = open_writer(desk_path, fold)
    kept = check_whole(db, CLAIMS)
    assert kept >= acknowledged and len(kept) == held
    assert kept == set(range(max(kept) + 1)), "one state of the desk, without gaps"
    check_sound(db)
    db.close()


def test_a_backup_is_one_state_whatever_is_written_meanwhile(
    desk_path: Path, tmp_path: Path
) -> None:
    db = open_writer(desk_path, fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    reader = open_reader(desk_path, fold, KEYS)
    reader.execute("begin")
    reader.execute("select count(*) from articles").fetchone()
    later = ferry(text=ferry().article.text + "Later.")
    add_article(db, later, unresolved(later), ADDED_AT)
    copy_desk(reader, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db-wal").exists()
    copy = open_writer(tmp_path / "backup.db", fold, KEYS)
    assert count_desk(copy).articles == 1 and count_desk(db).articles == 2
    check_indexes(copy)
    for each in (db, reader, copy):
        each.close()


def test_when_is_remembered(desk_path: Path) -> None:
    db = open_writer(desk_path, fold, KEYS)
    assert find_last_backup(db) is None
    for hours in (1, 2):
        record_backup(db, ADDED_AT + timedelta(hours=hours))
    assert find_last_backup(db) == ADDED_AT + timedelta(hours=2)
    db.close()


@pytest.fixture
def backup(desk_path: Path, tmp_path: Path) -> Path:
    """A backup of a desk with one article."""
    db = open_writer(desk_path, fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    db.close()
    back_up(desk_path, tmp_path / "backup.db")
    return tmp_path / "backup.db"


def refused(backup: Path, tmp_path: Path) -> str:
    """Why a file is not restored."""
    with pytest.raises(StoreError) as error:
        copy_backup(backup, tmp_path / "fresh.db")
    return str(error.value)


def test_what_is_no_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    text, other, empty = tmp_path / "a.txt", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("no database " * 500)
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("create table t (a)")
    empty.touch()
    assert "no sound backup" in refused(text, tmp_path)
    assert "no backup of a desk" in refused(other, tmp_path)
    assert "no backup of a desk" in refused(empty, tmp_path)


def test_a_damaged_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    (size,) = sqlite3.connect(backup).execute("pragma page_size").fetchone()
    for page in range(4, len(content) // size, 3):
        content[page * size : page * size + 64] = b"\xa5" * 64
    backup.write_bytes(bytes(content))
    assert "backup" in refused(backup, tmp_path)


@pytest.mark.parametrize("words", [b"CREATE TABLE", b"CREATE INDEX", b"strict"])
def test_a_backup_whose_schema_is_no_text_is_refused(
    backup: Path, tmp_path: Path, words: bytes
) -> None:
    content = bytearray(backup.read_bytes())
    content[content.rindex(words) + 1] = 0x80
    backup.write_bytes(bytes(content))
    assert "backup" in refused(backup, tmp_path)


def test_a_truncated_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    assert "backup" in refused(backup, tmp_path)


def test_rows_that_lost_their_article_are_damage(backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as conn:
        conn.execute("pragma foreign_keys = off")
        (trigger,) = conn.execute(
            "select sql from sqlite_master where name = 'articles_pending'"
        ).fetchone()
        conn.execute("drop trigger articles_pending")
        conn.execute("update claim_spans set claim_id = 99 where claim_id = 1")
        conn.execute(trigger)
    assert "is damaged" in refused(backup, tmp_path)


def test_a_backup_of_a_newer_byline_is_refused(backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as conn:
        conn.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('byline', 'm9999_later', '2099-01-01')"
        )
    assert "newer version" in refused(backup, tmp_path)


def test_a_backup_of_an_older_byline_is_brought_up(tmp_path: Path) -> None:
    old, fresh = tmp_path / "old.db", tmp_path / "fresh.db"
    names = [migration.name for migration in migrations._migrations]
    with closing(sqlite3.connect(old, isolation_level=None)) as conn:
        conn.create_function("fold", 1, fold, deterministic=True)
        conn.execute(f"pragma application_id = {APPLICATION_ID}")
        migrations.apply(Database(conn, execute_plugins=False), stop_before=names[12])
    copy_backup(old, fresh)
    again = open_writer(fresh, fold, KEYS)
    assert sorted(m.name for m in migrations.applied(again)) == sorted(names)
    again.close()


HOSTILE = {
    "a trigger that empties the audit": (
        "create trigger t after insert on articles begin delete from audit_people; end"
    ),
    "a view in a table's place": "create view more as select * from articles",
    "a table besides": "create table more (a)",
    "a column that computes": "alter table articles add column b text as (hex(title))",
    "an index that computes": "create index more on articles (length(title))",
    "a table that is missing": "drop table asks",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_not_built_as_a_desk_is_refused(backup: Path, tmp_path: Path, what: str) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as conn:
        conn.execute(HOSTILE[what])
    assert "is not built as a desk is" in refused(backup, tmp_path)


def test_a_list_of_migrations_that_never_ends_is_not_read(backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as conn:
        conn.execute("drop table _sqlite_migrations")
        conn.execute(
            "create view _sqlite_migrations as with recursive n (name) as"
            " (select 1 union all select name + 1 from n) select name from n"
        )
    assert "is not built as a desk is" in refused(backup, tmp_path)


def test_the_desk_that_was_there_is_kept_aside_whole(
    backup: Path, desk_path: Path, tmp_path: Path
) -> None:
    db = open_writer(desk_path, fold, KEYS)
    later = ferry(text=ferry().article.text + "Later.")
    add_article(db, later, unresolved(later), ADDED_AT)
    aside = tmp_path / "aside.db"
    fresh = desk_path.with_name("fresh")
    shutil.copy(backup, fresh)
    with pytest.raises(StoreError, match="stop the bot"):
        put_in_place(fresh, desk_path, aside)
    assert not aside.exists() and count_desk(db).articles == 2
    db.close()
    put_in_place(fresh, desk_path, aside)
    for path, articles in ((desk_path, 1), (aside, 2)):
        opened = open_writer(path, fold, KEYS)
        assert count_desk(opened).articles == articles
        opened.close()


def test_a_damaged_desk_is_kept_aside_as_it_is(
    backup: Path, desk_path: Path, tmp_path: Path
) -> None:
    desk_path.write_bytes(b"what is left of it" * 100)
    fresh = desk_path.with_name("fresh")
    shutil.copy(backup, fresh)
    put_in_place(fresh, desk_path, tmp_path / "aside.db")
    assert (tmp_path / "aside.db").read_bytes().startswith(b"what is left")
    opened = open_writer(desk_path, fold, KEYS)
    assert count_desk(opened).articles == 1
    opened.close()
