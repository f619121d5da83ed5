"""Ways to run the command line: in this process, and in one of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from settings import Settings
from tests.web_stand_in.server import WebServer

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = tuple(sorted((ROOT / "samples").glob("*.txt")))
TOKEN = "planted.token.0123456789"
SECONDS = 120.0

Invoke = Callable[..., Result]
Spawn = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither this machine's settings nor its `.env` and desks reach a test."""
    monkeypatch.chdir(tmp_path)
    for field in (field.name for field in fields(Settings)):
        monkeypatch.delenv(field.upper(), raising=False)


@pytest.fixture(scope="session")
def invoke() -> Invoke:
    """Run a command in this process."""

    def run(
        *args: str | Path,
        stdin: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        return CliRunner(env=env).invoke(cli, [str(arg) for arg in args], input=stdin)

    return run


@pytest.fixture
def spawn(tmp_path: Path) -> Spawn:
    """Run a command in a process of its own, from an empty folder."""

    def run(
        *args: str | Path, stdin: str = "", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*args),
            cwd=tmp_path,
            env=os.environ | settings,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    return run


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web of our own, beside the command line."""
    with WebServer().in_thread() as server:
        yield server


def command(*args: str | Path) -> list[str]:
    """The words that start a command in a process of its own."""
    return [sys.executable, str(ROOT / "bot.py"), *map(str, args)]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """A data folder whose desk `local` holds the sample articles; not to be written to."""
    folder = tmp_path_factory.mktemp("samples")
    with chdir(folder):
        bare = {field.upper(): None for field in (field.name for field in fields(Settings))}
        result = invoke("add", *SAMPLES, "--data-dir", folder, env=bare)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(autouse=True, scope="session")
def _interruptible() -> Iterator[None]:
    """Processes started here can be interrupted, even where the tests run in the background.

    A shell starts background jobs with the interrupt ignored, and whoever they start inherits that.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
