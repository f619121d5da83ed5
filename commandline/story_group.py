"""`bot.py story …`: the commands that list stories and move articles, in a terminal."""

from pathlib import Path

import click

from commandline import stories
from commandline.opening import opened
from commandline.options import as_objects, on_desk


@click.group()
def story() -> None:
    """List stories, or move an article from one to another."""


@story.command(name="list")
@as_objects
@on_desk
def list_stories(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """List the newest stories with the numbers of their articles."""
    with opened(desk, data_dir) as one:
        return stories.list_stories(one, as_json)


@story.command()
@click.argument("article", type=click.IntRange(1, 2**63 - 1))
@click.argument("story")
@on_desk
def move(article: int, story: str, desk: str, data_dir: Path | None) -> int:
    """Put an article into a story: its number, its name, or new for one of its own.

    It stays there whatever comes; moving it back undoes it.
    """
    with opened(desk, data_dir) as one:
        return stories.move_article(one, article, story)
