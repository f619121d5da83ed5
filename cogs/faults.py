"""What may go wrong between the bot and Discord, and how one is told from another."""

import aiohttp
import discord

FAULTS = (
    *(discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError),
    *(TypeError, KeyError),  # from discord.py, for an answer that is a proxy's page and not JSON
)
"""What talking to Discord raises: refusals, server errors, a network or a proxy that fails."""

EXPIRED_CODES = frozenset({10008, 10015, 10062, 50027})
"""Discord's codes for an interaction or its message that is no longer there to be answered."""

TAKEN = 40060
"""Its code for an interaction that was acknowledged before, perhaps by our own first attempt."""

BAD_REQUEST = 400


def is_expired(error: BaseException | None) -> bool:
    """Whether Discord no longer takes an answer, which is nobody's fault and needs none."""
    return isinstance(error, discord.HTTPException) and error.code in EXPIRED_CODES


def is_taken(error: BaseException | None) -> bool:
    """Whether Discord has had the first response already."""
    return isinstance(error, discord.HTTPException) and error.code == TAKEN


def is_our_mistake(error: BaseException) -> bool:
    """Whether Discord understood us and calls what we sent wrong."""
    return isinstance(error, discord.HTTPException) and error.status == BAD_REQUEST
