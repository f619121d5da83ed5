"""Embargoes on the disk: beside a desk's file a folder, in it for each a file and its terms.

The file is a desk file like any other, so that nothing of it is in the desk's own. The terms are
written before the file is there and deleted after it, each time whole: they say how far it has
come, also to a process that has opened nothing.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom.audit import AuditMark
from newsroom.embargo import Cut, Embargo, Stage, Terms
from newsroom.errors import StoreError
from storage.rows import in_utc

log = logging.getLogger("byline.embargoes")

SUFFIX, TERMS = ".embargoes", ".terms"
LAST, _LOCK = "last", "lock"
_MEND = "restore it from a backup."
_PARTS = ("", "-wal", "-shm", "-journal")


def folder_of(desk: Path) -> Path:
    """Where the embargoes of a desk are, given its file."""
    return desk.with_suffix(SUFFIX)


def file_of(desk: Path, number: int) -> Path:
    """The file of one embargo."""
    return folder_of(desk) / f"{number}.db"


def list_embargoes(desk: Path) -> tuple[Embargo, ...]:
    """The embargoes of a desk, in their order.

    One whose terms cannot be read is logged and left out: it stays closed to everybody.
    """
    return tuple(each for n in _numbers(desk) if (each := _read_or_log(desk, n)) is not None)


def has_embargoes(desk: Path) -> bool:
    """Whether there is any embargo, whole or not."""
    return bool(_numbers(desk))


def read_embargoes(desk: Path) -> tuple[Embargo, ...]:
    """The embargoes of a desk that hold anything; a StoreError where one is not whole."""
    read = (each for n in _numbers(desk) if (each := read_terms(desk, n)) is not None)
    found = tuple(each for each in read if each.stage is not Stage.RELEASED)
    for each in found:
        if each.stage is not Stage.SETTING:
            require_file(desk, each.number)
    return found


def require_file(desk: Path, number: int) -> None:
    """Raise a StoreError where the file of an embargo is not there."""
    file = file_of(desk, number)
    if not file.exists():
        raise StoreError(f"{file} is missing, with what embargo {number} holds: {_MEND}")


def _numbers(desk: Path) -> list[int]:
    try:
        found = [entry.name for entry in os.scandir(folder_of(desk))]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(
            f"The folder {folder_of(desk)} cannot be read: check its permissions."
        ) from error
    return sorted(int(name[: -len(TERMS)]) for name in found if _is_terms(name))


def _read_or_log(desk: Path, number: int) -> Embargo | None:
    try:
        return read_terms(desk, number)
    except StoreError:
        log.error(
            "Embargo %s/%s stays closed: its terms, %s, cannot be read; restore them from a backup",
            desk.stem, number, _terms(desk, number),
        )  # fmt: skip
        return None


def _is_terms(name: str) -> bool:
    stem = name.removesuffix(TERMS)
    return stem != name and stem.isascii() and stem.isdigit()


def read_terms(desk: Path, number: int) -> Embargo | None:
    """One embargo as its terms have it; None where there is none of that number."""
    path = _terms(desk, number)
    try:
        return _embargo(desk.stem, number, json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"The terms {path} are damaged: restore them from a backup.") from error
    except OSError as error:
        raise StoreError(f"The terms {path} cannot be read: check its permissions.") from error


def write_terms(desk: Path, embargo: Embargo) -> None:
    """Have an embargo's terms on the disk as they are given, or as they were before."""
    path, terms = _terms(desk, embargo.number), embargo.terms
    said = {
        "until": in_utc(terms.until),
        "roles": list(terms.roles),
        "set_by": terms.set_by,
        "set_at": in_utc(terms.set_at),
        "reason": terms.reason,
        "stage": embargo.stage.value,
        "taken": list(embargo.taken),
        "released_at": in_utc(embargo.released_at) if embargo.released_at else None,
        "cut_at": embargo.cut_at,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, json.dumps(said))
        _sync_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"The terms {path} cannot be written: check the disk and its permissions."
        ) from error


def next_number(desk: Path) -> int:
    """A number that no embargo of the desk has had."""
    folder = folder_of(desk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        last = folder / LAST
        used = [int(last.read_text("ascii"))] if last.exists() else [0]
        used += [each.number for each in list_embargoes(desk)]
        _write(last, str(max(used) + 1))
    except (OSError, ValueError) as error:
        raise StoreError(f"The folder {folder} cannot be used: check its permissions.") from error
    return max(used) + 1


def remove_embargo(desk: Path, number: int) -> None:
    """Delete an embargo's file, then its terms; stopped in between, it can be called again."""
    file = file_of(desk, number)
    for part in _PARTS:
        file.with_name(file.name + part).unlink(missing_ok=True)
    _terms(desk, number).unlink(missing_ok=True)


def remove_all(desk: Path) -> None:
    """Delete every embargo of a desk, with the folder."""
    folder = folder_of(desk)
    with suppress(FileNotFoundError):
        for path in sorted(folder.iterdir()):
            path.unlink(missing_ok=True)
        folder.rmdir()


def _embargo(desk: str, number: int, said: dict[str, Any]) -> Embargo:
    terms = Terms(
        datetime.fromisoformat(said["until"]),
        tuple(map(int, said["roles"])),
        said["set_by"],
        datetime.fromisoformat(said["set_at"]),
        said["reason"],
    )
    released, cut = said["released_at"], said.get("cut_at")
    return Embargo(
        desk,
        number,
        terms,
        Stage(said["stage"]),
        tuple(said["taken"]),
        datetime.fromisoformat(released) if released else None,
        Cut(AuditMark(*cut[0]), cut[1]) if cut else None,
    )


def _terms(desk: Path, number: int) -> Path:
    return folder_of(desk) / f"{number}{TERMS}"


def _write(path: Path, content: str) -> None:
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(desk: Path) -> Iterator[bool]:
    """Hold what only one may do with a desk's embargoes at a time, of all processes.

    It is False where somebody else holds it; a process that dies lets go of it.
    """
    descriptor = _open_lock(folder_of(desk))
    if descriptor is None:
        yield True
        return
    try:
        yield _take(descriptor)
    finally:
        os.close(descriptor)


def _open_lock(folder: Path) -> int | None:
    """The file that is locked; None where there is none and none can be made, for anybody."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        pass  # a disk that is full or cannot be written is read all the same
    try:
        return os.open(folder / _LOCK, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be used: check its permissions.") from error


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
