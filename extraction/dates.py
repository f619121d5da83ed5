"""Dates in articles: when an article appeared, and when what it tells happened.

Meanings are written in ISO 8601 / EDTF: `2023-12~` is about December 2023, `2022/..` since 2022.
"""

import re
from datetime import date, datetime, timedelta

from newsroom.article import Span
from newsroom.attribution import DateMention

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|jun\.|july?|"
    r"jul\.|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR_WORDS = frozenset((*_MONTHS, *_DAYS))
_CLOCK = r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?P<half>[ap])\.?m\.?)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_FULL_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}\b{_CLOCK}", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b{_CLOCK}", re.I),
    re.compile(
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b(?:[T ](?P<hour>\d\d):(?P<minute>\d\d))?"
    ),
)

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
            "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_UNIT_DAYS = {"day": 1, "week": 7}

_PERIOD = (
    r"(?:the\s+)?(?:(?P<part>beginning|start|early|middle|mid|end|late|first\s+half|second\s+half|"
    r"(?:first|second|third|fourth)\s+quarter|spring|summer|autumn|fall|winter)[\s-]+(?:of\s+)?)?"
)
_MENTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "range",
        re.compile(
            rf"\b(?:from|between)\s+{_PERIOD}{_YEAR}\s+(?:to|until|and|till|through)\s+"
            r"(?:(?:the\s+)?(?:early|mid|late|end\s+of)[\s-]*)?(?P<until>(?:19|20)\d\d)\b",
            re.I,
        ),
    ),
    ("since", re.compile(rf"\bsince\s+(?:{_MONTH}\s+)?{_PERIOD}{_YEAR}\b", re.I)),
    ("full", _FULL_DATES[0]),
    ("full", _FULL_DATES[1]),
    ("full", _FULL_DATES[2]),
    ("month", re.compile(rf"\b(?:(?P<part>early|mid|late)[\s-]+)?{_MONTH}\s+{_YEAR}\b", re.I)),
    (
        "last",
        re.compile(
            r"\b(?:(?:at|in|by|around)\s+)?(?:(?:the\s+)?(?P<part>end|beginning|start|middle|late|early)"
            r"[\s-]+(?:of\s+)?)?(?P<which>last|this|next)\s+(?P<unit>year|month|week)\b",
            re.I,
        ),
    ),
    (
        "ago",
        re.compile(
            rf"\b(?P<count>\d+|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week|month|year)s?\s+"
            r"(?:ago|earlier)\b",
            re.I,
        ),
    ),
    ("day", re.compile(r"\b(?P<which>today|yesterday|tomorrow|tonight)\b", re.I)),
    (
        "weekday",
        re.compile(
            rf"\b(?:on\s+|(?P<which>last|next)\s+)?(?P<weekday>{'|'.join(_DAYS)})\b"
            r"(?:\s+(?:morning|afternoon|evening|night))?",
            re.I,
        ),
    ),
    (
        "dayonly",
        re.compile(
            rf"\b(?:on\s+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}|"
            r"(?P<month2>[A-Z][a-z]{2,8}\.?)\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)\b(?!\d|,?\s+\d{4})",
        ),
    ),
    ("year", re.compile(rf"\b(?:(?:in|by|during|until)\s+)?{_PERIOD}{_YEAR}\b", re.I)),
    (
        "clock",
        re.compile(
            r"\b(?:(?:at|around|about|by|before|after)\s+)?\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\.?(?=\W|$)",
            re.I,
        ),
    ),
)


