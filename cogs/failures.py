"""What the person whose command failed is told, and what the log keeps of it."""

import logging
import secrets
from typing import Any

import discord
from discord import app_commands

from cogs.faults import is_expired, is_taken
from cogs.replying import NotDelivered, is_acknowledged, waits_for_answer
from newsroom.audit import current_act
from newsroom.errors import NewsroomError, NotPermitted
from presentation.embeds import error_embed
from services import Services

log = logging.getLogger("byline.discord")

STALE_COMMAND = (
    "This command has changed since Discord last looked; reload Discord (Ctrl+R) and try again."
)


def explain(error: BaseException) -> str:
    """What to tell the person who asked; anything that is our fault gets a reference."""
    if isinstance(error, NewsroomError):
        return str(error)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return STALE_COMMAND
    reference = secrets.token_hex(3)
    log.error("Unexpected failure %s", reference, exc_info=error)
    return f"Something went wrong on our side. Reference {reference}."


async def report_failure(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the asker alone what failed, then the audit; never raises, whatever became of it."""
    error = getattr(error, "original", error)
    cause = error.__cause__ if isinstance(error, NotDelivered) else error
    kind = type(cause).__name__
    if is_taken(cause):
        log.warning("Interaction %s was answered before: %s", interaction.id, kind)
        return
    if is_expired(cause):
        log.warning("Interaction %s expired: %s", interaction.id, kind)
    else:
        if cause is not error:
            log.warning("Interaction %s: the answer was not taken: %s", interaction.id, kind)
        await _try_to_tell(interaction, error)
    await record_failure(interaction.client.services, interaction.guild_id, error)


async def _try_to_tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    try:
        if isinstance(error, NotDelivered):
            # The answer may stand there all the same, so nothing is taken away for this.
            embed = error_embed(explain(error))
            await interaction.followup.send(embed=embed, ephemeral=True)
        else:
            await tell_privately(interaction, explain(error))
    except Exception as failure:
        log.warning("Interaction %s not answered: %s", interaction.id, type(failure).__name__)


async def record_failure(services: Services, guild_id: int | None, error: BaseException) -> None:
    """Record a refusal, a write that failed and whatever is our own fault; never raises."""
    act = current_act.get()
    is_ours = isinstance(error, NotDelivered) or not isinstance(
        error, NewsroomError | app_commands.AppCommandError
    )
    if guild_id is None or act is None:
        return
    if not (is_ours or isinstance(error, NotPermitted) or act.is_write):
        return
    try:
        await services.audit.end(str(guild_id), error)
    except Exception as failure:
        log.warning("Desk %s: not recorded: %s", guild_id, type(failure).__name__)


async def tell_privately(interaction: discord.Interaction[Any], line: str) -> None:
    """One line that the asker alone sees, even where a public answer was under way."""
    embed = error_embed(line)
    if not is_acknowledged(interaction):
        await interaction.response.send_message(embed=embed, ephemeral=True)
        return
    if waits_for_answer(interaction):
        # The first message after a public deferral would be public too.
        await interaction.delete_original_response()
    await interaction.followup.send(embed=embed, ephemeral=True)
