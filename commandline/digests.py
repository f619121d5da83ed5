"""A day's digest in a terminal."""

from dataclasses import dataclass
from datetime import date

from commandline.opening import Desk
from commandline.output import json_line, say, show_sheet
from presentation.edition_records import edition_record
from presentation.edition_sheet import edition_sheet


@dataclass(frozen=True, slots=True)
class Days:
    """Which days a digest is asked for, and in which zone they begin; None for today."""

    day: date | None = None
    since: date | None = None
    zone: str = "UTC"


def digest(desk: Desk, days: Days, as_json: bool) -> int:
    """A day's digest."""
    edition = desk.wait(desk.services.digests.of_day(desk.name, days.day, days.since, days.zone))
    if as_json:
        say(json_line(edition_record(edition)))
    else:
        show_sheet(edition_sheet(edition))
    return 0
