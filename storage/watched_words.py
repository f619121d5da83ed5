"""Watches whose words came only from one article, and go when it does."""

from collections.abc import Sequence

from newsroom.article import ArticleId
from newsroom.carried import ToldWatch
from newsroom.watch import Watch, WatchId
from storage.database import Database
from storage.watches import find_watch, told_by

_STAND = " or ".join(
    f"exists (select 1 from {table} t where t.article_id {{0}} :article"
    " and instr(fold(t.title || ' ' || t.text), fold(w.words)) > 0)"
    for table in ("articles", "article_versions")
)


def find_watches_told_by(db: Database, article_id: ArticleId) -> tuple[WatchId, ...]:
    """The watches whose words are an article's alone: they stand in it, in whatever version.

    Those on one of its entities come along, by whatever name.
    """
    rows = db.execute(
        f"select w.watch_id from watches w where ({_STAND.format('=')}"
        " or w.entity_id in"
        " (select entity_id from article_entities where article_id = :article))"
        f" and not ({_STAND.format('<>')})",
        {"article": article_id},
    )
    return tuple(WatchId(row[0]) for row in rows.fetchall())


def list_going(
    db: Database, article_id: ArticleId, told: Sequence[WatchId]
) -> tuple[ToldWatch, ...]:
    """Those of the watches that an article tells of which go with it: no entity of theirs stays."""
    found = [find_watch(db, watch_id) for watch_id in told]
    return tuple(
        told_by(db, watch)
        for watch in found
        if watch is not None and not _stays(db, watch, article_id)
    )


def _stays(db: Database, watch: Watch, article_id: ArticleId) -> bool:
    row = db.execute(
        "select 1 from article_entities where entity_id = :entity and article_id <> :article"
        " union select 1 from article_entities"
        "  where coalesce(read_as, entity_id) = :entity and article_id <> :article"
        " union select 1 from entities where entity_id = :entity and is_imported",
        {"entity": watch.entity_id, "article": article_id},
    ).fetchone()
    return row is not None


def remove_watches_of_nothing(db: Database, watches: Sequence[WatchId]) -> None:
    """Remove those of some watches that have no entity, after their article has gone."""
    db.conn.executemany(
        "delete from watches where watch_id = ? and entity_id is null",
        [[watch_id] for watch_id in watches],
    )
