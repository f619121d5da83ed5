"""The audit of a desk: entries added in the transaction that they tell of, and checked."""

import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsroom.audit import (
    DONE,
    Act,
    AuditMark,
    AuditReport,
    Entry,
    LastFailure,
    current_act,
)
from storage.database import Database
from storage.rows import in_utc

_COLUMNS = "entry_id, at, desk, person, command, objects, outcome, previous, hash"
_OBJECTS_SHOWN = 40
_KIND = re.compile(r"[a-z_]{1,20}")


def record_act(
    db: Database, *objects: tuple[str, int], outcome: str = DONE, command: str = "byline"
) -> None:
    """Add an entry on what is being done; `objects` are kinds and ids, such as ("article", 12).

    `command` names what the bot does of itself, where nobody asked for it.
    """
    act = current_act.get() or Act(command)
    moment = act.at or datetime.now(UTC)
    named = " ".join(_named(kind, number) for kind, number in objects[:_OBJECTS_SHOWN])
    entry_id, previous = find_mark(db)
    said = (in_utc(moment), _desk(db), _person(db, act), act.command, named, outcome, previous)
    entry = Entry(entry_id + 1, *said, hash="")
    db.execute(
        f"insert into audit ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [entry.entry_id, *said, entry.digest],
    )
    act.entries += 1


def _named(kind: str, number: int) -> str:
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind of thing")
    return f"{kind}:{int(number)}"


def _desk(db: Database) -> str:
    """The desk's own name, which is its file's."""
    return Path(db.execute("select file from pragma_database_list").fetchone()[0] or "").stem


def _person(db: Database, act: Act) -> str:
    """How the audit calls somebody: a pseudonym, under which the name is kept apart."""
    if act.user_id is None:
        return act.person
    person = find_person(db, act.user_id)
    if person is None:
        person = f"p{secrets.token_hex(8)}"
        db.execute("insert into audit_people values (?, ?, ?)", [person, act.user_id, act.name])
    return person


def find_person(db: Database, user_id: int) -> str | None:
    """The pseudonym of somebody of whom the audit speaks."""
    row = db.execute("select person from audit_people where user_id = ?", [user_id]).fetchone()
    return str(row[0]) if row else None


def count_entries(db: Database, person: str) -> int:
    """How many entries speak of a person."""
    count: int = db.execute("select count(*) from audit where person = ?", [person]).fetchone()[0]
    return count


def list_entries(db: Database, limit: int) -> tuple[tuple[Entry, str | None], ...]:
    """The newest entries, newest first, each with "name (user id)" where that is still kept."""
    rows = db.execute(
        f"select {_COLUMNS}, name || ' (' || user_id || ')' from audit"
        " left join audit_people using (person) order by entry_id desc limit ?",
        [limit],
    )
    return tuple((Entry(*row[:-1]), row[-1]) for row in rows)


def has_entry(db: Database, command: str, kind: str, number: int) -> bool:
    """Whether something has been done to the thing that comes first in an entry."""
    named = _named(kind, number)
    row = db.execute(
        "select 1 from audit where command = :command and outcome = :done"
        " and (objects = :named or objects glob :named || ' *') limit 1",
        {"command": command, "done": DONE, "named": named},
    ).fetchone()
    return row is not None


def list_acts(db: Database, kind: str, number: int) -> tuple[Act, ...]:
    """What was done to the thing that comes first in an entry, in order, each as it was done."""
    rows = db.execute(
        "select a.command, a.person, p.user_id, p.name, a.at from audit a"
        " left join audit_people p using (person) where a.outcome = :done"
        " and (a.objects = :named or a.objects glob :named || ' *') order by a.entry_id",
        {"done": DONE, "named": _named(kind, number)},
    )
    return tuple(
        Act(command, person, user_id, name or "", datetime.fromisoformat(at))
        for command, person, user_id, name, at in rows
    )


def find_last_failure(db: Database) -> LastFailure | None:
    """The last failure that was ours."""
    row = db.execute(
        "select outcome, command, at from audit where outcome like 'failed:%'"
        " order by entry_id desc limit 1"
    ).fetchone()
    return LastFailure(row[0].partition(":")[2], row[1], row[2]) if row else None


def check_audit(db: Database, known: AuditReport | None = None) -> AuditReport:
    """Whether every entry is as it was written; the first that is altered, gone or moved.

    Of a chain that was found unbroken before, `known`, only what has come since is read, as long as
    its last entry is still what it was.
    """
    count, last, whole_at = 0, "", None
    if known is not None and _hash_of(db, known.entries) == known.head:
        count, last, whole_at = known.entries, known.head, known.whole_at
    for entry in _entries(db, count):
        fault = None
        if entry.hash != entry.digest:
            fault = f"entry {entry.entry_id} has been altered"
        elif entry.entry_id != count + 1:
            fault = f"entry {count + 1} is missing"
        elif entry.previous != last:
            fault = f"entry {entry.entry_id} does not follow the one before it"
        if fault:
            return AuditReport(count, last, fault, whole_at)
        count, last = entry.entry_id, entry.hash
    head = find_mark(db)
    gone = f"entry {count + 1} is missing" if head.entry_id > count else None
    if not gone and head != (count, last):
        gone = f"entry {count} is not the last that was written"
    return AuditReport(count, last, gone, whole_at)


def find_mark(db: Database) -> AuditMark:
    """How far the audit has come; (0, "") where nothing has been entered yet."""
    head = db.execute("select entry_id, hash from audit_head").fetchone()
    return AuditMark(*head) if head else AuditMark(0, "")


def has_been_at(db: Database, mark: AuditMark) -> bool:
    """Whether an audit is the one that had come so far, with or without more since."""
    return mark == (0, "") or _hash_of(db, mark.entry_id) == mark.hash


def _hash_of(db: Database, entry_id: int) -> str | None:
    row = db.execute("select hash from audit where entry_id = ?", [entry_id]).fetchone()
    return str(row[0]) if row else None


def _entries(db: Database, after: int) -> Iterator[Entry]:
    """The entries with higher numbers; all of them, whatever their numbers, after none."""
    wanted = "where entry_id > ?" if after else "where ? = 0"
    for row in db.execute(f"select {_COLUMNS} from audit {wanted} order by entry_id", [after]):
        yield Entry(*row)
