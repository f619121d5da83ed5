"""Digests delivered: reserved in the store, sent, confirmed; whatever stops in between goes on.

A digest goes out as one or several messages, here called parts. Every step is one transaction, so
that a process may end after any of them. Whoever goes on then looks in the channel for the part
that may have been sent before it sends it again.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from digests.schedule import (
    DAY,
    LEASE,
    PAUSED_AFTER,
    days_owed,
    due_at,
    is_late,
    is_waiting,
    local_day,
    next_due,
    next_try,
)
from editions import Composed, Scope, compose
from newsroom.digest import Delivery, DeliveryState, DigestSchedule, PauseReason
from newsroom.edition import Edition, Heading, KnownPoint
from newsroom.errors import PostRefused
from newsroom.post import Contents, Post, contents_of_edition
from storage.audit import record_act
from storage.database import Database
from storage.deliveries import (
    confirm_part,
    find_last,
    find_pending,
    finish_delivery,
    mark_tried,
    record_fault,
    reserve_delivery,
    take_again,
)
from storage.edition_claims import articles_between, last_article, record_points
from storage.posts import record_post
from storage.schedules import (
    count_refusal,
    find_schedule,
    list_schedules,
    move_cover,
    pause_schedule,
)
from storage.store import Store

log = logging.getLogger("byline.digests")


class Poster(Protocol):
    """Whoever writes into channels; raises PostRefused where Discord will not have it at all."""

    async def check(self, schedule: DigestSchedule) -> None:
        """Raise PostRefused where a channel may no longer be told what the desk holds."""

    def count_parts(self, edition: Edition) -> int:
        """How many messages an edition takes."""

    async def find(self, delivery: Delivery, part: int) -> int | None:
        """The message of a part that was tried before, where it stands in the channel."""

    async def send(self, delivery: Delivery, edition: Edition, part: int) -> int:
        """Write one part into the channel; the message's number."""

    async def tell_paused(self, schedule: DigestSchedule) -> None:
        """Tell those who manage the server, once, that a channel's digest rests."""


async def deliver_due(store: Store, poster: Poster, now: datetime) -> None:
    """Send what is due on one desk; a channel that fails does not hold up the others."""
    for schedule in await store.read(list_schedules):
        if schedule.paused_at is None:
            await _deliver_safely(store, poster, schedule, now)


async def _deliver_safely(
    store: Store, poster: Poster, schedule: DigestSchedule, now: datetime
) -> None:
    channel_id = schedule.channel_id
    try:
        delivery = await store.write(take_due, channel_id, now)
        if delivery is not None:
            await poster.check(schedule)
            await _deliver(store, poster, delivery, now)
    except PostRefused as error:
        log.warning("Digest of channel %s refused: %s", channel_id, type(error).__name__)
        if await store.write(note_refusal, channel_id, now):
            await poster.tell_paused(schedule)
    except Exception as error:
        log.error("Digest of channel %s failed: %s", channel_id, type(error).__name__)
        await store.write(note_fault, channel_id, type(error).__name__, now)


async def _deliver(store: Store, poster: Poster, delivery: Delivery, now: datetime) -> None:
    """Bring one reserved delivery to its end, from wherever it was left."""
    if not delivery.is_new:
        message_id = await poster.find(delivery, delivery.parts_sent)
        if message_id is not None:
            shown = contents_of_edition((await store.read(compose_delivery, delivery, now)).edition)
            place = delivery.parts_sent
            await store.write(confirm, delivery, place, message_id, shown, delivery.tried_at)
            delivery = replace(delivery, parts_sent=delivery.parts_sent + 1)
        elif delivery.parts_sent == 0:
            renewed = await store.write(renew, delivery, now)
            if renewed is None:
                return
            delivery = renewed
    composed = await store.read(compose_delivery, delivery, now)
    edition = composed.edition
    if edition.is_quiet and not delivery.parts_sent:
        await store.write(close, delivery, DeliveryState.QUIET, (), now)
        return
    for part in range(delivery.parts_sent, poster.count_parts(edition)):
        await store.write(mark_tried, delivery, now)
        message_id = await poster.send(delivery, edition, part)
        shown = contents_of_edition(edition)
        await store.write(confirm, delivery, part, message_id, shown, now)
    await store.write(close, delivery, DeliveryState.POSTED, composed.points, now)


def confirm(
    db: Database,
    delivery: Delivery,
    part: int,
    message_id: int,
    contents: Contents,
    written_at: datetime,
) -> None:
    """A part stands in its channel; what it shows is remembered, to be corrected there later."""
    confirm_part(db, delivery, part, message_id)
    record_post(db, Post(delivery.channel_id, message_id, written_at), contents)


def take_due(db: Database, channel_id: int, now: datetime) -> Delivery | None:
    """The delivery that a channel is due, reserved or taken up again for this caller alone."""
    schedule = find_schedule(db, channel_id)
    if schedule is None or schedule.paused_at is not None:
        return None
    pending = find_pending(db, channel_id)
    if pending is not None:
        if is_waiting(pending.next_try_at, now) or not take_again(db, pending, now + LEASE):
            return None
        return replace(pending, attempts=pending.attempts + 1, next_try_at=now + LEASE)
    return _reserve(db, schedule, now)


