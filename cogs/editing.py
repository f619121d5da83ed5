"""What every correction does first and last: check the editor, note who, tell them alone."""

from datetime import datetime
from typing import Any

import discord

from cogs.lookups import desk_of
from cogs.rights import require_editor
from newsroom.curation import Note
from newsroom.errors import NotPermitted
from presentation.curation_embeds import curation_embed
from presentation.text import inline
from services import Services


async def admit(services: Services, interaction: discord.Interaction[Any]) -> str:
    """The desk of somebody who may correct it; acknowledged, and for their eyes alone."""
    desk = desk_of(interaction.guild_id)
    await interaction.response.defer(thinking=True, ephemeral=True)
    await require_editor(services, interaction)
    return desk


async def may_edit(services: Services, interaction: discord.Interaction[Any]) -> bool:
    """Whether somebody may correct what is kept, for suggestions that only editors see."""
    try:
        await require_editor(services, interaction)
    except NotPermitted:
        return False
    return True


def note_of(interaction: discord.Interaction[Any], now: datetime, reason: str = "") -> Note:
    """Who judges, when and why."""
    user = interaction.user
    return Note(f"{inline(user.display_name)} ({user.id})", now, reason.strip())


async def tell(interaction: discord.Interaction[Any], *lines: str) -> None:
    """Lines that the editor alone sees."""
    await interaction.followup.send(embed=curation_embed(lines), ephemeral=True)
