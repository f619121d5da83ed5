"""The words in which the shape of an export is written down: fields, and parts that hold them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value is, in JSON and in its column."""

    TEXT = "text"
    WHOLE = "whole number"
    SCORE = "number"
    FLAG = "true or false"
    SPAN = "pair of places"
    MOMENT = "moment"
    STATED = "date as the article states it"
    WORDS = "list of texts"
    DAY = "day"
    CLAIM = "claim as it was read"
    CHANGE = "change from one version to the next"


WRITTEN_AS_JSON = frozenset({Kind.WORDS, Kind.CLAIM, Kind.CHANGE})
"""What stands in its column as JSON text."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record and the column, or for a span the two columns, that it comes from.

    `of` says what a number is the number of. `holds` names the key whose text a span must hold.
    `read` is an expression for a value that does not simply stand in its column; without a column
    it is not written back.
    """

    key: str
    kind: Kind
    columns: tuple[str, ...]
    is_optional: bool = False
    choices: frozenset[str] = frozenset()
    of: str | None = None
    holds: str | None = None
    read: str | None = None
    is_discord_id: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that belong to a record: under which key, in which order.

    `owner` is the column with the owner's number; where `is_positioned` a row's place in the list
    is its position. `joins` brings the tables that `read` expressions need.
    `only` is a condition on the rows of a record that has no parts: the others stay on the desk.
    """

    key: str
    table: str
    owner: str
    fields: tuple[Field, ...]
    order: str
    joins: str = ""
    is_positioned: bool = False
    parts: tuple["Part", ...] = ()
    only: str = ""


def text(
    key: str, column: str | None = None, *, optional: bool = False, choices: Iterable[str] = ()
) -> Field:
    """A text, perhaps one of some choices."""
    return Field(key, Kind.TEXT, (column or key,), optional, frozenset(choices))


def whole(key: str, column: str | None = None, *, optional: bool = False) -> Field:
    """A whole number, zero or more."""
    return Field(key, Kind.WHOLE, (column or key,), optional)


def score(key: str) -> Field:
    """A number."""
    return Field(key, Kind.SCORE, (key,))


def flag(key: str, column: str) -> Field:
    """True or false."""
    return Field(key, Kind.FLAG, (column,))


def moment(key: str, *, optional: bool = False) -> Field:
    """A moment in ISO 8601."""
    return Field(key, Kind.MOMENT, (key,), optional)


def day(key: str, *, optional: bool = False) -> Field:
    """A day in ISO 8601."""
    return Field(key, Kind.DAY, (key,), optional)


def discord_id(key: str) -> Field:
    """A number of Discord's, without which the record is none."""
    return Field(key, Kind.WHOLE, (key,), is_discord_id=True)


def number_of(what: str, key: str, column: str, *, optional: bool = False) -> Field:
    """The number of an entity, article, claim or story."""
    return Field(key, Kind.WHOLE, (column,), optional, of=what)


def span(
    key: str = "span",
    columns: tuple[str, str] = ("start_char", "end_char"),
    *,
    optional: bool = False,
    holds: str | None = None,
) -> Field:
    """A span of the article's text."""
    return Field(key, Kind.SPAN, columns, optional, holds=holds)


def from_join(field: Field, expression: str) -> Field:
    """A field whose value stands in a joined table."""
    return Field(field.key, field.kind, (), field.is_optional, field.choices, read=expression)
