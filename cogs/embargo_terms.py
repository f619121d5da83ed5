"""What somebody wants closed until when and to whom, as they give it in a command."""

from datetime import datetime
from typing import NamedTuple

import discord

from newsroom.embargo import Terms
from newsroom.errors import NewsroomError
from newsroom.until import read_until
from services import Services

FORMS = "18:00, 2026-03-01 18:00, in 2 hours"
BOTH = "Give both for an embargo: until when, and the role that it is open to."
OPEN_TO_ALL = "Everybody has that role, so the embargo would close nothing: name another one."


class Wanted(NamedTuple):
    """The embargo that is asked for, if one is."""

    until: str | None
    roles: tuple[discord.Role, ...]
    reason: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether an embargo is asked for, even if not all of it was given."""
        return self.until is not None or bool(self.roles)


OPENLY = Wanted(None, ())


async def terms_of(
    services: Services,
    desk: str,
    member: discord.Member | discord.User,
    wanted: Wanted,
    now: datetime,
) -> Terms:
    """The terms that are asked for; raises NewsroomError for what cannot be."""
    roles = checked_roles(wanted.roles)
    if wanted.until is None or not roles:
        raise NewsroomError(BOTH)
    until = await until_of(services, desk, wanted.until, now)
    return Terms(until, roles, member.id, now, wanted.reason.strip())


async def until_of(services: Services, desk: str, text: str, now: datetime) -> datetime:
    """A time as it was typed, in the desk's zone."""
    return read_until(text, now, await services.embargoes.zone(desk))


def checked_roles(roles: tuple[discord.Role, ...]) -> tuple[int, ...]:
    """The ids of roles that do close something."""
    if any(role.is_default() for role in roles):
        raise NewsroomError(OPEN_TO_ALL)
    return tuple(dict.fromkeys(role.id for role in roles))
