"""What changed in an article: a command, and a button on what came of adding one."""

import re
from contextlib import suppress
from typing import Any, Self

import discord
from discord import app_commands
from discord.app_commands import Choice

from cogs.audience import may_answer_openly
from cogs.lookups import desk_of
from cogs.mending import remember
from cogs.pressing import Pressed
from cogs.replying import acknowledge, answer, change
from cogs.suggestions import suggest_changed
from cogs.turning import Turning
from newsroom.desk import Ask, AskId
from newsroom.errors import NewsroomError
from newsroom.post import Contents
from newsroom.version import Change
from presentation.embeds import history_pages
from services import Services

COMMAND, ARTICLE = "article changes", "article"
LABEL = "What changed"
CHANGES_ID, CHANGES_PAGE_ID = "byline:changes:{}", "byline:changes:{}:{}"


class ArticleCommands(app_commands.Group):
    """Articles as the desk holds them."""

    def __init__(self, services: Services) -> None:
        super().__init__(name="article", description="An article as the desk holds it")
        self.services = services

    @app_commands.command(description="The versions of an article, and what changed in each")
    @app_commands.describe(
        article="Its number, its address, or words of its title",
        private="True: only you see the answer",
    )
    async def changes(
        self, interaction: discord.Interaction, article: str, private: bool = False
    ) -> None:
        """Every version of an article."""
        is_private = private or not may_answer_openly(interaction)
        await acknowledge(interaction, is_private=is_private)
        await send_changes(interaction, article)

    @changes.autocomplete("article")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Articles that have changed."""
        return await suggest_changed(self.services, interaction.guild_id, typed)


async def send_changes(interaction: discord.Interaction[Any], article: str) -> None:
    """Send the first page of an article's versions; its buttons are the asker's."""
    services, desk = interaction.client.services, desk_of(interaction.guild_id)
    history = await services.versions.history(desk, article)
    pages = history_pages(history)
    view = discord.ui.View(timeout=None)
    if len(pages) > 1:
        number = str(history.citation.article_id)
        with suppress(NewsroomError):  # the first page goes out without its buttons
            ask_id = await services.asks.keep(desk, _ask(interaction, number))
            ChangesPageButton.add_both(view, ask_id, 0, len(pages))
    sent = await answer(interaction, embed=pages[0], view=view)
    shown = Contents(articles=frozenset({history.citation.article_id}))
    await remember(interaction, sent, shown, interaction.client.now())


async def changes_view(
    interaction: discord.Interaction[Any], article_id: int, change: Change | None
) -> discord.ui.View:
    """The button that shows what changed; nothing where nothing did, or it could not be kept."""
    view = discord.ui.View(timeout=None)
    if change is not None:
        services, desk = interaction.client.services, desk_of(interaction.guild_id)
        try:
            ask_id = await services.asks.keep(desk, _ask(interaction, str(article_id)))
        except NewsroomError:
            return view  # the answer goes out without it
        view.add_item(ChangesButton(ask_id))
    return view


def _ask(interaction: discord.Interaction[Any], article: str) -> Ask:
    now = interaction.client.now()
    return Ask(COMMAND, ((ARTICLE, f"#{article}"),), interaction.user.id, now)


class ChangesButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:changes:(?P<ask>\d{1,18})",
):
    """Shows what changed to whoever presses it, and to them alone."""

    is_open = True

    def __init__(self, ask_id: AskId) -> None:
        super().__init__(discord.ui.Button(label=LABEL, custom_id=CHANGES_ID.format(ask_id)))
        self.ask_id = ask_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(AskId(int(match["ask"])))

    def fits(self, ask: Ask) -> bool:
        """Whether a question is one of what changed."""
        return ask.command == COMMAND

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Send the article's versions as they stand now to the presser."""
        await send_changes(interaction, dict(ask.options)[ARTICLE])


class ChangesPageButton(
    Turning,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:changes:(?P<ask>\d{1,18}):(?P<page>\d{1,4})",
):
    """Turns to one page of an article's versions, for the asker."""

    custom_id_of = CHANGES_PAGE_ID

    def fits(self, ask: Ask) -> bool:
        """Whether a question is one of what changed."""
        return ask.command == COMMAND

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Look the versions up anew and show the page, or the last one where there are fewer."""
        services, desk = interaction.client.services, desk_of(interaction.guild_id)
        pages = history_pages(await services.versions.history(desk, dict(ask.options)[ARTICLE]))
        page = min(self.page, len(pages) - 1)
        view = discord.ui.View(timeout=None)
        ChangesPageButton.add_both(view, self.ask_id, page, len(pages))
        await change(interaction, embed=pages[page], view=view)
