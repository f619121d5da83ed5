"""The token stays with the process that needs it."""

import logging
import os
import re
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandline import gateway
from commandline.options import Share
from commandline.secrecy import keep_to_ourselves
from services import Services
from tests.console.conftest import ROOT, TOKEN, Invoke
from tests.test_architecture import ROOMS

STARTERS = re.compile(
    r"\b(import (subprocess|multiprocessing|pty)\b|ProcessPoolExecutor|create_subprocess_"
    r"|os\.(system|popen|fork|exec|spawn|posix_spawn))"
)


@pytest.fixture(autouse=True)
def _own_core_limit() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.mark.parametrize(
    ("mode", "line", "is_told"),
    [
        (0o644, f"DISCORD_TOKEN={TOKEN}", True),
        (0o602, f"DISCORD_TOKEN={TOKEN}", True),
        (0o600, f"DISCORD_TOKEN={TOKEN}", False),
        (0o644, "DISCORD_TOKEN=", False),
        (0o644, "LOG_LEVEL=INFO", False),
    ],
)
def test_a_file_that_others_can_read_is_warned_of_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, line: str, is_told: bool
) -> None:
    env = tmp_path / ".env"
    env.write_text(line + "\n", encoding="utf-8")
    env.chmod(mode)
    with caplog.at_level(logging.WARNING):
        keep_to_ourselves(env)
        keep_to_ourselves(tmp_path / "not there")
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == is_told and TOKEN not in caplog.text
    assert not told or told[0].endswith(f"chmod 600 {env}")


def test_a_crash_leaves_no_core_file() -> None:
    keep_to_ourselves(Path("not there"))
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_what_the_bot_starts_does_not_inherit_the_token(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def serve(token: str, services: Services, level: str, share: Share | None) -> None:
        seen.extend((token, os.environ.get("DISCORD_TOKEN")))

    monkeypatch.setattr(gateway, "serve", serve)
    (tmp_path / ".env").write_text("DISCORD_TOKEN=another\n", encoding="utf-8")
    assert invoke("run", env={"DISCORD_TOKEN": TOKEN}).exit_code == 0
    assert seen == [TOKEN, None]
    invoke("story", "list", env={"DISCORD_TOKEN": TOKEN, "NLP_MODEL": None})
    assert "DISCORD_TOKEN" not in os.environ


def test_nothing_of_ours_starts_another_process() -> None:
    for name in ROOMS:
        room = ROOT / name
        for path in sorted(room.rglob("*.py")) if room.is_dir() else [ROOT / f"{name}.py"]:
            found = STARTERS.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path}: {found and found[0]} hands on the environment"
