"""How often one person, and one server, may ask: far more than people do, less than a script can.

Counted in memory and by a clock that only goes on, so that nothing is looked up or written for who
is refused, and a restart forgets it all.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from newsroom.errors import NewsroomError
from newsroom.rights import Right
from presentation.text import plural

TOO_OFTEN = "That was more than one person may ask in so short a time; try again in {}."
DESK_TOO_OFTEN = "This server asks more than I can answer just now; try again in {}."
REMEMBERED = 10_000
"""How many counts are kept before those that have run out are forgotten."""


class Pace(NamedTuple):
    """So many at once, and then one in so many seconds."""

    at_once: int
    seconds: float


ASKING, ADDING, DESK = Pace(240, 0.25), Pace(120, 1.0), Pace(600, 0.02)
"""Of one person all that is asked and pressed, and what is added; of one server everything."""


class TooOften(NewsroomError):
    """Somebody asks more often than anybody may."""


class Pacing:
    """Who has asked how much of late."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent_until: dict[_Key, float] = {}
        self._told: set[tuple[int, int]] = set()

    def count(self, guild_id: int, user_id: int, least: Right) -> None:
        """Count one more thing that somebody does; TooOften, uncounted, where that is too many."""
        now = self._clock()
        asked = [_Key(guild_id, user_id, ASKING), _Key(guild_id, 0, DESK)]
        if least is Right.CONTRIBUTOR:
            asked.insert(0, _Key(guild_id, user_id, ADDING))
        for key in asked:
            wait = self._wait(key, now)
            if wait > 0:
                words = TOO_OFTEN if key.user_id else DESK_TOO_OFTEN
                raise TooOften(words.format(plural(math.ceil(wait), "second")))
        for key in asked:
            spent = max(self._spent_until.get(key, now), now)
            self._spent_until[key] = spent + key.pace.seconds
        self._told.discard((guild_id, user_id))
        if len(self._spent_until) > REMEMBERED:
            self._forget(now)

    def is_spent(self, guild_id: int, user_id: int) -> bool:
        """Whether somebody who asked now would be refused."""
        return self._wait(_Key(guild_id, user_id, ASKING), self._clock()) > 0

    def is_news(self, guild_id: int, user_id: int) -> bool:
        """Whether somebody has not been told yet that they are refused; from now on they have."""
        who = guild_id, user_id
        is_news = who not in self._told
        self._told.add(who)
        return is_news

    def _wait(self, key: "_Key", now: float) -> float:
        """For how many seconds nothing more is let in."""
        ahead = self._spent_until.get(key, now) - now
        return ahead - (key.pace.at_once - 1) * key.pace.seconds

    def _forget(self, now: float) -> None:
        """Keep only what can still refuse anybody."""
        self._spent_until = {key: end for key, end in self._spent_until.items() if end > now}
        self._told &= {(key.guild_id, key.user_id) for key in self._spent_until}


class _Key(NamedTuple):
    """Whose count it is, and of what; of a whole server where there is no user."""

    guild_id: int
    user_id: int
    pace: Pace
