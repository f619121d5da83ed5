"""A desk whose articles are read beforehand, and whose process may end at any step of an embargo.

`python -m tests.embargo_world FOLDER READINGS STEP close|settle` does one thing with it and kills
itself with SIGKILL at the STEP-th step; it says `done` and the steps where there are no more.
"""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import embargo_life
from newsroom.article import Article, ArticleId
from newsroom.embargo import Terms
from newsroom.extraction import Extraction
from services import Services
from storage.store import Store
from storage.whole_texts import list_article_ids

DESK = "1180000000000000001"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROLE = 700_000_000_000_000_001
TEXTS = tuple(
    f"{name} to close\n\n{name} will close in May, minister Oona Vexley said.\n"
    for name in ("Quillfeather mine", "Tarnby ferry", "Selwick bridge", "Norland depot")
)
Readings = dict[str, Extraction]


class Killed(BaseException):
    """The process has ended: whatever it would do from now on does not happen."""


class Life:
    """Counts steps; from the last one on nothing is done any more."""

    def __init__(self, last: int = 10**9, end: Callable[[], None] | None = None) -> None:
        self.step, self.last, self._end = 0, last, end

    def __call__(self) -> None:
        """One step."""
        self.step += 1
        if self.step >= self.last:
            if self._end is not None:
                self._end()
            raise Killed


@contextmanager
def mortal(life: Life) -> Iterator[None]:
    """Put a step before and after each transaction and each change of terms and files."""
    names = ("next_number", "write_terms", "remove_embargo")
    before = {name: getattr(embargo_life, name) for name in names}
    write, checkpoint = Store.write, Store.checkpoint

    def stepped(original: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            life()
            result = original(*args)
            life()
            return result

        return step

    async def stepped_write(store: Store, *args: Any, **kwargs: Any) -> Any:
        life()
        result = await write(store, *args, **kwargs)
        life()
        return result

    async def stepped_checkpoint(store: Store) -> None:
        life()
        await checkpoint(store)

    for name in names:
        setattr(embargo_life, name, stepped(before[name]))
    Store.write, Store.checkpoint = stepped_write, stepped_checkpoint  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        for name in names:
            setattr(embargo_life, name, before[name])
        Store.write, Store.checkpoint = write, checkpoint  # type: ignore[method-assign]


def open_services(folder: Path, readings: Readings) -> Services:
    """The services over a folder, with what every text says known beforehand."""
    services = Services(folder)
    services._meaning = None

    async def extract(article: Article) -> Extraction:
        return readings[article.text]

    services._extract = extract  # type: ignore[method-assign]
    services.embargoes._life._extract = extract
    return services


async def add_closed(services: Services, text: str, until: datetime) -> int:
    """Add a text under an embargo of its own; its number."""
    terms = Terms(until, (ROLE,), 42, NOW)
    kept = await services.embargoes.add(
        DESK, terms, lambda place: services.add_text(place, text[:12], text)
    )
    return kept.embargo or 0


async def close(services: Services, text: str, until: datetime) -> None:
    """Move a text of the desk under an embargo."""
    number = next(n for n, each in (await texts_of(services, DESK)).items() if each == text)
    await services.embargoes.close_articles(DESK, (number,), Terms(until, (ROLE,), 42, NOW))


async def texts_of(services: Services, desk: str) -> dict[ArticleId, str]:
    """The texts of a desk or an embargo, by their numbers."""
    store = await services._desks.get(desk)

    def read(db: Any) -> dict[ArticleId, str]:
        rows = db.execute("select article_id, text from articles")
        assert len(list_article_ids(db)) == len(dict(rows.fetchall()))
        return dict(db.execute("select article_id, text from articles").fetchall())

    return await store.read(read)


async def closed_texts(services: Services) -> list[str]:
    """The texts of all embargoes."""
    found: list[str] = []
    for each in await services._desks.embargoes(DESK):
        found += (await texts_of(services, each.name)).values()
    return found


async def _run(folder: Path, readings: Readings, life: Life, what: str) -> None:
    services = open_services(folder, readings)
    with mortal(life):
        if what == "close":
            await close(services, TEXTS[0], NOW + HOUR)
        else:
            await services.embargoes.settle(DESK, NOW + HOUR)
    print("done", life.step, flush=True)
    await services.close()


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    place, known, last_step, action = sys.argv[1:]
    read: Readings = pickle.loads(Path(known).read_bytes())
    asyncio.run(_run(Path(place), read, Life(int(last_step), _kill), action))
