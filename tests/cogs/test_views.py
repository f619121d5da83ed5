"""Pages and choices: for the asker alone, after a restart too, and politely over at the end."""

import pytest

from cogs.pressing import EXPIRED, NOT_YOURS
from cogs.sharing import LABEL as SHARE_LABEL
from cogs.why import LABEL
from newsroom.desk import AskId
from tests.cogs.desk_room import Newsroom
from tests.cogs.fake_services import Forgetful
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member

pytestmark = pytest.mark.asyncio

OTHERS = (LABEL, SHARE_LABEL)
DAY_S = 24 * 3600.0


async def _paged(room: Newsroom, *, private: bool = False) -> Reply:
    options: dict[str, Value] = {"about": "Starlink", "private": private}
    reply = await room.stand_in.slash(room.alice, room.channel, "claims", options)
    shared = [SHARE_LABEL] if private else []
    assert [button.label for button in reply.buttons] == ["Previous", "Next", LABEL, *shared]
    return reply


def _paging(reply: Reply) -> list[bool]:
    """Whether the buttons that turn pages are disabled."""
    return [button.is_disabled for button in reply.buttons if button.label not in OTHERS]


async def _choice(room: Newsroom, who: Member) -> Reply:
    reply = await room.stand_in.slash(who, room.channel, "who", {"name": "Whitfield"})
    assert len(reply.menus) == 1
    return reply


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.usefixtures("bot")
async def test_asker_turns_pages_there_and_back(room: Newsroom, private: bool) -> None:
    first = await _paged(room, private=private)
    assert _paging(first) == [True, False]
    second = await room.stand_in.press(room.alice, first, "Next")
    assert second.message is first.message and second.text != first.text
    assert second.deferred
    back = await room.stand_in.press(room.alice, second, "Previous")
    assert back.text == first.text


@pytest.mark.usefixtures("bot")
async def test_pages_end_at_the_last(room: Newsroom) -> None:
    shown = await _paged(room)
    for _ in range(20):
        if _paging(shown)[-1]:
            break
        shown = await room.stand_in.press(room.alice, shown, "Next")
    assert _paging(shown) == [False, True]


@pytest.mark.usefixtures("bot")
async def test_nobody_else_turns_pages_or_picks(room: Newsroom) -> None:
    paged, choice = await _paged(room), await _choice(room, room.alice)
    pressed = await room.stand_in.press(room.bob, paged, "Next", until=lambda r: r.ephemeral)
    picked = await room.stand_in.select(
        room.manager, choice, [choice.menus[0].labels[0]], until=lambda r: r.ephemeral
    )
    for refusal in (pressed, picked):
        assert NOT_YOURS in refusal.text
    assert room.stand_in.look(paged).text == paged.text
    assert room.stand_in.look(choice).text == choice.text


@pytest.mark.usefixtures("bot")
async def test_each_choice_is_shown_and_the_menu_stays(room: Newsroom) -> None:
    choice = await _choice(room, room.alice)
    labels = choice.menus[0].labels
    assert {"Jordan Whitfield", "Alex Whitfield"} <= set(labels)
    for label in labels:
        choice = await room.stand_in.select(room.alice, choice, [label])
        assert label in choice.text
        assert choice.menus[0].labels == labels


async def test_buttons_and_menus_outlive_a_restart(room: Newsroom) -> None:
    async with room.running():
        paged, choice = await _paged(room), await _choice(room, room.alice)
    async with room.running():
        second = await room.stand_in.press(room.alice, paged, "Next")
        assert second.text != paged.text
        picked = await room.stand_in.select(room.alice, choice, ["Alex Whitfield"])
        assert "Alex Whitfield" in picked.text
        refused = await room.stand_in.press(
            room.bob, paged, "Previous", until=lambda r: r.ephemeral
        )
        assert NOT_YOURS in refused.text


async def test_they_expire_after_a_day(room: Newsroom) -> None:
    async with room.running():
        paged, choice = await _paged(room), await _choice(room, room.alice)
        room.stand_in.clock.advance(DAY_S - 60)
        paged = await room.stand_in.press(room.alice, paged, "Next")
        room.stand_in.clock.advance(61)
        pressed = await room.stand_in.press(
            room.alice, paged, "Previous", until=lambda r: r.ephemeral
        )
        picked = await room.stand_in.select(
            room.alice, choice, ["Alex Whitfield"], until=lambda r: r.ephemeral
        )
        assert EXPIRED in pressed.text and EXPIRED in picked.text
        after = room.stand_in.look(paged)
        assert after.text == paged.text
        assert all(button.is_disabled for button in after.buttons)
        assert room.stand_in.look(choice).menus[0].is_disabled


async def test_what_is_no_longer_known_has_expired(room: Newsroom) -> None:
    async with room.running() as bot:
        paged = await _paged(room)

        async def find_none(desk: str, ask_id: AskId) -> None:
            return None

        bot.services.asks.find = find_none  # type: ignore[method-assign]
        pressed = await room.stand_in.press(room.bob, paged, "Next", until=lambda r: r.ephemeral)
        assert EXPIRED in pressed.text


async def test_an_answer_goes_out_even_where_its_question_cannot_be_kept(room: Newsroom) -> None:
    async with room.running(Forgetful(room.data_dir)):
        reply = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
        assert "Starlink" in reply.text and reply.buttons == ()


@pytest.mark.usefixtures("bot")
async def test_a_mention_s_answer_has_pages_for_its_writer(room: Newsroom) -> None:
    question = f"{room.stand_in.bot.mention} what is claimed about Starlink?"
    (reply,) = await room.stand_in.say(room.alice, room.channel, question)
    second = await room.stand_in.press(room.alice, reply, "Next")
    assert second.text != reply.text
    refused = await room.stand_in.press(room.bob, reply, "Previous", until=lambda r: r.ephemeral)
    assert NOT_YOURS in refused.text
