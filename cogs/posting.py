"""Messages that the bot writes of its own accord: found again, sent with a nonce, refused."""

import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from cogs.admission import SHARE, rule_of
from cogs.faults import FAULTS
from cogs.lookups import desk_of
from cogs.rights import held_by, readers_only
from newsroom.desk import DeskRoles
from newsroom.digest import Delivery, DigestSchedule
from newsroom.edition import Edition
from newsroom.errors import PostGone, PostRefused
from presentation.digest_status import REFUSED
from presentation.edition_pages import bears_mark, digest_mark, edition_pages

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

log = logging.getLogger("byline.discord")

READ_ALONG = "Others than the desk's readers can read along there."
LOOKED_THROUGH = 5_000
"""So many messages about an attempt are searched for what it may have sent."""
SKEW = timedelta(days=1)
"""How far this machine's clock and Discord's may be apart, a wrong time zone included."""
NONCE = 24
NOBODY = 0
"""Who scheduled a digest and had themselves erased since."""


class ChannelPoster:
    """The channels of one server, as deliveries write to them."""

    def __init__(self, bot: "NewsroomBot", guild_id: int) -> None:
        self._bot, self._guild_id = bot, guild_id

    async def check(self, schedule: DigestSchedule) -> None:
        """Raise PostRefused where more people than may read the desk would see the digest."""
        await self.require_readers(schedule.channel_id, schedule.scheduled_by)

    async def require_readers(self, channel_id: int, user_id: int) -> None:
        """Raise PostRefused where others can read along, and who asked for it may not share there.

        Roles and permissions are those of this moment, as for an answer.
        """
        roles = await self._bot.services.roles(desk_of(self._guild_id))
        guild = self._bot.get_guild(self._guild_id)
        if not readers_only(guild, channel_id, roles) and not await _may_share(
            guild, user_id, roles
        ):
            raise PostRefused(READ_ALONG)

    def count_parts(self, edition: Edition) -> int:
        """How many messages an edition takes."""
        return len(edition_pages(edition))

    async def find(self, delivery: Delivery, part: int) -> int | None:
        """The message of a part that was tried before; Discord forgets nonces, so by its footer."""
        mark = digest_mark(delivery.edition_on, part)
        return await self.find_marked(delivery.channel_id, mark, delivery.tried_at)

    async def send(self, delivery: Delivery, edition: Edition, part: int) -> int:
        """Write one part into the channel."""
        mark = digest_mark(delivery.edition_on, part)
        page = edition_pages(edition)[part]
        return await self.send_marked(delivery.channel_id, mark, embed=page)

    async def find_marked(self, channel_id: int, mark: str, tried_at: datetime) -> int | None:
        """The bot's own message that bears a mark, sent since it was tried."""
        own, since = self._bot.user, min(tried_at, self._bot.now()) - SKEW
        with refusals():
            async for message in self._channel(channel_id).history(
                limit=LOOKED_THROUGH, after=since, oldest_first=True
            ):
                if own is not None and message.author.id == own.id and bears_mark(message, mark):
                    return message.id
        return None

    async def send_marked(self, channel_id: int, mark: str, **content: Any) -> int:
        """Write a message; the same one again within minutes is the first one, says Discord."""
        with refusals():
            message = await self._channel(channel_id).send(nonce=nonce(channel_id, mark), **content)
        return message.id

    async def tell_paused(self, schedule: DigestSchedule) -> None:
        """Tell the managers, in the channel that Discord keeps for them, else who scheduled it."""
        line = f"The digest of <#{schedule.channel_id}> is paused. {REFUSED}"
        guild = self._bot.get_guild(self._guild_id)
        updates = guild.public_updates_channel if guild else None
        for tell in (_in_channel(updates), _in_private(self._bot, schedule.scheduled_by)):
            with suppress(*FAULTS):
                if await tell(line):
                    return
        log.warning("Nobody could be told that the digest of %s is paused", schedule.channel_id)

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id, guild_id=self._guild_id)


async def _may_share(guild: discord.Guild | None, user_id: int, roles: DeskRoles) -> bool:
    """Whether somebody is still on the server, and may show there what the desk holds."""
    if guild is None or user_id == NOBODY:
        return False
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    return held_by(member, roles) >= rule_of(SHARE).right


@contextmanager
def refusals() -> Iterator[None]:
    """Turn Discord's lasting refusals into ours."""
    try:
        yield
    except discord.NotFound as error:
        raise PostGone("That channel, or the message in it, is gone.") from error
    except discord.Forbidden as error:
        raise PostRefused("Discord does not let Byline write there.") from error


Tell = Callable[[str], Awaitable[bool]]


def _in_channel(channel: discord.TextChannel | None) -> Tell:
    async def tell(line: str) -> bool:
        if channel is not None:
            await channel.send(line)
        return channel is not None

    return tell


def _in_private(bot: "NewsroomBot", user_id: int) -> Tell:
    async def tell(line: str) -> bool:
        user = bot.get_user(user_id) or await bot.fetch_user(user_id)
        await user.send(line)
        return True

    return tell


def nonce(channel_id: int, mark: str) -> str:
    """The same few characters for the same message, and others for any other."""
    return hashlib.sha256(f"{channel_id}/{mark}".encode()).hexdigest()[:NONCE]
