"""What the command line was told to read: addresses, files, folders, JSON Lines, standard input."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsroom.errors import UnreadableInput

ARTICLE_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".pdf"})
RECORDS_SUFFIX = ".jsonl"
STDIN = "-"
MAX_BYTES = 16_000_000
"""Far above any article: what is longer is read this far, so that it can be refused by name."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileInput:
    """One file that holds one article."""

    label: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RecordInput:
    """One line of a JSON Lines file; `record` has an `id`, its own or one made from the line."""

    label: str
    name: str
    record: dict[str, object]


@dataclass(frozen=True, slots=True)
class UrlInput:
    """A web address that leads to one article."""

    label: str


Input = FileInput | RecordInput | UrlInput


def read_inputs(sources: Iterable[str]) -> Iterator[Input | UnreadableInput]:
    """Each article of each source in order; what cannot be read comes as the error that says so."""
    for source in sources:
        try:
            yield from _read_source(source)
        except UnreadableInput as error:
            yield error
        except OSError as error:
            yield UnreadableInput(f"{source}: {_reason(error)}.")


def _read_source(source: str) -> Iterator[Input | UnreadableInput]:
    path = Path(source)
    if not source.strip():
        raise UnreadableInput("An empty name is no file: name a file, a folder or an address.")
    if source == STDIN:
        yield FileInput("stdin", sys.stdin.buffer.read(MAX_BYTES))
    elif _ADDRESS.match(source):
        yield UrlInput(source)
    elif path.is_dir():
        yield from _read_folder(path)
    elif path.suffix.lower() == RECORDS_SUFFIX:
        with path.open("rb") as lines:
            yield from _read_records(path, lines)
    else:
        with path.open("rb") as file:
            yield FileInput(source, file.read(MAX_BYTES))


def _read_folder(folder: Path) -> Iterator[Input | UnreadableInput]:
    """The articles below a folder in the order of their paths; hidden and other files are left."""
    wanted = ARTICLE_SUFFIXES | {RECORDS_SUFFIX}
    found = False
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in wanted and not name.startswith("."):
                found = True
                yield from read_inputs([str(path)])
    if not found:
        raise UnreadableInput(
            f"{folder}: the folder holds no .txt, .md, .html, .pdf or .jsonl file."
        )


def _raise(error: OSError) -> None:
    raise error


def _read_records(path: Path, lines: BinaryIO) -> Iterator[Input | UnreadableInput]:
    number, found = 0, False
    while line := lines.readline(MAX_BYTES):
        number += 1
        if line.strip():
            found = True
            yield _read_record(path, number, line)
        while len(line) == MAX_BYTES and not line.endswith(b"\n"):
            line = lines.readline(MAX_BYTES)
    if not found:
        raise UnreadableInput(f"{path}: the file is empty.")


def _read_record(path: Path, number: int, line: bytes) -> Input | UnreadableInput:
    label = f"{path}, line {number}"
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return UnreadableInput(f"{label}: no valid JSON.")
    if not isinstance(record, dict):
        return UnreadableInput(f"{label}: not a JSON object.")
    name = _record_name(record.get("id")) or f"{path.stem}-{number}"
    if not _is_unicode(record):
        return UnreadableInput(f"{label}: not valid Unicode text.")
    return RecordInput(label, name, record | {"id": name})


def _record_name(stated: object) -> str:
    return " ".join(str(stated).split()) if isinstance(stated, str | int) else ""


def _is_unicode(record: dict[str, object]) -> bool:
    """Whether no string holds half of a surrogate pair, which JSON can spell and no text is."""
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or "cannot be read").lower()
