"""A small bot made of real discord.py parts: one command for each thing that is modelled."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from .stand_in import StandIn

NAMES = ("kirienko", "kiriyenko", "musk")


class Desk(discord.ui.View):
    """A button, a menu and a button that opens a form."""

    @discord.ui.button(label="More", custom_id="more")
    async def more(
        self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.View]
    ) -> None:
        button.disabled = True
        await interaction.response.edit_message(content="page 2", view=self)

    @discord.ui.button(label="Slow", custom_id="slow")
    async def slow(
        self, interaction: discord.Interaction, button: discord.ui.Button[discord.ui.View]
    ) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="slowly")

    @discord.ui.select(
        options=[discord.SelectOption(label="Sergey Kiriyenko", value="7"),
                 discord.SelectOption(label="Kirienko LLC", value="8")]
    )  # fmt: skip
    async def which(
        self, interaction: discord.Interaction, menu: discord.ui.Select[discord.ui.View]
    ) -> None:
        await interaction.response.send_message(f"picked {menu.values[0]}", ephemeral=True)


class Paste(discord.ui.Modal, title="Paste an article"):
    """A form in the label style."""

    body: discord.ui.Label[discord.ui.View] = discord.ui.Label(
        text="Text",
        component=discord.ui.TextInput(style=discord.TextStyle.paragraph, max_length=4000),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.body.component, discord.ui.TextInput)
        await interaction.response.send_message(f"{len(self.body.component.value)} characters")


class Digest(app_commands.Group):
    """A command with subcommands."""

    @app_commands.command(description="Set the time")
    async def schedule(
        self, interaction: discord.Interaction, channel: discord.TextChannel, hour: int = 8
    ) -> None:
        await interaction.response.send_message(f"{channel.mention} at {hour}")


class TinyBot(commands.Bot):
    """One command for each thing that the stand-in models."""

    def __init__(self, stand_in: StandIn, *, pings: bool = False) -> None:
        allowed = None if pings else discord.AllowedMentions.none()
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents.default(),
            allowed_mentions=allowed,
        )
        self.stand_in = stand_in
        self.errors: list[Exception] = []
        self.heard: list[discord.Message] = []
        self.resumes = 0

    async def setup_hook(self) -> None:
        self.tree.add_command(check)
        self.tree.add_command(Digest(name="digest", description="The daily digest"))
        slash: list[app_commands.Command[Any, ..., Any]]
        slash = [who, slow, paste, add, long, late, twice, again, redo]
        for command in slash:
            self.tree.add_command(command)
        self.tree.error(self.keep_error)
        await self.tree.sync()

    async def keep_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        self.errors.append(getattr(error, "original", error))

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if self.user in message.mentions and message.author != self.user:
            await message.reply(f"you said {message.content.split('> ')[-1]}")


@app_commands.command(description="Who is this?")
async def who(interaction: discord.Interaction, name: str, private: bool = False) -> None:
    """Answer at once, with a view."""
    embed = discord.Embed(title=name, description="deputy head")
    await interaction.response.send_message(embed=embed, view=Desk(), ephemeral=private)


@who.autocomplete("name")
async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Names that begin with what was typed."""
    fitting = [name for name in NAMES if name.startswith(typed)]
    return [app_commands.Choice(name=name.title(), value=name) for name in fitting]


@app_commands.command(description="Answers late, but in time")
async def slow(interaction: discord.Interaction) -> None:
    """Defer in private, answer with a picture, add a follow-up."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    picture = discord.File(io.BytesIO(b"png"), "chart.png")
    embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
    await interaction.followup.send(embed=embed, file=picture)
    await interaction.followup.send("and one more thing")


@app_commands.command(description="Paste text")
async def paste(interaction: discord.Interaction) -> None:
    """Open a form."""
    await interaction.response.send_modal(Paste())


@app_commands.command(description="Read a file")
async def add(interaction: discord.Interaction, file: discord.Attachment) -> None:
    """Read an attachment from the loopback CDN."""
    content = await file.read()
    await interaction.response.send_message(f"{file.filename}: {content.decode()}")


@app_commands.command(description="Too much")
async def long(interaction: discord.Interaction) -> None:
    """Send more than an embed holds."""
    await interaction.response.send_message(embed=discord.Embed(description="x" * 4097))


@app_commands.command(description="Too late")
async def late(interaction: discord.Interaction) -> None:
    """Let three seconds pass first."""
    bot = interaction.client
    assert isinstance(bot, TinyBot)
    bot.stand_in.clock.advance(3.5)
    await interaction.response.send_message("sorry")


@app_commands.command(description="Much too late")
async def twice(interaction: discord.Interaction) -> None:
    """Follow up when the token has ended."""
    bot = interaction.client
    assert isinstance(bot, TinyBot)
    await interaction.response.send_message("first")
    bot.stand_in.clock.advance(15 * 60 + 1)
    await interaction.followup.send("second")


@app_commands.command(description="Answer twice")
async def again(interaction: discord.Interaction) -> None:
    """Send a second first response behind discord.py's back."""
    await interaction.response.send_message("first")
    interaction.response._response_type = None
    await interaction.response.send_message("second")


@app_commands.command(description="Change an answer")
async def redo(interaction: discord.Interaction) -> None:
    """Edit an answer with a file, through its token and through its channel; then delete it."""
    await interaction.response.defer(thinking=True)
    first = discord.File(io.BytesIO(b"a,b"), "one.csv", description="the first")
    message = await interaction.edit_original_response(content="reading", attachments=[first])
    second = discord.File(io.BytesIO(b"c"), "two.csv")
    await message.edit(content="read", attachments=[*message.attachments, second])
    original = await interaction.original_response()
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("## layout")))
    extra = await interaction.followup.send(view=view, wait=True)
    await extra.delete()
    assert interaction.channel and not isinstance(
        interaction.channel, discord.ForumChannel | discord.CategoryChannel
    )
    public = await interaction.channel.fetch_message(original.id)
    await public.edit(content="read, finally")


@app_commands.context_menu(name="Check this claim")
async def check(interaction: discord.Interaction, message: discord.Message) -> None:
    """Repeat the message."""
    await interaction.response.send_message(f"checking: {message.content}")