def _reserve(db: Database, schedule: DigestSchedule, now: datetime) -> Delivery | None:
    delivery = plan(db, schedule, now)
    if delivery.due_at > now:
        return None
    return delivery if reserve_delivery(db, delivery) else None


def plan(db: Database, schedule: DigestSchedule, now: datetime) -> Delivery:
    """The next delivery of a channel as it would be reserved now: for all days that are owed.

    What was delivered for days that are still to come, by a clock that has gone back since, holds
    up none of the days before.
    """
    zone = ZoneInfo(schedule.zone)
    last = find_last(db, schedule.channel_id, local_day(now, zone) + DAY)
    last_on = last.edition_on if last else None
    owed = days_owed(schedule.starts_on, last_on, schedule.at, zone, now)
    day, due = next_due(schedule.starts_on, last_on, schedule.at, zone, now)
    first_due = due_at(owed[0], schedule.at, zone) if owed else None
    return Delivery(
        schedule.channel_id,
        edition_on=day,
        covers_from=owed[0] if owed else day,
        due_at=first_due or due,
        after_article=schedule.after_article,
        upto_article=max(last_article(db), schedule.after_article),
        covered_since=_covered_until(schedule, last, now),
        reserved_at=now,
        tried_at=now,
        next_try_at=now + LEASE,
        is_new=True,
    )


def _covered_until(schedule: DigestSchedule, last: Delivery | None, now: datetime) -> datetime:
    """Up to when the channel's digests have told all; no later than now, whatever a clock said."""
    if schedule.covered_until <= now:
        return schedule.covered_until
    return min(last.reserved_at, now) if last else now


def renew(db: Database, delivery: Delivery, now: datetime) -> Delivery | None:
    """A delivery of which nothing was sent, or the one of a later day that takes its place.

    None where a later day has come, but could not be reserved, and where the clock has gone back
    to before the day that it is for: what it held comes with the next.
    """
    schedule = find_schedule(db, delivery.channel_id)
    if schedule is None or schedule.paused_at is not None:
        return None
    zone = ZoneInfo(schedule.zone)
    if delivery.edition_on > local_day(now, zone) + DAY:
        finish_delivery(db, delivery, DeliveryState.REPLACED, now)
        return _reserve(db, schedule, now)
    owed = days_owed(schedule.starts_on, delivery.edition_on, schedule.at, zone, now)
    if not owed:
        return delivery
    later = replace(plan(db, schedule, now), after_article=delivery.after_article)
    if schedule.starts_on <= delivery.edition_on:
        later = replace(later, covers_from=delivery.covers_from, due_at=delivery.due_at)
    is_replaced = finish_delivery(db, delivery, DeliveryState.REPLACED, now)
    return later if is_replaced and reserve_delivery(db, later) else None


def compose_delivery(db: Database, delivery: Delivery, now: datetime) -> Composed:
    """What a delivery says; once its first part is sent, the same however late the rest comes."""
    schedule = find_schedule(db, delivery.channel_id)
    new = articles_between(db, delivery.after_article, delivery.upto_article)
    moment = delivery.tried_at if delivery.parts_sent else now
    zone = schedule.zone if schedule else "UTC"
    heading = heading_of(delivery, zone, moment)
    scope = Scope(
        new,
        delivery.upto_article,
        delivery.channel_id,
        since=delivery.covered_since,
        until=delivery.reserved_at,
    )
    return compose(db, scope, heading)


def heading_of(delivery: Delivery, zone: str, moment: datetime) -> Heading:
    """For which days a delivery is, and whether it comes late if it goes out at some moment."""
    days = (delivery.edition_on - delivery.covers_from).days + 1
    return Heading(
        delivery.edition_on,
        delivery.covers_from,
        zone,
        delivery.covered_since,
        due_at=delivery.due_at,
        is_late=is_late(delivery.due_at, days, moment),
    )


def close(
    db: Database,
    delivery: Delivery,
    state: DeliveryState,
    points: Sequence[KnownPoint],
    now: datetime,
) -> None:
    """End a delivery, and begin the next one's window where this one's ended."""
    if finish_delivery(db, delivery, state, now):
        move_cover(db, delivery.channel_id, delivery.upto_article, delivery.reserved_at)
        if state is DeliveryState.POSTED:
            record_points(db, delivery.channel_id, points)


def note_fault(db: Database, channel_id: int, fault: str, now: datetime) -> None:
    """Record in one word what failed; the delivery is tried again after a while."""
    pending = find_pending(db, channel_id)
    if pending is not None:
        record_fault(db, pending, fault, next_try(pending.attempts, now))


def note_refusal(db: Database, channel_id: int, now: datetime) -> bool:
    """Count a refusal; True where it was the one that pauses the schedule."""
    note_fault(db, channel_id, PostRefused.__name__, now)
    if count_refusal(db, channel_id) < PAUSED_AFTER:
        return False
    is_paused = pause_schedule(db, channel_id, PauseReason.REFUSED, now)
    if is_paused:
        record_act(db, ("channel", channel_id), command="digest pause")
    return is_paused
