"""A process of its own that works on a desk, one step after another, until it is killed.

`python -m tests.storage.churning PATH FIRST` says `ready`, opens the desk, and prints the number of
each step once it is stored. Steps come in fours: add an article, import names, make another version
of the article, remove the article before.
"""

import asyncio
import sys
from pathlib import Path

from sqlite_utils import Database

from keeping import keep_at
from newsroom.entity import EntityKind, NameRecord
from storage.articles import add_article, find_article, remove_article
from storage.name_import import import_names
from storage.store import Store
from tests.storage.factories import ADDED_AT, fold, numbered, unresolved

CLAIMS = 120
NAMES = 400
FRESH = 15
"""How many claims of an article are others in its next version."""

STEPS = 4
CACHED_PAGES = 20
"""So few that a transaction spills into the log long before it is committed."""


def take_step(db: Database, step: int) -> None:
    """The step of that number; every fourth removes the article before the last one added."""
    turn, kind = divmod(step, STEPS)
    if kind == 0:
        extraction = numbered(turn, CLAIMS)
        add_article(db, extraction, unresolved(extraction), ADDED_AT)
    elif kind == 1:
        names = (f"Known {turn}n{number}" for number in range(NAMES))
        import_names(db, (NameRecord(name, EntityKind.PERSON, (f"{name}a",)) for name in names))
    elif kind == 2:
        article_id = find_article(db, numbered(turn, CLAIMS).article.digest)
        assert article_id is not None, f"article {turn} is gone before it was changed"
        keep_at(db, article_id, numbered(turn, CLAIMS, first=FRESH), ADDED_AT)
    elif turn:
        known = find_article(db, numbered(turn - 1, CLAIMS, first=FRESH).article.digest)
        assert known is not None, f"article {turn - 1} is gone before it was removed"
        remove_article(db, known)


async def run(path: Path, first: int) -> None:
    """Take steps for ever."""
    print("ready", flush=True)
    store = Store.open(path, fold)
    await store.write(lambda db: db.execute(f"pragma cache_size = {CACHED_PAGES}").fetchall())
    print("open", flush=True)
    for step in range(first, 10**6):
        await store.write(take_step, step)
        print(step, flush=True)
        if step % 7 == 0:
            await store.checkpoint()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2])))
