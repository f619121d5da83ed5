"""Articles that people give to the desk."""

import asyncio
import re
from collections.abc import Awaitable, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.admission import Gated, acknowledge, admitted_late
from cogs.articles import changes_view
from cogs.audience import may_answer_openly
from cogs.failures import report_failure
from cogs.lookups import desk_of
from cogs.mending import remember
from newsroom.desk import Ingested
from newsroom.errors import NewsroomError, UnreadableInput
from newsroom.post import Contents
from presentation import limits
from presentation.embeds import ingested_embed
from services import Services

ARTICLE_BYTES = 800_000
"""The largest file that reading takes; a larger one is not even downloaded."""

DOWNLOAD_SECONDS = 60.0
FORM_SECONDS = limits.ASK_HOURS * 3600.0
PASTED = "pasted text"

PAGE_BYTES = 5_000_000
"""The same for web pages and PDF files."""

PAGE_SUFFIXES = (".html", ".htm", ".pdf")
TWO_GIVEN = "Give either a url or a file, not both."
NOTHING_TO_ADD = "That message has neither a link nor text to add."
MORE_LINKS = "The first link was read; that message has {} more, for which there is /add."
MESSAGE = "message {}"
GONE = "Discord no longer offers that file; attach it again."


_LINK = re.compile(r"https?://[^\s<>|`]+", re.IGNORECASE)


class Ingest(commands.Cog):
    """Reading articles that somebody adds."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="Add an article: its address, a file, or its text in a form")
    @app_commands.describe(url="The article's address", file="A .txt, .md, .html or .pdf file")
    async def add(
        self,
        interaction: discord.Interaction,
        url: str | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Read an article and say what was read; without options, open the form."""
        if file is None and url is None:
            await self._open_form(interaction)
            return
        await self._admit(interaction)
        desk = desk_of(interaction.guild_id)
        if url is not None and file is not None:
            raise NewsroomError(TWO_GIVEN)
        if file is None:
            await _tell_read(interaction, self.services.web.add(desk, url or ""))
            return
        content = await download(file)
        await _tell_read(interaction, self.services.add_file(desk, file.filename, content))

    async def add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Read the article that a message links to, or the message's own text without a link."""
        await self._admit(interaction)
        desk, links = desk_of(interaction.guild_id), find_links(message.content)
        if links:
            note = MORE_LINKS.format(len(links) - 1) if len(links) > 1 else None
            await _tell_read(interaction, self.services.web.add(desk, links[0]), note)
            return
        if not message.content.strip():
            raise NewsroomError(NOTHING_TO_ADD)
        name = MESSAGE.format(message.id)
        await _tell_read(interaction, self.services.add_text(desk, name, message.content))

    async def add_pasted(
        self, interaction: discord.Interaction[Any], title: str, text: str
    ) -> None:
        """Read what was pasted into the form."""
        await self._admit(interaction)
        desk = desk_of(interaction.guild_id)
        adding = self.services.add_text(desk, title or PASTED, text, title or None)
        await _tell_read(interaction, adding)

    async def _open_form(self, interaction: discord.Interaction) -> None:
        """Open the form; where the check took too long, its submission is checked alone."""
        await interaction.response.send_modal(PasteModal(self))

    async def _admit(self, interaction: discord.Interaction[Any]) -> None:
        """Acknowledge in time: publicly once the asker may add and no stranger reads along."""
        await admitted_late(interaction)
        await acknowledge(interaction, is_private=not may_answer_openly(interaction))


def _text_field(label: str, *, is_required: bool) -> discord.ui.Label[Any]:
    """One field of running text; Discord takes no more than 4,000 characters in each."""
    return discord.ui.Label(
        text=label,
        component=discord.ui.TextInput(
            style=discord.TextStyle.paragraph, required=is_required, max_length=limits.TEXT_INPUT
        ),
    )


def _filled_in(field: discord.ui.Label[Any]) -> str:
    component = field.component
    assert isinstance(component, discord.ui.TextInput)
    return component.value


def _joined(parts: Sequence[str]) -> str:
    """The parts as one text: a full field was cut anywhere, any other ends a paragraph."""
    text = ""
    for part in filter(None, parts):
        is_cut = bool(text) and len(text) % limits.TEXT_INPUT == 0
        text += part if is_cut or not text else f"\n\n{part}"
    return text


class PasteModal(Gated, discord.ui.Modal, title="Add an article"):
    """A form for an article's text."""

    headline: discord.ui.Label[Any] = discord.ui.Label(
        text="Title (optional)",
        component=discord.ui.TextInput(required=False, max_length=limits.EMBED_TITLE),
    )
    body: discord.ui.Label[Any] = _text_field("Text", is_required=True)
    second: discord.ui.Label[Any] = _text_field("Text, second part", is_required=False)
    third: discord.ui.Label[Any] = _text_field("Text, third part", is_required=False)

    def __init__(self, ingest: Ingest) -> None:
        super().__init__(timeout=FORM_SECONDS)
        self._ingest = ingest

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand over what was filled in."""
        title, *parts = (
            _filled_in(field) for field in (self.headline, self.body, self.second, self.third)
        )
        try:
            await self._ingest.add_pasted(interaction, title.strip(), _joined(parts))
        except Exception as error:
            await report_failure(interaction, error)


async def download(file: discord.Attachment) -> bytes:
    """The bytes of an attachment that is not too large."""
    is_page = file.filename.lower().endswith(PAGE_SUFFIXES)
    most = PAGE_BYTES if is_page else ARTICLE_BYTES
    if file.size > most:
        raise UnreadableInput(
            f"{file.filename} is too large: {file.size / 1e6:.1f} MB, and at most"
            f" {most / 1e6:.1f} MB can be read; split it and add the parts."
        )
    try:
        return await asyncio.wait_for(file.read(), DOWNLOAD_SECONDS)
    except (discord.NotFound, discord.Forbidden, TimeoutError):
        raise UnreadableInput(GONE) from None


def find_links(content: str) -> tuple[str, ...]:
    """The different web addresses in a message, in order, without the marks around them."""
    found = (link.rstrip(".,;:!?'\"*_~|") for link in _LINK.findall(content))
    return tuple(dict.fromkeys(_balanced(link) for link in found))


def _balanced(link: str) -> str:
    """A link without the bracket that closes the words around it."""
    is_open = link.endswith(")") and link.count(")") > link.count("(")
    return link[:-1] if is_open else link


async def _tell_read(
    interaction: discord.Interaction[Any], adding: Awaitable[Ingested], note: str | None = None
) -> None:
    ingested = await adding
    embed = ingested_embed(ingested)
    view = await changes_view(interaction, ingested.citation.article_id, ingested.change)
    if note:
        sent = await interaction.followup.send(note, embed=embed, view=view, wait=True)
    else:
        sent = await interaction.followup.send(embed=embed, view=view, wait=True)
    shown = Contents(articles=frozenset({ingested.citation.article_id}))
    await remember(interaction, sent, shown, interaction.client.now())
