"""Paging buttons and the menu of choices; they work after a restart, for the asker alone."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from cogs.audience import is_private
from cogs.lookups import desk_of, look_up, with_kind, with_pick
from cogs.mending import remember
from cogs.pressing import EXPIRED, Pressed
from cogs.replying import change
from cogs.sharing import ShareButton, is_shareable
from cogs.turning import Turning
from cogs.why import add_why
from newsroom.answer import Answer, NameMatch, Reply
from newsroom.desk import Ask, AskId
from newsroom.errors import NewsroomError
from newsroom.post import contents_of_reply
from newsroom.shown import claims_of
from presentation import limits
from presentation.embeds import reply_pages
from presentation.post_corrections import is_picture_old, with_old_picture
from presentation.text import fit, inline
from presentation.why import has_reasons
from services import Services

log = logging.getLogger("byline.discord")

PAGE_ID, CHOICE_ID = "byline:page:{}:{}", "byline:choice:{}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of an answer as a message shows it; the view may be empty."""

    embed: discord.Embed
    view: discord.ui.View


async def first_page(
    services: Services, desk: str, ask: Ask, reply: Reply, *, can_share: bool = False
) -> Shown:
    """An answer's first page; the question is recorded where there is something to press.

    `can_share` where only the asker sees it, who may want to show it to the channel.
    """
    pages, choices = reply_pages(reply), choices_of(reply)
    view = discord.ui.View(timeout=None)
    if len(pages) > 1 or choices or has_reasons(reply) or (can_share and is_shareable(ask)):
        try:
            ask_id = await services.asks.keep(desk, with_kind(ask, reply))
        except NewsroomError:
            log.warning("Desk %s: an answer goes out without its buttons", desk)
        else:
            _add_choices(view, ask_id, choices)
            PageButton.add_both(view, ask_id, 0, len(pages))
            add_why(view, ask_id, reply)
            if can_share and is_shareable(ask):
                view.add_item(ShareButton(ask_id, 0))
    return Shown(pages[0], view)


def choices_of(reply: Reply) -> tuple[NameMatch, ...]:
    """The other entities that the words could mean, each once."""
    choices = reply.choices if isinstance(reply, Answer) else ()
    return tuple({match.entity_id: match for match in choices}.values())


def _add_choices(view: discord.ui.View, ask_id: AskId, choices: Sequence[NameMatch]) -> None:
    if choices:
        view.add_item(ChoiceMenu(ask_id, [_option(match) for match in choices]))


def _option(match: NameMatch) -> discord.SelectOption:
    name, alias = inline(match.name) or "unnamed", inline(match.alias)
    details = f"{match.kind}, matches “{alias}”" if alias not in ("", name) else str(match.kind)
    return discord.SelectOption(
        label=fit(name, limits.OPTION_LABEL),
        value=str(match.entity_id),
        description=fit(details, limits.OPTION_DESCRIPTION),
    )


async def _is_picture_old(interaction: discord.Interaction[Any], reply: Reply) -> bool:
    """Whether the message has a picture, and something of its answer was judged since it was
    written or last changed."""
    message, desk = interaction.message, desk_of(interaction.guild_id)
    if message is None or not message.attachments or not isinstance(reply, Answer):
        return False
    if is_picture_old(message.embeds):
        return True
    services: Services = interaction.client.services
    claims = [claim.claim_id for claim in claims_of(reply)]
    since = message.edited_at or message.created_at
    return await services.posts.is_judged_since(desk, claims, since)


def _menu_of(message: discord.Message | None) -> "ChoiceMenu | None":
    """The menu that a message shows, to be kept while its answer changes."""
    for row in message.components if message else ():
        for part in row.children if isinstance(row, discord.ActionRow) else ():
            found = ChoiceMenu.template_of(part.custom_id or "")
            if isinstance(part, discord.SelectMenu) and found:
                return ChoiceMenu(AskId(int(found["ask"])), part.options)
    return None


class PageButton(
    Turning,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:page:(?P<ask>\d{1,18}):(?P<page>\d{1,4})",
):
    """Turns to one page of an answer."""

    custom_id_of = PAGE_ID
    at_row = 1

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Look the answer up anew and show the page, or the last one where there are fewer."""
        now = interaction.client.now()
        reply = await look_up(interaction.client.services, desk_of(interaction.guild_id), ask)
        pages = reply_pages(reply)
        page = min(self.page, len(pages) - 1)
        view = discord.ui.View(timeout=None)
        if menu := _menu_of(interaction.message):
            view.add_item(menu)
        PageButton.add_both(view, self.ask_id, page, len(pages))
        add_why(view, self.ask_id, reply)
        if is_shareable(ask) and is_private(interaction.message):
            view.add_item(ShareButton(self.ask_id, page))
        content: dict[str, Any] = {"embed": pages[page]}
        if await _is_picture_old(interaction, reply):
            pictures, permissions = interaction.client.pictures, interaction.app_permissions
            if files := await pictures.files(ask, reply, permissions):
                content["attachments"] = files
            else:
                content["embed"] = with_old_picture(pages[page])
        await change(interaction, view=view, **content)
        shown = contents_of_reply(reply, ask.embargo)
        await remember(interaction, interaction.message, shown, now)


class ChoiceMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"byline:choice:(?P<ask>\d{1,18})",
):
    """Offers the entities that the asker's words could mean."""

    def __init__(self, ask_id: AskId, options: Sequence[discord.SelectOption]) -> None:
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=CHOICE_ID.format(ask_id),
            placeholder="Which one do you mean?",
            options=list(options[: limits.SELECT_OPTIONS]),
            row=0,
        )
        super().__init__(menu)
        self.ask_id = ask_id

    @classmethod
    def template_of(cls, custom_id: str) -> re.Match[str] | None:
        """What a menu's custom id says, if it is one of ours."""
        return cls.__discord_ui_compiled_template__.fullmatch(custom_id)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The menu that was used, with the options that its message shows."""
        options = item.options if isinstance(item, discord.ui.Select) else []
        return cls(AskId(int(match["ask"])), options)

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Show the answer about the picked entity; the menu stays for another pick."""
        services, desk = interaction.client.services, desk_of(interaction.guild_id)
        offered = {option.value for option in self.item.options}
        value = next(iter(self.item.values), "")
        if value not in offered:
            raise NewsroomError(EXPIRED)
        picked, now = with_pick(ask, value), interaction.client.now()
        reply, can_share = await look_up(services, desk, picked), is_private(interaction.message)
        shown = await first_page(services, desk, picked, reply, can_share=can_share)
        shown.view.add_item(ChoiceMenu(self.ask_id, self.item.options))
        pictures, permissions = interaction.client.pictures, interaction.app_permissions
        await change(
            interaction,
            embed=shown.embed,
            view=shown.view,
            attachments=await pictures.files(picked, reply, permissions),
        )
        contents = contents_of_reply(reply, picked.embargo)
        await remember(interaction, interaction.message, contents, now)
