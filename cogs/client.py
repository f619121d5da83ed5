"""The bot: what it is made of, and how it answers when it is mentioned."""

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.admission import MENTION, begin, gate, rule_of
from cogs.articles import ArticleCommands, ChangesButton, ChangesPageButton
from cogs.ask import LookUps
from cogs.claims import Claims
from cogs.conversations import Conversations, Place
from cogs.desk import Desk
from cogs.digests import Digests
from cogs.embargoes import Embargoes
from cogs.entities import Entities
from cogs.exports import ExportCommand
from cogs.failures import explain, record_failure, report_failure
from cogs.faults import FAULTS
from cogs.feeds import FeedCommands, Feeds
from cogs.forget import Forget, ForgetButton
from cogs.ingest import Ingest
from cogs.leaving import Leaving
from cogs.lookups import NOT_IN_DIRECT_MESSAGES, continued, desk_of, look_up
from cogs.mending import Mending, remember_post
from cogs.mentions import admit_paced, admit_writer
from cogs.merging import MergeButton
from cogs.mydata import MyData
from cogs.pacing import Pacing
from cogs.pictures import Pictures
from cogs.posting import nonce
from cogs.restraint import LONGEST_WAIT, Restraint
from cogs.review import Review, VerdictButton
from cogs.sharing import ShareButton
from cogs.upkeep import Upkeep
from cogs.views import ChoiceMenu, PageButton, first_page
from cogs.watches import MuteButton, Watches
from cogs.why import WhyButton, WhyPageButton
from newsroom.audit import current_act
from newsroom.desk import Ask
from newsroom.post import contents_of_reply
from presentation.embeds import error_embed
from services import Services

log = logging.getLogger("byline.discord")

Now = Callable[[], datetime]

HELP = (
    "Mention me with a question, such as “who is …?” or “what sources back …?”, or use /ask, /who,"
    " /sources, /claims, /quote, /timeline and /story; /add gives me an article to read."
)


def utc_now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


