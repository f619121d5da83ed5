"""A disk that is full, cannot be written, or takes no more output: one line each, nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import Invoke, command
from tests.mounts import on_fixed_disk, on_small_disk

MODULE = "tests.console.faulty_disk"
KILOBYTES = 3_000
DISK_FULL = "could not be written, the disk is full: free some space and try again.\n"
FIXED = "may not be written: check the permissions of the file and its folder, and whether the"


def check_reading(said: dict[str, Any]) -> None:
    """What only reads goes on."""
    assert said["ask"][0] == 0 and "Sergey Kiriyenko" in said["ask"][1], said["ask"]
    assert said["digest"][0] == 0 and "5 new articles" in said["digest"][1], said["digest"]


def check_one_line(said: list[Any], *words: str) -> None:
    """A command failed, with one line that has some words, and nothing else."""
    code, out, err = said
    assert (code, out, err.count("\n")) == (1, "", 1), said
    assert all(word in err for word in words), err


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small disk is mounted."""
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(scope="module")
def on_full(
    sample_folder: Path, disk: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What every command said on a disk that filled up, and had room again."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    said: dict[str, Any] = on_small_disk(MODULE, disk, KILOBYTES, "full", sample_folder, elsewhere)
    return said


def test_a_full_disk_is_said_and_an_article_is_added_once_there_is_room(
    on_full: dict[str, Any], disk: Path
) -> None:
    said, full, desk = on_full, on_full["full"], str(disk / "desks" / "local.db")
    check_reading(full)
    for write in ("add", "forget"):
        check_one_line(full[write], desk, DISK_FULL)
    for name, file in (
        ("export", "desk.jsonl"),
        ("export csv", "tables.zip"),
        ("export sqlite", "copy.db"),
        ("backup", "backup.db"),
    ):
        check_one_line(full[name], str(disk / file), "no space left on device; nothing was")
    assert full["doctor"][0] == 1
    assert "its disk has 0 MB left" in full["doctor"][1] and DISK_FULL in full["doctor"][1]
    check_one_line(said["nearly"]["add"], desk, DISK_FULL)
    assert said["nearly"]["ask"][0] == 0
    assert said["left"]["files"][1] == "ballast desks", "what was begun is cleared away"
    again = said["again"]
    assert again["add"][0] == 0 and again["add"][1].startswith("added: Quay crane fell"), again
    assert "Odile Brandt" in again["ask"][1]
    assert "6 articles" in again["doctor"][1] and "6 entries, unbroken" in again["doctor"][1]


def test_a_restore_that_does_not_fit_leaves_what_was_there(on_full: dict[str, Any]) -> None:
    check_one_line(on_full["full"]["restore"], "local.db could not be restored")
    assert on_full["nearly"]["ask"][0] == 0 and "Kiriyenko" in on_full["nearly"]["ask"][1]
    assert on_full["left"]["files"][1] == "ballast desks"


def test_a_disk_that_cannot_be_written_is_read(sample_folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    for name in ("bare", "with log"):
        (disk / name / "desks").mkdir(parents=True)
        shutil.copy(sample_folder / "desks" / "local.db", disk / name / "desks")
    desk = disk / "with log" / "desks" / "local.db"
    with closing(sqlite3.connect(f"{desk.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("select count(*) from articles").fetchone()
    assert Path(f"{desk}-wal").exists(), "who only reads leaves an empty log"
    said = on_fixed_disk(MODULE, disk, "fixed", sample_folder, tmp_path)
    assert said.keys() == {"bare", "with log"}
    for name, fixed in said.items():
        check_reading(fixed)
        for write in ("add", "forget"):
            check_one_line(fixed[write], str(disk / name / "desks" / "local.db"), FIXED)
        for each in ("export", "export csv", "export sqlite", "backup"):
            check_one_line(fixed[each], "read-only file system; nothing was")
        assert fixed["doctor"][0] == 1
        assert FIXED in fixed["doctor"][1] and "may not be written." in fixed["doctor"][1]
        assert "5 entries, unbroken" in fixed["doctor"][1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [("ask", "who is Kiriyenko?"), ("export", "jsonl", "--out", "-")])
def test_output_that_nobody_takes_is_one_line(sample_folder: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command(*words), "--data-dir", str(sample_folder)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "standard output: no space left on device.\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="to root every file may be written")
def test_a_file_without_the_right_to_write_is_read(
    sample_folder: Path, tmp_path: Path, invoke: Invoke
) -> None:
    shutil.copytree(sample_folder / "desks", tmp_path / "desks")
    desk = tmp_path / "desks" / "local.db"
    desk.chmod(0o400)
    assert invoke("ask", "who is Kiriyenko?", "--data-dir", tmp_path).exit_code == 0
    refused = invoke("forget", "1", "--data-dir", tmp_path)
    assert refused.exit_code == 1 and FIXED in refused.stderr


def test_a_file_may_grow_no_further(sample_folder: Path, tmp_path: Path) -> None:
    """A limit of the system on the size of files, as old disks have: the same as a full disk."""
    shutil.copytree(sample_folder / "desks", tmp_path / "desks")
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from bot import cli; cli(sys.argv[1:], prog_name='bot.py')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "forget", "1", "--data-dir", str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    line = "could not be read or written: check the disk.\n"
    assert done.stderr.endswith(line) and done.stderr.count("\n") == 1, done.stderr
