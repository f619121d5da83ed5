"""When a local day's digest is due, through skipped and doubled hours, and which days are owed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LATE_AFTER = timedelta(hours=1)
"""A digest that goes out so long after it was due is marked late."""
MOST_DAYS = 400
"""How far back the days of a digest are counted one by one; older ones are covered all the same."""
PAUSED_AFTER = 3
"""So many refusals in a row pause a schedule."""
LEASE = timedelta(minutes=3)
"""For so long whoever reserved a digest is left to send it; after that others may look into it."""

_BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 60))
LONGEST_WAIT = _BACK_OFF[-1] + LEASE


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The instant at which a local day's digest is due, in UTC.

    A wall time that a clock change skips gives the end of the gap, or the last minute before it
    where the gap ends on another day; one that comes twice gives the first. None for a day that the
    zone never had.
    """
    wall = datetime.combine(day, at)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _is_shown(first, wall, zone):
        return first
    end = _end_of_gap(wall, zone)
    for moment in (end, end - timedelta(minutes=1)):
        if moment.astimezone(zone).date() == day:
            return moment
    return None


def _is_shown(moment: datetime, wall: datetime, zone: ZoneInfo) -> bool:
    return moment.astimezone(zone).replace(tzinfo=None) == wall


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after a gap that holds a wall time: where the offset changes."""
    before = wall.replace(tzinfo=UTC) - 2 * DAY
    after = wall.replace(tzinfo=UTC) + 2 * DAY
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        is_past = middle.astimezone(zone).replace(tzinfo=None) > wall
        before, after = (before, middle) if is_past else (middle, after)
    return after


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day that it is somewhere."""
    return moment.astimezone(zone).date()


def first_day(moment: datetime, at: time, zone: ZoneInfo) -> date:
    """The first day whose digest is still to come when a schedule is made."""
    today = local_day(moment, zone)
    due = due_at(today, at, zone)
    return today if due is not None and due > moment else today + DAY


def days_owed(
    starts_on: date, last_on: date | None, at: time, zone: ZoneInfo, now: datetime
) -> tuple[date, ...]:
    """The days, oldest first, whose digest is due by now and has not been reserved yet."""
    day = starts_on if last_on is None else max(starts_on, last_on + DAY)
    today = local_day(now, zone)
    owed = []
    if (today - day).days > MOST_DAYS:
        owed, day = [day], today - MOST_DAYS * DAY
    while day <= today:
        due = due_at(day, at, zone)
        if due is not None and due <= now:
            owed.append(day)
        day += DAY
    return tuple(owed)


def next_due(
    starts_on: date, last_on: date | None, at: time, zone: ZoneInfo, now: datetime
) -> tuple[date, datetime]:
    """The next day that gets a digest and when; a day that is owed already comes first."""
    owed = days_owed(starts_on, last_on, at, zone, now)
    day = owed[-1] if owed else starts_on if last_on is None else max(starts_on, last_on + DAY)
    if not owed:
        day = max(day, local_day(now, zone))
    while True:
        due = due_at(day, at, zone)
        if due is not None:
            return day, due
        day += DAY


def is_waiting(next_try_at: datetime, now: datetime) -> bool:
    """Whether another try is still to come.

    One that is further off than any pause lasts was set by a clock that has gone back since.
    """
    return now < next_try_at <= now + LONGEST_WAIT


def next_try(attempts: int, now: datetime) -> datetime:
    """When to try again after so many attempts that failed."""
    return now + _BACK_OFF[min(attempts, len(_BACK_OFF)) - 1]


def is_late(due: datetime, days: int, now: datetime) -> bool:
    """Whether a digest is to be marked late: long after it was due, or for several days."""
    return days > 1 or now - due > LATE_AFTER
