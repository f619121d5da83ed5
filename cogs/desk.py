"""The desk itself: who may do what, and how much it holds."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from newsroom.desk import DeskRoles
from presentation.embeds import state_embed
from presentation.text import plural
from services import Services

KEPT_FOR = (
    "If Byline leaves this server, the desk is sealed at once and deleted after {}; invited back"
    " before, it goes on as it was."
)


class Desk(commands.GroupCog, group_name="desk", group_description="Who may do what; what is kept"):
    """Settings and state of a desk, for members with Manage Server."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="Show who may add and correct, or set it")
    @app_commands.describe(
        reader="The role whose members may look things up; @everyone opens it to all again",
        contributor="The role whose members may add articles",
        editor="The role whose members may correct what is kept",
    )
    async def roles(
        self,
        interaction: discord.Interaction,
        reader: discord.Role | None = None,
        contributor: discord.Role | None = None,
        editor: discord.Role | None = None,
    ) -> None:
        """Set the roles that were given, and show all."""
        await acknowledge(interaction, is_private=True)
        desk = desk_of(interaction.guild_id)
        roles = await self.services.roles(desk)
        if reader or contributor or editor:
            roles = DeskRoles(
                contributor.id if contributor else roles.contributor,
                editor.id if editor else roles.editor,
                _restricted(reader) if reader else roles.reader,
            )
            await self.services.set_roles(desk, roles)
        await answer(interaction, _roles_text(roles, interaction.guild))

    @app_commands.command(description="How this desk stands, and what should be seen to")
    async def status(self, interaction: discord.Interaction) -> None:
        """Version, sizes, last feed and digest, last failure; the audit is checked on the way."""
        await acknowledge(interaction, is_private=True)
        desk = desk_of(interaction.guild_id)
        state = await self.services.state(desk)
        report = await self.services.audit.look_over(desk, interaction.created_at)
        embargoes = await self.services.embargoes.counts(desk)
        await answer(interaction, embed=state_embed(state, report, embargoes))

    @app_commands.command(description="How long the desk is kept after Byline leaves the server")
    @app_commands.describe(days="Days until it is deleted, 1 to 365; sealed it is at once")
    async def retention(self, interaction: discord.Interaction, days: int | None = None) -> None:
        """Set the days, if they are given, and show them."""
        await acknowledge(interaction, is_private=True)
        desk, leaving = desk_of(interaction.guild_id), self.services.leaving
        if days is not None:
            await leaving.set_kept_days(desk, days)
        kept = await leaving.kept_days(desk)
        await answer(interaction, KEPT_FOR.format(plural(kept, "day")))


def _restricted(reader: discord.Role) -> int | None:
    """The role's id; None where it is everybody's, which restricts nothing."""
    return None if reader.is_default() else reader.id


def _roles_text(roles: DeskRoles, guild: discord.Guild | None) -> str:
    readers = "everybody" if roles.reader is None else _role_text(roles.reader, guild)
    return "\n".join(
        (
            f"Readers, who may look things up: {readers}",
            f"Contributors, who may add articles: {_role_text(roles.contributor, guild)}",
            f"Editors, who may correct: {_role_text(roles.editor, guild)}",
            "Editors may also add, and contributors read; members with Manage Server may do all.",
        )
    )


def _role_text(role_id: int | None, guild: discord.Guild | None) -> str:
    if role_id is None:
        return "not set"
    role = guild.get_role(role_id) if guild else None
    return role.mention if role else "a role that has been deleted"
