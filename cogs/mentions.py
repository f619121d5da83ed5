"""Whoever mentions the bot asks for an answer that the whole channel sees: who may."""

import logging

import discord

from cogs.admission import MENTION, SHARE, rule_of
from cogs.failures import record_failure
from cogs.faults import FAULTS
from cogs.lookups import desk_of
from cogs.pacing import Pacing, TooOften
from cogs.rights import judge, readers_only
from newsroom.errors import NotPermitted
from services import Services

log = logging.getLogger("byline.discord")

CONFINED = (
    "Others than this desk's readers can read along here; /ask answers you alone, and an editor may"
    " share."
)


async def admit_paced(pacing: Pacing, message: discord.Message) -> bool:
    """Whether somebody may mention the bot again already; who may not is told so once, directly."""
    guild_id, user_id = message.guild.id if message.guild else 0, message.author.id
    try:
        pacing.count(guild_id, user_id, rule_of(MENTION).right)
    except TooOften as error:
        if pacing.is_news(guild_id, user_id):
            await _tell_writer(message, str(error))
        return False
    return True


async def admit_writer(services: Services, message: discord.Message) -> bool:
    """Whether a message may be answered for all to see; its writer is told why not.

    Who may not read at all is told in a direct message, since a channel cannot be told privately;
    that message says nothing of what is on the desk.
    """
    member, guild = message.author, message.guild
    if guild is None or not isinstance(member, discord.Member):
        return False
    roles = await services.roles(desk_of(guild.id))
    granted = member.guild_permissions
    try:
        held = judge(roles, member, granted, rule_of(MENTION).right, MENTION)
    except NotPermitted as error:
        await _tell_writer(message, str(error))
        await record_failure(services, guild.id, error)
        return False
    if held >= rule_of(SHARE).right or readers_only(guild, message.channel.id, roles):
        return True
    await message.channel.send(
        CONFINED, reference=message.to_reference(fail_if_not_exists=False), mention_author=False
    )
    return False


async def _tell_writer(message: discord.Message, line: str) -> None:
    try:
        await message.author.send(line)
    except FAULTS as error:
        kind = type(error).__name__
        log.warning("Message %s: its writer cannot be told: %s", message.id, kind)
