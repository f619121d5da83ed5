"""Articles that people give to the desk."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.admission import Gated, admitted_late
from cogs.articles import changes_view
from cogs.audience import may_answer_openly
from cogs.embargo_terms import FORMS, OPENLY, Wanted, terms_of
from cogs.embargoed import seen_by
from cogs.failures import report_failure
from cogs.lookups import desk_of
from cogs.mending import remember
from cogs.replying import NotDelivered, acknowledge, answer
from newsroom.desk import Ingested
from newsroom.embargo import Embargo
from newsroom.errors import NewsroomError, UnreadableInput
from newsroom.post import Contents
from presentation import limits
from presentation.embargoes import part_note
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
STORED = (
    "It is on the desk as article #{}, but Discord did not take the answer; add it again to see"
    " what was read."
)
GONE = "Discord no longer offers that file; attach it again."


Add = Callable[[str, tuple[Embargo, ...]], Awaitable[Ingested]]
"""Keeps what was given on a desk, or in the embargo that holds another version of it."""

log = logging.getLogger("byline.discord")

_LINK = re.compile(r"https?://[^\s<>|`]+", re.IGNORECASE)


class Ingest(commands.Cog):
    """Reading articles that somebody adds."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        self.services, self._now = services, now

    @app_commands.command(description="Add an article: its address, a file, or its text in a form")
    @app_commands.describe(
        url="The article's address",
        file="A .txt, .md, .html or .pdf file",
        embargo=f"Until when it is closed: {FORMS}",
        role="With embargo: the role that it is open to",
        also="With embargo: another such role",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        url: str | None = None,
        file: discord.Attachment | None = None,
        embargo: str | None = None,
        role: discord.Role | None = None,
        also: discord.Role | None = None,
    ) -> None:
        """Read an article and say what was read; without url and file, open the form."""
        wanted = Wanted(embargo, tuple(each for each in (role, also) if each))
        if file is None and url is None:
            await self._open_form(interaction, wanted)
            return
        seen = await self._admit(interaction, wanted)
        if url is not None and file is not None:
            raise NewsroomError(TWO_GIVEN)
        if file is None:
            await self._add(interaction, wanted, seen, partial(_page, self.services, url or ""))
            return
        content = await download(file)
        adding = partial(_file, self.services, file.filename, content)
        await self._add(interaction, wanted, seen, adding)

    async def add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Read the article that a message links to, or the message's own text without a link."""
        seen, links = await self._admit(interaction, OPENLY), find_links(message.content)
        if links:
            note = MORE_LINKS.format(len(links) - 1) if len(links) > 1 else None
            from_link = partial(_page, self.services, links[0])
            await self._add(interaction, OPENLY, seen, from_link, note)
            return
        if not message.content.strip():
            raise NewsroomError(NOTHING_TO_ADD)
        name = MESSAGE.format(message.id)
        adding = partial(_text, self.services, name, message.content, None)
        await self._add(interaction, OPENLY, seen, adding)

    async def add_pasted(
        self, interaction: discord.Interaction[Any], title: str, text: str, wanted: Wanted
    ) -> None:
        """Read what was pasted into the form."""
        seen = await self._admit(interaction, wanted)
        adding = partial(_text, self.services, title or PASTED, text, title or None)
        await self._add(interaction, wanted, seen, adding)

    async def _open_form(self, interaction: discord.Interaction, wanted: Wanted) -> None:
        """Open the form; where the check took too long, its submission is checked alone."""
        await interaction.response.send_modal(PasteModal(self, wanted))

    async def _admit(
        self, interaction: discord.Interaction[Any], wanted: Wanted
    ) -> tuple[Embargo, ...]:
        """Acknowledge in time: publicly once the asker may add and no stranger reads along.

        Whoever adds under an embargo, or may know of one, is answered alone.
        """
        await admitted_late(interaction)
        seen = await seen_by(interaction)
        is_open = not seen and not wanted.is_closed and may_answer_openly(interaction)
        await acknowledge(interaction, is_private=not is_open)
        return seen

    async def _add(
        self,
        interaction: discord.Interaction[Any],
        wanted: Wanted,
        seen: tuple[Embargo, ...],
        adding: Add,
        note: str | None = None,
    ) -> None:
        """Add what was given, under an embargo if one is wanted, and say what was read."""
        desk = desk_of(interaction.guild_id)
        if not wanted.is_closed:
            await _tell_read(interaction, await adding(desk, seen), note)
            return
        embargoes = self.services.embargoes
        terms = await terms_of(self.services, desk, interaction.user, wanted, self._now())
        kept = await embargoes.add(desk, terms, lambda there: adding(there, ()), seen)
        await _tell_read(interaction, kept, part_note(terms))


async def _page(services: Services, url: str, desk: str, seen: tuple[Embargo, ...]) -> Ingested:
    return await services.add_page(desk, url, seen)


async def _file(
    services: Services, name: str, content: bytes, desk: str, seen: tuple[Embargo, ...]
) -> Ingested:
    return await services.add_file(desk, name, content, seen)


async def _text(
    services: Services,
    name: str,
    text: str,
    title: str | None,
    desk: str,
    seen: tuple[Embargo, ...],
) -> Ingested:
    return await services.add_text(desk, name, text, title, seen)


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

    def __init__(self, ingest: Ingest, wanted: Wanted) -> None:
        super().__init__(timeout=FORM_SECONDS)
        self._ingest, self._wanted = ingest, wanted

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand over what was filled in."""
        title, *parts = (
            _filled_in(field) for field in (self.headline, self.body, self.second, self.third)
        )
        try:
            text = _joined(parts)
            await self._ingest.add_pasted(interaction, title.strip(), text, self._wanted)
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
    interaction: discord.Interaction[Any], ingested: Ingested, note: str | None = None
) -> None:
    embed = ingested_embed(ingested)
    change = ingested.change if ingested.embargo is None else None
    view = await changes_view(interaction, ingested.citation.article_id, change)
    number = ingested.citation.article_id
    try:
        sent = await answer(interaction, note, embed=embed, view=view)
    except NotDelivered as error:
        guild_id = interaction.guild_id
        log.warning("Desk %s: article %s is stored; its answer was not taken", guild_id, number)
        raise NotDelivered(STORED.format(number)) from error.__cause__
    if ingested.embargo is None:
        shown = Contents(articles=frozenset({number}))
        await remember(interaction, sent, shown, interaction.client.now())
