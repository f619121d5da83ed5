"""A time that is still to come, as people type it."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsroom.errors import NewsroomError

LONGEST = timedelta(days=5 * 366)
UNREAD = (
    "“{}” is no time that can be read: write 2026-03-01 18:00, 18:00, in 90 minutes, in 2 days, a"
    " time with its offset such as 2026-03-01T18:00+01:00, or with a zone, 18:00 Europe/Warsaw."
)
PAST = "That time, {}, has passed: give one that is still to come."
TOO_FAR = "That time, {}, is more than five years away: give an earlier one."

_STAMP = re.compile(r"<t:(\d{1,11})(?::[tTdDfFR])?>", re.ASCII)
_IN = re.compile(
    r"(?:in\s+|\+\s*)(\d{1,6})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)", re.I | re.A
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_until(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that a text means, in UTC; without a zone of its own it is read in `zone`.

    A time of day alone is its next coming. Raises NewsroomError for what cannot be read, has
    passed, or is years away.
    """
    words = " ".join(text.split())
    found = _read(words, now, zone)
    if found is None:
        raise NewsroomError(UNREAD.format(words[:60]))
    return check_until(found, now)


def check_until(moment: datetime, now: datetime) -> datetime:
    """The moment itself, if it is still to come and not too far; else a NewsroomError."""
    if moment <= now:
        raise NewsroomError(PAST.format(moment_words(moment)))
    if moment - now > LONGEST:
        raise NewsroomError(TOO_FAR.format(moment_words(moment)))
    return moment


def moment_words(moment: datetime) -> str:
    """A moment with its day and zone."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _read(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    try:
        if stamp := _STAMP.fullmatch(text):
            return datetime.fromtimestamp(int(stamp[1]), UTC)
        if span := _IN.fullmatch(text):
            return now + timedelta(**{_UNITS[span[2][0].lower()]: int(span[1])})
        words, zone = _parted(text, zone)
        if clock := _CLOCK.fullmatch(words):
            return _next(time(int(clock[1]), int(clock[2])), now, zone)
        moment = datetime.fromisoformat(words)
        if ":" not in words and "T" not in words:
            return None  # a day alone does not say when
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _parted(text: str, zone: tzinfo) -> tuple[str, tzinfo]:
    """The time and the zone, where the text names one behind it."""
    words, _, last = text.rpartition(" ")
    if not words or not last[0].isalpha():
        return text, zone
    try:
        return words, ZoneInfo(last)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError from None


def _next(clock: time, now: datetime, zone: tzinfo) -> datetime:
    """The next moment at which clocks in a zone show a time."""
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        moment = datetime.combine(day, clock, zone).astimezone(UTC)
        if moment > now:
            return moment
    return moment
