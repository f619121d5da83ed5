"""The life of an embargo on the disk: begun, standing, released, gone; each step may be stopped.

What was stopped anywhere is gone on with by whoever looks next, in this process or another, and
only one does something with the embargoes of a desk at a time.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from embargo_moves import Extract, begun, has_articles, move_in, move_out
from newsroom.embargo import Embargo, Stage, Terms
from newsroom.errors import NewsroomError
from storage.audit import record_act
from storage.embargo_files import locked, next_number, read_terms, remove_embargo, write_terms
from storage.judged_names import find_cut
from storage.store import Desks, Store

log = logging.getLogger("byline.embargoes")

BUSY_SECONDS, RETRY_SECONDS = 120.0, 0.05
BUSY = "Another embargo of this desk is being set or released; try again in a minute."
ENDED = "Embargo {} has ended."
NO_ROLE = "Name at least one role that the embargo is open to."

Settle = Callable[[Store], Awaitable[None]]


class EmbargoLife:
    """The steps that embargoes take, on the desks of one folder."""

    def __init__(self, desks: Desks, extract: Extract, settle: Settle) -> None:
        self._desks, self._extract, self._settle = desks, extract, settle
        self._turns: dict[str, asyncio.Lock] = {}

    async def go_on(self, embargo: Embargo, now: datetime) -> bool:
        """Take an embargo as far as it is to go by now; whether it was released."""
        current: Embargo | None = embargo
        if embargo.stage is Stage.SETTING:
            current = await self.finish(embargo)
        if current is None or not current.is_due(now):
            return False
        await self.release(current, now)
        return True

    async def begin(self, desk: str, terms: Terms, taken: tuple[str, ...]) -> Embargo:
        """Note that an embargo is being set; `taken` are the digests of what it takes in."""
        if not terms.roles:
            raise NewsroomError(NO_ROLE)
        store = await self._desks.get(desk)
        path, cut_at = self._desks.path(desk), await store.read(find_cut) if taken else None
        number = await asyncio.to_thread(next_number, path)
        embargo = Embargo(desk, number, terms, Stage.SETTING, taken, cut_at=cut_at)
        await asyncio.to_thread(write_terms, path, embargo)
        return embargo

    async def finish(self, embargo: Embargo) -> Embargo | None:
        """Set what had begun to be set; None where nothing of it is left."""
        own = await self._desks.get(embargo.name)
        if embargo.taken:
            desk = await self._desks.get(embargo.desk)
            await move_out(desk, own, embargo, self._extract)
        if not await own.read(has_articles):
            await self.drop(embargo)
            return None
        return await self.stand(embargo)

    async def stand(self, embargo: Embargo) -> Embargo:
        """Let an embargo that holds its articles stand."""
        own = await self._desks.get(embargo.name)
        await self._settle(own)
        await self.note(embargo, "embargo set")
        standing = replace(embargo, stage=Stage.STANDING, taken=())
        await self.write(standing)
        log.info("Embargo %s: set", embargo.name)
        return standing

    async def release(self, embargo: Embargo, now: datetime) -> None:
        """Bring what it holds to the desk, from `now` on, and end it; nothing turns that back."""
        going = begun(embargo, now)
        own = await self._desks.get(going.name) if going.stage is Stage.RELEASING else None
        await self.write(going)
        if own is not None:
            desk = await self._desks.get(going.desk)
            await move_in(desk, own, going, self._extract)
            await self._settle(desk)
            going = replace(going, stage=Stage.RELEASED)
            await self.write(going)
        await self.drop(going)
        log.info("Embargo %s: released", embargo.name)

    async def drop(self, embargo: Embargo) -> None:
        """Delete its file and its terms."""
        await self._desks.release(embargo.name)
        path = self._desks.path(embargo.desk)
        await asyncio.to_thread(remove_embargo, path, embargo.number)

    async def current(self, embargo: Embargo) -> Embargo:
        """An embargo as it is now; a NewsroomError where it no longer stands."""
        path = self._desks.path(embargo.desk)
        current = await asyncio.to_thread(read_terms, path, embargo.number)
        if current is None or current.stage is not Stage.STANDING:
            raise NewsroomError(ENDED.format(embargo.number))
        return current

    async def write(self, embargo: Embargo) -> None:
        """Have its terms on the disk as they are given."""
        await asyncio.to_thread(write_terms, self._desks.path(embargo.desk), embargo)

    async def note(self, embargo: Embargo, command: str = "embargo") -> None:
        """Tell the embargo's own audit, since the desk's is open to others."""
        own = await self._desks.get(embargo.name)
        await own.write(record_act, ("embargo", embargo.number), command=command)

    @asynccontextmanager
    async def alone(self, desk: str) -> AsyncIterator[None]:
        """One thing at a time with the embargoes of a desk, also with other processes."""
        path, ends_at = self._desks.path(desk), asyncio.get_running_loop().time() + BUSY_SECONDS
        async with self._turns.setdefault(desk, asyncio.Lock()):
            while True:
                with locked(path) as is_ours:
                    if is_ours:
                        yield
                        return
                if asyncio.get_running_loop().time() > ends_at:
                    raise NewsroomError(BUSY)
                await asyncio.sleep(RETRY_SECONDS)
