"""Who may do what: every command as everyone, buttons and forms again when they are used."""

import asyncio
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, get_args

import discord
import pytest
import pytest_asyncio
from discord import AppCommandOptionType, app_commands

import cogs
from cogs.admission import LEAST, PRESSED, Gated
from cogs.audience import READ_ALONG
from cogs.client import NewsroomBot
from cogs.mentions import CONFINED
from cogs.rights import LACKS_READER, NEEDS_MANAGE_SERVER
from cogs.sharing import LABEL, MAY_NOT_WRITE
from cogs.watches import READ_ALONG as WATCH_READ_ALONG
from docs.commands import PAGE, commands_page, list_commands
from newsroom.rights import Right
from storage.audit import list_entries
from storage.connections import open_reader
from tests.cogs.desk_room import Newsroom, sample
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member, Role
from tests.storage.factories import fold

pytestmark = pytest.mark.asyncio

REFUSALS = ("Reading needs", "Adding needs", "Correcting needs", NEEDS_MANAGE_SERVER)
NO_VIEW = discord.Permissions(view_channel=True)
ITEMS: tuple[type[Any], ...] = (discord.ui.DynamicItem, discord.ui.Modal, discord.ui.View)


def pressed_classes() -> set[type[Any]]:
    """Every button, menu and form that the cogs define."""
    for module in pkgutil.iter_modules(cogs.__path__, "cogs."):
        importlib.import_module(module.name)
    return {each for item in ITEMS for each in _below(item) if each.__module__.startswith("cogs.")}


