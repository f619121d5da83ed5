"""What is doubtful, worst first, with a button for each verdict.

Nothing is kept between two presses but what was judged: each button says which doubt it is about,
so the queue goes on where it was after a restart, and two editors do not judge the same twice.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from cogs.admission import Gated
from cogs.editing import note_of, private_desk
from cogs.failures import report_failure
from cogs.lookups import desk_of
from cogs.replying import acknowledge_press, answer, change
from newsroom.curation import Case, DoubtKind, Verdict
from presentation.curation import NOTHING_WAITS, case_lines, case_question, verdict_line
from presentation.curation_embeds import curation_embed
from services import Services

_CODES = {DoubtKind.JOINED: "j", DoubtKind.LEFT_APART: "a", DoubtKind.SOURCE: "s"}
_KINDS = {code: kind for kind, code in _CODES.items()}
_LABELS = {
    Verdict.SAME: "The same",
    Verdict.DIFFERENT: "Not the same",
    Verdict.UNSURE: "Skip",
}
_OF_SOURCES = {Verdict.SAME: "Right", Verdict.DIFFERENT: "Not right", Verdict.UNSURE: "Skip"}
_STYLES = {
    Verdict.SAME: discord.ButtonStyle.success,
    Verdict.DIFFERENT: discord.ButtonStyle.danger,
    Verdict.UNSURE: discord.ButtonStyle.secondary,
}


class Review(commands.Cog):
    """Doubtful merges and claims, for the desk's editors."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        self.services, self._now = services, now

    @app_commands.command(description="Editors: judge what is doubtful, worst first")
    async def review(self, interaction: discord.Interaction) -> None:
        """The worst of what waits."""
        desk = await private_desk(interaction)
        case = await self.services.curation.next_case(desk, self._now())
        embed, view = _shown(case)
        await answer(interaction, embed=embed, view=view)


def _shown(case: Case | None, *before: str) -> tuple[discord.Embed, discord.ui.View]:
    """A case with its buttons, under what became of the one before."""
    view = discord.ui.View(timeout=None)
    if case is None:
        return curation_embed((*before, NOTHING_WAITS)), view
    labels = _OF_SOURCES if case.doubt.kind is DoubtKind.SOURCE else _LABELS
    key = (case.doubt.kind.value, case.doubt.subject_id, case.doubt.other_id)
    for verdict, label in labels.items():
        view.add_item(VerdictButton(key, verdict, label))
    return curation_embed((*before, *case_lines(case)), case_question(case)), view


class VerdictButton(
    Gated,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=(
        r"byline:review:(?P<kind>[jas]):(?P<subject>\d{1,18}):(?P<other>\d{1,18})"
        r":(?P<verdict>same|different|unsure)"
    ),
):
    """Records a verdict on one doubt and shows the next."""

    def __init__(self, key: tuple[str, int, int], verdict: Verdict, label: str) -> None:
        code = _CODES[DoubtKind(key[0])]
        super().__init__(
            discord.ui.Button(
                label=label,
                style=_STYLES[verdict],
                custom_id=f"byline:review:{code}:{key[1]}:{key[2]}:{verdict}",
            )
        )
        self.key, self.verdict = key, verdict

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """The button that was pressed, from its custom id alone."""
        key = (_KINDS[match["kind"]].value, int(match["subject"]), int(match["other"]))
        return cls(key, Verdict(match["verdict"]), match["verdict"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """What an editor says of the doubt; then the next one."""
        try:
            await acknowledge_press(interaction)
            services, now = interaction.client.services, interaction.client.now()
            desk = desk_of(interaction.guild_id)
            note = note_of(interaction, now)
            record = await services.curation.judge_case(desk, self.key, self.verdict, note)
            case = await services.curation.next_case(desk, now)
            embed, view = _shown(case, verdict_line(self.verdict, record))
            await change(interaction, embed=embed, view=view)
        except Exception as error:
            await report_failure(interaction, error)
