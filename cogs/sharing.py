"""The button that shows a private answer to the channel, for whoever may share there."""

import re
from typing import Any, Self

import discord

from cogs.admission import SHARE, admit
from cogs.audience import is_among_readers
from cogs.lookups import desk_of, look_up
from cogs.mending import remember
from cogs.pressing import Pressed
from newsroom.answer import Answer, Reply
from newsroom.desk import Ask, AskId
from newsroom.errors import NotPermitted
from newsroom.post import contents_of_reply
from presentation.embeds import reply_pages
from presentation.text import inline, plain
from services import Services

LABEL = "Share here"
SHARE_ID = "byline:share:{}:{}"
MAY_NOT_WRITE = "You may not write in this channel, so nothing is shared here in your name."
SHARED_BY = "Shared by {}"
UNDER_EMBARGO = "What is under embargo is not shared before its time."


class ShareButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:share:(?P<ask>\d{1,18}):(?P<page>\d{1,4})",
):
    """Shows one page of a private answer to the channel; the rights are those of that moment."""

    def __init__(self, ask_id: AskId, page: int) -> None:
        custom_id = SHARE_ID.format(ask_id, page)
        super().__init__(discord.ui.Button(label=LABEL, custom_id=custom_id, row=1))
        self.ask_id, self.page = ask_id, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(AskId(int(match["ask"])), int(match["page"]))

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Look the answer up anew and show it to all, if it may be."""
        if not is_shareable(ask):
            raise NotPermitted(UNDER_EMBARGO)
        await _require_sharing(interaction)
        services: Services = interaction.client.services
        desk = desk_of(interaction.guild_id)
        now = interaction.client.now()
        reply = await look_up(services, desk, ask)
        pages = reply_pages(reply)
        page = pages[min(self.page, len(pages) - 1)]
        by = SHARED_BY.format(plain(inline(interaction.user.display_name)))
        sent = await interaction.followup.send(by, embed=page, ephemeral=False, wait=True)
        await remember(interaction, sent, contents_of_reply(reply), now)
        await services.audit.shared(desk, _articles(reply))


def is_shareable(ask: Ask) -> bool:
    """Whether an answer may be shown to others at all."""
    return ask.embargo is None


async def _require_sharing(interaction: discord.Interaction[Any]) -> None:
    """Raise NotPermitted where the presser may not write, or others than readers read along."""
    granted = interaction.permissions
    is_thread = isinstance(interaction.channel, discord.Thread)
    if not (granted.send_messages_in_threads if is_thread else granted.send_messages):
        raise NotPermitted(MAY_NOT_WRITE)
    if not is_among_readers(interaction):
        await admit(interaction, SHARE)


def _articles(reply: Reply) -> tuple[int, ...]:
    cited = reply.citations if isinstance(reply, Answer) else ()
    claims = reply.claims if isinstance(reply, Answer) else ()
    of_claims = (match.claim.citation for match in claims)
    return tuple(dict.fromkeys(each.article_id for each in (*cited, *of_claims)))
