"""Forgetting, leaving, what is kept about somebody, and what the audit has of it all."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import discord
import pytest

from cogs.admission import LEAST, Rule
from cogs.client import NewsroomBot
from cogs.forget import NOT_YOURS
from newsroom.audit import Entry
from newsroom.release import VERSION
from newsroom.rights import Right
from presentation.trust import NOTHING_KEPT
from services import Services
from storage.migrations import migrations
from tests.cogs.desk_room import MANAGER, Newsroom, sample
from tests.cogs.fake_services import Failing
from tests.cogs.test_admission import outcomes, recorded
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Upload

pytestmark = pytest.mark.asyncio

SCHEMA = f"schema {int(migrations._migrations[-1].name[1:5])}"
PROBE = Upload(
    "ferry.txt",
    b"Zorquavelt ferry to close\n\nThe ferry will close on Monday, mayor Ada Hjimsley said.\n",
    "text/plain",
)
EDITED = Upload(
    PROBE.filename, PROBE.content + b"\nNobody else was asked, she said.\n", "text/plain"
)
WORDS = (b"zorquavelt", b"hjimsley")


def on_disk(folder: Path) -> bytes:
    """Everything in the data folder."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file()).lower()


async def _asked(room: Newsroom) -> Reply:
    """The question whether the probe is to be forgotten."""
    await room.stand_in.slash(room.manager, room.channel, "add", {"file": PROBE})
    picked = await room.stand_in.autocomplete(
        room.manager, room.channel, "forget", {"article": "Zorquavelt"}, focused="article"
    )
    assert "Zorquavelt" in picked[0].name
    options: dict[str, Value] = {"article": picked[0].value}
    return await room.stand_in.slash(room.manager, room.channel, "forget", options)


@pytest.mark.usefixtures("bot")
async def test_an_article_is_forgotten_after_a_second_look(room: Newsroom) -> None:
    asked = await _asked(room)
    assert asked.ephemeral and "Zorquavelt" in asked.text
    assert all(word in on_disk(room.data_dir) for word in WORDS)
    done = await room.stand_in.press(
        room.manager, asked, "Forget it", until=lambda r: "is forgotten" in r.text
    )
    assert "Zorquavelt" not in done.text and done.buttons == ()
    assert not any(word in on_disk(room.data_dir) for word in WORDS)
    who = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Hjimsley"})
    assert "not found" in who.text.lower()
    command, name = (await recorded(room, "done"))[0]
    assert command == "forget" and name and name.startswith("Manager (")


@pytest.mark.usefixtures("bot")
async def test_only_the_manager_who_asked_may_confirm_and_only_while_one(room: Newsroom) -> None:
    asked = await _asked(room)
    assert asked.message is not None
    asked.message.seen_only_by = None  # as if it could be reached
    other = room.guild.add_member("second", permissions=MANAGER)
    refused = await room.stand_in.press(
        other, asked, "Forget it", until=lambda r: r.ephemeral and r.text != asked.text
    )
    assert NOT_YOURS in refused.text
    room.manager.roles.clear()
    refused = await room.stand_in.press(
        room.manager, asked, "Forget it", until=lambda r: "Manage Server" in r.text
    )
    assert refused.ephemeral and all(word in on_disk(room.data_dir) for word in WORDS)
    assert (await recorded(room, "refused"))[0][0] == "forget"


@pytest.mark.usefixtures("bot")
async def test_an_unknown_article_is_said_to_be_none(room: Newsroom) -> None:
    for article, words in (("4711", "no article 4711"), ("the ferry", "Pick the article")):
        reply = await room.stand_in.slash(
            room.manager, room.channel, "forget", {"article": article}, until=lambda r: bool(r.text)
        )
        assert reply.ephemeral and words in reply.text
    assert (await recorded(room, "failed:NewsroomError", 2))[0][0] == "forget"


