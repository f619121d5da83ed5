"""Look-ups: every command, its suggestions, and what it says when it has nothing to say."""

import pytest

from cogs.ask import NEITHER, NO_TEXT
from cogs.client import NewsroomBot
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.picking import Value

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]

LOOK_UPS = (
    (
        "ask",
        {"question": "what sources back the Taiwan claim?"},
        "former Russian intelligence officer",
    ),
    ("ask", {"question": "who is Kiriyenko?"}, "Sergey Kiriyenko"),
    ("ask", {"question": "what's new today?"}, "New in the last 24 hours: 5 articles in 1 story."),
    ("who", {"name": "Kirienko"}, "Sergey Kiriyenko"),
    ("sources", {"claim": "Putin asked Musk to keep Starlink off over Taiwan"}, "Taiwan"),
    ("claims", {"about": "Starlink"}, "Starlink"),
    ("quote", {"speaker": "Chen Pei-ju"}, "Chen"),
    ("quote", {"words": "Starlink", "speaker": "Chen Pei-ju"}, "Chen"),
    ("timeline", {"about": "Taiwan"}, "Taiwan"),
)


@pytest.mark.parametrize(("command", "options", "expected"), LOOK_UPS)
async def test_look_up_answers_in_the_channel(
    room: Newsroom, command: str, options: dict[str, str], expected: str
) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, command, options)
    assert expected in reply.text
    assert reply.deferred and not reply.ephemeral


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": "who is Putin?"}),
        ("who", {"name": "Putin"}),
        ("sources", {"claim": "Taiwan"}),
        ("claims", {"about": "Taiwan"}),
        ("quote", {"speaker": "Putin"}),
        ("timeline", {"about": "Taiwan"}),
    ],
)
async def test_private_answers_the_asker_alone(
    room: Newsroom, command: str, options: dict[str, str]
) -> None:
    given: dict[str, Value] = {**options, "private": True}
    reply = await room.stand_in.slash(room.alice, room.channel, command, given)
    assert reply.ephemeral and reply.text


async def test_nothing_that_fits_is_not_found(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Zebulon Quark"})
    assert "not found" in reply.text.lower()
    assert reply.buttons == () and reply.menus == ()


async def test_quote_needs_words_or_a_speaker(room: Newsroom) -> None:
    for options in ({}, {"words": "  "}):
        reply = await room.stand_in.slash(room.alice, room.channel, "quote", options)
        assert NEITHER in reply.text and reply.ephemeral


@pytest.mark.parametrize(
    ("command", "option"),
    [("who", "name"), ("claims", "about"), ("timeline", "about"), ("quote", "speaker")],
)
async def test_names_are_suggested(room: Newsroom, command: str, option: str) -> None:
    choices = await room.stand_in.autocomplete(
        room.alice, room.channel, command, {option: "kiri"}, focused=option
    )
    assert choices[0].value == "Sergey Kiriyenko"
    assert "person" in choices[0].name


async def test_suggested_claims_are_accepted_as_they_stand(room: Newsroom) -> None:
    choices = await room.stand_in.autocomplete(
        room.alice, room.channel, "sources", {"claim": "Taiwan Starlink"}, focused="claim"
    )
    values = [choice.value for choice in choices]
    assert values and all(len(value) <= 100 for value in values)
    by_number = next(value for value in values if value.startswith("#"))
    by_text = next(value for value in values if not value.startswith("#"))
    for value in (by_number, by_text):
        reply = await room.stand_in.slash(room.alice, room.channel, "sources", {"claim": value})
        assert "Taiwan" in reply.text


async def test_claim_numbers_that_are_not_there_are_told_privately(room: Newsroom) -> None:
    reply = await room.stand_in.slash(
        room.alice, room.channel, "sources", {"claim": "#99999"}, until=lambda r: r.ephemeral
    )
    assert "99999" in reply.text and "Reference" not in reply.text


async def test_message_is_checked_privately(room: Newsroom) -> None:
    message = room.stand_in.post(
        room.bob, room.channel, "Putin asked Musk not to switch Starlink on over Taiwan!"
    )
    reply = await room.stand_in.message_command(
        room.alice, room.channel, message, "Check this claim"
    )
    assert reply.ephemeral and "Wall Street Journal" in reply.text


async def test_message_without_text_has_nothing_to_check(room: Newsroom) -> None:
    message = room.stand_in.post(room.bob, room.channel, "")
    reply = await room.stand_in.message_command(
        room.alice, room.channel, message, "Check this claim"
    )
    assert reply.ephemeral and NO_TEXT in reply.text


async def test_desks_are_closed_to_each_other(room: Newsroom, bot: NewsroomBot) -> None:
    other = room.stand_in.add_guild("Desk B")
    eve, channel = room.stranger(other), room.first_channel(other)
    for command, options in (("who", {"name": "Putin"}), ("ask", {"question": "who is Putin?"})):
        reply = await room.stand_in.slash(eve, channel, command, options)
        assert "Kremlin" not in reply.text and "Starlink" not in reply.text
        assert "not found" in reply.text.lower()
    names = await room.stand_in.autocomplete(eve, channel, "who", {"name": "p"}, focused="name")
    claims = await room.stand_in.autocomplete(
        eve, channel, "sources", {"claim": "Taiwan"}, focused="claim"
    )
    assert names == [] and claims == []
