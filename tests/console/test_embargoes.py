"""`embargo` and `add --embargo-until`: what is closed until a time, in a terminal."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commandline.embargoes import BOTH
from tests.console.conftest import Invoke

DRAFT = "Quillfeather mine to close\n\nThe mine will close in May, minister Oona Vexley said.\n"


@pytest.fixture
def desk(sample_folder: Path, tmp_path: Path) -> Path:
    """A desk of one's own that has read the samples."""
    return Path(shutil.copytree(sample_folder, tmp_path / "own"))


def test_a_draft_is_added_closed_and_lifted(invoke: Invoke, desk: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    add = ("add", draft, "--data-dir", desk, "--embargo-until", "in 2 hours")
    refused = invoke(*add)
    assert refused.exit_code == 1 and BOTH in refused.stderr
    added = invoke(*add, "--embargo-role", "12")
    assert added.exit_code == 0 and added.stdout.startswith("added under embargo 1: Quill")
    again = invoke(*add, "--embargo-role", "12")
    assert again.exit_code == 1 and "under embargo 1 already" in again.stderr
    draft.write_text(DRAFT.replace("mine", "ferry"))
    assert invoke(*add, "--embargo-role", "12").exit_code == 0
    ask = ("ask", "who is Oona Vexley?", "--data-dir", desk)
    assert "not found" in invoke(*ask).stdout.lower()
    doctor = invoke("doctor", "--data-dir", desk, "--discord-api", "http://127.0.0.1:9")
    assert "2 standing; the next ends 20" in doctor.stdout
    listed = invoke("embargo", "list", "--json", "--data-dir", desk).stdout.splitlines()
    assert [json.loads(line)["articles"][0]["article"] for line in listed] == ["E1/1", "E3/1"]
    moved = invoke("embargo", "extend", "1", "in 3 days", "--data-dir", desk)
    assert moved.exit_code == 0 and "embargo 1: until 20" in moved.stdout
    given = invoke("embargo", "roles", "1", "--role", "7", "--role", "8", "--data-dir", desk)
    assert "for roles 7, 8" in given.stdout
    lifted = invoke("embargo", "lift", "1", "--data-dir", desk)
    assert lifted.exit_code == 0 and "lifted" in lifted.stdout
    assert "minister" in invoke(*ask).stdout
    forgotten = invoke("embargo", "forget", "e3/1", "--data-dir", desk)
    assert forgotten.exit_code == 0 and "is forgotten" in forgotten.stdout
    assert "E3/1" in invoke("embargo", "forget", "2", "--data-dir", desk).stderr
    unknown = invoke("embargo", "lift", "1", "--data-dir", desk)
    assert unknown.exit_code == 1 and "no embargo 1" in unknown.stderr


def test_an_article_is_closed_and_any_command_releases_what_is_due(
    invoke: Invoke, desk: Path
) -> None:
    close = ("embargo", "set", "1", "--until", "in 1 hour", "--role", "12", "--data-dir", desk)
    closed = invoke(*close)
    assert closed.exit_code == 0 and "article E1/1" in closed.stdout
    before = invoke("story", "list", "--data-dir", desk).stdout
    assert "article 1:" not in before
    (terms,) = (desk / "desks").rglob("1.terms")
    said = json.loads(terms.read_text())
    terms.write_text(json.dumps({**said, "until": "2020-01-01T00:00:00+00:00"}))
    after = invoke("story", "list", "--data-dir", desk)
    assert after.exit_code == 0 and after.stdout.count("  article ") == 1 + before.count(
        "  article "
    )
    assert "No embargo stands" in invoke("embargo", "list", "--data-dir", desk).stdout
    wrong = invoke(*close[:2], "--until", "in 1 hour", "--role", "12", "--data-dir", desk)
    assert wrong.exit_code == 2 and "ARTICLE or --story" in wrong.stderr


def draft_closed(invoke: Invoke, desk: Path, tmp_path: Path) -> Path:
    """A draft that is added and closed."""
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT)
    added = json.loads(invoke("add", draft, "--json", "--data-dir", desk).stdout)
    given = ("--until", "in 2 hours", "--role", "12", "--data-dir", desk)
    assert invoke("embargo", "set", str(added["article_id"]), *given).exit_code == 0
    return draft


