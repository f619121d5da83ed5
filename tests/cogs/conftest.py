"""A desk that has read the samples, and the bot on it; every test ends with a clean ledger."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from cogs.client import NewsroomBot
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Member


@pytest_asyncio.fixture
async def room(tmp_path: Path, seed_dir: Path) -> AsyncIterator[Newsroom]:
    """A server whose desk has read the samples; nothing refused and nobody pinged at the end."""
    async with StandIn() as stand_in:
        newsroom = Newsroom(stand_in, tmp_path)
        newsroom.copy_desk(seed_dir)
        yield newsroom
        stand_in.assert_clean()


@pytest_asyncio.fixture
async def bot(room: Newsroom) -> AsyncIterator[NewsroomBot]:
    """The bot, connected."""
    async with room.running() as running:
        yield running


@pytest_asyncio.fixture
async def carol(room: Newsroom, bot: NewsroomBot) -> AsyncIterator[Member]:
    """An editor."""
    editors = room.guild.add_role("editors")
    await room.stand_in.slash(room.manager, room.channel, "desk roles", {"editor": editors})
    yield room.guild.add_member("carol", roles=[editors])
