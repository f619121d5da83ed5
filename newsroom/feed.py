"""Feeds that a desk follows, their items, and what became of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from newsroom.page import NO_VALIDATORS, Validators

FeedId = NewType("FeedId", int)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed: it points at an article, or holds the text itself."""

    guid: str | None
    url: str | None
    title: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it was fetched, newest item first; `pause` is how long it asks to be left alone."""

    title: str | None
    items: tuple[FeedItem, ...]
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a desk follows, and how that goes.

    `wanted` is the desk's filter in words. `failures` counts those in a row, since
    `failing_since`; a paused feed is not read until it is added again.
    """

    feed_id: FeedId
    url: str
    title: str | None
    wanted: str | None
    channel_id: int | None
    due_at: datetime
    checked_at: datetime | None = None
    validators: Validators = NO_VALIDATORS
    failures: int = 0
    failing_since: datetime | None = None
    problem: str | None = None
    is_paused: bool = False


class Outcome(StrEnum):
    """What became of an item, or in a dry run would become of it."""

    ADDED = "added"
    CHANGED = "a new version"
    KNOWN = "on the desk already"
    WANTED = "would be read"
    SEEN = "seen before"
    LEFT_OUT = "left out"
    OLDER = "older than the feed's first reading"
    FAILED = "not read"
    AGAIN = "tried again next time"
    LATER = "read next time"

    @property
    def is_final(self) -> bool:
        """Whether the item is not looked at again."""
        return self.is_held or self in (Outcome.OLDER, Outcome.FAILED)

    @property
    def is_held(self) -> bool:
        """Whether the desk holds the item's article."""
        return self in (Outcome.ADDED, Outcome.CHANGED, Outcome.KNOWN)


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What became of an item, and why."""

    title: str
    url: str | None
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What came of reading a feed; `problem` where it could not be had."""

    title: str | None
    url: str
    items: tuple[ItemReport, ...] = ()
    problem: str | None = None
    is_unchanged: bool = False
    is_paused: bool = False
