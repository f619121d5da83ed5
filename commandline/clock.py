"""Which time zone this machine keeps, by its IANA name."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")
ZONES = "zoneinfo/"
UTC = "UTC"


def local_zone(localtime: Path = LOCALTIME) -> str:
    """The zone of `TZ`, else the one that the system's clock points to, else UTC."""
    named = os.environ.get("TZ", "").removeprefix(":")
    linked = os.path.realpath(localtime).rpartition(ZONES)[2]
    found = next((name for name in (named, linked) if _is_zone(name)), UTC)
    return UTC if found.removeprefix("Etc/") in ("UTC", "UCT", "Universal", "Zulu") else found


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ValueError, KeyError, OSError):  # no name of a zone, no such zone, or a folder
        return False
