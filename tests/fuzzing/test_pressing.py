"""Any string as the custom id of a button or menu: nothing of ours fails, and nobody gets more."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.client import NewsroomBot
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_admission import pressed_classes
from tests.discord_stand_in.stand_in import StandIn
from tests.fuzzing.profile import FEW
from tests.fuzzing.strategies import LINES

ITEMS = sorted(
    each.__discord_ui_compiled_template__.pattern
    for each in pressed_classes()
    if issubclass(each, discord.ui.DynamicItem)
)
FITTING = st.sampled_from(ITEMS).flatmap(lambda pattern: st.from_regex(pattern, fullmatch=True))
KNOWN = FITTING.map(lambda each: re.sub(r"\d+", "1", each))
"""About what is on the desk: its first question, article, watch and so on."""
CUSTOM_ID = 100
NEARLY = st.tuples(FITTING, LINES, st.integers(0, 30)).map(
    lambda drawn: drawn[0][: drawn[2]] + drawn[1] + drawn[0][drawn[2] :]
)


def _sendable(custom_id: str) -> str:
    """What Discord takes for a custom id."""
    return custom_id.encode("utf-8", "ignore").decode()[:CUSTOM_ID].strip() or "x"


IDS = (KNOWN | KNOWN | FITTING | NEARLY | LINES).map(_sendable)

VALUES = st.none() | st.lists(LINES | st.integers(-(10**20), 10**20).map(str), max_size=2)


class Floor:
    """A newsroom with the bot on it, whose messages have whatever buttons a test wants."""

    def __init__(self, runner: asyncio.Runner, room: Newsroom, bot: NewsroomBot) -> None:
        self._runner, self.room, self._bot = runner, room, bot

    def press(self, custom_id: str, values: list[str] | None, *, is_manager: bool) -> None:
        """Press it as who asked, without any right, or as somebody with all."""
        self._runner.run(self._press(custom_id, values, is_manager=is_manager))

    async def _press(self, custom_id: str, values: list[str] | None, *, is_manager: bool) -> None:
        item: discord.ui.Item[Any] = discord.ui.Button(custom_id=custom_id, label="one")
        if values is not None:
            option = discord.SelectOption(label="one", value="1")
            item = discord.ui.Select(custom_id=custom_id, options=[option])
        channel = self._bot.get_channel(self.room.channel.channel_id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("old", view=discord.ui.View(timeout=None).add_item(item))
        shown = self.room.stand_in.posts(self.room.channel)[-1]
        who = self.room.manager if is_manager else self.room.alice
        await self.room.stand_in.press_anything(who, shown, custom_id, values)


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory, seed_dir: Path) -> Iterator[Floor]:
    folder = tmp_path_factory.mktemp("pressed")
    shutil.copytree(seed_dir, folder, dirs_exist_ok=True)

    async def begin(stack: AsyncExitStack) -> tuple[Newsroom, NewsroomBot]:
        stand_in = await stack.enter_async_context(StandIn())
        room = Newsroom(stand_in, folder)
        room.copy_desk(seed_dir)
        bot = await stack.enter_async_context(room.running())
        await stand_in.slash(room.alice, room.channel, "who", {"name": "Whitfield"})
        return room, bot

    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        room, bot = runner.run(begin(stack))
        yield Floor(runner, room, bot)
        room.stand_in.assert_clean()
        runner.run(stack.aclose())


@FEW
@given(IDS, VALUES, st.booleans())
@example("byline:changes:1", None, False)
@example("byline:merge:1:yes", None, True)
@example("byline:choice:1", ["x"], False)
@example("byline:choice:1", [], False)
def test_any_custom_id_may_be_pressed(
    floor: Floor,
    caplog: pytest.LogCaptureFixture,
    custom_id: str,
    values: list[str] | None,
    is_manager: bool,
) -> None:
    caplog.clear()
    floor.press(custom_id, values, is_manager=is_manager)
    failed = [each for each in caplog.records if each.exc_info]
    assert not failed, failed[0].getMessage()
    said = "\n".join(str(one.content) for one in floor.room.channel.messages.values())
    assert not re.search("Something went wrong", said)
