"""A desk's file copied while it is written to, and a copy checked before it becomes a desk.

A copy is made in steps by SQLite's online backup from one snapshot: in write-ahead mode the writer
goes on all the while, and what it commits meanwhile is not in the copy.
"""

import errno
import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from newsroom.errors import StoreError
from storage.connections import APPLICATION_ID, damaged, store_error
from storage.database import Database
from storage.genuine import is_genuine, is_newer
from storage.interchange.shape import BACKUP_SETTING
from storage.rows import in_utc

PAGES = 256
"""How many pages one step copies: a megabyte, after which others have their turn."""
PAUSE_SECONDS = 0.002
_OF_TARGET = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
"""What can only be wrong with the file that is written: the desk is only read."""
LAST_BACKUP = f"{BACKUP_SETTING}last_at"


def copy_desk(db: Database, target: Path) -> None:
    """Copy the desk, as this connection's snapshot has it, into a new file of one piece.

    An OSError where the new file cannot be written, as on a full disk.
    """
    db.execute("select count(*) from sqlite_master").fetchone()
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            db.conn.backup(copy, pages=PAGES, sleep=PAUSE_SECONDS)
            copy.execute("pragma journal_mode = delete").fetchone()
    except sqlite3.Error as error:
        number = _OF_TARGET.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if number is None:
            raise
        raise OSError(number, os.strerror(number)) from error
    sync(target)


def back_up(db: Database, target: Path, path: Path) -> None:
    """Copy a desk's file for safe keeping; a StoreError, and no copy, where it is damaged."""
    copy_desk(db, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        check_sound(Database(copy, execute_plugins=False), path)


def check_sound(db: Database, path: Path) -> None:
    """Raise a StoreError where a desk's file is damaged, or rows have lost what they belong to."""
    whole = db.execute("pragma quick_check(1)").fetchone() == ("ok",)
    if not whole or db.execute("pragma foreign_key_check").fetchone() is not None:
        raise damaged(path)


def touch(db: Database) -> None:
    """Write what is there already: whether it can be written is known only once it has been."""
    (version,) = db.execute("pragma user_version").fetchone()
    db.execute(f"pragma user_version = {int(version)}")


def sync(path: Path) -> None:
    """Have a file on the disk before its name is."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def record_backup(db: Database, moment: datetime) -> None:
    """Remember when the desk was last backed up."""
    db.execute(
        "insert into desk_settings (key, value) values (?, ?)"
        " on conflict (key) do update set value = excluded.value",
        [LAST_BACKUP, in_utc(moment)],
    )


def find_last_backup(db: Database) -> datetime | None:
    """When the desk was last backed up; None where that is not known."""
    row = db.execute("select value from desk_settings where key = ?", [LAST_BACKUP]).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def copy_backup(source: Path, target: Path) -> None:
    """Copy a backup into a new file once it has proved to be a whole desk; else a StoreError."""
    try:
        uri = f"{source.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as backup:
            _refuse_foreign(backup, source)
            with closing(sqlite3.connect(target, isolation_level=None)) as copy:
                backup.backup(copy)
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            _refuse_newer(copy, source)
            _refuse_altered(copy, source)
            _check_sound(copy, source)
    except UnicodeDecodeError as error:  # what SQLite has of a table is not even text
        raise _unsound(source) from error
    except sqlite3.Error as error:
        raise _of_backup(source, error) from error
    sync(target)


def _refuse_foreign(conn: sqlite3.Connection, path: Path) -> None:
    (application_id,) = conn.execute("pragma application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise StoreError(f"{path} is no backup of a desk: `bot.py backup` makes one.")


def _check_sound(conn: sqlite3.Connection, path: Path) -> None:
    if conn.execute("pragma integrity_check(1)").fetchone() != ("ok",):
        raise _unsound(path)
    if conn.execute("pragma foreign_key_check").fetchone() is not None:
        raise _unsound(path)


def _unsound(path: Path) -> StoreError:
    return StoreError(f"{path} is damaged and was not restored: use another backup.")


def _refuse_newer(conn: sqlite3.Connection, path: Path) -> None:
    if is_newer(conn):
        raise StoreError(f"{path} was written by a newer version of Byline: update Byline.")


def _refuse_altered(conn: sqlite3.Connection, path: Path) -> None:
    if not is_genuine(conn):
        raise StoreError(
            f"{path} is not built as a desk is and was not restored: use another backup."
        )


def _of_backup(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"{path} could not be restored, the disk is full: free some space.")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return StoreError(f"{path} is no sound backup of a desk: use another one.")
    return StoreError(str(store_error(path, error)).replace("The desk file ", ""))


def put_in_place(fresh: Path, desk: Path, aside: Path | None) -> None:
    """Make a file the desk's in one step; one that was there is kept aside under another name.

    A StoreError where the old one is in use, for whoever uses it would write on into the old file.
    """
    if aside is not None:
        _fold_log(desk)
        os.link(desk, aside)
    for rest in ("-wal", "-shm"):  # SQLite would take an old log for the new file's
        with suppress(FileNotFoundError):
            left = desk.with_name(desk.name + rest)
            left.rename(aside.with_name(aside.name + rest)) if aside else left.unlink()
    fresh.replace(desk)
    folder = os.open(desk.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _fold_log(path: Path) -> None:
    """Make a desk one file that nobody else has open; a damaged one is left as it is."""
    in_use = StoreError(f"The desk file {path} is in use: stop the bot, then restore.")
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=1.0)) as conn:
            (mode,) = conn.execute("pragma journal_mode = delete").fetchone()
            if mode != "delete":
                raise in_use
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise in_use from error
    except sqlite3.DatabaseError:
        return
