"""`claim`: what is said, corrected in a terminal with the same judgements as on Discord."""

import json
import shutil
from pathlib import Path

import pytest

from tests.console.conftest import Invoke

SAID = "Vladimir Putin had asked Elon Musk to keep Starlink off over Taiwan"


@pytest.fixture
def desk(sample_folder: Path, tmp_path: Path) -> Path:
    """A desk of one's own that has read the samples."""
    return Path(shutil.copytree(sample_folder, tmp_path / "own"))


def test_a_claim_is_corrected_listed_and_undone(invoke: Invoke, desk: Path) -> None:
    place = ("--data-dir", desk)
    done = invoke(
        "claim",
        "status",
        SAID,
        "corrected",
        "--wording",
        "he asked nobody",
        "--reason",
        "x",
        *place,
    )
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Judgement 1: claim #")
    assert "corrected: “he asked nobody” — somebody at the command line" in done.stdout
    number = done.stdout.split("#")[1].split()[0]
    asked = invoke("ask", f"#{number}", "--json", *place).stdout
    found = {each["id"]: each for each in json.loads(asked)["claims"]}[int(number)]
    assert found["text"] == SAID and found["desk"]["correction"] == "he asked nobody"
    history = invoke("claim", "history", f"#{number}", *place).stdout
    assert f"as read: “{SAID}”" in history and "corrected: “he asked nobody”" in history
    source = ("claim", "source", f"#{number}", "Elon Musk", *place)
    refused = invoke(*source)
    assert refused.exit_code == 1 and "leaves its source unnamed" in refused.stderr
    assert invoke(*source, "--reveal").exit_code == 0
    assert invoke("claim", "undo", "1", *place).exit_code == 0
    lines = invoke("claim", "list", *place).stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["3", "2", "1"] and "undone since" in lines[2]
    first = json.loads(invoke("claim", "list", "--json", *place).stdout.splitlines()[2])
    assert (first["status"], first["words"], first["undone"]) == (
        "corrected", "he asked nobody", True,
    )  # fmt: skip


def test_what_cannot_be_done_is_one_clear_line(invoke: Invoke, desk: Path) -> None:
    for arguments, code, words in (
        (("status", SAID, "corrected"), 1, "needs its wording"),
        (("status", "Starlink Taiwan", "withdrawn"), 1, "Nearest: #"),
        (("status", SAID, "wrong"), 2, "'wrong' is not one of"),
        (("note", SAID, "the source is Ivan Petrov"), 1, "seems to name a source"),
        (("history", "#99999"), 1, "no claim #99999"),
        (("undo",), 1, "nothing to undo"),
    ):
        result = invoke("claim", *arguments, "--data-dir", desk)
        assert (result.exit_code, result.stdout) == (code, ""), arguments
        assert words in result.stderr and len(result.stderr.splitlines()) == 1
    assert "Nobody has judged" in invoke("claim", "list", "--data-dir", desk).stdout
    note = ("claim", "note", SAID, "the source is Ivan Petrov", "--confidential")
    assert "confidential" in invoke(*note, "--data-dir", desk).stdout
