"""Names known beforehand, imported from a CSV file in a terminal."""

from pathlib import Path

from commandline.entities import note
from commandline.opening import Desk
from commandline.output import complain, progress, say
from extraction.names_file import read_names
from newsroom.errors import UnreadableInput
from presentation.text import plural


def import_names(desk: Desk, path: Path) -> int:
    """Import a CSV file of names, and record who brought it; 1 when some rows were left out."""
    refused = 0

    def refuse(where: str, why: str) -> None:
        nonlocal refused
        refused += 1
        complain(f"{path}, {where}: {why}")

    try:
        with (
            path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines,
            progress("Importing names", None) as advance,
        ):
            rows = read_names(lines, refuse)
            bringing = desk.services.curation.import_rows(
                desk.name, rows, note(path.name), lambda: refused, advance
            )
            count = desk.wait(bringing)
    except UnreadableInput as error:
        raise UnreadableInput(f"{path}: {error}.") from None
    except OSError as error:
        raise UnreadableInput(f"{path}: {(error.strerror or 'cannot be read').lower()}.") from None
    say(f"{plural(count, 'name')} imported, {plural(refused, 'row')} left out.")
    return 1 if refused else 0
