"""Failures on demand: what Discord, or what stands in front of it, may do to chosen requests."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from aiohttp import web

PROXY_PAGE = "<html><body><h1>502 Bad Gateway</h1><hr>cloud</body></html>"


class Way(Enum):
    """How a request goes wrong."""

    ERROR = "an error in Discord's own form"
    PAGE = "a web page of a proxy"
    CUT = "half of the answer, then the end of the connection"
    RESET = "the end of the connection, and no answer"
    HANG = "no answer, and the connection stays open"


def json_answer(
    body: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON with the bare content type: discord.py reads no other as JSON."""
    response = web.Response(body=json.dumps(body).encode(), status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


@dataclass(slots=True)
class Fault:
    """What the next requests that fit meet, which may be obeyed all the same.

    A rate limit without `retry_after` says nothing of when to come back; `via` is the header by
    which discord.py tells Discord's own from a ban by the network in front of it. One that is
    `slow` is answered as ever, so many seconds later by the stand-in's clock.
    """

    method: str
    path: re.Pattern[str]
    status: int
    times: int = 1
    retry_after: float | None = 0.2
    has_effect: bool = False
    code: int = 0
    way: Way = Way.ERROR
    is_global: bool = False
    via: str = "1.1 stand-in"
    scope: str = "user"
    slow: float | None = None


class Faults:
    """The prepared failures, used up in the order they were asked for."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []
        self._is_over = asyncio.Event()

    def add(self, fault: Fault) -> None:
        """Fail the next requests that fit a fault."""
        self._pending.append(fault)

    def clear(self) -> None:
        """Fail nothing more."""
        self._pending.clear()

    def end(self) -> None:
        """Let go of whatever hangs."""
        self._is_over.set()

    def take(self, method: str, path: str) -> Fault | None:
        """The failure prepared for this request, if any."""
        for fault in self._pending:
            if fault.method in (method, "*") and fault.path.search(path):
                fault.times -= 1
                if not fault.times:
                    self._pending.remove(fault)
                return fault
        return None

    async def answer(
        self, incoming: web.Request, fault: Fault, real: web.Response | None
    ) -> web.StreamResponse:
        """What a request meets instead of its answer, which is `real` if it had its effect."""
        match fault.way:
            case Way.PAGE:
                return web.Response(text=PROXY_PAGE, status=fault.status, content_type="text/html")
            case Way.CUT:
                return await _half(incoming, real or json_answer({"id": "1"}))
            case Way.HANG:
                await self._is_over.wait()
        if fault.way is not Way.ERROR:
            if incoming.transport is not None:
                incoming.transport.abort()
            return web.Response(status=fault.status)
        return _error(fault)


async def _half(incoming: web.Request, real: web.Response) -> web.StreamResponse:
    whole = real.body if isinstance(real.body, bytes) else b"{}"
    cut = web.StreamResponse(status=real.status)
    cut.content_type = "application/json"
    cut.content_length = len(whole)
    await cut.prepare(incoming)
    await cut.write(whole[: len(whole) // 2])
    if incoming.transport is not None:
        incoming.transport.close()
    return cut


def _error(fault: Fault) -> web.Response:
    if fault.status != 429:
        known = {403: ("Refused", 50001), 404: ("Refused", 50001)}
        message, code = known.get(fault.status, ("Internal Server Error", 0))
        return json_answer({"message": message, "code": fault.code or code}, fault.status)
    wait, body = fault.retry_after, {"message": "You are being rate limited."}
    headers = {"X-RateLimit-Scope": "global" if fault.is_global else fault.scope}
    if fault.via:
        headers["Via"] = fault.via
    if fault.is_global:
        headers["X-RateLimit-Global"] = "true"
    if wait is None:
        return json_answer(body, 429, headers)
    headers["Retry-After"] = str(int(wait) + 1)
    if not fault.is_global:
        headers |= {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0",
                    "X-RateLimit-Reset-After": str(wait)}  # fmt: skip
    return json_answer({**body, "retry_after": wait, "global": fault.is_global}, 429, headers)
