"""What a power cut can leave of a desk: every state that the disk may be in, made and opened.

A process that is killed leaves all that it has written. A machine that dies leaves what was synced,
and of everything after that any part in any order. The writer syncs its log at each commit, and the
log before the desk's own file is touched; so the states follow from what both files held when.
"""

import copy
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from forgetting import _forget
from keeping import keep
from matching.folding import fold
from storage.connections import open_writer
from storage.database import Database
from storage.name_import import import_names
from tests.killing.inspection import Harm, inspect
from tests.killing.ledger import Act, Kind, Ledger, Said, text_of
from tests.killing.lives import ADDED_AT, CACHED_PAGES, Place, article_of, names_of
from tests.storage.factories import KEYS

SECTOR, HEADER, FRAME_HEADER, PAGE = 512, 32, 24, 4096
FRAME = FRAME_HEADER + PAGE
NOTHING_SAID = Said(True, (), ())
STEPS = (Kind.ADD, Kind.ADD, Kind.NAMES, Kind.VERSION, Kind.ADD, Kind.FORGET)
TEARS = (0, FRAME_HEADER, SECTOR, FRAME_HEADER + PAGE // 2)
"""How many bytes of the frame that was being written arrived."""


class Commit(NamedTuple):
    """One commit: up to where the log held it, and what was acknowledged with it."""

    end: int
    ledger: Ledger


@dataclass
class Run:
    """A time in which one log was written: what lay under it, and what came of it."""

    desk: bytes
    """The desk's own file all the while: it is not touched before a checkpoint."""
    before: bytes
    """What the log's file held from earlier, which is overwritten."""
    log: bytes = b""
    commits: list[Commit] = field(default_factory=list)


class State(NamedTuple):
    """A desk as the power left it, and what must be found there."""

    desk: bytes
    log: bytes
    ledger: Ledger


def record(place: Place, steps: int) -> tuple[Run, Run]:
    """Two runs of a writer with a checkpoint between them."""
    db = open_writer(place.desk, fold, KEYS)
    db.execute("pragma wal_checkpoint(truncate)")
    db.execute(f"pragma cache_size = {CACHED_PAGES}")
    db.execute("pragma wal_autocheckpoint = 0")
    log, ledger = place.desk.with_name(place.desk.name + "-wal"), Ledger()
    runs = []
    for _ in range(2):
        run = Run(place.desk.read_bytes(), log.read_bytes() if log.exists() else b"")
        run.commits.append(Commit(0, copy.deepcopy(ledger)))
        for step in range(steps):
            _commit(db, ledger, STEPS[step % len(STEPS)])
            run.commits.append(Commit(logical_end(log.read_bytes()), copy.deepcopy(ledger)))
        run.log = log.read_bytes()
        runs.append(run)
        db.execute("pragma wal_checkpoint(restart)")
    db.close()
    return runs[0], runs[1]


def _commit(db: Database, ledger: Ledger, kind: Kind) -> None:
    """One act in one transaction, as the store does it."""
    number = ledger.next_number(kind)
    if kind in (Kind.VERSION, Kind.FORGET):
        number = (max if kind is Kind.VERSION else min)(ledger.articles)
    db.execute("begin immediate")
    if kind is Kind.NAMES:
        import_names(db, names_of(number))
    elif kind is Kind.FORGET:
        _forget(db, article_of(db, number))
    else:
        version = ledger.articles.get(number, 0) + 1
        keep(db, text_of(number, version), ADDED_AT)
    db.execute("commit")
    ledger.try_(Act(kind, number))
    ledger.note(Act(kind, number))
    ledger.entries = 0  # names came without one here


def logical_end(log: bytes) -> int:
    """Where the frames of a log end that belong to its header."""
    at = HEADER
    while log[at + 8 : at + 16] == log[16:24] and at + FRAME <= len(log):
        at += FRAME
    return at


def ledger_at(run: Run, end: int) -> Ledger:
    """What was acknowledged when the log held that much."""
    return next(commit.ledger for commit in reversed(run.commits) if commit.end <= end)


def cuts(run: Run) -> Iterator[State]:
    """The log cut after every frame, and within the next; what lay there before shows again."""
    ends = range(HEADER, run.commits[-1].end + 1, FRAME)
    for end in ends:
        for torn in TEARS:
            cut = min(end + torn, len(run.log))
            yield State(run.desk, run.log[:cut] + run.before[cut:], ledger_at(run, end))


def reordered(run: Run, rng: Random) -> Iterator[State]:
    """Of every commit's frames only some arrived, in any order: the one before it stands."""
    for earlier, commit in zip(run.commits, run.commits[1:], strict=False):
        first, last = max(earlier.end, HEADER), commit.end
        blocks = list(range(first, last, SECTOR))
        for count in {1, len(blocks) // 2, len(blocks)}:
            whole = run.log[:last] + run.before[last:]
            log = bytearray(whole)
            for at in rng.sample(blocks, max(1, count)):
                old = run.before[at : at + SECTOR].ljust(SECTOR, b"\0")
                log[at : min(at + SECTOR, last)] = old[: min(SECTOR, last - at)]
            if log != whole:  # what was empty, and was to be empty, is not missed
                yield State(run.desk, bytes(log), earlier.ledger)


def half_copied(run: Run, after: bytes, rng: Random, count: int) -> Iterator[State]:
    """The power went while the log was copied into the desk's file: the log is still whole."""
    log = run.log[: run.commits[-1].end]
    for _ in range(count):
        yield State(torn_desk(run.desk, after, rng), log, run.commits[-1].ledger)


def torn_desk(before: bytes, after: bytes, rng: Random) -> bytes:
    """Some sectors of a file as they were, some as they were to be, and its end anywhere."""
    content = bytearray(before[: len(after)].ljust(len(after), b"\0"))
    for at in range(0, len(after), SECTOR):
        if rng.random() < 0.5:
            content[at : at + SECTOR] = after[at : at + SECTOR]
    return bytes(content[: rng.randrange(len(before), len(after) + 1)])


def check(folder: Path, state: State) -> Harm | None:
    """What is wrong with a desk that is opened in some state; nothing where all is well."""
    place = Place(folder)
    shutil.rmtree(folder, ignore_errors=True)
    place.desk.parent.mkdir(parents=True)
    place.desk.write_bytes(state.desk)
    place.desk.with_name(place.desk.name + "-wal").write_bytes(state.log)
    try:
        inspect(place, copy.deepcopy(state.ledger), NOTHING_SAID)
    except Harm as harm:
        return harm
    return None
