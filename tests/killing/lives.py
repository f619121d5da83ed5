"""A life: a process that opens a desk as the product does and works on it until it is killed."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from curation_desk import Curation
from delivering import deliver_due
from forgetting import Forgetting
from importing import import_all
from keeping import keep
from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.curation import Note
from newsroom.digest import Delivery, DigestSchedule
from newsroom.edition import Edition
from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import NewsroomError
from storage.audit import record_act
from storage.database import Database
from storage.store import Desks, Store
from tests.killing.ledger import FRESH, MOST_VERSIONS, Act, Kind, Ledger, text_of
from tests.restoring import restoring
from tests.storage.factories import KEYS

DESK = "local"
NAMES = 40
CACHED_PAGES = 20
"""So few that a transaction spills into the log long before it is committed."""
MOST_ACTS, MOST_ARTICLES = 60, 14
PARTS = 2
BEGAN_AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
BETWEEN_LIVES = timedelta(hours=6)
ADDED_AT = datetime(2025, 3, 2, 9, 30, tzinfo=UTC)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one desk, its channel's wall, and its backups."""

    folder: Path

    @property
    def desk(self) -> Path:
        """The desk's file."""
        return self.folder / "desks" / f"{DESK}.db"

    @property
    def wall(self) -> Path:
        """What stands in the channel, a line a message."""
        return self.folder / "wall"

    def backup(self, number: int) -> Path:
        """One of the desk's backups."""
        return self.folder / f"{number}.backup.db"


