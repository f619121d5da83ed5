"""The bot on Discord, from its first connection until it is told to stop."""

import asyncio
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import aiohttp
import discord

from cogs.client import NewsroomBot
from commandline import logs
from commandline.memory import (
    give_back_freed_memory,
    give_back_what_lies_between,
    set_aside_what_stays,
)
from commandline.options import Share
from commandline.secrecy import keep_to_ourselves
from newsroom.errors import NewsroomError, SettingError
from services import Services
from settings import ENV_FILE

log = logging.getLogger("byline")

TOKEN_REFUSED = (
    "DISCORD_TOKEN: Discord refused it; reset it in the developer portal and copy it again."
)

SWITCH_SECONDS = 0.0005
"""For how long a thread may keep the interpreter while the event loop wants it.

An acknowledgement takes it back some twenty times; at Python's own 5 ms, beside five threads that
look things up, read and draw, that adds up to more than a second.
"""

_UNREACHABLE = (
    *(aiohttp.ClientError, OSError),
    *(discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed),
)


def serve(token: str, services: Services, level: str, share: Share | None) -> None:
    """Connect and answer until the process is interrupted or terminated.

    Raises SettingError when Discord refuses the token, NewsroomError when it cannot be reached.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Byline never speaks
    logs.set_up(level, token)
    sys.setswitchinterval(SWITCH_SECONDS)
    give_back_freed_memory()
    keep_to_ourselves(ENV_FILE)
    try:
        asyncio.run(_serve(token, services, share))
    except asyncio.CancelledError:
        return  # terminated
    except discord.LoginFailure:
        raise SettingError(TOKEN_REFUSED) from None
    except _UNREACHABLE as error:
        log.debug("Connection failed", exc_info=error)
        raise NewsroomError(
            f"Discord cannot be reached ({type(error).__name__}); `python bot.py doctor` says more."
        ) from None


@contextmanager
def _ended_by_termination() -> Iterator[None]:
    """Let SIGTERM end the task as cleanly as Ctrl-C does, also where Ctrl-C itself is ignored.

    So it is for what a script has put into the background.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(task.cancel)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


async def _serve(token: str, services: Services, share: Share | None) -> None:
    """Connect; the bot closes the services when it leaves."""
    bot = NewsroomBot(
        services,
        shard_ids=share.shards if share else None,
        shard_count=share.total if share else None,
    )
    with _ended_by_termination():
        await _run(bot, token)


async def _run(bot: NewsroomBot, token: str) -> None:
    async with bot:
        running = asyncio.create_task(bot.start(token))
        keeping = [
            asyncio.create_task(set_aside_what_stays()),
            asyncio.create_task(give_back_what_lies_between()),
        ]
        try:
            # Not awaited itself: while it connects, discord.py may swallow that it is to stop.
            await asyncio.wait({running})
        finally:
            for task in (running, *keeping):
                task.cancel()
        await running
