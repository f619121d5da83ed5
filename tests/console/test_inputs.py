"""What the command line reads: files, folders, JSON Lines, standard input."""

import io
import json
from pathlib import Path

import pytest

from commandline import inputs
from commandline.inputs import FileInput, RecordInput, UrlInput, read_inputs
from newsroom.errors import UnreadableInput


def _errors(*sources: Path | str) -> list[str]:
    found = read_inputs([str(source) for source in sources])
    return [str(each) for each in found if isinstance(each, UnreadableInput)]


def test_a_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("Привет".encode())
    assert list(read_inputs([str(path)])) == [FileInput(str(path), "Привет".encode())]


def test_a_folder_gives_its_articles_in_order_and_leaves_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text", encoding="utf-8")
    labels = [each.label for each in read_inputs([str(tmp_path)]) if isinstance(each, FileInput)]
    assert labels == [str(tmp_path / name) for name in ("a.md", "b.txt", "sub/c.TXT")]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    line = "the folder holds no .txt, .md, .html, .pdf or .jsonl file."
    assert _errors(tmp_path) == [f"{tmp_path}: {line}"]


def test_a_missing_file_is_an_error_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "here.txt"
    path.write_text("text", encoding="utf-8")
    found = list(read_inputs([str(tmp_path / "gone.txt"), str(path)]))
    assert str(found[0]) == f"{tmp_path / 'gone.txt'}: no such file or folder."
    assert isinstance(found[1], FileInput)


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    assert _errors("x" * 5000) == [f"{'x' * 5000}: file name too long."]


@pytest.mark.parametrize("url", ["https://example.org/a", "HTTP://example.org", "ftp://x/y"])
def test_addresses_are_told_from_files(url: str) -> None:
    assert list(read_inputs([url])) == [UrlInput(url)]


def test_standard_input_is_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"words")))
    assert list(read_inputs(["-"])) == [FileInput("stdin", b"words")]


def test_json_lines_keep_good_records_and_name_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    lines = [
        json.dumps({"id": "one", "text": "First"}),
        "{broken",
        "",
        '["a list"]',
        json.dumps({"text": "Second"}),
        '{"text": "half a pair: \\ud800"}',
        json.dumps({"id": 7, "text": "Third"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_inputs([str(path)]))
    records = [each for each in found if isinstance(each, RecordInput)]
    assert [(each.name, each.record["text"]) for each in records] == [
        ("one", "First"),
        ("wire-5", "Second"),
        ("7", "Third"),
    ]
    assert _errors(path) == [
        f"{path}, line 2: no valid JSON.",
        f"{path}, line 4: not a JSON object.",
        f"{path}, line 6: not valid Unicode text.",
    ]


def test_an_empty_json_lines_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    assert _errors(path) == [f"{path}: the file is empty."]


def test_an_endless_line_is_read_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 100)
    path = tmp_path / "long.jsonl"
    path.write_text("x" * 1000 + "\n" + '{"text": "short"}\n', encoding="utf-8")
    found = list(read_inputs([str(path)]))
    assert str(found[0]) == f"{path}, line 1: no valid JSON."
    assert isinstance(found[1], RecordInput)
    assert found[1].name == "long-2"
