"""A running Discord with a client on it: sending what users do and waiting for what comes back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import discord

from .actions import Actor
from .host import Host
from .interactions import FIRST_RESPONSE_S, Interaction
from .refusals import DriverError, JsonObject
from .replies import Reply, reply_to
from .world import Message

PATIENCE_S, QUIET_S, GUILD_READY_S = 15.0, 0.15, 0.1
Until = Callable[[Reply], bool]
BotT = TypeVar("BotT", bound=discord.Client)


class Conversation(Host):
    """A Discord that a client is connected to, and the patience to wait for its answers."""

    @asynccontextmanager
    async def connected(self, bot: BotT, *, patience: float = PATIENCE_S) -> AsyncIterator[BotT]:
        """Run a real client until the block ends; it is ready when the block begins."""
        # discord.py waits two seconds for further guilds, and five between identifies.
        bot._connection.guild_ready_timeout = GUILD_READY_S
        bot.before_identify_hook = _no_wait  # type: ignore[method-assign]
        async with bot:
            running = asyncio.create_task(bot.start(self.token))
            try:
                await self.wait(
                    lambda: bot.is_ready() or running.done(), _moment, patience, "a ready bot"
                )
                if running.done():
                    running.result()
                    raise DriverError("the bot stopped before it was ready")
                yield bot
            finally:
                await bot.close()
                await asyncio.wait({running}, timeout=patience)
        running.result()

    async def wait_for_commands(self, *names: str, patience: float = PATIENCE_S) -> None:
        """Return once commands of these names are registered, in any guild or everywhere."""
        routes = self.command_routes
        await self.wait(
            lambda: routes.names() >= set(names), _moment, patience, f"the commands {names}"
        )

    async def act(
        self, actor: Actor, interaction: Interaction, data: JsonObject, until: Until | None,
        patience: float,
    ) -> Reply:  # fmt: skip
        """Send one action to the bot and return the first answer that satisfies `until`."""
        await self.online(patience)
        body = self.send(actor, interaction, data)
        self.gateway.dispatch("INTERACTION_CREATE", lambda _: body, actor.channel.guild)

        def is_answered() -> bool:
            waited = self.clock.now() - interaction.created_at
            if interaction.response is None and waited > FIRST_RESPONSE_S + QUIET_S:
                raise DriverError(f"the bot did not respond in time{self._last_violation()}")
            return bool(fitting())

        def fitting() -> list[Message | None]:
            return [answer for answer in interaction.answers
                    if until is None or until(reply_to(interaction, answer))]  # fmt: skip

        await self.wait(is_answered, interaction.next_change, patience, "an answer")
        answer = fitting()[0]
        await self.breathe()
        return reply_to(interaction, answer)

    def send(self, actor: Actor, interaction: Interaction, data: JsonObject) -> JsonObject:
        """Begin an interaction; what the bot is told of it."""
        interaction.created_at = self.clock.now()
        self.interaction_routes.by_token[interaction.token] = interaction
        return actor.envelope(interaction, data)

    async def online(self, patience: float) -> None:
        """Return once a bot is on the gateway."""
        try:
            await asyncio.wait_for(self.gateway.wait_connected(), patience)
        except TimeoutError:
            raise DriverError("no bot is connected to the gateway") from None

    async def wait(
        self, is_done: Callable[[], bool], changed: Callable[[], Any], patience: float, what: str
    ) -> None:
        """Return once `is_done`, looked at after every change; fail when patience ends."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + patience
        while not is_done():
            if loop.time() > ends_at:
                raise DriverError(f"waited {patience} s for {what}{self._last_violation()}")
            # Woken by a change, and at times by the clock, which a test may have pushed.
            try:
                await asyncio.wait_for(changed(), 0.05)
            except TimeoutError:
                continue

    async def quiet(self) -> None:
        """Return once nothing has been written for a moment."""
        while True:
            try:
                await asyncio.wait_for(self.events.next_change(), QUIET_S)
            except TimeoutError:
                return

    async def breathe(self) -> None:
        """Let the bot learn that its answer arrived; a user is never as quick as a test."""
        for _ in range(10):
            await asyncio.sleep(0.002)

    def _last_violation(self) -> str:
        return f"; last refused: {self.violations[-1]}" if self.violations else ""


async def _no_wait(shard_id: int | None, *, initial: bool = False) -> None:
    """Identify at once."""


async def _moment() -> None:
    await asyncio.sleep(0.01)
