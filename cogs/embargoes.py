"""Embargoes: set, listed, changed and lifted by people, and released when their time has come."""

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.embargo_terms import FORMS, Wanted, checked_roles, terms_of, until_of
from cogs.embargoed import find_seen, seen_by
from cogs.lookups import desk_of
from cogs.moves import article_number
from cogs.replying import acknowledge, answer
from cogs.suggestions import suggest_articles, suggest_stories
from newsroom.embargo import Embargoed
from newsroom.errors import NewsroomError
from presentation.embargoes import embargo_lines, not_held
from services import Services

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

log = logging.getLogger("byline.embargoes")

MOST_SECONDS, LEAST_SECONDS = 30.0, 0.05
"""So long it sleeps at most, since clocks are moved and other processes set embargoes too."""
ONE_OF = "Name either an article or a story."
LIFTED = "Embargo {} is lifted; what it held is open to all who may read."
NUMBER = "Its number, as /embargo list shows it"


class Embargoes(
    commands.GroupCog, group_name="embargo", group_description="What is closed until a time"
):
    """Articles and stories that exist for some roles alone until a time."""

    def __init__(self, services: Services, bot: "NewsroomBot") -> None:
        self.services, self._bot = services, bot
        self._releasing: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def cog_load(self) -> None:
        """Begin to wait for what is due."""
        self._releasing = asyncio.create_task(self._release_on())

    async def cog_unload(self) -> None:
        """Stop, wherever it is; the next start goes on from there."""
        if self._releasing is not None:
            self._releasing.cancel()
            with suppress(asyncio.CancelledError):
                await self._releasing

    # -- commands

    @app_commands.command(name="set", description="Close an article or a story until a time")
    @app_commands.describe(
        until=f"Until when: {FORMS}, or with a zone, 18:00 Europe/Warsaw",
        role="The role that it stays open to",
        also="Another such role",
        article="The article: some words of its title, or its number",
        story="Or the story: some words of it, or its number",
        reason="Why, for those who may know of it",
    )
    async def set_one(
        self,
        interaction: discord.Interaction,
        until: str,
        role: discord.Role,
        also: discord.Role | None = None,
        article: str | None = None,
        story: str | None = None,
        reason: str = "",
    ) -> None:
        """Move what is on the desk under an embargo."""
        await acknowledge(interaction, is_private=True)
        if (article is None) == (story is None):
            raise NewsroomError(ONE_OF)
        desk, embargoes = desk_of(interaction.guild_id), self.services.embargoes
        wanted = Wanted(until, (role, also) if also else (role,), reason)
        now = self._bot.now()
        terms = await terms_of(self.services, desk, interaction.user, wanted, now)
        if article is not None:
            closed = await embargoes.close_articles(desk, (article_number(article),), terms)
        else:
            closed = await embargoes.close_story(desk, story or "", terms)
        self._wake(interaction)
        await self._show(interaction, closed)

    @app_commands.command(name="list", description="The embargoes that you may know of")
    async def list_all(self, interaction: discord.Interaction) -> None:
        """Those of the asker's roles; of managers all."""
        await acknowledge(interaction, is_private=True)
        shown = await self.services.embargoes.show(await seen_by(interaction))
        await answer(interaction, embargo_lines(shown))

    @app_commands.command(description="End an embargo now, for good")
    @app_commands.describe(number=NUMBER)
    async def lift(
        self, interaction: discord.Interaction, number: app_commands.Range[int, 1, 999_999]
    ) -> None:
        """Open what it holds before its time."""
        await acknowledge(interaction, is_private=True)
        embargo = await find_seen(interaction, number)
        await self.services.embargoes.lift(embargo, self._bot.now())
        await answer(interaction, LIFTED.format(number))

    @app_commands.command(description="Let an embargo stand until another time")
    @app_commands.describe(number=NUMBER, until=f"Until when: {FORMS}")
    async def extend(
        self,
        interaction: discord.Interaction,
        number: app_commands.Range[int, 1, 999_999],
        until: str,
    ) -> None:
        """Later or sooner, if that is still to come."""
        await acknowledge(interaction, is_private=True)
        embargo, now = await find_seen(interaction, number), self._bot.now()
        moment = await until_of(self.services, embargo.desk, until, now)
        changed = await self.services.embargoes.extend(embargo, moment, now)
        self._wake(interaction)
        await self._show(interaction, *await self.services.embargoes.show((changed,)))

    @app_commands.command(description="Open an embargo to these roles instead")
    @app_commands.describe(number=NUMBER, role="The role that it is open to", also="Another one")
    async def roles(
        self,
        interaction: discord.Interaction,
        number: app_commands.Range[int, 1, 999_999],
        role: discord.Role,
        also: discord.Role | None = None,
    ) -> None:
        """Change who may know of it."""
        await acknowledge(interaction, is_private=True)
        embargo, wanted = await find_seen(interaction, number), (role, also) if also else (role,)
        roles = checked_roles(wanted)
        changed = await self.services.embargoes.open_for(embargo, roles, self._bot.now())
        await self._show(interaction, *await self.services.embargoes.show((changed,)))

    @set_one.autocomplete("article")
    async def suggest_article(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Articles on the desk."""
        return await suggest_articles(self.services, interaction.guild_id, typed)

    @set_one.autocomplete("story")
    async def suggest_story(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Stories on the desk."""
        return await suggest_stories(self.services, interaction.guild_id, typed)

    async def _show(self, interaction: discord.Interaction, shown: Embargoed) -> None:
        """Say how an embargo stands, and to whoever closed it to themselves, that they did."""
        is_seen = any(one.number == shown.embargo.number for one in await seen_by(interaction))
        words = embargo_lines((shown,))
        await answer(interaction, words if is_seen else not_held(words))

    # -- release

    def _wake(self, interaction: discord.Interaction) -> None:
        """Look anew when the next is due; no question leans on an answer from before."""
        if interaction.guild is not None:
            places = (*interaction.guild.channels, *interaction.guild.threads)
            self._bot.conversations.forget({each.id for each in places})
        self._changed.set()

    async def settle_once(self) -> None:
        """Finish what was stopped and release what is due, on every desk of this process."""
        for guild in self._bot.guilds:
            try:
                await self.services.embargoes.settle(desk_of(guild.id), self._bot.now())
            except Exception as error:
                log.error("Desk %s: embargoes not settled: %s", guild.id, type(error).__name__)

    async def _release_on(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            self._changed.clear()
            await self.settle_once()
            with suppress(TimeoutError):
                seconds = await self._seconds()
                await asyncio.wait_for(self._changed.wait(), seconds)

    async def _seconds(self) -> float:
        """How long there is nothing to do; where that cannot be told, the usual while."""
        now, embargoes = self._bot.now(), self.services.embargoes
        try:
            due = [await embargoes.next_due(desk_of(guild.id)) for guild in self._bot.guilds]
        except Exception as error:
            log.error("Embargoes: the next is not known: %s", type(error).__name__)
            return MOST_SECONDS
        waits = [(moment - now).total_seconds() for moment in due if moment]
        return max(LEAST_SECONDS, min([*(each for each in waits if each > 0), MOST_SECONDS]))
