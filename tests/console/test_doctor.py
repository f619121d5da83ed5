"""`doctor`: what it checks, and what it says to mend."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.console.conftest import SAMPLES, Invoke
from tests.console.test_checks import discord_on_loopback


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with discord_on_loopback() as address:
        yield address


def test_a_healthy_house(invoke: Invoke, sample_folder: Path, api: str) -> None:
    result = invoke("doctor", "--data-dir", sample_folder, "--discord-api", api)
    assert result.exit_code == 0, result.output
    for words in ("DISCORD_TOKEN", "DATA_DIR", "NLP_MODEL", "parser", "5 articles", "gateway"):
        assert words in result.stdout
    assert result.stdout.endswith("Nothing to mend.\n")


def test_a_damaged_desk_is_to_be_mended(invoke: Invoke, tmp_path: Path, api: str) -> None:
    (tmp_path / "desks").mkdir()
    (tmp_path / "desks" / "local.db").write_bytes(b"no database at all" * 300)
    result = invoke("doctor", "--data-dir", tmp_path, "--discord-api", api)
    assert result.exit_code == 1
    assert "failed  store" in result.stdout
    assert result.stdout.endswith("1 thing to mend.\n")


def test_without_network_and_token_nothing_is_to_be_mended(invoke: Invoke) -> None:
    result = invoke("doctor", "--discord-api", "http://127.0.0.1:9")
    assert result.exit_code == 0, result.output
    assert "note    Discord" in result.stdout


@pytest.fixture
def own_folder(invoke: Invoke, tmp_path: Path) -> Path:
    """A data folder with one article on its desk, to be written to."""
    added = invoke("add", SAMPLES[0], "--data-dir", tmp_path)
    assert added.exit_code == 0, added.output
    return tmp_path


def test_an_article_is_forgotten_by_its_number(invoke: Invoke, own_folder: Path) -> None:
    done = invoke("forget", "1", "--data-dir", own_folder)
    assert done.exit_code == 0 and done.stdout.startswith("Article 1 is forgotten, with ")
    again = invoke("forget", "1", "--data-dir", own_folder)
    assert again.exit_code == 1 and again.stderr == "There is no article 1 on this desk.\n"
    assert invoke("forget", "soon", "--data-dir", own_folder).exit_code == 2
    entries = invoke("audit", "--json", "--data-dir", own_folder).stdout.splitlines()
    told = [(each["who"], each["command"], each["objects"]) for each in map(json.loads, entries)]
    assert told == [("command line", name, "article:1") for name in ("forget", "add")]
    lines = invoke("audit", "--data-dir", own_folder).stdout.splitlines()
    assert len(lines) == 2 and lines[0].endswith("command line  forget  article:1  done")


def test_the_audit_is_checked_and_a_changed_entry_named(
    invoke: Invoke, own_folder: Path, api: str
) -> None:
    invoke("add", SAMPLES[1], "--data-dir", own_folder)
    whole = invoke("doctor", "--audit", "--data-dir", own_folder)
    assert whole.exit_code == 0 and "2 entries, unbroken" in whole.stdout
    with closing(sqlite3.connect(own_folder / "desks" / "local.db")) as db:
        db.execute("drop trigger audit_no_update")
        db.execute("update audit set objects = 'article:9' where entry_id = 1")
        db.commit()
    for options in (("--audit",), ("--discord-api", api)):
        broken = invoke("doctor", *options, "--data-dir", own_folder)
        assert broken.exit_code == 1 and "entry 1 has been altered" in broken.stdout


def test_settings_that_others_can_read_are_noted(invoke: Invoke, tmp_path: Path, api: str) -> None:
    env = tmp_path / ".env"
    env.write_text("LOG_LEVEL=INFO\n", encoding="utf-8")
    for mode, words in ((0o644, "chmod 600 .env"), (0o600, "yours alone")):
        env.chmod(mode)
        result = invoke("doctor", "--discord-api", api)
        assert result.exit_code == 0 and words in result.stdout


def test_a_sealed_desk_is_said_to_be_sealed(invoke: Invoke, own_folder: Path) -> None:
    (own_folder / "desks" / "local.sealed").write_text('{"left_at": "2026-01-01T00:00:00+00:00"}')
    for command in (("ask", "who is Musk?"), ("forget", "1"), ("audit",), ("story", "list")):
        result = invoke(*command, "--data-dir", own_folder)
        assert result.exit_code == 1 and "sealed" in result.stderr
        assert len(result.stderr.splitlines()) == 1 and result.stdout == ""
