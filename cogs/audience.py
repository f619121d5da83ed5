"""Who sees an answer: the asker alone, or the channel that it was asked for in."""

from typing import Any

import discord

from cogs.admission import SHARE, roles_of, rule_of
from cogs.rights import readers_only
from newsroom.errors import NotPermitted
from newsroom.rights import Right

READ_ALONG = (
    "Others than this desk's readers can read along here, so only an editor can show more of this"
    " answer; the command itself answers you alone."
)


def may_answer_openly(interaction: discord.Interaction[Any]) -> bool:
    """Whether an answer may be shown to the channel that it was asked for in."""
    held: Right = interaction.extras["held"]
    return held >= rule_of(SHARE).right or is_among_readers(interaction)


def is_among_readers(interaction: discord.Interaction[Any]) -> bool:
    """Whether nobody but the desk's readers can read along where an interaction is."""
    return readers_only(interaction.guild, interaction.channel_id, roles_of(interaction))


def is_private(message: discord.Message | None) -> bool:
    """Whether only the asker sees a message."""
    return message is not None and message.flags.ephemeral


def require_audience(interaction: discord.Interaction[Any]) -> None:
    """Raise NotPermitted where changing a message would show more to people who may not read."""
    if not is_private(interaction.message) and not may_answer_openly(interaction):
        raise NotPermitted(READ_ALONG)
