"""Where others than readers can read along: digests, watches, versions and pictures hold back."""

import pytest

from cogs.client import NewsroomBot
from cogs.posting import ChannelPoster
from cogs.rights import LACKS_READER
from cogs.watches import READ_ALONG, WatchPoster
from newsroom.errors import PostRefused
from newsroom.rights import Right
from storage.watches import list_watches
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_admission import Roles
from tests.cogs.test_digests import beating as digests_beating
from tests.cogs.test_digests import posts, schedule
from tests.cogs.test_digests import status as digest_status
from tests.cogs.test_watches import FERRY, add, alerts, told, use
from tests.cogs.test_watches import beating as watches_beating

pytestmark = pytest.mark.asyncio


async def test_answers_with_pictures_digests_and_versions_go_to_the_reader_alone(
    bot: NewsroomBot, room: Newsroom
) -> None:
    roles = Roles(room)
    await roles.set()
    rita, nobody = roles.people[Right.READER], roles.people[Right.ANYBODY]
    for command, options in (
        ("timeline", {"about": "Taiwan"}),
        ("digest now", {}),
        ("article changes", {"article": "1"}),
    ):
        reply = await use(room, rita, command, dict(options))
        assert reply.ephemeral and bool(reply.files) == (command == "timeline"), command
        refused = await use(room, nobody, command, dict(options))
        assert LACKS_READER.format("“readers”") in refused.text and not refused.files
    assert room.stand_in.posts(room.channel) == ()
    roles.close_channel()
    reply = await use(room, rita, "timeline", {"about": "Taiwan"})
    assert not reply.ephemeral and reply.files


async def test_a_watch_tells_strangers_only_while_an_editor_has_it_so(room: Newsroom) -> None:
    roles = Roles(room)
    edgar, rita = roles.people[Right.EDITOR], roles.people[Right.READER]
    async with watches_beating(room) as bot:
        await roles.set()
        refused = await use(room, rita, "watch add", {"entity": "Elon Musk"})
        assert refused.ephemeral and READ_ALONG in refused.text
        await use(room, edgar, "watch add", {"entity": "Elon Musk"})
        await add(room, "Ferry sold", FERRY)
        await told(room, 1)
        edgar.roles.remove(roles.editor)
        await add(room, "Ferry sold", "Elon Musk allegedly bought the Rook pier, a clerk said.")
        for _ in range(6):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3 * 3600)
        assert len(alerts(room)) == 1
        store = await bot.services._desks.get(str(room.guild.guild_id))
        (watch,) = await store.read(list_watches)
        assert watch.muted_at is not None


async def test_a_digest_goes_to_strangers_only_while_who_scheduled_it_is_an_editor(
    room: Newsroom,
) -> None:
    roles = Roles(room)
    async with digests_beating(room):
        await roles.set()
        await schedule(room)
        manager, granted = room.manager, list(room.manager.roles)
        manager.roles.clear()
        room.stand_in.clock.advance(3600)
        for _ in range(6):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3 * 3600)
        assert posts(room) == ()
        manager.roles.extend(granted)
        assert "others than this desk's readers" in await digest_status(room)


async def test_posts_are_checked_when_they_are_made(bot: NewsroomBot, room: Newsroom) -> None:
    roles, guild_id, channel = Roles(room), room.guild.guild_id, room.channel.channel_id
    rita, edgar = roles.people[Right.READER], roles.people[Right.EDITOR]
    poster = ChannelPoster(bot, guild_id)
    await poster.require_readers(channel, rita.user.user_id)
    await roles.set()
    await poster.require_readers(channel, edgar.user.user_id)
    await poster.require_readers(channel, room.manager.user.user_id)
    for who in (rita.user.user_id, 0):
        with pytest.raises(PostRefused):
            await WatchPoster(bot, guild_id).require_readers(channel, who)
    roles.close_channel()
    await room.stand_in.quiet()
    await poster.require_readers(channel, rita.user.user_id)


async def test_a_sealed_desk_posts_nothing_and_goes_on_when_it_is_back(room: Newsroom) -> None:
    async with digests_beating(room) as bot:
        await schedule(room)
        await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        desk, services = str(room.guild.guild_id), bot.services
        await add(room, "Ferry sold", FERRY)
        room.stand_in.remove_guild(room.guild)
        await room.stand_in.quiet()
        room.stand_in.clock.advance(3600)
        await room.stand_in.quiet()
        now, poster = bot.now(), WatchPoster(bot, room.guild.guild_id)
        with pytest.raises(Exception, match="sealed"):
            await services.digests.deliver(desk, poster, now)
        with pytest.raises(Exception, match="sealed"):
            await services.watches.tell(desk, poster, now)

        async def never(*_: object) -> None:
            raise AssertionError("nobody is told")

        with pytest.raises(Exception, match="sealed"):
            await services.feeds.read_due(desk, now, never)
        assert room.stand_in.posts(room.channel) == ()
        room.stand_in.world.guilds[room.guild.guild_id] = room.guild
        room.stand_in.events.announce("GUILD_CREATE", room.guild, room.guild)
        await room.stand_in.wait(
            lambda: bool(posts(room)), room.stand_in.breathe, 10.0, "the digest"
        )
