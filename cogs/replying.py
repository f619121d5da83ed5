"""Answers to interactions: acknowledged in time, and filled in so that nothing is said twice.

Discord may take a request while its own answer is lost on the way; discord.py then asks again.
Filling in what was acknowledged is an edit, which may be repeated; a message is not.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord

from cogs.faults import FAULTS, is_expired, is_our_mistake, is_taken
from newsroom.errors import NewsroomError

DONE_UNSEEN = (
    "Discord did not take the answer. What you asked for is done; ask again to see how it stands."
)
DEFERRED = discord.InteractionResponseType.deferred_channel_message
UPDATED = discord.InteractionResponseType.deferred_message_update
DELIVERY_SECONDS = 90.0
"""Longer than discord.py tries again and a large file takes; a connection may hang for ever."""

_LOST = "acknowledged"


class NotDelivered(NewsroomError):
    """What was asked for is done, and Discord did not take the answer."""


async def acknowledge(interaction: discord.Interaction[Any], *, is_private: bool) -> None:
    """Say that an answer comes, unless the check of the role has said so already, privately."""
    if not is_acknowledged(interaction):
        with _taken_at_first(interaction, DEFERRED):
            await interaction.response.defer(thinking=True, ephemeral=is_private)


async def acknowledge_press(interaction: discord.Interaction[Any]) -> None:
    """Take a press of a button or menu in; its message stays as it is for now."""
    if not is_acknowledged(interaction):
        with _taken_at_first(interaction, UPDATED):
            await interaction.response.defer()


@contextmanager
def _taken_at_first(
    interaction: discord.Interaction[Any], kind: discord.InteractionResponseType
) -> Iterator[None]:
    """Go on where Discord has taken the acknowledgement and only its answer was lost."""
    try:
        yield
    except discord.HTTPException as error:
        if not is_taken(error):
            raise
        interaction.extras[_LOST] = kind


def is_acknowledged(interaction: discord.Interaction[Any]) -> bool:
    """Whether a first response has been given."""
    return interaction.response.is_done() or _LOST in interaction.extras


def waits_for_answer(interaction: discord.Interaction[Any]) -> bool:
    """Whether the asker sees that an answer is coming."""
    return DEFERRED in (interaction.response.type, interaction.extras.get(_LOST))


async def answer(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
) -> discord.Message:
    """Fill in the answer that was acknowledged, as privately as that was; twice is once.

    The message as it stands then. Raises NotDelivered where Discord does not take it.
    """
    if not waits_for_answer(interaction):
        return await answer_further(
            interaction, content, embed=embed, view=view, files=files, is_private=True
        )
    kept = _given(content=content, embed=embed, view=view)
    async with _delivery():
        return await interaction.edit_original_response(attachments=list(files), **kept)


async def answer_further(
    interaction: discord.Interaction[Any],
    content: str | None = None,
    *,
    embed: discord.Embed | None = None,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
    is_private: bool,
) -> discord.Message:
    """Add a message to an answer; where its confirmation is lost, it may be there twice.

    Raises NotDelivered where Discord does not take it.
    """
    kept = _given(content=content, embed=embed, view=view)
    async with _delivery():
        return await interaction.followup.send(
            files=list(files), ephemeral=is_private, wait=True, **kept
        )


def _given(**content: Any) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None}


async def change(interaction: discord.Interaction[Any], **content: Any) -> None:
    """Change the message of the button that was pressed; NotDelivered where it is not taken."""
    async with _delivery():
        await interaction.edit_original_response(**content)


@asynccontextmanager
async def _delivery() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(DELIVERY_SECONDS):
            yield
    except FAULTS as error:
        if is_our_mistake(error) and not is_expired(error):
            raise
        raise NotDelivered(DONE_UNSEEN) from error
