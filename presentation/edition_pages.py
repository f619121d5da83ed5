"""A digest as Discord messages, one page each, and the mark by which each is known again."""

from datetime import date

import discord

from newsroom.edition import Edition
from presentation import limits
from presentation.edition_sheet import edition_sheet
from presentation.embeds import page_embed
from presentation.pages import page_texts

SO_FAR = "so far; the digest itself comes at its time"


def digest_mark(edition_on: date, part: int) -> str:
    """What the footer of a part begins with: no other message of the bot in a channel does."""
    return f"digest {edition_on.isoformat()}/{part + 1}"


def edition_pages(edition: Edition) -> tuple[discord.Embed, ...]:
    """A digest as embeds, one a message, in order; the footer of each bears its mark."""
    sheet = edition_sheet(edition)
    texts = page_texts(sheet, limits.DIGEST_PARTS)
    heading = edition.heading
    pages = []
    for part, text in enumerate(texts):
        mark = SO_FAR if heading.is_so_far else digest_mark(heading.edition_on, part)
        place = f"page {part + 1} of {len(texts)}" if len(texts) > 1 else ""
        footer = " · ".join(filter(None, (mark, place, sheet.footer)))
        pages.append(page_embed(sheet, text, footer))
    return tuple(pages)


def bears_mark(message: discord.Message, mark: str) -> bool:
    """Whether a message is the part that bears a mark."""
    footers = [(embed.footer.text or "").split(" · ")[0] for embed in message.embeds]
    return mark in footers
