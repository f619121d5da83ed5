"""Hours of a newsroom's work: `python -m benchmarks.load [--minutes 120 --rate 20 --adds 3]`.

The bot runs as a process of its own, through the real discord.py, against the tests' loopback
Discord in this one, which plays the people too. They come at random times, so many a second on
average, and wait for nobody; articles are added meanwhile and read by the bot. What is reported:
how long until each interaction is acknowledged and answered, as Discord sees it, everything that
went wrong (a refused or late request, an answer that says so, a line in the bot's log, an article
that was acknowledged and is not there), and the bot's memory, second by second: its mean, and the
least of each minute, since a picture that is being drawn takes some tens of megabytes for half a
second.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
from asyncio.subprocess import Process
from collections import Counter, defaultdict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from benchmarks.desk_world import Size
from benchmarks.load_newsroom import Newsroom
from services import Services
from tests.discord_stand_in.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.stand_in import StandIn

ROOT = Path(__file__).resolve().parent.parent
START_S, KEPT_S, MINUTE = 120.0, 240.0, 60.0
OURS = "Something went wrong"
"""How an answer begins that is the bot's own fault."""
LAG_EVERY_S, MEMORY_EVERY_S = 0.05, 1.0
ADD = "/add"
ACKNOWLEDGED = {
    COMMAND: "commands", COMPONENT: "buttons and menus", AUTOCOMPLETE: "suggestions",
    MODAL_SUBMIT: "forms",
}  # fmt: skip


@dataclass(slots=True)
class Measured:
    """What came of a run; times in milliseconds, memory in megabytes."""

    acknowledged: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)
    lag_ms: float = 0.0
    cpu_seconds: float = 0.0

    def fault(self, words: str) -> None:
        """Something went wrong."""
        self.faults[words[:200]] += 1

    def collect(self, discord_side: StandIn, before: float) -> None:
        """Take the times of the interactions from before a moment, and let go of them."""
        for one in discord_side.forget_before(before):
            if one.acknowledged_at is None:
                self.fault(f"never acknowledged: {ACKNOWLEDGED[one.kind]}")
            else:
                ms = (one.acknowledged_at - one.created_at) * 1000
                self.acknowledged[ACKNOWLEDGED[one.kind]].append(ms)

    @property
    def slowest(self) -> float:
        """The slowest acknowledgement."""
        return max((max(times) for times in self.acknowledged.values()), default=0.0)

    def held_between(self, first: float, last: float) -> list[tuple[float, float]]:
        """The memory from one minute until another."""
        return [point for point in self.memory if first <= point[0] < last]

    def least_of_each_minute(self) -> list[tuple[float, float]]:
        """The least that was held in each whole minute."""
        last = int(self.memory[-1][0]) if self.memory else 0
        minutes = ((minute, self.held_between(minute, minute + 1)) for minute in range(last))
        return [(float(minute), min(held for _, held in points)) for minute, points in minutes
                if points]  # fmt: skip


def growth(points: Sequence[tuple[float, float]], after: float) -> float:
    """By least squares, how many megabytes an hour the memory grows after some minutes."""
    points = [point for point in points if point[0] >= after]
    if len(points) < 2:
        return 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return 60 * above / sum((x - mean_x) ** 2 for x, _ in points)


