"""Killed with SIGKILL at any step of a delivery, the bot posts each part of a digest once."""

import asyncio
import signal
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cogs.desk_room import Newsroom
from tests.cogs.test_digests import beating, posts, schedule

pytestmark = pytest.mark.asyncio

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120.0
STEPS = (1, 2, 3, 4, 5, 6, 9, 12, 15)
"""At which step each start is killed; later starts find less left to do."""


async def start(room: Newsroom, now: datetime, step: int) -> tuple[int, str]:
    """One start of the bot in a process of its own: how it ended, and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.cogs.mortal_bot"),
        *(room.stand_in.world.base_url, str(room.data_dir), now.isoformat(), str(step)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, said.decode()


async def test_killed_at_every_step_it_goes_on_where_it_was(room: Newsroom) -> None:
    async with beating(room):
        await schedule(room)
    # The machine's clock is an hour ahead of Discord's all the while.
    now, kills = room.stand_in.clock.moment() + timedelta(hours=1), 0
    for step in STEPS:
        code, said = await start(room, now, step)
        if code != -signal.SIGKILL:
            assert code == 0 and said.startswith("done")
            break
        kills += 1
        room.stand_in.clock.advance(400)  # the lease has ended, and Discord has forgotten the nonce
        now += timedelta(seconds=400)
    code, said = await start(room, now, 10_000)
    assert (code, said[:4]) == (0, "done") and kills > 5
    footers = Counter(str(post.embeds[0].footer.text).split(" · ")[0] for post in posts(room))
    day = min(footers).removesuffix("/1")
    assert footers == {f"{day}/{part}": 1 for part in range(1, len(footers) + 1)}
    assert len(footers) > 1, "a digest of one part has too few steps to be killed at"
