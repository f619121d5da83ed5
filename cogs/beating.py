"""What happens by itself: every half minute, each desk is looked after."""

import asyncio
import logging
from typing import TYPE_CHECKING

from discord.ext import tasks

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

log = logging.getLogger("byline.discord")

BEAT_SECONDS = 30.0
AT_ONCE = 8
"""So many desks are looked after at the same time."""
MOST_SECONDS = 150.0
"""A desk that takes longer is left until the next beat, before what it reserved may be retaken."""


class Beating:
    """A cog's own clock; a desk that fails does not hold up the others."""

    _bot: "NewsroomBot"

    async def look_after(self, guild_id: int) -> None:
        """What is to be done for one desk."""
        raise NotImplementedError

    async def cog_load(self) -> None:
        """Begin to look after the desks."""
        self.beat.start()

    async def cog_unload(self) -> None:
        """Stop; what is under way ends where it is, and goes on at the next start."""
        task = self.beat.get_task()
        self.beat.cancel()
        if task is not None:
            await asyncio.wait({task})

    @tasks.loop(seconds=BEAT_SECONDS)
    async def beat(self) -> None:
        """Look after every desk of this process."""
        free = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._safely(guild.id, free) for guild in self._bot.guilds))

    @beat.before_loop
    async def _ready(self) -> None:
        await self._bot.wait_until_ready()

    async def _safely(self, guild_id: int, free: asyncio.Semaphore) -> None:
        async with free:
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    await self.look_after(guild_id)
            except TimeoutError:
                log.error("%s of desk %s: TimeoutError", type(self).__name__, guild_id)
                self._bot.end_global_limit()
            except Exception as error:
                name = type(self).__name__
                log.error("%s of desk %s: %s", name, guild_id, type(error).__name__)
