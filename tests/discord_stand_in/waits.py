"""discord.py's waits between attempts, skipped: the stand-in's clock moves on instead."""

import asyncio
from types import ModuleType
from typing import Any

import discord.client
import discord.http
import discord.shard
import discord.webhook.async_

from .clock import Clock

WAITING = (discord.client, discord.http, discord.shard, discord.webhook.async_)
"""The modules of discord.py that sleep before they try again."""


class Waits:
    """Stands where a module of discord.py has asyncio, and remembers each wait."""

    def __init__(self, clock: Clock) -> None:
        self.seconds: list[float] = []
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float, result: Any = None) -> Any:
        """Push the clock that far, and let everything else have its turn."""
        self.seconds.append(seconds)
        self._clock.advance(seconds)
        return await asyncio.sleep(0.001, result)

    def places(self) -> list[tuple[ModuleType, str, Any]]:
        """What to put where."""
        return [(module, "asyncio", self) for module in WAITING]
