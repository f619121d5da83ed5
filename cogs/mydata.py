"""What the desk keeps about whoever asks: shown to them alone, and erased if they want."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from presentation.text import plain
from presentation.trust import kept_lines
from services import Services


class MyData(commands.GroupCog, group_name="mydata", group_description="What is kept about you"):
    """What is kept about a member, for that member alone; open to all, whatever their roles."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="Show what this desk keeps about you")
    async def show(self, interaction: discord.Interaction) -> None:
        """How much of each kind is kept."""
        await acknowledge(interaction, is_private=True)
        desk = desk_of(interaction.guild_id)
        kept = await self.services.kept_of(desk, interaction.user.id)
        await answer(interaction, plain("\n".join(kept_lines(kept))))

    @app_commands.command(description="Erase what this desk keeps about you")
    async def erase(self, interaction: discord.Interaction) -> None:
        """Erase it; what was done for the desk stays, without a name."""
        await acknowledge(interaction, is_private=True)
        desk = desk_of(interaction.guild_id)
        erased = await self.services.erase_kept(desk, interaction.user.id)
        lines = kept_lines(erased, is_erased=True)
        await answer(interaction, plain("\n".join(lines)))
