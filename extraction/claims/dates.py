"""Dates in articles: when an article appeared, and when what it tells happened."""

import re
from datetime import date, datetime

from extraction.claims import date_meanings as meanings
from newsroom.article import Span
from newsroom.attribution import DateMention

CALENDAR_WORDS = frozenset((*meanings.MONTHS, *meanings.DAYS))
_MONTH_NAMES = (
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|jun\.|july?|"
    r"jul\.|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
_MONTH = rf"(?P<month>{_MONTH_NAMES})"
_FULL_MONTHS = "|".join(name.title() for name in meanings.MONTHS)
_CLOCK = r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?P<half>[ap])\.?m\.?)?)?"
_YEAR = r"(?<![$£€\d.,])(?P<year>(?:19|20)\d\d)(?![\d%]|[.,]\d)"
_TH = r"(?:st|nd|rd|th)?"
_PART = r"(?P<part>beginning|start|early|middle|mid|end|late)"
_COUNTS = "|".join((*meanings.NUMBERS, "a few", "few", "several", "a couple of", "many", "some"))
_THINGS = (
    r"(?!\s+(?:people|men|women|troops|soldiers|votes|jobs|euros|dollars|pounds|miles|km|feet|"
    r"members|delegates|percent|per\s+cent|words|years|homes|tons|tonnes)\b)"
)
_PERIOD = (
    r"(?:the\s+)?(?:(?P<part>beginning|start|early|middle|mid|end|late|first\s+half|second\s+half|"
    r"(?:first|second|third|fourth)\s+quarter|spring|summer|autumn|fall|winter)[\s-]+(?:of\s+)?)?"
)
_WHICH = r"(?P<which>last|this|next|past)"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.I)


