"""What is said, corrected by editors: one command a judgement, each recorded and undoable."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.editing import note_of, private_desk, tell, which_judgement
from cogs.lookups import desk_of
from cogs.suggestions import suggest_labelled, suggest_names, suggest_numbered_claims
from newsroom.attribution import Identity
from newsroom.judged_claim import ClaimRecord, ClaimStatus, SourceWanted
from presentation.claim_curation import (
    HOW_TO_UNDO,
    NONE_JUDGED,
    claim_done_line,
    claim_record_line,
    history_lines,
)
from services import Services

WHICH = "A claim that is offered, or its number such as #12"
WHY = "Why; it is kept with the judgement and shown"
LONGEST_REASON, LONGEST_WORDS, LONGEST_SOURCE = 500, 1_000, 200
STATUSES = [Choice(name=each.value, value=each.value) for each in ClaimStatus]
IDENTITIES = [Choice(name=each.value, value=each.value) for each in Identity]

Reason = app_commands.Range[str, 1, LONGEST_REASON]
Words = app_commands.Range[str, 1, LONGEST_WORDS]
Who = app_commands.Range[str, 1, LONGEST_SOURCE]


class Claims(
    commands.GroupCog, group_name="claim", group_description="Editors: correct what is said"
):
    """Judgements on claims, for the desk's editors."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        self.services, self._now = services, now

    @app_commands.command(description="Confirm, dispute, correct or withdraw a claim")
    @app_commands.choices(status=STATUSES)
    @app_commands.describe(
        claim=WHICH,
        status="How the desk takes it; undo takes that back",
        wording="For a correction: how it is right",
        reason=WHY,
    )
    async def status(
        self,
        interaction: discord.Interaction,
        claim: str,
        status: str,
        wording: Words = "",
        reason: Reason = "",
    ) -> None:
        """What the article says stays readable beside it."""
        desk = await private_desk(interaction)
        note, curation = note_of(interaction, self._now(), reason), self.services.claim_curation
        state = ClaimStatus(status)
        await _done(interaction, curation.set_status(desk, claim, state, note, wording))

    @app_commands.command(description="Say who really stands behind a claim")
    @app_commands.choices(identity=IDENTITIES)
    @app_commands.describe(
        claim=WHICH,
        identity="How far the source is identified; none: the article says it itself",
        source="A name on the desk, or words",
        several="True: it is more than one",
        reveal="True: name a source whom the article leaves unnamed, for all readers of the desk",
        reason=WHY,
    )
    async def source(
        self,
        interaction: discord.Interaction,
        claim: str,
        identity: str,
        source: Who = "",
        several: bool = False,
        reveal: bool = False,
        reason: Reason = "",
    ) -> None:
        """The chain that was read stays readable beside it."""
        desk = await private_desk(interaction)
        note = note_of(interaction, self._now(), reason)
        wanted = SourceWanted(source, Identity(identity), several, reveal)
        await _done(interaction, self.services.claim_curation.set_source(desk, claim, wanted, note))

    @app_commands.command(description="Write a note on a claim")
    @app_commands.describe(
        claim=WHICH,
        text="In your own words; readers of the desk see it with the claim",
        confidential="True: for editors alone; in no answer, digest or export",
    )
    async def note(
        self,
        interaction: discord.Interaction,
        claim: str,
        text: Words,
        confidential: bool = False,
    ) -> None:
        """Words that seem to name an unnamed source are refused unless they are confidential."""
        desk = await private_desk(interaction)
        note, curation = note_of(interaction, self._now()), self.services.claim_curation
        adding = curation.add_note(desk, claim, text, note, is_confidential=confidential)
        await _done(interaction, adding)

    @app_commands.command(description="Take a judgement back; without a number, list the newest")
    @app_commands.describe(
        number="The number of a judgement, or last", claim=f"Only of this one. {WHICH}", reason=WHY
    )
    async def undo(
        self,
        interaction: discord.Interaction,
        number: str | None = None,
        claim: str | None = None,
        reason: Reason = "",
    ) -> None:
        """One judgement is taken back; later ones stay."""
        desk = await private_desk(interaction)
        if number is None:
            records = await self.services.claim_curation.newest(desk, claim)
            lines = [claim_record_line(each) for each in records] or [NONE_JUDGED]
            await tell(interaction, *lines, *([HOW_TO_UNDO] if records else []))
            return
        which = which_judgement(number)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.claim_curation.undo(desk, which, claim, note))

    @app_commands.command(description="A claim as it was read, and all that was judged of it")
    @app_commands.describe(claim=WHICH)
    async def history(self, interaction: discord.Interaction, claim: str) -> None:
        """For editors alone, with the notes that only they may see."""
        desk = await private_desk(interaction)
        told = await self.services.claim_curation.history(desk, claim)
        await tell(interaction, *history_lines(told.claim, told.records, told.gone_in))

    @status.autocomplete("claim")
    @source.autocomplete("claim")
    @note.autocomplete("claim")
    @undo.autocomplete("claim")
    @history.autocomplete("claim")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Claims on the desk, picked by number."""
        return await suggest_numbered_claims(self.services, interaction.guild_id, typed)

    @source.autocomplete("source")
    async def suggest_source(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """Names on the desk; any other words will do as well."""
        return await suggest_names(self.services, interaction.guild_id, typed)

    @undo.autocomplete("number")
    async def suggest_judgements(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """The newest judgements that stand, to those who may undo them."""

        async def find() -> list[tuple[str, str]]:
            found = await self.services.claim_curation.newest(desk_of(interaction.guild_id))
            open_ones = [each for each in found if not each.judgement.is_confidential]
            return [
                (claim_record_line(each), str(each.judgement.judgement_id))
                for each in open_ones
                if not each.is_undone
            ]

        return await suggest_labelled(find(), typed)


async def _done(interaction: discord.Interaction, act: Awaitable[ClaimRecord]) -> None:
    await tell(interaction, claim_done_line(await act))
