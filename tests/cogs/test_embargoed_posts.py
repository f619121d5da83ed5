"""Posts and embargoes: nothing closed is noted as a post, and what was posted of it goes."""

from typing import Any

import discord
import pytest

import cogs.ask
import cogs.ingest
import cogs.views
from cogs.beating import Beating
from cogs.mending import remember_post
from newsroom.answer import Answer, Question, QuestionKind
from newsroom.post import Contents, contents_of_reply
from presentation.embargoes import MARK
from presentation.post_corrections import FORGOTTEN
from storage.posts import list_contents
from tests.cogs.test_embargoes import Closed, closed
from tests.cogs.test_mending import TAIWAN, mended, read_by_all
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Upload

__all__ = ["closed"]

FERRY = "Ferry to close\n\n" + "\n\n".join(
    f"The ferry to {place} will close in May, Ida Rook said on Monday."
    for place in ("Tarnby", "Selwick", "Norland", "Oster", "Wick", "Lund", "Halsey", "Brae")
)
TESTIFY = "Musk will testify in May about Starlink"


async def noted(closed: Closed, reply: Reply) -> bool:
    """Whether the open desk remembers a message as one of its posts."""
    desk = str(closed.room.guild.guild_id)
    store = await closed.bot.services._desks.get(desk)
    assert reply.message is not None
    return bool(await store.read(list_contents, reply.message.message_id))


async def remember_as_open(
    interaction: discord.Interaction[Any], message: discord.Message, *what: Any
) -> None:
    """Remember an answer as if all could read it."""
    assert interaction.guild is not None
    await remember_post(interaction.client, interaction.guild, message, *what)


@pytest.mark.asyncio
@pytest.mark.parametrize("is_told_private", [True, False])
async def test_nothing_of_an_embargo_is_remembered_as_a_post(
    closed: Closed, monkeypatch: pytest.MonkeyPatch, is_told_private: bool
) -> None:
    """Also where nothing said that its message is private: its numbers mean others on the desk."""
    if not is_told_private:
        for module in (cogs.ask, cogs.ingest, cogs.views):
            monkeypatch.setattr(module, "remember", remember_as_open)
    claims = await closed.answers(closed.ines, "sources", {"claim": TESTIFY})
    names = await closed.answers(closed.ines, "who", {"name": "Oona Vexley"})
    parts = [each for each in (*claims, *names) if each.content.startswith(MARK)]
    assert len(parts) == 2 and "Vexley" in parts[0].text
    for part in parts:
        assert not await noted(closed, part)
    draft = Upload("ferry.txt", FERRY.encode(), "text/plain")
    options: dict[str, Value] = {"file": draft, "embargo": "in 2 hours", "role": closed.role}
    (added,) = await closed.answers(closed.room.bob, "add", dict(options))
    assert "Added under embargo" in added.text and not await noted(closed, added)
    (first, *_) = await closed.answers(closed.ines, "quote", {"speaker": "Ida Rook"})
    turned = await closed.room.stand_in.press(
        closed.ines, first, "Next", until=lambda r: r.text != first.text
    )
    assert first.content.startswith(MARK) and not await noted(closed, turned)
    (open_part,) = [each for each in claims if not each.content]
    assert await noted(closed, open_part) is not is_told_private


@pytest.mark.asyncio
async def test_posts_that_quoted_what_is_closed_are_replaced(closed: Closed) -> None:
    room = closed.room
    for cog in closed.bot.cogs.values():
        if isinstance(cog, Beating):
            cog.beat.change_interval(seconds=0.02)
    await closed.use(room.alice, "sources", {"claim": TAIWAN, "picture": True})
    await closed.use(room.alice, "who", {"name": "Whitfield Holdings"})
    before = read_by_all(room)
    assert len(before) == 2 and all(each.embeds for each in before)
    (first, *_) = await closed.bot.services.complete_claims(str(room.guild.guild_id), TAIWAN)
    article = f"#{first.citation.article_id}"
    options: dict[str, Value] = {"until": "in 2 hours", "role": closed.role, "article": article}
    assert "Embargo 2" in (await closed.use(room.manager, "embargo set", dict(options))).text
    await mended(room, closed.bot)
    gone, kept = sorted(read_by_all(room), key=lambda each: each.content != FORGOTTEN)
    assert gone.content == FORGOTTEN and "Whitfield Holdings" in str(kept.embeds)
    assert not (gone.embeds or gone.components or gone.attachments)


@pytest.mark.asyncio
async def test_claims_are_corrected_on_the_open_desk_alone(closed: Closed) -> None:
    room = closed.room
    for command in ("claim status", "claim history", "claim undo"):
        for typed in ("Starlink over Taiwan", "testify in May"):
            offered = await room.stand_in.autocomplete(
                room.manager, room.channel, command, {"claim": typed}, focused="claim"
            )
            labels = [choice.name for choice in offered]
            assert not any(MARK in each or "testify" in each for each in labels), labels
            assert labels or typed == "testify in May"
    words = {"claim": "Elon Musk will testify in May about keeping Starlink off over Taiwan"}
    told = await closed.use(room.manager, "claim history", dict(words))
    assert "Pick a claim that is offered" in told.text and "Vexley" not in told.text


def test_an_answer_of_an_embargo_shows_nothing_of_the_desk() -> None:
    reply = Answer(Question("", QuestionKind.CLAIMS, ""), "")
    assert contents_of_reply(reply, 1) == Contents()
