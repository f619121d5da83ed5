"""Who did what on a desk: the acts that its audit keeps, each entry chained to the one before."""

import hashlib
import json
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

AT_THE_COMMAND_LINE, BYLINE = "command line", "byline"
DONE, REFUSED = "done", "refused"
FAILED = "failed:{}"


@dataclass(slots=True)
class Act:
    """What somebody is doing; `entries` counts what has been recorded of it so far.

    Without a user it is the command line's, or the bot's own as `person` says. Of a write every
    failure is recorded, of anything else only those that are our own fault.
    """

    command: str
    person: str = BYLINE
    user_id: int | None = None
    name: str = ""
    at: datetime | None = None
    is_write: bool = False
    entries: int = 0


current_act: ContextVar[Act | None] = ContextVar("current_act", default=None)
"""What is being done in this task; what is written in its course is recorded as part of it."""


class AuditMark(NamedTuple):
    """The last entry of an audit at some moment, which only that audit has at that place."""

    entry_id: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit: no words of a question or an article, only ids.

    `person` is "command line", "byline" or a pseudonym, whose name is kept apart.
    """

    entry_id: int
    at: str
    desk: str
    person: str
    command: str
    objects: str
    outcome: str
    previous: str
    hash: str

    @property
    def digest(self) -> str:
        """The hash that the entry must have; its place in the chain is what `previous` says."""
        said = (self.at, self.desk, self.person, self.command, self.objects, self.outcome)
        content = json.dumps([*said, self.previous], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What checking the audit found; `fault` names the first entry that is not as it was.

    `whole_at` is when all of it was last read, where this time it was only what came since.
    """

    entries: int
    head: str
    fault: str | None = None
    whole_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastFailure:
    """The last thing that failed by our own fault: its class, never its words."""

    kind: str
    command: str
    at: str
