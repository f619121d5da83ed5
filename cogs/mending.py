"""The bot's own messages edited later: what was corrected is marked, what was forgotten goes.

Edits go through the channel, since the token of an interaction dies after a quarter of an hour. An
edit pings nobody, and nothing is ever posted a second time.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from cogs.beating import Beating
from cogs.lookups import desk_of
from cogs.posting import ChannelPoster, refusals
from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId
from newsroom.post import Contents, Post
from presentation.post_corrections import FORGOTTEN, corrected_embeds
from services import Services

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

log = logging.getLogger("byline.discord")


class Mending(Beating, commands.Cog):
    """Brings messages up to what was judged and forgotten since."""

    def __init__(self, services: Services, bot: "NewsroomBot") -> None:
        self.services, self._bot = services, bot

    async def look_after(self, guild_id: int) -> None:
        """Make the edits that are due on one desk."""
        editor = ChannelEditor(self._bot, guild_id)
        await self.services.posts.mend(str(guild_id), editor, self._bot.now())


class ChannelEditor(ChannelPoster):
    """The channels of one server, as messages in them are edited."""

    async def correct(
        self, post: Post, claims: Sequence[StoredClaim], taken_back: Collection[ClaimId]
    ) -> None:
        """Mark in a message what was judged of some of its claims."""
        with refusals():
            message = await self._channel(post.channel_id).fetch_message(post.message_id)
            embeds = corrected_embeds(
                message.embeds,
                claims,
                taken_back=taken_back,
                has_picture=bool(message.attachments),
            )
            if embeds is not None:
                await message.edit(embeds=embeds, allowed_mentions=_NOBODY)

    async def remove(self, post: Post) -> None:
        """Put one sentence in the place of a message, its buttons and its files."""
        with refusals():
            message = self._channel(post.channel_id).get_partial_message(post.message_id)
            await message.edit(
                content=FORGOTTEN, embeds=[], attachments=[], view=None, allowed_mentions=_NOBODY
            )


_NOBODY = discord.AllowedMentions.none()


async def remember(
    interaction: discord.Interaction[Any],
    message: discord.Message | None,
    contents: Contents,
    composed_at: datetime,
) -> None:
    """Remember what an answer shows that a channel can read; a private one is its asker's.

    What was judged since it was composed is owed to it.
    """
    if message is not None and not message.flags.ephemeral and interaction.guild is not None:
        await remember_post(interaction.client, interaction.guild, message, contents, composed_at)


async def remember_post(
    bot: "NewsroomBot",
    guild: discord.Guild,
    message: discord.Message,
    contents: Contents,
    composed_at: datetime,
) -> None:
    """Remember what a message shows; one that cannot be remembered stands all the same."""
    post = Post(message.channel.id, message.id, composed_at)
    try:
        await bot.services.posts.record(desk_of(guild.id), post, contents)
    except Exception as error:
        log.warning("Message %s is not remembered: %s", message.id, type(error).__name__)
