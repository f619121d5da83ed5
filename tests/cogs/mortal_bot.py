"""The bot in a process of its own, which kills itself with SIGKILL at one step of a delivery.

`python -m tests.cogs.mortal_bot BASE DATA_DIR NOW STEP` connects to the stand-in at BASE, takes NOW
for the time, and dies at the STEP-th step of its digests; it says `done` where there are no more.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs.beating import Beating
from cogs.client import NewsroomBot
from cogs.digests import Digests
from cogs.posting import ChannelPoster
from services import Services
from storage.store import Store
from tests.discord_stand_in.host import TOKEN
from tests.discord_stand_in.rest import API

SECONDS = 60.0


class Life:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.step, self.last, self.is_counting = 0, last, False

    def __call__(self) -> None:
        """One step."""
        self.step += self.is_counting
        if self.is_counting and self.step == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def make_mortal(life: Life) -> None:
    """Put a step before and after every transaction and every request of the deliveries."""
    for owner, name in ((Store, "write"), (ChannelPoster, "send"), (ChannelPoster, "find")):
        original = getattr(owner, name)

        async def mortal(*args: Any, original: Any = original, **kwargs: Any) -> Any:
            life()
            result = await original(*args, **kwargs)
            life()
            return result

        setattr(owner, name, mortal)


async def run(base: str, data_dir: Path, now: datetime, step: int) -> None:
    """Connect, deliver what is due, and leave."""
    Route.BASE = base + API
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(base.replace("http", "ws", 1) + "/gateway")
    life = Life(step)
    make_mortal(life)
    Beating.cog_load = _idle  # type: ignore[method-assign, assignment]
    ready = asyncio.Event()
    bot = NewsroomBot(Services(data_dir), now=lambda: now)
    bot._connection.guild_ready_timeout = 0.1
    bot.add_listener(_setter(ready), "on_ready")
    async with bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await asyncio.wait_for(ready.wait(), SECONDS)
        cog = bot.get_cog("Digests")
        assert isinstance(cog, Digests)
        life.is_counting = True
        for guild in bot.guilds:
            await cog.look_after(guild.id)
        print("done", life.step, flush=True)
        await bot.close()
    await running


def _setter(event: asyncio.Event) -> Callable[[], Coroutine[Any, Any, None]]:
    async def set_it() -> None:
        event.set()

    return set_it


async def _idle(cog: Beating) -> None:
    """Keep a cog from beating by itself."""


if __name__ == "__main__":
    url, folder, moment, last_step = sys.argv[1:]
    asyncio.run(run(url, Path(folder), datetime.fromisoformat(moment), int(last_step)))