@pytest.mark.usefixtures("bot")
async def test_what_is_kept_about_somebody_is_shown_to_them_and_erased(room: Newsroom) -> None:
    shown = await room.stand_in.slash(room.alice, room.channel, "mydata show")
    assert shown.ephemeral and NOTHING_KEPT in shown.text
    paged = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
    await room.stand_in.slash(room.alice, room.channel, "add", {"file": sample("strait")})
    await recorded(room, "refused")
    shown = await room.stand_in.slash(room.alice, room.channel, "mydata show")
    assert "their answers: 1" in shown.text and "your name in the audit: 1" in shown.text
    others = await room.stand_in.slash(room.bob, room.channel, "mydata show")
    assert NOTHING_KEPT in others.text
    erased = await room.stand_in.slash(room.alice, room.channel, "mydata erase")
    assert erased.ephemeral and "their answers: 1" in erased.text
    shown = await room.stand_in.slash(room.alice, room.channel, "mydata show")
    assert NOTHING_KEPT in shown.text
    gone = await room.stand_in.press(room.alice, paged, "Next", until=lambda r: r.ephemeral)
    assert "expired" in gone.text
    assert str(room.alice.user.user_id).encode() not in on_disk(room.data_dir)
    assert outcomes(room, "refused") == [("add", None)], "what happened stays, without the name"


async def test_a_server_that_left_is_sealed_and_back_it_goes_on(room: Newsroom) -> None:
    desks = room.data_dir / "desks"
    async with room.running() as bot:
        await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        room.stand_in.remove_guild(room.guild)
        await _until(lambda: (desks / f"{room.guild.guild_id}.sealed").exists())
        with pytest.raises(Exception, match="sealed"):
            await bot.services.counts(str(room.guild.guild_id))
        other = room.stand_in.add_guild("Desk B")
        eve, channel = room.stranger(other), room.first_channel(other)
        reply = await room.stand_in.slash(eve, channel, "who", {"name": "Putin"})
        assert "not found" in reply.text.lower()
        room.stand_in.world.guilds[room.guild.guild_id] = room.guild
        room.stand_in.events.announce("GUILD_CREATE", room.guild, room.guild)
        await _until(lambda: not (desks / f"{room.guild.guild_id}.sealed").exists())
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text and reply.embeds


async def test_who_left_while_the_bot_was_away_is_sealed_and_purged_in_time(
    room: Newsroom,
) -> None:
    path = room.data_dir / "desks" / f"{room.guild.guild_id}.db"
    (room.data_dir / "desks" / "local.db").write_bytes(path.read_bytes())
    other = room.stand_in.add_guild("Desk B")
    room.stand_in.remove_guild(room.guild)
    async with room.running() as bot:
        await _until(lambda: path.with_suffix(".sealed").exists())
        room.stand_in.clock.advance(30 * 24 * 3600.0 + 60)
        leaving = bot.get_cog("Leaving")
        assert leaving is not None
        for _ in range(25):
            assert path.exists(), "a clock alone is not believed"
            await leaving.settle_once()  # type: ignore[attr-defined]
            room.stand_in.clock.advance(3600.0)
        left = sorted(file.name for file in path.parent.iterdir())
        assert [name for name in left if not name.startswith(str(other.guild_id))] == ["local.db"]


async def _until(is_done: Callable[[], bool]) -> None:
    for _ in range(300):
        if is_done():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to pass")


@pytest.mark.usefixtures("bot")
async def test_days_until_a_desk_is_deleted_are_shown_and_set(room: Newsroom) -> None:
    for options, days in (({}, "30 days"), ({"days": 7}, "7 days"), ({}, "7 days")):
        reply = await room.stand_in.slash(
            room.manager,
            room.channel,
            "desk retention",
            options,
        )
        assert reply.ephemeral and days in reply.text
    refused = await room.stand_in.slash(
        room.manager, room.channel, "desk retention", {"days": 0}, until=lambda r: bool(r.text)
    )
    assert "1 to 365" in refused.text


async def test_the_status_names_the_last_failure_by_class(room: Newsroom) -> None:
    async with room.running(Failing(room.data_dir)):
        await room.stand_in.slash(
            room.alice, room.channel, "who", {"name": "Putin"}, until=lambda r: r.ephemeral
        )
        await recorded(room, "failed:RuntimeError")
        status = await room.stand_in.slash(room.manager, room.channel, "desk status")
    for words in (f"Byline {VERSION}", SCHEMA, "RuntimeError in who", "Last digest: never",
                  "last read never", "unbroken", "MB", "To see to: "):  # fmt: skip
        assert words in status.text, words
    assert "secret" not in status.text and "Putin" not in status.text


