"""One desk's store: transactions, snapshots, threads, and errors in words."""

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsroom.desk import DeskCounts
from newsroom.errors import NewsroomError, StoreError
from storage.articles import add_article, count_desk, find_article
from storage.store import Desks, Store
from tests.storage.factories import ADDED_AT, ferry, fold, numbered, unresolved

EMPTY = DeskCounts(0, 0, 0, 0, 0)


async def add(store: Store, number: int, claims: int = 3) -> None:
    """Add a numbered article."""
    extraction = numbered(number, claims)
    await store.write(add_article, extraction, unresolved(extraction), ADDED_AT)


def boom(db: Database) -> None:
    """Write something, then fail."""
    db.execute("insert into desk_settings values ('half', 'done')")
    raise RuntimeError("boom")


def count_settings(db: Database) -> int:
    """How many settings there are."""
    (count,) = db.execute("select count(*) from desk_settings").fetchone()
    return int(count)


def set_slowly(db: Database, key: str, begun: threading.Event, go_on: threading.Event) -> None:
    """Write one half, wait to be let on, write the other."""
    db.execute("insert into desk_settings values (?, 'half')", [key])
    begun.set()
    assert go_on.wait(10)
    db.execute("insert into desk_settings values (? || '2', 'half')", [key])


@pytest.mark.asyncio
async def test_a_store_keeps_what_was_added_when_reopened(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    await add(store, 1)
    await store.close()
    await store.close()
    again = Store.open(desk_path, fold)
    assert await again.read(find_article, numbered(1, 3).article.digest) == 1
    await again.close()
    with pytest.raises(StoreError, match="closed"):
        await again.read(count_desk)


@pytest.mark.asyncio
async def test_two_stores_know_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = (Store.open(tmp_path / f"{name}.db", fold) for name in "ab")
    await add(first, 1)
    assert (await first.read(count_desk)).articles == 1
    assert await second.read(count_desk) == EMPTY
    await asyncio.gather(first.close(), second.close())


@pytest.mark.asyncio
async def test_a_failed_write_is_undone_and_the_next_one_works(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    with pytest.raises(RuntimeError, match="boom"):
        await store.write(boom)
    assert await store.read(count_settings) == 0
    await add(store, 1)
    assert (await store.read(count_desk)).articles == 1
    await store.close()


@pytest.mark.asyncio
async def test_a_read_cannot_write(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    with pytest.raises(StoreError):
        await store.read(boom)
    await store.close()


@pytest.mark.asyncio
async def test_a_writer_is_durable_and_in_wal(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)

    def pragma(db: Database, name: str) -> object:
        return db.execute(f"pragma {name}").fetchone()[0]

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert {name: await store.write(pragma, name) for name in expected} == expected
    assert await store.read(pragma, "query_only") == 1
    await store.close()


@pytest.mark.asyncio
async def test_a_reader_sees_a_snapshot_while_another_writes(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    begun, go_on = threading.Event(), threading.Event()
    writing = asyncio.create_task(store.write(set_slowly, "x", begun, go_on))
    await asyncio.to_thread(begun.wait, 10)
    assert await store.read(count_settings) == 0
    go_on.set()
    await writing
    assert await store.read(count_settings) == 2
    await store.close()


@pytest.mark.asyncio
async def test_one_read_sees_one_moment(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    begun, go_on = threading.Event(), threading.Event()

    def count_twice(db: Database) -> tuple[int, int]:
        first = count_settings(db)
        begun.set()
        assert go_on.wait(10)
        return first, count_settings(db)

    reading = asyncio.create_task(store.read(count_twice))
    await asyncio.to_thread(begun.wait, 10)
    await store.write(set_slowly, "y", threading.Event(), _set())
    go_on.set()
    assert await reading == (0, 0)
    assert await store.read(count_settings) == 2
    await store.close()


@pytest.mark.asyncio
async def test_who_is_typing_waits_behind_no_look_up(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    go_on = threading.Event()
    reading = [asyncio.create_task(store.read(lambda db: go_on.wait(10))) for _ in range(9)]
    assert await asyncio.wait_for(store.read_at_once(count_settings), 5) == 0
    assert not any(task.done() for task in reading)
    go_on.set()
    assert all(await asyncio.gather(*reading))
    await store.close()


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@pytest.mark.asyncio
async def test_a_slow_write_leaves_the_loop_free(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    writing = asyncio.create_task(store.write(lambda db: time.sleep(0.3)))
    gaps = []
    while not writing.done():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        gaps.append(time.perf_counter() - before)
    assert len(gaps) > 10
    assert max(gaps) < 0.25
    await store.close()


@pytest.mark.asyncio
async def test_cancelling_tears_no_write(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    begun, go_on = threading.Event(), threading.Event()
    running = asyncio.create_task(store.write(set_slowly, "x", begun, go_on))
    queued = asyncio.create_task(store.write(set_slowly, "y", begun, go_on))
    await asyncio.to_thread(begun.wait, 10)
    for task in (running, queued):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    go_on.set()
    assert await store.write(count_settings) == 2
    await store.close()


@pytest.mark.asyncio
async def test_close_finishes_what_is_queued(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    adding = [asyncio.create_task(add(store, n)) for n in range(8)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*adding)
    again = Store.open(desk_path, fold)
    assert (await again.read(count_desk)).articles == 8
    await again.close()


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_bytes(b"no database, but long enough to be looked at " * 40)
    before = text.read_bytes()
    with pytest.raises(StoreError, match=r"text\.db is no desk file"):
        Store.open(text, fold)
    assert text.read_bytes() == before


def test_another_program_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as conn:
        conn.execute("create table articles (anything)")
    conn.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path, fold)
    assert path.read_bytes() == before


def test_a_path_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.db").mkdir()
    for path in (tmp_path / "file" / "desk.db", tmp_path / "folder.db"):
        with pytest.raises(StoreError, match="desk file") as caught:
            Store.open(path, fold)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.asyncio
async def test_a_full_disk_is_said_and_keeps_what_was_there(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    await add(store, 1)
    pages = await store.write(lambda db: db.execute("pragma page_count").fetchone()[0])
    await store.write(lambda db: db.execute(f"pragma max_page_count = {pages}").fetchall())
    with pytest.raises(StoreError, match="disk is full"):
        await add(store, 2, claims=300)
    await store.write(lambda db: db.execute("pragma max_page_count = 1000000").fetchall())
    assert (await store.read(count_desk)).articles == 1
    await add(store, 2)
    await store.close()


def damage(path: Path) -> None:
    """Overwrite all but the first pages of a file."""
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)


@pytest.mark.asyncio
async def test_a_damaged_file_is_said_to_be(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    await add(store, 1, claims=200)
    await store.close()
    damage(desk_path)
    with pytest.raises(StoreError):
        broken = Store.open(desk_path, fold)
        try:
            await broken.read(count_desk)
        finally:
            await broken.close()


@pytest.mark.asyncio
async def test_a_file_that_vanished_is_said_in_words(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    desk_path.parent.rename(desk_path.parent.with_name("gone"))
    with pytest.raises(StoreError):
        await store.read(count_desk)
    await store.close()


@pytest.mark.asyncio
async def test_what_sqlite_cannot_hold_is_said_in_words(desk_path: Path) -> None:
    store = Store.open(desk_path, fold)
    lone = ferry(text="\ud800\n" + ferry().article.text)
    with pytest.raises(NewsroomError):
        await store.write(add_article, lone, unresolved(lone), ADDED_AT)
    assert await store.read(count_desk) == EMPTY
    await store.close()


@pytest.mark.asyncio
async def test_desks_open_once_and_only_when_asked(tmp_path: Path) -> None:
    desks = Desks(tmp_path, fold)
    assert desks.find("local") is None
    assert not (tmp_path / "desks").exists()
    stores = await asyncio.gather(*(desks.get("local") for _ in range(8)))
    assert len({id(store) for store in stores}) == 1
    assert desks.find("local") == tmp_path / "desks" / "local.db"
    other = await desks.get("123456789012345678")
    await add(stores[0], 1)
    assert await other.read(count_desk) == EMPTY
    await desks.close()
    with pytest.raises(StoreError):
        await other.read(count_desk)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "-a", "_a", "a b", "a\n", "é", "a" * 65, "../local", "a\0", "a.db"]
)
async def test_a_bad_desk_name_is_refused(tmp_path: Path, name: str) -> None:
    desks = Desks(tmp_path, fold)
    with pytest.raises(NewsroomError):
        await desks.get(name)
    with pytest.raises(NewsroomError):
        desks.find(name)
    assert not (tmp_path / "desks").exists()


@pytest.mark.asyncio
async def test_a_desk_that_failed_to_open_is_tried_again(tmp_path: Path) -> None:
    desks = Desks(tmp_path, fold)
    (tmp_path / "desks").write_text("in the way")
    with pytest.raises(StoreError):
        await desks.get("local")
    (tmp_path / "desks").unlink()
    assert await (await desks.get("local")).read(count_desk) == EMPTY
    await desks.close()


@pytest.mark.asyncio
async def test_a_cancelled_opening_harms_nobody_else(tmp_path: Path) -> None:
    desks = Desks(tmp_path, fold)
    first = asyncio.create_task(desks.get("local"))
    await asyncio.sleep(0)
    first.cancel()
    assert await (await desks.get("local")).read(count_desk) == EMPTY
    await desks.close()
