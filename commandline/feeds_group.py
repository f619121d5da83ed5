"""`bot.py feeds …`: the commands that follow RSS and Atom feeds, in a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from commandline import feeds as lines
from commandline.opening import opened
from commandline.options import as_objects, on_desk

F = TypeVar("F", bound=Callable[..., Any])


@click.group(no_args_is_help=False)
def feeds() -> None:
    """Follow RSS and Atom feeds."""


def with_filter(command: F) -> F:
    """Add the option that says which items are wanted."""
    words = 'Which items: taiwan OR starlink NOT sport, "quoted phrases", sanction*.'
    return click.option("--filter", "wanted", metavar="WORDS", help=words)(command)


@feeds.command()
@click.argument("url")
@with_filter
@on_desk
def add(url: str, wanted: str | None, desk: str, data_dir: Path | None) -> int:
    """Follow a feed; again for another filter, or to go on with a paused one."""
    with opened(desk, data_dir) as one:
        return one.wait(lines.add(one.services, desk, url, wanted))


@feeds.command()
@click.argument("feed")
@on_desk
def remove(feed: str, desk: str, data_dir: Path | None) -> int:
    """Follow a feed no longer, by number or address; what came from it stays."""
    with opened(desk, data_dir) as one:
        return one.wait(lines.remove(one.services, desk, feed))


@feeds.command(name="list")
@as_objects
@on_desk
def show_list(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """The feeds that are followed, and how reading them goes."""
    with opened(desk, data_dir) as one:
        return one.wait(lines.show(one.services, desk, as_json))


@feeds.command()
@click.argument("which", metavar="[FEED]...", nargs=-1)
@with_filter
@as_objects
@on_desk
def check(
    which: tuple[str, ...], wanted: str | None, as_json: bool, desk: str, data_dir: Path | None
) -> int:
    """Try feeds: for each item whether it would be read, and why; nothing is stored."""
    with opened(desk, data_dir) as one:
        return one.wait(lines.check(one.services, desk, which, wanted, as_json))


@feeds.command()
@click.option("--all", "is_all", is_flag=True, help="Also feeds that are not due, or paused.")
@as_objects
@on_desk
def read(is_all: bool, as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Read what is new in the feeds that are due; the running bot does so by itself."""
    with opened(desk, data_dir) as one:
        return one.wait(lines.read(one.services, desk, is_all, as_json))
