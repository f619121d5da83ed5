"""The bot itself: mentions, direct messages, failures, late answers, and commands synced once."""

import logging
import re

import discord
import pytest

from cogs.client import HELP, NewsroomBot
from cogs.lookups import NOT_IN_DIRECT_MESSAGES
from services import Services
from tests.cogs.desk_room import Newsroom
from tests.cogs.fake_services import SECRET, Failing, Late, Stalled
from tests.discord_stand_in.refusals import DriverError

pytestmark = pytest.mark.asyncio

REFERENCE = re.compile(r"Something went wrong on our side. Reference [0-9a-f]{6}\.")


async def test_mention_is_answered_as_ask_is(room: Newsroom, bot: NewsroomBot) -> None:
    question = "what sources back the Taiwan claim?"
    asked = await room.stand_in.slash(room.alice, room.channel, "ask", {"question": question})
    mention = room.stand_in.bot.mention
    (reply,) = await room.stand_in.say(room.alice, room.channel, f"{mention} {question}")
    assert reply.text == asked.text
    assert reply.message is not None and reply.message.replies_to is not None


async def test_bare_mention_gets_one_line_of_help(room: Newsroom, bot: NewsroomBot) -> None:
    (reply,) = await room.stand_in.say(room.alice, room.channel, f" {room.stand_in.bot.mention} ")
    assert reply.text == HELP


async def test_bots_and_passing_talk_are_not_answered(room: Newsroom, bot: NewsroomBot) -> None:
    other = room.guild.add_member("other bot")
    other.user.is_bot = True
    mention = room.stand_in.bot.mention
    assert await room.stand_in.say(other, room.channel, f"{mention} hi", replies=0) == ()
    assert await room.stand_in.say(room.alice, room.channel, "who is Putin?", replies=0) == ()
    asked = await room.stand_in.say(room.alice, room.channel, f"{mention} who is Putin?")
    assert len(asked) == 1
    thanks = room.stand_in.post(room.alice, room.channel, "thanks", reply_to=asked[0])
    await room.stand_in.quiet()
    assert room.stand_in.posts(room.channel, since=thanks.message_id) == ()


async def test_direct_messages_get_one_sentence(room: Newsroom, bot: NewsroomBot) -> None:
    direct = room.stand_in.direct(room.alice)
    for text in ("who is Putin?", f"{room.stand_in.bot.mention} who is Putin?"):
        (reply,) = await room.stand_in.say(room.alice, direct, text)
        assert reply.text == NOT_IN_DIRECT_MESSAGES and reply.embeds == ()


async def test_every_command_is_for_servers_alone(room: Newsroom, bot: NewsroomBot) -> None:
    (sync,) = [request for request in room.stand_in.requests if request.method == "PUT"]
    names = {command["name"] for command in sync.body}
    assert names >= {"ask", "who", "sources", "claims", "quote", "timeline", "add", "desk"}
    assert "Check this claim" in names
    for command in sync.body:
        assert (command["contexts"], command["integration_types"]) == ([0], [0]), command["name"]


async def test_a_command_that_reaches_direct_messages_is_refused(
    room: Newsroom, bot: NewsroomBot
) -> None:
    for command in room.stand_in.command_routes.visible_in(None):
        command["contexts"] = None  # as an older registration may still have it
    direct, user = room.stand_in.direct(room.alice), room.alice.user
    reply = await room.stand_in.slash(user, direct, "who", {"name": "Putin"})
    assert reply.text == NOT_IN_DIRECT_MESSAGES
    opened = await room.stand_in.slash(user, direct, "add")
    assert opened.text == NOT_IN_DIRECT_MESSAGES and opened.modal is None


async def test_no_privileged_intents_and_no_pings(room: Newsroom, bot: NewsroomBot) -> None:
    intents = bot.intents
    assert not (intents.message_content or intents.members or intents.presences)
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_commands_are_synced_once_over_ten_starts(room: Newsroom) -> None:
    for _ in range(10):
        async with room.running():
            pass
    async with room.running():
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text
    syncs = [request for request in room.stand_in.requests if "/commands" in request.path]
    assert [request.method for request in syncs] == ["PUT"]


async def test_changed_commands_are_synced_again(room: Newsroom) -> None:
    async with room.running() as bot:
        bot.services.fingerprint.write("0" * 64)
    async with room.running():
        pass
    assert sum(request.method == "PUT" for request in room.stand_in.requests) == 2


async def test_a_failed_sync_is_tried_at_the_next_start(room: Newsroom) -> None:
    room.stand_in.fail_next("PUT", "/commands$", 503)
    async with room.running() as bot:
        assert bot.is_ready() and bot.services.fingerprint.read() is None
    async with room.running() as bot:
        assert bot.services.fingerprint.read() is not None


async def test_failure_shows_a_reference_and_logs_the_rest(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    async with room.running(Failing(room.data_dir)):
        reply = await room.stand_in.slash(
            room.alice, room.channel, "who", {"name": "Putin"}, until=lambda r: r.ephemeral
        )
        found = REFERENCE.search(reply.text)
        assert found and SECRET not in reply.text and "Traceback" not in reply.text
        record = next(
            entry for entry in caplog.records if found[0].split()[-1][:-1] in entry.message
        )
        assert record.levelno == logging.ERROR and record.exc_info
        mention = f"{room.stand_in.bot.mention} who is Putin?"
        (answer,) = await room.stand_in.say(room.alice, room.channel, mention)
        assert REFERENCE.search(answer.text) and SECRET not in answer.text
        assert await room.stand_in.autocomplete(
            room.alice, room.channel, "who", {"name": "p"}, focused="name"
        ) == []  # fmt: skip


@pytest.mark.usefixtures("hurried")
async def test_a_stalled_desk_is_acknowledged_in_time(room: Newsroom) -> None:
    async with room.running(Stalled(room.data_dir)):
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert reply.deferred and "Putin" in reply.text


async def test_an_expired_interaction_is_only_logged(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    async with room.running(Late(room.data_dir, room.stand_in.clock)) as bot:
        with pytest.raises(DriverError, match="waited"):
            await room.stand_in.slash(
                room.alice, room.channel, "who", {"name": "Putin"}, patience=0.5
            )
        assert any("expired" in entry.message for entry in caplog.records)
        assert not any(entry.exc_info for entry in caplog.records)
        reply = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Putin"})
        assert reply.text and bot.is_ready()
    assert [violation.code for violation in room.stand_in.violations] == [50027]
    room.stand_in.violations.clear()


async def test_a_channel_that_the_bot_may_not_write_in_changes_nothing(
    room: Newsroom, bot: NewsroomBot
) -> None:
    quiet = room.guild.add_channel("quiet", deny_bot=discord.Permissions(send_messages=True))
    mention = f"{room.stand_in.bot.mention} who is Putin?"
    assert await room.stand_in.say(room.alice, quiet, mention, replies=0) == ()
    refused = room.stand_in.violations
    await room.stand_in.wait(lambda: bool(refused), room.stand_in.breathe, 10.0, "a refusal")
    assert {violation.status for violation in room.stand_in.violations} <= {403}
    room.stand_in.violations.clear()


async def test_a_share_of_the_shards(room: Newsroom) -> None:
    bot = NewsroomBot(Services(room.data_dir), shard_ids=[0], shard_count=1)
    async with room.stand_in.connected(bot):
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text and bot.shard_ids == [0]
