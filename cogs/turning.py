"""The two buttons that turn the pages of an answer, whatever its pages are of."""

import re
from typing import Any, ClassVar, Self

import discord

from cogs.pressing import Pressed
from newsroom.desk import AskId


class Turning(Pressed):
    """One of the two buttons, beside a `DynamicItem` with the template of its own custom id."""

    custom_id_of: ClassVar[str]
    """The custom id with places for the question's number and the page."""
    at_row: ClassVar[int | None] = None

    def __init__(self, ask_id: AskId, page: int, label: str, *, is_disabled: bool) -> None:
        custom_id = self.custom_id_of.format(ask_id, page)
        be_an_item: Any = super().__init__
        be_an_item(
            discord.ui.Button(
                label=label, custom_id=custom_id, disabled=is_disabled, row=self.at_row
            )
        )
        self.ask_id, self.page = ask_id, page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(AskId(int(match["ask"])), int(match["page"]), "Page", is_disabled=False)

    @classmethod
    def add_both(cls, view: discord.ui.View, ask_id: AskId, page: int, pages: int) -> None:
        """Put both buttons into a view; neither where there is one page."""
        if pages > 1:
            last = pages - 1
            before: Any = cls(ask_id, max(0, page - 1), "Previous", is_disabled=page == 0)
            after: Any = cls(ask_id, min(last, page + 1), "Next", is_disabled=page == last)
            view.add_item(before).add_item(after)
