"""How a life ends, and where in its work that met it."""

import mmap
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from random import Random
from typing import Any

STEP = 50
"""So many instructions of SQLite's machine are one step."""
LONGEST_SECONDS, MOST_STEPS = 0.2, 1_500
FEWEST_BYTES, MOST_BYTES = 34_000, 1_100_000
"""The index of the log alone is 32 KiB, and no life gets anywhere without it."""
_WAL_HEADER, _FRAME_HEADER = 32, 24


class Way(StrEnum):
    """What kills a life: the clock, a step of SQLite's machine, or a byte of a file."""

    MOMENT = "moment"
    STEP = "step"
    BYTE = "byte"


class At(IntEnum):
    """Where a life was when it died."""

    BETWEEN = 0
    INSIDE = 1
    COMMITTING = 2
    CHECKPOINT = 3
    OPENING = 4


@dataclass(frozen=True, slots=True)
class Death:
    """How and when a life is to end: seconds, steps or bytes."""

    way: Way
    after: float

    @classmethod
    def draw(cls, rng: Random) -> "Death":
        """Any death."""
        way = rng.choice((Way.MOMENT, Way.MOMENT, Way.STEP, Way.BYTE))
        if way is Way.MOMENT:
            return cls(way, rng.uniform(0.0, LONGEST_SECONDS))
        if way is Way.STEP:
            return cls(way, rng.randint(1, MOST_STEPS))
        return cls(way, rng.randint(FEWEST_BYTES, MOST_BYTES))


class Mark:
    """One byte that outlives the process: where it was."""

    def __init__(self) -> None:
        self._byte, self._home = mmap.mmap(-1, 1), At.OPENING

    def rest(self, at: At) -> None:
        """The life is there now, and whenever it is in no transaction."""
        self._home = at
        self.set(at)

    def set(self, at: At) -> None:
        """The life is there now."""
        self._byte[0] = at

    def leave(self) -> None:
        """The life is back from a transaction."""
        self.set(self._home)

    def get(self) -> At:
        """Where it was last."""
        return At(self._byte[0])


def prepare_death(death: Death | None, mark: Mark, *, is_unjournaled: bool) -> None:
    """Have every connection of this process tell the mark where it is, and die in its time.

    A write past the limit of a file's size is cut there, and the next one is fatal: so a byte
    kills in the middle of a page.
    """
    end = death.after if death and death.way is Way.STEP else 0
    watched = _watched(mark, int(end), is_unjournaled)
    connect = sqlite3.connect

    def connect_watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        return connect(*args, **kwargs, factory=watched)

    sqlite3.connect = connect_watched  # type: ignore[assignment]
    if death and death.way is Way.BYTE:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(death.after), int(death.after)))


def _watched(mark: Mark, last_step: int, is_unjournaled: bool) -> type[sqlite3.Connection]:
    step = _countdown(last_step)

    class Watched(sqlite3.Connection):
        """A connection that says where its transaction is."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if last_step:
                self.set_progress_handler(step, STEP)

        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if is_unjournaled and sql == "pragma journal_mode = wal":
                sql = "pragma journal_mode = off"
            if sql == "commit":
                mark.set(At.COMMITTING)
            elif sql.startswith("pragma wal_checkpoint"):
                mark.set(At.CHECKPOINT)
            cursor = super().execute(sql, *args)
            if sql == "begin immediate":
                mark.set(At.INSIDE)
            elif sql == "commit" or sql.startswith("pragma wal_checkpoint"):
                mark.leave()
            return cursor

    return Watched


def _countdown(steps: int) -> Callable[[], int]:
    left = steps

    def step() -> int:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    return step


def is_half_written(desk: Path) -> bool:
    """Whether the log holds the beginning of a transaction that was never committed."""
    log = desk.with_name(desk.name + "-wal")
    content = log.read_bytes() if log.exists() else b""
    if len(content) < _WAL_HEADER:
        return bool(content)
    page = int.from_bytes(content[8:12], "big")
    salts, frame = content[16:24], _FRAME_HEADER + page
    whole, rest = divmod(len(content) - _WAL_HEADER, frame)
    last = b""
    for number in range(whole):
        at = _WAL_HEADER + number * frame
        if content[at + 8 : at + 16] != salts:
            return bool(last) and last == bytes(4)
        last = content[at + 4 : at + 8]  # how large the file is after a commit, else nothing
    return bool(rest) or last == bytes(4)
