"""Desks as earlier versions of Byline left them, to be migrated."""

from collections.abc import Mapping
from pathlib import Path

from matching.folding import fold
from storage.connections import open_writer
from storage.database import Database
from storage.migrations import migrations
from tests.storage.factories import KEYS

OLD = ("m0012", "m0015", "m0018")
"""The first migrations that such desks have not seen."""
ARTICLES = 40


def make_old_desk(path: Path, before: str) -> None:
    """A desk with articles and names on which no migration from `before` on has been run."""
    every = migrations._migrations
    try:
        migrations._migrations = [each for each in every if each.name < before]
        db = open_writer(path, fold, KEYS)
    finally:
        migrations._migrations = every
    for number in range(ARTICLES):
        words = {"digest": f"d{number}", "name": f"old-{number}", "title": f"Old {number}"}
        _insert(db, "articles", words | {"text": f"Harbour {number} closed. " * 40})
        _insert(db, "entities", {"name": f"Old Hand {number}", "kind": "person"})
        form = {"entity_id": number + 1, "alias": f"Old Hand {number}", "form": "name"}
        _insert(db, "entity_names", form)
    db.close()


def check_old_articles(db: Database) -> bool:
    """Whether all that the old desk held is there."""
    articles = "select count(*) from articles where name like 'old-%' and length(text) > 700"
    names = "select count(*) from entity_names where alias like 'Old Hand %'"
    return all(db.execute(query).fetchone()[0] == ARTICLES for query in (articles, names))


def _insert(db: Database, table: str, given: Mapping[str, object]) -> None:
    """A row of which the columns are filled that this schema asks for."""
    row = dict(given)
    for _, name, kind, not_null, default, key in db.execute(f"pragma table_info({table})"):
        if name == "folded":
            row[name] = fold(str(given.get("alias", given.get("name"))))
        elif name.endswith("_at") and not_null:
            row[name] = "2024-03-02T09:30:00+00:00"
        elif not_null and default is None and not key and name not in row:
            row[name] = 0 if kind == "INTEGER" else ""
    marks = ", ".join("?" * len(row))
    db.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
