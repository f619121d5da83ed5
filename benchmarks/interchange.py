"""Exports, imports and backups of a large desk: `python -m benchmarks.interchange [--articles N]`.

Each command runs as users run it, in a process of its own, whose time and peak memory are taken.
Then articles are added while a backup is made beside them, to see how long the writer is held up.
"""

import argparse
import asyncio
import filecmp
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from benchmarks.desk_set import KEYS, keep, make_articles, write_desk
from benchmarks.desk_world import Size
from matching.folding import fold
from newsroom.export import ExportFormat
from newsroom.extraction import Extraction
from services import Services
from storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
ADDED, WARM = 300, 20


def time_command(folder: Path, *words: str) -> None:
    """Run a command, and say how long it took and how much it held at most."""
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "bot.py"), *words, "--data-dir", str(folder)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds, megabytes = perf_counter() - started, used.ru_maxrss / 1024
    verdict = "" if status == 0 else f", failed with {status}"
    print(
        f"{' '.join(words[:2])}: {seconds:.1f} s, {megabytes:.0f} MB at most{verdict}", flush=True
    )


async def measure_writer(folder: Path) -> None:
    """How long adding an article takes, alone and beside one backup after another."""
    store = Store.open(folder / "desks" / "big.db", fold, KEYS)
    services = Services(folder)
    extractions = list(make_articles(Size(ADDED, ADDED * 10, seed=77)))
    for title, is_beside in (("alone", False), ("beside backups", True)):
        done = asyncio.Event()
        backing = asyncio.create_task(back_up(services, folder, done)) if is_beside else None
        waits = []
        for extraction in extractions[:: 2 if is_beside else 1][: ADDED // 2]:
            started = perf_counter()
            await store.write(keep, renamed(extraction, title))
            waits.append((perf_counter() - started) * 1000)
        done.set()
        backups = await backing if backing else 0
        waits = sorted(waits[WARM:])
        middle, last = waits[len(waits) // 2], waits[-1]
        beside = f", {backups} backups" if is_beside else ""
        print(f"add {title}: median {middle:.1f} ms, longest {last:.0f} ms{beside}")
    await services.close()
    await store.close()


async def back_up(services: Services, folder: Path, done: asyncio.Event) -> int:
    """Make backups until told to stop; how many."""
    count = 0
    while not done.is_set():
        await services.restoring.backup("big", folder / "beside.db")
        count += 1
    return count


def renamed(extraction: Extraction, title: str) -> Extraction:
    """The same article with a text of its own."""
    article = replace(extraction.article, text=f"{extraction.article.text}\n({title})")
    return replace(extraction, article=article)


def main() -> None:
    """Write a desk and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    articles = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "desks").mkdir()
        write_desk(folder / "desks" / "big.db", Size(articles, articles * 10))
        for form in ExportFormat:
            time_command(folder, "export", form, "--desk", "big")
        time_command(folder, "backup", "--desk", "big", "--out", "b.db")
        time_command(folder, "restore", "b.db", "--desk", "back")
        time_command(folder, "import", "big.jsonl", "--desk", "two")
        time_command(folder, "export", "jsonl", "--desk", "two")
        is_same = filecmp.cmp(folder / "big.jsonl", folder / "two.jsonl", shallow=False)
        print(f"export, import, export: {'the same bytes' if is_same else 'NOT THE SAME'}")
        for path in sorted(folder.glob("big*")):
            print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB")
        asyncio.run(measure_writer(folder))


if __name__ == "__main__":
    main()
