"""One language pipeline for all tests of reading."""

import pytest

from extraction.pipeline import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """A reader with the pipeline that ships."""
    return Reader.load()
