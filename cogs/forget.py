"""Articles that are forgotten for good, after a second look."""

import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.admission import Gated
from cogs.conversations import Conversations
from cogs.embargoed import find_seen, seen_by
from cogs.failures import report_failure, tell_privately
from cogs.lookups import desk_of
from cogs.moves import article_number
from cogs.replying import acknowledge, acknowledge_press, answer, change
from cogs.suggestions import suggest_articles
from newsroom.article import ArticleId
from newsroom.embargo import EmbargoedArticle
from presentation import limits
from presentation.text import fit, inline, plain
from presentation.trust import forgotten_line
from services import Services

FORGET_ID = "byline:forget:{}:{}:{}"
ASK_AGAIN = (
    "Forget article {}, {}? Its text, and all names, claims and watches that came only from it, are"
    " deleted for good. Buttons under earlier answers stop working; posts of the last 90 days that"
    " quoted it are replaced by one sentence."
)
NOT_YOURS = "Only the person who asked can confirm this; run /forget yourself."


class Forget(commands.Cog):
    """Deleting articles, for members with Manage Server."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="Delete an article and all that came only from it")
    @app_commands.describe(article="Some words of its title, or its number; E3/1 under embargo")
    async def forget(self, interaction: discord.Interaction, article: str) -> None:
        """Show which article is meant, with the button that forgets it."""
        await acknowledge(interaction, is_private=True)
        desk, closed = desk_of(interaction.guild_id), EmbargoedArticle.read(article)
        number = closed.article_id if closed else article_number(article)
        if closed:
            embargo = await find_seen(interaction, closed.number)
            citation = await self.services.embargoes.citation(embargo, number)
        else:
            citation = await self.services.forgetting.find(desk, number)
        view = discord.ui.View(timeout=None)
        within = closed.number if closed else 0
        view.add_item(ForgetButton(number, interaction.user.id, within))
        title = fit(inline(citation.title), limits.HEADLINE_SHOWN)
        words = ASK_AGAIN.format(closed or number, f"“{title}”")
        await answer(interaction, plain(words), view=view)

    @forget.autocomplete("article")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Articles on the desk."""
        seen = await seen_by(interaction)
        return await suggest_articles(self.services, interaction.guild_id, typed, seen)


class ForgetButton(
    Gated,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:forget:(?P<article>\d{1,18}):(?P<user>\d{1,20}):(?P<embargo>\d{1,6})",
):
    """Forgets one article of the desk, or of one of its embargoes, for the manager who asked."""

    def __init__(self, article_id: ArticleId, user_id: int, embargo: int = 0) -> None:
        custom_id = FORGET_ID.format(article_id, user_id, embargo)
        style = discord.ButtonStyle.danger
        super().__init__(discord.ui.Button(label="Forget it", custom_id=custom_id, style=style))
        self.article_id, self.user_id, self.embargo = article_id, user_id, embargo

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        number = int(match["embargo"])
        return cls(ArticleId(int(match["article"])), int(match["user"]), number)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Forget the article, and take its title out of the question."""
        try:
            await acknowledge_press(interaction)
            if interaction.user.id != self.user_id:
                await tell_privately(interaction, NOT_YOURS)
                return
            await self._forget(interaction)
        except Exception as error:
            await report_failure(interaction, error)

    async def _forget(self, interaction: discord.Interaction[Any]) -> None:
        services: Services = interaction.client.services
        desk, guild = desk_of(interaction.guild_id), interaction.guild
        if self.embargo:
            embargo = await find_seen(interaction, self.embargo)
            forgotten = await services.embargoes.forget(embargo, self.article_id)
        else:
            forgotten = await services.forgetting.forget(desk, self.article_id)
        conversations: Conversations = interaction.client.conversations
        if guild is not None:
            conversations.forget({each.id for each in (*guild.channels, *guild.threads)})
        line = inline(forgotten_line(forgotten))
        await change(interaction, content=plain(line), view=None)
