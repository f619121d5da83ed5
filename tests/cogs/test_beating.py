"""What happens by itself goes on when one desk fails, and stops when the bot leaves."""

import asyncio
import logging

import pytest
from discord.ext import commands

from cogs import beating
from cogs.beating import Beating
from cogs.client import NewsroomBot
from tests.cogs.desk_room import Newsroom

pytestmark = pytest.mark.asyncio

SECRET = "words of an article"


class Sick(Beating, commands.Cog):
    """Fails on one desk, hangs on another, and looks after the rest."""

    def __init__(self, bot: NewsroomBot, failing: int, hanging: int) -> None:
        self._bot, self.failing, self.hanging = bot, failing, hanging
        self.seen: list[int] = []

    async def look_after(self, guild_id: int) -> None:
        """Fail, hang or count."""
        if guild_id == self.failing:
            raise RuntimeError(SECRET)
        if guild_id == self.hanging:
            await asyncio.Event().wait()
        self.seen.append(guild_id)


async def test_a_desk_that_fails_or_hangs_does_not_hold_up_the_others(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beating, "MOST_SECONDS", 0.05)
    failing, hanging = room.stand_in.add_guild("B"), room.stand_in.add_guild("C")
    async with room.running() as bot:
        cog = Sick(bot, failing.guild_id, hanging.guild_id)
        cog.beat.change_interval(seconds=0.01)
        await bot.add_cog(cog)
        await room.stand_in.wait(
            lambda: len(cog.seen) > 2, room.stand_in.breathe, 10.0, "three beats"
        )
        task = cog.beat.get_task()
    assert set(cog.seen) == {room.guild.guild_id}
    assert task is not None and task.done()
    said = [entry for entry in caplog.records if entry.levelno == logging.ERROR]
    assert {f"Sick of desk {failing.guild_id}: RuntimeError"} <= {one.message for one in said}
    assert {f"Sick of desk {hanging.guild_id}: TimeoutError"} <= {one.message for one in said}
    assert not any(SECRET in one.message or one.exc_info for one in said)
