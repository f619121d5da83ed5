"""`ask --picture`: a file beside the answer, and one line on what became of it."""

import json
from pathlib import Path

import pytest

from commandline import pictures
from commandline.pictures import NOTHING_TO_DRAW, split_picture
from newsroom.answer import Reply
from tests.console.conftest import Invoke, Spawn, command
from tests.console.test_session import converse

SOURCES = "what sources back the Taiwan claim?"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("question", [SOURCES, "timeline of Starlink"])
def test_the_picture_is_written_and_said_to_be(
    invoke: Invoke, sample_folder: Path, tmp_path: Path, question: str
) -> None:
    path = tmp_path / "answer.png"
    plain = invoke("ask", question, "--data-dir", sample_folder)
    result = invoke("ask", question, "--picture", path, "--data-dir", sample_folder)
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(PNG)
    assert result.stdout == plain.stdout
    assert f"Picture written to {path}" in result.stderr


def test_json_stays_json(invoke: Invoke, sample_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.png"
    result = invoke("ask", SOURCES, "--json", "--picture", path, "--data-dir", sample_folder)
    assert json.loads(result.stdout)["found"] is True and path.exists()


def test_an_answer_without_chain_or_date_has_no_picture(
    invoke: Invoke, sample_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "answer.png"
    result = invoke("ask", "who is Kiriyenko?", "--picture", path, "--data-dir", sample_folder)
    assert result.exit_code == 1 and result.stderr.strip() == NOTHING_TO_DRAW
    assert "Sergey Kiriyenko" in result.stdout and not path.exists()


def test_a_file_that_cannot_be_written_is_named(
    invoke: Invoke, sample_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere" / "answer.png"
    result = invoke("ask", SOURCES, "--picture", path, "--data-dir", sample_folder)
    assert result.exit_code == 1
    assert str(path) in result.stderr and "no such file" in result.stderr
    assert "Wall Street Journal" in result.stdout


def test_a_drawing_that_fails_leaves_the_answer(
    invoke: Invoke, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(reply: Reply) -> None:
        raise ImportError("no matplotlib here")

    monkeypatch.setattr(pictures, "draw_reply", fail)
    path = tmp_path / "answer.png"
    result = invoke("ask", SOURCES, "--picture", path, "--data-dir", sample_folder)
    assert result.exit_code == 1 and "Wall Street Journal" in result.stdout
    assert "could not be drawn (ImportError)" in result.stderr


def test_a_picture_needs_one_question(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("ask", "--picture", "x.png", "--data-dir", sample_folder, stdin="who is Putin?")
    assert result.exit_code == 2 and "--picture needs one QUESTION" in result.stderr


def test_in_a_session_a_question_may_end_in_it(tmp_path: Path, sample_folder: Path) -> None:
    words = command("ask", "--data-dir", sample_folder)
    shown, ended = converse(words, tmp_path, [f"{SOURCES} --picture chain.png\n", "\x04"])
    assert ended == 0 and "Picture written to chain.png" in shown
    assert (tmp_path / "chain.png").read_bytes().startswith(PNG)


def test_a_pipe_takes_it_for_words(spawn: Spawn, tmp_path: Path, sample_folder: Path) -> None:
    spawn("ask", "--data-dir", sample_folder, stdin=f"{SOURCES} --picture chain.png\n")
    assert not (tmp_path / "chain.png").exists()


@pytest.mark.parametrize(
    ("line", "question", "path"),
    [
        ("who? --picture a.png", "who?", "a.png"),
        ("who? --picture=my file.png ", "who?", "my file.png"),
        ("who? --picture", "who? --picture", None),
        ("who?", "who?", None),
        ("--picture a.png", "--picture a.png", None),
    ],
)
def test_a_line_with_and_without_a_picture(line: str, question: str, path: str | None) -> None:
    assert split_picture(line) == (question, Path(path) if path else None)
