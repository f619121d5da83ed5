"""One desk's store: one thread that writes, a few that read, one transaction a call.

Whoever is typing waits for suggestions only behind others who are, and a button for the question
behind it: such reads have a thread of their own.
"""

import asyncio
import logging
import re
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from newsroom.embargo import Embargo, Stage
from newsroom.errors import NewsroomError, StoreError
from storage.connections import (
    PLAIN,
    Fold,
    NameKeys,
    in_use,
    open_reader,
    open_unwritable,
    open_writer,
    store_error,
)
from storage.database import Database
from storage.embargo_files import file_of, list_embargoes, read_terms, require_file
from storage.seals import is_sealed

log = logging.getLogger(__name__)

READERS = 2
LOOK_UPS = threading.BoundedSemaphore(READERS)
"""Which look-ups of all desks are under way: more at once end no sooner, since they compute in
turns, and each turn is one that the event loop waits for.
"""
SEALED = "This desk is sealed, since Byline was taken out of its server; inviting it back opens it."
_REFUSED = (sqlite3.Error, UnicodeEncodeError, OverflowError)
NO_EMBARGO = "There is no such embargo, or it has ended."
_DESK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One desk: every call is one transaction, off the event loop, in its caller's context.

    Cancelling the task that awaits a call never tears it: a call that has begun ends, one that
    still waits in the queue is dropped whole. A desk that cannot be written at present has no
    writer, and is read all the same; each write then tries to open one.
    """

    def __init__(
        self, path: Path, fold: Fold, writer: Database | None, keys: NameKeys = PLAIN
    ) -> None:
        self.path = path
        self._fold = fold
        self._keys = keys
        self._writer = writer
        self._writing = ThreadPoolExecutor(1, thread_name_prefix=f"write-{path.stem}")
        self._reading = ThreadPoolExecutor(READERS, thread_name_prefix=f"read-{path.stem}")
        self._hurrying = ThreadPoolExecutor(1, thread_name_prefix=f"soon-{path.stem}")
        self._local = threading.local()
        self._readers: list[Database] = []
        self._is_closed = False

    @classmethod
    def open(cls, path: Path, fold: Fold, keys: NameKeys = PLAIN) -> "Store":
        """The desk at `path`, created or migrated as needed; a StoreError when it cannot be.

        One that can be read and not written, as on a full disk, is opened for reading.
        """
        try:
            return cls(path, fold, open_writer(path, fold, keys), keys)
        except StoreError as error:
            if not _can_be_read(path, fold, keys):
                log.error("Desk %s: not opened: %s", path.stem, _reason(error))
                raise
            log.warning("Desk %s: opened for reading alone: %s", path.stem, _reason(error))
            return cls(path, fold, None, keys)

    async def write(
        self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(db, …)` in one transaction that is committed, or undone if it raises."""
        return await self._run(self._writing, self._in_write, lambda db: fn(db, *args, **kwargs))

    async def read(
        self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(db, …)` on one consistent snapshot that it cannot change."""
        return await self._run(self._reading, self._in_turn, lambda db: fn(db, *args, **kwargs))

    async def read_at_once(
        self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `read`, for what is short and waited for, as by a typist; not behind look-ups."""
        return await self._run(self._hurrying, self._in_read, lambda db: fn(db, *args, **kwargs))

    async def read_apart(
        self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `read`, for what takes long: on a thread and connection of its own."""
        return await asyncio.to_thread(self._in_read_apart, lambda db: fn(db, *args, **kwargs))

    async def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that what was removed leaves the disk.

        A StoreError when another process reads on for too long.
        """
        await self._run(self._writing, self._in_checkpoint, None)

    async def close(self) -> None:
        """Finish what is queued and close the file; closing twice is fine."""
        self._is_closed = True
        await asyncio.to_thread(self._shut)

    async def _run(self, executor: ThreadPoolExecutor, around: Callable[..., T], call: object) -> T:
        if self._is_closed:
            raise StoreError(f"The desk file {self.path} is closed.")
        future = executor.submit(copy_context().run, around, call)
        return await asyncio.wrap_future(future)

    def _in_write(self, call: Callable[[Database], T]) -> T:
        """One transaction: committed whole or undone whole."""
        db = self._open_writer()
        try:
            db.execute("begin immediate")
            try:
                result = call(db)
                db.execute("commit")
            except BaseException:
                db.conn.rollback()
                raise
        except _REFUSED as error:
            raise self._explained(error) from error
        return result

    def _open_writer(self) -> Database:
        """The connection that writes, tried again where there was none."""
        if self._writer is None:
            self._writer = open_writer(self.path, self._fold, self._keys)
        return self._writer

    def _in_turn(self, call: Callable[[Database], T]) -> T:
        with LOOK_UPS:
            return self._in_read(call)

    def _in_read(self, call: Callable[[Database], T]) -> T:
        if self._writer is None:
            return self._in_read_apart(call)
        try:
            return _on_snapshot(self._reader(), call)
        except _REFUSED as error:
            raise self._explained(error) from error

    def _in_read_apart(self, call: Callable[[Database], T]) -> T:
        try:
            opens = open_reader if self._writer is not None else open_unwritable
            with closing(opens(self.path, self._fold, self._keys).conn) as conn:
                return _on_snapshot(Database(conn, execute_plugins=False), call)
        except _REFUSED as error:
            raise self._explained(error) from error

    def _in_checkpoint(self, _call: None) -> None:
        db = self._open_writer()
        try:
            (busy, *_) = db.execute("pragma wal_checkpoint(truncate)").fetchone()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        if busy:
            raise in_use(self.path)

    def _explained(self, error: Exception) -> StoreError:
        log.error("Desk %s: %s", self.path.stem, _reason(error))
        return store_error(self.path, error)

    def _reader(self) -> Database:
        """This thread's own connection, opened at its first call."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            db = open_reader(self.path, self._fold, self._keys)
            self._local.db = db
            self._readers.append(db)
        return db

    def _shut(self) -> None:
        self._writing.shutdown()
        self._reading.shutdown()
        self._hurrying.shutdown()
        while self._readers:
            self._readers.pop().close()
        if self._writer is not None:
            self._writer.close()


def _can_be_read(path: Path, fold: Fold, keys: NameKeys) -> bool:
    """Whether a desk that cannot be opened for writing can be opened at all."""
    if not path.is_file():
        return False
    try:
        open_unwritable(path, fold, keys).close()
    except (StoreError, sqlite3.Error):
        return False
    return True


def _reason(error: BaseException) -> str:
    """What failed, in one word that holds nothing of the desk."""
    cause = error.__cause__ or error
    return str(getattr(cause, "sqlite_errorname", type(cause).__name__))


def _on_snapshot(db: Database, call: Callable[[Database], T]) -> T:
    db.execute("begin")
    try:
        return call(db)
    finally:
        db.conn.rollback()


class Desks:
    """The desks of one data folder, each opened once, when it is first asked for.

    "123/4" names the file of embargo 4 of desk 123; it is sealed with its desk, and is there as
    long as its terms are.
    """

    def __init__(self, data_dir: Path, fold: Fold, keys: NameKeys = PLAIN) -> None:
        self._folder = data_dir / "desks"
        self._fold = fold
        self._keys = keys
        self._stores: dict[str, asyncio.Task[Store]] = {}

    def find(self, name: str) -> Path | None:
        """The file of a desk that exists; None, and nothing created, where there is none."""
        path = self._path(name)
        return path if path.exists() else None

    def open_at(self, path: Path) -> None:
        """Bring a desk's file up to this version, as the first use does; a StoreError if not."""
        open_writer(path, self._fold, self._keys).close()

    @property
    def folder(self) -> Path:
        """Where the desks' files are."""
        return self._folder

    def path(self, name: str) -> Path:
        """Where a desk's file is, or would be."""
        return self._path(name)

    def names(self) -> tuple[str, ...]:
        """The desks that have a file."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.db")))

    async def get(self, name: str, *, even_sealed: bool = False) -> Store:
        """The store of a desk, opened or created at the first call; a StoreError if sealed."""
        path, (desk, _, number) = self._path(name), name.partition("/")
        if not even_sealed and is_sealed(self._path(desk)):
            raise StoreError(SEALED)
        if number:
            embargo = read_terms(self._path(desk), int(number))
            if embargo is None:
                await self.release(name)
                raise StoreError(NO_EMBARGO)
            if embargo.stage is not Stage.SETTING:
                require_file(self._path(desk), embargo.number)
        task = self._stores.get(name)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = asyncio.create_task(asyncio.to_thread(Store.open, path, self._fold, self._keys))
            self._stores[name] = task
        return await asyncio.shield(task)

    def is_sealed(self, desk: str) -> bool:
        """Whether a desk is closed to everybody, with its embargoes."""
        return is_sealed(self._path(desk))

    async def embargoes(self, desk: str) -> tuple[Embargo, ...]:
        """The embargoes of a desk; a StoreError if it is sealed."""
        path = self._path(desk)
        if is_sealed(path):
            raise StoreError(SEALED)
        return await asyncio.to_thread(list_embargoes, path)

    async def release(self, name: str) -> None:
        """Close one desk, with its embargoes; the next call opens it anew."""
        for each in [one for one in self._stores if one.startswith(f"{name}/")]:
            await self.release(each)
        task = self._stores.pop(name, None)
        if task is not None:
            (store,) = await asyncio.gather(task, return_exceptions=True)
            if isinstance(store, Store):
                await store.close()

    async def close(self) -> None:
        """Close every desk that was opened."""
        tasks, self._stores = tuple(self._stores.values()), {}
        for store in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(store, Store):
                await store.close()

    def _path(self, name: str) -> Path:
        desk, slash, number = name.partition("/")
        if not _DESK_NAME.fullmatch(desk) or (slash and not _NUMBER.fullmatch(number)):
            raise NewsroomError(
                f"{name!r} is no desk name: use letters, digits, - and _, 64 at most."
            )
        path = self._folder / f"{desk}.db"
        return file_of(path, int(number)) if number else path