class Run:
    """One run: arrivals, the bot's process, and what is measured."""

    def __init__(self, rooms: Sequence[Newsroom], bot: Process) -> None:
        self.rooms, self.bot, self.measured = rooms, bot, Measured()
        self._random = random.Random(7)
        self._under_way: set[asyncio.Task[None]] = set()

    async def work(self, minutes: float, rate: float, adds: float) -> None:
        """Let people come for so long; then wait for the answers still under way."""
        started, used_before = monotonic(), processor_seconds(self.bot.pid)
        ends_at = started + minutes * MINUTE
        asking = self._arrive(rate, ends_at, self._act)
        adding = self._arrive(adds / MINUTE, ends_at, self._add)
        measuring = (self._watch(started), self._weigh(started), self._lag())
        beside = [asyncio.create_task(each) for each in measuring]
        await asyncio.gather(asking, adding)
        await asyncio.gather(*self._under_way)
        self.measured.cpu_seconds = processor_seconds(self.bot.pid) - used_before
        for task in beside:
            task.cancel()
        discord_side = self.rooms[0].discord
        self.measured.collect(discord_side, discord_side.clock.now() + 1)

    async def _arrive(self, rate: float, ends_at: float, act: Any) -> None:
        next_at = monotonic()
        while True:
            next_at += self._random.expovariate(rate)
            if next_at > ends_at:
                return
            await asyncio.sleep(max(0.0, next_at - monotonic()))
            self._begin(act(self._random.choices(self.rooms, range(len(self.rooms), 0, -1))[0]))

    def _begin(self, acting: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(acting)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _act(self, room: Newsroom) -> None:
        started = monotonic()
        try:
            name, reply = await room.act()
        except Exception as error:
            self.measured.fault(f"{type(error).__name__}: {error}")
            return
        self._note(name, reply, started)

    async def _add(self, room: Newsroom) -> None:
        started = monotonic()
        try:
            reply = await room.add()
        except Exception as error:
            self.measured.fault(f"add: {type(error).__name__}: {error}")
            return
        self._note(ADD, reply, started)

    def _note(self, name: str, reply: Reply | None, started: float) -> None:
        self.measured.answered[name].append((monotonic() - started) * 1000)
        if reply is not None and OURS in reply.text:
            self.measured.fault(f"{name}: {OURS}")

    async def _watch(self, started: float) -> None:
        """Each minute a line on how it goes."""
        measured, discord_side = self.measured, self.rooms[0].discord
        used_before = processor_seconds(self.bot.pid)
        while True:
            minute, used = (monotonic() - started) / MINUTE, processor_seconds(self.bot.pid)
            measured.collect(discord_side, discord_side.clock.now() - KEPT_S)
            held = [one for _, one in measured.held_between(minute - 1, minute)] or [0.0]
            print(
                f"{minute:6.1f} min: {sum(map(len, measured.answered.values()))} answers,"
                f" {len(measured.answered[ADD])} articles,"
                f" slowest acknowledgement {measured.slowest:.0f} ms,"
                f" {min(held):.0f} to {max(held):.0f} MB, {used - used_before:.0f} s of processor,"
                f" own lag {measured.lag_ms:.0f} ms,"
                f" {len(self._under_way)} under way, {measured.faults.total()} faults",
                flush=True,
            )
            used_before = used
            await asyncio.sleep(MINUTE)

    async def _weigh(self, started: float) -> None:
        """Each second: the memory."""
        while True:
            minute = (monotonic() - started) / MINUTE
            self.measured.memory.append((minute, resident(self.bot.pid)))
            await asyncio.sleep(MEMORY_EVERY_S)

    async def _lag(self) -> None:
        """How late this process itself is at worst, which the times include."""
        while True:
            due = monotonic() + LAG_EVERY_S
            await asyncio.sleep(LAG_EVERY_S)
            self.measured.lag_ms = max(self.measured.lag_ms, (monotonic() - due) * 1000)


def resident(pid: int) -> float:
    """The memory that a process holds now, in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def share(times: Sequence[float], part: float) -> float:
    """The time that such a part of them stays within."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))] if times else 0.0


async def check_desks(run: Run, data_dir: Path, held: dict[int, int]) -> None:
    """Every article that was acknowledged is there, and every chain of the audit holds."""
    services, found = Services(data_dir), -sum(held.values())
    for guild_id in held:
        found += (await services.counts(str(guild_id))).articles
        checked = await services.audit.check(str(guild_id))
        if checked.fault is not None:
            run.measured.fault(f"the audit of {guild_id} is altered")
    await services.close()
    missing = len(run.measured.answered[ADD]) - found
    if missing > 0:
        run.measured.fault(f"{missing} acknowledged articles are missing")


def tabulate(title: str, each: dict[str, list[float]]) -> None:
    """Print how long each kind took."""
    print(f"{title:20} {'count':>7} {'half':>7} {'95 %':>7} {'99.9 %':>7} {'slowest':>8}")
    for name, times in sorted(each.items()):
        shares = " ".join(f"{share(times, part):7.0f}" for part in (0.5, 0.95, 0.999))
        print(f"{name:20} {len(times):7} {shares} {max(times):8.0f}")


def print_memory(title: str, points: Sequence[tuple[float, float]], minutes: float) -> None:
    """Print the mean of each sixth of the time, and how it grows in the second half."""
    sixths = defaultdict(list)
    for at, held in points:
        sixths[min(5, int(6 * at / minutes))].append(held)
    means = " ".join(f"{sum(held) / len(held):5.0f}" for held in sixths.values())
    print(f"{title:20} {means}; from the half on {growth(points, minutes / 2):+.1f} an hour")


def report(measured: Measured, log: str, minutes: float) -> int:
    """Print the figures; 0 where every bar is met."""
    for line in filter(None, log.splitlines()):
        measured.fault(f"log: {line.split(' ', 2)[-1]}")
    count = sum(map(len, measured.acknowledged.values()))
    print(f"\n{count} interactions in {minutes:g} minutes, {count / minutes / 60:.1f} a second")
    print(f"this process's own worst lag, which the times include: {measured.lag_ms:.0f} ms")
    tabulate("acknowledged, ms", measured.acknowledged)
    tabulate("answered, ms", measured.answered)
    used, cores = measured.cpu_seconds, measured.cpu_seconds / minutes / 60
    print(f"the bot's processor time: {used:.0f} s, {cores:.2f} of a core")
    print("memory in megabytes, by sixths of the time:")
    print_memory("mean", measured.memory, minutes)
    print_memory("least of each minute", measured.least_of_each_minute(), minutes)
    for words, count in measured.faults.most_common():
        print(f"FAULT {count} x {words}")
    is_met = measured.slowest < 1000 and not measured.faults
    print("no fault, every acknowledgement within a second" if is_met else "NOT MET")
    return 0 if is_met else 1


async def measure(options: argparse.Namespace, data_dir: Path) -> int:
    """Set up, run, and report."""
    drafts = max(20, round(options.adds * options.minutes * 1.2))
    sizes = [Size(options.articles, options.articles * 25, seed) for seed in (11, 12, 13)]
    sizes[1:] = [Size(max(50, one.articles // 10), one.articles * 25 // 10, one.seed)
                 for one in sizes[1:]]  # fmt: skip
    log_path = data_dir / "bot.log"
    async with StandIn() as discord_side:
        rooms = [await Newsroom.open(discord_side, data_dir, size, drafts) for size in sizes]
        held = {room.guild.guild_id: size.articles for room, size in zip(rooms, sizes, strict=True)}
        words = [sys.executable, "-m", "benchmarks.load_bot"]
        with log_path.open("wb") as log:
            bot = await asyncio.create_subprocess_exec(
                *words, discord_side.world.base_url, str(data_dir), cwd=ROOT, stderr=log
            )
        try:
            await discord_side.wait_for_commands("ask", patience=START_S)
            await discord_side.online(START_S)
            for room in rooms:
                await room.settle_in()
            run = Run(rooms, bot)
            print(f"began: {sum(held.values())} articles on {len(rooms)} desks", flush=True)
            await run.work(options.minutes, options.rate, options.adds)
        finally:
            bot.send_signal(signal.SIGTERM)
            await asyncio.wait_for(bot.wait(), START_S)
        for refused in discord_side.violations:
            run.measured.fault(f"refused: {refused.method} {refused.status} {refused.message}")
        for _ in discord_side.pings:
            run.measured.fault("somebody could have been pinged")
    await check_desks(run, data_dir, held)
    return report(run.measured, log_path.read_text(), options.minutes)


def main() -> None:
    """Print every figure; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--rate", type=float, default=20, help="interactions a second")
    parser.add_argument("--adds", type=float, default=3, help="articles a minute")
    parser.add_argument("--articles", type=int, default=400, help="on the largest of three desks")
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(asyncio.run(measure(parser.parse_args(), Path(folder))))


if __name__ == "__main__":
    main()
