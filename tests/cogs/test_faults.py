"""A desk that is damaged, full or in use: its own server is told, and no other notices."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from cogs.client import NewsroomBot
from storage import connections
from storage.command_fingerprint import FINGERPRINT_FILE
from storage.store import Store
from tests.cogs.desk_room import SEED, Newsroom
from tests.cogs.test_digests import beating, in_an_hour
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Guild, Upload

pytestmark = pytest.mark.asyncio

RAIN = " ".join(f"Rain fell on pier {'x' * 200}{number}." for number in range(40))
"""Few words to read, and more than fits into a file that cannot grow."""
NEW = Upload(
    "harbour.txt",
    f"Harbour bridge to close\n\nIt will close, mayor Ada Lunt said.\n\n{RAIN}\n".encode(),
    "text/plain",
)
DAMAGED = "is damaged: `bot.py restore BACKUP --replace`"
FULL = "could not be written, the disk is full: free some space and try again."


def plain(reply: Reply) -> str:
    """What a reply says without its escapes."""
    return reply.text.replace("\\", "")


def desk_path(room: Newsroom, guild: Guild | None = None) -> Path:
    """The file of a server's desk."""
    return room.data_dir / "desks" / f"{(guild or room.guild).guild_id}.db"


def damage(path: Path) -> None:
    """Overwrite most of a file."""
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))


async def ask(room: Newsroom, guild: Guild) -> Reply:
    """A question in a server."""
    member = room.alice if guild is room.guild else room.stranger(guild)
    options = {"question": "who is Kiriyenko?"}
    return await room.stand_in.slash(member, room.first_channel(guild), "ask", options)


async def add(room: Newsroom) -> Reply:
    """An article for the desk; what its giver is told in the end."""
    reply = await room.stand_in.slash(room.manager, room.channel, "add", {"file": NEW})
    await room.stand_in.quiet()
    return next(iter(room.stand_in.followups(reply)), reply)


async def test_a_damaged_desk_is_told_and_the_others_go_on(room: Newsroom, seed_dir: Path) -> None:
    other = room.stand_in.add_guild("Desk B")
    shutil.copy(desk_path(room), desk_path(room, other))
    damage(desk_path(room))
    async with beating(room):
        for reply in (await ask(room, room.guild), await add(room)):
            assert reply.ephemeral and DAMAGED in plain(reply)
        mention = f"{room.stand_in.bot.mention} who is Kiriyenko?"
        (told,) = await room.stand_in.say(room.alice, room.channel, mention)
        assert DAMAGED in str(told.embeds[0].description).replace("\\", "")
        channel, manager = room.first_channel(other), room.stranger(other)
        options: dict[str, Value] = {
            "time": in_an_hour(room),
            "timezone": "Europe/Warsaw",
            "channel": channel,
        }
        await room.stand_in.slash(manager, channel, "digest schedule", options)
        room.stand_in.clock.advance(3600)
        while not channel.messages:
            await room.stand_in.quiet()
        assert "Kiriyenko" in (await ask(room, other)).text
        shutil.copy(seed_dir / "desks" / f"{SEED}.db", desk_path(room))
        healed = await ask(room, room.guild)
        assert not healed.ephemeral and "Kiriyenko" in healed.text, "no restart is needed"


@asynccontextmanager
async def full(bot: NewsroomBot, path: Path) -> AsyncIterator[Store]:
    """A desk whose file cannot grow for a while."""
    store = await bot.services._desks.get(path.stem)

    def limit(pages: int) -> None:
        assert store._writer is not None
        store._writer.execute(f"pragma max_page_count = {pages}").fetchall()

    limit(1)  # SQLite takes it for as many as there are
    yield store
    limit(1_000_000)


async def test_a_full_disk_refuses_what_is_added_and_answers_on(
    room: Newsroom, bot: NewsroomBot
) -> None:
    async with full(bot, desk_path(room)):
        added = await add(room)
        assert added.ephemeral and FULL in plain(added)
        answer = await ask(room, room.guild)
        assert not answer.ephemeral and "Kiriyenko" in answer.text
    assert "Added to the desk" in (await add(room)).text


async def test_a_desk_in_use_refuses_what_is_added_and_answers_on(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    async with room.running():
        assert "Kiriyenko" in (await ask(room, room.guild)).text
        with closing(sqlite3.connect(desk_path(room), isolation_level=None)) as other:
            other.execute("begin immediate")
            added, answer = await add(room), await ask(room, room.guild)
            other.execute("rollback")
        assert added.ephemeral and "is in use by another process: wait" in plain(added)
        assert "Kiriyenko" in answer.text
        assert "Added to the desk" in (await add(room)).text


async def test_a_data_folder_that_takes_nothing_keeps_no_bot_from_starting(room: Newsroom) -> None:
    (room.data_dir / FINGERPRINT_FILE).mkdir()
    async with room.running():
        assert "Kiriyenko" in (await ask(room, room.guild)).text
