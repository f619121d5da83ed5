"""What becomes of a desk whose server has left: sealed at once, purged when its time is up.

Every step may be stopped anywhere and taken again; "now" is always handed in.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from newsroom.errors import NewsroomError, StoreError
from storage import seals
from storage.audit import record_act
from storage.database import Database
from storage.desk_settings import get_kept_days, set_kept_days
from storage.store import Desks

log = logging.getLogger("byline.leaving")

KEPT_DAYS, MOST_DAYS = 30, 365
SEEN_DUE, MOST_A_LOOK = timedelta(days=1), timedelta(hours=2)
"""A desk whose time is up is deleted once that has been seen for so long, from look to look."""
_SERVER = re.compile(r"[0-9]{17,20}")
"""The desk of a server: Discord's ids are that long; the command line may well call one 2031."""

BAD_DAYS = f"Give a number of days from 1 to {MOST_DAYS}."


class Leaving:
    """Seals, opens again and purges desks."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._turn = asyncio.Lock()

    async def seal(self, desk: str, now: datetime) -> bool:
        """Close a desk to everybody, from this moment; False where there is none to close."""
        async with self._turn:
            path = self._desks.find(desk)
            if path is None or seals.is_sealed(path):
                return False
            await asyncio.to_thread(seals.seal, path, now)
            await self._note(desk, "leave")
            await self._desks.release(desk)
        log.info("Desk %s: sealed", desk)
        return True

    async def restore(self, desk: str) -> bool:
        """Open a desk again whose server is back; False where it was not sealed."""
        path = self._desks.path(desk)
        async with self._turn:
            if not seals.is_sealed(path):
                return False
            await asyncio.to_thread(seals.unseal, path)
            if path.exists():
                await self._note(desk, "return")
        log.info("Desk %s: open again", desk)
        return True

    async def seal_absent(
        self, present: Collection[str], is_ours: Callable[[str], bool], now: datetime
    ) -> None:
        """Seal the desks whose servers left while the bot was away.

        Only desks of servers that this process would serve; the command line's own are left alone.
        """
        for desk in await asyncio.to_thread(self._desks.names):
            if _SERVER.fullmatch(desk) and desk not in present and is_ours(desk):
                await self.seal(desk, now)

    async def purge_due(self, now: datetime) -> tuple[str, ...]:
        """Delete what has been sealed for long enough; a desk that fails holds up no other.

        The clock alone is not believed: one that leaps ahead for some hours deletes nothing.
        """
        async with self._turn:
            return await self._purge_due(now)

    async def _purge_due(self, now: datetime) -> tuple[str, ...]:
        for desk in await asyncio.to_thread(seals.list_half_purged, self._desks.folder):
            await self._purge(desk)
        purged = []
        for desk in await asyncio.to_thread(seals.list_sealed, self._desks.folder):
            if await self._is_up(desk, now) and await self._purge(desk):
                purged.append(desk)
        return tuple(purged)

    async def _is_up(self, desk: str, now: datetime) -> bool:
        """Whether the time of a sealed desk is up, and has been for a while."""
        path, days = self._desks.path(desk), timedelta(days=await self._kept_days(desk))
        left_at = await asyncio.to_thread(seals.sealed_at, path)
        if left_at is None:
            return False
        try:
            if now - left_at < days:
                await asyncio.to_thread(seals.see_not_due, path)
                return False
            return await asyncio.to_thread(seals.see_due, path, now, MOST_A_LOOK) >= SEEN_DUE
        except OSError as error:
            log.error("Desk %s: its seal cannot be kept: %s", desk, type(error).__name__)
            return False

    async def kept_days(self, desk: str) -> int:
        """How many days a desk outlives its server's leaving."""
        store = await self._desks.get(desk)
        return await store.read(get_kept_days) or KEPT_DAYS

    async def set_kept_days(self, desk: str, days: int) -> None:
        """Change that; raises NewsroomError for a number that is none of days."""
        if not 1 <= days <= MOST_DAYS:
            raise NewsroomError(BAD_DAYS)
        store = await self._desks.get(desk)
        await store.write(_set_days, days)

    async def _kept_days(self, desk: str) -> int:
        """The same of a sealed desk; where its file cannot be read, the days that are usual."""
        try:
            store = await self._desks.get(desk, even_sealed=True)
            return await store.read(get_kept_days) or KEPT_DAYS
        except StoreError:
            return KEPT_DAYS
        finally:
            await self._desks.release(desk)

    async def _purge(self, desk: str) -> bool:
        try:
            await self._desks.release(desk)
            await asyncio.to_thread(seals.purge, self._desks.path(desk))
        except OSError as error:
            log.error("Desk %s: not purged: %s", desk, type(error).__name__)
            return False
        log.info("Desk %s: purged", desk)
        return True

    async def _note(self, desk: str, command: str) -> None:
        """Tell the audit; a file that cannot be written is sealed and opened all the same."""
        try:
            store = await self._desks.get(desk, even_sealed=True)
            await store.write(record_act, command=command)
        except StoreError as error:
            log.warning("Desk %s: %s not recorded: %s", desk, command, type(error).__name__)


def _set_days(db: Database, days: int) -> None:
    set_kept_days(db, days)
    record_act(db, ("days", days), command="desk retention")
