"""The button that says why: for every look-up, for whoever sees the answer, and for them alone."""

import pytest

from cogs.client import NewsroomBot
from cogs.pressing import EXPIRED, NOT_YOURS
from cogs.why import LABEL
from presentation.why import HEADLINE, TAKEN
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_hostile import HOSTILE
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member, Upload

pytestmark = pytest.mark.asyncio

DAY_S = 24 * 3600.0
WHO: tuple[str, dict[str, Value]] = ("who", {"name": "Kirienko"})
LOOK_UPS: tuple[tuple[str, dict[str, Value], str], ...] = (
    ("ask", {"question": "what sources back the Taiwan claim?"}, "holds words asked for: taiwan"),
    ("ask", {"question": "who is Kiriyenko?"}, "another form of the name on record (alias)"),
    ("who", {"name": "Kirienko"}, "spelt otherwise, sounds the same"),
    ("who", {"name": "Кириенко"}, "put into Latin letters from another script"),
    ("who", {"name": "Whitfield"}, "the surname alone"),
    ("sources", {"claim": "Putin asked Musk to keep Starlink off"}, "holds words asked for: "),
    ("claims", {"about": "Starlink"}, "named in the question"),
    ("quote", {"speaker": "Dmitry Peskov"}, "it is what was asked for, not by likeness"),
    ("quote", {"words": "Starlink"}, "holds words asked for: starlink"),
    ("timeline", {"about": "Taiwan"}, "holds words asked for: taiwan"),
)


async def _press(room: Newsroom, who: Member, reply: Reply) -> Reply:
    told = await room.stand_in.press(who, reply, LABEL, until=lambda shown: shown.ephemeral)
    assert told.ephemeral and told.message is not reply.message
    return told


@pytest.mark.parametrize(("command", "options", "expected"), LOOK_UPS)
@pytest.mark.usefixtures("bot")
async def test_every_look_up_says_why(
    room: Newsroom, command: str, options: dict[str, Value], expected: str
) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, command, options)
    told = await _press(room, room.alice, reply)
    assert HEADLINE in told.text and expected in told.text
    assert told.deferred
    assert room.stand_in.look(reply).text == reply.text


@pytest.mark.usefixtures("bot")
async def test_form_score_and_rule_are_told(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, *WHO)
    told = await _press(room, room.alice, reply)
    assert TAKEN in told.text
    assert "**Matched by:** “Kiriyenko”" in told.text
    assert "(0.9" in told.text


@pytest.mark.usefixtures("bot")
async def test_anybody_who_sees_an_answer_may_ask_why(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
    told = await _press(room, room.bob, reply)
    assert HEADLINE in told.text
    second = await room.stand_in.press(room.bob, told, "Next")
    assert second.message is told.message and second.text != told.text and second.ephemeral
    back = await room.stand_in.press(room.bob, second, "Previous")
    assert back.text == told.text
    refused = await room.stand_in.press(room.bob, reply, "Next", until=lambda r: r.ephemeral)
    assert NOT_YOURS in refused.text


@pytest.mark.usefixtures("bot")
async def test_a_private_answer_and_a_checked_message_say_why(room: Newsroom) -> None:
    options: dict[str, Value] = {"name": "Putin", "private": True}
    private = await room.stand_in.slash(room.alice, room.channel, "who", options)
    assert HEADLINE in (await _press(room, room.alice, private)).text
    message = room.stand_in.post(
        room.bob, room.channel, "Putin asked Musk not to switch Starlink on over Taiwan!"
    )
    checked = await room.stand_in.message_command(
        room.alice, room.channel, message, "Check this claim"
    )
    assert "holds words asked for: " in (await _press(room, room.alice, checked)).text


@pytest.mark.usefixtures("bot")
async def test_a_turned_page_and_a_pick_keep_the_button(room: Newsroom) -> None:
    paged = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
    paged = await room.stand_in.press(room.alice, paged, "Next")
    assert HEADLINE in (await _press(room, room.bob, paged)).text
    choice = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Whitfield"})
    picked = await room.stand_in.select(room.alice, choice, ["Alex Whitfield"])
    told = await _press(room, room.alice, picked)
    assert "Alex Whitfield" in told.text and "picked from the menu" in told.text


async def test_a_follow_up_by_mention_says_why_after_a_restart(room: Newsroom) -> None:
    mention = room.stand_in.bot.mention
    async with room.running():
        await room.stand_in.say(room.alice, room.channel, f"{mention} who is Peskov?")
        (reply,) = await room.stand_in.say(
            room.alice, room.channel, f"{mention} and what did he say?"
        )
    async with room.running():
        told = await _press(room, room.bob, reply)
        assert "Understood as: what did Dmitry Peskov say?" in told.text
        assert "not by likeness" in told.text


async def test_private_pages_outlive_a_restart_and_expire(room: Newsroom) -> None:
    async with room.running():
        reply = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
        told = await _press(room, room.bob, reply)
    async with room.running():
        second = await room.stand_in.press(room.bob, told, "Next")
        assert second.text != told.text
        room.stand_in.clock.advance(DAY_S + 1)
        for shown in (reply, second):
            label = LABEL if shown is reply else "Previous"
            late = await room.stand_in.press(
                room.bob, shown, label, until=lambda r: EXPIRED in r.text
            )
            assert late.ephemeral
        assert all(button.is_disabled for button in room.stand_in.look(reply).buttons)


@pytest.mark.usefixtures("bot")
async def test_nothing_found_has_no_button(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Zebulon Quark"})
    assert reply.buttons == ()


@pytest.mark.usefixtures("bot")
async def test_what_is_gone_by_then_is_said_to_be(room: Newsroom, bot: NewsroomBot) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, *WHO)

    async def find_nobody(desk: str, name: str) -> object:
        return await type(bot.services).who(bot.services, desk, "Zebulon Quark")

    bot.services.who = find_nobody  # type: ignore[method-assign,assignment]
    told = await _press(room, room.alice, reply)
    assert "Nothing in this answer matched" in told.text


@pytest.mark.usefixtures("bot")
async def test_hostile_text_stays_harmless_in_reasons(room: Newsroom) -> None:
    upload = Upload("@everyone.txt", HOSTILE.encode())
    await room.stand_in.slash(room.manager, room.channel, "add", {"file": upload})
    looks: tuple[tuple[str, dict[str, Value]], ...] = (
        ("who", {"name": "Boone"}),
        ("sources", {"claim": "bridge closed"}),
        ("ask", {"question": "@everyone what did Boone say?"}),
    )
    for command, options in looks:
        reply = await room.stand_in.slash(room.alice, room.channel, command, options)
        told = await _press(room, room.bob, reply)
        for call in ("@everyone", "@here", "<@", "](https://evil", "\u202e"):
            assert call not in told.text
