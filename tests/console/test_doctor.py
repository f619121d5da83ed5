"""`doctor`: what it checks, and what it says to mend."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.conftest import Invoke
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
