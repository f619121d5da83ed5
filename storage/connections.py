"""One desk's file opened, checked and migrated; SQLite's errors put into words."""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from newsroom.errors import StoreError
from storage.database import Database
from storage.migrations import migrations
from storage.name_index import has_pending_names, index_names

APPLICATION_ID = 0x42594C4E  # "BYLN" in the file's header: `file` and we know our own by it
BUSY_SECONDS = 30.0
_RETRY_SECONDS = 0.05
_CACHE_KIB = 2_000
_LOG_BYTES = 64 * 1024 * 1024
_LEAST_BYTES = 64 * 1024
"""Where a disk has less than this, not even the index of a log fits on it."""

Fold = Callable[[str], str]


def _plain_words(folded: str, form: str) -> str:
    return json.dumps(tuple(dict.fromkeys(folded.split())))


def _plain_keys(word: str) -> str:
    return json.dumps((crc32(word.encode("utf-8", "replace")),))


@dataclass(frozen=True, slots=True)
class NameKeys:
    """How names are indexed: a form's words, and a word's keys, both as JSON arrays.

    By default each word is found as it is spelt, and only so.
    """

    indexed_words: Callable[[str, str], str] = _plain_words
    word_keys: Callable[[str], str] = _plain_keys


PLAIN = NameKeys()

_WORDS = {
    sqlite3.SQLITE_NOTADB: (
        "is no desk file, or its beginning is damaged: `bot.py restore BACKUP --replace` puts a"
        " backup in its place; or name another desk"
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged: `bot.py restore BACKUP --replace` puts a backup in its place and keeps it"
        " aside"
    ),
    sqlite3.SQLITE_FULL: "could not be written, the disk is full: free some space and try again",
    sqlite3.SQLITE_READONLY: (
        "may not be written: check the permissions of the file and its folder, and whether the"
        " disk is mounted for reading only"
    ),
    sqlite3.SQLITE_PERM: "may not be opened: check the permissions of the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that the path and its permissions are right",
    sqlite3.SQLITE_BUSY: "is in use by another process: wait for it to finish and try again",
    sqlite3.SQLITE_LOCKED: "is in use by another process: wait for it to finish and try again",
    sqlite3.SQLITE_IOERR: "could not be read or written: check the disk",
    sqlite3.SQLITE_NOMEM: "needs more memory than there is: free some and try again",
}


def store_error(path: Path, error: Exception) -> StoreError:
    """One clear line on what went wrong with which file, and what to do."""
    if isinstance(error, UnicodeEncodeError | OverflowError):
        kind = "number that large" if isinstance(error, OverflowError) else "character that is none"
        return StoreError(f"The desk file {path} cannot hold a {kind}: correct the input.")
    words = _WORDS.get(_cause(path, error))
    if words is None:
        reason = getattr(error, "sqlite_errorname", type(error).__name__)
        words = f"refused the call ({reason}): run the doctor command"
    return StoreError(f"The desk file {path} {words}.")


def _cause(path: Path, error: Exception) -> int:
    """What is wrong, by SQLite's code; where that says too little, the disk is asked."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR) or not path.is_file():
        return code
    if not all(os.access(each, os.W_OK) for each in (path, path.parent)):
        return sqlite3.SQLITE_READONLY
    return sqlite3.SQLITE_FULL if shutil.disk_usage(path.parent).free < _LEAST_BYTES else code


def damaged(path: Path) -> StoreError:
    """The one clear line for a file that is not whole."""
    return StoreError(f"The desk file {path} {_WORDS[sqlite3.SQLITE_CORRUPT]}.")


def in_use(path: Path) -> StoreError:
    """The one clear line for a file that another process holds."""
    return StoreError(f"The desk file {path} {_WORDS[sqlite3.SQLITE_BUSY]}.")


def open_writer(path: Path, fold: Fold, keys: NameKeys = PLAIN) -> Database:
    """The connection that writes, on a file that is ours and migrated; else a StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path, fold, keys, "rwc")
    except OSError as error:
        words = "cannot be created: check that the path and its permissions are right"
        raise StoreError(f"The desk file {path} {words}.") from error
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    try:
        _refuse_foreign(db, path)
        _prepare_writer(db)
        _migrate(db, path)
    except sqlite3.Error as error:
        db.close()
        raise store_error(path, error) from error
    except BaseException:
        db.close()
        raise
    return db


