"""Notes of correction that articles carry, since which version, and whether they still do."""

from collections.abc import Sequence
from datetime import date, datetime

from newsroom.article import ArticleId
from newsroom.version import Correction, CorrectionKind, NotedCorrection
from storage.database import Database
from storage.rows import ONE_OF, citation_from, in_utc, listed, span_from

_COLUMNS = (
    "c.kind, c.text, c.start_char, c.end_char, c.stated_on, c.version, c.seen_at,"
    " a.article_id, a.title, a.outlet, a.published_at, a.url"
)


def keep_corrections(
    db: Database,
    article_id: ArticleId,
    version: int,
    corrections: Sequence[Correction],
    seen_at: datetime,
) -> None:
    """Bring the notes up to a version's: one that is new is kept, one that is gone loses its place.

    A note is known again by its words.
    """
    known = dict(
        db.execute(
            "select text, correction_id from corrections where article_id = ?", [article_id]
        ).fetchall()
    )
    db.execute(
        "update corrections set start_char = null, end_char = null where article_id = ?",
        [article_id],
    )
    for note in corrections:
        place = (note.span.start_char, note.span.end_char) if note.span else (None, None)
        if note.text in known:
            db.execute(
                "update corrections set start_char = ?, end_char = ? where correction_id = ?",
                [*place, known[note.text]],
            )
            continue
        db.execute(
            "insert into corrections (article_id, version, seen_at, kind, stated_on, start_char,"
            " end_char, text) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                article_id,
                version,
                in_utc(seen_at),
                note.kind.value,
                note.stated_on.isoformat() if note.stated_on else None,
                *place,
                note.text,
            ],
        )


def corrections_of(db: Database, article_ids: Sequence[ArticleId]) -> tuple[NotedCorrection, ...]:
    """The notes of some articles, the newest first."""
    rows = db.execute(
        f"select {_COLUMNS} from corrections c join articles a using (article_id)"
        f" where c.article_id {ONE_OF} order by c.correction_id desc",
        [listed(article_ids)],
    )
    return tuple(map(_noted, rows))


def find_corrections_since(db: Database, moment: datetime) -> tuple[NotedCorrection, ...]:
    """The notes that the desk has first seen from a moment on, oldest first."""
    rows = db.execute(
        f"select {_COLUMNS} from corrections c join articles a using (article_id)"
        " where c.seen_at >= ? order by c.seen_at, c.correction_id",
        [in_utc(moment)],
    )
    return tuple(map(_noted, rows))


def find_later_corrections(
    db: Database, since: datetime, until: datetime, upto: ArticleId
) -> tuple[NotedCorrection, ...]:
    """The notes that later versions of articles brought after one moment and up to another."""
    rows = db.execute(
        f"select {_COLUMNS} from corrections c join articles a using (article_id)"
        " where c.version > 1 and c.seen_at > ? and c.seen_at <= ? and c.article_id <= ?"
        " order by c.correction_id",
        [in_utc(since), in_utc(until), upto],
    )
    return tuple(map(_noted, rows))


def _noted(row: Sequence[object]) -> NotedCorrection:
    kind, text, start, end, stated_on, version, seen_at, *article = row
    place = span_from(
        int(str(start)) if start is not None else None, int(str(end)) if end is not None else None
    )
    told = date.fromisoformat(str(stated_on)) if stated_on is not None else None
    return NotedCorrection(
        citation_from(article),
        Correction(CorrectionKind(str(kind)), str(text), place, told),
        int(str(version)),
        datetime.fromisoformat(str(seen_at)),
    )
