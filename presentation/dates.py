"""Dates in words: when an article was published, and what an EDTF value means."""

import calendar
import re
from datetime import datetime

_POINT = re.compile(
    r"(?P<year>-?\d{1,4}|\d{2}XX|\d{3}X)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?:T(?P<hour>\d{2}):(?P<minute>\d{2})\S*?)?(?P<mark>[~?%]?)"
)
_SEASONS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter",
    25: "spring", 26: "summer", 27: "autumn", 28: "winter",
    29: "spring", 30: "summer", 31: "autumn", 32: "winter",
    33: "first quarter of", 34: "second quarter of", 35: "third quarter of",
    36: "fourth quarter of", 37: "first third of", 38: "second third of", 39: "last third of",
    40: "first half of", 41: "second half of",
}  # fmt: skip
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}


def date_words(moment: datetime | None) -> str:
    """A publication date: "25 October 2024, 11:19 (time zone not stated)"."""
    if moment is None:
        return "date not stated"
    day = f"{moment.day} {calendar.month_name[moment.month]} {moment.year}"
    if moment.tzinfo is None:
        is_whole_day = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        return day if is_whole_day else f"{day}, {moment:%H:%M} (time zone not stated)"
    return f"{day}, {moment:%H:%M} {moment.tzname() or format(moment, '%z')}"


def edtf_words(edtf: str) -> str:
    """What an EDTF value means: "about December 2023", "July 2022 to 2024"; unknown ones as is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point_words(start)
    if start in ("", ".."):
        return f"until {_point_words(end)}"
    if end in ("", ".."):
        return f"from {_point_words(start)} on"
    return f"{_point_words(start)} to {_point_words(end)}"


def _point_words(point: str) -> str:
    found = _POINT.fullmatch(point)
    if found is None:
        return point
    words = _year_words(found["year"])
    month = int(found["month"]) if (found["month"] or "").isdigit() else 0
    if month in _SEASONS:
        words = f"{_SEASONS[month]} {words}"
    elif 1 <= month <= 12:
        day = f"{int(found['day'])} " if (found["day"] or "").isdigit() else ""
        words = f"{day}{calendar.month_name[month]} {words}"
    elif month:
        return point
    clock = f", {found['hour']}:{found['minute']}" if found["hour"] else ""
    return f"{_MARKS[found['mark']]}{words}{clock}"


def _year_words(year: str) -> str:
    if year.endswith("XX"):
        return f"the years {year[:2]}00 to {year[:2]}99"
    return f"the {year[:3]}0s" if year.endswith("X") else str(int(year))


def edtf_order(edtf: str | None) -> tuple[int, str]:
    """A sorting key: earlier first, an open start before its end, unknown dates last."""
    if not edtf:
        return (1, "")
    start, _, end = edtf.partition("/")
    point = end if start in ("", "..") else start
    return (0, point.rstrip("~?%").replace("X", "0"))
