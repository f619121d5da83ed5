"""A merge is shown before it is done: both sides, what stands against it, and two buttons."""

import re
from datetime import datetime
from typing import Any, Self

import discord

from cogs.editing import note_of
from cogs.lookups import desk_of
from cogs.pressing import Pressed
from cogs.replying import answer, change
from newsroom.curation import JudgementId
from newsroom.desk import Ask, AskId
from presentation.curation import done_line, proposal_lines
from presentation.curation_embeds import curation_embed
from services import Services

COMMAND = "merge"
QUESTION = "Merge these two?"
MERGE, OVERRULE, CANCEL = "Merge", "Merge all the same", "Cancel"
_WHOLE = re.compile(r"\d+", re.ASCII)
NOT_DONE = "Nothing was changed."


async def ask_to_merge(
    services: Services,
    interaction: discord.Interaction[Any],
    desk: str,
    both: tuple[str, str],
    reason: str,
    now: datetime,
) -> None:
    """Show both cards' first lines, and a button that merges."""
    proposal = await services.curation.propose(desk, *both)
    against = [str(each.judgement.judgement_id) for each in proposal.against]
    options = (
        ("kept", f"#{proposal.kept.entity_id}"),
        ("other", f"#{proposal.other.entity_id}"),
        ("reason", reason),
        ("overrule", " ".join(against)),
    )
    ask_id = await services.asks.keep(desk, Ask(COMMAND, options, interaction.user.id, now))
    view = discord.ui.View(timeout=None)
    label = OVERRULE if against else MERGE
    view.add_item(MergeButton(ask_id, "yes", label))
    view.add_item(MergeButton(ask_id, "no", CANCEL))
    embed = curation_embed(proposal_lines(proposal), QUESTION, is_warning=bool(against))
    await answer(interaction, embed=embed, view=view)


class MergeButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"byline:merge:(?P<ask>\d{1,18}):(?P<answer>yes|no)",
):
    """Merges what was shown, or does not."""

    def __init__(self, ask_id: AskId, answer: str, label: str) -> None:
        style = discord.ButtonStyle.danger if answer == "yes" else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(label=label, style=style, custom_id=f"byline:merge:{ask_id}:{answer}")
        )
        self.ask_id, self.answer = ask_id, answer

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        return cls(AskId(int(match["ask"])), match["answer"], match["answer"])

    def fits(self, ask: Ask) -> bool:
        """Whether a question is one of merging."""
        return ask.command == COMMAND

    async def show(self, interaction: discord.Interaction[Any], ask: Ask) -> None:
        """Whoever may still correct has it done; the buttons go."""
        services, given = interaction.client.services, dict(ask.options)
        line = NOT_DONE
        if self.answer == "yes":
            shown = [JudgementId(int(number)) for number in _WHOLE.findall(given["overrule"])]
            record = await services.curation.merge(
                desk_of(interaction.guild_id),
                (given["kept"], given["other"]),
                note_of(interaction, interaction.client.now(), given["reason"]),
                overrule=shown,
            )
            line = done_line(record)
        await change(interaction, embed=curation_embed([line]), view=None)
