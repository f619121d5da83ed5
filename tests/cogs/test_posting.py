"""What the bot writes of its own accord: once for each nonce, and found again by its mark."""

from datetime import timedelta

import discord
import pytest

from cogs.client import NewsroomBot
from cogs.posting import NONCE, ChannelPoster, nonce
from newsroom.errors import PostRefused
from tests.cogs.desk_room import Newsroom

pytestmark = pytest.mark.asyncio


def marked(mark: str) -> discord.Embed:
    """An embed whose footer bears a mark."""
    return discord.Embed(description="words").set_footer(text=f"{mark} · page 1 of 2")


async def test_nonces_fit_and_differ() -> None:
    many = {nonce(channel, f"digest 2024-10-{day}/1") for channel in (1, 2) for day in range(30)}
    assert len(many) == 60 and {len(one) for one in many} == {NONCE}
    assert nonce(1, "digest 2024-10-25/1") == nonce(1, "digest 2024-10-25/1")


async def test_the_same_within_minutes_is_one_message_and_later_another(
    room: Newsroom, bot: NewsroomBot
) -> None:
    poster, channel_id = ChannelPoster(bot, room.guild.guild_id), room.channel.channel_id
    first = await poster.send_marked(channel_id, "mark 1", embed=marked("mark 1"))
    assert await poster.send_marked(channel_id, "mark 1", embed=marked("mark 1")) == first
    assert await poster.send_marked(channel_id, "mark 2", embed=marked("mark 2")) != first
    room.stand_in.clock.advance(301)
    assert await poster.send_marked(channel_id, "mark 1", embed=marked("mark 1")) != first
    channel = bot.get_partial_messageable(channel_id)
    assert (await channel.fetch_message(first)).nonce is None, "who fetches it sees no nonce"


async def test_a_message_is_found_by_its_mark_among_many(room: Newsroom, bot: NewsroomBot) -> None:
    poster, channel_id = ChannelPoster(bot, room.guild.guild_id), room.channel.channel_id
    tried_at = room.stand_in.clock.moment()
    for number in range(120):
        room.stand_in.post(room.alice, room.channel, f"mark 7 · talk {number}")
    sent = await poster.send_marked(channel_id, "mark 7", embed=marked("mark 7"))
    await poster.send_marked(channel_id, "mark 77", embed=marked("mark 77"))
    assert await poster.find_marked(channel_id, "mark 7", tried_at) == sent
    assert await poster.find_marked(channel_id, "mark 8", tried_at) is None
    later = tried_at + timedelta(days=3)
    assert await poster.find_marked(channel_id, "mark 7", later) == sent, "the clock went back"
    room.stand_in.clock.advance(3 * 24 * 3600.0)
    assert await poster.find_marked(channel_id, "mark 7", later) is None


async def test_a_channel_that_cannot_be_read_or_is_gone_is_a_refusal(
    room: Newsroom, bot: NewsroomBot
) -> None:
    poster, channel_id = ChannelPoster(bot, room.guild.guild_id), room.channel.channel_id
    room.channel.overwrite(
        room.guild.bot, deny=discord.Permissions(read_message_history=True, embed_links=True)
    )
    with pytest.raises(PostRefused):
        await poster.find_marked(channel_id, "mark 1", room.stand_in.clock.moment())
    with pytest.raises(PostRefused):
        await poster.send_marked(channel_id, "mark 1", embed=marked("mark 1"))
    with pytest.raises(PostRefused):
        await poster.send_marked(12345, "mark 1", embed=marked("mark 1"))
    room.stand_in.violations.clear()
