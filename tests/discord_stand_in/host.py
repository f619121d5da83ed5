"""Starting and stopping the loopback Discord, and pointing discord.py at it."""

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import discord
import yarl
from aiohttp import web
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .channel_routes import ChannelRoutes
from .clock import Clock, first_snowflake
from .command_routes import CommandRoutes
from .directory_routes import DirectoryRoutes
from .events import Events
from .faults import Fault, Way
from .gateway import RECONNECT_PLEASE, Gateway
from .interaction_routes import InteractionRoutes
from .interactions import Interaction
from .ledger import Ledger, Ping, Request, Violation
from .rest import API, Rest
from .schema import DESCRIPTION, ApiSchema, load_schema
from .waits import Waits
from .world import Guild, User, World

TOKEN = "c3RhbmQtaW4.R2F0ZXc.bG9vcGJhY2stb25seS1uZXZlci1hLXNlY3JldA"
EVENTS_KEPT = 1_000
UPLOAD_MOST = 128 * 1024 * 1024
BOT_PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True,
    read_message_history=True, add_reactions=True,
)  # fmt: skip


class Kind(TypedDict, total=False):
    """What else may be said of a failure."""

    retry_after: float | None
    has_effect: bool
    code: int
    way: Way
    is_global: bool
    via: str
    scope: str
    slow: float


class Host:
    """A Discord that runs while its `async with` block does; nothing leaves the machine."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        approved_intents: discord.Intents | None = None,
        shards: int = 1,
        description: Path = DESCRIPTION,
    ) -> None:
        self.clock = clock or Clock()
        self.schema: ApiSchema | None = load_schema(description)
        self.token = TOKEN
        self.events = Events()
        self.world = World(self.clock, self.events.announce)
        self.ledger = Ledger()
        approved = approved_intents or discord.Intents.none()
        self.gateway = Gateway(self.world, self.ledger, TOKEN, approved)
        self.events.world, self.events.gateway = self.world, self.gateway
        self.rest = Rest(self.clock, self.ledger, TOKEN, self.schema)
        self.command_routes = CommandRoutes(self.world)
        self.interaction_routes = InteractionRoutes(self.world, self.events, self.ledger)
        self._directory = DirectoryRoutes(self.world, self.gateway, shards)
        self._channels = ChannelRoutes(self.world, self.events, self.ledger, approved)
        self._runner: web.AppRunner | None = None
        self._patched: list[tuple[Any, str, Any]] = []

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.world.base_url = f"http://127.0.0.1:{port}"
        self._patch()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.rest.faults.end()
        await self.gateway.close()
        if self._runner:
            await self._runner.cleanup()
        for owner, name, original in reversed(self._patched):
            setattr(owner, name, original)
        self._patched.clear()

    @property
    def bot(self) -> User:
        """The bot's own account."""
        return self.world.bot

    @property
    def requests(self) -> list[Request]:
        """Every request so far, in order."""
        return self.ledger.requests

    @property
    def violations(self) -> list[Violation]:
        """Everything that Discord would have refused, whether or not the bot noticed."""
        return self.ledger.violations

    @property
    def pings(self) -> list[Ping]:
        """Every message whose `allowed_mentions` was missing or allowed anything."""
        return self.ledger.pings

    def add_guild(
        self, name: str = "Desk", *, bot_permissions: discord.Permissions | None = None
    ) -> Guild:
        """A server that the bot belongs to, with an owner and the channel `general`."""
        guild = self.world.add_guild(name, bot_permissions or BOT_PERMISSIONS)
        guild.add_channel("general")
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Take the bot out of a server."""
        del self.world.guilds[guild.guild_id]
        self.events.removed(guild)

    def fail_next(
        self, method: str, path: str, status: int, *, times: int = 1, **more: Unpack[Kind]
    ) -> None:
        """Answer the next requests whose path fits the expression with an error.

        With `has_effect` they do what was asked, and only the answer is lost.
        """
        self.rest.faults.add(Fault(method.upper(), re.compile(path), status, times, **more))

    def skip_waits(self) -> list[float]:
        """Have discord.py try again at once, as if it had waited; how long it would have."""
        waits = Waits(self.clock)
        self._put(waits.places())
        return waits.seconds

    def forget_before(self, at: float) -> list[Interaction]:
        """Drop messages, files, interactions and requests of before a time, in Unix seconds.

        For runs of hours, which would fill the memory; a user can no longer act on any of them.
        The interactions are handed back, for what they tell of how the bot answered.
        """
        first = first_snowflake(at)
        channels = [one for guild in self.world.guilds.values() for one in guild.channels.values()]
        dropped_from: list[dict[int, Any]] = [self.world.files]
        for held in dropped_from + [channel.messages for channel in channels]:
            for number in [number for number in held if number < first]:
                del held[number]
        tokens = self.interaction_routes.by_token
        old = [token for token, one in tokens.items() if one.created_at < at]
        gone = [tokens.pop(token) for token in old]
        self.ledger.requests[:] = [one for one in self.ledger.requests if one.at >= at]
        for session in self.gateway.sessions.values():
            session.forget(EVENTS_KEPT)
        return gone

    async def drop_gateway(
        self, code: int = RECONNECT_PLEASE, *, is_resumable: bool = True
    ) -> None:
        """Close the bot's sockets; it should resume, or identify anew where it cannot."""
        await self.gateway.drop(code, is_resumable=is_resumable)

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=UPLOAD_MOST)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/attachments/{channel_id}/{file_id}/{name}", self._download)
        parts = (self._directory, self.command_routes, self.interaction_routes, self._channels)
        for part in parts:
            for method, template, answer in part.routes():
                self.rest.route(app, method, template, answer)
        app.router.add_route("*", API + "/{rest:.*}", self.rest.refuse_unknown)
        return app

    async def _download(self, request: web.Request) -> web.Response:
        held = self.world.files.get(int(request.match_info["file_id"]))
        if held is None:
            return web.Response(status=404)
        kind = held.upload.content_type or "application/octet-stream"
        headers = {"Content-Type": kind}
        return web.Response(body=held.upload.content, headers=headers)

    def _patch(self) -> None:
        base = self.world.base_url
        gateway = yarl.URL(base.replace("http", "ws", 1) + "/gateway")
        targets: list[tuple[Any, str, Any]] = [
            (Route, "BASE", base + API),
            (DiscordWebSocket, "DEFAULT_GATEWAY", gateway),
            (Asset, "BASE", base),
        ]
        self._put(targets)

    def _put(self, targets: Sequence[tuple[Any, str, Any]]) -> None:
        for owner, name, value in targets:
            self._patched.append((owner, name, getattr(owner, name)))
            setattr(owner, name, value)
