"""`entity`: who is who, corrected in a terminal with the same judgements as on Discord."""

import json
import shutil
from pathlib import Path

import pytest

from tests.console.conftest import Invoke


@pytest.fixture
def desk(sample_folder: Path, tmp_path: Path) -> Path:
    """A desk of one's own that has read the samples."""
    return Path(shutil.copytree(sample_folder, tmp_path / "own"))


def who(invoke: Invoke, desk: Path, name: str) -> str:
    """What `ask` says of somebody."""
    return invoke("ask", f"who is {name}?", "--data-dir", desk).stdout


def test_a_merge_is_made_listed_and_undone(invoke: Invoke, desk: Path) -> None:
    both = ("Elon Musk", "Vladimir Putin")
    done = invoke("entity", "merge", *both, "--reason", "to see", "--data-dir", desk)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Judgement 1: merged “Elon Musk” and “Vladimir Putin” — somebody")
    assert "Elon Musk — person" in who(invoke, desk, "Putin")
    assert "2 entities in one" in who(invoke, desk, "Putin")
    undone = invoke("entity", "undo", "--data-dir", desk)
    assert "undid judgement 1 (“Elon Musk” and “Vladimir Putin”)" in undone.stdout
    assert "Vladimir Putin — person" in who(invoke, desk, "Putin")
    lines = invoke("entity", "list", "--data-dir", desk).stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["2", "1"] and "undone since" in lines[1]
    listed = invoke("entity", "list", "--json", "--data-dir", desk).stdout
    first = json.loads(listed.splitlines()[1])
    assert (first["kind"], first["reason"], first["undone"]) == ("merged", "to see", True)
    assert first["names"] == list(both)


def test_what_was_told_apart_is_merged_only_when_that_is_meant(invoke: Invoke, desk: Path) -> None:
    merge = ("entity", "merge", "Elon Musk", "Vladimir Putin", "--reason", "x", "--data-dir", desk)
    invoke(*merge)
    split = invoke(
        "entity", "split", "Elon Musk", "Vladimir Putin", "--reason", "y", "--data-dir", desk
    )
    assert split.exit_code == 0, split.output
    refused = invoke(*merge)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert (
        "Warning: judgement 2: took “Vladimir Putin” out of “Elon Musk”" in refused.stderr
        and "--overrule" in refused.stderr
    )
    assert invoke(*merge, "--overrule").exit_code == 0


def test_forms_words_and_hiding(invoke: Invoke, desk: Path) -> None:
    place = ("--data-dir", desk)
    assert invoke("entity", "alias", "Elon Musk", "The Rocketeer", *place).exit_code == 0
    assert "Alias added by the desk: The Rocketeer" in who(invoke, desk, "the Rocketeer")
    removed = invoke("entity", "alias", "Elon Musk", "The Rocketeer", "--remove", *place)
    assert "alias “The Rocketeer” removed" in removed.stdout
    invoke("entity", "describe", "Elon Musk", "runs rockets", *place)
    assert "Described by the desk: runs rockets" in who(invoke, desk, "Elon Musk")
    invoke("entity", "hide", "Elon Musk", *place)
    assert "Elon Musk — person" not in who(invoke, desk, "Elon Musk")
    invoke("entity", "hide", "Elon Musk", "--show", *place)
    assert "Elon Musk — person" in who(invoke, desk, "Elon Musk")


def test_what_cannot_be_done_is_one_clear_line(invoke: Invoke, desk: Path) -> None:
    for arguments, code, words in (
        (("merge", "Elon Musk", "Vladimir Putin"), 1, "Say why"),
        (("merge", "Elon Musk", "Elon Musk", "--reason", "x"), 1, "nothing to merge"),
        (("hide", "Nobody Known"), 1, "Nobody here is called"),
        (("undo",), 1, "nothing to undo"),
        (("undo", "seven"), 2, "'seven' is not a valid integer"),
    ):
        result = invoke("entity", *arguments, "--data-dir", desk)
        assert (result.exit_code, result.stdout) == (code, ""), arguments
        assert words in result.stderr and len(result.stderr.splitlines()) == 1
    assert "Nobody has corrected" in invoke("entity", "list", "--data-dir", desk).stdout
