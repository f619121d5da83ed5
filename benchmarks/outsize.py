"""Questions that nobody means well: `python -m benchmarks.outsize [--articles N --claims N]`.

Ten thousand characters of every sort that makes a search or a pattern walk far, asked in every way
in which words reach a desk, one after the other, as the services answer them.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.desk_set import KEYS, make_articles, write_desk
from benchmarks.desk_world import Size
from matching.folding import fold
from newsroom.errors import NewsroomError
from services import Services
from storage.connections import open_reader
from storage.story_traits import count_pending

LENGTH = 10_000
BAR_MS = 300.0
DESK = "outsize"

Way = Callable[[str], Awaitable[object]]


def outsize(words: str, name: str) -> dict[str, str]:
    """Questions by what is the matter with them; `words` and `name` stand on the desk."""

    def filled(piece: str) -> str:
        return (piece * (LENGTH // len(piece) + 1))[:LENGTH]

    return {
        "one letter": filled("a"),
        "one word": filled("ferry "),
        "other words": " ".join(f"w{number:x}" for number in range(LENGTH // 5))[:LENGTH],
        "a name over and over": filled(f"{name} "),
        "all claims' words": filled(f"{words} "),
        "questions in questions": filled("who said that what sources back the claim that "),
        "and, and, and": filled("who is Musk and "),
        "like a pattern": filled("(a+)+$ .*.*.*=[^x]{1,9999}|"),
        "like a query": filled('" OR NEAR("a" "b"*) NOT -^:{}() '),
        "combining marks": "who is M" + "\u0301\u0327\u0489" * (LENGTH // 3),
        "marks on every letter": filled("e\u0301\u0302\u0303\u0304"),
        "quotation marks": filled("“x ”\"' "),
        "brackets": "(" * LENGTH,
        "spaces": "who is" + " " * LENGTH + "Musk",
        "no spaces": filled("\u4e2d\u6587\u65b0\u805e"),
        "line breaks": filled("a\r\n\u2028"),
        "digits": "#" + "9" * LENGTH,
        "odd digits": "#" + "\u00b2" * 9,
        "dates": filled("on 12 March 2024, "),
        "negations": filled("not un-non-"),
        "emoji": filled("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    }


def ways(services: Services) -> dict[str, Way]:
    """Every way in which words reach a desk."""
    return {
        "ask": lambda words: services.ask(DESK, words),
        "who": lambda words: services.who(DESK, words),
        "sources": lambda words: services.sources(DESK, words),
        "claims": lambda words: services.claims(DESK, words),
        "quote": lambda words: services.quote(DESK, words, words),
        "timeline": lambda words: services.timeline(DESK, words),
        "story": lambda words: services.stories.tell(DESK, words),
        "check": lambda words: services.check(DESK, words),
        "name typed": lambda words: services.complete_names(DESK, words),
        "claim typed": lambda words: services.complete_claims(DESK, words),
    }


async def sort_stories(services: Services, folder: Path) -> None:
    """Let every article join a story first, as on a desk that has been in use."""
    db = open_reader(folder / "desks" / f"{DESK}.db", fold, KEYS)
    while count_pending(db):
        await services.stories.list(DESK)
    db.close()


async def measure(size: Size, folder: Path) -> None:
    """Ask all of it in every way, and print the slowest of each kind."""
    claims = write_desk(folder / "desks" / f"{DESK}.db", size)
    print(f"desk: {size.articles:,} articles, {claims:,} claims; {LENGTH:,} characters a question")
    first = next(iter(make_articles(size)))
    services = Services(folder)
    every = ways(services)
    await services.ask(DESK, "who is Musk?")
    await sort_stories(services, folder)
    worst = 0.0
    for matter, words in outsize(first.claims[0].text, first.entities[0].name).items():
        taken = {}
        for way, ask in every.items():
            started, ran = perf_counter(), process_time()
            with suppress(NewsroomError):
                await ask(words)
            taken[way] = ((process_time() - ran) * 1000, (perf_counter() - started) * 1000)
        slowest = max(taken, key=lambda way: taken[way])
        cpu, wall = taken[slowest]
        worst = max(worst, cpu)
        print(f"{matter:24}{cpu:8.1f} ms of CPU, {wall:8.1f} ms in all  ({slowest})")
    await services.close()
    print(f"bar: below {BAR_MS:.0f} ms, {'kept' if worst < BAR_MS else 'MISSED'} at {worst:.0f} ms")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000, help="how many articles")
    parser.add_argument("--claims", type=int, default=50_000, help="how many claims in all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Size(options.articles, options.claims), Path(folder)))


if __name__ == "__main__":
    main()
