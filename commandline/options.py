"""The command line's own kinds of value: a desk's name and a share of the shards."""

import re
from dataclasses import dataclass
from datetime import date

import click

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
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
