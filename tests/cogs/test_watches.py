"""Watches in a channel: each new claim once, muted on the message, nobody pinged unasked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest

from cogs.client import NewsroomBot
from cogs.watches import CANNOT_WRITE, Watches
from presentation.watch_sheet import NONE_SET
from storage.watches import MOST_WATCHES
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member, Upload
from watch_desk import EITHER, NO_WORDS, NOT_YOURS, TOO_MANY

pytestmark = pytest.mark.asyncio

POSTED = r"/channels/\d+/messages$"
FERRY = "Elon Musk allegedly sold the Tarnby ferry, a harbour clerk said."
DENIAL = "Odile Brandt, the mayor of Tarnby, said the harbour bridge would open in May."


@asynccontextmanager
async def beating(room: Newsroom) -> AsyncIterator[NewsroomBot]:
    """The bot, connected, looking after its watches without a pause."""
    async with room.running() as bot:
        cog = bot.get_cog("Watches")
        assert isinstance(cog, Watches)
        cog.beat.change_interval(seconds=0.02)
        yield bot


async def use(
    room: Newsroom, who: Member, command: str, options: dict[str, Value] | None = None
) -> Reply:
    """Use a command and return what it says in the end."""
    return await room.stand_in.slash(
        who, room.channel, command, options, until=lambda reply: bool(reply.text)
    )


async def add(room: Newsroom, name: str, *sentences: str) -> None:
    """Add an article of some sentences."""
    text = f"{name}\n\n" + "\n\n".join(sentences) + "\n"
    upload = Upload(f"{name}.txt", text.encode(), "text/plain")
    reply = await use(room, room.manager, "add", {"file": upload})
    assert "the desk" in reply.text, reply.text


def alerts(room: Newsroom) -> tuple[Reply, ...]:
    """What the watches have told the channel."""
    found = room.stand_in.posts(room.channel)
    return tuple(post for post in found if "New for watch" in post.text)


async def told(room: Newsroom, count: int) -> tuple[Reply, ...]:
    """The alerts once there are so many, and no more after a while."""
    await room.stand_in.wait(
        lambda: len(alerts(room)) >= count, room.stand_in.breathe, 10.0, f"{count} alerts"
    )
    await room.stand_in.quiet()
    assert len(alerts(room)) == count
    return alerts(room)


async def test_an_entity_is_told_of_once_and_says_what_fired(room: Newsroom) -> None:
    async with beating(room):
        made = await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        assert made.ephemeral and "pings nobody" in made.text
        await room.stand_in.quiet()
        assert alerts(room) == (), "what is on the desk already is not news"
        await add(room, "Ferry sold", FERRY)
        (alert,) = await told(room, 1)
        assert "New for watch 1, claims about “Elon Musk”" in alert.text
        assert "Fired by: Elon Musk" in alert.text
        assert "allegedly" in alert.text and "one unnamed source" in alert.text
        assert [button.label for button in alert.buttons] == ["Mute this watch"]
        await add(room, "Ferry sold", FERRY)
        await add(room, "Ferry sold again", FERRY, "Rain fell on the harbour, she said.")
        await told(room, 1)
    async with beating(room):
        await told(room, 1)
    assert room.stand_in.pings == []


async def test_words_are_watched_for_and_the_words_that_fired_are_named(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"words": "harbor bridge opens"})
        await add(room, "Bridge to open", DENIAL)
        await add(room, "Ferry sold", FERRY)
        (alert,) = await told(room, 1)
        assert "claims with “harbor bridge opens”" in alert.text
        assert "Fired by: words: " in alert.text and "bridge" in alert.text


async def test_muted_on_the_message_and_unmuted_after_a_restart(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        await add(room, "Ferry sold", FERRY)
        (alert,) = await told(room, 1)
        refused = await room.stand_in.press(
            room.bob, alert, "Mute this watch", until=lambda reply: reply.ephemeral
        )
        assert NOT_YOURS in refused.text
        muted = await room.stand_in.press(
            room.alice, alert, "Mute this watch", until=lambda reply: bool(reply.buttons)
        )
        assert [button.label for button in muted.buttons] == ["Unmute this watch"]
        await add(room, "Rockets sold", "Elon Musk sold the rockets, a clerk in Tarnby said.")
        await told(room, 1)
        assert "muted" in (await use(room, room.alice, "watch list")).text
    async with beating(room):
        await room.stand_in.press(room.manager, room.stand_in.look(alert), "Unmute this watch")
        await told(room, 1)
        await add(room, "Cars sold", "Elon Musk sold the cars, a clerk in Tarnby said.")
        await told(room, 2)


async def test_a_ping_goes_to_whoever_chose_it_alone(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"entity": "Elon Musk", "ping": True})
        await add(room, "Ferry sold", FERRY)
        await told(room, 1)
        (ping,) = room.stand_in.pings
        assert ping.mentions == (f"<@{room.alice.user.user_id}>",)
        allowed = ping.allowed_mentions or {}
        assert allowed["users"] == [room.alice.user.user_id] and not allowed.get("roles")
        assert "users" not in allowed.get("parse", [])
    room.stand_in.pings.clear()


async def test_an_answer_that_is_lost_does_not_make_two(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        room.stand_in.fail_next("POST", POSTED, 503, has_effect=True)
        await add(room, "Ferry sold", FERRY)
        await told(room, 1)
    room.stand_in.clock.advance(1200)
    async with beating(room):
        await told(room, 1)


async def test_three_refusals_mute_it(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        room.channel.overwrite(room.guild.bot, deny=discord.Permissions(send_messages=True))
        await add(room, "Ferry sold", FERRY)
        for _ in range(5):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3600)
        listed = await use(room, room.alice, "watch list")
        assert "muted: Byline may not write there" in listed.text
    assert [one.status for one in room.stand_in.violations] == [403] * 3
    room.stand_in.violations.clear()


async def test_listed_and_removed_by_whom_they_belong_to(room: Newsroom, bot: NewsroomBot) -> None:
    await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
    await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
    await use(room, room.bob, "watch add", {"words": "undersea cables"})
    listed = await use(room, room.alice, "watch list")
    assert listed.ephemeral and listed.text.count("pings nobody") == 2
    choices = await room.stand_in.autocomplete(
        room.alice, room.channel, "watch remove", {"watch": ""}, focused="watch"
    )
    assert [choice.value for choice in choices] == ["1"]
    theirs = await use(room, room.alice, "watch remove", {"watch": "2"})
    assert NOT_YOURS in theirs.text
    for who, number in ((room.alice, "1"), (room.manager, "#2")):
        assert "No more" in (await use(room, who, "watch remove", {"watch": number})).text
    assert NONE_SET in (await use(room, room.alice, "watch list")).text
    assert "no such watch" in (await use(room, room.alice, "watch remove", {"watch": "9"})).text
    assert "give its number" in (await use(room, room.alice, "watch remove", {"watch": "x"})).text


async def test_what_cannot_be_watched_is_explained(room: Newsroom, bot: NewsroomBot) -> None:
    both: dict[str, Value] = {"entity": "Elon Musk", "words": "ferry"}
    wrong: tuple[tuple[dict[str, Value], str], ...] = (
        ({}, EITHER),
        (both, EITHER),
        ({"words": "the of and"}, NO_WORDS),
        ({"words": "word " * 40}, NO_WORDS),
        ({"entity": "Whitfield"}, "Pick one from the list"),
        ({"entity": "Zzyzx Qwfp"}, "not the name of one entity here"),
    )
    for options, words in wrong:
        assert words in (await use(room, room.alice, "watch add", options)).text
    for number in range(MOST_WATCHES):
        await use(room, room.alice, "watch add", {"words": f"topic{number}"})
    assert TOO_MANY in (await use(room, room.alice, "watch add", {"words": "another"})).text
    suggested = await room.stand_in.autocomplete(
        room.alice, room.channel, "watch add", {"entity": "musk"}, focused="entity"
    )
    assert "Elon Musk" in [choice.value for choice in suggested]


async def test_who_cannot_write_in_a_channel_cannot_watch_there(
    room: Newsroom, bot: NewsroomBot
) -> None:
    room.channel.overwrite(room.alice, deny=discord.Permissions(send_messages=True))
    refused = await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
    assert CANNOT_WRITE in refused.text and refused.ephemeral


async def test_watches_of_hidden_channels_are_not_listed(room: Newsroom, bot: NewsroomBot) -> None:
    await use(room, room.manager, "watch add", {"words": "secret ferry"})
    other = room.guild.add_channel("other")
    room.channel.overwrite(room.alice, deny=discord.Permissions(view_channel=True))
    listed = await room.stand_in.slash(
        room.alice, other, "watch list", until=lambda reply: bool(reply.text)
    )
    assert NONE_SET in listed.text


async def test_a_hostile_claim_is_told_of_harmlessly(room: Newsroom) -> None:
    async with beating(room):
        await use(room, room.alice, "watch add", {"words": "@everyone ferry"})
        await add(
            room, "Hostile", "The ferry @everyone [sank](https://evil.example), Mayor Boone said."
        )
        (alert,) = await told(room, 1)
        for call in ("@everyone", "](https://evil"):
            assert call not in alert.text
