"""`bot.py entity …`: the commands that correct who is who, in a terminal."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from commandline import entities as lines
from commandline.opening import Open
from commandline.options import as_objects, on_desk
from newsroom.curation import Record
from services import Services

F = TypeVar("F", bound=Callable[..., Any])


Act = Callable[[Services], Awaitable[Record]]


def with_reason(command: F) -> F:
    """Add the option that says why, which is kept with the judgement."""
    return click.option("--reason", default="", help="Why; kept with the judgement.")(command)


def entity_group(opened: Open) -> click.Group:
    """The group, whose commands open a desk as they are told to."""

    def judged(desk: str, data_dir: Path | None, act: Act) -> int:
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.done(act(one.services))))

    group = click.Group(
        "entity",
        help="""Correct who is who; each judgement is recorded and can be undone.

        An entity is named by its number ("#12") or by a name that is nobody else's.""",
    )
    _add_pairs(group, opened, judged)
    _add_words(group, judged)
    _add_history(group, opened, judged)
    return group


Judged = Callable[[str, Path | None, Act], int]


def _add_pairs(group: click.Group, opened: Open, judged: Judged) -> None:
    @group.command()
    @click.argument("kept")
    @click.argument("other")
    @click.option("--overrule", is_flag=True, help="Merge what was told apart before.")
    @with_reason
    @on_desk
    def merge(
        kept: str, other: str, overrule: bool, reason: str, desk: str, data_dir: Path | None
    ) -> int:
        """Make two entities one, which goes by the name of the first; needs a reason."""
        with opened(desk, data_dir) as one:
            both = (kept, other)
            work = lines.merge(one.services, desk, both, reason, overrule=overrule)
            return int(one.wait(work))

    @group.command()
    @click.argument("entity")
    @click.argument("what")
    @with_reason
    @on_desk
    def split(entity: str, what: str, reason: str, desk: str, data_dir: Path | None) -> int:
        """Take an article ("#3") or a form out of an entity; needs a reason."""
        note = lines.note(reason)
        return judged(desk, data_dir, lambda s: s.curation.split(desk, entity, what, note))


def _add_words(group: click.Group, judged: Judged) -> None:
    @group.command()
    @click.argument("entity")
    @click.argument("form")
    @click.option("--remove", is_flag=True, help="Remove the form instead of adding it.")
    @with_reason
    @on_desk
    def alias(
        entity: str, form: str, remove: bool, reason: str, desk: str, data_dir: Path | None
    ) -> int:
        """Add a form that an entity goes by, or remove one for good."""

        def act(services: Services) -> Awaitable[Record]:
            curation = services.curation
            change = curation.remove_alias if remove else curation.add_alias
            return change(desk, entity, form, lines.note(reason))

        return judged(desk, data_dir, act)

    @group.command()
    @click.argument("entity")
    @click.argument("text", default="")
    @with_reason
    @on_desk
    def describe(entity: str, text: str, reason: str, desk: str, data_dir: Path | None) -> int:
        """Say who or what an entity is; without a text, take that away."""
        note = lines.note(reason)
        return judged(desk, data_dir, lambda s: s.curation.describe(desk, entity, text, note))

    @group.command()
    @click.argument("entity")
    @click.option("--show", is_flag=True, help="Show it again.")
    @with_reason
    @on_desk
    def hide(entity: str, show: bool, reason: str, desk: str, data_dir: Path | None) -> int:
        """Leave an entity out of answers and suggestions until it is shown again."""

        def act(services: Services) -> Awaitable[Record]:
            change = services.curation.show if show else services.curation.hide
            return change(desk, entity, lines.note(reason))

        return judged(desk, data_dir, act)


def _add_history(group: click.Group, opened: Open, judged: Judged) -> None:
    @group.command()
    @click.argument("number", type=click.IntRange(1, 2**63 - 1), required=False)
    @with_reason
    @on_desk
    def undo(number: int | None, reason: str, desk: str, data_dir: Path | None) -> int:
        """Take a judgement back, the last without a number; undoing an undoing brings it back."""
        note = lines.note(reason)
        return judged(desk, data_dir, lambda s: s.curation.undo(desk, number, note))

    @group.command(name="list")
    @as_objects
    @on_desk
    def show_list(as_json: bool, desk: str, data_dir: Path | None) -> int:
        """The newest ten judgements: who did what, when and why."""
        with opened(desk, data_dir) as one:
            return int(one.wait(lines.show(one.services, desk, as_json)))
