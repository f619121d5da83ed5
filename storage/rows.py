"""Values to rows and back: dates as text, spans as pairs, lists of marks for bound values."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from newsroom.article import ArticleId, Citation, Span

T = TypeVar("T")
BOUND_VALUES = 500
"""How many values one statement binds at most; SQLite's own limit is far above."""


def moment_text(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 text; a naive one stays naive."""
    return moment.isoformat() if moment is not None else None


def moment_from(text: str | None) -> datetime | None:
    """The moment that `moment_text` wrote."""
    return datetime.fromisoformat(text) if text is not None else None


def in_utc(moment: datetime) -> str:
    """A moment as text that sorts: in UTC, a naive one read as UTC."""
    try:
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # a zone carries the first or the last day out of what can be told
        aware = moment.replace(tzinfo=UTC)
    return aware.isoformat()


ONE_OF = "in (select value from json_each(?))"
"""One of any number of values, bound as `listed`.

A mark for each value would make a statement of each count: SQLite keeps some hundred of them for
every connection, those with hundreds of marks at 100 KB each, and reads each anew where it differs.
"""


def listed(values: Iterable[int | str]) -> str:
    """Values as what `ONE_OF` is bound to: a JSON array."""
    return json.dumps(list(values))


def marks(values: Sequence[object]) -> str:
    """Question marks to bind some values: "?, ?, ?"."""
    return ", ".join("?" * len(values))


def chunks(values: Sequence[T], size: int = BOUND_VALUES) -> Iterator[Sequence[T]]:
    """The values in runs short enough for one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def span_from(start: int | None, end: int | None) -> Span | None:
    """A span from its two columns; None where either is null."""
    return Span(start, end) if start is not None and end is not None else None


def citation_from(row: Sequence[object]) -> Citation:
    """A citation from (article_id, title, outlet, published_at, url)."""
    article_id, title, outlet, published_at, url = row
    return Citation(
        ArticleId(int(str(article_id))),
        str(title),
        str(outlet) if outlet is not None else None,
        moment_from(str(published_at) if published_at is not None else None),
        str(url) if url is not None else None,
    )
