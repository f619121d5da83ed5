"""Who may do what on a desk, as Discord and the desk's roles have it."""

from typing import Any

import discord

from cogs.lookups import desk_of
from newsroom.errors import NotPermitted
from services import Services

ROLES_UNSET = (
    "Nobody has been given the contributor role yet, so only members with Manage Server may add;"
    " one of them can set it with /desk roles."
)
LACKS_ROLE = "Adding needs the desk's contributor role, {}; ask for it, or ask one who has it."
EDITOR_UNSET = (
    "Nobody has been given the editor role yet, so only members with Manage Server may correct;"
    " one of them can set it with /desk roles."
)
LACKS_EDITOR = "Correcting needs the desk's editor role, {}; ask for it, or ask one who has it."
NEEDS_MANAGE_SERVER = "/desk needs the permission Manage Server."
DELETED_ROLE = (
    "which has been deleted; somebody with Manage Server can set another with /desk roles"
)


def require_manager(interaction: discord.Interaction[Any], command: str = "/desk") -> None:
    """Raise NotPermitted unless the asker has Manage Server."""
    if not is_manager(interaction):
        raise NotPermitted(NEEDS_MANAGE_SERVER.replace("/desk", command))


async def require_contributor(services: Services, interaction: discord.Interaction[Any]) -> None:
    """Raise NotPermitted unless the asker may add articles."""
    desk = desk_of(interaction.guild_id)
    if not is_manager(interaction):
        _require_role(
            interaction, (await services.roles(desk)).contributor, ROLES_UNSET, LACKS_ROLE
        )


async def require_editor(services: Services, interaction: discord.Interaction[Any]) -> None:
    """Raise NotPermitted unless the asker may correct what is kept."""
    desk = desk_of(interaction.guild_id)
    if not is_manager(interaction):
        _require_role(interaction, (await services.roles(desk)).editor, EDITOR_UNSET, LACKS_EDITOR)


def _require_role(
    interaction: discord.Interaction[Any], role_id: int | None, unset: str, lacks: str
) -> None:
    if role_id is None:
        raise NotPermitted(unset)
    if role_id not in _role_ids(interaction):
        role = interaction.guild.get_role(role_id) if interaction.guild else None
        raise NotPermitted(lacks.format(f"“{role.name}”" if role else DELETED_ROLE))


def is_manager(interaction: discord.Interaction[Any]) -> bool:
    """Whether the asker has Manage Server."""
    granted = interaction.permissions
    return granted.manage_guild or granted.administrator


def _role_ids(interaction: discord.Interaction[Any]) -> set[int]:
    return {role.id for role in getattr(interaction.user, "roles", ())}
