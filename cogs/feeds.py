"""Feeds: the commands that follow them, and the loop that reads them in the background."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.faults import FAULTS
from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from cogs.suggestions import suggest_feeds
from newsroom.errors import NewsroomError
from newsroom.feed import Feed
from presentation.feed_embeds import feeds_embed, paused_embed
from presentation.feeds import (
    NONE_FOLLOWED,
    feed_line,
    followed_line,
    removed_line,
    report_lines,
)
from services import Services

log = logging.getLogger("byline.feeds")

SECONDS_BETWEEN = 60.0
DESKS_AT_ONCE = 4
FILTER = 'Such as: taiwan OR starlink NOT sport; "quoted phrases" and sanction* work too'


class FeedCommands(app_commands.Group):
    """The feeds of a desk, for members with Manage Server."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        super().__init__(name="feeds", description="RSS and Atom feeds that this desk follows")
        self.services, self._now = services, now

    @app_commands.command(description="Follow a feed; again for another filter or to go on")
    @app_commands.describe(url="The feed's address", filter=FILTER)
    async def add(
        self, interaction: discord.Interaction, url: str, filter: str | None = None
    ) -> None:
        """Follow a feed; this channel is told when it has to be paused."""
        desk = await _admit(interaction)
        feed = await self.services.feeds.add(desk, url, filter, interaction.channel_id, self._now())
        await _tell(interaction, followed_line(feed))

    @app_commands.command(description="Follow a feed no longer; what came from it stays")
    @app_commands.describe(feed="Its number or address")
    async def remove(self, interaction: discord.Interaction, feed: str) -> None:
        """Follow a feed no longer."""
        desk = await _admit(interaction)
        await _tell(interaction, removed_line(await self.services.feeds.remove(desk, feed)))

    @app_commands.command(name="list", description="The feeds that this desk follows")
    async def show(self, interaction: discord.Interaction) -> None:
        """Every feed and how reading it goes."""
        desk = await _admit(interaction)
        lines = [feed_line(feed) for feed in await self.services.feeds.list(desk)]
        await _tell(interaction, *(lines or (NONE_FOLLOWED,)))

    @app_commands.command(description="Try a feed: for each item whether it would be read, and why")
    @app_commands.describe(feed="Its number or address; also one not followed yet", filter=FILTER)
    async def check(
        self, interaction: discord.Interaction, feed: str, filter: str | None = None
    ) -> None:
        """A dry run: nothing is read or stored."""
        desk = await _admit(interaction)
        report = await self.services.feeds.check(desk, feed, filter)
        await _tell(interaction, *report_lines(report))

    @remove.autocomplete("feed")
    @check.autocomplete("feed")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Feeds that are followed."""
        return await suggest_feeds(self.services, interaction.guild_id, typed)


async def _admit(interaction: discord.Interaction) -> str:
    """The desk; acknowledged, and for the asker's eyes alone."""
    await acknowledge(interaction, is_private=True)
    return desk_of(interaction.guild_id)


async def _tell(interaction: discord.Interaction, *lines: str) -> None:
    await answer(interaction, embed=feeds_embed(lines))


class Feeds(commands.Cog):
    """Reads the feeds that are due, once a minute, for every server that the bot is in."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, now: Callable[[], datetime]
    ) -> None:
        self._bot, self.services, self._now = bot, services, now
        self._reading: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start reading."""
        self._reading = asyncio.create_task(self._read_on())

    async def cog_unload(self) -> None:
        """Stop reading, wherever it is; the next start goes on from there."""
        if self._reading is not None:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading

    async def read_once(self) -> None:
        """Read what is due on every desk; a desk that fails holds up no other."""
        slots = asyncio.Semaphore(DESKS_AT_ONCE)

        async def read(desk: str) -> None:
            async with slots:
                try:
                    await self.services.feeds.read_due(desk, self._now(), self._notify)
                except NewsroomError as error:
                    log.warning("Desk %s: feeds not read: %s", desk, type(error).__name__)
                except Exception:
                    log.exception("Desk %s: feeds not read", desk)

        await asyncio.gather(*(read(str(guild.id)) for guild in self._bot.guilds))

    async def _read_on(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            await self.read_once()
            await asyncio.sleep(SECONDS_BETWEEN)

    async def _notify(self, desk: str, feed: Feed) -> None:
        """Tell the channel in which a feed was added that it has been paused."""
        channel = self._bot.get_channel(feed.channel_id or 0)
        if not isinstance(channel, discord.abc.Messageable):
            log.warning("Desk %s, feed %s: no channel to tell", desk, feed.feed_id)
            return
        try:
            await channel.send(embed=paused_embed(feed))
        except FAULTS as error:
            name = type(error).__name__
            log.warning("Desk %s, feed %s: not told: %s", desk, feed.feed_id, name)
