"""Time that a test may push forward, and the identifiers made from it."""

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """Real time plus whatever a test has skipped."""

    def __init__(self) -> None:
        self._started_at = time.time()
        self._started = time.monotonic()
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds since the Unix epoch; never runs backwards."""
        return self._started_at + time.monotonic() - self._started + self._skipped

    def advance(self, seconds: float) -> None:
        """Skip ahead, as if that much time had passed."""
        self._skipped += seconds

    def moment(self) -> datetime:
        """The same instant as an aware UTC datetime."""
        return datetime.fromtimestamp(self.now(), UTC)


def first_snowflake(at: float) -> int:
    """The least identifier that something made at that time, in Unix seconds, could have."""
    return max(0, int(at * 1000) - DISCORD_EPOCH_MS) << 22


class Snowflakes:
    """Discord's identifiers: unique, increasing, with their time of birth inside."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """A new identifier, greater than every earlier one."""
        self._last = max(self._last + 1, first_snowflake(self._clock.now()))
        return self._last
