"""Restraint towards Discord, which bans whoever has 10,000 requests refused in ten minutes.

Every answer is seen where it arrives, below discord.py, and what it refuses is counted. Far from
that limit the bot stops to write of its own accord, and much later to answer at all.
"""

from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp

SECONDS = 600.0
OWN_ACCORD = 1_000
"""After so many refusals within the time only interactions are answered."""
ANYTHING = 5_000
"""After so many nothing is sent."""
REFUSED = frozenset({401, 403, 429})
LONGEST_WAIT = 60.0
"""A rate limit that lasts longer is a failure like any other: the work is taken up again later."""

_API, _ANSWERS = "/api/", ("/interactions/", "/webhooks/")


class TooManyRefused(aiohttp.ClientError):
    """Nothing was sent, since Discord has refused too much of late."""


class Restraint:
    """Counts what Discord refused in the last minutes, and holds back what would be too much."""

    def __init__(self, seconds_now: Callable[[], float]) -> None:
        self._now = seconds_now
        self._refused: deque[float] = deque()

    def trace(self) -> aiohttp.TraceConfig:
        """The ears and the hand of it, for discord.py to put into its session."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._hold_back)
        config.on_request_end.append(self._count)
        return config

    def refused(self) -> int:
        """How many requests were refused within the time."""
        while self._refused and self._refused[0] <= self._now() - SECONDS:
            self._refused.popleft()
        return len(self._refused)

    async def _hold_back(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        start: aiohttp.TraceRequestStartParams,
    ) -> None:
        path = start.url.path
        is_answer = any(part in path for part in _ANSWERS)
        if _API in path and self.refused() >= (ANYTHING if is_answer else OWN_ACCORD):
            raise TooManyRefused

    async def _count(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        end: aiohttp.TraceRequestEndParams,
    ) -> None:
        # A limit that is shared with other bots is not held against this one.
        is_shared = end.response.headers.get("X-RateLimit-Scope") == "shared"
        if end.response.status in REFUSED and _API in end.url.path and not is_shared:
            self._refused.append(self._now())
