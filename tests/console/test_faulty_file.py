"""A desk's file that is damaged, in use, foreign or of the future: one line each, and a way out."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import connections
from tests.console.conftest import SAMPLES, Invoke

PAGE = 4096
NO_DESK_FILE = (
    "is no desk file, or its beginning is damaged: `bot.py restore BACKUP --replace` puts"
)
DAMAGED = "is damaged: `bot.py restore BACKUP --replace` puts a backup in its place"


def at(place: int, content: bytes) -> Callable[[Path], None]:
    """Write some bytes over a file's own."""

    def overwrite(path: Path) -> None:
        with path.open("rb+") as file:
            file.seek(place)
            file.write(content)

    return overwrite


def cut(path: Path) -> None:
    """Take the second half of a file away."""
    os.truncate(path, path.stat().st_size // 2 + 100)


def replace_by_noise(path: Path) -> None:
    """Put something there that is no database at all."""
    path.write_bytes(b"no database at all" * 300)


def make_newer(path: Path) -> None:
    """Let a later version of Byline have written it."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("insert into _sqlite_migrations values (99, 'byline', 'm9999_later', '2099')")


def replace_by_another_program_s(path: Path) -> None:
    """Put another program's database there."""
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table accounts (number integer)")


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "header": (at(0, bytes(16)), NO_DESK_FILE),
    "schema": (at(100, b"\xa5" * 200), DAMAGED),
    "middle": (at(2 * PAGE, b"\xa5" * 60 * PAGE), DAMAGED),
    "cut": (cut, DAMAGED),
    "noise": (replace_by_noise, NO_DESK_FILE),
    "newer": (make_newer, "was written by a newer version of Byline: update Byline."),
    "foreign": (replace_by_another_program_s, "belongs to another program: move it away or name"),
}


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """Two desks with the samples, one of which something will happen to."""
    shutil.copytree(sample_folder / "desks", tmp_path / "desks")
    shutil.copy(tmp_path / "desks" / "local.db", tmp_path / "desks" / "other.db")
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_file_is_said_by_every_command(
    fault: str, invoke: Invoke, folder: Path
) -> None:
    desk = folder / "desks" / "local.db"
    spoil, words = FAULTS[fault]
    spoil(desk)
    before = desk.read_bytes()
    for command in (
        ("add", SAMPLES[0]),
        ("ask", "who is Kiriyenko?"),
        ("digest",),
        ("export", "jsonl"),
        ("export", "sqlite"),
        ("backup", "--out", folder / "backup.db"),
        ("audit",),
        ("doctor", "--audit"),
        ("forget", "1"),
    ):
        result = invoke(*command, "--data-dir", folder)
        assert result.exit_code == 1, (command, result.output)
        said = result.stderr or result.stdout
        assert str(desk) in said and words in said, (command, said)
        assert command[0] == "doctor" or (said.count("\n"), result.stdout) == (1, ""), said
    assert desk.read_bytes() == before, "what is damaged is left as it is"
    assert not (folder / "backup.db").exists() and not list(folder.glob("local.*"))
    assert (
        invoke("ask", "who is Kiriyenko?", "--desk", "other", "--data-dir", folder).exit_code == 0
    )


def damage_unseen(desk: Path) -> None:
    """Overwrite a page on which only what nobody asked for stands."""
    with closing(sqlite3.connect(desk)) as conn:
        query = "select rootpage from sqlite_master where name = 'judged_words'"
        (page,) = conn.execute(query).fetchone()
    at((page - 1) * PAGE, b"\xa5" * PAGE)(desk)


def test_no_damaged_backup_takes_the_place_of_a_sound_one(invoke: Invoke, folder: Path) -> None:
    desk, backup = folder / "desks" / "local.db", folder / "nightly.db"
    assert invoke("backup", "--out", backup, "--data-dir", folder).exit_code == 0
    sound = backup.read_bytes()
    damage_unseen(desk)
    refused = invoke("backup", "--out", backup, "--data-dir", folder)
    assert refused.exit_code == 1 and str(desk) in refused.stderr and DAMAGED in refused.stderr
    assert backup.read_bytes() == sound
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


def test_the_doctor_finds_damage_that_no_question_meets(invoke: Invoke, folder: Path) -> None:
    desk = folder / "desks" / "local.db"
    damage_unseen(desk)
    assert invoke("ask", "who is Kiriyenko?", "--data-dir", folder).exit_code == 0
    backup = invoke("backup", "--desk", "other", "--out", "whole.db", "--data-dir", folder)
    assert backup.exit_code == 0
    found = invoke("doctor", "--data-dir", folder, "--discord-api", "http://127.0.0.1:9")
    assert found.exit_code == 1 and "failed  store" in found.stdout and DAMAGED in found.stdout
    restored = invoke("restore", "whole.db", "--replace", "--data-dir", folder)
    assert restored.exit_code == 0 and "5 articles" in restored.stdout, restored.output
    healed = invoke("doctor", "--data-dir", folder, "--discord-api", "http://127.0.0.1:9")
    assert healed.exit_code == 0, healed.output
    assert list((folder / "desks").glob("local.*.replaced")), "the damaged file is kept aside"


def test_a_desk_in_use_is_read_and_said_to_be(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    desk = folder / "desks" / "local.db"
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("begin immediate")
        for command in (("ask", "who is Kiriyenko?"), ("digest",), ("export", "jsonl")):
            assert invoke(*command, "--data-dir", folder).exit_code == 0, command
        refused = invoke("forget", "1", "--data-dir", folder)
        doctor = invoke("doctor", "--data-dir", folder, "--discord-api", "http://127.0.0.1:9")
        other.execute("rollback")
    line = f"The desk file {desk} is in use by another process: wait for it to finish and try"
    assert refused.exit_code == 1 and refused.stderr == f"{line} again.\n"
    assert doctor.exit_code == 1 and line in doctor.stdout
    assert invoke("forget", "1", "--data-dir", folder).exit_code == 0
