"""The same lines on feeds as Discord embeds, within every limit."""

from collections.abc import Sequence

import discord

from newsroom.feed import Feed
from presentation import limits
from presentation.embeds import ANSWER, WARNING
from presentation.feeds import paused_line
from presentation.text import fit, length, plain


def feeds_embed(lines: Sequence[str]) -> discord.Embed:
    """Lines as an embed; those that do not fit are counted."""
    return _embed(lines, ANSWER)


def paused_embed(feed: Feed) -> discord.Embed:
    """What a channel is told once when its feed has been paused."""
    return _embed((paused_line(feed),), WARNING)


def _embed(lines: Sequence[str], colour: discord.Colour) -> discord.Embed:
    shown: list[str] = []
    room = limits.PAGE_TEXT
    for line in lines:
        text = fit(plain(line), limits.FIELD_VALUE)
        room -= length(text) + 1
        if room < 0:
            break
        shown.append(text)
    embed = discord.Embed(description="\n".join(shown), colour=colour)
    if len(lines) > len(shown):
        embed.set_footer(text=f"{len(lines) - len(shown)} more not shown")
    return embed
