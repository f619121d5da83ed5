"""When a feed is read again: politely while it works, ever more rarely while it fails."""

from datetime import datetime, timedelta

USUAL = timedelta(minutes=15)
SOON = timedelta(minutes=2)
LONGEST_WISH = timedelta(hours=6)
"""A feed that asks for more is read once in this time all the same: news ages."""

LONGEST_BACK_OFF = timedelta(hours=6)
LONGEST_RETRY = timedelta(hours=24)
JITTER = 0.1
FAILURES_TO_PAUSE, TIME_TO_PAUSE = 8, timedelta(hours=24)


def next_reading(now: datetime, wish: timedelta | None, jitter: float) -> datetime:
    """When to read a feed that works; `jitter` from 0 to 1 keeps feeds from coming all at once."""
    interval = min(max(USUAL, wish or USUAL), LONGEST_WISH)
    return now + interval * (1 + JITTER * jitter)


def next_try(
    now: datetime, failures: int, retry_after: timedelta | None, jitter: float
) -> datetime:
    """When to try a feed again that has failed so many times in a row."""
    back_off = min(USUAL * (1 << min(failures - 1, 10)), LONGEST_BACK_OFF)
    asked = min(retry_after or timedelta(), LONGEST_RETRY)
    return now + max(back_off, asked) * (1 + JITTER * jitter)


def is_hopeless(failures: int, failing_since: datetime, now: datetime) -> bool:
    """Whether a feed has failed often and long enough to be paused."""
    return failures >= FAILURES_TO_PAUSE and now - failing_since >= TIME_TO_PAUSE
