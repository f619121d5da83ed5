"""What somebody is shown that is under embargo: for those who may know of it, and them alone."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import discord

from cogs.lookups import desk_of, look_up
from cogs.rights import is_manager, role_ids
from newsroom.answer import Answer, Reply
from newsroom.desk import Ask
from newsroom.embargo import Embargo
from newsroom.errors import NewsroomError
from newsroom.typed import read_hashed
from presentation.embargoes import part_heading
from services import Services

log = logging.getLogger("byline.embargoes")


class Part(NamedTuple):
    """What the desk, or under a heading an embargo, has on a question."""

    heading: str | None
    ask: Ask
    reply: Reply


async def seen_by(interaction: discord.Interaction[Any]) -> tuple[Embargo, ...]:
    """The embargoes that whoever asks may know of, by the roles that they have at this moment."""
    services: Services = interaction.client.services
    return await services.embargoes.open_to(
        desk_of(interaction.guild_id),
        role_ids(interaction.user),
        is_manager=is_manager(interaction.permissions),
    )


async def find_seen(interaction: discord.Interaction[Any], number: int) -> Embargo:
    """An embargo that whoever asks may know of; a NewsroomError where there is none."""
    services: Services = interaction.client.services
    return await services.embargoes.find(
        desk_of(interaction.guild_id),
        number,
        role_ids(interaction.user),
        is_manager=is_manager(interaction.permissions),
    )


async def may_still_see(interaction: discord.Interaction[Any], ask: Ask) -> bool:
    """Whether the embargo that was asked still stands, and is open to whoever presses a button."""
    if ask.embargo is None:
        return True
    return any(each.number == ask.embargo for each in await seen_by(interaction))


async def look_up_embargoed(
    services: Services, desk: str, seen: Sequence[Embargo], ask: Ask
) -> tuple[Part, ...]:
    """What the embargoes in `seen` answer; those that have nothing on it are left out.

    A number such as "#12" is one of the open desk's, and means something else in theirs.
    """
    if any(read_hashed(value) is not None for _, value in ask.options):
        return ()
    parts = []
    for embargo in seen:
        within = replace(ask, embargo=embargo.number)
        try:
            reply = await look_up(services, desk, within)
        except NewsroomError as error:  # it ended meanwhile, or a number means nothing there
            log.info("Embargo %s: not asked: %s", embargo.name, type(error).__name__)
            continue
        if isinstance(reply, Answer):
            parts.append(Part(part_heading(embargo), within, reply))
    return tuple(parts)
