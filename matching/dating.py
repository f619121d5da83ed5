"""Times in questions against the dates of claims: "December 2023" finds "late last year"."""

import re
from collections.abc import Iterable

from newsroom.attribution import DateMention

MONTHS = (
    "january february march april may june july august september october november december"
).split()
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|january|february|march|april|june|july|august|september|october|november"
    r"|december)\b|\bmay\s+(?:\d{1,2}\b|(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def names_time(subject: str) -> bool:
    """Whether a question turns on a year or a month."""
    return _TIME.search(subject) is not None


def date_words(dates: Iterable[DateMention]) -> str:
    """The years, months and days that dates mean, in words: "2023-12~" is "2023 december"."""
    found = [parts for date in dates if date.edtf for parts in _DATE.findall(date.edtf)]
    words: list[str] = []
    for year, month, day in found:
        words.append(year)
        if month and 1 <= int(month) <= len(MONTHS):
            words.append(MONTHS[int(month) - 1])
        if day:
            words.append(str(int(day)))
    return " ".join(dict.fromkeys(words))
