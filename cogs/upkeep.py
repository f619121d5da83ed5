"""What a desk has to catch up on when its server comes into view."""

import asyncio
import logging

import discord
from discord.ext import commands

from cogs.lookups import desk_of
from services import Services

log = logging.getLogger("byline.discord")


class Upkeep(commands.Cog):
    """Work that a start leaves to be done beside everything else, one desk at a time."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._turn = asyncio.Semaphore(1)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Embed the claims that a desk held before it was searched by meaning."""
        async with self._turn:
            try:
                await self.services.leaving.restore(desk_of(guild.id))
                await self.services.embed_claims(desk_of(guild.id))
            except Exception as error:
                log.warning("Desk %s: claims not embedded: %s", guild.id, type(error).__name__)
