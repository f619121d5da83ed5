"""The desk itself: who may do what, and how much it holds."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.lookups import desk_of
from cogs.rights import require_manager
from newsroom.desk import DeskRoles
from presentation.embeds import counts_embed
from services import Services


class Desk(commands.GroupCog, group_name="desk", group_description="Who may do what; what is kept"):
    """Settings and state of a desk, for members with Manage Server."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="Show who may add and correct, or set it")
    @app_commands.describe(
        contributor="The role whose members may add articles",
        editor="The role whose members may correct what is kept",
    )
    async def roles(
        self,
        interaction: discord.Interaction,
        contributor: discord.Role | None = None,
        editor: discord.Role | None = None,
    ) -> None:
        """Set the roles that were given, and show both."""
        require_manager(interaction)
        await interaction.response.defer(thinking=True, ephemeral=True)
        desk = desk_of(interaction.guild_id)
        roles = await self.services.roles(desk)
        if contributor or editor:
            roles = DeskRoles(
                contributor.id if contributor else roles.contributor,
                editor.id if editor else roles.editor,
            )
            await self.services.set_roles(desk, roles)
        await interaction.followup.send(_roles_text(roles, interaction.guild))

    @app_commands.command(description="How much this desk holds")
    async def status(self, interaction: discord.Interaction) -> None:
        """Counts of what is stored."""
        require_manager(interaction)
        await interaction.response.defer(thinking=True, ephemeral=True)
        counts = await self.services.counts(desk_of(interaction.guild_id))
        await interaction.followup.send(embed=counts_embed(counts))


def _roles_text(roles: DeskRoles, guild: discord.Guild | None) -> str:
    return "\n".join(
        (
            f"Contributors, who may add articles: {_role_text(roles.contributor, guild)}",
            f"Editors, who may correct: {_role_text(roles.editor, guild)}",
            "Members with Manage Server may do everything; everybody may look things up.",
        )
    )


def _role_text(role_id: int | None, guild: discord.Guild | None) -> str:
    if role_id is None:
        return "not set"
    role = guild.get_role(role_id) if guild else None
    return role.mention if role else "a role that has been deleted"
