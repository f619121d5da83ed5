"""What a desk has set for itself."""

from newsroom.desk import DeskRoles
from storage.database import Database

_ROLES = {"contributor": "role.contributor", "editor": "role.editor"}


def get_roles(db: Database) -> DeskRoles:
    """The Discord roles that may add and correct; None where none is set."""
    rows = dict(db.execute("select key, value from desk_settings"))
    kept = {field: rows.get(key) for field, key in _ROLES.items()}
    return DeskRoles(**{field: int(value) if value else None for field, value in kept.items()})


def set_roles(db: Database, roles: DeskRoles) -> None:
    """Set both roles; None unsets one."""
    for field, key in _ROLES.items():
        value = getattr(roles, field)
        if value is None:
            db.execute("delete from desk_settings where key = ?", [key])
        else:
            db.execute(
                "insert into desk_settings (key, value) values (?, ?)"
                " on conflict (key) do update set value = excluded.value",
                [key, str(value)],
            )
