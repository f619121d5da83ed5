"""Who did what on a desk, in a terminal."""

from commandline.opening import Desk
from commandline.output import json_line, say
from presentation.text import inline


def list_entries(desk: Desk, as_json: bool) -> int:
    """The newest entries of the audit, a line each."""
    for entry, name in desk.wait(desk.services.audit.list(desk.name)):
        who = name or entry.person
        if as_json:
            said = ("at", "desk", "command", "objects", "outcome", "hash")
            record: dict[str, object] = {field: getattr(entry, field) for field in said}
            say(json_line({"id": entry.entry_id, "who": who} | record))
        else:
            parts = (f"{entry.entry_id}", entry.at[:19], who, entry.command, entry.objects)
            say(inline("  ".join((*filter(None, parts), entry.outcome))))
    return 0