_FULL_DATES = (
    _pattern(rf"\b(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b{_CLOCK}"),
    _pattern(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}){_TH},?\s+{_YEAR}\b{_CLOCK}"),
    re.compile(
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"
        r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d))?"
    ),
)
_MENTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "range",
        _pattern(
            rf"\b(?:from|between)\s+{_PERIOD}{_YEAR}\s+(?:to|until|and|till|through)\s+(?:(?:the\s+)?"
            r"(?:early|mid|late|end\s+of)[\s-]*)?(?P<until>(?:19|20)\d\d)\b"
        ),
    ),
    (
        "months",
        _pattern(
            rf"\b(?:(?:from|between)\s+)?{_MONTH}\s*(?:to|until|and|through|-|–)\s*"
            rf"(?P<month2>{_MONTH_NAMES})\s+{_YEAR}\b"
        ),
    ),
    ("since", _pattern(rf"\bsince\s+(?:{_MONTH}\s+)?{_PERIOD}{_YEAR}\b")),
    ("full", _FULL_DATES[0]),
    ("full", _FULL_DATES[1]),
    ("full", _FULL_DATES[2]),
    ("month", _pattern(rf"\b(?:{_PART}[\s-]+(?:of\s+)?)?{_MONTH},?\s+{_YEAR}\b")),
    (
        "decade",
        _pattern(rf"\b(?:in\s+)?(?:the\s+)?(?:{_PART}[\s-]+)?(?P<year>(?:19|20)\d)0['’]?s\b"),
    ),
    ("decade", _pattern(rf"\b(?:the\s+)(?:{_PART}[\s-]+)?['’](?P<tens>[2-9])0s\b")),
    (
        "unit",
        _pattern(
            rf"\b(?:(?:since|at|in|by|around)\s+)?(?:(?:the\s+)?{_PART}[\s-]+(?:of\s+)?)?"
            r"(?P<which>last|this|next)\s+(?P<unit>year|month|weekend|week|decade)\b"
        ),
    ),
    ("season", _pattern(rf"\b(?:since\s+)?{_WHICH}\s+(?P<season>{'|'.join(meanings.SEASONS)})\b")),
    (
        "other",
        _pattern(r"\bthe\s+(?:previous|following|preceding|next)\s+(?:day|week|month|year)\b"),
    ),
    ("ago", _pattern(rf"\b(?P<count>\d+|{_COUNTS})\s+(?P<unit>day|week|fortnight|month|year|decade"
                     r"|centur(?:y|ie))s?\s+ago\b")),
    ("other", _pattern(rf"\b(?:\d+|{_COUNTS})\s+(?:day|week|month|year|decade)s?\s+"
                       r"(?:later|earlier|before|after)\b")),
    ("day", _pattern(r"\b(?:(?P<which>last)\s+night|(?:earlier\s+)?(?P<today>this)\s+(?:morning|"
                     r"afternoon|evening)|(?P<word>today|yesterday|tomorrow|tonight))\b")),
    ("named month", _pattern(rf"\b(?:since\s+)?{_WHICH}\s+(?P<month>{_FULL_MONTHS})\b(?!\s+\d)")),
    (
        "weekday",
        _pattern(
            rf"\b(?:(?:since|on)\s+)?(?:(?P<which>last|next|this)\s+)?(?P<weekday>"
            rf"{'|'.join(meanings.DAYS)})\b(?:\s+(?:morning|afternoon|evening|night))?"
        ),
    ),
    (
        "dayonly",
        _pattern(
            rf"\b(?:(?:since|on)\s+)?(?:(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?{_MONTH}|"
            rf"(?P<month2>(?:{_MONTH_NAMES})\.?)\s+(?P<day2>\d{{1,2}}){_TH})\b(?!\d|,?\s+\d{{4}}|:\d)"
        ),
    ),
    (
        "named month",
        re.compile(
            r"\b(?:(?:[Ss]ince|[Ii]n|[Bb]y|[Uu]ntil|[Dd]uring)\s+|(?:the\s+)?(?P<part>[Ee]arly|"
            rf"[Mm]id|[Ll]ate|end|beginning|middle)[\s-]+(?:of\s+)?)(?P<month>{_FULL_MONTHS})\b"
            r"(?!\s+\d|['’])"
        ),
    ),
    (
        "years",
        re.compile(r"\b(?P<year>(?:19|20)\d\d)\s?[-–]\s?(?P<until>(?:19|20)?\d\d)\b(?![-–]\d)"),
    ),
    ("year", _pattern(rf"\b(?:(?:in|by|during|until)\s+)?{_PERIOD}{_YEAR}\b{_THINGS}")),
    (
        "clock",
        _pattern(
            r"\b(?:(?:at|around|about|by|before|after)\s+)?\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\.?(?=\W|$)"
        ),
    ),
)  # fmt: skip
_AHEAD = re.compile(
    r"\b(?:will|['’]ll|wo|(?:is|are|was|were)\s+(?:to|due|set|scheduled|expected|planned)|scheduled|"
    r"due|plans?|slated|ahead\s+of)\b[^.;!?]{0,80}$",
    re.I,
)
_LOOKBACK = 120


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
    """The dates within a span of the text, relative ones resolved against the publication date.

    Words that count from another day, "three days later", are kept and not resolved.
    """
    taken: list[DateMention] = []
    reference = published_at.date() if published_at else None
    for kind, pattern in _MENTIONS:
        for match in pattern.finditer(text, span.start_char, span.end_char):
            place = Span(match.start(), match.end())
            if any(place.overlaps(other.span) for other in taken):
                continue
            edtf = _meaning(kind, match, reference)
            if edtf is None and kind in ("dayonly", "full"):
                continue
            taken.append(DateMention(match.group(), place, edtf))
    return tuple(sorted(taken, key=lambda mention: mention.span))


def _meaning(kind: str, match: re.Match[str], reference: date | None) -> str | None:
    groups = match.groupdict()
    if kind == "full":
        day = _calendar_date(match)
        return day.isoformat() if day else None
    if kind in ("range", "since", "month", "months", "years", "year", "decade"):
        return meanings.absolute(kind, groups)
    before = match.string[max(0, match.start() - _LOOKBACK) : match.start()]
    is_ahead = bool(_AHEAD.search(before))
    if kind == "dayonly":
        if (groups["month"] or groups["month2"] or "").islower():
            return None
        edtf = meanings.day_without_year(groups, reference, is_ahead)
    elif reference is None or kind in ("clock", "other"):
        return None
    else:
        if kind == "day" and groups["word"]:
            groups["which"] = groups["word"]
        edtf = meanings.relative(kind, groups, reference, is_ahead)
    return f"{edtf}/.." if edtf and match.group().lower().startswith("since") else edtf


def _calendar_date(match: re.Match[str]) -> date | None:
    month = meanings.month_number(match["month"])
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("hour") is None:
        return (0, 0)
    hour, minute = int(groups["hour"]), int(groups["minute"])
    if groups.get("half"):
        hour = hour % 12 + (12 if groups["half"].lower() == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else (0, 0)
