"""Watches: what a channel is told of as soon as an article claims it, once for each claim."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId
from newsroom.digest import PauseReason
from newsroom.entity import EntityId

WatchId = NewType("WatchId", int)


@dataclass(frozen=True, slots=True)
class Watch:
    """What somebody wants to be told of in a channel.

    `entity_id` is set where it is an entity, whose name `words` then holds; else the words are
    looked for. `after_claim` is the last claim that was looked at. `pings` where the one who set it
    chose to be notified. A muted watch finds nothing until it is unmuted.
    """

    watch_id: WatchId
    channel_id: int
    user_id: int
    entity_id: EntityId | None
    words: str
    pings: bool
    after_claim: ClaimId
    made_at: datetime
    muted_at: datetime | None = None
    mute_reason: PauseReason | None = None
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that a watch has found and its channel is about to be told of.

    `tried_at` is None until it is sent for the first time.
    """

    watch_id: WatchId
    claim_key: str
    claim_id: ClaimId
    tried_at: datetime | None
    next_try_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Alert:
    """What a channel is told: the watch that fired, the words that fired it, and the claim."""

    watch: Watch
    hit: Hit
    claim: StoredClaim
    fired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WatchWanted:
    """A watch as somebody asks for it: of an entity by name, or of words."""

    channel_id: int
    user_id: int
    entity: str | None
    words: str | None
    pings: bool
