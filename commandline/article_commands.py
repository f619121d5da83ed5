"""`bot.py add`, `extract`, `changes` and `forget`: what is done with articles, in a terminal."""

from pathlib import Path

import click

from commandline import articles, changes
from commandline.embargo_group import with_embargo
from commandline.embargoes import Wanted
from commandline.opening import opened
from commandline.options import as_objects, on_desk


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@with_embargo
@as_objects
@on_desk
def add(
    sources: tuple[str, ...],
    until: str | None,
    roles: tuple[int, ...],
    as_json: bool,
    desk: str,
    data_dir: Path | None,
) -> int:
    """Add articles: web addresses, files, folders, or - for standard input.

    Reads .txt, .md, .html, .pdf and .jsonl; the same text again changes nothing, a changed one is
    another version of its article. With --embargo-until each has an embargo of its own.
    """
    with opened(desk, data_dir) as one:
        return articles.add(one, sources, as_json, Wanted(until, roles))


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@as_objects
@on_desk
def extract(sources: tuple[str, ...], as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Read articles without storing them: one JSON object each."""
    with opened(desk, data_dir) as one:
        return articles.extract(one, sources)


@click.command(name="changes")
@click.argument("article", required=False)
@as_objects
@on_desk
def show_changes(article: str | None, as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Show the versions of an article and what changed in each.

    ARTICLE is its number, its address, or words of its title; without one, the newest changes.
    """
    with opened(desk, data_dir) as one:
        if article is None:
            return one.wait(changes.list_changes(one.services, desk, as_json))
        return one.wait(changes.show_changes(one.services, desk, article, as_json))


@click.command()
@click.argument("article", type=click.IntRange(1, 2**63 - 1))
@on_desk
def forget(article: int, desk: str, data_dir: Path | None) -> int:
    """Delete an article and all that came only from it, by its number in `story list`."""
    with opened(desk, data_dir) as one:
        return articles.forget(one, article)
