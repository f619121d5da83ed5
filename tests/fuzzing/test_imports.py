"""Files that are imported or restored, with anything in them: kept, or refused in one line."""

import asyncio
import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extraction.names_file import COLUMNS, read_names
from newsroom.entity import NameRecord
from newsroom.errors import StoreError, UnreadableInput
from newsroom.export import Restored
from services import Services
from storage.backup import copy_desk
from storage.connections import open_reader
from storage.name_import import import_names
from storage.store import Desks
from tests.fuzzing.profile import FEW
from tests.fuzzing.strategies import BYTES, LINES, damaged
from tests.restoring import restoring
from tests.storage.factories import KEYS, check_indexes, fold
from tests.storage.interchanging import exported, fill, opened
from tests.storage.test_interchange import of_every_kind

HEADER = (",".join(COLUMNS) + "\n").encode()
NAMES = HEADER + (
    'Ada Lunt,person,"A. Lunt; Lunt",a mayor\nTarnby Post,organisation,,\nÉva,,;,\n'.encode()
)
CELLS = st.lists(LINES, min_size=1, max_size=5).map(lambda cells: ",".join(cells) + "\n")
EXPORT = b"\n".join(of_every_kind()) + b"\n"
(HEAD,) = EXPORT.splitlines()[:1]
SHORT_LINE = 300


def names_of(content: bytes) -> tuple[list[NameRecord], list[str]]:
    """What a file of names holds, read as `import` reads it, and why rows were left out."""
    refused: list[str] = []
    lines = io.TextIOWrapper(
        io.BytesIO(content), encoding="utf-8-sig", errors="surrogateescape", newline=""
    )
    try:
        read = read_names(lines, lambda place, why: refused.append(f"{place}: {why}"))
        return list(read), refused
    except UnreadableInput as error:
        return [], [str(error)]


@FEW
@given(
    damaged(NAMES)
    | BYTES.map(HEADER.__add__)
    | CELLS.map(lambda line: HEADER + line.encode("utf-8", "replace"))
)
def test_lists_of_names(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    rows, refused = names_of(content)
    assert all("\n" not in line and len(line) < SHORT_LINE for line in refused)
    with opened(tmp_path_factory.mktemp("names") / "desk.db") as db:
        assert import_names(db, rows) >= 0
        check_indexes(db)


def imported(folder: Path, content: bytes) -> tuple[Restored | None, list[str]]:
    """What came of importing an export into an empty desk, and what was refused."""
    refused: list[str] = []

    async def run() -> Restored:
        desks = Desks(folder, fold, KEYS)
        try:
            return await restoring(desks).import_lines(
                "d", io.BytesIO(content), lambda n, why: refused.append(why), lambda done: None
            )
        finally:
            await desks.close()

    try:
        return asyncio.run(run()), refused
    except UnreadableInput as error:
        return None, [str(error)]


DEEP = b"[" * 200_000
LARGE = b'{"type":"article","article":' + b"9" * 5_000 + b"}"


@FEW
@given(damaged(EXPORT) | BYTES.map(lambda line: HEAD + b"\n" + line))
@example(HEAD + b"\n" + DEEP + b"\n" + LARGE + b"\n")
@example(HEAD[:-1] + b',"more":' + DEEP + b"}\n")
@example(HEAD + b'\n{"type":"article","text":"\\ud800"}\n{"type":NaN}\n\xff\xfe\n\0\n')
def test_exports_that_were_damaged(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("import")
    done, refused = imported(folder, content)
    assert all("\n" not in line and len(line) < SHORT_LINE for line in refused)
    if done is not None:
        with opened(folder / "desks" / "d.db") as db:
            check_indexes(db)
            assert db.execute("pragma foreign_key_check").fetchall() == []
            for line in exported(db).splitlines():
                json.loads(line)


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("backup")
    with opened(folder / "desk.db") as db:
        fill(db, 3, 2)
    db = open_reader(folder / "desk.db", fold, KEYS)
    copy_desk(db, folder / "backup.db")
    db.close()
    return (folder / "backup.db").read_bytes()


@FEW
@given(st.data())
def test_backups_that_were_damaged(
    tmp_path_factory: pytest.TempPathFactory, backup: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("restore")
    source = folder / "source.db"
    content = bytearray(backup)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        patch = data.draw(st.binary(min_size=1, max_size=12))
        content[at : at + len(patch)] = patch
    source.write_bytes(bytes(content))

    async def run() -> None:
        services = Services(folder)
        try:
            await services.restoring.restore("d", source, replaces=False)
            await services.who("d", "Ada")
            await services.counts("d")
        finally:
            await services.close()

    try:
        asyncio.run(run())
    except StoreError as error:
        assert "\n" not in str(error) and len(str(error)) < SHORT_LINE
