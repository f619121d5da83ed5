"""The same lines as Discord embeds, within every limit."""

from collections.abc import Iterable

import discord

from presentation import limits
from presentation.embeds import ANSWER, WARNING
from presentation.text import fit, inline, length, plain, plain_fit


def curation_embed(
    lines: Iterable[str], title: str | None = None, *, is_warning: bool = False
) -> discord.Embed:
    """Lines as an embed; those that do not fit are counted."""
    given, shown, room = list(lines), list[str](), limits.PAGE_TEXT
    for line in given:
        text = fit(plain(inline(line)), limits.FIELD_VALUE)
        room -= length(text) + 1
        if room < 0:
            break
        shown.append(text)
    heading = plain_fit(title, limits.EMBED_TITLE) if title else None
    colour = WARNING if is_warning else ANSWER
    embed = discord.Embed(title=heading, description="\n".join(shown), colour=colour)
    if len(given) > len(shown):
        embed.set_footer(text=f"{len(given) - len(shown)} more not shown")
    return embed
