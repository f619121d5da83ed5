"""The button that tells whoever presses it, privately, why each name and claim matched."""

import re
from typing import Any, Self

import discord

from cogs.lookups import desk_of, look_up
from cogs.pressing import Pressed
from cogs.replying import change
from cogs.turning import Turning
from newsroom.answer import Reply
from newsroom.desk import Ask, AskId
from presentation.embeds import why_pages
from presentation.why import has_reasons

LABEL = "Why these?"
WHY_ID, WHY_PAGE_ID = "byline:why:{}", "byline:why:{}:{}"


def add_why(view: discord.ui.View, ask_id: AskId, reply: Reply) -> None:
    """Put the button beside the others where the answer has names or claims to explain."""
    if has_reasons(reply):
        view.add_item(WhyButton(ask_id))


class WhyButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:why:(?P<ask>\d{1,18})",
):
    """Opens the reasons of an answer for whoever presses it; reading is open to all who see it."""

    is_open = True

    def __init__(self, ask_id: AskId) -> None:
        super().__init__(discord.ui.Button(label=LABEL, custom_id=WHY_ID.format(ask_id), row=1))
        self.ask_id = ask_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(AskId(int(match["ask"])))

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Look the answer up anew and send its reasons to the presser alone."""
        embed, view = await _page(interaction, ask, self.ask_id, 0)
        await interaction.followup.send(embed=embed, view=view, ephemeral=True)


class WhyPageButton(
    Turning,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:why:(?P<ask>\d{1,18}):(?P<page>\d{1,4})",
):
    """Turns to one page of the reasons, on a message that only the presser sees."""

    is_open = True

    custom_id_of = WHY_PAGE_ID

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Look the answer up anew and show the page, or the last one where there are fewer."""
        embed, view = await _page(interaction, ask, self.ask_id, self.page)
        await change(interaction, embed=embed, view=view)


async def _page(
    interaction: discord.Interaction[Any], ask: Ask, ask_id: AskId, page: int
) -> tuple[discord.Embed, discord.ui.View]:
    reply = await look_up(interaction.client.services, desk_of(interaction.guild_id), ask)
    pages = why_pages(reply)
    page = min(page, len(pages) - 1)
    view = discord.ui.View(timeout=None)
    WhyPageButton.add_both(view, ask_id, page, len(pages))
    return pages[page], view
