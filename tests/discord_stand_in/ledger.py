"""What happened: every request in order, what was refused, and what could have pinged."""

import re
from dataclasses import dataclass, field
from typing import Any

from .refusals import JsonObject, Refusal

SERIOUS_MENTION = re.compile(r"<@[!&]?\d+>|@everyone|@here")


@dataclass(slots=True)
class Request:
    """One request from the bot; `status` is what it was answered with."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: tuple[str, ...]
    at: float
    status: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that Discord would not accept; `status` is 0 where it went unanswered."""

    method: str
    path: str
    status: int
    code: int
    message: str
    errors: JsonObject | None = None
    body: Any = None


@dataclass(frozen=True, slots=True)
class Ping:
    """A message whose `allowed_mentions` would let somebody be notified."""

    method: str
    path: str
    allowed_mentions: JsonObject | None
    content: str
    mentions: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """The stand-in's memory of one test."""

    requests: list[Request] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    pings: list[Ping] = field(default_factory=list)

    def refuse(self, request: Request, refusal: Refusal) -> None:
        """Remember a request that was answered with an error."""
        self.violations.append(
            Violation(
                request.method, request.path, refusal.status, refusal.code, refusal.message,
                refusal.errors, request.body,
            )
        )  # fmt: skip

    def note(self, method: str, path: str, message: str, body: Any = None) -> None:
        """Remember a fault that was let through, so that a test may still fail on it."""
        self.violations.append(Violation(method, path, 0, 0, message, None, body))

    def watch_mentions(self, request: Request, message: JsonObject, *, is_new: bool) -> None:
        """Remember a message that leaves mentions on; an edit that keeps its text cannot ping."""
        if not is_new and message.get("content") is None:
            return
        allowed: JsonObject | None = message.get("allowed_mentions")
        is_silent = allowed is not None and not any(
            allowed.get(key) for key in ("parse", "users", "roles", "replied_user")
        )
        if not is_silent:
            content = message.get("content") or ""
            found = tuple(SERIOUS_MENTION.findall(content))
            self.pings.append(Ping(request.method, request.path, allowed, content, found))
