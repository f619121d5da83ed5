"""A desk's real file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.connections import open_writer
from tests.storage.factories import KEYS, fold


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    """Where the test's desk is, or will be."""
    return tmp_path / "desks" / "local.db"


@pytest.fixture
def db(desk_path: Path) -> Iterator[Database]:
    """A migrated, empty desk."""
    database = open_writer(desk_path, fold, KEYS)
    yield database
    database.close()
