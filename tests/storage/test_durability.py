"""Killed at any moment or shared by two processes, a desk stays sound and its articles whole."""

import random
import subprocess
import sys
import time
from pathlib import Path

from sqlite_utils import Database

from storage.connections import open_writer
from tests.storage.factories import check_indexes, fold

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12
FAT = 150
"""Claims of an article; with all that hangs on each it makes some two thousand rows."""
PER_CLAIM = {
    "sentences": 1,
    "mentions": 3,
    "article_entities": 1,
    "entity_name_articles": 1,
    "claims": 1,
}
PER_CLAIM_DETAIL = {"claim_spans": 3, "chain_links": 2, "claim_entities": 1}


def start(path: Path, first: int, count: int, claims: int) -> subprocess.Popen[str]:
    """A process that adds articles."""
    command = [sys.executable, "-m", "tests.storage.adding", path, first, count, claims]
    return subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def check_sound(db: Database) -> None:
    """The file, its references and its search indexes are in order."""
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert db.execute("pragma foreign_key_check").fetchall() == []
    check_indexes(db)


def check_whole(db: Database, claims: int) -> set[int]:
    """Every article has all of its rows; the numbers of the articles."""
    articles = db.execute("select article_id, name from articles").fetchall()
    for table, rows in PER_CLAIM.items():
        counted = db.execute(f"select article_id, count(*) from {table} group by 1").fetchall()
        assert dict(counted) == {article_id: rows * claims for article_id, _ in articles}, table
    for table, rows in PER_CLAIM_DETAIL.items():
        counted = db.execute(
            f"select article_id, count(*) from {table} join claims using (claim_id) group by 1"
        ).fetchall()
        assert dict(counted) == {article_id: rows * claims for article_id, _ in articles}, table
    assert db.table("entities").count == len(articles) * claims
    return {int(name.removeprefix("article-")) for _, name in articles}


def test_a_desk_survives_being_killed(desk_path: Path) -> None:
    rng = random.Random(20250301)
    kept: set[int] = set()
    for kill in range(KILLS):
        process = start(desk_path, kill * 1_000, 1_000, FAT)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(rng.uniform(0.0, 0.25))
        process.kill()
        said = process.stdout.read().split()
        process.wait()
        db = open_writer(desk_path, fold)
        check_sound(db)
        held = check_whole(db, FAT)
        assert kept | set(map(int, said)) <= held, "an article was reported stored and is gone"
        kept = held
        db.close()
    assert kept, "no article was ever stored: the kills came too early"


def test_two_processes_write_to_one_new_desk(desk_path: Path) -> None:
    both = [start(desk_path, first, 25, 4) for first in (0, 1_000)]
    assert [process.wait(20) for process in both] == [0, 0]
    for process in both:
        assert process.stdout is not None
        process.stdout.close()
    db = open_writer(desk_path, fold)
    check_sound(db)
    assert check_whole(db, 4) == {*range(25), *range(1_000, 1_025)}
    db.close()
