"""Killed while a desk is made, added to, changed or removed from, it is as after a step."""

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.connections import open_writer
from storage.migrations import migrations
from tests.storage.churning import STEPS, take_step
from tests.storage.factories import check_indexes, fold

ROOT = Path(__file__).resolve().parents[2]
KILLS = 9
OPENINGS = 4


@contextmanager
def churning(path: Path, first: int, last_word: str) -> Iterator[subprocess.Popen[str]]:
    """A process that works on a desk and has said a word; it does not outlive the block."""
    command = [sys.executable, "-m", "tests.storage.churning", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            while (said := process.stdout.readline().strip()) != last_word:
                assert said, "the process ended before it was killed"
            yield process
        finally:
            process.kill()


def counts(db: Database) -> Counter[str]:
    """How many rows each table that is ours holds, but for words, which steps share.

    The audit is left out: it only grows, whatever else is removed.
    """
    names = db.execute(
        "select name from pragma_table_list where strict = 1 and name not like 'vocabulary%'"
        " and name not like 'audit%'"
    ).fetchall()
    return Counter({name: db.table(name).count for (name,) in names})


def check_sound(db: Database) -> None:
    """The file, its references and its search indexes are in order."""
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert db.execute("pragma foreign_key_check").fetchall() == []
    check_indexes(db)


@pytest.fixture(scope="module")
def of_step(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Counter[str]]:
    """The rows that one article brings (step 0), one list of names, and one version (step 2)."""
    db = open_writer(tmp_path_factory.mktemp("step") / "desk.db", fold)
    found, before = {}, counts(db)
    for step in range(3):
        take_step(db, step)
        found[step] = counts(db) - before
        before = counts(db)
    db.close()
    return found


def after(steps: int, of_step: Mapping[int, Counter[str]]) -> Counter[str]:
    """The rows of a desk on which so many steps were taken."""
    added, imported, changed = (-(-(steps - step) // STEPS) for step in range(3))
    removed = max(0, steps // STEPS - 1)
    rows: Counter[str] = Counter()
    times_of = (added - removed, imported, changed - removed)
    for part, times in zip(of_step.values(), times_of, strict=True):
        rows.update({table: count * times for table, count in part.items()})
    return +rows


def test_the_desk_is_as_after_the_last_step_or_the_next(
    desk_path: Path, of_step: Mapping[int, Counter[str]]
) -> None:
    rng = random.Random(11)
    done = 0
    for _ in range(KILLS):
        with churning(desk_path, done, "open") as process:
            assert process.stdout is not None
            time.sleep(rng.uniform(0.0, 0.3))
            process.kill()
            said = len(process.stdout.read().split())
        db = open_writer(desk_path, fold)
        check_sound(db)
        held = +counts(db)
        fits = [steps for steps in (done + said, done + said + 1) if after(steps, of_step) == held]
        assert fits, f"after {done + said} steps: {held}"
        done = fits[0]
        db.close()
    assert done > STEPS, "hardly a step was taken: the kills came too early"


def test_a_desk_half_made_is_made_at_the_next_opening(
    tmp_path: Path, of_step: Mapping[int, Counter[str]]
) -> None:
    for number in range(OPENINGS):
        path = tmp_path / f"{number}.db"
        with churning(path, 0, "ready"):
            time.sleep(0.012 * number)
        db = open_writer(path, fold)
        check_sound(db)
        assert migrations.pending(db) == []
        assert +counts(db) in [after(steps, of_step) for steps in range(2 * STEPS)]
        db.close()