def test_what_is_closed_stays_so_whoever_adds_it(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft = draft_closed(invoke, desk, tmp_path)
    again = invoke("add", draft, "--data-dir", desk)
    assert again.stdout.startswith("already under embargo 1, nothing changed")
    draft.write_text(DRAFT + "\nThe union objected, it said.\n")
    changed = invoke("add", draft, "--data-dir", desk)
    assert changed.stdout.startswith("version 2 under embargo 1")
    ask = invoke("ask", "who is Oona Vexley?", "--data-dir", desk)
    assert "not found" in ask.stdout.lower()


def test_a_backup_that_fails_leaves_the_one_before_whole(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft_closed(invoke, desk, tmp_path)
    copy = tmp_path / "copy.db"
    backup = ("backup", "--out", copy, "--data-dir", desk)
    assert invoke(*backup).exit_code == 0
    before = {path: path.read_bytes() for path in (copy, *(tmp_path / "copy.embargoes").iterdir())}
    file = desk / "desks" / "local.embargoes" / "1.db"
    file.write_bytes(file.read_bytes()[:8192] + b"\x00" * 4096 + file.read_bytes()[12288:])
    failed = invoke(*backup)
    assert failed.exit_code == 1 and "is damaged" in failed.stderr
    assert {path: path.read_bytes() for path in before} == before
    doctor = invoke("doctor", "--data-dir", desk, "--discord-api", "http://127.0.0.1:9")
    assert "failed  embargoes" in doctor.stdout and "1.db" in doctor.stdout
    assert invoke("restore", copy, "--replace", "--data-dir", desk).exit_code == 0
    assert "embargo 1: until" in invoke("embargo", "list", "--data-dir", desk).stdout
    assert invoke(*backup).exit_code == 0 and not list(tmp_path.glob(".backup-*"))


def test_a_refused_restore_leaves_nothing_of_what_is_closed(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft_closed(invoke, desk, tmp_path)
    copy = tmp_path / "copy.db"
    assert invoke("backup", "--out", copy, "--data-dir", desk).exit_code == 0
    (tmp_path / "copy.embargoes" / "1.db").write_bytes(b"none")
    refused = invoke("restore", copy, "--replace", "--data-dir", desk)
    assert refused.exit_code == 1 and not list((desk / "desks").glob(".restore-*"))
    assert "embargo 1: until" in invoke("embargo", "list", "--data-dir", desk).stdout


def test_nothing_is_written_over_a_desk_or_a_device(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    own, pipe = desk / "desks" / "local.db", tmp_path / "pipe"
    os.mkfifo(pipe)
    before = own.read_bytes()
    link = tmp_path / "link.db"
    link.symlink_to(own)
    for target, why in ((own, "keeps its desks"), (link, "keeps its desks"), (pipe, "no ordinary")):
        for words in (("backup",), ("export", "jsonl"), ("export", "sqlite")):
            refused = invoke(*words, "--out", target, "--data-dir", desk)
            assert refused.exit_code == 1 and why in refused.stderr, (words, target)
    assert own.read_bytes() == before and pipe.is_fifo()
    assert "name one" in invoke("backup", "--out", "-", "--data-dir", desk).stderr


def test_an_embargo_whose_file_is_gone_is_not_lifted(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft_closed(invoke, desk, tmp_path)
    folder = desk / "desks" / "local.embargoes"
    for part in folder.glob("1.db*"):
        part.unlink()
    lifted = invoke("embargo", "lift", "1", "--data-dir", desk)
    assert lifted.exit_code == 1 and "restore it from a backup" in lifted.stderr
    assert (folder / "1.terms").exists() and not (folder / "1.db").exists()
    doctor = invoke("doctor", "--data-dir", desk, "--discord-api", "http://127.0.0.1:9")
    assert doctor.exit_code == 1 and "is missing" in doctor.stdout


def test_the_doctor_reads_the_audit_of_what_is_closed(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft_closed(invoke, desk, tmp_path)
    with closing(sqlite3.connect(desk / "desks" / "local.embargoes" / "1.db")) as file:
        file.execute("drop trigger audit_no_update")
        file.execute("update audit set command = 'embargo lift'")
        file.commit()
    doctor = invoke("doctor", "--data-dir", desk, "--discord-api", "http://127.0.0.1:9")
    assert doctor.exit_code == 1 and "its audit is not as it was written" in doctor.stdout


def test_deletions_under_embargo_and_exports_are_in_the_audit(
    invoke: Invoke, desk: Path, tmp_path: Path
) -> None:
    draft_closed(invoke, desk, tmp_path)
    listed = invoke("embargo", "list", "--json", "--data-dir", desk).stdout
    named = json.loads(listed)["articles"][0]["article"]
    assert invoke("embargo", "forget", named, "--data-dir", desk).exit_code == 0
    for words in (("export", "jsonl"), ("backup",)):
        assert invoke(*words, "--out", tmp_path / words[0], "--data-dir", desk).exit_code == 0
    audit = invoke("audit", "--data-dir", desk).stdout
    for command in ("embargo forget", "export", "backup"):
        assert command in audit, command


def test_an_empty_name_is_no_folder(invoke: Invoke, desk: Path) -> None:
    refused = invoke("add", "", "--data-dir", desk)
    assert refused.exit_code == 1 and "An empty name is no file" in refused.stderr
