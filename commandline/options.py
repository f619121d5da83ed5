"""The command line's own kinds of value, and the options that many commands share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

LOCAL_DESK = "local"
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
F = TypeVar("F", bound=Callable[..., Any])

_DESK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SHARDS = re.compile(r"(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?/(?P<total>\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Share:
    """The shards that one process runs, and how many there are in all."""

    shards: tuple[int, ...]
    total: int


class DeskName(click.ParamType[str]):
    """The name of a desk, which is also its file's."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself, if it can be one."""
        if not _DESK_NAME.fullmatch(value):
            self.fail(f"{value!r} is no desk name; use letters, digits, - and _.", param, ctx)
        return value


class Shards(click.ParamType[Share]):
    """A share of the shards, such as 0-3/16: the first four of sixteen."""

    name = "first-last/total"

    def convert(
        self,
        value: str | Share,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Share:
        """The numbers of the shards to run, and how many there are in all."""
        if isinstance(value, Share):
            return value
        found = _SHARDS.fullmatch(value)
        first, total = (int(found["first"]), int(found["total"])) if found else (0, 0)
        last = int(found["last"] or first) if found else 0
        if not first <= last < total:
            self.fail(f"{value!r} is no share of shards; write for example 0-3/16.", param, ctx)
        return Share(tuple(range(first, last + 1)), total)


class Day(click.ParamType[date]):
    """A day, such as 2024-10-25."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that the text states."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-10-25.", param, ctx)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self.fail(f"{value!r} is out of reach; use a day of this age.", param, ctx)
        return day


def in_folder(command: F) -> F:
    """Add the option that says where the desks are."""
    words = "Where the desks are.  [default: DATA_DIR or ./data]"
    folder = click.Path(file_okay=False, path_type=Path)
    return click.option("--data-dir", type=folder, help=words)(command)


def on_desk(command: F) -> F:
    """Add the options of every command that stores or reads."""
    option = click.option(
        "--desk", type=DeskName(), default=LOCAL_DESK, show_default=True, help="The desk."
    )
    return option(in_folder(command))


def as_objects(command: F) -> F:
    """Add the option for programs."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")(command)
