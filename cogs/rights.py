"""Who may do what on a desk, as Discord and the desk's roles have it, and how it is refused."""

import discord

from newsroom.desk import DeskRoles
from newsroom.errors import NotPermitted
from newsroom.rights import Right, held_right

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
LACKS_READER = "Reading needs the desk's reader role, {}; ask for it, or ask one who has it."
NEEDS_MANAGE_SERVER = "needs the permission Manage Server."
DELETED_ROLE = (
    "which has been deleted; somebody with Manage Server can set another with /desk roles"
)

_LACKING = {
    Right.READER: (LACKS_READER, LACKS_READER),
    Right.CONTRIBUTOR: (ROLES_UNSET, LACKS_ROLE),
    Right.EDITOR: (EDITOR_UNSET, LACKS_EDITOR),
}


def judge(
    roles: DeskRoles,
    member: discord.Member | discord.User,
    granted: discord.Permissions,
    least: Right,
    name: str,
) -> Right:
    """What a member may do on a desk; raises NotPermitted where that is less than a thing needs."""
    held = held_right(roles, role_ids(member), is_manager=is_manager(granted))
    if held < least:
        raise NotPermitted(refusal(roles, member, least, name))
    return held


def held_by(member: discord.Member, roles: DeskRoles) -> Right:
    """What a member may do on the whole server, wherever they are."""
    return held_right(roles, role_ids(member), is_manager=is_manager(member.guild_permissions))


def refusal(
    roles: DeskRoles, member: discord.Member | discord.User, least: Right, name: str
) -> str:
    """What somebody is told who lacks a right."""
    if least is Right.MANAGER:
        return f"“{name}” {NEEDS_MANAGE_SERVER}"
    role_id: int | None = getattr(roles, least.words)
    unset, lacks = _LACKING[least]
    if role_id is None:
        return unset
    role = member.guild.get_role(role_id) if isinstance(member, discord.Member) else None
    return lacks.format(f"“{role.name}”" if role else DELETED_ROLE)


def is_manager(granted: discord.Permissions) -> bool:
    """Whether somebody with these permissions may do everything."""
    return granted.manage_guild or granted.administrator


def role_ids(member: discord.Member | discord.User) -> frozenset[int]:
    """The roles that somebody has on the server."""
    return frozenset(role.id for role in getattr(member, "roles", ()))


def readers_only(guild: discord.Guild | None, channel_id: int | None, roles: DeskRoles) -> bool:
    """Whether nobody but those who may read the desk can read along in a channel.

    Where that cannot be told, it is not so: a thread is as open as its channel, and a person who is
    let in by name may have any role or none.
    """
    if roles.reader is None:
        return True
    channel = guild.get_channel_or_thread(channel_id or 0) if guild else None
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    if not isinstance(place, discord.abc.GuildChannel):
        return False
    return not any(
        place.permissions_for(role).view_channel and not _may_read(role, roles)
        for role in place.guild.roles
        if not role.is_bot_managed()
    ) and not any(
        allowed.view_channel and who.id != place.guild.me.id
        for who, allowed in place.overwrites.items()
        if not isinstance(who, discord.Role)
    )


def _may_read(role: discord.Role, roles: DeskRoles) -> bool:
    return held_right(roles, {role.id}, is_manager=is_manager(role.permissions)) >= Right.READER
