"""A series of lives and deaths, and what came of it."""

import os
import select
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.digest import DigestSchedule
from storage.connections import open_writer
from storage.schedules import set_schedule
from tests.killing.deaths import At, Death, Mark, Way, is_half_written, prepare_death
from tests.killing.inspection import Damaged, Harm, Lost, Twice, inspect, open_sound
from tests.killing.ledger import Ledger, Said
from tests.killing.lives import BEGAN_AT, Life, Place, run_life
from tests.killing.olden import OLD, check_old_articles, make_old_desk
from tests.storage.factories import KEYS

BROKEN = ("", "early", "unjournaled")
LIVES = 40
"""How many lives one desk sees before the next is begun."""
MIGRATING, CREATING, AGAIN = 0.1, 0.04, 0.15
"""How often an old desk is migrated, a new one made, or the next life killed while it opens."""
MIGRATION_SECONDS, OPENING_SECONDS = 0.05, 0.02
LONGEST_LIFE = 20.0
TOLD_EVERY = 500
CHANNEL = 11


class Series:
    """Lives that follow each other on one desk after another; every chance comes from a seed."""

    def __init__(self, folder: Path, seed: int, broken: str = "") -> None:
        self._folder, self._rng, self._broken = folder, Random(seed), broken
        self._mark = Mark()
        self.harms: Counter[str] = Counter()
        self._ways: Counter[Way] = Counter()
        self._ends: Counter[At] = Counter()
        self._acts: Counter[str] = Counter()
        self._half = self._killed = self._outlived = self._desks = self._told = 0
        self._began = time.perf_counter()
        self._old = [folder / f"{before}.db" for before in OLD]
        for path, before in zip(self._old, OLD, strict=True):
            make_old_desk(path, before)

    def run(self, kills: int) -> None:
        """Go on until so many have been killed; with a broken store, until it is found out."""
        place, ledger, left = self._new_desk(), Ledger(), LIVES
        while self._killed < kills and not (self._broken and self.harms):
            chance = self._rng.random()
            try:
                if chance < MIGRATING:
                    self._apart(self._rng.choice(self._old))
                elif chance < MIGRATING + CREATING:
                    self._apart(None)
                else:
                    left -= 1
                    self._work(place, ledger, LIVES - left)
                    if left <= 0:
                        self._settle(place, ledger)
            except Harm as harm:
                self.harms[type(harm).__name__] += 1
                print(f"after {self._killed} kills: {harm}", file=sys.stderr, flush=True)
                left = 0
            if left <= 0:
                shutil.rmtree(place.folder)
                place, ledger, left = self._new_desk(), Ledger(), LIVES
            self._progress()

    def _work(self, place: Place, ledger: Ledger, number: int) -> None:
        said = self._live(place, ledger, number, Death.draw(self._rng))
        if self._rng.random() < AGAIN:
            death = Death(Way.MOMENT, self._rng.uniform(0.0, OPENING_SECONDS))
            self._live(place, ledger, number, death, opens_only=True)
        inspect(place, ledger, said)
        for left in place.folder.glob(".backup-*"):
            shutil.rmtree(left)

    def _apart(self, old: Path | None) -> None:
        """A desk of its own that is killed while it is migrated, or made."""
        place = Place(self._folder / "apart")
        place.desk.parent.mkdir(parents=True)
        try:
            if old is not None:
                shutil.copy(old, place.desk)
            death = Death(Way.MOMENT, self._rng.uniform(0.0, MIGRATION_SECONDS))
            if self._rng.random() < 0.5:
                death = Death(Way.STEP, self._rng.randint(1, 60))
            self._live(place, Ledger(), 1, death, opens_only=True)
            db = open_sound(place.desk)
            is_whole = old is None or check_old_articles(db)
            db.close()
            if not is_whole:
                raise Lost("an article or name of an old desk is gone")
        finally:
            shutil.rmtree(place.folder)

    def _settle(self, place: Place, ledger: Ledger) -> None:
        """Let the last digest go out, and look once more."""
        said = self._live(place, ledger, LIVES + 4, None)
        inspect(place, ledger, said)

    def _live(
        self,
        place: Place,
        ledger: Ledger,
        number: int,
        death: Death | None,
        *,
        opens_only: bool = False,
    ) -> Said:
        """One life in a process of its own, up to its end."""
        self._mark.rest(At.OPENING)
        seed = self._rng.random()
        inlet, outlet = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inlet)
            prepare_death(death, self._mark, is_unjournaled=self._broken == "unjournaled")

            def say(line: str) -> None:
                os.write(outlet, f"{line}\n".encode())
                if line == "open":
                    self._mark.rest(At.BETWEEN)

            rng, says_early = Random(seed), self._broken == "early"
            life = Life(place, ledger, number, rng, say, says_early=says_early)
            work = life.open if opens_only else life.live if death else life.settle
            run_life(work(), outlet)
        os.close(outlet)
        lines = _hear(pid, inlet, death)
        self._record(place, death, os.waitpid(pid, 0)[1], lines)
        return Said.read(lines)

    def _record(self, place: Place, death: Death | None, status: int, lines: list[str]) -> None:
        for line in lines:
            if line.startswith("failed"):
                raise Damaged(f"a life ended by itself: {line}")
            if line.startswith("done"):
                self._acts[line.split()[1]] += 1
        if death is None:
            return
        if not os.WIFSIGNALED(status):
            self._outlived += 1
            return
        self._killed += 1
        self._ways[death.way] += 1
        self._ends[self._mark.get()] += 1
        self._half += is_half_written(place.desk)

    def _new_desk(self) -> Place:
        self._desks += 1
        place = Place(self._folder / f"desk-{self._desks}")
        db = open_writer(place.desk, fold, KEYS)
        at, begun = BEGAN_AT.time().replace(hour=18), ArticleId(0)
        day = BEGAN_AT.date()
        set_schedule(db, DigestSchedule(CHANNEL, "UTC", at, day, begun, BEGAN_AT, 7))
        db.close()
        return place

    def _progress(self) -> None:
        if self._killed >= self._told + TOLD_EVERY:
            self._told = self._killed
            print(self.summary(), file=sys.stderr, flush=True)

    def summary(self) -> str:
        """What was done, where the deaths came, and what was found."""
        ways = ", ".join(f"{count:,} by a {way}" for way, count in sorted(self._ways.items()))
        ends, seconds = self._ends, time.perf_counter() - self._began
        acts = ", ".join(f"{n:,} {kind}" for kind, n in sorted(self._acts.items()) if n)
        harms = ", ".join(f"{self.harms[each.__name__]} {each.__name__.lower()}" for each in KINDS)
        return "\n".join(
            (
                f"{self._killed:,} kills ({ways}) on {self._desks:,} desks,"
                f" {seconds:,.0f} s; {self._outlived:,} lives ended first",
                f"where they came: {ends[At.INSIDE]:,} inside a transaction,"
                f" {ends[At.COMMITTING]:,} in a commit, {ends[At.CHECKPOINT]:,} in a checkpoint,"
                f" {ends[At.OPENING]:,} while opening or migrating,"
                f" {ends[At.BETWEEN]:,} between transactions;"
                f" {self._half:,} left half a transaction in the log",
                f"acknowledged: {acts}",
                f"found: {harms}",
            )
        )


KINDS = (Damaged, Lost, Twice)


def _hear(pid: int, inlet: int, death: Death | None) -> list[str]:
    """What a life says up to its end, which this brings where the clock is to."""
    began, heard = time.monotonic(), b""
    end = began + (death.after if death and death.way is Way.MOMENT else LONGEST_LIFE)
    while True:
        left = end - time.monotonic()
        if left <= 0:
            os.kill(pid, signal.SIGKILL)
            left = LONGEST_LIFE
            end += LONGEST_LIFE
        if select.select([inlet], [], [], left)[0]:
            part = os.read(inlet, 65_536)
            if not part:
                break
            heard += part
    os.close(inlet)
    return heard.decode().splitlines()