def read_timestamp(text: str) -> datetime | None:
    """The moment that a whole string states, naive where it has no zone; None if it states none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = find_timestamp(text)
        return found[0] if found else None


def find_timestamp(text: str, start: int = 0) -> tuple[datetime, Span] | None:
    """The first full calendar date in the text, with its time of day if one follows."""
    found = [match for pattern in _FULL_DATES if (match := pattern.search(text))]
    for match in sorted(found, key=lambda item: item.start()):
        day = _calendar_date(match)
        if day:
            moment = datetime(day.year, day.month, day.day, *_clock(match))
            return moment, Span(start + match.start(), start + match.end())
    return None


def extract_dates(text: str, span: Span, published_at: datetime | None) -> tuple[DateMention, ...]:
    """The dates within a span of the text, relative ones resolved against the publication date."""
    taken: list[DateMention] = []
    reference = published_at.date() if published_at else None
    for kind, pattern in _MENTIONS:
        for match in pattern.finditer(text, span.start_char, span.end_char):
            place = Span(match.start(), match.end())
            if any(place.overlaps(other.span) for other in taken):
                continue
            edtf = _meaning(kind, match, reference)
            if kind == "dayonly" and edtf is None:
                continue
            taken.append(DateMention(match.group(), place, edtf))
    return tuple(sorted(taken, key=lambda mention: mention.span))


def _meaning(kind: str, match: re.Match[str], reference: date | None) -> str | None:
    if kind == "full":
        day = _calendar_date(match)
        return day.isoformat() if day else None
    if kind in ("range", "since", "month", "year"):
        return _absolute(kind, match)
    if kind == "dayonly":
        return _day_without_year(match, reference)
    if reference is None or kind == "clock":
        return None
    return _relative(kind, match, reference)


def _absolute(kind: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    month = _month_number(groups.get("month"))
    first = (
        _part_of_year(groups["year"], groups.get("part"))
        if not month
        else (f"{groups['year']}-{month:02}" + ("~" if groups.get("part") else ""))
    )
    if kind == "range":
        return f"{first}/{groups['until']}"
    return f"{first}/.." if kind == "since" else first


def _relative(kind: str, match: re.Match[str], reference: date) -> str | None:
    groups = match.groupdict()
    if kind == "day":
        shift = {"yesterday": -1, "tomorrow": 1}.get(groups["which"].lower(), 0)
        return (reference + timedelta(days=shift)).isoformat()
    if kind == "weekday":
        return _weekday(groups["weekday"], groups["which"], reference)
    if kind == "ago":
        return _ago(groups["count"], groups["unit"].lower(), reference)
    shift = {"last": -1, "this": 0, "next": 1}[groups["which"].lower()]
    if groups["unit"].lower() == "year":
        return _part_of_year(str(reference.year + shift), groups["part"])
    if groups["unit"].lower() == "month":
        return _month_shifted(reference, shift)
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _ago(count: str, unit: str, reference: date) -> str:
    number = _NUMBERS.get(count.lower()) or int(count)
    if unit == "year":
        return f"{reference.year - number}~"
    if unit == "month":
        return _month_shifted(reference, -number) + "~"
    try:
        return (reference - timedelta(days=number * _UNIT_DAYS[unit])).isoformat() + "~"
    except OverflowError:
        return ".."


def _weekday(name: str, which: str | None, reference: date) -> str:
    """A weekday in news is the nearest one past, unless the text says next."""
    gap = (reference.weekday() - _DAYS.index(name.lower())) % 7
    if which and which.lower() == "next":
        return (reference + timedelta(days=(7 - gap) or 7)).isoformat()
    if which and gap == 0:
        gap = 7
    return (reference - timedelta(days=gap)).isoformat()


def _month_shifted(reference: date, shift: int) -> str:
    months = reference.year * 12 + reference.month - 1 + shift
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _part_of_year(year: str, part: str | None) -> str:
    """A year or a part of one; halves and quarters by their first month, the rest approximate."""
    words = " ".join((part or "").lower().split())
    if not words:
        return year
    starts = {"first half": "01", "second half": "07", "first quarter": "01",
              "second quarter": "04", "third quarter": "07", "fourth quarter": "10"}  # fmt: skip
    if words in starts:
        return f"{year}-{starts[words]}"
    seasons = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
    if words in seasons:
        return f"{year}-{seasons[words]}"
    about = {"end": "12", "late": "12", "middle": "06", "mid": "06"}.get(words, "01")
    return f"{year}-{about}~"


def _day_without_year(match: re.Match[str], reference: date | None) -> str | None:
    groups = match.groupdict()
    month = _month_number(groups["month"] or groups["month2"])
    day = int(groups["day"] or groups["day2"])
    if not month or not 1 <= day <= 31:
        return None
    return f"{reference.year}-{month:02}-{day:02}" if reference else f"--{month:02}-{day:02}"


def _calendar_date(match: re.Match[str]) -> date | None:
    month = _month_number(match["month"])
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _month_number(word: str | None) -> int:
    if not word:
        return 0
    if word.isdigit():
        return int(word)
    stem = word.lower().rstrip(".")
    if len(stem) < 3:
        return 0
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(stem) or (stem == "sept" and name == "september"):
            return number
    return 0


def _clock(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("hour") is None:
        return (0, 0)
    hour, minute = int(groups["hour"]), int(groups["minute"])
    if groups.get("half"):
        hour = hour % 12 + (12 if groups["half"].lower() == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else (0, 0)
