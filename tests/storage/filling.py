"""A process that writes to a desk on a disk of its own until it is full, with more room each time.

`python -m tests.storage.filling FOLDER` says as JSON what was acknowledged, what is held, and how
the first refusal was put into words.
"""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from keeping import keep
from matching.folding import fold
from newsroom.errors import StoreError
from storage.store import Store
from tests.console.faulty_disk import fill
from tests.killing.inspection import check_whole, open_sound
from tests.killing.ledger import text_of
from tests.storage.factories import KEYS

NOW = datetime(2025, 3, 2, 9, 30, tzinfo=UTC)
FREED = (0, 16_000, 40_000, 70_000, 110_000, 260_000, 600_000)
"""How many bytes are free when each life begins."""
MOST = 40


async def add_until_refused(path: Path, first: int) -> tuple[list[int], str]:
    """Which articles were acknowledged, and why the next one was not."""
    store = Store.open(path, fold, KEYS)
    added: list[int] = []
    try:
        for number in range(first, first + MOST):
            try:
                await store.write(keep, text_of(number, 1), NOW)
            except StoreError as error:
                return added, str(error)
            added.append(number)
    finally:
        await store.close()
    return added, ""


def held(path: Path) -> list[int]:
    """The articles that a desk holds, once it has proved whole."""
    db = open_sound(path)
    check_whole(db)
    names = db.execute("select name from articles order by article_id").fetchall()
    db.close()
    return [int(name.removeprefix("article-")) for (name,) in names]


def main() -> None:
    """Fill the disk again and again."""
    folder = Path(sys.argv[1])
    path = folder / "desks" / "local.db"
    Store.open(path, fold, KEYS)._shut()
    lives = []
    for life, freed in enumerate(FREED):
        ballast = fill(folder)
        os.truncate(ballast, max(0, ballast.stat().st_size - freed))
        added, refusal = asyncio.run(add_until_refused(path, life * 1_000))
        ballast.unlink()
        lives.append({"added": added, "refusal": refusal, "held": held(path)})
    print(json.dumps(lives))


if __name__ == "__main__":
    main()
