"""The least role that each command, button and form asks for, checked here before anything runs.

A new command joins `LEAST` with one line; what is not in it is for Manage Server alone.
"""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import discord

from cogs.failures import report_failure
from cogs.lookups import desk_of
from cogs.pacing import Pacing, TooOften
from cogs.replying import acknowledge, acknowledge_press, is_acknowledged
from cogs.rights import judge
from newsroom.audit import Act, current_act
from newsroom.desk import DeskRoles
from newsroom.rights import Right
from presentation import limits

if TYPE_CHECKING:
    from cogs.client import NewsroomBot


class Rule(NamedTuple):
    """The least role for a thing.

    `is_recorded`: a row of the audit is written when it is done, unless it recorded one of its own.
    `part_of`: the command under whose name the audit has it.
    `opens_form`: a check that is late is left to it, since nobody can be kept waiting for a form.
    """

    right: Right
    is_recorded: bool = False
    opens_form: bool = False
    part_of: str = ""


LEAST: dict[str, Rule] = {
    "ask": Rule(Right.READER),
    "who": Rule(Right.READER),
    "sources": Rule(Right.READER),
    "claims": Rule(Right.READER),
    "quote": Rule(Right.READER),
    "timeline": Rule(Right.READER),
    "story": Rule(Right.READER),
    "article changes": Rule(Right.READER),
    "digest now": Rule(Right.READER),
    "digest preview": Rule(Right.READER),
    "digest status": Rule(Right.READER),
    "digest schedule": Rule(Right.MANAGER),
    "digest pause": Rule(Right.MANAGER),
    "watch add": Rule(Right.READER, is_recorded=True),
    "watch remove": Rule(Right.READER, is_recorded=True),
    "watch list": Rule(Right.READER),
    "Check this claim": Rule(Right.READER),
    "add": Rule(Right.CONTRIBUTOR, opens_form=True),
    "Add to desk": Rule(Right.CONTRIBUTOR),
    "embargo list": Rule(Right.READER),
    "embargo set": Rule(Right.EDITOR),
    "embargo extend": Rule(Right.EDITOR),
    "embargo roles": Rule(Right.EDITOR),
    "embargo lift": Rule(Right.EDITOR),
    "entity merge": Rule(Right.EDITOR),
    "entity split": Rule(Right.EDITOR),
    "entity alias": Rule(Right.EDITOR),
    "entity describe": Rule(Right.EDITOR),
    "entity hide": Rule(Right.EDITOR),
    "entity show": Rule(Right.EDITOR),
    "entity undo": Rule(Right.EDITOR),
    "entity import": Rule(Right.EDITOR, is_recorded=True),
    "claim note": Rule(Right.EDITOR),
    "claim status": Rule(Right.EDITOR),
    "claim source": Rule(Right.EDITOR),
    "claim undo": Rule(Right.EDITOR),
    "claim history": Rule(Right.EDITOR),
    "review": Rule(Right.EDITOR),
    "export": Rule(Right.MANAGER, is_recorded=True),
    "forget": Rule(Right.MANAGER),
    "mydata show": Rule(Right.ANYBODY),
    "mydata erase": Rule(Right.ANYBODY),
    "desk roles": Rule(Right.MANAGER),
    "desk status": Rule(Right.MANAGER),
    "desk retention": Rule(Right.MANAGER),
    "desk feeds add": Rule(Right.MANAGER),
    "desk feeds remove": Rule(Right.MANAGER),
    "desk feeds list": Rule(Right.MANAGER),
    "desk feeds check": Rule(Right.MANAGER),
}
"""Commands and message commands, by their full names."""

PRESSED: dict[str, Rule] = {
    "PageButton": Rule(Right.READER),
    "ChoiceMenu": Rule(Right.READER),
    "WhyButton": Rule(Right.READER),
    "WhyPageButton": Rule(Right.READER),
    "ChangesButton": Rule(Right.READER),
    "ChangesPageButton": Rule(Right.READER),
    "MuteButton": Rule(Right.READER, is_recorded=True, part_of="watch mute"),
    "ShareButton": Rule(Right.READER, part_of="share"),
    "MergeButton": Rule(Right.EDITOR, part_of="entity merge"),
    "VerdictButton": Rule(Right.EDITOR, part_of="review"),
    "ForgetButton": Rule(Right.MANAGER, part_of="forget"),
    "PasteModal": Rule(Right.CONTRIBUTOR, part_of="add"),
}
"""Buttons, menus and forms, by their classes."""