def open_reader(path: Path, fold: Fold, keys: NameKeys = PLAIN) -> Database:
    """A connection that cannot write, on a desk that `open_writer` has opened before."""
    db = _connect(path, fold, keys, "rw")
    try:
        db.execute("pragma query_only = on")
    except BaseException:
        db.close()
        raise
    return db


def open_unwritable(path: Path, fold: Fold, keys: NameKeys = PLAIN) -> Database:
    """A connection for reading alone, on a desk to which not even the index of a log can be added.

    Where no log is left nobody is writing, so that the file is read as it stands; a connection is
    therefore for one look, not to be kept. A StoreError where the desk is not of this version.
    """
    log = path.with_name(path.name + "-wal")
    is_alone = not log.exists() or not log.stat().st_size
    db = _connect(path, fold, keys, "ro&immutable=1" if is_alone else "ro")
    try:
        _refuse_foreign(db, path)
        if not _is_current(db, path):
            raise store_error(path, sqlite3.OperationalError("has to be migrated first"))
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: Path, fold: Fold, keys: NameKeys, mode: str) -> Database:
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        conn.create_function("fold", 1, fold, deterministic=True)
        conn.create_function("indexed_words", 2, keys.indexed_words, deterministic=True)
        conn.create_function("word_keys", 1, keys.word_keys, deterministic=True)
        db = Database(conn, execute_plugins=False)
        db.execute("pragma foreign_keys = on")
        db.execute("pragma temp_store = memory")
        db.execute(f"pragma cache_size = -{_CACHE_KIB}")
    except BaseException:
        conn.close()
        raise
    return db


def _prepare_writer(db: Database) -> None:
    """Set how the writer writes.

    FULL, since in WAL mode NORMAL may lose the newest commits with the power; it costs one fsync a
    transaction, and an article that was reported as added has to be there the next morning.
    """
    _enable_wal(db)
    db.execute("pragma synchronous = full")
    db.execute("pragma secure_delete = on")
    db.execute(f"pragma journal_size_limit = {_LOG_BYTES}")


def _enable_wal(db: Database) -> None:
    """Switch to WAL, which SQLite may refuse at once while another process opens the new file."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def _refuse_foreign(db: Database, path: Path) -> None:
    (application_id,) = db.execute("pragma application_id").fetchone()
    (tables,) = db.execute("select count(*) from sqlite_master").fetchone()
    if tables and application_id != APPLICATION_ID:
        raise StoreError(
            f"The desk file {path} belongs to another program: move it away or name another desk."
        )


def _is_current(db: Database, path: Path) -> bool:
    """Whether every migration has been applied; a StoreError where there are more than we know."""
    table = "select 1 from sqlite_master where name = '_sqlite_migrations'"
    if db.execute(table).fetchone() is None:
        return False
    applied = {row[0] for row in db.execute("select name from _sqlite_migrations")}
    known = {migration.name for migration in migrations._migrations}
    if applied - known:
        raise StoreError(
            f"The desk file {path} was written by a newer version of Byline: update Byline."
        )
    return applied == known


def _migrate(db: Database, path: Path) -> None:
    """Apply what is missing in one transaction, so that two processes cannot both do so.

    Where nothing is, no lock is taken: a desk can be read while somebody writes for long.
    """
    if _is_current(db, path) and not has_pending_names(db):
        return
    db.execute("begin immediate")
    try:
        if not _is_current(db, path):
            db.execute(f"pragma application_id = {APPLICATION_ID}")
            migrations.apply(db)
        index_names(db)
        db.execute("commit")
    except BaseException:
        db.rollback()
        raise
