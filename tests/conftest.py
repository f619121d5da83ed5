"""What the tests of several rooms begin from."""

import asyncio
from pathlib import Path

import pytest

from presentation import limits
from tests.cogs.desk_room import fill_seed

SHIPPED = (limits.READ_CHECK_SECONDS, limits.ACKNOWLEDGE_CHECK_SECONDS)
UNHURRIED = 2.5
"""Almost as long as Discord waits for a first response."""


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let checks of roles take their time: on a busy machine nothing turns private for that."""
    _let_checks_take(monkeypatch, UNHURRIED, UNHURRIED)


@pytest.fixture
def hurried(unhurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks of roles may keep nobody waiting for longer than they may for users."""
    _let_checks_take(monkeypatch, *SHIPPED)


def _let_checks_take(monkeypatch: pytest.MonkeyPatch, reads: float, others: float) -> None:
    monkeypatch.setattr(limits, "READ_CHECK_SECONDS", reads)
    monkeypatch.setattr(limits, "ACKNOWLEDGE_CHECK_SECONDS", others)


@pytest.fixture(scope="session")
def seed_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose one desk has read the samples."""
    folder = tmp_path_factory.mktemp("seed")
    asyncio.run(fill_seed(folder))
    return folder
