"""`ask`: one question, a pipe of them, and an honest "not found"."""

import json
from pathlib import Path
from typing import Any

from tests.console.conftest import Invoke

REPLY_KEYS = {"question", "kind", "found", "answer", "matches", "claims", "suggestions", "ms"}
CLAIM_KEYS = {"id", "text", "score", "article", "manner", "hedges", "chain"}


def _ask(invoke: Invoke, folder: Path, question: str) -> dict[str, Any]:
    result = invoke("ask", question, "--json", "--data-dir", folder)
    assert result.exit_code == 0, result.output
    record: dict[str, Any] = json.loads(result.stdout)
    assert record.keys() >= REPLY_KEYS
    return record


def test_who(invoke: Invoke, sample_folder: Path) -> None:
    record = _ask(invoke, sample_folder, "who is Kiriyenko?")
    assert record["question"] == "who is Kiriyenko?"
    assert record["kind"] == "who"
    assert record["found"] is True
    assert record["matches"][0]["name"] == "Sergey Kiriyenko"
    assert record["matches"][0].keys() >= {"name", "kind", "alias", "score"}
    assert "presidential administration" in record["answer"]
    assert record["ms"] >= 0


def test_sources(invoke: Invoke, sample_folder: Path) -> None:
    record = _ask(invoke, sample_folder, "what sources back the Taiwan claim?")
    assert record["kind"] == "sources"
    assert record["found"] is True
    assert 1 <= len(record["claims"]) <= 10
    scores = [claim["score"] for claim in record["claims"]]
    assert scores == sorted(scores, reverse=True)
    for claim in record["claims"]:
        assert claim.keys() >= CLAIM_KEYS
        assert claim["article"].keys() >= {"title", "outlet", "published_at", "url"}
        assert all(link.keys() >= {"label", "identity"} for link in claim["chain"])
    labels = " ".join(link["label"] for claim in record["claims"] for link in claim["chain"])
    assert "Wall Street Journal" in labels


def test_nothing_fits(invoke: Invoke, sample_folder: Path) -> None:
    record = _ask(invoke, sample_folder, "who is Zebulon Quatermass?")
    assert record["found"] is False
    assert "not found" in record["answer"].lower()
    assert record["claims"] == []


def test_a_misspelt_name_is_found_or_suggested(invoke: Invoke, sample_folder: Path) -> None:
    record = _ask(invoke, sample_folder, "who is Kirienko?")
    names = [match["name"] for match in record["matches"]] + json.dumps(
        record["suggestions"]
    ).split('"')
    assert "Sergey Kiriyenko" in names


def test_an_empty_desk_says_so(invoke: Invoke) -> None:
    record = _ask(invoke, Path("nothing-yet"), "who is Kiriyenko?")
    assert record["found"] is False
    assert "not found" in record["answer"].lower()


def test_as_a_person_reads_it(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("ask", "who is Kiriyenko?", "--data-dir", sample_folder)
    assert result.exit_code == 0
    assert "Sergey Kiriyenko" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_a_pipe_has_one_question_a_line(invoke: Invoke, sample_folder: Path) -> None:
    questions = "who is Kiriyenko?\n\n  \nhas Musk commented?\r\nwho is nobody at all?"
    result = invoke("ask", "--json", "--data-dir", sample_folder, stdin=questions)
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["question"] for record in records] == [
        "who is Kiriyenko?",
        "has Musk commented?",
        "who is nobody at all?",
    ]


def test_an_empty_pipe_is_no_error(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("ask", "--data-dir", sample_folder, stdin="")
    assert result.exit_code == 0
    assert result.stdout == ""


def test_odd_questions_are_answered_without_failing(invoke: Invoke, sample_folder: Path) -> None:
    odd = ["", "?", "who is", "'\"; drop", "* NEAR(", "кто такой Кириенко?", "🚀", "a" * 20_000]
    for question in odd:
        result = invoke("ask", question, "--json", "--data-dir", sample_folder)
        assert result.exit_code == 0, (question[:40], result.output[-300:])
        assert json.loads(result.stdout).keys() >= REPLY_KEYS


def test_bytes_that_are_no_text_are_no_failure(invoke: Invoke, sample_folder: Path) -> None:
    result = invoke("ask", "--json", "--data-dir", sample_folder, stdin=b"who is \xff\xfe?\n")
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 1
