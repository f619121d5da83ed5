"""Failures on demand: rate limits and server errors for chosen requests."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web


def json_answer(
    body: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON with the bare content type: discord.py reads no other as JSON."""
    response = web.Response(body=json.dumps(body).encode(), status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


@dataclass(slots=True)
class Fault:
    """An answer prepared for the next requests that fit, which may be obeyed all the same."""

    method: str
    path: re.Pattern[str]
    status: int
    times: int
    retry_after: float
    has_effect: bool = False


class Faults:
    """The prepared failures, used up in the order they were asked for."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Fail the next requests that fit a fault."""
        self._pending.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """The failure prepared for this request, if any."""
        for fault in self._pending:
            if fault.method == method and fault.path.search(path):
                fault.times -= 1
                if not fault.times:
                    self._pending.remove(fault)
                return fault
        return None


def fault_answer(fault: Fault) -> web.Response:
    if fault.status in (403, 404):
        return json_answer({"message": "Refused", "code": 50001}, fault.status)
    if fault.status != 429:
        return json_answer({"message": "Internal Server Error", "code": 0}, fault.status)
    wait = fault.retry_after
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": False}
    # discord.py takes a 429 without `Via` for a ban by the network in front of Discord.
    headers = {"Via": "1.1 stand-in", "Retry-After": str(int(wait) + 1),
               "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0",
               "X-RateLimit-Reset-After": str(wait), "X-RateLimit-Scope": "user"}  # fmt: skip
    return json_answer(body, 429, headers)
