"""Digests in a channel: scheduled, posted once, through restarts, failures and refusals."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

import discord
import pytest

from cogs.client import NewsroomBot
from cogs.digests import NO_CHANNEL, UNSEEN, Digests
from newsroom.digest import DeliveryState
from presentation.digest_status import NONE_SCHEDULED
from storage.deliveries import find_last
from storage.schedules import find_schedule
from tests.cogs.desk_room import Newsroom, sample
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Channel, Member

pytestmark = pytest.mark.asyncio

WARSAW = ZoneInfo("Europe/Warsaw")
BEAT = 0.02
POSTED = r"/channels/\d+/messages$"


@asynccontextmanager
async def beating(room: Newsroom) -> AsyncIterator[NewsroomBot]:
    """The bot, connected, looking after its digests without a pause."""
    async with room.running() as bot:
        cog = bot.get_cog("Digests")
        assert isinstance(cog, Digests)
        cog.beat.change_interval(seconds=BEAT)
        yield bot


def in_an_hour(room: Newsroom) -> str:
    """A wall time in Warsaw that comes within the next hour or so."""
    return f"{room.stand_in.clock.moment().astimezone(WARSAW) + timedelta(minutes=50):%H:%M}"


async def schedule(
    room: Newsroom, who: Member | None = None, channel: Channel | None = None, **given: Value
) -> Reply:
    """Give a channel its digest, an hour from now in Warsaw."""
    options: dict[str, Value] = {"time": in_an_hour(room), "timezone": "Europe/Warsaw"} | given
    if channel is not None:
        options["channel"] = channel
    return await use(room, who or room.manager, "digest schedule", options)


async def use(
    room: Newsroom, who: Member, command: str, options: dict[str, Value] | None = None
) -> Reply:
    """Use a command and return what it says in the end."""
    return await room.stand_in.slash(
        who, room.channel, command, options, until=lambda reply: bool(reply.text)
    )


async def status(room: Newsroom) -> str:
    """What `/digest status` says to the manager."""
    reply = await room.stand_in.slash(room.manager, room.channel, "digest status")
    assert reply.ephemeral
    return reply.text


async def settled(room: Newsroom, bot: NewsroomBot, state: DeliveryState) -> None:
    """Return once the channel's last delivery is in a state."""
    store = await bot.services._desks.get(str(room.guild.guild_id))
    for _ in range(400):
        last = await store.read(find_last, room.channel.channel_id)
        if last is not None and last.state is state:
            return
        await room.stand_in.breathe()
    raise AssertionError(f"the delivery never was {state}: {last}")


def posts(room: Newsroom, channel: Channel | None = None) -> tuple[Reply, ...]:
    """The digests that stand in the channel."""
    found = room.stand_in.posts(channel or room.channel)
    return tuple(post for post in found if "Digest for" in post.text)


async def test_scheduled_previewed_and_posted_once(room: Newsroom) -> None:
    async with beating(room) as bot:
        made = await schedule(room)
        assert made.ephemeral and "Europe/Warsaw" in made.text
        preview = await room.stand_in.slash(room.alice, room.channel, "digest preview")
        assert preview.ephemeral and posts(room) == ()
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
        await room.stand_in.quiet()
        posted = posts(room)
        pages = [preview, *room.stand_in.followups(preview)]
        assert [post.embeds[0].to_dict() for post in posted] == [
            page.embeds[0].to_dict() for page in pages
        ]
        assert "New story" in posted[0].text and "One unnamed source #" in posted[0].text
        assert "a former Russian intelligence officer (one unnamed source)" in posted[0].text
        assert "posted for" in await status(room)
        room.stand_in.clock.advance(3600)
        await room.stand_in.quiet()
        assert posts(room) == posted


