"""Questions that lean on the answer before, in a channel, in a thread and in private."""

from datetime import UTC, datetime, timedelta

import pytest

from cogs.client import NewsroomBot
from cogs.conversations import KEPT_FOR, REMEMBERED, Conversations, Place
from newsroom.answer import Question, QuestionKind, Unanswered
from tests.cogs.desk_room import Newsroom

NOON = datetime(2024, 11, 2, 12, tzinfo=UTC)
REPLY = Unanswered(Question("who?", QuestionKind.WHO, "who"), "not found")
HERE = Place(1, 2)


def test_an_answer_is_remembered_for_a_while() -> None:
    conversations = Conversations()
    assert conversations.previous(HERE, NOON) is None
    conversations.remember(HERE, REPLY, NOON)
    assert conversations.previous(HERE, NOON + KEPT_FOR) is REPLY
    assert conversations.previous(HERE, NOON + KEPT_FOR + timedelta(seconds=1)) is None
    assert conversations.previous(Place(1, 3), NOON) is None


def test_old_conversations_make_room() -> None:
    conversations = Conversations()
    for number in range(REMEMBERED + 1):
        conversations.remember(Place(number, 2), REPLY, NOON)
    assert conversations.previous(Place(0, 2), NOON) is None
    assert conversations.previous(Place(REMEMBERED, 2), NOON) is REPLY


@pytest.mark.asyncio
async def test_a_slash_question_leans_on_the_one_before(room: Newsroom, bot: NewsroomBot) -> None:
    asked = room.stand_in
    await asked.slash(room.alice, room.channel, "who", {"name": "Peskov"})
    reply = await asked.slash(room.alice, room.channel, "ask", {"question": "and what did he say?"})
    assert "Understood as: what did Dmitry Peskov say?" in reply.text
    assert "only once" in reply.text


@pytest.mark.asyncio
async def test_a_mention_leans_on_the_one_before(room: Newsroom, bot: NewsroomBot) -> None:
    mention = room.stand_in.bot.mention
    await room.stand_in.say(room.alice, room.channel, f"{mention} who is Peskov?")
    (reply,) = await room.stand_in.say(room.alice, room.channel, f"{mention} and what did he say?")
    assert "only once" in reply.text


@pytest.mark.asyncio
async def test_nobody_leans_on_what_another_member_asked(room: Newsroom, bot: NewsroomBot) -> None:
    await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Peskov"})
    reply = await room.stand_in.slash(
        room.bob, room.channel, "ask", {"question": "and what did he say?"}
    )
    assert "Peskov" not in reply.text
