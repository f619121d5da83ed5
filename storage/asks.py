"""Questions whose answers have buttons, kept so that the buttons outlive a restart."""

import json
from datetime import datetime

from newsroom.desk import Ask, AskId
from storage.database import Database
from storage.rows import in_utc


def record_ask(db: Database, ask: Ask) -> AskId:
    """Keep a question; the id goes into its buttons."""
    cursor = db.execute(
        "insert into asks (command, options, user_id, asked_at) values (?, ?, ?, ?)",
        [ask.command, json.dumps(ask.options), ask.user_id, in_utc(ask.asked_at)],
    )
    return AskId(int(cursor.lastrowid or 0))


def find_ask(db: Database, ask_id: AskId) -> Ask | None:
    """The question of an id; None when it is no longer kept."""
    row = db.execute(
        "select command, options, user_id, asked_at from asks where ask_id = ?", [ask_id]
    ).fetchone()
    if row is None:
        return None
    options = tuple((str(name), str(value)) for name, value in json.loads(row[1]))
    return Ask(row[0], options, row[2], datetime.fromisoformat(row[3]))


def remove_asks_before(db: Database, moment: datetime) -> int:
    """Drop questions older than a moment; how many there were."""
    cursor = db.execute("delete from asks where asked_at < ?", [in_utc(moment)])
    return cursor.rowcount


def clear_asks(db: Database) -> None:
    """Drop every question: what was picked from a list may be an article's own words."""
    db.execute("delete from asks")
