"""The audit only grows, and checking it names the first entry that is not as it was written."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from newsroom.audit import Act, AuditReport, current_act
from storage.audit import check_audit, find_last_failure, list_entries, record_act
from storage.connections import open_writer
from storage.migrations import migrations
from storage.personal import KEPT, erase_kept, find_kept
from tests.storage.factories import fold

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = 4242


@pytest.fixture(autouse=True)
def _nobody_acts() -> Iterator[None]:
    token = current_act.set(None)
    yield
    current_act.reset(token)


def act(user_id: int = ADA, command: str = "add", minutes: int = 0) -> Act:
    return Act(command, "", user_id, "Ada Lunt", NOON + timedelta(minutes=minutes))


def fill(db: Database, count: int) -> None:
    """So many entries, by two people in turn."""
    for number in range(count):
        current_act.set(act(ADA + number % 2, minutes=number))
        record_act(db, ("article", number + 1))
    current_act.set(None)


def tamper(db: Database, *statements: str) -> None:
    """Change the audit as somebody would who has the file: without its triggers."""
    for (name,) in db.execute(
        "select name from sqlite_master where type = 'trigger' and tbl_name like 'audit%'"
    ).fetchall():
        db.execute(f"drop trigger {name}")
    for statement in statements:
        db.execute(statement)


def test_an_entry_says_when_where_who_what_and_how_it_ended(desk_path: Path) -> None:
    db = open_writer(desk_path, fold)
    current_act.set(act(command="story move"))
    record_act(db, ("article", 12), ("story", 3))
    current_act.set(None)
    record_act(db, outcome="failed:StoreError", command="feeds")
    (second, nobody), (first, name) = list_entries(db, 5)
    assert (first.at, first.desk) == (NOON.isoformat(), desk_path.stem)
    assert (first.command, first.objects, first.outcome) == (
        "story move", "article:12 story:3", "done",
    )  # fmt: skip
    assert name == f"Ada Lunt ({ADA})" and str(ADA) not in first.person
    assert (second.person, nobody, second.previous) == ("byline", None, first.hash)
    failure = find_last_failure(db)
    assert failure and (failure.kind, failure.command) == ("StoreError", "feeds")
    db.close()


def test_nothing_that_could_be_a_sentence_gets_in(db: Database) -> None:
    with pytest.raises(ValueError, match="no kind"):
        record_act(db, ("the mayor said", 1))
    for outcome in ("failed:the mayor said so", "she denied it"):
        with pytest.raises(sqlite3.IntegrityError):
            record_act(db, outcome=outcome)
    with pytest.raises(sqlite3.IntegrityError):
        record_act(db, command="what did the mayor say about the ferry and about its cracked hull?")
    assert check_audit(db).entries == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set outcome = 'refused' where entry_id = 2",
        "delete from audit where entry_id = 2",
        "delete from audit where entry_id = 5",
        "delete from audit_head",
        "update audit_head set entry_id = 4",
        "insert or replace into audit select * from audit where entry_id = 5",
        "insert into audit select 7, at, desk, person, command, objects, outcome, hash, 'x'"
        " from audit where entry_id = 5",
        "insert into audit select 6, at, desk, person, command, objects, outcome, 'other', 'x'"
        " from audit where entry_id = 5",
    ],
)
def test_the_file_itself_refuses_every_change(db: Database, statement: str) -> None:
    fill(db, 5)
    before = db.execute("select * from audit").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="audit"):
        db.execute(statement)
    assert db.execute("select * from audit").fetchall() == before
    assert check_audit(db).fault is None


def test_an_audit_without_an_entry_yet_is_whole(db: Database) -> None:
    assert check_audit(db) == AuditReport(0, "", None)


SWAP = (
    "update audit set entry_id = -1 where entry_id = 3",
    "update audit set entry_id = 3 where entry_id = 4",
    "update audit set entry_id = 4 where entry_id = -1",
)


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (("update audit set objects = 'article:9' where entry_id = 3",), "entry 3 .* altered"),
        (("update audit set at = '2026-03-01T12:02:01+00:00' where entry_id = 3",), "3 .* altered"),
        (("update audit set person = 'byline' where entry_id = 5",), "entry 5 .* altered"),
        (("delete from audit where entry_id = 1",), "entry 1 is missing"),
        (("delete from audit where entry_id = 3",), "entry 3 is missing"),
        (("delete from audit where entry_id = 5",), "entry 5 is missing"),
        (("delete from audit",), "entry 1 is missing"),
        (SWAP, "entry 3 does not follow"),
        (("update audit_head set entry_id = 4",), "entry 5 is not the last"),
    ],
)
def test_the_first_entry_that_is_not_as_it_was_is_named(
    db: Database, statements: tuple[str, ...], fault: str
) -> None:
    fill(db, 5)
    assert check_audit(db).entries == 5 and check_audit(db).fault is None
    tamper(db, *statements)
    found = check_audit(db).fault
    assert found and re.search(fault, found), found


@settings(deadline=None)
@given(st.integers(1, 12), st.data())
def test_no_single_change_of_a_column_goes_unseen(count: int, data: st.DataObject) -> None:
    db = Database(memory=True)
    db.conn.create_function("fold", 1, fold, deterministic=True)
    migrations.apply(db)
    fill(db, count)
    entry = data.draw(st.integers(1, count))
    column = data.draw(
        st.sampled_from("at desk person command objects outcome previous hash".split())
    )
    (before,) = db.execute(f"select {column} from audit where entry_id = ?", [entry]).fetchone()
    changed = {"outcome": "refused", "objects": "article:77"}.get(column, f"{before}x")
    tamper(db, f"update audit set {column} = '{changed}' where entry_id = {entry}")
    assert check_audit(db).fault


def test_a_forgotten_person_leaves_the_chain_whole(db: Database) -> None:
    fill(db, 6)
    person = list_entries(db, 1)[0][0].person
    assert [kept.count for kept in find_kept(db, ADA + 1)] == [1]
    erase_kept(db, ADA + 1)
    assert find_kept(db, ADA + 1) == ()
    assert check_audit(db).fault is None
    assert [name for entry, name in list_entries(db, 6) if entry.person == person] == [None] * 3
    current_act.set(act(ADA + 1, minutes=90))
    record_act(db)
    assert list_entries(db, 1)[0][0].person != person, "who comes back is somebody new"


NOBODY = {("story_articles", "joined_by")}
"""Columns of such a name that hold no person."""


def test_every_column_that_says_who_did_something_can_be_erased(db: Database) -> None:
    known = {(kept.table, kept.column) for kept in KEPT} | NOBODY
    found = {
        (table.name, column.name)
        for table in db.tables
        for column in table.columns
        if column.name == "user_id" or column.name.endswith("_by")
    }
    assert found == known, "name them in KEPT of storage/personal.py, or here if they are nobody"


def test_what_was_found_unbroken_is_not_read_again(db: Database) -> None:
    fill(db, 5)
    known = replace(check_audit(db), whole_at=NOON)
    assert check_audit(db, known) == known
    fill(db, 3)
    report = check_audit(db, known)
    assert (report.entries, report.fault, report.whole_at) == (8, None, NOON)
    tamper(db, "update audit set objects = 'article:9' where entry_id = 2")
    assert check_audit(db, known).fault is None, "2 was read before, and is not now"
    assert check_audit(db).fault == "entry 2 has been altered"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("update audit set objects = 'article:9' where entry_id = 7", "entry 7 has been altered"),
        ("delete from audit where entry_id = 6", "entry 6 is missing"),
        ("delete from audit where entry_id = 8", "entry 8 is missing"),
        ("delete from audit where entry_id = 5", "entry 5 is missing"),
        ("update audit set hash = 'x' where entry_id = 5", "entry 5 has been altered"),
        ("delete from audit", "entry 1 is missing"),
    ],
)
def test_what_came_since_and_the_end_of_what_was_known_are_read(
    db: Database, statement: str, fault: str
) -> None:
    fill(db, 5)
    known = replace(check_audit(db), whole_at=NOON)
    fill(db, 3)
    tamper(db, statement)
    assert check_audit(db, known).fault == fault


def test_another_file_under_the_same_name_is_read_whole(db: Database) -> None:
    fill(db, 5)
    other = AuditReport(3, "0" * 64, whole_at=NOON)
    assert check_audit(db, other) == check_audit(db)
