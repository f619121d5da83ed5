"""The stand-in itself, driven through a small bot made of real discord.py parts."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from .refusals import DriverError
from .stand_in import StandIn
from .tiny_bot import TinyBot
from .world import Channel, Guild, Member, Upload

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """A Discord with one desk."""
    async with StandIn() as running:
        running.add_guild("Desk A")
        yield running


@pytest_asyncio.fixture
async def bot(stand_in: StandIn) -> AsyncIterator[TinyBot]:
    """The tiny bot, connected."""
    async with stand_in.connected(TinyBot(stand_in)) as running:
        yield running


@pytest.fixture
def desk(stand_in: StandIn) -> Guild:
    """The first desk."""
    return next(iter(stand_in.world.guilds.values()))


@pytest.fixture
def channel(desk: Guild) -> Channel:
    """The first channel of the first desk."""
    return next(iter(desk.channels.values()))


@pytest.fixture
def alice(desk: Guild) -> Member:
    """A member of the first desk."""
    return desk.add_member("alice")


async def test_immediate_answer_with_view(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    reply = await stand_in.slash(alice, channel, "who", {"name": "kirienko"})
    assert reply.embeds[0].title == "kirienko"
    assert "deputy head" in reply.text
    assert not reply.ephemeral and not reply.deferred
    assert reply.ack_ms is not None and reply.ack_ms < 3000
    assert [button.label for button in reply.buttons] == ["More", "Slow"]

    picked = await stand_in.select(alice, reply, ["Kirienko LLC"])
    assert picked.content == "picked 8" and picked.ephemeral

    slowly = await stand_in.press(alice, reply, "Slow")
    assert slowly.content == "slowly" and slowly.deferred

    second = await stand_in.press(alice, reply, "more")
    assert second.content == "page 2" and second.buttons[0].is_disabled
    with pytest.raises(DriverError, match="cannot be pressed"):
        await stand_in.press(alice, second, "More")
    stand_in.assert_clean()


async def test_autocomplete_and_strict_options(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    choices = await stand_in.autocomplete(alice, channel, "who", {"name": "kir"}, focused="name")
    assert [choice.value for choice in choices] == ["kirienko", "kiriyenko"]
    for command, options in (
        ("whom", {}),
        ("who", {}),
        ("who", {"nom": "x"}),
        ("who", {"name": 3}),
    ):
        with pytest.raises(DriverError):
            await stand_in.slash(alice, channel, command, options)
    with pytest.raises(DriverError, match="no autocomplete"):
        await stand_in.autocomplete(alice, channel, "who", {"private": "t"}, focused="private")


async def test_deferred_answer_takes_the_privacy_of_its_defer(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    reply = await stand_in.slash(alice, channel, "slow")
    assert reply.deferred and reply.ephemeral
    assert reply.files[0].content == b"png"
    assert reply.embeds[0].image.url == reply.message.attachments[0].url  # type: ignore[union-attr]
    await stand_in.next_change(reply, until=lambda _: bool(stand_in.followups(reply)))
    assert stand_in.followups(reply)[0].content == "and one more thing"
    stand_in.assert_clean()


async def test_modal_subcommand_upload_and_message_menu(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    opened = await stand_in.slash(alice, channel, "paste")
    assert opened.modal and opened.modal.title == "Paste an article"
    sent = await stand_in.submit(alice, opened, {"Text": "abc"})
    assert sent.content == "3 characters"

    set_up = await stand_in.slash(alice, channel, "digest schedule", {"channel": channel})
    assert set_up.content == f"{channel.mention} at 8"

    read = await stand_in.slash(alice, channel, "add", {"file": Upload("a.txt", b"the text")})
    assert read.content == "a.txt: the text"

    message = stand_in.post(alice, channel, "the earth is flat")
    checked = await stand_in.message_command(alice, channel, message, "Check this claim")
    assert checked.content == "checking: the earth is flat"
    stand_in.assert_clean()


async def test_message_content_only_reaches_a_mentioned_bot(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    assert await stand_in.say(alice, channel, "unheard", replies=0) == ()
    (reply,) = await stand_in.say(alice, channel, f"{stand_in.bot.mention} who is X?")
    assert reply.content == "you said who is X?"
    assert reply.message and reply.message.replies_to
    (private,) = await stand_in.say(alice, stand_in.direct(alice), f"{stand_in.bot.mention} hm")
    assert private.content == "you said hm"
    assert bot.heard[0].content == ""
    stand_in.assert_clean()


async def test_too_long_embed_is_refused_and_recorded(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    with pytest.raises(DriverError, match="Invalid Form Body"):
        await stand_in.slash(alice, channel, "long", patience=0.5)
    assert isinstance(bot.errors[0], discord.HTTPException)
    assert (bot.errors[0].status, bot.errors[0].code) == (400, 50035)
    assert "Must be 4096 or fewer in length." in str(bot.errors[0])
    (violation,) = stand_in.violations
    assert violation.errors and "description" in violation.errors["data"]["embeds"]["0"]


async def test_late_first_response_and_ended_token(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    with pytest.raises(DriverError, match="did not respond in time"):
        await stand_in.slash(alice, channel, "late")
    assert isinstance(bot.errors[0], discord.NotFound) and bot.errors[0].code == 10062
    await stand_in.slash(alice, channel, "twice")
    await asyncio.sleep(0.1)
    assert isinstance(bot.errors[1], discord.HTTPException) and bot.errors[1].code == 50027
    assert [violation.code for violation in stand_in.violations] == [10062, 50027]


async def test_client_waits_out_a_rate_limit_and_a_server_error(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    stand_in.fail_next("POST", r"/callback$", 429, retry_after=0.3)
    limited = await stand_in.slash(alice, channel, "who", {"name": "x"})
    assert limited.ack_ms is not None and limited.ack_ms >= 300
    stand_in.fail_next("POST", r"^/channels/\d+/messages$", 500)
    (reply,) = await stand_in.say(alice, channel, f"{stand_in.bot.mention} again")
    assert reply.content == "you said again"
    statuses = [request.status for request in stand_in.requests if request.method == "POST"]
    assert statuses == [429, 200, 500, 200]
    assert stand_in.violations == []


async def test_guilds_are_apart_and_may_come_later(
    stand_in: StandIn, bot: TinyBot, alice: Member
) -> None:
    other = stand_in.add_guild("Desk B")
    bob = other.add_member("bob", permissions=discord.Permissions(manage_guild=True))
    channel = other.add_channel("news")
    reply = await stand_in.slash(bob, channel, "who", {"name": "musk", "private": True})
    assert reply.ephemeral
    assert {guild.name for guild in bot.guilds} == {"Desk A", "Desk B"}
    with pytest.raises(DriverError, match="no member"):
        await stand_in.slash(alice, channel, "who", {"name": "musk"})
    with pytest.raises(DriverError, match="cannot see"):
        await stand_in.press(other.add_member("eve"), reply, "More")


async def test_dropped_gateway_resumes_and_loses_nothing(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    await stand_in.drop_gateway()
    reply = await stand_in.slash(alice, channel, "who", {"name": "musk"})
    assert reply.embeds[0].title == "musk"
    assert (stand_in.gateway.identified, stand_in.gateway.resumed, bot.resumes) == (1, 1, 1)
    await stand_in.drop_gateway(is_resumable=False)
    await stand_in.slash(alice, channel, "who", {"name": "musk"})
    assert stand_in.gateway.identified == 2


async def test_what_is_long_ago_can_be_let_go_of(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    old = await stand_in.slash(alice, channel, "who", {"name": "musk"})
    stand_in.clock.advance(60)
    before = stand_in.clock.now()
    kept = await stand_in.slash(alice, channel, "who", {"name": "musk"})
    gone = stand_in.forget_before(before)
    assert gone == [old.interaction]
    assert gone[0].acknowledged_at is not None
    assert list(channel.messages.values()) == [kept.message]
    assert all(request.at >= before for request in stand_in.requests)
    await stand_in.drop_gateway()
    reply = await stand_in.press(alice, kept, "More")
    assert reply.interaction is not None
    assert (stand_in.gateway.identified, stand_in.gateway.resumed) == (1, 1)


async def test_permissions_and_tokens(stand_in: StandIn, bot: TinyBot, desk: Guild) -> None:
    quiet = desk.add_channel("quiet", deny_bot=discord.Permissions(send_messages=True))
    await asyncio.sleep(0.05)
    channel = bot.get_channel(quiet.channel_id)
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50013
    with pytest.raises(discord.LoginFailure):
        await discord.Client(intents=discord.Intents.none()).login("wrong")
    assert [violation.status for violation in stand_in.violations] == [403, 401]


async def test_pings_are_recorded(stand_in: StandIn, alice: Member, channel: Channel) -> None:
    async with stand_in.connected(TinyBot(stand_in, pings=True)):
        await stand_in.slash(alice, channel, "who", {"name": "x"})
        await stand_in.say(alice, channel, f"{stand_in.bot.mention} @everyone")
    assert [ping.mentions for ping in stand_in.pings] == [(), ("@everyone",)]
    assert all(ping.allowed_mentions is None for ping in stand_in.pings)


async def test_privileged_intents_need_approval(stand_in: StandIn) -> None:
    client = discord.Client(intents=discord.Intents.all())
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with stand_in.connected(client):
            pass
    assert "4014" in stand_in.violations[0].message


async def test_answers_are_edited_with_files(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    reply = await stand_in.slash(alice, channel, "redo", until=lambda r: "finally" in r.content)
    assert bot.errors == []
    assert [file.filename for file in reply.files] == ["one.csv", "two.csv"]
    assert reply.files[0].description == "the first"
    assert stand_in.followups(reply)[0].deleted
    stand_in.assert_clean()


async def test_bot_looks_things_up(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    room = await bot.fetch_channel(channel.channel_id)
    assert isinstance(room, discord.TextChannel)
    member = await room.guild.fetch_member(alice.user.user_id)
    sent = await member.send("in private")
    assert stand_in.posts(stand_in.direct(alice))[0].content == "in private"
    posted = await room.send("in public")
    async with room.typing():
        await posted.add_reaction("✅")
    old = stand_in.post(alice, channel, "unread")
    assert [message.content async for message in room.history()] == ["", "in public"]
    assert (await bot.application_info()).id == stand_in.world.application_id
    assert [guild.name async for guild in bot.fetch_guilds()] == ["Desk A"]
    assert await room.guild.query_members("ali") == [member]
    reply = await discord.PartialMessage(channel=room, id=old.message_id).reply("noted")
    await reply.delete()
    await sent.edit(content="still private")
    with pytest.raises(discord.NotFound):
        await room.guild.fetch_member(1)
    assert [violation.code for violation in stand_in.violations] == [10007]


async def test_second_first_response_is_refused(
    stand_in: StandIn, bot: TinyBot, alice: Member, channel: Channel
) -> None:
    reply = await stand_in.slash(alice, channel, "again")
    assert reply.content == "first"
    assert [violation.code for violation in stand_in.violations] == [40060]


async def test_shards_share_the_guilds(stand_in: StandIn, alice: Member, channel: Channel) -> None:
    other = stand_in.add_guild("Desk B")
    bob = other.add_member("bob")
    heard: list[int] = []

    class Sharded(discord.AutoShardedClient):
        async def on_interaction(self, interaction: discord.Interaction) -> None:
            assert interaction.guild
            heard.append(interaction.guild.shard_id)
            await interaction.response.send_message("here")

    async with stand_in.connected(
        Sharded(intents=discord.Intents.default(), shard_ids=[0, 1, 2], shard_count=3)
    ) as client:
        tree = discord.app_commands.CommandTree(client)
        tree.add_command(discord.app_commands.Command(name="x", description="x", callback=_nothing))
        await tree.sync()
        client._connection._command_tree = None
        for member in (alice, bob):
            room = next(iter(member.guild.channels.values()))
            await stand_in.slash(member, room, "x")
    assert heard == [(desk.guild_id >> 22) % 3 for desk in (alice.guild, other)]
    assert stand_in.gateway.identified == 3


async def _nothing(interaction: discord.Interaction) -> None:
    """A command that another part answers."""
