"""`export`, `import` of an export, `backup` and `restore`, as they are typed."""

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import exporting
import restoring
from bot import cli
from newsroom.export import ExportFormat
from tests.console.conftest import Invoke, Spawn
from tests.console.test_checks import discord_on_loopback

FORMATS = list(ExportFormat)


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own with the sample desk."""
    shutil.copytree(sample_folder, tmp_path / "own")
    return tmp_path / "own"


def test_import_of_what_export_wrote_is_the_identity(invoke: Invoke, folder: Path) -> None:
    result = invoke("export", "jsonl", "--data-dir", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout == "Desk local exported to local.jsonl.\n"
    result = invoke("import", "local.jsonl", "--desk", "two", "--data-dir", folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Imported 5 articles, ")
    again = invoke("export", "jsonl", "--desk", "two", "--out", "two.jsonl", "--data-dir", folder)
    assert again.exit_code == 0
    assert Path("two.jsonl").read_bytes() == Path("local.jsonl").read_bytes()
    question = ("ask", "what sources back the Taiwan claim?", "--json", "--data-dir", folder)
    one, two = (json.loads(invoke(*question, "--desk", d).stdout) for d in ("local", "two"))
    assert one | {"ms": 0} == two | {"ms": 0} and one["found"]
    twice = invoke("import", "local.jsonl", "--desk", "two", "--data-dir", folder)
    assert twice.exit_code == 0
    assert twice.stdout.startswith("Imported 0 articles, 0 entities, 0 feeds; 5 articles on the")


def test_a_truncated_export_says_so_and_keeps_what_is_whole(invoke: Invoke, folder: Path) -> None:
    invoke("export", "jsonl", "--data-dir", folder)
    lines = Path("local.jsonl").read_bytes().splitlines(keepends=True)
    articles = [n for n, line in enumerate(lines) if line.startswith(b'{"type":"article"')]
    Path("cut.jsonl").write_bytes(b"".join(lines[: articles[2]]))
    result = invoke("import", "cut.jsonl", "--desk", "two", "--data-dir", folder)
    assert result.exit_code == 1
    assert "with 2 of 5 lines of type article" in result.stderr
    assert result.stdout.startswith("Imported 2 articles")
    Path("bad.jsonl").write_bytes(b"".join([*lines[:5], b'{"type":\x00\n', *lines[5:]]))
    result = invoke("import", "bad.jsonl", "--desk", "three", "--data-dir", folder)
    assert result.exit_code == 1 and result.stdout.endswith("; 1 line left out.\n")
    assert result.stderr == "bad.jsonl, line 6: no valid JSON\n"


def test_a_huge_line_is_refused_by_its_number(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("export", "jsonl", "--data-dir", folder)
    lines = Path("local.jsonl").read_bytes().splitlines(keepends=True)
    longest = max(map(len, lines))
    Path("huge.jsonl").write_bytes(b"".join([*lines[:3], b"9" * 3 * longest + b"\n", *lines[3:]]))
    monkeypatch.setattr(restoring, "LINE_BYTES", longest)
    result = invoke("import", "huge.jsonl", "--desk", "two", "--data-dir", folder)
    assert result.exit_code == 1 and result.stdout.startswith("Imported 5 articles")
    assert result.stderr.startswith("huge.jsonl, line 4: longer than")
    assert len(result.stderr.splitlines()) == 1


def test_what_is_no_export_is_one_line(invoke: Invoke, tmp_path: Path) -> None:
    Path("articles.jsonl").write_text('{"text": "An article."}\n')
    later = {"type": "desk", "format": "byline-desk", "version": 99}
    Path("later.jsonl").write_text(json.dumps(later) + "\n")
    for name, words in (("articles", "`add` reads articles"), ("later", "update Byline")):
        result = invoke("import", f"{name}.jsonl")
        assert result.exit_code == 1 and words in result.stderr
        assert len(result.stderr.splitlines()) == 1 and result.stderr.startswith(f"{name}.jsonl: ")


def test_tables_open_in_a_spreadsheet(invoke: Invoke, folder: Path) -> None:
    assert invoke("export", "csv", "--out", "tables", "--data-dir", folder).exit_code == 0
    assert invoke("export", "csv", "--data-dir", folder).exit_code == 0
    with zipfile.ZipFile("local-csv.zip") as packed:
        names = set(packed.namelist())
        for name in names:
            assert packed.read(name) == (Path("tables") / name).read_bytes()
    assert names == {
        *("articles.csv", "entities.csv", "aliases.csv", "claims.csv", "chain_links.csv"),
        *("mentions.csv", "READ ME.txt"),
    }
    text = Path("tables/claims.csv").read_bytes().decode("utf-8-sig")
    claims = list(csv.DictReader(io.StringIO(text, newline="")))
    assert any("Wall Street Journal" in claim["sourcing_chain"] for claim in claims)
    full = invoke("export", "csv", "--out", "tables", "--data-dir", folder)
    assert full.exit_code == 1 and "not empty" in full.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_gets_the_file_s_bytes(spawn: Spawn, folder: Path, form: str) -> None:
    result = spawn("export", form, "--out", "x.zip", "--data-dir", folder)
    assert result.returncode == 0, result.stderr
    kept = (folder.parent / "x.zip").read_bytes()
    assert kept and list(folder.parent.glob(".export*")) == []
    if form in ("jsonl", "jsonld", "annotations"):
        streamed = spawn("export", form, "--out", "-", "--data-dir", folder)
        assert streamed.stdout.encode() == kept and streamed.stderr == ""
    if form in ("jsonld", "annotations"):
        document = json.loads(kept)
        assert document["@context"] and (document.get("@graph") or document["items"])
    if form == "sqlite":
        with sqlite3.connect(folder.parent / "x.zip") as plain:
            assert plain.execute("select count(*) from claims_with_sources").fetchone()[0] > 50


def test_an_export_that_fails_leaves_what_was_there(
    invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*args: object, **kwargs: object) -> Iterator[dict[str, object]]:
        yield {"type": "desk"}
        raise OSError(28, "No space left on device")

    Path("kept.jsonl").write_text("the last one")
    monkeypatch.setattr(exporting, "desk_records", breaking)
    result = invoke("export", "jsonl", "--out", "kept.jsonl", "--data-dir", folder)
    assert result.exit_code == 1
    assert result.stderr == "kept.jsonl: no space left on device; nothing was exported.\n"
    assert Path("kept.jsonl").read_text() == "the last one" and list(Path().glob(".export*")) == []


def test_a_desk_that_is_not_there_is_one_line(invoke: Invoke, tmp_path: Path) -> None:
    for words in (("export", "jsonl"), ("backup",)):
        result = invoke(*words)
        assert result.exit_code == 1 and "no desk local" in result.stderr
    assert not (tmp_path / "data").exists()
    assert invoke("export", "xml").exit_code == 2
    assert invoke("restore", "gone.db").exit_code == 1


def test_a_folder_that_may_not_be_written_is_one_line(invoke: Invoke, folder: Path) -> None:
    for words in (("export", "jsonl"), ("export", "csv"), ("backup",)):
        result = invoke(*words, "--out", "nowhere/file", "--data-dir", folder)
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("nowhere/file: no such file")
        taken = invoke(*words[:1], *words[1:2], "--out", "own", "--data-dir", folder)
        assert taken.exit_code == 1 and "folder" in taken.stderr


def test_backup_and_restore(invoke: Invoke, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    result = invoke("backup", "--out", "kept.db", "--data-dir", folder)
    assert result.exit_code == 0, result.output
    fresh = invoke("restore", "kept.db", "--desk", "two", "--data-dir", folder)
    assert fresh.exit_code == 0 and "with 5 articles" in fresh.stdout
    taken = invoke("restore", "kept.db", "--data-dir", folder)
    assert taken.exit_code == 1 and "--replace" in taken.stderr
    replaced = invoke("restore", "kept.db", "--replace", "--data-dir", folder)
    assert replaced.exit_code == 0 and "kept as" in replaced.stdout
    (aside,) = (folder / "desks").glob("*.replaced")
    back = invoke("restore", aside, "--desk", "three", "--data-dir", folder)
    assert back.exit_code == 0 and "with 5 articles" in back.stdout
    with discord_on_loopback() as api:
        options = ("--data-dir", folder, "--discord-api", api)
        found = invoke("doctor", "--desk", "three", *options)
        assert "the last was made on" in found.stdout, found.output
        assert "none is known" in invoke("doctor", "--desk", "two", *options).stdout


def test_a_copy_for_readers_is_no_backup(invoke: Invoke, folder: Path) -> None:
    invoke("export", "sqlite", "--out", "copy.db", "--data-dir", folder)
    result = invoke("restore", "copy.db", "--desk", "two", "--data-dir", folder)
    assert result.exit_code == 1 and "no backup of a desk" in result.stderr
    assert not (folder / "desks" / "two.db").exists()
    assert list((folder / "desks").glob(".restore*")) == []


def test_every_format_is_a_choice() -> None:
    (form,) = (each for each in cli.commands["export"].params if each.name == "form")
    assert list(form.type.choices) == [each.value for each in FORMATS]  # type: ignore[attr-defined]
