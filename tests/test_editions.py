"""What an edition tells of articles that were corrected after they had been told of."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import editions
from editions import Scope, compose
from newsroom.article import ArticleId
from newsroom.edition import Edition, Heading
from services import Services, build_services
from storage.connections import open_reader
from tests.storage.factories import KEYS, fold

DESK = "desk"
SHIP = (
    "Ferry sold to islanders\n\nThe ferry was sold for two million crowns, mayor Odile Brandt said"
    " on Monday.\n\nThe council met for an hour and did not vote.\n"
)
MINE = "Mine to close\n\nThe Quillfeather mine will close in May, minister Oona Vexley said.\n"
NOTE = "Correction: An earlier version of this article gave the wrong price."
MENDED = SHIP.replace("two million", "three million") + f"\n{NOTE}\n"
HOUR = timedelta(hours=1)
DAY = date(2031, 3, 4)
HEADING = Heading(DAY, DAY, "UTC", None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Path]:
    """A desk with an article of two versions, the second with a note of correction."""
    with asyncio.Runner() as runner:
        services: Services = build_services(tmp_path)
        for text in (SHIP, MENDED):
            runner.run(services.add_text(DESK, "ferry.txt", text))
        runner.run(services.close())
    yield tmp_path / "desks" / f"{DESK}.db"


def _edition(path: Path, since: datetime, until: datetime) -> Edition:
    db = open_reader(path, fold, KEYS)
    scope = Scope((), ArticleId(1), None, since=since, until=until)
    edition = compose(db, scope, HEADING).edition
    db.close()
    return edition


def test_what_is_not_even_weighed_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "STORIES_WEIGHED", 1)
    with asyncio.Runner() as runner:
        services = build_services(tmp_path)
        for text in (SHIP, MINE):
            runner.run(services.add_text(DESK, "one.txt", text))
        edition = runner.run(services.digests.so_far(DESK, 1, datetime.now(UTC)))
        runner.run(services.close())
    assert len(edition.stories) == edition.stories_left_out == edition.articles_left_out == 1
    assert (edition.story_count, edition.article_count) == (2, 2)


def test_a_correction_of_an_older_article_is_told_in_its_time_alone(desk: Path) -> None:
    now = datetime.now(UTC)
    edition = _edition(desk, now - HOUR, now + HOUR)
    (story,) = edition.stories
    (notice,) = story.corrections
    assert (notice.sentence, notice.citation.article_id) == (NOTE, 1)
    assert not edition.is_quiet
    assert _edition(desk, now + HOUR, now + 2 * HOUR).is_quiet
    assert _edition(desk, now - 2 * HOUR, now - HOUR).is_quiet
