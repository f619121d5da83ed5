"""What a desk has set for itself."""

from newsroom.desk import DeskRoles
from storage.database import Database

_ROLES = {
    "contributor": "role.contributor",
    "editor": "role.editor",
    "reader": "role.reader",
}
_KEPT_DAYS = "leaving.days"


def get_roles(db: Database) -> DeskRoles:
    """The Discord roles that may read, add and correct; None where none is set."""
    rows = dict(db.execute("select key, value from desk_settings"))
    kept = {field: rows.get(key) for field, key in _ROLES.items()}
    return DeskRoles(**{field: int(value) if value else None for field, value in kept.items()})


def set_roles(db: Database, roles: DeskRoles) -> None:
    """Set all three roles; None unsets one."""
    for field, key in _ROLES.items():
        value = getattr(roles, field)
        if value is None:
            db.execute("delete from desk_settings where key = ?", [key])
        else:
            _set(db, key, str(value))


def get_kept_days(db: Database) -> int | None:
    """How many days the desk outlives the bot's removal from its server; None until set."""
    row = db.execute("select value from desk_settings where key = ?", [_KEPT_DAYS]).fetchone()
    return int(row[0]) if row else None


def set_kept_days(db: Database, days: int) -> None:
    """Set how many days the desk outlives the bot's removal from its server."""
    _set(db, _KEPT_DAYS, str(days))


def _set(db: Database, key: str, value: str) -> None:
    db.execute(
        "insert into desk_settings (key, value) values (?, ?)"
        " on conflict (key) do update set value = excluded.value",
        [key, value],
    )
