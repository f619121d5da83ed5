"""What the tests of several rooms begin from."""

import asyncio
from pathlib import Path

import pytest

from tests.cogs.desk_room import fill_seed


@pytest.fixture(scope="session")
def seed_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose one desk has read the samples."""
    folder = tmp_path_factory.mktemp("seed")
    asyncio.run(fill_seed(folder))
    return folder
