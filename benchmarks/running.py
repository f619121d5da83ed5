"""Start-up time and memory of the program as users run it: `python -m benchmarks.running`.

`ask` is timed as a process of its own, beside a bare Python with nothing but its imports of SQLite.
The bot connects to the tests' loopback stand-in in this process; memory is what this process holds,
the stand-in's few megabytes included. How fast it reads is in `benchmarks.reading`.
"""

import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
RUNS = 7
MEGABYTE = 1024


def time_process(words: list[str]) -> float:
    """Median wall-clock seconds of some runs of a process."""
    seconds = []
    for _ in range(RUNS):
        started = perf_counter()
        subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
        seconds.append(perf_counter() - started)
    return statistics.median(seconds)


def measure_ask(data_dir: str) -> None:
    """`ask` against an empty Python program."""
    bare = time_process([sys.executable, "-c", "import sqlite3"])
    ask = time_process(
        [sys.executable, "bot.py", "ask", "who is Kiriyenko?", "--data-dir", data_dir]
    )
    print(f"ask: {ask:.2f} s from start to exit; bare Python {bare:.2f} s; ratio {ask / bare:.1f}")


async def measure_bot(data_dir: str) -> None:
    """The bot from its first import to ready, and what it holds before and after reading."""
    started = perf_counter()
    from cogs.client import NewsroomBot
    from services import build_services

    services = build_services(Path(data_dir))
    bot = NewsroomBot(services)
    imported = perf_counter() - started
    from tests.discord_stand_in.stand_in import StandIn

    async with StandIn() as discord_side:
        discord_side.add_guild("Desk")
        before = perf_counter()
        async with discord_side.connected(bot):
            ready = perf_counter() - before
            idle = held()
            started = perf_counter()
            await services.load_reader()
            loaded = perf_counter() - started
            for path in SAMPLES:
                await services.add_file("bench", path.name, path.read_bytes())
            reading = held()
    print(f"bot: imports {imported:.2f} s, ready {ready:.2f} s after connecting")
    print(f"bot memory: {idle:.0f} MB ready, {reading:.0f} MB after reading five articles")
    print(f"language pipeline and encoder loaded at the first article in {loaded:.2f} s")


def held() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "bot.py", "add", *map(str, SAMPLES), "--data-dir", folder],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        measure_ask(folder)
        asyncio.run(measure_bot(folder))


if __name__ == "__main__":
    main()
