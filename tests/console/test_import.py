"""`import`: names known beforehand, streamed from a CSV file."""

import json
from pathlib import Path

from tests.console.conftest import Invoke

HEADER = "name,kind,aliases,description\n"


def test_imported_names_are_found_by_every_alias(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(
        HEADER + 'Maren Holloway,person,M. Holloway;Марен Холлоуэй,"reporter, London"\n',
        encoding="utf-8",
    )
    result = invoke("import", "names.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout == "1 name imported, 0 rows left out.\n"
    for name in ("Maren Holloway", "Holloway", "Марен Холлоуэй"):
        reply = json.loads(invoke("ask", f"who is {name}?", "--json").stdout)
        assert reply["matches"][0]["name"] == "Maren Holloway", name


def test_bad_rows_are_named_by_line_and_the_others_kept(invoke: Invoke, tmp_path: Path) -> None:
    rows = "A Name,person,,\n,person,,\nB Name,robot,,\nC Name,place,,\n"
    (tmp_path / "names.csv").write_bytes(b"\xef\xbb\xbf" + (HEADER + rows).encode())
    result = invoke("import", "names.csv")
    assert result.exit_code == 1
    assert result.stdout == "2 names imported, 2 rows left out.\n"
    empty, robot = result.stderr.splitlines()
    assert empty == "names.csv, line 3: the name is empty"
    assert robot.startswith("names.csv, line 4: 'robot' is no kind")


def test_importing_twice_changes_nothing(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(HEADER + "Some Body,person,Sb,\n", encoding="utf-8")
    for _ in range(2):
        assert invoke("import", "names.csv").exit_code == 0
    reply = json.loads(invoke("ask", "who is Some Body?", "--json").stdout)
    assert [match["name"] for match in reply["matches"]].count("Some Body") == 1


def test_who_brought_a_list_is_recorded(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(HEADER + "A Name,person,,\n,person,,\n", encoding="utf-8")
    invoke("import", "names.csv")
    (record,) = invoke("entity", "list", "--json").stdout.splitlines()
    told = json.loads(record)
    assert told["kind"] == "imported" and told["judged_by"] == "somebody at the command line"
    assert told["reason"] == "names.csv: 1 names, 1 rows left out"
    (entry,) = invoke("audit", "--json").stdout.splitlines()
    assert (json.loads(entry)["command"], json.loads(entry)["objects"]) == ("import", "names:1")
    refused = invoke("entity", "undo", "1")
    assert refused.exit_code == 1 and "An import cannot be undone" in refused.stderr


def test_a_file_that_is_none_is_one_line(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a;b;c\n", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    for name, words in (
        ("gone.csv", "no such file"),
        ("other.csv", "the first line must be name,kind,aliases,description"),
        ("folder.csv", "is a directory"),
    ):
        result = invoke("import", name)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{name}: ")
        assert words in result.stderr
        assert len(result.stderr.splitlines()) == 1
