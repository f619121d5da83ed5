"""Watches: a channel is told of each new claim about somebody, something or some words."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.admission import Gated
from cogs.audience import may_answer_openly
from cogs.beating import Beating
from cogs.failures import report_failure
from cogs.lookups import desk_of
from cogs.posting import ChannelPoster
from cogs.replying import acknowledge, acknowledge_press, answer, change
from cogs.rights import is_manager
from cogs.seeing import can_see
from cogs.suggestions import suggest_names
from newsroom.errors import NewsroomError, NotPermitted
from newsroom.typed import read_number
from newsroom.watch import Alert, Watch, WatchId, WatchWanted
from presentation import limits
from presentation.text import fit, inline
from presentation.watch_sheet import alert_embed, watch_line, watch_mark, watches_embed
from services import Services

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

MUTE_ID = "byline:watch:{}:{}"
CANNOT_WRITE = "You cannot write in this channel, so you cannot have it told anything."
READ_ALONG = (
    "Others than this desk's readers can read along here, so only an editor can have this channel"
    " told of claims."
)
WHICH = "Pick the watch from the list, or give its number."


class Watches(
    Beating, commands.GroupCog, group_name="watch", group_description="Be told of new claims"
):
    """Each new claim once, in the channel where the watch was set; nobody is pinged unasked."""

    def __init__(self, services: Services, bot: "NewsroomBot") -> None:
        self.services, self._bot = services, bot

    async def look_after(self, guild_id: int) -> None:
        """Tell the channels of one desk what their watches found."""
        poster = WatchPoster(self._bot, guild_id)
        await self.services.watches.tell(str(guild_id), poster, self._bot.now())

    @app_commands.command(description="Tell this channel of each new claim about something")
    @app_commands.describe(
        entity="Somebody or something that the desk knows",
        words="Or words that a claim is to hold",
        ping="True: you are notified each time; else nobody is",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        entity: str | None = None,
        words: str | None = None,
        ping: bool = False,
    ) -> None:
        """Set a watch on this channel."""
        if not interaction.permissions.send_messages:
            raise NotPermitted(CANNOT_WRITE)
        if not may_answer_openly(interaction):
            raise NotPermitted(READ_ALONG)
        await acknowledge(interaction, is_private=True)
        wanted = WatchWanted(interaction.channel_id or 0, interaction.user.id, entity, words, ping)
        desk = desk_of(interaction.guild_id)
        watch = await self.services.watches.add(desk, wanted, self._bot.now())
        await answer(interaction, f"Watching from now on: {watch_line(watch)}")

    @app_commands.command(description="Stop a watch for good")
    @app_commands.describe(watch="The watch")
    async def remove(self, interaction: discord.Interaction, watch: str) -> None:
        """Forget a watch."""
        await acknowledge(interaction, is_private=True)
        number = read_number(watch)
        if number is None:
            raise NewsroomError(WHICH)
        desk = desk_of(interaction.guild_id)
        removed = await self.services.watches.remove(desk, WatchId(number), _who(interaction))
        await answer(interaction, f"No more: {watch_line(removed)}")

    @app_commands.command(description="The watches of the channels that you can see")
    async def list(self, interaction: discord.Interaction) -> None:
        """What is watched, and where."""
        await acknowledge(interaction, is_private=True)
        shown = await self._seen(interaction)
        await answer(interaction, embed=watches_embed(shown))

    @add.autocomplete("entity")
    async def suggest_entity(
        self, interaction: discord.Interaction, typed: str
    ) -> "list_of[Choice[str]]":
        """Names on the desk."""
        return await suggest_names(self.services, interaction.guild_id, typed)

    @remove.autocomplete("watch")
    async def suggest_watch(
        self, interaction: discord.Interaction, typed: str
    ) -> "list_of[Choice[str]]":
        """The watches that the asker may remove."""
        own = [
            watch
            for watch in await self._seen(interaction)
            if _who(interaction) in (None, watch.user_id) and typed.casefold() in _label(watch)
        ]
        return [
            Choice(name=fit(_label(watch), limits.CHOICE_NAME), value=str(watch.watch_id))
            for watch in own[: limits.CHOICES]
        ]

    async def _seen(self, interaction: discord.Interaction) -> "list_of[Watch]":
        watches = await self.services.watches.list(desk_of(interaction.guild_id))
        return [watch for watch in watches if can_see(interaction, watch.channel_id)]


list_of = list  # the command of that name hides the type within the cog


def _label(watch: Watch) -> str:
    return f"{watch.watch_id} {inline(watch.words)}".casefold()


def _who(interaction: discord.Interaction[Any]) -> int | None:
    """Whose watches somebody may change: their own; everybody's for those who manage."""
    return None if is_manager(interaction.permissions) else interaction.user.id


class WatchPoster(ChannelPoster):
    """The channels of one server, as watches write to them."""

    async def find_alert(self, alert: Alert) -> int | None:
        """The message of an alert that was tried before, by its footer."""
        tried_at = alert.hit.tried_at
        if tried_at is None:
            return None
        return await self.find_marked(alert.watch.channel_id, _mark(alert), tried_at)

    async def send_alert(self, alert: Alert) -> int:
        """Write an alert with its button; only who chose so is mentioned."""
        watch = alert.watch
        await self.require_readers(watch.channel_id, watch.user_id)
        view = discord.ui.View(timeout=None)
        view.add_item(MuteButton(watch.watch_id, is_muted=False))
        content: dict[str, Any] = {"embed": alert_embed(alert), "view": view}
        if watch.pings:
            whom = discord.Object(watch.user_id)
            content["content"] = f"<@{watch.user_id}>"
            content["allowed_mentions"] = discord.AllowedMentions(
                everyone=False, roles=False, users=[whom], replied_user=False
            )
        return await self.send_marked(watch.channel_id, _mark(alert), **content)


def _mark(alert: Alert) -> str:
    return watch_mark(alert.watch.watch_id, alert.claim.claim_id)


class MuteButton(
    Gated,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:watch:(?P<watch>\d{1,18}):(?P<act>mute|unmute)",
):
    """Mutes the watch of a message, or ends that; it works after a restart."""

    def __init__(self, watch_id: WatchId, *, is_muted: bool) -> None:
        act = "unmute" if is_muted else "mute"
        label = "Unmute this watch" if is_muted else "Mute this watch"
        style = discord.ButtonStyle.primary if is_muted else discord.ButtonStyle.secondary
        custom_id = MUTE_ID.format(watch_id, act)
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id, style=style))
        self.watch_id, self.is_muted = watch_id, is_muted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(WatchId(int(match["watch"])), is_muted=match["act"] == "unmute")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Mute or unmute, and show on the message what pressing it again would do."""
        try:
            await acknowledge_press(interaction)
            bot: NewsroomBot = interaction.client
            muted = await bot.services.watches.mute(
                desk_of(interaction.guild_id),
                self.watch_id,
                _who(interaction),
                bot.now(),
                is_muted=not self.is_muted,
            )
            view = discord.ui.View(timeout=None)
            view.add_item(MuteButton(self.watch_id, is_muted=muted.muted_at is not None))
            await change(interaction, view=view)
        except Exception as error:
            await report_failure(interaction, error)
