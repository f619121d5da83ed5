"""A desk handed on: as lines of JSON, tables, a SQLite file, or in the formats of the web."""

import asyncio
import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from newsroom.errors import NewsroomError
from newsroom.export import ExportFormat
from presentation.exports import annotations, json_ld, tables
from presentation.exports.chains import MARK
from storage.articles import is_empty
from storage.claim_judgements import marks_of
from storage.database import Database
from storage.interchange.shape import ARTICLE, ENTITIES
from storage.interchange.writing import Record, as_line, desk_records, records_of
from storage.open_copy import copy_for_readers
from storage.store import Desks
from storage.targets import find_target

CHUNK = 1_000_000
ZIP = ".zip"
TOO_LARGE = (
    "The export is {:.1f} MB even when compressed, and at most {:.1f} MB can be attached here."
    " Whoever runs Byline can write it to a file: `python bot.py export {} --desk {}`."
)
Nodes = Callable[[Record], Iterator[Record]]

TAKEN = "{}: the folder is not empty; name one that is, or a .zip file."
NOTHING_YET = "There is no desk {}: nothing has been added to it yet."


class Exports:
    """Every desk's data, on its way out; nothing that is there is ever left half written over."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._one_at_a_time = asyncio.Semaphore(1)

    async def write(
        self, desk: str, form: ExportFormat, target: Path, *, with_discord_ids: bool = False
    ) -> None:
        """Write a desk to a file, under another name until it is whole.

        Tables go into a folder unless the name ends in .zip.
        """
        store = await self._desks.get(self._known(desk))
        is_folder = _is_folder(form, target)
        place = find_target(target, store.path.parent, is_folder=is_folder)
        await store.read_apart(_write, form, place, with_discord_ids)

    async def attachment(self, desk: str, form: ExportFormat, most: int) -> tuple[str, bytes]:
        """A desk as one file that may be attached where nothing above so many bytes is taken.

        It is compressed where it would be too large otherwise; where that is not enough, a
        NewsroomError says so.
        """
        store = await self._desks.get(self._known(desk))
        if await store.read(is_empty):
            raise NewsroomError(NOTHING_YET.format(desk))
        async with self._one_at_a_time:
            return await store.read_apart(_attachment, form, f"{desk}{form.suffix}", most)

    async def stream(
        self, desk: str, form: ExportFormat, out: BinaryIO, *, with_discord_ids: bool = False
    ) -> None:
        """Write a desk to a stream; lines and graphs go out as they are made."""
        store = await self._desks.get(self._known(desk))
        await store.read_apart(_stream, form, out, with_discord_ids)

    def _known(self, desk: str) -> str:
        if self._desks.find(desk) is None:
            raise NewsroomError(NOTHING_YET.format(desk))
        return desk


def _write(db: Database, form: ExportFormat, target: Path, with_discord_ids: bool) -> None:
    is_folder = _is_folder(form, target)
    try:
        if is_folder and target.is_dir() and any(target.iterdir()):
            raise NewsroomError(TAKEN.format(target))
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".export-") as room:
            fresh = Path(room, target.name)
            if form is ExportFormat.SQLITE:
                copy_for_readers(db, fresh, with_discord_ids=with_discord_ids)
            elif form is ExportFormat.CSV:
                _write_tables(db, fresh, is_folder=is_folder)
            else:
                with fresh.open("wb") as file:
                    _write_lines(db, form, file, with_discord_ids)
            fresh.replace(target)
    except OSError as error:
        reason = (error.strerror or "cannot be written").lower()
        raise NewsroomError(f"{target}: {reason}; nothing was exported.") from error


def _is_folder(form: ExportFormat, target: Path) -> bool:
    return form is ExportFormat.CSV and target.suffix.lower() != ZIP


def _stream(db: Database, form: ExportFormat, out: BinaryIO, with_discord_ids: bool) -> None:
    if form not in (ExportFormat.CSV, ExportFormat.SQLITE):
        _write_lines(db, form, out, with_discord_ids)
        return
    with tempfile.TemporaryDirectory(prefix="byline-export-") as room:
        whole = Path(room, f"export{form.suffix}")
        _write(db, form, whole, with_discord_ids)
        with whole.open("rb") as file:
            shutil.copyfileobj(file, out, CHUNK)
    out.flush()


def _attachment(db: Database, form: ExportFormat, name: str, most: int) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="byline-export-") as room:
        whole = Path(room, name)
        _write(db, form, whole, with_discord_ids=False)
        if whole.stat().st_size > most and whole.suffix != ZIP:
            plain, whole = whole, whole.with_name(name + ZIP)
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.write(plain, name)
        size = whole.stat().st_size
        if size > most:
            raise NewsroomError(
                TOO_LARGE.format(size / 1e6, most / 1e6, form.value, name.removesuffix(form.suffix))
            )
        return whole.name, whole.read_bytes()


def _write_lines(db: Database, form: ExportFormat, out: BinaryIO, with_discord_ids: bool) -> None:
    if form is ExportFormat.JSONL:
        for record in desk_records(db, with_discord_ids=with_discord_ids):
            out.write(as_line(record).encode())
    elif form is ExportFormat.JSONLD:
        _write_graph(db, out, {"@context": json_ld.CONTEXT}, "@graph", json_ld.article_nodes)
    else:
        _write_graph(db, out, annotations.PAGE, "items", annotations.article_annotations)
    out.flush()


def _write_graph(db: Database, out: BinaryIO, head: Record, key: str, nodes: Nodes) -> None:
    """One JSON document, a node a line, without ever holding it whole."""
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    out.write(f"{opening}, {json.dumps(key)}: [".encode())
    separator = "\n"
    for article in _articles(db):
        for node in nodes(article):
            out.write((separator + json.dumps(node, ensure_ascii=False)).encode())
            separator = ",\n"
    out.write(b"\n]}\n")


def _articles(db: Database) -> Iterator[Record]:
    """The articles, each claim with what the desk made of it."""
    for article in records_of(db, ARTICLE):
        marks = marks_of(db, [claim["claim"] for claim in article["claims"]])
        for claim in article["claims"]:
            claim[MARK] = marks.get(claim["claim"])
        yield article


def _write_tables(db: Database, target: Path, *, is_folder: bool) -> None:
    folder = target if is_folder else target.with_name("tables")
    folder.mkdir()
    (folder / tables.README_NAME).write_text(tables.README, encoding="utf-8")
    with ExitStack() as files:
        writers = {}
        for name, columns in tables.TABLES.items():
            path = folder / f"{name}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow(columns)
        for name, row in _rows(db):
            writers[name].writerow(map(tables.harmless, row))
    if is_folder:
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)


def _rows(db: Database) -> Iterator[tuple[str, tables.Row]]:
    counts: tables.Counts = {}
    for article in _articles(db):
        yield from tables.article_rows(article, counts)
    for entity in records_of(db, ENTITIES):
        yield from tables.entity_rows(entity, counts)
