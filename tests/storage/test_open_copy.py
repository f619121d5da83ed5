"""A copy for readers: plain SQLite opens all of it, and nothing in it is machinery."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.open_copy import VIEWS, copy_for_readers
from tests.storage.interchanging import exported, fill, records

PERSON_ID = "123456789012345678"


@pytest.fixture
def filled(db: Database) -> Database:
    """A desk that holds something of every kind."""
    fill(db, 4)
    db.execute("begin")
    return db


def test_every_table_and_view_opens_without_byline(filled: Database, tmp_path: Path) -> None:
    copy_for_readers(filled, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as plain:
        rows = plain.execute("select name, type from sqlite_master where type <> 'index'")
        kinds = dict(rows.fetchall())
        assert set(kinds.values()) == {"table", "view"} and kinds.keys() > VIEWS.keys()
        for name in kinds:
            count = f"select count(*) from {name}"
            assert plain.execute(count).fetchone()[0] >= 0
            assert plain.execute(f"select * from {name} limit 1").description
        for word in ("fts", "vocabulary", "meaning", "pending", "word", "asks", "migrations"):
            assert not [name for name in kinds if word in name], word
        assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert plain.execute("pragma foreign_key_check").fetchall() == []
        assert plain.execute("pragma application_id").fetchone() == (0,)


def test_every_reference_names_its_column(filled: Database, tmp_path: Path) -> None:
    """Datasette fails on a page whose table refers to another's primary key without naming it."""
    copy_for_readers(filled, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as plain:
        keys = plain.execute(
            'select t.name, k."to" from pragma_table_list t, pragma_foreign_key_list(t.name) k'
        ).fetchall()
        assert len(keys) > 20 and all(column for _, column in keys)


def test_views_say_what_the_desk_says(filled: Database, tmp_path: Path) -> None:
    copy_for_readers(filled, tmp_path / "copy.db")
    claims = {c["claim"]: c for a in records(exported(filled), "article") for c in a["claims"]}
    with closing(sqlite3.connect(tmp_path / "copy.db")) as plain:
        plain.row_factory = sqlite3.Row
        shown = plain.execute("select * from claims_with_sources").fetchall()
        assert {row["claim_id"] for row in shown} == claims.keys()
        for row in shown:
            claim = claims[row["claim_id"]]
            assert row["claim"] == claim["text"] and row["source_identity"] == claim["identity"]
            labels = [link["label"] for link in claim["chain"]]
            assert row["sourcing_chain"] == " → ".join(labels)
            assert (row["hedges"] or "") == "; ".join(h["text"] for h in claim["hedges"])


def test_discord_s_ids_stay_out_unless_asked_for(filled: Database, tmp_path: Path) -> None:
    copy_for_readers(filled, tmp_path / "bare.db")
    copy_for_readers(filled, tmp_path / "all.db", with_discord_ids=True)
    bare, whole = ((tmp_path / name).read_bytes() for name in ("bare.db", "all.db"))
    assert PERSON_ID.encode() in whole and PERSON_ID.encode() not in bare
    with closing(sqlite3.connect(tmp_path / "bare.db")) as plain:
        assert plain.execute("select channel_id from feeds").fetchall() == [(None,)]
        assert plain.execute("select distinct judged_by from story_moves").fetchall() == [
            ("Odile Brandt",)
        ]
    told = "select count(*) from sqlite_master where name in ('watches', 'digest_schedules')"
    for name, count in (("bare.db", 0), ("all.db", 2)):
        with closing(sqlite3.connect(tmp_path / name)) as plain:
            assert plain.execute(told).fetchone() == (count,)
            sent = "name like 'deliver%' or name like 'watch_hits%' or name like 'digest_points%'"
            found = plain.execute(f"select name from sqlite_master where {sent}").fetchall()
            assert found == []


def test_the_desk_itself_is_untouched(filled: Database, tmp_path: Path) -> None:
    before = list(filled.conn.iterdump())
    copy_for_readers(filled, tmp_path / "copy.db")
    assert list(filled.conn.iterdump()) == before
