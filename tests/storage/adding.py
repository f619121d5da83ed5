"""A process of its own that adds articles until it is done or killed.

`python -m tests.storage.adding PATH FIRST COUNT CLAIMS` prints a line once the desk is open and the
number of each article once it is stored.
"""

import asyncio
import sys
from pathlib import Path

from storage.articles import add_article
from storage.store import Store
from tests.storage.factories import ADDED_AT, fold, numbered, unresolved


async def run(path: Path, first: int, count: int, claims: int) -> None:
    """Add `count` articles from number `first` on."""
    store = Store.open(path, fold)
    print("open", flush=True)
    for number in range(first, first + count):
        extraction = numbered(number, claims)
        await store.write(add_article, extraction, unresolved(extraction), ADDED_AT)
        print(number, flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), *map(int, sys.argv[2:5])))
