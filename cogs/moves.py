"""Articles moved from one story to another, by editors."""

from typing import Any

import discord

from cogs.admission import MOVE, admit
from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from newsroom.article import ArticleId
from newsroom.errors import NewsroomError
from newsroom.story import StoryMove
from newsroom.typed import read_number
from presentation.text import inline, plain
from services import Services

WHICH_ARTICLE = "Pick the article from the list that is offered, or give its number."


async def move_article(
    services: Services, interaction: discord.Interaction[Any], story: str, article: str
) -> None:
    """Move an article for an editor, and tell them privately how to undo it."""
    await acknowledge(interaction, is_private=True)
    await admit(interaction, MOVE)
    number = article_number(article)
    user = interaction.user
    judged_by = f"{inline(user.display_name)} ({user.id})"
    desk = desk_of(interaction.guild_id)
    move = await services.stories.move(desk, number, story, judged_by)
    await answer(interaction, plain(move_words(move)))


def article_number(article: str) -> ArticleId:
    """The number of an article as typed or picked; raises NewsroomError for anything else."""
    number = read_number(article)
    if number is None:
        raise NewsroomError(WHICH_ARTICLE)
    return ArticleId(number)


def move_words(move: StoryMove) -> str:
    """What was moved where, and how it is undone."""
    words = f"Article {move.article_id} is in story {move.to_id} now, and stays there."
    if move.from_id is None:
        return words
    return f"{words} To undo it, move it back to story {move.from_id}."
