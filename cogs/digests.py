"""Daily digests: scheduled, looked at beforehand, and posted by themselves."""

from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.audience import may_answer_openly
from cogs.beating import Beating
from cogs.lookups import desk_of
from cogs.mending import remember
from cogs.posting import ChannelPoster
from cogs.replying import acknowledge, answer, answer_further
from cogs.seeing import can_see
from newsroom.digest import Wanted
from newsroom.edition import Edition
from newsroom.errors import NewsroomError
from newsroom.post import contents_of_edition
from presentation import limits
from presentation.digest_status import status_embed
from presentation.edition_pages import edition_pages
from presentation.text import join_names
from services import Services

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

Place = discord.TextChannel | discord.Thread
HERE = "The channel; this one if you name none"
PRIVATE = "True: only you see it"
NO_CHANNEL = "Name a text channel: a digest cannot be posted here."
UNSEEN = "You cannot see that channel, so you cannot have a digest posted there."
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}


class Digests(
    Beating, commands.GroupCog, group_name="digest", group_description="The daily digest"
):
    """What changed since the last digest, once each local day of a channel."""

    def __init__(self, services: Services, bot: "NewsroomBot") -> None:
        self.services, self._bot = services, bot

    async def look_after(self, guild_id: int) -> None:
        """Deliver what is due on one desk."""
        poster = ChannelPoster(self._bot, guild_id)
        await self.services.digests.deliver(str(guild_id), poster, self._bot.now())

    @app_commands.command(description="What is new since the last digest; nothing is moved by it")
    @app_commands.describe(private=PRIVATE)
    async def now(self, interaction: discord.Interaction, private: bool = False) -> None:
        """The digest so far, in the channel where it is asked for."""
        is_private = private or not may_answer_openly(interaction)
        await acknowledge(interaction, is_private=is_private)
        desk, channel_id = desk_of(interaction.guild_id), interaction.channel_id or 0
        now = self._bot.now()
        edition = await self.services.digests.so_far(desk, channel_id, now)
        await _show(interaction, edition, now, is_private=is_private)

    @app_commands.command(description="What the next digest will say, for you alone")
    @app_commands.describe(channel=HERE)
    async def preview(self, interaction: discord.Interaction, channel: Place | None = None) -> None:
        """The next digest as it will be posted if nothing changes."""
        await acknowledge(interaction, is_private=True)
        place = _place(interaction, channel)
        desk = desk_of(interaction.guild_id)
        edition = await self.services.digests.preview(desk, place.id, self._bot.now())
        await _show(interaction, edition, self._bot.now(), is_private=True)

    @app_commands.command(description="Post a digest each day, or change when it comes")
    @app_commands.rename(at="time", zone="timezone")
    @app_commands.describe(
        at="When, as 08:30", zone="Where that is, such as Europe/Warsaw", channel=HERE
    )
    async def schedule(
        self,
        interaction: discord.Interaction,
        at: str,
        zone: str,
        channel: Place | None = None,
    ) -> None:
        """Give a channel its digest."""
        await acknowledge(interaction, is_private=True)
        place = _place(interaction, channel)
        _check_rights(interaction, place)
        wanted = Wanted(place.id, at, zone, interaction.user.id)
        desk = desk_of(interaction.guild_id)
        status = await self.services.digests.schedule(desk, wanted, self._bot.now())
        await answer(interaction, embed=status_embed([status]))

    @app_commands.command(description="Stop a channel's digest until it is scheduled again")
    @app_commands.describe(channel=HERE)
    async def pause(self, interaction: discord.Interaction, channel: Place | None = None) -> None:
        """Let a channel's digest rest."""
        await acknowledge(interaction, is_private=True)
        place, desk = _place(interaction, channel), desk_of(interaction.guild_id)
        status = await self.services.digests.pause(desk, place.id, self._bot.now())
        await answer(interaction, embed=status_embed([status]))

    @app_commands.command(description="When digests come, and what became of the last one")
    async def status(self, interaction: discord.Interaction) -> None:
        """The digests of the channels that the asker can see."""
        await acknowledge(interaction, is_private=True)
        desk = desk_of(interaction.guild_id)
        statuses = await self.services.digests.statuses(desk, self._bot.now())
        shown = [one for one in statuses if can_see(interaction, one.schedule.channel_id)]
        await answer(interaction, embed=status_embed(shown))

    @schedule.autocomplete("zone")
    async def suggest_zone(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Time zones for what was typed so far."""
        found = self.services.digests.suggest_zones(typed, limits.CHOICES)
        return [Choice(name=name, value=name) for name in found]


async def _show(
    interaction: discord.Interaction, edition: Edition, now: datetime, *, is_private: bool
) -> None:
    first, *others = edition_pages(edition)
    sent = [await answer(interaction, embed=first)]
    for page in others:
        sent.append(await answer_further(interaction, embed=page, is_private=is_private))
    for message in sent:
        await remember(interaction, message, contents_of_edition(edition), now)


def _place(interaction: discord.Interaction, channel: Place | None) -> Place:
    """The channel that was named, or the one where the command is used; the asker can see it."""
    place = channel or interaction.channel
    if not isinstance(place, Place):
        raise NewsroomError(NO_CHANNEL)
    if not can_see(interaction, place.id):
        raise NewsroomError(UNSEEN)
    return place


def _check_rights(interaction: discord.Interaction, place: Place) -> None:
    """Raise a NewsroomError that names what the bot lacks in a channel."""
    granted = place.permissions_for(place.guild.me)
    needed = dict(NEEDED)
    if isinstance(place, discord.Thread):
        needed["send_messages_in_threads"] = "Send Messages in Threads"
        del needed["send_messages"]
    lacking = [words for name, words in needed.items() if not getattr(granted, name)]
    if lacking:
        raise NewsroomError(
            f"Byline cannot post there yet: it lacks {join_names(lacking)} in that channel."
        )