class WallPoster:
    """A channel that is a file: what was written there stays, whatever becomes of the writer."""

    def __init__(self, wall: Path) -> None:
        self._wall = wall

    async def check(self, schedule: DigestSchedule) -> None:
        """Everybody may read."""

    def count_parts(self, edition: Edition) -> int:
        """The same for every edition."""
        return PARTS

    async def find(self, delivery: Delivery, part: int) -> int | None:
        """Where a part stands."""
        lines = self._wall.read_text().splitlines() if self._wall.exists() else []
        wanted = f"{delivery.edition_on} {part}"
        return lines.index(wanted) + 1 if wanted in lines else None

    async def send(self, delivery: Delivery, edition: Edition, part: int) -> int:
        """Write one part, whole or not at all."""
        out = os.open(self._wall, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(out, f"{delivery.edition_on} {part}\n".encode())
        os.close(out)
        return delivery.parts_sent + part + 1

    async def tell_paused(self, schedule: DigestSchedule) -> None:
        """Nothing is ever refused."""


@dataclass(frozen=True, slots=True)
class Life:
    """What one process does: its number tells the time, its acts come from chance."""

    place: Place
    ledger: Ledger
    number: int
    rng: Random
    say: Say
    says_early: bool = False
    """A broken store: it says that an act is done before it is."""

    async def live(self) -> None:
        """Open the desk and act, with backups now and then beside everything else."""
        desks = Desks(self.place.folder, fold, KEYS)
        store = await desks.get(DESK)
        await store.write(_shrink_cache)
        self.say("open")
        beside = set()
        for _ in range(MOST_ACTS):
            act = self.draw()
            self.ledger.try_(act)
            if act.kind is Kind.BACKUP:
                beside.add(asyncio.create_task(self.take(desks, store, act)))
            else:
                await self.take(desks, store, act)
        await asyncio.gather(*beside)
        await desks.close()

    async def open(self) -> None:
        """Open the desk, and end well."""
        desks = Desks(self.place.folder, fold, KEYS)
        await desks.get(DESK)
        self.say("open")
        await desks.close()

    async def settle(self) -> None:
        """Bring what is owed to the channel, and end well."""
        desks = Desks(self.place.folder, fold, KEYS)
        store = await desks.get(DESK)
        await self.take(desks, store, Act(Kind.DIGEST, self.number))
        await desks.close()

    async def take(self, desks: Desks, store: Store, act: Act) -> None:
        """Take one act, and say so before and after."""
        self.say(f"try {act}")
        if self.says_early:
            self.say(f"done {act}")
        await self.do(desks, store, act)
        if not self.says_early:
            self.say(f"done {act}")
        self.ledger.note(act)

    def draw(self) -> Act:
        """An act that is possible now."""
        held = sorted(self.ledger.articles)
        kind = self.rng.choice(list(Kind))
        if len(held) < 3 or (kind is Kind.FORGET and len(held) < MOST_ARTICLES / 2):
            kind = Kind.ADD
        if kind is Kind.ADD and len(held) >= MOST_ARTICLES:
            kind = Kind.FORGET
        if kind is Kind.VERSION:
            young = [each for each in held if self.ledger.articles[each] < MOST_VERSIONS]
            if young:
                return Act(kind, self.rng.choice(young))
            kind = Kind.FORGET
        if kind is Kind.FORGET:
            return Act(kind, held[0])
        return Act(kind, self.ledger.next_number(kind))

    async def do(self, desks: Desks, store: Store, act: Act) -> None:
        """The act itself, by way of the product's own use cases."""
        number, now = act.number, BEGAN_AT + self.number * BETWEEN_LIVES
        if act.kind is Kind.ADD:
            await store.write(keep, text_of(number, 1), now)
        elif act.kind is Kind.VERSION:
            version = self.ledger.articles[number] + 1
            await store.write(keep, text_of(number, version), now)
        elif act.kind is Kind.FORGET:
            article_id = await store.read(article_of, number)
            await Forgetting(desks).forget(DESK, article_id)
        elif act.kind is Kind.NAMES:
            await import_all(store, names_of(number), None)
        elif act.kind is Kind.JUDGE:
            await self._judge(desks, number)
        elif act.kind is Kind.DIGEST:
            await deliver_due(store, WallPoster(self.place.wall), now)
        elif act.kind is Kind.AUDIT:
            await store.write(record_act, ("life", self.number), command="ask")
        else:
            await restoring(desks).backup(DESK, self.place.backup(number))

    async def _judge(self, desks: Desks, number: int) -> None:
        """Describe, hide, show or merge somebody whom an article names in every version."""
        curation = Curation(desks, None)  # type: ignore[arg-type]
        one, other = self.rng.sample(sorted(self.ledger.articles), 2)
        note = Note("Ida (7)", ADDED_AT, f"judgement {number}")
        name = person_in(one)
        if number % 3 == 0:
            with suppress(NewsroomError):  # they are one already: one of them is described
                await curation.merge(DESK, (name, person_in(other)), note, overrule=True)
                return
        if number % 3 < 2:
            await curation.describe(DESK, name, f"described {number} times", note)
        else:
            await curation.add_alias(DESK, name, f"Alias{number} of {one}", note)


def person_in(number: int) -> str:
    """Somebody whom every version of an article names."""
    return f"Person{number}x{FRESH * (MOST_VERSIONS - 1)}"


def names_of(batch: int) -> list[NameRecord]:
    """One list of names known beforehand."""
    names = (f"Known {batch}n{number}" for number in range(NAMES))
    return [NameRecord(name, EntityKind.PERSON, (f"{name}a",)) for name in names]


def article_of(db: Database, number: int) -> ArticleId:
    """The article of that number."""
    row = db.execute("select article_id from articles where name = ?", [f"article-{number}"])
    return ArticleId(row.fetchone()[0])


def _shrink_cache(db: Database) -> None:
    db.execute(f"pragma cache_size = {CACHED_PAGES}")


def run_life(life: Coroutine[Any, Any, None], out: int) -> None:
    """Live in this process, which ends with it; what goes wrong by itself is said as well."""
    try:
        asyncio.run(life)
    except BaseException as error:
        with suppress(OSError):
            os.write(out, f"failed {type(error).__name__}: {error}\n".encode())
    os._exit(0)
