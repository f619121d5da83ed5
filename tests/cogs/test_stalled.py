"""The store stalls: whatever is used is acknowledged all the same, and finished once it goes on."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from cogs.client import NewsroomBot
from docs.commands import list_commands
from presentation import limits
from storage.store import Store
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_admission import bare, fill_in, pressed_classes
from tests.discord_stand_in.interactions import AUTOCOMPLETE, Interaction
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("hurried")]

FIRST_RESPONSE_S = 1.0
TAKES_S = 0.9
"""What a check may take of the second, the rest is for sending it."""


@pytest_asyncio.fixture
async def stalled(
    bot: NewsroomBot, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[asyncio.Event]:
    """Every store answers nothing, as one that takes very long, until the event is set."""
    released, run = asyncio.Event(), Store._run

    async def wait_and_run(self: Store, executor: Any, around: Any, call: object) -> Any:
        await released.wait()
        return await run(self, executor, around, call)

    monkeypatch.setattr(Store, "_run", wait_and_run)
    yield released
    released.set()


def never(reply: Reply) -> bool:
    """Wait for more than any acknowledgement."""
    return False


def using(room: Newsroom, command: Any) -> Coroutine[Any, Any, object]:
    """A manager uses a command with something in each option that it needs."""
    if isinstance(command, app_commands.ContextMenu):
        message = room.stand_in.post(room.alice, room.channel, "The ferry was sold.")
        return room.stand_in.message_command(
            room.manager, room.channel, message, command.name, until=never
        )
    options = fill_in(room, command)
    return room.stand_in.slash(
        room.manager, room.channel, command.qualified_name, options, until=never
    )


async def acknowledged(room: Newsroom, uses: list[Coroutine[Any, Any, object]]) -> None:
    """Do it all at once; each is acknowledged while the store stalls."""
    routes = room.stand_in.interaction_routes
    before = len(routes.by_token)
    tasks = [asyncio.create_task(each) for each in uses]

    def made() -> list[Interaction]:
        return list(routes.by_token.values())[before:]

    await room.stand_in.wait(
        lambda: len(made()) == len(uses) and all(each.response for each in made()),
        room.stand_in.breathe,
        15.0,
        "every first response",
    )
    assert not any(task.done() for task in tasks if not _is_form(made(), tasks, task))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _is_form(
    made: list[Interaction], tasks: list[asyncio.Task[object]], task: asyncio.Task[object]
) -> bool:
    return made[tasks.index(task)].modal is not None


async def test_the_time_that_a_check_may_take_leaves_room_for_the_first_response() -> None:
    assert limits.READ_CHECK_SECONDS <= TAKES_S < FIRST_RESPONSE_S
    assert limits.ACKNOWLEDGE_CHECK_SECONDS <= TAKES_S < FIRST_RESPONSE_S


async def test_every_command_is_acknowledged_under_a_stalled_store(
    room: Newsroom, stalled: asyncio.Event
) -> None:
    every = [using(room, command) for command in await list_commands()]
    assert len(every) > 30
    await acknowledged(room, every)
    stalled.set()
    reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
    assert "Putin" in reply.text


async def test_every_button_and_menu_is_acknowledged_under_a_stalled_store(
    room: Newsroom, bot: NewsroomBot, stalled: asyncio.Event
) -> None:
    channel = bot.get_channel(room.channel.channel_id)
    assert isinstance(channel, discord.TextChannel)
    every: list[Coroutine[Any, Any, object]] = []
    for item in pressed_classes():
        if not issubclass(item, discord.ui.DynamicItem):
            continue
        await channel.send("old", view=discord.ui.View(timeout=None).add_item(bare(item)))
        shown = room.stand_in.posts(room.channel)[-1]
        used = (
            room.stand_in.select(room.manager, shown, ["1"], until=never)
            if shown.menus
            else room.stand_in.press(room.manager, shown, "one", until=never)
        )
        every.append(used)
    assert len(every) > 8
    await acknowledged(room, every)


async def test_whatever_is_suggested_comes_in_time_or_is_nothing(
    room: Newsroom, stalled: asyncio.Event
) -> None:
    asked = [
        (command, option.display_name)
        for command in await list_commands()
        for option in getattr(command, "parameters", ())
        if option.autocomplete
    ]

    async def suggested(command: Any, name: str) -> list[Any]:
        options: dict[str, Value] = fill_in(room, command) | {name: "p"}
        return await room.stand_in.autocomplete(
            room.manager, room.channel, command.qualified_name, options, focused=name
        )

    assert len(asked) > 10
    found = await asyncio.gather(*(suggested(*each) for each in asked))
    zones = [each for each, (command, name) in zip(found, asked, strict=True) if each]
    assert len(zones) <= 1, "only what needs no store is offered"
    kinds = {each.kind for each in room.stand_in.interaction_routes.by_token.values()}
    assert AUTOCOMPLETE in kinds
