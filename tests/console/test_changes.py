"""`add` of a changed article, and `changes`: what is different, in lines and as JSON."""

import json
from pathlib import Path

import pytest

from tests.console.conftest import Invoke
from tests.web_stand_in import pages
from tests.web_stand_in.server import Answer, WebServer

FIRST = """Ferry was unsafe, inspector says

The ferry allegedly sailed with a cracked hull on 3 February, a former inspector said on Monday.

Odile Brandt, mayor of Tarnby, told reporters that the town had no choice but to sell it.

The price was below two million crowns, according to the Northwire agency.
"""
SECOND = FIRST.replace("allegedly sailed", "sailed").replace("below two", "below three")
ALLOWED = {"ALLOW_PRIVATE_URLS": "true"}


@pytest.fixture
def changed(invoke: Invoke, tmp_path: Path) -> Path:
    """A file that was added, changed and added again."""
    path = tmp_path / "ferry.txt"
    for text in (FIRST, SECOND):
        path.write_text(text, encoding="utf-8")
        assert invoke("add", path).exit_code == 0
    return path


def test_adding_says_which_version_and_what_changed(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(FIRST, encoding="utf-8")
    assert invoke("add", path).stdout.startswith("added: ")
    path.write_text(SECOND, encoding="utf-8")
    (line,) = invoke("add", path).stdout.splitlines()
    assert line.startswith("version 2: Ferry was unsafe, inspector says (")
    assert "“allegedly” dropped from claim #" in line
    again = invoke("add", path)
    assert again.stdout.startswith("already on the desk, nothing changed: ")
    path.write_text(FIRST, encoding="utf-8")
    older = invoke("add", path, "--json")
    record = json.loads(older.stdout)
    assert record["known"] is True and record["version"] == 2 and "version 1" in record["note"]


def test_json_of_a_version_tells_the_whole_change(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(FIRST, encoding="utf-8")
    first = json.loads(invoke("add", path, "--json").stdout)
    assert (first["version"], first["change"], first["note"]) == (1, None, None)
    path.write_text(SECOND, encoding="utf-8")
    second = json.loads(invoke("add", path, "--json").stdout)
    assert second["article_id"] == first["article_id"] and not second["known"]
    assert second["change"]["version"] == second["version"] == 2
    assert ["allegedly"] in [claim["hedges_dropped"] for claim in second["change"]["claims"]]
    assert "[-two-] {+three+}" in second["change"]["sentences"][1]["diff"]


@pytest.mark.usefixtures("changed")
def test_changes_lists_and_shows(invoke: Invoke) -> None:
    (line,) = invoke("changes").stdout.splitlines()
    assert line.startswith("article 1, Ferry was unsafe, inspector says: version 2, seen ")
    record = json.loads(invoke("changes", "--json").stdout)
    assert (record["article_id"], record["version"]) == (1, 2)
    for which in ("1", "#1", "unsafe ferry"):
        shown = invoke("changes", which)
        assert shown.exit_code == 0 and "2 versions." in shown.stdout
        assert "Hedge dropped: “allegedly”" in shown.stdout
    history = json.loads(invoke("changes", "1", "--json").stdout)
    assert [version["text"] for version in history["versions"]] == [FIRST, SECOND]


def test_changes_of_nothing_is_said(invoke: Invoke, tmp_path: Path) -> None:
    assert invoke("changes").stdout.startswith("No article on this desk has changed")
    for which in ("1", "https://nowhere.example/", "ferry"):
        result = invoke("changes", which)
        assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
    path = tmp_path / "ferry.txt"
    path.write_text(FIRST, encoding="utf-8")
    invoke("add", path)
    assert "1 version." in invoke("changes", "1").stdout
    assert invoke("changes", "2").exit_code == 1


def test_words_of_several_titles_are_not_guessed_between(invoke: Invoke, tmp_path: Path) -> None:
    for name, title in (("a", "Ferry sold"), ("b", "Ferry bought")):
        for text in (FIRST, SECOND):
            path = tmp_path / f"{name}.txt"
            path.write_text(text.replace("Ferry was unsafe, inspector says", title), "utf-8")
            assert invoke("add", path).exit_code == 0
    result = invoke("changes", "ferry")
    assert result.exit_code == 1 and "give a number: #" in result.stderr
    assert "2 versions." in invoke("changes", "ferry bought").stdout


def test_a_page_is_asked_again_and_its_change_told(invoke: Invoke, web: WebServer) -> None:
    url = web.serve("/ferry", Answer(pages.GOOD.encode()))
    assert invoke("add", url, env=ALLOWED).stdout.startswith("added: ")
    again = invoke("add", url, env=ALLOWED).stdout
    assert again.startswith("already on the desk") and "says what it said" in again
    content = pages.GOOD.replace("allegedly ", "")
    web.serve("/ferry", Answer(content.encode()))
    assert invoke("add", url, env=ALLOWED).stdout.startswith("version 2: ")
    assert "2 versions." in invoke("changes", url).stdout
