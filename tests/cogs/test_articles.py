"""What changed in an article: said when it is added again, shown by a button and by a command."""

import pytest

from cogs.articles import LABEL
from cogs.client import NewsroomBot
from cogs.pressing import EXPIRED, NOT_YOURS
from newsroom.desk import Ask, AskId
from newsroom.errors import StoreError
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Upload

pytestmark = pytest.mark.asyncio

FIRST = """Ferry was unsafe, inspector says

The ferry allegedly sailed with a cracked hull on 3 February, a former inspector said on Monday.

Odile Brandt, mayor of Tarnby, told reporters that the town had no choice but to sell it.

The price was below two million crowns, according to the Northwire agency.
"""
SECOND = FIRST.replace("allegedly sailed", "sailed").replace("below two", "below three") + (
    "\nCorrection: An earlier version of this article gave another price.\n"
)
DAY_S = 24 * 3600.0


async def _add(room: Newsroom, text: str) -> Reply:
    upload = Upload("ferry.txt", text.encode(), "text/plain")
    return await room.stand_in.slash(room.manager, room.channel, "add", {"file": upload})


@pytest.mark.usefixtures("bot")
async def test_a_changed_file_is_said_to_be_a_version_with_what_changed(room: Newsroom) -> None:
    assert not (await _add(room, FIRST)).buttons
    reply = await _add(room, SECOND)
    assert "Version 2 of an article on the desk" in reply.text
    assert "“allegedly” dropped from claim" in reply.text
    assert "Correction: An earlier version" in reply.text
    assert [button.label for button in reply.buttons] == [LABEL]
    again = await _add(room, SECOND)
    assert "nothing changed" in again.text and not again.buttons


@pytest.mark.usefixtures("bot")
async def test_the_button_shows_anybody_what_changed_and_them_alone(room: Newsroom) -> None:
    await _add(room, FIRST)
    reply = await _add(room, SECOND)
    told = await room.stand_in.press(room.alice, reply, LABEL, until=lambda shown: shown.ephemeral)
    assert told.ephemeral and told.message is not reply.message
    assert "2 versions" in told.text and "Hedge dropped" in told.text
    assert "two" in told.text and "three" in told.text
    assert room.stand_in.look(reply).text == reply.text


@pytest.mark.usefixtures("bot")
async def test_the_command_finds_an_article_by_number_and_by_title(room: Newsroom) -> None:
    await _add(room, FIRST)
    await _add(room, SECOND)
    options = await room.stand_in.autocomplete(
        room.alice, room.channel, "article changes", {"article": "ferry"}, focused="article"
    )
    ((label, value),) = [(option.name, option.value) for option in options]
    assert "Ferry was unsafe" in label and str(value).startswith("#")
    for asked in (str(value), "ferry unsafe"):
        shown = await room.stand_in.slash(
            room.alice, room.channel, "article changes", {"article": asked}
        )
        assert "2 versions" in shown.text and not shown.ephemeral
    private = await room.stand_in.slash(
        room.alice, room.channel, "article changes", {"article": "ferry", "private": True}
    )
    assert private.ephemeral
    unchanged = await room.stand_in.slash(
        room.alice, room.channel, "article changes", {"article": "#1"}
    )
    assert "1 version." in unchanged.text and "no other text" in unchanged.text


@pytest.mark.usefixtures("bot")
async def test_what_is_no_article_is_said_privately(room: Newsroom) -> None:
    for asked in ("#99999", "no such words", "https://nowhere.example/x", "9" * 30):
        reply = await room.stand_in.slash(
            room.alice,
            room.channel,
            "article changes",
            {"article": asked},
            until=lambda shown: shown.ephemeral,
        )
        assert "on this desk" in reply.text and "Reference" not in reply.text


async def test_many_versions_page_for_the_asker_after_a_restart_until_they_expire(
    room: Newsroom,
) -> None:
    async with room.running():
        for number in range(9):
            await _add(room, FIRST.replace("two million", f"{number + 2} million"))
        shown = await room.stand_in.slash(
            room.alice, room.channel, "article changes", {"article": "ferry"}
        )
        assert "9 versions" in shown.text
    async with room.running():
        second = await room.stand_in.press(room.alice, shown, "Next")
        assert second.message is shown.message and "page 2 of" in second.text
        refused = await room.stand_in.press(
            room.bob, second, "Previous", until=lambda reply: reply.ephemeral
        )
        assert NOT_YOURS in refused.text
        room.stand_in.clock.advance(DAY_S + 1)
        late = await room.stand_in.press(
            room.alice, second, "Previous", until=lambda reply: EXPIRED in reply.text
        )
        assert late.ephemeral


@pytest.mark.usefixtures("bot")
async def test_hostile_words_stay_harmless_in_what_changed(room: Newsroom) -> None:
    hostile = "@everyone [x](https://evil.example) <@1> ||s|| \u202e"
    await _add(room, FIRST)
    reply = await _add(room, SECOND.replace("the town had no choice", f"the town {hostile} had"))
    told = await room.stand_in.press(room.alice, reply, LABEL, until=lambda shown: shown.ephemeral)
    for call in ("@everyone", "<@1", "](https://evil", "\u202e"):
        assert call not in told.text and call not in reply.text


async def test_an_answer_that_cannot_be_kept_goes_out_without_the_button(
    room: Newsroom, bot: NewsroomBot
) -> None:
    await _add(room, FIRST)

    async def fail(desk: str, ask: Ask) -> AskId:
        raise StoreError("The desk file cannot be written: the disk is full.")

    bot.services.asks.keep = fail  # type: ignore[method-assign]
    reply = await _add(room, SECOND)
    assert "Version 2" in reply.text and not reply.buttons


@pytest.mark.usefixtures("bot")
async def test_answers_about_a_corrected_article_say_so(room: Newsroom) -> None:
    await _add(room, FIRST)
    await _add(room, SECOND)
    reply = await room.stand_in.slash(
        room.alice, room.channel, "claims", {"about": "price below three million crowns"}
    )
    assert "Correction seen on" in reply.text and "gave another price" in reply.text
