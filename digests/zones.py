"""Time zones and wall times as people type them."""

import re
from collections.abc import Sequence
from datetime import time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from newsroom.errors import NewsroomError

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.IGNORECASE
)
_OLD = re.compile(r"Etc/|SystemV/|posix|right|[A-Z0-9+-]+$")
_NEAREST = 3


def read_zone(text: str) -> ZoneInfo:
    """The zone of an IANA name in any case, or of a city that is in one; else a NewsroomError."""
    wanted = _plain(text)
    for name in _names():
        if _plain(name) == wanted:
            return ZoneInfo(name)
    found = [name for name in _names() if _plain(name).rpartition("/")[2] == wanted]
    if len(found) == 1:
        return ZoneInfo(found[0])
    near = suggest_zones(text, _NEAREST)
    hint = f" Did you mean {', '.join(near)}?" if near else " Such as Europe/Warsaw or UTC."
    raise NewsroomError(f"“{_shown(text, 60)}” is no time zone that Byline knows.{hint}")


def suggest_zones(typed: str, limit: int) -> Sequence[str]:
    """Zones for what was typed so far: a city or zone that begins so before one that holds it."""
    wanted = _plain(typed)
    ranked = sorted((_rank(_plain(name), wanted), name) for name in _names())
    return [name for rank, name in ranked if (rank < 3 and not _OLD.match(name)) or name == "UTC"][
        :limit
    ]


def read_time(text: str) -> time:
    """A wall time: "08:30", "8.30", "8", "8 pm"; raises NewsroomError for what is none."""
    found = _TIME.fullmatch(text.strip())
    if found:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        half = (found["half"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and minute < 60 and not (half and int(found["hour"]) > 12):
            return time(hour, minute)
    raise NewsroomError(f"“{_shown(text, 20)}” is no time of day; write it as 08:30.")


def _shown(text: str, length: int) -> str:
    """What was typed, on one line and not too long for it."""
    return " ".join(text.split())[:length]


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _rank(name: str, wanted: str) -> int:
    city = name.rpartition("/")[2]
    if city.startswith(wanted):
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3
