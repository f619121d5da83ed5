"""The desk's data, handed to whoever manages the server."""

import io
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from cogs.lookups import desk_of
from cogs.replying import acknowledge, answer
from newsroom.export import ExportFormat
from presentation import limits
from services import Services

SENT = {
    ExportFormat.CSV: (
        "The desk as tables. A cell that begins with an apostrophe has it so that no spreadsheet"
        " takes it for a formula; the note inside says more."
    ),
    ExportFormat.JSONL: "The whole desk, a JSON object a line; `bot.py import` reads it back.",
    ExportFormat.SQLITE: (
        "The desk as a SQLite file for Datasette and the like; a backup to restore from is made"
        " with `bot.py backup`."
    ),
}


class ExportCommand(commands.Cog):
    """Exports, for members with Manage Server and for their eyes alone."""

    def __init__(self, services: Services) -> None:
        self.services = services

    @app_commands.command(description="The desk's data as a file, for you alone")
    @app_commands.describe(
        format="csv: tables; jsonl: everything, to import again; sqlite: for Datasette"
    )
    async def export(
        self, interaction: discord.Interaction, format: Literal["csv", "jsonl", "sqlite"]
    ) -> None:
        """Attach the desk's data to a private answer, or say that it is too large for that."""
        desk, form = desk_of(interaction.guild_id), ExportFormat(format)
        await acknowledge(interaction, is_private=True)
        most = min(interaction.filesize_limit or limits.ATTACHMENT_BYTES, limits.ATTACHMENT_BYTES)
        name, content = await self.services.exports.attachment(desk, form, most)
        file = discord.File(io.BytesIO(content), name)
        await answer(interaction, SENT[form], files=[file])