class NewsroomTree(app_commands.CommandTree["NewsroomBot"]):
    """The commands; all are for servers only, and a failure is told to the asker alone."""

    async def interaction_check(self, interaction: discord.Interaction["NewsroomBot"]) -> bool:
        """Refuse what does not come from a server, in one sentence, and whoever lacks the role."""
        if interaction.guild_id is not None:
            command = interaction.command  # none where Discord's list of commands is out of date
            return command is None or await gate(interaction, command.qualified_name)
        if interaction.type is discord.InteractionType.application_command:
            await interaction.response.send_message(NOT_IN_DIRECT_MESSAGES, ephemeral=True)
        return False

    async def on_error(
        self, interaction: discord.Interaction["NewsroomBot"], error: app_commands.AppCommandError
    ) -> None:
        """Tell what failed."""
        await report_failure(interaction, error)

    def fingerprint(self) -> str:
        """What tells one set of commands, of one application, from another."""
        commands_now = [command.to_dict(self) for command in self.get_commands()]
        content = json.dumps([self.client.application_id, commands_now], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


class NewsroomBot(commands.AutoShardedBot):
    """The Discord edge. It owns no rules, only the services it was given."""

    tree: NewsroomTree

    def __init__(
        self,
        services: Services,
        *,
        now: Now = utc_now,
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
    ) -> None:
        restraint = Restraint(lambda: now().timestamp())
        shards: dict[str, Any] = {"shard_ids": list(shard_ids)} if shard_ids else {}
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=NewsroomTree,
            intents=discord.Intents.default(),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            shard_count=shard_count,
            max_messages=None,  # nobody asks what was posted lately
            max_ratelimit_timeout=LONGEST_WAIT,
            http_trace=restraint.trace(),
            **shards,
        )
        self.services, self.now, self.restraint = services, now, restraint
        self.conversations, self.pictures = Conversations(), Pictures()
        self.pacing = Pacing()

    async def setup_hook(self) -> None:
        """Take up the commands and buttons, and give Discord the commands if they changed."""
        await self.take_up()
        await self._sync_commands()

    async def take_up(self) -> None:
        """Take up the commands and buttons, without Discord."""
        look_ups = LookUps(self.services, self.now, self.conversations, self.pictures)
        ingest, desk = Ingest(self.services, self.now), Desk(self.services)
        trust = (
            Forget(self.services),
            MyData(self.services),
            Leaving(self, self.services, self.now),
        )
        assert desk.app_command is not None
        desk.app_command.add_command(FeedCommands(self.services, self.now))
        feeds = Feeds(self, self.services, self.now)
        export = ExportCommand(self.services)
        who, said = Entities(self.services, self.now), Claims(self.services, self.now)
        curating = (who, said, Review(self.services, self.now))
        trusted = (export, *curating, *trust)
        for cog in (look_ups, ingest, desk, feeds, *trusted, Upkeep(self.services)):
            await self.add_cog(cog)
        embargoes, mending = Embargoes(self.services, self), Mending(self.services, self)
        digests, watches = Digests(self.services, self), Watches(self.services, self)
        for beating in (digests, watches, mending, embargoes):
            await self.add_cog(beating)
        check = app_commands.ContextMenu(name="Check this claim", callback=look_ups.check)
        self.tree.add_command(check)
        add = app_commands.ContextMenu(name="Add to desk", callback=ingest.add_message)
        self.tree.add_command(add)
        self.tree.add_command(ArticleCommands(self.services))
        self.add_dynamic_items(PageButton, ChoiceMenu, MuteButton, WhyButton, WhyPageButton)
        self.add_dynamic_items(ChangesButton, ChangesPageButton, ShareButton, ForgetButton)
        self.add_dynamic_items(MergeButton, VerdictButton)

    def end_global_limit(self) -> None:
        """Let requests through again, some time after one was given up.

        Where that one was waiting out a limit on everything, discord.py would hold up all others
        for good.
        """
        is_over = self.http._global_over
        if not is_over.is_set():
            asyncio.get_running_loop().call_later(LONGEST_WAIT, is_over.set)

    async def close(self) -> None:
        """Leave Discord, then finish and close what the services hold open."""
        await super().close()
        self.pictures.close()
        await self.services.close()

    async def on_app_command_completion(
        self,
        interaction: discord.Interaction[Any],
        command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
    ) -> None:
        """Record what is done and has not recorded itself."""
        act = interaction.extras.get("act")
        if act and not act.entries and rule_of(command.qualified_name).is_recorded:
            current_act.set(act)
            await self.services.audit.end(desk_of(interaction.guild_id))

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer whoever mentions the bot, or writes to it; other bots never."""
        if message.author.bot or message.webhook_id is not None:
            return
        try:
            if message.guild is None:
                await message.channel.send(NOT_IN_DIRECT_MESSAGES)
            elif (question := self._question_in(message)) is not None:
                if not await admit_paced(self.pacing, message):
                    return
                begin(MENTION, message.author, self.now())
                if await admit_writer(self.services, message):
                    await self._answer(message, question)
        except Exception as error:
            await self._report(message, error)

    def _question_in(self, message: discord.Message) -> str | None:
        """What a message asks of the bot; None where it does not mention the bot in so many words.

        Content reaches a bot without the message-content intent where it is mentioned.
        """
        mention = re.compile(rf"<@!?{self.user.id if self.user else 0}>")
        if not mention.search(message.content):
            return None
        return " ".join(mention.sub(" ", message.content).split())

    async def _answer(self, message: discord.Message, question: str) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        if not question:
            await message.channel.send(
                HELP, reference=reference, mention_author=False, nonce=_nonce_for(message)
            )
            return
        desk = desk_of(message.guild.id if message.guild else None)
        now = self.now()
        place = Place.of(message.channel, message.channel.id, message.author.id)
        previous = self.conversations.previous(place, now)
        options = tuple(continued(self.services, question, previous).items())
        ask = Ask("ask", options, message.author.id, now)
        reply = await look_up(self.services, desk, ask)
        self.conversations.remember(place, reply, now)
        shown = await first_page(self.services, desk, ask, reply)
        files = await self.pictures.files(ask, reply, _permissions_in(message))
        sent = await message.channel.send(
            embed=shown.embed,
            view=shown.view,
            files=files,
            reference=reference,
            mention_author=False,
            nonce=_nonce_for(message),
        )
        if message.guild is not None:
            await remember_post(self, message.guild, sent, contents_of_reply(reply), now)

    async def _report(self, message: discord.Message, error: Exception) -> None:
        """Tell what failed, where the channel lets the bot write at all.

        With the nonce of the answer: where that was posted after all, nothing is added to it.
        """
        if isinstance(error, discord.Forbidden):
            log.warning("Channel %s may not be written to", message.channel.id)
            return
        guild_id = message.guild.id if message.guild else None
        await record_failure(self.services, guild_id, error)
        line = error_embed(explain(error))
        try:
            await message.channel.send(
                embed=line,
                reference=message.to_reference(fail_if_not_exists=False),
                nonce=_nonce_for(message),
            )
        except Exception as failure:
            log.warning("Message %s not answered: %s", message.id, type(failure).__name__)

    async def _sync_commands(self) -> None:
        fingerprint = self.tree.fingerprint()
        if self.services.fingerprint.read() == fingerprint:
            return
        try:
            await self.tree.sync()
        except FAULTS as error:
            log.error("Commands not synced (%s); the next start tries again", type(error).__name__)
            return
        try:
            self.services.fingerprint.write(fingerprint)
        except OSError as error:
            log.warning("Commands synced, which was not noted: %s", type(error).__name__)
        else:
            log.info("Commands synced")


def _nonce_for(message: discord.Message) -> str:
    """What makes the answer to a message one message, however often it is sent."""
    return nonce(message.channel.id, f"answer {message.id}")


def _permissions_in(message: discord.Message) -> discord.Permissions:
    """What the bot may do where a message stands."""
    if message.guild is None:
        return discord.Permissions.none()
    return message.channel.permissions_for(message.guild.me)
