"""Watches looked after: new claims found, each reserved, told of and confirmed."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from answers.sourcing import is_headline
from digests.schedule import LEASE, PAUSED_AFTER, next_try
from matching.claims import CONFIDENT_CLAIM, expand_term, query_terms, rank_claims, stem_prefix
from matching.folding import fold
from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId
from newsroom.digest import PauseReason
from newsroom.errors import PostRefused
from newsroom.post import Post, contents_of_claims
from newsroom.watch import Alert, Hit, Watch
from storage.audit import record_act
from storage.claim_rows import load_claims
from storage.claims import find_terms
from storage.database import Database
from storage.posts import record_post
from storage.store import Store
from storage.watches import (
    claims_holding,
    claims_naming,
    confirm_hit,
    count_watch_refusal,
    drop_hit,
    due_hits,
    find_watch,
    last_claim,
    list_watches,
    mentions_in,
    move_on,
    put_off,
    record_hit,
    set_muted,
    take_hit,
)

log = logging.getLogger("byline.watches")

AT_A_TIME = 10
"""So many alerts a desk sends at one beat; more come with the next."""
CANDIDATES, VOCABULARY = 200, 150
KEY = 32


class AlertPoster(Protocol):
    """Whoever writes alerts into channels; raises PostRefused where Discord will not have it."""

    async def find_alert(self, alert: Alert) -> int | None:
        """The message of an alert that was tried before, where it stands in the channel."""

    async def send_alert(self, alert: Alert) -> int:
        """Write an alert into its channel; the message's number."""


async def tell_watches(store: Store, poster: AlertPoster, now: datetime) -> None:
    """Find what is new for the desk's watches and tell their channels, each claim once."""
    if await store.read(is_behind):
        await store.write(collect, now)
    for hit in await store.read(due_hits, now, AT_A_TIME):
        await _tell_safely(store, poster, hit, now)


async def _tell_safely(store: Store, poster: AlertPoster, hit: Hit, now: datetime) -> None:
    try:
        await _tell(store, poster, hit, now)
    except PostRefused:
        log.warning("Watch %s was refused its channel", hit.watch_id)
        await store.write(note_refusal, hit, now)
    except Exception as error:
        log.error("Watch %s failed: %s", hit.watch_id, type(error).__name__)
        await store.write(put_off, hit, next_try(hit.attempts + 1, now))


async def _tell(store: Store, poster: AlertPoster, hit: Hit, now: datetime) -> None:
    if not await store.write(take_hit, hit, now, now + LEASE):
        return
    alert = await store.read(compose_alert, hit)
    if alert is None:
        await store.write(drop_hit, hit)
        return
    message_id = await poster.find_alert(alert) if hit.tried_at is not None else None
    if message_id is None:
        message_id = await poster.send_alert(alert)
    await store.write(confirm, alert, message_id, now)


def confirm(db: Database, alert: Alert, message_id: int, now: datetime) -> None:
    """An alert stands in its channel; what it shows is remembered, to be corrected there later."""
    confirm_hit(db, alert.hit, message_id)
    shown = contents_of_claims((alert.claim,))
    record_post(db, Post(alert.watch.channel_id, message_id, now), shown)


def is_behind(db: Database) -> bool:
    """Whether there are claims that a watch has not looked at."""
    last = last_claim(db)
    return any(watch.after_claim < last for watch in list_watches(db))


def collect(db: Database, now: datetime) -> None:
    """Reserve for each watch the new claims that it is about; a muted one only moves on."""
    upto = last_claim(db)
    for watch in list_watches(db):
        if watch.after_claim < upto and watch.muted_at is None:
            for claim in _found(db, watch, upto):
                key = claim_key(claim)
                hit = Hit(watch.watch_id, key, claim.claim_id, None, now, 0)
                record_hit(db, hit, now)
        if watch.after_claim < upto:
            move_on(db, watch.watch_id, upto)


def _found(db: Database, watch: Watch, upto: ClaimId) -> Iterator[StoredClaim]:
    """The new claims that a watch is about, in their order; a headline only repeats them."""
    if watch.entity_id is not None:
        found = claims_naming(db, watch.entity_id, watch.after_claim, upto)
    else:
        found = tuple(claim for claim, _ in _holding(db, watch, watch.after_claim, upto))
    return (claim for claim in found if not is_headline(claim))


def _holding(
    db: Database, watch: Watch, after: ClaimId, upto: ClaimId
) -> tuple[tuple[StoredClaim, tuple[str, ...]], ...]:
    """The claims of a range that fit a watch's words as well as an answer must, and why."""
    groups = [
        (term, *expand_term(term, find_terms(db, stem_prefix(term), VOCABULARY)))
        for term in query_terms(watch.words)
    ]
    found = claims_holding(db, groups, after, upto, CANDIDATES)
    ranked = rank_claims(groups, found, subject=watch.words, entity_ids=frozenset())
    fitting = [match for match in ranked if match.score >= CONFIDENT_CLAIM]
    fitting.sort(key=lambda match: match.claim.claim_id)
    return tuple((match.claim, match.reasons) for match in fitting)


def compose_alert(db: Database, hit: Hit) -> Alert | None:
    """What a channel is told of a hit; None where the claim or the watch is gone."""
    watch, claims = find_watch(db, hit.watch_id), load_claims(db, [hit.claim_id])
    if watch is None or not claims:
        return None
    if watch.entity_id is not None:
        fired = mentions_in(db, watch.entity_id, hit.claim_id) or (watch.words,)
    else:
        before = ClaimId(hit.claim_id - 1)
        fired = next((why for _, why in _holding(db, watch, before, hit.claim_id)), (watch.words,))
    return Alert(watch, hit, claims[0], fired)


def claim_key(claim: StoredClaim) -> str:
    """The same for the same words of the same source, in whatever article and however often."""
    innermost = claim.chain.innermost
    said = f"{fold(claim.text)}\n{fold(innermost.entity or innermost.label)}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:KEY]


def note_refusal(db: Database, hit: Hit, now: datetime) -> None:
    """Count a refusal; the third in a row mutes the watch."""
    put_off(db, hit, next_try(hit.attempts + 1, now))
    if count_watch_refusal(db, hit.watch_id) >= PAUSED_AFTER:
        set_muted(db, hit.watch_id, PauseReason.REFUSED, last_claim(db), now)
        record_act(db, ("watch", hit.watch_id), command="watch mute")
