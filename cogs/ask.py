"""Questions about what the desk has read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.audience import may_answer_openly
from cogs.conversations import Conversations, Place
from cogs.embargoed import Part, look_up_embargoed, seen_by
from cogs.lookups import continued, desk_of, look_up
from cogs.mending import remember
from cogs.moves import move_article
from cogs.pictures import PICTURE, Pictures
from cogs.replying import acknowledge, answer, answer_further
from cogs.suggestions import suggest_articles, suggest_claims, suggest_names, suggest_stories
from cogs.views import first_page
from newsroom.answer import Answer
from newsroom.desk import Ask
from newsroom.errors import NewsroomError
from newsroom.post import contents_of_reply
from services import Services

PRIVATE = "True: only you see the answer"
WITH_PICTURE = "True: with a picture of who cites whom"
NEITHER = "Give some of the words, a speaker, or both; /quote needs at least one of them."
NO_TEXT = "That message has no text to check."


class LookUps(commands.Cog):
    """What our articles say, who says it, and since when."""

    def __init__(
        self,
        services: Services,
        now: Callable[[], datetime],
        conversations: Conversations,
        pictures: Pictures,
    ) -> None:
        self.services, self._now, self._conversations = services, now, conversations
        self._pictures = pictures

    @app_commands.command(description="Ask in plain words what our articles say")
    @app_commands.describe(question="Such as: who is …? what sources back …?", private=PRIVATE)
    async def ask(
        self, interaction: discord.Interaction, question: str, private: bool = False
    ) -> None:
        """Any question in plain words."""
        await self._answer(interaction, "ask", {"question": question}, private)

    @app_commands.command(description="Who or what somebody is, by our articles")
    @app_commands.describe(name="A name, or words that describe", private=PRIVATE)
    async def who(self, interaction: discord.Interaction, name: str, private: bool = False) -> None:
        """The entity card."""
        await self._answer(interaction, "who", {"name": name}, private)

    @app_commands.command(description="Who stands behind a claim, and how many independent sources")
    @app_commands.describe(claim="Some words of the claim", picture=WITH_PICTURE, private=PRIVATE)
    async def sources(
        self,
        interaction: discord.Interaction,
        claim: str,
        picture: bool = False,
        private: bool = False,
    ) -> None:
        """The best matching claims with their sourcing chains."""
        given = {"claim": claim, PICTURE: "yes" if picture else ""}
        await self._answer(interaction, "sources", given, private)

    @app_commands.command(description="What is claimed about somebody or something, newest first")
    @app_commands.describe(about="A name or a topic", private=PRIVATE)
    async def claims(
        self, interaction: discord.Interaction, about: str, private: bool = False
    ) -> None:
        """Claims about an entity or topic."""
        await self._answer(interaction, "claims", {"about": about}, private)

    @app_commands.command(description="Who said some words, or what somebody said")
    @app_commands.describe(
        words="Some of the words", speaker="Who is to have said them", private=PRIVATE
    )
    async def quote(
        self,
        interaction: discord.Interaction,
        words: str | None = None,
        speaker: str | None = None,
        private: bool = False,
    ) -> None:
        """The exact words, whose they are and where they stand."""
        given = {"words": (words or "").strip(), "speaker": (speaker or "").strip()}
        if not any(given.values()):
            raise NewsroomError(NEITHER)
        await self._answer(interaction, "quote", given, private)

    @app_commands.command(description="What happened when, by the dates in our articles")
    @app_commands.describe(about="A name or a topic", private=PRIVATE)
    async def timeline(
        self, interaction: discord.Interaction, about: str, private: bool = False
    ) -> None:
        """What happened when."""
        await self._answer(interaction, "timeline", {"about": about}, private)

    @app_commands.command(description="A story: outlets, independent sources, disputes, silences")
    @app_commands.describe(
        name="Some words of it, or a story that is offered",
        move="Editors: an article to move into that story (the name “new” begins one)",
        private=PRIVATE,
    )
    async def story(
        self,
        interaction: discord.Interaction,
        name: str,
        move: str | None = None,
        private: bool = False,
    ) -> None:
        """A story as its articles tell it; with `move` an article is put into it first."""
        if move is not None:
            await move_article(self.services, interaction, name, move)
            return
        await self._answer(interaction, "story", {"name": name}, private)

    async def check(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """What the desk holds on the text of a message, for the asker alone."""
        if not message.content.strip():
            raise NewsroomError(NO_TEXT)
        await self._answer(interaction, "check", {"text": message.content}, True)

    @who.autocomplete("name")
    @claims.autocomplete("about")
    @timeline.autocomplete("about")
    @quote.autocomplete("speaker")
    async def suggest_name(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Names on the desk."""
        seen = await seen_by(interaction)
        return await suggest_names(self.services, interaction.guild_id, typed, seen)

    @story.autocomplete("name")
    async def suggest_story(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Stories on the desk."""
        seen = await seen_by(interaction)
        return await suggest_stories(self.services, interaction.guild_id, typed, seen)

    @story.autocomplete("move")
    async def suggest_article(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Articles on the desk."""
        return await suggest_articles(self.services, interaction.guild_id, typed)

    @sources.autocomplete("claim")
    async def suggest_claim(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Claims on the desk."""
        seen = await seen_by(interaction)
        return await suggest_claims(self.services, interaction.guild_id, typed, seen)

    async def _answer(
        self,
        interaction: discord.Interaction,
        command: str,
        given: dict[str, str],
        is_private: bool,
    ) -> None:
        """Acknowledge at once, look it up, and send the first page.

        Whoever may know of an embargo is answered alone: what it holds is for them, and what they
        ask may already tell of it.
        """
        seen = await seen_by(interaction)
        is_private = is_private or bool(seen) or not may_answer_openly(interaction)
        await acknowledge(interaction, is_private=is_private)
        desk, services = desk_of(interaction.guild_id), self.services
        now, user_id = self._now(), interaction.user.id
        place = Place.of(
            interaction.channel, interaction.channel_id or 0, user_id, is_private=is_private
        )
        if command == "ask":
            previous = self._conversations.previous(place, now)
            given = continued(services, given["question"], previous)
        options = tuple((name, value) for name, value in given.items() if value)
        ask = Ask(command, options, user_id, now)
        reply = await look_up(services, desk, ask)
        self._conversations.remember(place, reply, now)
        open_part = Part(None, ask, reply)
        closed = await look_up_embargoed(services, desk, seen, ask)
        parts = (open_part, *closed) if isinstance(reply, Answer) else (*closed, open_part)
        for part in parts:
            await self._send(interaction, part, is_private=is_private, is_first=part is parts[0])

    async def _send(
        self, interaction: discord.Interaction, part: Part, *, is_private: bool, is_first: bool
    ) -> None:
        """Send the first page of what the desk or an embargo has on a question."""
        desk, (heading, ask, reply) = desk_of(interaction.guild_id), part
        shown = await first_page(self.services, desk, ask, reply, can_share=is_private)
        files = await self._pictures.files(ask, reply, interaction.app_permissions)
        send = answer if is_first else partial(answer_further, is_private=is_private)
        sent = await send(interaction, heading, embed=shown.embed, view=shown.view, files=files)
        await remember(interaction, sent, contents_of_reply(reply, ask.embargo), ask.asked_at)
