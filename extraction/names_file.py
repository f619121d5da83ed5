"""A CSV file of names known beforehand, read row by row."""

import csv
from collections.abc import Callable, Iterable, Iterator

from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import UnreadableInput

COLUMNS = ("name", "kind", "aliases", "description")
MAX_NAME_CHARS = 200
MAX_FIELD_CHARS = 10_000

Refuse = Callable[[str, str], None]
"""Is told of a row that was left out: which lines it stands on, and why."""


def read_names(lines: Iterable[str], refuse: Refuse) -> Iterator[NameRecord]:
    """The names of a file's lines, one at a time; a bad row is refused and the rest kept.

    Raises UnreadableInput when the first line does not name the columns.
    """
    rows = csv.reader(lines, strict=True, skipinitialspace=True)
    _check_header(rows)
    before = rows.line_num
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            refuse(_lines(before, rows.line_num), f"no valid CSV ({error})")
        else:
            if row is None:
                return
            record = _read_row(row) if any(row) else None
            if isinstance(record, NameRecord):
                yield record
            elif record:
                refuse(_lines(before, rows.line_num), record)
        before = rows.line_num


def _check_header(rows: Iterator[list[str]]) -> None:
    try:
        header = tuple(field.strip().lower() for field in next(rows, ()))
    except csv.Error:
        header = ()
    if header != COLUMNS:
        raise UnreadableInput(f"the first line must be {','.join(COLUMNS)}")


def _lines(before: int, last: int) -> str:
    return f"line {last}" if last == before + 1 else f"lines {before + 1} to {last}"


def _read_row(row: list[str]) -> NameRecord | str:
    """The name that a row states, or what is wrong with the row."""
    if len(row) > len(COLUMNS):
        return "more than four fields; put quotation marks around a field that holds a comma"
    fields = [" ".join(field.split()) for field in row] + [""] * (len(COLUMNS) - len(row))
    name, kind, aliases, description = fields
    names = (name, *dict.fromkeys(alias for each in aliases.split(";") if (alias := each.strip())))
    complaint = _complaint(row, names, kind)
    if complaint:
        return complaint
    known = tuple(alias for alias in names[1:] if alias != name)
    return NameRecord(name, EntityKind(kind.lower() or "other"), known, description or None)


def _complaint(row: list[str], names: tuple[str, ...], kind: str) -> str | None:
    if not names[0]:
        return "the name is empty"
    if any("\udc80" <= char <= "\udcff" or char == "\0" for field in row for char in field):
        return "not UTF-8 text"
    if max(map(len, names)) > MAX_NAME_CHARS:
        return f"a name is longer than {MAX_NAME_CHARS} characters"
    if max(map(len, row)) > MAX_FIELD_CHARS:
        return f"a field is longer than {MAX_FIELD_CHARS:,} characters"
    if kind and kind.lower() not in set(EntityKind):
        return f"{kind[:40]!r} is no kind; use {', '.join(EntityKind)}"
    return None