def _below(base: type[Any]) -> Iterator[type[Any]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


class Roles:
    """The room with all four roles set, a member of each, and one who has none."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.reader: Role = room.guild.add_role("readers")
        self.editor: Role = room.guild.add_role("editors")
        self.people: dict[Right, Member] = {
            Right.ANYBODY: room.guild.add_member("nobody"),
            Right.READER: room.guild.add_member("rita", roles=[self.reader]),
            Right.CONTRIBUTOR: room.bob,
            Right.EDITOR: room.guild.add_member("edgar", roles=[self.editor]),
            Right.MANAGER: room.manager,
        }

    async def set(self) -> None:
        """Map the roles, as a manager would."""
        options: dict[str, Value] = {
            "reader": self.reader, "contributor": self.room.role, "editor": self.editor,
        }  # fmt: skip
        await self.room.stand_in.slash(self.room.manager, self.room.channel, "desk roles", options)

    def close_channel(self) -> None:
        """Let nobody but the desk's own people into the channel."""
        everyone = self.room.guild.roles[self.room.guild.guild_id]
        self.room.channel.overwrite(everyone, deny=NO_VIEW)
        for role in (self.reader, self.room.role, self.editor):
            self.room.channel.overwrite(role, allow=NO_VIEW)
        self.room.channel.overwrite(self.room.guild.bot, allow=NO_VIEW)
        self.room.channel.overwrite(self.room.manager.roles[-1], allow=NO_VIEW)


@pytest_asyncio.fixture
async def roles(bot: NewsroomBot, room: Newsroom) -> Roles:
    made = Roles(room)
    await made.set()
    return made


def outcomes(room: Newsroom, outcome: str) -> list[tuple[str, str | None]]:
    """The entries of the desk's audit that ended so: command and person."""
    db = open_reader(room.data_dir / "desks" / f"{room.guild.guild_id}.db", fold)
    found = [(e.command, name) for e, name in list_entries(db, 1000) if e.outcome == outcome]
    db.close()
    return found


async def recorded(room: Newsroom, outcome: str, count: int = 1) -> list[tuple[str, str | None]]:
    """The same, once there are that many: they are written after the asker was told."""
    for _ in range(200):
        if len(found := outcomes(room, outcome)) >= count:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError(f"fewer than {count} entries: {found}")


async def test_every_command_button_and_form_has_its_one_line() -> None:
    commands = {command.qualified_name for command in await list_commands()}
    assert commands == set(LEAST), "each command joins LEAST of cogs/admission.py"
    pressed = {each.__name__ for each in pressed_classes()}
    assert pressed == set(PRESSED), "each button, menu and form joins PRESSED of cogs/admission.py"


async def test_every_button_and_form_asks_for_the_role_itself() -> None:
    for each in pressed_classes():
        own = each.interaction_check
        assert issubclass(each, Gated) and own is Gated.interaction_check, each.__name__


async def test_the_page_is_what_the_code_says() -> None:
    page = commands_page(await list_commands())
    assert PAGE.read_text(encoding="utf-8") == page, "run python -m docs.commands"


def fill_in(room: Newsroom, command: app_commands.Command[Any, ..., Any]) -> dict[str, Value]:
    """Something for each option that a command needs."""
    values: dict[AppCommandOptionType, Value] = {
        AppCommandOptionType.string: "7",
        AppCommandOptionType.integer: 7,
        AppCommandOptionType.number: 7.0,
        AppCommandOptionType.boolean: False,
        AppCommandOptionType.user: room.alice,
        AppCommandOptionType.channel: room.channel,
        AppCommandOptionType.role: room.role,
        AppCommandOptionType.mentionable: room.alice,
        AppCommandOptionType.attachment: sample("strait"),
    }
    return {
        option.display_name: option.choices[0].value if option.choices else values[option.type]
        for option in command.parameters
        if option.required
    }


async def _use(room: Newsroom, who: Member, command: Any) -> Reply:
    until = lambda reply: bool(reply.text or reply.modal or reply.message)  # noqa: E731
    if isinstance(command, app_commands.ContextMenu):
        message = room.stand_in.post(room.alice, room.channel, "The ferry was sold.")
        return await room.stand_in.message_command(
            who, room.channel, message, command.name, until=until
        )
    options = fill_in(room, command)
    return await room.stand_in.slash(
        who, room.channel, command.qualified_name, options, until=until
    )


def _is_refused(reply: Reply) -> bool:
    return any(refusal in reply.text for refusal in REFUSALS)


async def test_every_command_as_everyone(roles: Roles) -> None:
    room, refused = roles.room, 0
    for command in await list_commands():
        for right, who in roles.people.items():
            reply = await _use(room, who, command)
            lacks = right < LEAST[command.qualified_name].right
            assert _is_refused(reply) == lacks, (command.qualified_name, right, reply.text)
            assert not lacks or reply.ephemeral, (command.qualified_name, right)
            refused += lacks or WATCH_READ_ALONG in reply.text
    entries = await recorded(room, "refused", refused)
    assert len(entries) == refused > 40


def _custom_id(item: type[Any]) -> str:
    template = item.__discord_ui_compiled_template__.pattern
    chosen = re.sub(r"\(\?P<\w+>([a-z]+)\|[^()]*\)", r"\1", template)
    lettered = re.sub(r"\(\?P<\w+>\[([a-z])[a-z]*\]\)", r"\1", chosen)
    return re.sub(r"\(\?P<\w+>[^()]*\)", "1", lettered)


def bare(item: type[Any]) -> discord.ui.Item[Any]:
    """A part with the custom id of one of ours, as an old message would show it."""
    base = next(each for each in item.__orig_bases__ if "DynamicItem" in str(each))
    if "Select" in str(get_args(base)[0]):
        option = discord.SelectOption(label="one", value="1")
        return discord.ui.Select(custom_id=_custom_id(item), options=[option])
    return discord.ui.Button(custom_id=_custom_id(item), label="one")


async def test_every_button_and_menu_is_refused_to_whoever_lacks_its_role(
    roles: Roles, bot: NewsroomBot
) -> None:
    room = roles.room
    channel = bot.get_channel(room.channel.channel_id)
    assert isinstance(channel, discord.TextChannel)
    items = [each for each in pressed_classes() if issubclass(each, discord.ui.DynamicItem)]
    for item in items:
        view = discord.ui.View(timeout=None).add_item(bare(item))
        await channel.send("old", view=view)
        shown = room.stand_in.posts(room.channel)[-1]
        for right, who in roles.people.items():
            if right >= PRESSED[item.__name__].right:
                continue
            if shown.menus:
                reply = await room.stand_in.select(who, shown, ["1"], until=lambda r: r.ephemeral)
            else:
                reply = await room.stand_in.press(who, shown, "one", until=lambda r: r.ephemeral)
            assert _is_refused(reply), (item.__name__, right)


async def test_what_was_shown_before_a_role_was_taken_no_longer_works(roles: Roles) -> None:
    room, rita = roles.room, roles.people[Right.READER]
    roles.close_channel()
    options: dict[str, Value] = {"about": "Starlink"}
    paged = await room.stand_in.slash(rita, room.channel, "claims", options)
    choice = await room.stand_in.slash(rita, room.channel, "who", {"name": "Whitfield"})
    form = await room.stand_in.slash(room.bob, room.channel, "add")
    rita.roles.remove(roles.reader)
    room.bob.roles.remove(room.role)
    for used in (
        await room.stand_in.press(rita, paged, "Next", until=lambda r: r.ephemeral),
        await room.stand_in.press(rita, paged, "Why these?", until=lambda r: r.ephemeral),
        await room.stand_in.select(
            rita, choice, [choice.menus[0].labels[0]], until=lambda r: r.ephemeral
        ),
    ):
        assert LACKS_READER.format("“readers”") in used.text
    sent = await room.stand_in.submit(
        room.bob, form, {"Text": "The ferry was sold, Ines Rook said."}
    )
    assert sent.ephemeral and "Adding needs" in sent.text
    assert room.stand_in.look(paged).text == paged.text
    assert {command for command, _ in await recorded(room, "refused", 4)} >= {"add", "PageButton"}


async def test_nothing_is_suggested_to_whoever_may_not_use_it(roles: Roles) -> None:
    room, stand_in = roles.room, roles.room.stand_in
    asked = (
        ("who", "name", Right.READER), ("sources", "claim", Right.READER),
        ("story", "name", Right.READER), ("forget", "article", Right.MANAGER),
        ("watch add", "entity", Right.READER), ("digest schedule", "timezone", Right.MANAGER),
    )  # fmt: skip
    for command, option, least in asked:
        for right, who in roles.people.items():
            typed: dict[str, Value] = {option: ""}
            offered = await stand_in.autocomplete(who, room.channel, command, typed, focused=option)
            assert bool(offered) == (right >= least), (command, right)


async def test_a_mention_by_a_stranger_to_the_desk_is_refused_in_private(roles: Roles) -> None:
    room, nobody = roles.room, roles.people[Right.ANYBODY]
    question = f"{room.stand_in.bot.mention} who is Putin?"
    room.stand_in.post(nobody, room.channel, question)
    told = await room.stand_in.next_post(room.stand_in.direct(nobody))
    assert told.content == LACKS_READER.format("“readers”")
    assert room.stand_in.posts(room.channel) == ()
    assert (await recorded(room, "refused"))[-1][0] == "mentioning the bot"


async def test_among_others_readers_are_answered_alone_and_editors_openly(roles: Roles) -> None:
    room = roles.room
    question = f"{room.stand_in.bot.mention} who is Putin?"
    for right in (Right.READER, Right.CONTRIBUTOR, Right.EDITOR, Right.MANAGER):
        who, is_open = roles.people[right], right >= Right.EDITOR
        reply = await room.stand_in.slash(who, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text and reply.ephemeral != is_open
        (said,) = (await room.stand_in.say(who, room.channel, question))[-1:]
        assert (said.content == CONFINED) != is_open
        assert is_open or "Putin" not in said.text
    roles.close_channel()
    rita = roles.people[Right.READER]
    reply = await room.stand_in.slash(rita, room.channel, "who", {"name": "Putin"})
    assert not reply.ephemeral


async def test_an_open_answer_shows_no_more_once_others_can_read_along(roles: Roles) -> None:
    room, rita = roles.room, roles.people[Right.READER]
    roles.close_channel()
    paged = await room.stand_in.slash(rita, room.channel, "claims", {"about": "Starlink"})
    choice = await room.stand_in.slash(rita, room.channel, "who", {"name": "Whitfield"})
    assert not paged.ephemeral and not choice.ephemeral
    room.channel.overwrite(room.guild.roles[room.guild.guild_id])
    pressed = await room.stand_in.press(rita, paged, "Next", until=lambda r: r.ephemeral)
    picked = await room.stand_in.select(
        rita, choice, [choice.menus[0].labels[0]], until=lambda r: r.ephemeral
    )
    assert READ_ALONG in pressed.text and READ_ALONG in picked.text
    assert room.stand_in.look(paged).text == paged.text
    why = await room.stand_in.press(rita, paged, "Why these?", until=lambda r: r.ephemeral)
    assert READ_ALONG not in why.text


async def test_what_was_added_is_told_to_readers_alone(roles: Roles) -> None:
    room = roles.room
    for who, is_open in ((room.bob, False), (room.manager, True)):
        reply = await room.stand_in.slash(who, room.channel, "add", {"file": sample("strait")})
        assert "Already on the desk" in reply.text and reply.ephemeral != is_open
    roles.close_channel()
    reply = await room.stand_in.slash(room.bob, room.channel, "add", {"file": sample("strait")})
    assert not reply.ephemeral


async def test_a_person_let_in_by_name_makes_a_channel_open(roles: Roles) -> None:
    room, rita = roles.room, roles.people[Right.READER]
    roles.close_channel()
    room.channel.overwrite(roles.people[Right.ANYBODY], allow=NO_VIEW)
    reply = await room.stand_in.slash(rita, room.channel, "who", {"name": "Putin"})
    assert reply.ephemeral and "Putin" in reply.text


async def test_sharing_asks_for_the_right_of_that_moment(roles: Roles) -> None:
    room, stand_in = roles.room, roles.room.stand_in
    private: dict[str, Value] = {"name": "Putin", "private": True}
    for right in (Right.READER, Right.EDITOR):
        who = roles.people[right]
        reply = await stand_in.slash(who, room.channel, "who", private)
        assert reply.ephemeral
        shared = await stand_in.press(
            who, reply, LABEL, until=lambda r: "Shared by" in r.text or _is_refused(r)
        )
        assert _is_refused(shared) == shared.ephemeral == (right is Right.READER)
        assert ("Putin" in shared.text) == (right is Right.EDITOR)
    command, name = (await recorded(room, "done", 2))[0]
    assert command == "share" and name and name.startswith("Edgar (")
    roles.close_channel()
    rita = roles.people[Right.READER]
    reply = await stand_in.slash(rita, room.channel, "who", private)
    silent = discord.Permissions(send_messages=True)
    room.channel.overwrite(rita, deny=silent)
    mute = await stand_in.press(rita, reply, LABEL, until=lambda r: r.ephemeral and r != reply)
    assert MAY_NOT_WRITE in mute.text
    room.channel.overwrite(rita)
    shared = await stand_in.press(rita, reply, LABEL, until=lambda r: "Shared by" in r.text)
    assert "Putin" in shared.text and not shared.ephemeral


async def test_everyone_as_reader_role_opens_reading_again(roles: Roles) -> None:
    room = roles.room
    everyone = room.guild.roles[room.guild.guild_id]
    options: dict[str, Value] = {"reader": everyone}
    told = await room.stand_in.slash(room.manager, room.channel, "desk roles", options)
    assert "look things up: everybody" in told.text
    nobody = roles.people[Right.ANYBODY]
    reply = await room.stand_in.slash(nobody, room.channel, "who", {"name": "Putin"})
    assert "Putin" in reply.text and not reply.ephemeral
