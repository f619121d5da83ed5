"""Feeds in Discord: followed by managers, read in the background, paused with one line."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
import pytest_asyncio

from cogs import feeds as feeds_cog
from cogs.client import NewsroomBot
from cogs.feeds import Feeds
from cogs.rights import NEEDS_MANAGE_SERVER
from gathering import fetch_from
from newsroom.errors import StoreError
from newsroom.feed import Feed, FeedReport
from presentation import limits
from presentation.feeds import NONE_FOLLOWED
from services import Services
from tests.cogs.desk_room import Newsroom
from tests.cogs.fake_services import SECRET
from tests.web_stand_in import pages
from tests.web_stand_in.feeds import item, rss
from tests.web_stand_in.server import Answer, WebServer

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def web() -> AsyncIterator[WebServer]:
    """A paper with a feed of two stories."""
    async with WebServer().running() as server:
        ferry = server.serve("/ferry", Answer(pages.GOOD.encode()))
        pier = server.serve("/pier", Answer(pages.page(title="The pier is shut").encode()))
        items = (item("Ferry sold @everyone", ferry), item("**Pier** shut", pier))
        server.serve("/feed", Answer(rss(items).encode(), "application/rss+xml"))
        yield server


@pytest_asyncio.fixture
async def reader(room: Newsroom, web: WebServer) -> AsyncIterator[NewsroomBot]:
    """The bot, allowed to read from our own web."""
    async with room.running(Services(room.data_dir, fetch=fetch_from(allow_private=True))) as bot:
        yield bot


def loop_of(bot: NewsroomBot) -> Feeds:
    """The cog that reads in the background."""
    cog = bot.get_cog("Feeds")
    assert isinstance(cog, Feeds)
    return cog


@pytest.mark.usefixtures("reader")
async def test_a_feed_is_followed_listed_and_removed(room: Newsroom, web: WebServer) -> None:
    manager, channel, url = room.manager, room.channel, web.url("/feed")
    empty = await room.stand_in.slash(manager, channel, "desk feeds list")
    assert NONE_FOLLOWED in empty.text and empty.ephemeral
    options = {"url": url, "filter": "ferry OR pier NOT sport"}
    added = await room.stand_in.slash(manager, channel, "desk feeds add", options)
    assert "Following #1 The Tarnby Post" in added.text and added.ephemeral and added.deferred
    assert "(ferry OR pier) AND NOT sport" in added.text
    listed = await room.stand_in.slash(manager, channel, "desk feeds list")
    assert "The Tarnby Post" in listed.text and "not read yet" in listed.text
    for command in ("desk feeds remove", "desk feeds check"):
        choices = await room.stand_in.autocomplete(
            manager, channel, command, {"feed": "tarnby"}, focused="feed"
        )
        assert [choice.value for choice in choices] == ["#1"]
    gone = await room.stand_in.slash(manager, channel, "desk feeds remove", {"feed": "#1"})
    assert "No longer following" in gone.text
    listed = await room.stand_in.slash(manager, channel, "desk feeds list")
    assert NONE_FOLLOWED in listed.text


@pytest.mark.usefixtures("reader")
async def test_a_dry_run_says_why_for_each_item_and_reads_nothing(
    room: Newsroom, web: WebServer
) -> None:
    options = {"feed": web.url("/feed"), "filter": "ferry"}
    reply = await room.stand_in.slash(room.manager, room.channel, "desk feeds check", options)
    assert "Would be read: has ferry in the title" in reply.text
    assert "Left out: has not ferry" in reply.text and reply.ephemeral
    assert web.paths() == ["/feed"]
    status = await room.stand_in.slash(room.manager, room.channel, "desk status")
    assert "5 articles" in status.text


@pytest.mark.usefixtures("reader")
async def test_only_managers_see_and_change_feeds(room: Newsroom, web: WebServer) -> None:
    await room.set_contributors()
    url = {"url": web.url("/feed")}
    await room.stand_in.slash(room.manager, room.channel, "desk feeds add", url)
    for command, options in (
        ("add", url),
        ("remove", {"feed": "#1"}),
        ("list", {}),
        ("check", {"feed": "#1"}),
    ):
        reply = await room.stand_in.slash(room.bob, room.channel, f"desk feeds {command}", options)
        assert NEEDS_MANAGE_SERVER in reply.text and reply.ephemeral
    choices = await room.stand_in.autocomplete(
        room.bob, room.channel, "desk feeds remove", {"feed": ""}, focused="feed"
    )
    assert choices == []
    other = room.stand_in.add_guild("Desk B")
    eve, channel = room.stranger(other), room.first_channel(other)
    listed = await room.stand_in.slash(eve, channel, "desk feeds list")
    assert NONE_FOLLOWED in listed.text


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "http://127.0.0.1:1/feed"}, "cannot be reached"),
        ({"url": "PAGE"}, "no RSS or Atom feed"),
        ({"url": "FEED", "filter": "ferry OR"}, "ends where a word is missing"),
        ({"url": "file:///etc/passwd"}, "only public http and https"),
    ],
)
async def test_what_is_no_feed_is_said_in_one_line(
    room: Newsroom, web: WebServer, options: dict[str, str], words: str
) -> None:
    places = {"PAGE": web.url("/ferry"), "FEED": web.url("/feed")}
    given = {name: places.get(value, value) for name, value in options.items()}
    reply = await room.stand_in.slash(
        room.manager, room.channel, "desk feeds add", given, until=lambda r: bool(r.embeds)
    )
    assert words in reply.text and reply.ephemeral and "Reference" not in reply.text


async def test_what_is_due_is_read_in_the_background_without_being_asked(
    room: Newsroom, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds_cog, "SECONDS_BETWEEN", 0.05)
    services = Services(room.data_dir, fetch=fetch_from(allow_private=True))
    async with room.running(services):
        options = {"url": web.url("/feed")}
        await room.stand_in.slash(room.manager, room.channel, "desk feeds add", options)
        for _ in range(600):
            if (await services.counts(str(room.guild.guild_id))).articles == 7:
                break
            await asyncio.sleep(0.1)
        who = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Ines Rook"})
        assert "Rook" in who.text
    assert len(room.stand_in.posts(room.channel)) == 0
    count = web.connections
    await asyncio.sleep(0.2)
    assert web.connections == count, "still reading after the bot has left"


async def test_a_feed_that_keeps_failing_is_told_of_once_where_it_was_added(
    room: Newsroom, web: WebServer, reader: NewsroomBot
) -> None:
    options = {"url": web.url("/feed")}
    await room.stand_in.slash(room.manager, room.channel, "desk feeds add", options)
    web.serve("/feed", Answer(status=500))
    for _ in range(14):
        room.stand_in.clock.advance(timedelta(hours=7).total_seconds())
        await loop_of(reader).read_once()
    (post,) = room.stand_in.posts(room.channel)
    assert "The Tarnby Post has been paused" in post.text and "status 500" in post.text
    listed = await room.stand_in.slash(room.manager, room.channel, "desk feeds list")
    assert "paused" in listed.text


async def test_a_channel_that_is_gone_or_closed_is_logged_and_no_more(
    room: Newsroom, reader: NewsroomBot, caplog: pytest.LogCaptureFixture
) -> None:
    now = room.stand_in.clock.moment()
    feed = Feed(1, "https://a.example/", None, None, 404, now)  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING, "byline.feeds"):
        await loop_of(reader)._notify("1", feed)
    assert "no channel to tell" in caplog.text


async def test_a_desk_that_fails_holds_up_no_other(
    room: Newsroom, web: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    services = Services(room.data_dir, fetch=fetch_from(allow_private=True))
    other = room.stand_in.add_guild("Desk B")
    read: list[str] = []

    async def read_due(desk: str, *_: object) -> tuple[FeedReport, ...]:
        read.append(desk)
        if desk == str(room.guild.guild_id):
            raise StoreError(SECRET) if len(read) < 3 else RuntimeError
        return ()

    services.feeds.read_due = read_due  # type: ignore[method-assign, assignment]
    async with room.running(services) as bot:
        await asyncio.sleep(0.05)
        read.clear()
        with caplog.at_level(logging.WARNING, "byline.feeds"):
            await loop_of(bot).read_once()
            await loop_of(bot).read_once()
    assert read.count(str(other.guild_id)) == 2
    assert "StoreError" in caplog.text and SECRET not in caplog.text


async def test_the_first_reading_waits_for_discord(room: Newsroom, web: WebServer) -> None:
    bot = NewsroomBot(Services(room.data_dir), now=room.stand_in.clock.moment)
    cog = Feeds(bot, bot.services, bot.now)
    await bot._async_setup_hook()
    await cog.cog_load()
    await asyncio.sleep(0.05)
    await cog.cog_unload()
    await bot.services.close()
    assert web.connections == 0


async def test_many_hostile_lines_fit_an_embed_and_none_pings() -> None:
    from presentation.feed_embeds import feeds_embed, paused_embed

    line = "@everyone <@1> [x](https://evil.example) `a` **b** \u202e " * 40
    embed = feeds_embed([line] * 300)
    assert embed.description is not None and len(embed.description) <= limits.EMBED_DESCRIPTION
    assert embed.footer.text is not None and "more not shown" in embed.footer.text
    assert "@everyone" not in embed.description and "<@1>" not in embed.description
    now = discord.utils.utcnow()
    hostile = Feed(1, line, line, line, 1, now, problem=line)  # type: ignore[arg-type]
    told = paused_embed(hostile)
    assert told.description and "@everyone" not in told.description and len(told) < 6000
