"""Who is who, corrected by editors: one command a judgement, each recorded and undoable."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.editing import note_of, private_desk, tell, which_judgement
from cogs.ingest import download
from cogs.lookups import desk_of
from cogs.merging import ask_to_merge
from cogs.suggestions import suggest_entities, suggest_labelled
from newsroom.curation import Record
from newsroom.errors import NewsroomError
from presentation.curation import (
    HOW_TO_UNDO,
    NONE_RECORDED,
    done_line,
    imported_lines,
    part_line,
    record_line,
)
from presentation.text import inline
from services import Services

WHICH = "A name that is offered, or its number such as #12"
WHY = "Why; it is kept with the judgement"
LONGEST_REASON, LONGEST_TEXT = 500, 1_000
ONE_OF_BOTH = "Give either a form to add or one to remove."

Reason = app_commands.Range[str, 1, LONGEST_REASON]
Text = app_commands.Range[str, 1, LONGEST_TEXT]


class Entities(
    commands.GroupCog, group_name="entity", group_description="Editors: correct who is who"
):
    """Judgements on entities, for the desk's editors."""

    def __init__(self, services: Services, now: Callable[[], datetime]) -> None:
        self.services, self._now = services, now

    @app_commands.command(description="Say that two are the same; asks before it does so")
    @app_commands.describe(a=f"Whose name is kept. {WHICH}", b=f"The other. {WHICH}", reason=WHY)
    async def merge(self, interaction: discord.Interaction, a: str, b: str, reason: Reason) -> None:
        """Show both, and a button that merges them."""
        desk = await private_desk(interaction)
        await ask_to_merge(self.services, interaction, desk, (a, b), reason, self._now())

    @app_commands.command(description="Take an article or a form out of an entity")
    @app_commands.describe(
        entity=WHICH, take_out="An article's number such as #3, or a form", reason=WHY
    )
    async def split(
        self, interaction: discord.Interaction, entity: str, take_out: str, reason: Reason
    ) -> None:
        """What is taken out is another one, and stays so."""
        desk = await private_desk(interaction)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.curation.split(desk, entity, take_out, note))

    @app_commands.command(description="Add a form that an entity goes by, or remove one")
    @app_commands.describe(entity=WHICH, add="A form to add", remove="A form to remove", reason=WHY)
    async def alias(
        self,
        interaction: discord.Interaction,
        entity: str,
        add: str | None = None,
        remove: str | None = None,
        reason: Reason = "",
    ) -> None:
        """A form that was removed stays away, whatever articles say."""
        desk = await private_desk(interaction)
        if (add is None) is (remove is None):
            raise NewsroomError(ONE_OF_BOTH)
        note, curation = note_of(interaction, self._now(), reason), self.services.curation
        act = curation.remove_alias if add is None else curation.add_alias
        await _done(interaction, act(desk, entity, add or remove or "", note))

    @app_commands.command(description="Say who or what an entity is; without a text, take it away")
    @app_commands.describe(entity=WHICH, text="In the desk's own words", reason=WHY)
    async def describe(
        self,
        interaction: discord.Interaction,
        entity: str,
        text: Text = "",
        reason: Reason = "",
    ) -> None:
        """The card shows it as the desk's."""
        desk = await private_desk(interaction)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.curation.describe(desk, entity, text, note))

    @app_commands.command(description="Leave an entity out of answers and suggestions")
    @app_commands.describe(entity=WHICH, reason=WHY)
    async def hide(
        self, interaction: discord.Interaction, entity: str, reason: Reason = ""
    ) -> None:
        """It stays hidden whatever articles come, until it is shown again."""
        desk = await private_desk(interaction)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.curation.hide(desk, entity, note))

    @app_commands.command(description="Take a hidden entity into answers again")
    @app_commands.describe(entity=WHICH, reason=WHY)
    async def show(
        self, interaction: discord.Interaction, entity: str, reason: Reason = ""
    ) -> None:
        """The opposite of hide."""
        desk = await private_desk(interaction)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.curation.show(desk, entity, note))

    @app_commands.command(description="Take a judgement back; without a number, list the newest")
    @app_commands.describe(number="The number of a judgement, or last", reason=WHY)
    async def undo(
        self, interaction: discord.Interaction, number: str | None = None, reason: Reason = ""
    ) -> None:
        """One judgement is taken back; later ones stay."""
        desk = await private_desk(interaction)
        if number is None:
            records = await self.services.curation.newest(desk)
            lines = [record_line(each) for each in records] or [NONE_RECORDED]
            await tell(interaction, *lines, *([HOW_TO_UNDO] if records else []))
            return
        which = which_judgement(number)
        note = note_of(interaction, self._now(), reason)
        await _done(interaction, self.services.curation.undo(desk, which, note))

    @app_commands.command(name="import", description="Read a CSV file of names known beforehand")
    @app_commands.describe(file="First line: name,kind,aliases,description; ; parts the aliases")
    async def import_names(
        self, interaction: discord.Interaction, file: discord.Attachment
    ) -> None:
        """The same as `bot.py import`: bad rows are named, the others kept."""
        desk = await private_desk(interaction)
        content = await download(file)
        note = note_of(interaction, self._now(), file.filename)
        count, refused = await self.services.curation.import_file(desk, content, note)
        await tell(interaction, *imported_lines(count, refused))

    @merge.autocomplete("a")
    @merge.autocomplete("b")
    @split.autocomplete("entity")
    @alias.autocomplete("entity")
    @describe.autocomplete("entity")
    @hide.autocomplete("entity")
    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Names on the desk, picked by number."""
        return await suggest_entities(self.services, interaction.guild_id, typed)

    @show.autocomplete("entity")
    async def suggest_hidden(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """What is hidden, to those who may see it."""

        async def find() -> list[tuple[str, str]]:
            found = await self.services.curation.hidden(desk_of(interaction.guild_id))
            return [(f"{each.name} ({each.kind})", f"#{each.entity_id}") for each in found]

        return await suggest_labelled(find(), typed)

    @split.autocomplete("take_out")
    async def suggest_parts(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """The articles of the entity that was picked, and what they call it."""

        async def find() -> list[tuple[str, str]]:
            desk, entity = desk_of(interaction.guild_id), interaction.namespace.entity or ""
            parts = await self.services.curation.parts(desk, entity)
            forms = dict.fromkeys(part.name for part in parts)
            articles = [(part_line(each), f"#{each.citation.article_id}") for each in parts]
            return [*((f"wherever it is called “{inline(n)}”", n) for n in forms), *articles]

        return await suggest_labelled(find(), typed)

    @alias.autocomplete("remove")
    async def suggest_forms(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """The forms that the picked entity goes by, but for its name."""

        async def find() -> list[tuple[str, str]]:
            desk, entity = desk_of(interaction.guild_id), interaction.namespace.entity or ""
            forms = await self.services.curation.forms(desk, entity)
            return [(form, form) for form in forms[1:]]

        return await suggest_labelled(find(), typed)

    @undo.autocomplete("number")
    async def suggest_judgements(
        self, interaction: discord.Interaction, typed: str
    ) -> list[Choice[str]]:
        """The newest judgements that stand, to those who may undo them."""

        async def find() -> list[tuple[str, str]]:
            records = await self.services.curation.newest(desk_of(interaction.guild_id))
            return [
                (record_line(each), str(each.judgement.judgement_id))
                for each in records
                if not each.is_undone
            ]

        return await suggest_labelled(find(), typed)


async def _done(interaction: discord.Interaction, act: Awaitable[Record]) -> None:
    await tell(interaction, done_line(await act))
