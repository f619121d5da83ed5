"""Whether a file is built as a desk is: its tables, indexes and triggers, and nothing besides.

A file that comes from elsewhere may hold a trigger or a view of somebody's making, which would run
with every later write; so what it is built of is compared before anything in it is used.
"""

import re
import sqlite3
from contextlib import closing
from functools import cache

from storage.database import Database
from storage.migrations import migrations

_FUNCTIONS = {"fold": 1, "indexed_words": 2, "word_keys": 1}
_QUOTES = re.compile(r"[\"'`\[\]\s]+")
_BY_SQLITE = "name not like 'sqlite\\_%' escape '\\' or name like 'sqlite\\_autoindex%' escape '\\'"

LIST = migrations.migrations_table
"""Where a file says which migrations it has had; read only once it proves to be a plain table."""

Part = tuple[str, str, str, str]
"""A table, index, trigger or view: its kind, its name, what it belongs to, and its words."""


def is_newer(conn: sqlite3.Connection) -> bool:
    """Whether a later version wrote a file: it has migrations that are not known here."""
    if not any(name == LIST for _, name, _, _ in _parts(conn) & _expected(len(_names()))):
        return False
    return bool(_applied(conn) - set(_names()))


def is_genuine(conn: sqlite3.Connection) -> bool:
    """Whether a file has all that some version of a desk has, and only that."""
    parts, names = _parts(conn), _names()
    versions = range(len(names), 0, -1)
    built = next((count for count in versions if parts == _expected(count)), None)
    return built is not None and _applied(conn) == set(names[:built])


def _names() -> list[str]:
    return [migration.name for migration in migrations._migrations]


def _applied(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute(f"select name from {LIST}")}


def _parts(conn: sqlite3.Connection) -> frozenset[Part]:
    rows = conn.execute(f"select type, name, tbl_name, sql from sqlite_master where {_BY_SQLITE}")
    return frozenset((kind, name, owner, _bare(sql or "")) for kind, name, owner, sql in rows)


def _bare(sql: str) -> str:
    """The words alone: how they are quoted and set may have changed with the library."""
    return _QUOTES.sub(" ", sql).strip().casefold()


@cache
def _expected(count: int) -> frozenset[Part]:
    """What the first migrations make of an empty file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        for name, arguments in _FUNCTIONS.items():
            conn.create_function(name, arguments, lambda *given: "[]", deterministic=True)
        later = [migration.name for migration in migrations._migrations[count:]]
        migrations.apply(Database(conn, execute_plugins=False), stop_before=later)
        return _parts(conn)
