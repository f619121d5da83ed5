"""The table of commands by role in docs/commands.md, from the code: `python -m docs.commands`."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discord import app_commands

from cogs.admission import LEAST, PARTS, PRESSED, Rule
from cogs.client import NewsroomBot
from newsroom.rights import Right
from services import Services

PAGE = Path(__file__).resolve().parent / "commands.md"
HEAD = """\
# Who may do what

Made from the code by `python -m docs.commands`; one test compares the two, another uses every
command as everyone. Each role may do what those to its left may. `/desk roles` says which Discord
role is which; without a reader role everybody on the server is a reader, and whoever has the
permission *Manage Server* is a manager. The role is checked when a command is given, again at each
press of a button or menu, and again when a form is sent.

"""
PARTS_HEAD = """
Where people without the reader role can read along in a channel, readers and contributors are
answered alone, and only an editor may share an answer there. Buttons, menus and forms, and what
else is asked for:

"""
COLUMNS = tuple(Right)
Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


async def list_commands() -> tuple[Command, ...]:
    """Every command that the bot has, groups' too."""
    with tempfile.TemporaryDirectory() as folder:
        async with NewsroomBot(Services(Path(folder))) as bot:
            await bot.take_up()
            return tuple(_walk(bot))


def _walk(bot: NewsroomBot) -> Iterator[Command]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command
    for menu in bot.tree.get_commands():
        if isinstance(menu, app_commands.ContextMenu):
            yield menu


def commands_page(commands: tuple[Command, ...]) -> str:
    """The page, with the commands in the order of the table in the code."""
    told = {command.qualified_name: _told(command) for command in commands}
    rows = [_row(*told[name], rule) for name, rule in LEAST.items() if name in told]
    parts = [_row(name, "", rule) for name, rule in (PRESSED | PARTS).items()]
    return HEAD + _table("Command", rows) + PARTS_HEAD + _table("Part", parts)


def _told(command: Command) -> tuple[str, str]:
    if isinstance(command, app_commands.ContextMenu):
        return f"*{command.name}*", "on a message"
    return f"`/{command.qualified_name}`", command.description


def _row(name: str, told: str, rule: Rule) -> str:
    marks = ("yes" if right >= rule.right else "–" for right in COLUMNS)
    return f"| {name} | {' | '.join(marks)} | {told} |\n"


def _table(first: str, rows: list[str]) -> str:
    names = " | ".join(right.words for right in COLUMNS)
    return f"| {first} | {names} | |\n|---|{'---|' * len(COLUMNS)}---|\n" + "".join(rows)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(commands_page(asyncio.run(list_commands())), encoding="utf-8")


if __name__ == "__main__":
    main()
