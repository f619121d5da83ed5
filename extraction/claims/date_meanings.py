"""What the words of a date mean in ISO 8601 / EDTF on the day when an article appeared.

`2023-12~` is about December 2023, `2022/..` since 2022, `199X` the nineties, `2031-03?` perhaps.
"""

import re
from datetime import date, timedelta

MONTHS = (
    "january february march april may june july august september october november december".split()
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "half a": 0.5,
}  # fmt: skip
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_UNIT_YEARS = {"year": 1, "decade": 10, "century": 100, "centurie": 100}
_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1}

Groups = dict[str, str | None]


def absolute(kind: str, groups: Groups) -> str:
    """A year, a month of a year, a decade, or a range of them."""
    year, part = groups.get("year") or "", groups.get("part")
    month = month_number(groups.get("month"))
    if kind == "decade":
        return (f"19{groups['tens']}X" if groups.get("tens") else year[:3] + "X") + _mark(part)
    first = f"{year}-{month:02}{_mark(part)}" if month else part_of_year(year, part)
    if kind == "months":
        return f"{first}/{year}-{month_number(groups['month2']):02}"
    if kind == "years":
        until = groups["until"] or ""
        return f"{first}/{year[: 4 - len(until)]}{until}"
    if kind == "range":
        return f"{first}/{groups['until']}"
    return f"{first}/.." if kind == "since" else first


def relative(kind: str, groups: Groups, reference: date, is_ahead: bool) -> str | None:
    """What words mean that count from the article's own day."""
    if kind == "day":
        word = (groups["which"] or "").lower()
        shift = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(word, 0)
        return (reference + timedelta(days=shift)).isoformat()
    which = (groups.get("which") or "").lower()
    if kind == "weekday":
        return _weekday((groups["weekday"] or "").lower(), which, reference, is_ahead)
    if kind == "ago":
        return _ago(groups["count"] or "", (groups["unit"] or "").lower(), reference)
    if kind == "season":
        return _season((groups["season"] or "").lower(), which, reference)
    if kind == "named month":
        return _named_month(groups, which, reference, is_ahead)
    return _unit((groups["unit"] or "").lower(), _SHIFTS[which], groups.get("part"), reference)


def day_without_year(groups: Groups, reference: date | None, is_ahead: bool) -> str | None:
    """ "March 3": of the year that brings it nearest, or the next one that is ahead."""
    month, day = month_number(groups["month"] or groups["month2"]), groups["day"] or groups["day2"]
    if not month or not day or not 1 <= int(day) <= 31:
        return None
    if reference is None:
        return f"--{month:02}-{int(day):02}"
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [one for year in years if (one := _date(year, month, int(day)))]
    if is_ahead:
        days = [one for one in days if one >= reference] or days
    near = min(days, key=lambda one: (abs((one - reference).days), one), default=None)
    return near.isoformat() if near else None


def month_number(word: str | None) -> int:
    """The number of a month by name, short name or digits; 0 when it is none."""
    if not word:
        return 0
    if word.isdigit():
        return int(word)
    stem = word.lower().rstrip(".")
    if len(stem) < 3:
        return 0
    for number, name in enumerate(MONTHS, start=1):
        if name.startswith(stem) or (stem == "sept" and name == "september"):
            return number
    return 0


def part_of_year(year: str, part: str | None) -> str:
    """A year or a part of one; halves and quarters by their first month, the rest approximate."""
    words = " ".join((part or "").lower().replace("-", " ").split())
    if not words:
        return year
    starts = {"first half": "01", "second half": "07", "first quarter": "01",
              "second quarter": "04", "third quarter": "07", "fourth quarter": "10"}  # fmt: skip
    if words in starts:
        return f"{year}-{starts[words]}"
    if words in SEASONS:
        return f"{year}-{SEASONS[words]}"
    about = {"end": "12", "late": "12", "middle": "06", "mid": "06"}.get(words, "01")
    return f"{year}-{about}~"


def _mark(part: str | None) -> str:
    return "~" if part else ""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unit(unit: str, shift: int, part: str | None, reference: date) -> str:
    if unit == "year":
        return part_of_year(str(reference.year + shift), part)
    if unit == "decade":
        return f"{reference.year + 10 * shift}"[:3] + "X"
    if unit == "month":
        return _month_shifted(reference, shift) + _mark(part)
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
    first = monday + timedelta(days=5) if unit == "weekend" else monday
    return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _ago(count: str, unit: str, reference: date) -> str | None:
    words = " ".join(count.lower().split())
    number = NUMBERS.get(words) or (int(words) if re.fullmatch(r"\d{1,4}", words) else None)
    if number is None:
        return None
    if unit in _UNIT_YEARS:
        year = reference.year - int(number * _UNIT_YEARS[unit])
        return f"{year:04}~" if year > 0 else None
    if unit == "month":
        return _month_shifted(reference, -int(number)) + "~"
    try:
        return (reference - timedelta(days=int(number * _UNIT_DAYS[unit]))).isoformat() + "~"
    except OverflowError:
        return None


def _weekday(name: str, which: str, reference: date, is_ahead: bool) -> str:
    """A weekday is the nearest one past, unless the words or what goes before look ahead."""
    back = (reference.weekday() - DAYS.index(name)) % 7
    if which == "next":
        return (reference + timedelta(days=(7 - back) or 7)).isoformat()
    if which == "last" or (which == "" and not is_ahead):
        return (reference - timedelta(days=(back or 7) if which else back)).isoformat()
    return (reference + timedelta(days=(7 - back) % 7)).isoformat()


def _season(name: str, which: str, reference: date) -> str:
    """ "last summer": the one that is over; "this fall": of this year; a winter by its December."""
    start = {21: 3, 22: 6, 23: 9, 24: 12}[SEASONS[name]]
    year = reference.year
    in_winter = name == "winter" and reference.month <= 2
    if which in ("last", "past"):
        is_over = reference.month > start + 2 and name != "winter"
        year -= 0 if is_over else 2 if in_winter else 1
    elif which == "next":
        year += 1 if reference.month >= start else 0
    elif in_winter:
        year -= 1
    return f"{year}-{SEASONS[name]}"


def _named_month(groups: Groups, which: str, reference: date, is_ahead: bool) -> str | None:
    """ "last March", "in March": the nearest one past, or the next where the text looks ahead."""
    month = month_number(groups["month"])
    if not month:
        return None
    year = reference.year
    if which == "next" or (is_ahead and which != "last"):
        is_over = month < reference.month or (which == "next" and month == reference.month)
        year += 1 if is_over else 0
    elif month > reference.month or (which == "last" and month == reference.month):
        year -= 1
    if which == "this":
        year = reference.year
    return f"{year}-{month:02}" + (_mark(groups.get("part")) or ("" if which else "?"))


def _month_shifted(reference: date, shift: int) -> str:
    months = reference.year * 12 + reference.month - 1 + shift
    return f"{max(months, 12) // 12:04}-{months % 12 + 1:02}"
