"""Digests as they are scheduled and delivered: one for each local day of a channel."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from newsroom.article import ArticleId


class PauseReason(StrEnum):
    """Why a schedule rests: somebody asked for it, or Discord refused the channel."""

    ASKED = "asked"
    REFUSED = "refused"


class DeliveryState(StrEnum):
    """What became of one day's digest."""

    PENDING = "pending"
    POSTED = "posted"
    QUIET = "quiet"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When a channel gets its digest.

    `zone` is an IANA name and `at` a wall time there. No day before `starts_on` has a digest.
    `after_article` is the last article that an earlier digest has covered, `covered_until` the
    moment at which that was so. `refusals` counts Discord's refusals in a row.
    """

    channel_id: int
    zone: str
    at: time
    starts_on: date
    after_article: ArticleId
    covered_until: datetime
    scheduled_by: int
    paused_at: datetime | None = None
    pause_reason: PauseReason | None = None
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One day's digest of a channel, reserved before anything of it is sent.

    It covers the days from `covers_from` to `edition_on` and the articles from above
    `after_article` to `upto_article`. `parts_sent` messages are known to stand in the channel; the
    next one may have been sent as well if it was tried before. `is_new` where this call reserved
    it, so that nothing can have been sent yet.
    """

    channel_id: int
    edition_on: date
    covers_from: date
    due_at: datetime
    after_article: ArticleId
    upto_article: ArticleId
    covered_since: datetime
    reserved_at: datetime
    tried_at: datetime
    next_try_at: datetime
    attempts: int = 1
    parts_sent: int = 0
    state: DeliveryState = DeliveryState.PENDING
    finished_at: datetime | None = None
    fault: str | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class DigestStatus:
    """A channel's schedule with its last and next digest; `next_at` is None while it is paused."""

    schedule: DigestSchedule
    last: Delivery | None
    next_on: date | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest as somebody asks for it: where, when, in which zone, and who asks."""

    channel_id: int
    at: str
    zone: str
    asked_by: int
