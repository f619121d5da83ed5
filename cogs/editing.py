"""What every correction does first and last: note who makes it, and tell them alone."""

from datetime import datetime
from typing import Any

import discord

from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from newsroom.curation import Note
from newsroom.errors import NewsroomError
from newsroom.typed import read_number
from presentation.curation_embeds import curation_embed
from presentation.text import inline

LAST = "last"
NO_NUMBER = "Give the number of a judgement, or last."


async def private_desk(interaction: discord.Interaction[Any]) -> str:
    """The desk that an editor corrects; acknowledged, and for their eyes alone."""
    await acknowledge(interaction, is_private=True)
    return desk_of(interaction.guild_id)


def note_of(interaction: discord.Interaction[Any], now: datetime, reason: str = "") -> Note:
    """Who judges, when and why."""
    user = interaction.user
    return Note(f"{inline(user.display_name)} ({user.id})", now, reason.strip())


def which_judgement(number: str) -> int | None:
    """The number of a judgement that is to be undone; None for the last."""
    which = read_number(number)
    if which is None and number.strip().casefold() != LAST:
        raise NewsroomError(NO_NUMBER)
    return which


async def tell(interaction: discord.Interaction[Any], *lines: str) -> None:
    """Lines that the editor alone sees."""
    await answer(interaction, embed=curation_embed(lines))
