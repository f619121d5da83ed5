"""The use cases of digests: schedule, pause, look at, preview, and deliver what is due."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from delivering import Poster, compose_delivery, deliver_due, plan
from digests.schedule import DAY, due_at, first_day, local_day
from digests.zones import read_time, read_zone, suggest_zones
from editions import Scope, compose, scope_so_far
from newsroom.article import ArticleId
from newsroom.digest import DigestSchedule, DigestStatus, PauseReason, Wanted
from newsroom.edition import Basis, Edition, Heading
from newsroom.errors import NewsroomError
from storage.audit import record_act
from storage.database import Database
from storage.deliveries import find_last, find_pending, hasten
from storage.edition_claims import (
    articles_added,
    articles_published,
    last_added_at,
    last_article,
    last_article_before,
)
from storage.schedules import (
    find_schedule,
    list_schedules,
    pause_schedule,
    set_schedule,
)
from storage.store import Desks

FIRST_WINDOW = timedelta(days=1)
"""How far back a channel's first digest reaches, and `/digest now` where none is scheduled."""
UNSCHEDULED = (
    "No digest is scheduled for that channel; somebody with Manage Server sets one with"
    " /digest schedule, and /digest now shows what is new today."
)


class DigestDesk:
    """Everything that Byline can do with digests, by desk."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def schedule(self, desk: str, wanted: Wanted, now: datetime) -> DigestStatus:
        """Give a channel its daily digest, or change when it comes; a rest ends."""
        store = await self._desks.get(desk)
        return await store.write(_schedule, wanted, now)

    async def pause(self, desk: str, channel_id: int, now: datetime) -> DigestStatus:
        """Let a channel rest until it is scheduled anew; NewsroomError where it has no digest."""
        store = await self._desks.get(desk)
        await store.write(_pause, channel_id, now)
        return await store.read(_status, channel_id, now)

    async def statuses(self, desk: str, now: datetime) -> tuple[DigestStatus, ...]:
        """Every channel's last and next digest."""
        store = await self._desks.get(desk)
        return await store.read(_statuses, now)

    async def preview(self, desk: str, channel_id: int, now: datetime) -> Edition:
        """What a channel's next digest says if nothing changes before it is due."""
        store = await self._desks.get(desk)
        return await store.read(_preview, channel_id, now)

    async def so_far(self, desk: str, channel_id: int, now: datetime) -> Edition:
        """What is new since a channel's last digest; where it has none, since yesterday."""
        store = await self._desks.get(desk)
        return await store.read(_so_far, channel_id, now)

    async def of_day(self, desk: str, day: date | None, since: date | None, zone: str) -> Edition:
        """The edition of one day or of several, by when the articles came to the desk.

        Where none came on a day that was asked for, by their own dates. Without a day, today's; on
        a desk where nothing came today, the last day on which something did.
        """
        store = await self._desks.get(desk)
        return await store.read(_of_day, day, since, zone, datetime.now(UTC))

    async def deliver(self, desk: str, poster: Poster, now: datetime) -> None:
        """Send what is due; on a server without a desk there is nothing."""
        if self._desks.find(desk) is not None:
            await deliver_due(await self._desks.get(desk), poster, now)

    def suggest_zones(self, typed: str, limit: int) -> Sequence[str]:
        """Time zones for what was typed so far."""
        return suggest_zones(typed, limit)


def _schedule(db: Database, wanted: Wanted, now: datetime) -> DigestStatus:
    at, zone = read_time(wanted.at), read_zone(wanted.zone)
    known = find_schedule(db, wanted.channel_id)
    since = now - FIRST_WINDOW
    schedule = DigestSchedule(
        wanted.channel_id,
        zone.key,
        at,
        first_day(now, at, zone),
        known.after_article if known else last_article_before(db, since),
        known.covered_until if known else since,
        wanted.asked_by,
    )
    set_schedule(db, schedule)
    hasten(db, wanted.channel_id, now)
    record_act(db, ("channel", wanted.channel_id), command="digest schedule")
    return _status(db, wanted.channel_id, now)


def _pause(db: Database, channel_id: int, now: datetime) -> None:
    if pause_schedule(db, channel_id, PauseReason.ASKED, now):
        record_act(db, ("channel", channel_id), command="digest pause")


def _status(db: Database, channel_id: int, now: datetime) -> DigestStatus:
    schedule = find_schedule(db, channel_id)
    if schedule is None:
        raise NewsroomError(UNSCHEDULED)
    last = find_last(db, channel_id)
    if schedule.paused_at is not None:
        return DigestStatus(schedule, last, None, None)
    pending = find_pending(db, channel_id)
    if pending is not None:
        return DigestStatus(schedule, last, pending.edition_on, pending.next_try_at)
    coming = plan(db, schedule, now)
    return DigestStatus(schedule, last, coming.edition_on, coming.due_at)


def _statuses(db: Database, now: datetime) -> tuple[DigestStatus, ...]:
    return tuple(_status(db, one.channel_id, now) for one in list_schedules(db))


def _preview(db: Database, channel_id: int, now: datetime) -> Edition:
    """What the next delivery would compose, were it reserved at its time with today's articles."""
    schedule = find_schedule(db, channel_id)
    if schedule is None:
        raise NewsroomError(UNSCHEDULED)
    coming = find_pending(db, channel_id) or plan(db, schedule, now)
    return compose_delivery(db, coming, max(now, coming.due_at)).edition


def _so_far(db: Database, channel_id: int, now: datetime) -> Edition:
    schedule = find_schedule(db, channel_id)
    since = schedule.covered_until if schedule else now - FIRST_WINDOW
    after = schedule.after_article if schedule else last_article_before(db, since)
    zone = schedule.zone if schedule else "UTC"
    day = local_day(now, ZoneInfo(zone))
    heading = Heading(day, day, zone, since, is_so_far=True)
    scope = scope_so_far(db, after, since, now, channel_id if schedule else None)
    return compose(db, scope, heading).edition


def _of_day(
    db: Database, day: date | None, since: date | None, zone_name: str, now: datetime
) -> Edition:
    zone, upto = read_zone(zone_name), last_article(db)
    chosen = day or local_day(now, zone)
    first = min(since or chosen, chosen)
    new = articles_added(db, *_bounds(first, chosen, zone))
    basis = Basis.ADDED
    if not new and day is not None:
        new = articles_published(db, *_bounds(first, chosen, ZoneInfo("UTC")))
        basis = Basis.PUBLISHED if new else Basis.ADDED
    last = last_added_at(db)
    if not new and day is None and since is None and last is not None:
        first = chosen = local_day(last, zone)
        new = articles_added(db, *_bounds(first, chosen, zone))
    heading = Heading(chosen, first, zone.key, None, basis)
    begins, ends = _bounds(first, chosen, zone)
    return compose(db, Scope(new, _reach(new, upto), since=begins, until=ends), heading).edition


def _reach(new: Sequence[ArticleId], upto: ArticleId) -> ArticleId:
    """A day in the past is told as it was then."""
    return max(new, default=upto)


def _bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which some days begin and end somewhere."""
    start = due_at(first, time(0), zone) or datetime.combine(first, time(0), UTC)
    end = due_at(last + DAY, time(0), zone) or datetime.combine(last + DAY, time(0), UTC)
    return start, end
