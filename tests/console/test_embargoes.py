"""`embargo` and `add --embargo-until`: what is closed until a time, in a terminal."""

import json
import shutil
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
    assert again.exit_code == 0, "without knowing of the first, it is another draft"
    ask = ("ask", "who is Oona Vexley?", "--data-dir", desk)
    assert "not found" in invoke(*ask).stdout.lower()
    doctor = invoke("doctor", "--data-dir", desk, "--discord-api", "http://127.0.0.1:9")
    assert "2 standing; the next ends 20" in doctor.stdout
    listed = invoke("embargo", "list", "--json", "--data-dir", desk).stdout.splitlines()
    assert [json.loads(line)["articles"][0]["article"] for line in listed] == ["E1/1", "E2/1"]
    moved = invoke("embargo", "extend", "1", "in 3 days", "--data-dir", desk)
    assert moved.exit_code == 0 and "embargo 1: until 20" in moved.stdout
    given = invoke("embargo", "roles", "1", "--role", "7", "--role", "8", "--data-dir", desk)
    assert "for roles 7, 8" in given.stdout
    lifted = invoke("embargo", "lift", "1", "--data-dir", desk)
    assert lifted.exit_code == 0 and "lifted" in lifted.stdout
    assert "minister" in invoke(*ask).stdout
    forgotten = invoke("embargo", "forget", "e2/1", "--data-dir", desk)
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
