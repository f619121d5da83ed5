"""`bot.py embargo …`: what is closed until a time, set and ended in a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from commandline import embargoes as lines
from commandline.opening import Open
from commandline.options import as_objects, on_desk

F = TypeVar("F", bound=Callable[..., Any])
NUMBER = click.IntRange(1, 999_999)
ROLE = click.IntRange(1, 2**63 - 1)
UNTIL = "Until when: 2026-03-01 18:00, 18:00, “in 2 hours”, or with a zone."


def with_embargo(command: F) -> F:
    """Add the options that close what is added until a time."""
    until = click.option("--embargo-until", "until", metavar="TIME", help=UNTIL)
    words = "With --embargo-until: a Discord role, by its id, that it is open to; repeatable."
    roles = click.option("--embargo-role", "roles", type=ROLE, multiple=True, help=words)
    return until(roles(command))


def with_roles(command: F) -> F:
    """Add the option that says to whom an embargo is open."""
    words = "A Discord role, by its id, that it is open to; repeatable."
    return click.option("--role", "roles", type=ROLE, multiple=True, required=True, help=words)(
        command
    )


def embargo_group(opened: Open) -> click.Group:
    """The group, whose commands open a desk as they are told to."""
    group = click.Group(
        "embargo",
        help="""Close articles until a time to all but some Discord roles.

        The running bot releases them by itself; so does any command that opens the desk later.""",
    )
    _add_setting(group, opened)
    _add_changing(group, opened)
    return group


def _add_setting(group: click.Group, opened: Open) -> None:
    @group.command(name="set")
    @click.argument("article", type=click.IntRange(1, 2**63 - 1), required=False)
    @click.option("--story", help="Every article of a story, by its number or name, instead.")
    @click.option("--until", required=True, metavar="TIME", help=UNTIL)
    @with_roles
    @click.option("--reason", default="", help="Why, for those who may know of it.")
    @on_desk
    def set_one(
        article: int | None,
        story: str | None,
        until: str,
        roles: tuple[int, ...],
        reason: str,
        desk: str,
        data_dir: Path | None,
    ) -> int:
        """Move an article, by its number, or a story under an embargo."""
        if (article is None) == (story is None):
            raise click.UsageError("Give either ARTICLE or --story.", click.get_current_context())
        wanted = lines.Wanted(until, roles, reason)
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.close(one.services, desk, article, story, wanted)))

    @group.command(name="list")
    @as_objects
    @on_desk
    def show_list(as_json: bool, desk: str, data_dir: Path | None) -> int:
        """The embargoes that stand, with what they hold."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.show(one.services, desk, as_json)))


def _add_changing(group: click.Group, opened: Open) -> None:
    @group.command()
    @click.argument("number", type=NUMBER)
    @on_desk
    def lift(number: int, desk: str, data_dir: Path | None) -> int:
        """End an embargo now, for good."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.lift(one.services, desk, number)))

    @group.command()
    @click.argument("number", type=NUMBER)
    @click.argument("until", metavar="TIME")
    @on_desk
    def extend(number: int, until: str, desk: str, data_dir: Path | None) -> int:
        """Let an embargo stand until another time that is still to come."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.extend(one.services, desk, number, until)))

    @group.command()
    @click.argument("article")
    @on_desk
    def forget(article: str, desk: str, data_dir: Path | None) -> int:
        """Delete an article that is closed, such as E3/1; an embargo ends with its last."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.forget(one.services, desk, article)))

    @group.command()
    @click.argument("number", type=NUMBER)
    @with_roles
    @on_desk
    def roles(number: int, roles: tuple[int, ...], desk: str, data_dir: Path | None) -> int:
        """Open an embargo to these roles instead."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.open_for(one.services, desk, number, roles)))
