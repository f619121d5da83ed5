"""/story on Discord: told with pages, suggested by name, and an article moved by editors alone."""

import pytest

from cogs.moves import WHICH_ARTICLE
from cogs.rights import EDITOR_UNSET
from tests.cogs.desk_room import Newsroom, sample
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member, Role

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


async def suggested(room: Newsroom, option: str, typed: str) -> list[tuple[str, str]]:
    """What /story suggests for an option while it is typed: labels and values."""
    given: dict[str, Value] = {"name": "new"} if option != "name" else {}
    found = await room.stand_in.autocomplete(
        room.alice, room.channel, "story", {**given, option: typed}, focused=option
    )
    return [(choice.name, str(choice.value)) for choice in found]


async def tell(room: Newsroom, name: str) -> Reply:
    """The story, as it is told in the channel."""
    return await room.stand_in.slash(room.alice, room.channel, "story", {"name": name})


async def move(room: Newsroom, member: Member, article: str, story: str) -> Reply:
    """What somebody is told, privately, who moves an article."""
    reply = await room.stand_in.slash(
        member,
        room.channel,
        "story",
        {"name": story, "move": article},
        until=lambda r: bool(r.embeds or r.content),
    )
    assert reply.ephemeral
    return reply


async def set_editors(room: Newsroom) -> Role:
    """Let the editors correct."""
    editors = room.guild.add_role("editors")
    await room.stand_in.slash(room.manager, room.channel, "desk roles", {"editor": editors})
    return editors


async def test_a_story_is_told_in_the_channel_within_every_limit(room: Newsroom) -> None:
    reply = await tell(room, "Taiwan")
    assert "5 articles from 5 outlets" in reply.text
    assert "rests mainly on one unnamed source" in reply.text
    assert reply.deferred and not reply.ephemeral


async def test_the_pages_hold_every_part(room: Newsroom) -> None:
    reply = await tell(room, "Taiwan")
    text = reply.text
    while any(button.label == "Next" and not button.is_disabled for button in reply.buttons):
        reply = await room.stand_in.press(room.alice, reply, "Next")
        text += reply.text
    for part in ("Articles", "Independent sources", "Disputed", "Who has answered", "Timeline"):
        assert f"__{part}__" in text, part
    assert "denied by Dmitry Peskov" in text
    assert "Elon Musk: has not commented" in text


async def test_a_story_answers_a_question_too(room: Newsroom) -> None:
    options = {"question": "how many independent sources does the Taiwan story have?"}
    reply = await room.stand_in.slash(room.alice, room.channel, "ask", options)
    assert "independent sources" in reply.text and "5 articles" in reply.text


async def test_private_answers_the_asker_alone(room: Newsroom) -> None:
    options: dict[str, Value] = {"name": "Taiwan", "private": True}
    reply = await room.stand_in.slash(room.alice, room.channel, "story", options)
    assert reply.ephemeral and "5 articles" in reply.text


async def test_what_is_no_story_is_not_found(room: Newsroom) -> None:
    reply = await tell(room, "orchestra")
    assert "not found" in reply.text.lower()


async def test_stories_and_articles_are_suggested(room: Newsroom) -> None:
    (story,) = await suggested(room, "name", "")
    assert story[0].endswith("(5 articles, 2024-11-02)")
    assert await suggested(room, "name", "kiriyenko") == [story]
    ((article, _),) = await suggested(room, "move", "starlink stops")
    assert article == "Strait Review: Why Starlink stops short of Taiwan"
    assert await suggested(room, "name", "zebulon") == []


async def test_an_editor_moves_an_article_and_may_move_it_back(room: Newsroom) -> None:
    ((_, story),) = await suggested(room, "name", "")
    carol = room.guild.add_member("carol", roles=[await set_editors(room)])
    moved = await move(room, carol, "#1", "new")
    assert f"move it back to story {story[1:]}" in moved.text
    assert "4 articles from 4 outlets" in (await tell(room, story)).text
    (apart,) = [value for _, value in await suggested(room, "name", "") if value != story]
    shown = await tell(room, apart)
    assert "Moved here" in shown.text and f"by Carol ({carol.user.user_id})" in shown.text
    await move(room, carol, "#1", story)
    assert "5 articles from 5 outlets" in (await tell(room, story)).text


async def test_others_may_not_move_and_are_told_privately(room: Newsroom) -> None:
    assert EDITOR_UNSET in (await move(room, room.alice, "#1", "new")).text
    await room.set_contributors()
    await set_editors(room)
    for member in (room.alice, room.bob):
        assert "“editors”" in (await move(room, member, "#1", "new")).text
    assert len(await suggested(room, "name", "")) == 1


@pytest.mark.parametrize("article", ["the first one", "#", "#٣", "9.5"])
async def test_what_is_no_article_s_number_is_refused(room: Newsroom, article: str) -> None:
    assert WHICH_ARTICLE in (await move(room, room.manager, article, "new")).text


async def test_an_unknown_article_or_story_is_named(room: Newsroom) -> None:
    assert "no article 999" in (await move(room, room.manager, "#999", "new")).text
    assert "no story 999" in (await move(room, room.manager, "#1", "#999")).text
    assert "There is no article" in (await move(room, room.manager, "9" * 30, "new")).text


async def test_an_addition_says_which_story_it_joined(room: Newsroom) -> None:
    empty = room.stand_in.add_guild("Desk B")
    eve, channel = room.stranger(empty), room.first_channel(empty)
    first = await room.stand_in.slash(eve, channel, "add", {"file": sample("harbour-ledger")})
    then = await room.stand_in.slash(eve, channel, "add", {"file": sample("northgate")})
    assert "begins a story" in first.text
    assert "joins story: Putin asked Musk" in then.text and "(2 articles)" in then.text