def _number(entry: Entry) -> str:
    return entry.objects.removeprefix("article:")


@pytest.mark.usefixtures("bot")
async def test_every_write_has_its_entry(room: Newsroom, bot: NewsroomBot) -> None:
    editors = room.guild.add_role("editors")
    for command, options in (
        ("desk roles", {"editor": editors}),
        ("add", {"file": PROBE}),
        ("story", {"name": "new", "move": "#1"}),
        ("desk retention", {"days": 9}),
        ("digest schedule", {"time": "08:30", "timezone": "UTC"}),
        ("digest pause", {}),
        ("watch add", {"words": "the Tarnby ferry"}),
        ("watch remove", {"watch": "1"}),
        ("add", {"file": EDITED}),
    ):
        await room.stand_in.slash(
            room.manager, room.channel, command, options,
            until=lambda r: bool(r.text),
        )  # fmt: skip
    entries = [entry for entry, name in await bot.services.audit.list(str(room.guild.guild_id))
               if name and name.startswith("Manager (")]  # fmt: skip
    kept = room.channel.channel_id
    assert [(entry.command, entry.objects) for entry in entries][:7] == [
        ("add", f"article:{_number(entries[-2])} version:2"), ("watch remove", "watch:1"),
        ("watch add", "watch:1"), ("digest pause", f"channel:{kept}"),
        ("digest schedule", f"channel:{kept}"), ("desk retention", "days:9"),
        ("story", entries[6].objects),
    ]  # fmt: skip
    assert [entry.command for entry in entries][7:] == ["add", "desk roles"]
    assert entries[-1].objects == f"editor:{editors.role_id}"
    assert (await bot.services.audit.check(str(room.guild.guild_id))).fault is None


@pytest.mark.usefixtures("bot")
async def test_in_direct_messages_nothing_is_said_of_any_desk(room: Newsroom) -> None:
    direct = room.stand_in.direct(room.alice)
    (said,) = await room.stand_in.say(room.alice, direct, "who is Putin?")
    assert "Putin" not in said.text


async def test_a_new_server_is_sent_nothing_and_nobody_may_add(room: Newsroom) -> None:
    guild = room.stand_in.add_guild("New")
    member, channel = guild.add_member("ivy"), room.first_channel(guild)
    async with room.running() as bot:
        assert bot.intents == discord.Intents.default()
        state = await bot.services.state(str(guild.guild_id))
        assert (state.feeds, state.has_roles, state.counts.articles) == (0, False, 0)
        refused = await room.stand_in.slash(
            member, channel, "add", {"file": PROBE}, until=lambda r: bool(r.text)
        )
        assert "Manage Server" in refused.text
        feeds = bot.get_cog("Feeds")
        assert feeds is not None
        await feeds.read_once()  # type: ignore[attr-defined]
    assert room.stand_in.posts(channel) == ()
    assert room.stand_in.world.direct == {}


async def test_one_row_for_a_command_that_records_nothing_itself(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LEAST, "timeline", Rule(Right.READER, is_recorded=True))
    async with room.running():
        before = len(outcomes(room, "done"))
        await room.stand_in.slash(room.alice, room.channel, "timeline", {"about": "Starlink"})
        command, name = (await recorded(room, "done", before + 1))[0]
    assert command == "timeline" and name and name.startswith("Alice (")


async def test_a_share_of_the_shards_seals_only_its_own(tmp_path: Path) -> None:
    """Servers of other shards are not absent: another process serves them."""
    ours, theirs = 1 << 60, (1 << 60) + (1 << 22)
    services = Services(tmp_path)
    for desk in (ours, theirs):
        await services.counts(str(desk))
    async with StandIn(shards=2) as stand_in:
        now = stand_in.clock.moment
        bot = NewsroomBot(services, now=now, shard_ids=[0], shard_count=2)
        async with stand_in.connected(bot):
            await _until(lambda: (tmp_path / "desks" / f"{ours}.sealed").exists())
            assert (await services.counts(str(theirs))).articles == 0
