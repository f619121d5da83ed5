"""What every button and menu does first: acknowledge, check whose it is and how old, then act."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import discord

from cogs.admission import Gated
from cogs.audience import require_audience
from cogs.embargoed import may_still_see
from cogs.failures import report_failure, tell_privately
from cogs.lookups import desk_of, is_look_up
from cogs.replying import acknowledge_press, change
from newsroom.desk import Ask, AskId
from presentation import limits

if TYPE_CHECKING:
    from cogs.client import NewsroomBot

EXPIRED = "These buttons have expired; run the command again for a fresh answer."
NOT_YOURS = "Only the person who asked can use these; run the command yourself for your own."


class Pressed(Gated):
    """What the buttons and the menu share: check the role, who asked and when, then act."""

    ask_id: AskId
    is_open: ClassVar[bool] = False
    """Whether anybody who sees it may press it, since what it shows is for the presser alone."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a press in time, whatever comes of it."""
        try:
            await acknowledge_press(interaction)
            ask = await self._find(interaction)
            if ask is not None and not self.is_open:
                require_audience(interaction)
            if ask is not None:
                await self.show(interaction, ask)
        except Exception as error:
            await report_failure(interaction, error)

    def fits(self, ask: Ask) -> bool:
        """Whether a question is one of this thing's; numbers begin anew in a restored desk."""
        return is_look_up(ask)

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Show what was asked for."""
        raise NotImplementedError

    async def _find(self, interaction: discord.Interaction[Any]) -> Ask | None:
        """The question, if it is young enough and may be the presser's; else say why not."""
        bot: NewsroomBot = interaction.client
        ask = await bot.services.asks.find(desk_of(interaction.guild_id), self.ask_id)
        is_young = ask and bot.now() - ask.asked_at <= timedelta(hours=limits.ASK_HOURS)
        may_press = ask and is_young and self.fits(ask) and await may_still_see(interaction, ask)
        if ask is None or not may_press:
            await _disable(interaction)
            await tell_privately(interaction, EXPIRED)
            return None
        if not self.is_open and ask.user_id != interaction.user.id:
            await tell_privately(interaction, NOT_YOURS)
            return None
        return ask


async def _disable(interaction: discord.Interaction[Any]) -> None:
    if interaction.message is None:
        return
    view = discord.ui.View.from_message(interaction.message, timeout=None)
    for item in view.children:
        if isinstance(item, discord.ui.Button | discord.ui.Select):
            item.disabled = True
    await change(interaction, view=view)
