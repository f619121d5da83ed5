"""The same sheet as Discord embeds, one a page, within every limit."""

import discord

from newsroom.answer import Reply
from newsroom.audit import AuditReport
from newsroom.desk import DeskState, Ingested
from newsroom.embargo import EmbargoCounts
from newsroom.release import VERSION
from newsroom.version import History
from presentation import limits
from presentation.changes import history_sheet
from presentation.embargoes import counts_line
from presentation.ingesting import ingested_sheet
from presentation.pages import CUT_MARK, page_footer, page_texts, page_title
from presentation.sheet import Sheet, is_warning
from presentation.text import inline, plain_fit
from presentation.trust import audit_line, mend_lines, state_lines
from presentation.why import why_sheet
from presentation.wording import reply_sheet

ANSWER, WARNING = discord.Colour(0x2F6FDE), discord.Colour(0xE0A100)
NOT_FOUND, FAILURE = discord.Colour(0x7A8088), discord.Colour(0xC93C37)
NOTHING = "Nothing to show."  # Discord refuses an embed without any words


def reply_pages(reply: Reply) -> tuple[discord.Embed, ...]:
    """A reply as embeds, one a page, in order; the first holds headline and notes."""
    return sheet_pages(reply_sheet(reply))


def why_pages(reply: Reply) -> tuple[discord.Embed, ...]:
    """Why each name and claim of a reply matched, as embeds, one a page."""
    return sheet_pages(why_sheet(reply))


def history_pages(history: History) -> tuple[discord.Embed, ...]:
    """The versions of an article as embeds, one a page."""
    return sheet_pages(history_sheet(history))


def sheet_pages(sheet: Sheet) -> tuple[discord.Embed, ...]:
    """A sheet as embeds, one a page."""
    texts = page_texts(sheet)
    return tuple(
        page_embed(sheet, text, page_footer(sheet, number, len(texts)))
        for number, text in enumerate(texts, start=1)
    )


def ingested_embed(ingested: Ingested) -> discord.Embed:
    """What came of adding an article, on one page; it says so where not all of it fits."""
    sheet = ingested_sheet(ingested)
    first, *others = page_texts(sheet)
    return page_embed(sheet, first, "… not all of it fits here" if others else "")


def state_embed(state: DeskState, report: AuditReport, embargoes: EmbargoCounts) -> discord.Embed:
    """How a desk stands, and what should be seen to."""
    advice = [f"To see to: {line}" for line in mend_lines(state, report)]
    closed = f"Embargoes: {counts_line(embargoes)}"
    lines = (*state_lines(state, VERSION), closed, f"Audit: {audit_line(report)}", *advice)
    text = plain_fit("\n".join(map(inline, lines)), limits.EMBED_DESCRIPTION // 2, CUT_MARK)
    return discord.Embed(title="How this desk stands", description=text, colour=ANSWER)


def error_embed(message: str) -> discord.Embed:
    """One clear line that says what failed."""
    words = plain_fit(inline(message), limits.EMBED_DESCRIPTION // 2, CUT_MARK)
    return discord.Embed(description=words or "That did not work.", colour=FAILURE)


def page_embed(sheet: Sheet, text: str, footer: str) -> discord.Embed:
    """One page of a sheet with the footer below it."""
    title = page_title(sheet) or (None if text else NOTHING)
    embed = discord.Embed(title=title, description=text or None, colour=_colour(sheet))
    if footer:
        embed.set_footer(text=footer)
    return embed


def _colour(sheet: Sheet) -> discord.Colour:
    if not sheet.is_found:
        return NOT_FOUND
    return WARNING if any(map(is_warning, sheet.notes)) else ANSWER
