"""Servers that leave and come back: their desks are sealed, opened again, and at last purged."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import discord
from discord.ext import commands

from cogs.lookups import desk_of
from services import Services

log = logging.getLogger("byline.leaving")

SECONDS_BETWEEN = 3600.0


class Leaving(commands.Cog):
    """Follows where the bot is a member; deletes, once an hour, what has been sealed for long."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, now: Callable[[], datetime]
    ) -> None:
        self._bot, self.services, self._now = bot, services, now
        self._purging: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start looking for what is due."""
        self._purging = asyncio.create_task(self._purge_on())

    async def cog_unload(self) -> None:
        """Stop, wherever it is; the next start goes on from there."""
        if self._purging is not None:
            self._purging.cancel()
            with suppress(asyncio.CancelledError):
                await self._purging

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Seal the desk at once."""
        try:
            await self.services.leaving.seal(desk_of(guild.id), self._now())
        except Exception as error:
            log.error("Desk %s: not sealed: %s", guild.id, type(error).__name__)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Open the desk again, if it is sealed and still there."""
        await self._restore(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same for a server that came back while the bot was away."""
        await self._restore(guild)

    async def settle_once(self) -> None:
        """Seal what left while the bot was away, and purge what is due."""
        present = {str(guild.id) for guild in self._bot.guilds}
        await self.services.leaving.seal_absent(present, self._is_ours, self._now())
        await self.services.leaving.purge_due(self._now())

    async def _restore(self, guild: discord.Guild) -> None:
        try:
            await self.services.leaving.restore(desk_of(guild.id))
        except Exception as error:
            log.error("Desk %s: not opened again: %s", guild.id, type(error).__name__)

    async def _purge_on(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            try:
                await self.settle_once()
            except Exception as error:
                log.error("Desks of servers that left: not settled: %s", type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN)

    def _is_ours(self, desk: str) -> bool:
        """Whether a server would be on one of the shards that this process runs."""
        shard = (int(desk) >> 22) % (self._bot.shard_count or 1)
        return shard in self._bot.shards
