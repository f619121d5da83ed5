"""EDTF values as stretches of days on a scale, and the marks of that scale."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?:T\S+?)?(?P<mark>[~?%]?)"
)
_SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
"""First month and number of months; 25 to 28 are the north's seasons, 29 to 32 the south's."""
_OPEN = ("", "..")
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_DAYS = 366


@dataclass(frozen=True, slots=True)
class Timespan:
    """Days from `start` up to, not including, `end`; None where that side is open."""

    start: int | None
    end: int | None
    is_sure: bool = True

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.start is not None and self.end == self.start + 1

    @property
    def days(self) -> tuple[int, ...]:
        """The ends that are known."""
        return tuple(day for day in (self.start, self.end) if day is not None)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale."""

    day: int
    label: str


def find_timespan(edtf: str | None) -> Timespan | None:
    """Which days a date means; None where no calendar date follows from it."""
    first, slash, last = (edtf or "").partition("/")
    if not slash:
        return _point(first)
    start, end = _point(first), _point(last)
    if (start is None and first not in _OPEN) or (end is None and last not in _OPEN):
        return None
    if start is None and end is None:
        return None
    is_sure = all(point.is_sure for point in (start, end) if point)
    found = Timespan(start.start if start else None, end.end if end else None, is_sure)
    is_backwards = start and end and start.days[0] >= end.days[-1]
    return None if is_backwards else found


def _point(edtf: str) -> Timespan | None:
    found = _POINT.fullmatch(edtf)
    if found is None:
        return None
    years = 10 ** found["year"].count("X")
    year = int(found["year"].replace("X", "0"))
    start, end = (year, 1, 1), (year + years, 1, 1)
    if (found["month"] or "").isdigit():
        month, months = _SEASONS.get(int(found["month"]), (int(found["month"]), 1))
        start, end = (year, month, 1), _month_after(year, month, months)
    try:
        days = date(*start).toordinal(), date(*end).toordinal()
        if (found["day"] or "").isdigit():
            days = (date(start[0], start[1], int(found["day"])).toordinal(),) * 2
            days = (days[0], days[0] + 1)
    except ValueError:
        return None
    return Timespan(days[0], days[1], not found["mark"])


def _month_after(year: int, month: int, months: int) -> tuple[int, int, int]:
    years, place = divmod(month - 1 + months, 12)
    return (year + years, place + 1, 1)


def find_bounds(spans: Sequence[Timespan]) -> tuple[int, int] | None:
    """The first and last day of a scale that holds some spans, with a little room."""
    days = [day for span in spans for day in span.days]
    if not days:
        return None
    first, last = min(days), max(days)
    has_open = any(len(span.days) < 2 for span in spans)
    room = max((last - first) // (8 if has_open else 24), 3)
    return max(first - room, 1), min(last + room, date.max.toordinal())


def find_ticks(first: int, last: int, most: int = 6) -> tuple[Tick, ...]:
    """Round years or months between two days, at most so many."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    if last - first > 2 * _YEAR_DAYS:
        for step in _YEAR_STEPS:
            years = range(-(-(start.year + 1) // step) * step, end.year + 1, step)
            if len(years) <= most:
                return tuple(Tick(date(year, 1, 1).toordinal(), str(year)) for year in years)
    months = range(start.year * 12 + start.month, end.year * 12 + end.month)
    for step in _MONTH_STEPS:
        shown = [month for month in months if month % step == 0]
        if len(shown) <= most:
            return tuple(_month_tick(month) for month in shown)
    return tuple(_month_tick(month) for month in months if month % 12 == 0)[:most]


def _month_tick(month: int) -> Tick:
    year, place = divmod(month, 12)
    label = f"{calendar.month_abbr[place + 1]} {year}"
    return Tick(date(year, place + 1, 1).toordinal(), label)
