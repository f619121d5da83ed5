"""A desk whose disk, file or neighbour fails: said in words, and what was acknowledged stays."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keeping import keep
from matching.folding import fold
from newsroom.errors import NewsroomError, StoreError
from storage import connections
from storage.articles import count_desk
from storage.interchange.writing import desk_records
from storage.store import Desks, Store
from tests.killing.inspection import check_whole, open_sound
from tests.killing.ledger import text_of
from tests.mounts import on_small_disk
from tests.restoring import restoring
from tests.storage.factories import KEYS

NOW = datetime(2025, 3, 2, 9, 30, tzinfo=UTC)
PAGE = 4096
ARTICLES = 6
PAGES_TRIED = 60


def test_a_disk_that_fills_up_costs_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    acknowledged: list[int] = []
    for life in on_small_disk("tests.storage.filling", disk, 4_000):
        acknowledged += life["added"]
        assert life["held"] == acknowledged
        assert life["refusal"].endswith("the disk is full: free some space and try again.")
        assert str(disk / "desks" / "local.db") in life["refusal"]
    assert acknowledged, "no article ever fitted: there was never room enough"


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    """Somebody else begins to write and does not end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


@pytest.mark.asyncio
async def test_a_desk_that_another_writes_to_is_read_and_said_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    desks = Desks(tmp_path, fold, KEYS)
    mine, other = await desks.get("mine"), await desks.get("other")
    await mine.write(keep, text_of(1, 1), NOW)
    with held_by_another(mine.path):
        with pytest.raises(StoreError, match="in use by another process: wait") as caught:
            await mine.write(keep, text_of(2, 1), NOW)
        assert str(mine.path) in str(caught.value)
        assert (await mine.read(count_desk)).articles == 1
        fresh = Store.open(mine.path, fold, KEYS)
        assert (await fresh.read(count_desk)).articles == 1, "opening takes no lock"
        await fresh.close()
        await other.write(keep, text_of(2, 1), NOW)
    await mine.write(keep, text_of(2, 1), NOW)
    assert (await mine.read(count_desk)).articles == 2
    await desks.close()


@pytest.mark.asyncio
async def test_a_desk_that_cannot_be_written_is_read_until_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right to write is taken and given back; root has it always, so the opening is refused."""
    desks = Desks(tmp_path, fold, KEYS)
    store = await desks.get("local")
    await store.write(keep, text_of(1, 1), NOW)
    await desks.close()
    opens, refused = connections.open_writer, True

    def open_writer(path: Path, *args: object) -> object:
        if refused:
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY
            raise connections.store_error(path, error) from error
        return opens(path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr("storage.store.open_writer", open_writer)
    store = await Desks(tmp_path, fold, KEYS).get("local")
    assert (await store.read(count_desk)).articles == 1
    with pytest.raises(StoreError, match="may not be written"):
        await store.write(keep, text_of(2, 1), NOW)
    with pytest.raises(StoreError, match="may not be written"):
        await store.checkpoint()
    refused = False
    await store.write(keep, text_of(2, 1), NOW)
    assert (await store.read(count_desk)).articles == 2
    await store.close()


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a desk with some articles."""
    path = tmp_path_factory.mktemp("healthy") / "desk.db"
    db = connections.open_writer(path, fold, KEYS)
    for number in range(ARTICLES):
        keep(db, text_of(number, 1), NOW)
    db.close()
    return path.read_bytes()


@pytest.mark.asyncio
async def test_whatever_page_is_damaged_no_call_fails_otherwise_than_in_words(
    tmp_path: Path, healthy: bytes
) -> None:
    rng = random.Random(7)
    pages = range(1, len(healthy) // PAGE)
    found = 0
    for page in rng.sample(pages, PAGES_TRIED):
        desks = Desks(tmp_path / str(page), fold, KEYS)
        path = desks.path("local")
        path.parent.mkdir(parents=True)
        path.write_bytes(
            healthy[: page * PAGE] + rng.randbytes(PAGE) + healthy[(page + 1) * PAGE :]
        )
        failed = []
        try:
            store = await desks.get("local")
            for call in (
                store.read(lambda db: list(desk_records(db, with_discord_ids=True))),
                store.write(keep, text_of(ARTICLES, 1), NOW),
            ):
                try:
                    await call
                except NewsroomError as error:
                    failed.append(str(error))
            with pytest.raises(StoreError, match=r"damaged: `bot\.py restore BACKUP --replace`"):
                await restoring(desks).check("local")
            found += 1
        except StoreError as error:
            failed.append(str(error))
        await desks.close()
        assert all(str(path) in line and "\n" not in line for line in failed), failed
    assert found > PAGES_TRIED / 2, "most damage lies where opening a desk does not look"


@pytest.mark.asyncio
async def test_a_damaged_log_costs_what_was_in_it_and_no_more(
    tmp_path: Path, healthy: bytes
) -> None:
    desks = Desks(tmp_path, fold, KEYS)
    path = desks.path("local")
    path.parent.mkdir(parents=True)
    path.write_bytes(healthy)
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).write_bytes(os.urandom(70_000))
    store = await desks.get("local")
    await store.write(keep, text_of(ARTICLES, 1), NOW)
    await desks.close()
    db = open_sound(path)
    check_whole(db)
    assert count_desk(db).articles == ARTICLES + 1
    db.close()


@pytest.mark.asyncio
async def test_an_empty_file_is_a_desk_of_which_only_the_making_began(tmp_path: Path) -> None:
    desks = Desks(tmp_path, fold, KEYS)
    desks.path("local").parent.mkdir(parents=True)
    desks.path("local").touch()
    store = await desks.get("local")
    assert (await store.read(count_desk)).articles == 0
    await restoring(desks).check("local")
    await desks.close()