async def test_restarted_it_is_still_one_and_the_next_day_is_quiet(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
    count = len(posts(room))
    for _ in range(2):
        async with beating(room):
            await room.stand_in.quiet()
    assert len(posts(room)) == count
    room.stand_in.clock.advance(86_400)
    async with beating(room) as bot:
        await settled(room, bot, DeliveryState.QUIET)
        assert "nothing had changed since" in await status(room)
        assert len(posts(room)) == count


async def test_three_days_away_give_one_late_digest(room: Newsroom) -> None:
    async with beating(room):
        await schedule(room)
    room.stand_in.clock.advance(3 * 86_400)
    async with beating(room) as bot:
        await settled(room, bot, DeliveryState.POSTED)
        assert posts(room)[0].text.count("Late: this was due on") == 1
        assert "and covers 3 days" in posts(room)[0].text
    assert len({post.embeds[0].title for post in posts(room)}) == 1


async def test_what_changes_is_in_the_next_digest_alone(room: Newsroom) -> None:
    (room.data_dir / "desks" / f"{room.guild.guild_id}.db").unlink()
    async with beating(room) as bot:
        for stem in ("harbour", "northgate"):
            await room.stand_in.slash(room.manager, room.channel, "add", {"file": sample(stem)})
        await schedule(room)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
        before = len(posts(room))
        await room.stand_in.slash(room.manager, room.channel, "add", {"file": sample("strait")})
        await room.stand_in.slash(room.manager, room.channel, "add", {"file": sample("harbour")})
        room.stand_in.clock.advance(86_400)
        await settled(room, bot, DeliveryState.POSTED)
        await room.stand_in.quiet()
    second = "\n".join(post.text for post in posts(room)[before:])
    assert "1 new article in 1 story" in second and "Harbour Ledger, 26 October" not in second
    assert "Correction #" in second and "cable cuts at 21" in second
    assert "Still one unnamed source #" in second


async def test_a_server_error_is_tried_again(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next("POST", POSTED, 500)
        room.stand_in.fail_next("POST", POSTED, 503)
        room.stand_in.clock.advance(3600)
        await room.stand_in.wait(
            lambda: any(one.status == 503 for one in room.stand_in.requests),
            room.stand_in.breathe,
            10.0,
            "the second failure",
        )
        await room.stand_in.quiet()
        assert "1 attempt failed, the last with DiscordServerError" in await status(room)
        assert posts(room) == ()
        room.stand_in.clock.advance(90)
        await settled(room, bot, DeliveryState.POSTED)
    assert len({post.text for post in posts(room)}) == len(posts(room)) > 0


async def test_an_answer_that_is_lost_does_not_make_two(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next("POST", POSTED, 500, has_effect=True)
        room.stand_in.fail_next("POST", POSTED, 503, has_effect=True)
        room.stand_in.clock.advance(3600)
        await room.stand_in.wait(
            lambda: any(one.status == 503 for one in room.stand_in.requests),
            room.stand_in.breathe,
            10.0,
            "the second failure",
        )
        room.stand_in.clock.advance(600)  # by then Discord has forgotten the nonce
        await settled(room, bot, DeliveryState.POSTED)
        await room.stand_in.quiet()
    footers = [post.embeds[0].footer.text for post in posts(room)]
    assert len(footers) == len(set(footers)) > 0
    nonces = [one.body["nonce"] for one in room.stand_in.requests if is_post(one.method, one.path)]
    assert all(len(one) <= 25 for one in nonces) and len(set(nonces)) == len(footers)


def is_post(method: str, path: str) -> bool:
    """Whether a request writes a message into a channel."""
    return method == "POST" and path.startswith("/channels/") and path.endswith("/messages")


async def test_a_rate_limit_is_waited_for(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next("POST", POSTED, 429, retry_after=0.1)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
    assert len({post.text for post in posts(room)}) == len(posts(room)) > 0


async def test_three_refusals_pause_it_and_the_managers_are_told_once(room: Newsroom) -> None:
    desk, updates = room.guild.add_channel("desk"), room.guild.add_channel("moderators")
    room.guild.updates_channel = updates
    async with beating(room) as bot:
        await schedule(room, channel=desk)
        desk.overwrite(room.guild.bot, deny=discord.Permissions(send_messages=True))
        room.stand_in.clock.advance(3600)
        for count in range(1, 6):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3 * 3600 if count < 3 else 600)
        assert "paused. Three digests in a row could not be posted" in await status(room)
        refused = [one for one in room.stand_in.violations if one.status == 403]
        assert len(refused) == 3 and {one.path for one in refused} == {
            f"/channels/{desk.channel_id}/messages"
        }
        room.stand_in.violations.clear()
        (told,) = room.stand_in.posts(updates)
        assert told.text.startswith(f"The digest of {desk.mention} is paused.")
        again = await schedule(room, channel=desk)
        assert "lacks Send Messages" in again.text
        desk.overwrite(room.guild.bot)
        await schedule(room, channel=desk)
        await room.stand_in.wait(
            lambda: bool(posts(room, desk)), room.stand_in.breathe, 10.0, "the digest"
        )
        assert bot.is_ready() and not posts(room)


async def test_where_no_channel_is_kept_for_managers_who_scheduled_it_is_told(
    room: Newsroom,
) -> None:
    gone = room.guild.add_channel("gone")
    async with beating(room):
        await schedule(room, channel=gone)
        room.guild.remove_channel(gone)
        room.stand_in.clock.advance(3600)
        for _ in range(5):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3600)
        assert "the channel is gone" in await status(room)
        direct = room.stand_in.direct(room.manager)
        (told,) = direct.messages.values()
        assert "is paused" in told.content and "Starlink" not in told.content
    assert [one.status for one in room.stand_in.violations] == [404] * 3
    room.stand_in.violations.clear()


async def test_where_nobody_can_be_told_the_status_still_says_it(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    gone = room.guild.add_channel("gone")
    async with beating(room):
        await schedule(room, channel=gone)
        room.guild.remove_channel(gone)
        room.stand_in.fail_next("POST", "/users/@me/channels", 403)
        room.stand_in.clock.advance(3600)
        for _ in range(5):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3600)
        assert "paused. Three digests in a row" in await status(room)
    assert any("Nobody could be told" in entry.message for entry in caplog.records)
    assert room.stand_in.direct(room.manager).messages == {}
    room.stand_in.violations.clear()


async def test_now_posts_what_is_new_and_moves_nothing(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        store = await bot.services._desks.get(str(room.guild.guild_id))
        before = await store.read(find_schedule, room.channel.channel_id)
        reply = await room.stand_in.slash(room.alice, room.channel, "digest now")
        assert "So far for" in reply.text and "5 new articles in 1 story" in reply.text
        assert not reply.ephemeral and "so far" in str(reply.embeds[0].footer.text)
        private = await room.stand_in.slash(
            room.alice, room.channel, "digest now", {"private": True}
        )
        assert private.ephemeral
        assert await store.read(find_schedule, room.channel.channel_id) == before


async def test_paused_it_rests_until_it_is_scheduled_again(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        paused = await room.stand_in.slash(room.manager, room.channel, "digest pause")
        assert "paused; /digest schedule ends that" in paused.text
        room.stand_in.clock.advance(2 * 86_400)
        await room.stand_in.quiet()
        assert posts(room) == ()
        await schedule(room)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
        assert "Late" not in posts(room)[0].text


async def test_only_managers_schedule_and_pause(room: Newsroom, bot: NewsroomBot) -> None:
    for reply in (
        await schedule(room, room.alice),
        await room.stand_in.slash(room.alice, room.channel, "digest pause"),
    ):
        assert reply.ephemeral and "needs the permission Manage Server" in reply.text
    assert NONE_SCHEDULED in await status(room)


async def test_a_hidden_channel_is_neither_scheduled_nor_shown(
    room: Newsroom, bot: NewsroomBot
) -> None:
    hidden = room.guild.add_channel("hidden")
    hidden.overwrite(room.alice, deny=discord.Permissions(view_channel=True))
    await schedule(room, channel=hidden)
    shown = await room.stand_in.slash(room.alice, room.channel, "digest status")
    assert NONE_SCHEDULED in shown.text and hidden.mention not in shown.text
    options: dict[str, Value] = {"channel": hidden}
    peeked = await use(room, room.alice, "digest preview", options)
    assert UNSEEN in peeked.text and peeked.ephemeral
    assert hidden.mention in await status(room)
    assert NO_CHANNEL  # for what is neither a text channel nor a thread


async def test_bad_times_and_zones_are_explained(room: Newsroom, bot: NewsroomBot) -> None:
    wrong = await schedule(room, time="25:00")
    assert "no time of day" in wrong.text and wrong.ephemeral
    wrong = await schedule(room, timezone="Warsav")
    assert "no time zone that Byline knows" in wrong.text
    choices = await room.stand_in.autocomplete(
        room.manager,
        room.channel,
        "digest schedule",
        {"time": "8:00", "timezone": "wars"},
        focused="timezone",
    )
    assert choices[0].value == "Europe/Warsaw"
    unscheduled = await use(room, room.manager, "digest pause")
    assert "No digest is scheduled" in unscheduled.text


async def test_no_word_of_an_article_is_logged(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "byline")
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next("POST", POSTED, 503)
        room.stand_in.clock.advance(3600)
        await room.stand_in.quiet()
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
    logged = [entry.getMessage() for entry in caplog.records if entry.name.startswith("byline")]
    assert any("failed: DiscordServerError" in line for line in logged)
    assert not any(word in line for line in logged for word in ("Starlink", "Putin", "Musk"))


async def test_a_desk_without_a_file_gets_none(room: Newsroom) -> None:
    other = room.stand_in.add_guild("Desk B")
    async with beating(room):
        await room.stand_in.quiet()
    assert not (room.data_dir / "desks" / f"{other.guild_id}.db").exists()
