"""Desks whose server has left: sealed by a file beside them, deleted whole when their time is up.

A file, since it holds across processes, needs no desk to be opened, and goes last.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.embargo_files import remove_all

_SEALED, _PURGING = ".sealed", ".purging"
_PARTS = ("-wal", "-shm", "-journal", "")


def is_sealed(desk: Path) -> bool:
    """Whether a desk is closed to everybody."""
    return _seal(desk).exists() or _purging(desk).exists()


def seal(desk: Path, left_at: datetime) -> None:
    """Close a desk from now on; one that is sealed keeps the time at which it was."""
    if is_sealed(desk):
        return
    _write(desk, {"left_at": left_at.astimezone(UTC).isoformat()})


def sealed_at(desk: Path) -> datetime | None:
    """When a desk was sealed; a seal that cannot be read counts from when its file was written."""
    try:
        return datetime.fromisoformat(str(_read(desk)["left_at"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError):
        return datetime.fromtimestamp(_seal(desk).stat().st_mtime, UTC)


def see_due(desk: Path, now: datetime, most: timedelta) -> timedelta:
    """For how long a sealed desk has been seen to be due, this look included.

    Time counts as it passes between two looks, and of each gap no more than `most`: neither a
    clock that leaps nor a machine that was off brings the end any nearer than that.
    """
    known = _read(desk)
    try:
        seen_at = datetime.fromisoformat(str(known["due_at"]))
        seen_for = timedelta(seconds=float(str(known["due_seconds"])))
    except (KeyError, ValueError, OverflowError):
        seen_at, seen_for = now, timedelta()
    seen_for += min(max(now - seen_at, timedelta()), most)
    due = {"due_at": now.astimezone(UTC).isoformat(), "due_seconds": seen_for.total_seconds()}
    left_at = sealed_at(desk) or now
    _write(desk, {"left_at": left_at.isoformat()} | due)
    return seen_for


def see_not_due(desk: Path) -> None:
    """Begin anew where a desk was seen to be due, and is not: the clock has gone back."""
    left_at = sealed_at(desk)
    if left_at is not None and "due_at" in _read(desk):
        _write(desk, {"left_at": left_at.isoformat()})


def unseal(desk: Path) -> None:
    """Open a desk again; one whose deletion has begun is deleted to the end instead."""
    if _purging(desk).exists():
        purge(desk)
    _seal(desk).unlink(missing_ok=True)


def purge(desk: Path) -> None:
    """Delete a sealed desk with all that belongs to it; stopped anywhere, it can be called again.

    The seal becomes the mark of a deletion first, and that mark goes last.
    """
    if _seal(desk).exists():
        _seal(desk).replace(_purging(desk))
    remove_all(desk)
    for part in _PARTS:
        desk.with_name(desk.name + part).unlink(missing_ok=True)
    _purging(desk).unlink(missing_ok=True)


def list_sealed(folder: Path) -> tuple[str, ...]:
    """The names of the desks that are sealed."""
    return tuple(sorted(file.stem for file in folder.glob(f"*{_SEALED}")))


def list_half_purged(folder: Path) -> tuple[str, ...]:
    """The names of the desks whose deletion was stopped."""
    return tuple(sorted(file.stem for file in folder.glob(f"*{_PURGING}")))


def _read(desk: Path) -> dict[str, object]:
    """What a seal says; nothing where it cannot be read, which seals all the same."""
    try:
        said = json.loads(_seal(desk).read_text("ascii"))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _write(desk: Path, said: dict[str, object]) -> None:
    beside = desk.with_suffix(".sealing")
    with beside.open("w", encoding="ascii") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(_seal(desk))


def _seal(desk: Path) -> Path:
    return desk.with_suffix(_SEALED)


def _purging(desk: Path) -> Path:
    return desk.with_suffix(_PURGING)
