"""A desk, channels and a clock for digests, with crashes, failures and downtime on demand."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from delivering import deliver_due
from newsroom.digest import Delivery, DigestSchedule
from newsroom.edition import Edition
from newsroom.errors import PostRefused
from storage.articles import add_article
from tests.storage.factories import numbered, unresolved


class Crash(BaseException):
    """The process ends here, as by kill -9: nothing after this line runs."""


class PostFailed(Exception):
    """Discord answered with a server error."""


class Fate:
    """Decides at every step of a delivery whether the process lives on."""

    def __init__(self, decide: Callable[[int], bool] = lambda step: False) -> None:
        self.decide, self.step = decide, 0

    def __call__(self) -> None:
        """One step."""
        self.step += 1
        if self.decide(self.step):
            raise Crash


@dataclass(frozen=True, slots=True)
class Posted:
    """One message that stands in a channel."""

    channel_id: int
    edition_on: date
    part: int
    at: datetime
    edition: Edition


@dataclass
class Wall:
    """Every channel of a server, and what goes wrong with the next posts."""

    fate: Fate
    parts: int = 1
    now: datetime = datetime.min
    posts: list[Posted] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    told: Counter[int] = field(default_factory=Counter)
    tries: int = 0

    async def check(self, schedule: DigestSchedule) -> None:
        """Everybody may read."""

    def count_parts(self, edition: Edition) -> int:
        """The same number for every edition."""
        return self.parts

    async def find(self, delivery: Delivery, part: int) -> int | None:
        """Where a part stands."""
        self.fate()
        wanted = (delivery.channel_id, delivery.edition_on, part)
        for number, post in enumerate(self.posts, 1):
            if (post.channel_id, post.edition_on, post.part) == wanted:
                return number
        return None

    async def send(self, delivery: Delivery, edition: Edition, part: int) -> int:
        """Write a part, unless something goes wrong before, or after."""
        self.fate()
        self.tries += 1
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "refused":
            raise PostRefused("no access")
        if fault == "failed":
            raise PostFailed
        self.posts.append(Posted(delivery.channel_id, delivery.edition_on, part, self.now, edition))
        if fault == "answer lost":
            raise PostFailed
        self.fate()
        return len(self.posts)

    async def tell_paused(self, schedule: DigestSchedule) -> None:
        """Count who was told."""
        self.told[schedule.channel_id] += 1


class Direct:
    """A store's two ways in, on this thread, with a crash before and after every transaction."""

    def __init__(self, db: Database, fate: Fate) -> None:
        self._db, self._fate = db, fate

    async def write(self, fn: Callable[..., Any], *args: Any) -> Any:
        """One transaction, which a crash within undoes."""
        self._fate()
        self._db.execute("begin immediate")
        try:
            result = fn(self._db, *args)
            self._fate()
            self._db.execute("commit")
        except BaseException:
            self._db.conn.rollback()
            raise
        self._fate()
        return result

    async def read(self, fn: Callable[..., Any], *args: Any) -> Any:
        """One look."""
        self._fate()
        return fn(self._db, *args)


async def tick(db: Database, wall: Wall, now: datetime) -> bool:
    """One look at what is due; False when the process died in the middle of it."""
    wall.now = now
    try:
        await deliver_due(Direct(db, wall.fate), wall, now)  # type: ignore[arg-type]
    except Crash:
        return False
    return True


def add_numbered(db: Database, number: int, now: datetime) -> None:
    """One more article."""
    extraction = numbered(number, claims=1)
    add_article(db, extraction, unresolved(extraction), now)