MENTION, MOVE = "mentioning the bot", "story with move"
SHARE = "answering where others read along"
PARTS: dict[str, Rule] = {
    MENTION: Rule(Right.READER),
    SHARE: Rule(Right.EDITOR),
    MOVE: Rule(Right.EDITOR),
}
"""What else is asked for: ways to ask that are no command, and parts of commands."""

NOT_LISTED = Rule(Right.MANAGER, is_recorded=True)


def rule_of(name: str) -> Rule:
    """The rule of a command, a button, a form or a part."""
    return LEAST.get(name) or PRESSED.get(name) or PARTS.get(name) or NOT_LISTED


async def admit(interaction: discord.Interaction[Any], name: str) -> Right:
    """Raise NotPermitted unless the asker may use what goes by that name; what they may do else.

    Where the desk takes too long to say, the asker is told privately that an answer comes.
    """
    rule = rule_of(name)
    checking = asyncio.ensure_future(_check(interaction, rule.right, name))
    seconds = limits.READ_CHECK_SECONDS if rule.right <= Right.READER else None
    done, _ = await asyncio.wait({checking}, timeout=seconds or limits.ACKNOWLEDGE_CHECK_SECONDS)
    if not done and not is_acknowledged(interaction):
        if rule.opens_form:
            checking.add_done_callback(lambda done: done.cancelled() or done.exception())
            interaction.extras["checking"] = checking
            return Right.ANYBODY
        await _wait_privately(interaction)
    return await checking


async def admitted_late(interaction: discord.Interaction[Any]) -> None:
    """Wait, privately, for a check that was too late to keep a form waiting."""
    checking = interaction.extras.pop("checking", None)
    if checking is not None:
        await acknowledge(interaction, is_private=True)
        await checking


def begin(name: str, member: discord.Member | discord.User, now: datetime) -> Act:
    """Say who does what in this task, for what the audit records of it."""
    rule = rule_of(name)
    is_write = rule.right >= Right.CONTRIBUTOR or rule.is_recorded
    act = Act(rule.part_of or name, "", member.id, member.display_name, now, is_write)
    current_act.set(act)
    return act


async def gate(interaction: discord.Interaction[Any], name: str) -> bool:
    """Whether the asker may use what goes by that name; others are told so privately."""
    if interaction.type is discord.InteractionType.autocomplete:
        return await _may_be_offered(interaction, name)
    try:
        pacing: Pacing = interaction.client.pacing
        pacing.count(interaction.guild_id or 0, interaction.user.id, rule_of(name).right)
    except TooOften as error:
        await report_failure(interaction, error)
        return False
    interaction.extras["act"] = begin(name, interaction.user, interaction.client.now())
    try:
        await admit(interaction, name)
    except Exception as error:
        await report_failure(interaction, error)
        return False
    return True


class Gated:
    """A button, menu or form whose rule is asked for again each time that it is used."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether whoever uses it may do so now; others are told so privately."""
        return await gate(interaction, type(self).__name__)


async def _check(interaction: discord.Interaction[Any], least: Right, name: str) -> Right:
    """What the asker may do; remembered with the interaction, with the desk's roles."""
    bot: NewsroomBot = interaction.client
    roles = await bot.services.roles(desk_of(interaction.guild_id))
    interaction.extras["roles"] = roles
    held = judge(roles, interaction.user, interaction.permissions, least, name)
    interaction.extras["held"] = held
    return held


def roles_of(interaction: discord.Interaction[Any]) -> DeskRoles:
    """The desk's roles, as they were when the asker was admitted."""
    roles: DeskRoles = interaction.extras["roles"]
    return roles


async def _may_be_offered(interaction: discord.Interaction[Any], name: str) -> bool:
    """Whether something may be suggested; whoever may not use the command is offered nothing."""
    try:
        pacing: Pacing = interaction.client.pacing
        if pacing.is_spent(interaction.guild_id or 0, interaction.user.id):
            raise TooOften
        checking = _check(interaction, rule_of(name).right, name)
        await asyncio.wait_for(checking, limits.AUTOCOMPLETE_SECONDS)
    except Exception:
        with suppress(discord.DiscordException):
            await interaction.response.autocomplete([])
        return False
    return True


async def _wait_privately(interaction: discord.Interaction[Any]) -> None:
    if interaction.type is discord.InteractionType.component:
        await acknowledge_press(interaction)
    else:
        await acknowledge(interaction, is_private=True)
