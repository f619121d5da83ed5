"""The websocket side: hello, identify, ready, resume, heartbeats and events in order."""

import asyncio
import json
import secrets
from collections.abc import Callable
from enum import IntEnum

import discord
from aiohttp import WSCloseCode, WSMsgType, web

from .compression import encoder_for
from .ledger import Ledger
from .refusals import JsonObject
from .wire import guild_json, member_json, user_json
from .world import Guild, World

HEARTBEAT_MS, HEARTBEAT_ACK_S = 41_250, 0.05
BAD_TOKEN, BAD_SHARD, UNAPPROVED_INTENTS, RECONNECT_PLEASE = 4004, 4010, 4014, 4000


class Op(IntEnum):
    """What a frame is for."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


Payload = Callable[["Session"], JsonObject | None]


class Line:
    """One socket: frames go out in order, compressed as the client asked."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        compression: str | None,
        transport: asyncio.Transport | None,
    ) -> None:
        self.socket, self.transport = socket, transport
        self.session: Session | None = None
        self._encode = encoder_for(compression)
        self._outbox: asyncio.Queue[JsonObject] = asyncio.Queue()

    def send(self, frame: JsonObject) -> None:
        """Queue a frame."""
        self._outbox.put_nowait(frame)

    async def write(self) -> None:
        """Send what is queued, until cancelled or cut off."""
        while not self.socket.closed:
            text = json.dumps(await self._outbox.get())
            try:
                if self._encode:
                    await self.socket.send_bytes(self._encode(text.encode()))
                else:
                    await self.socket.send_str(text)
            except ConnectionError:
                return


class Session:
    """What a client resumes: its intents, its shard and every event it was sent."""

    def __init__(self, line: Line, intents: discord.Intents, shard: tuple[int, int]) -> None:
        self.session_id = secrets.token_hex(16)
        self.line: Line | None = line
        self.intents = intents
        self.shard = shard
        self._sent: list[JsonObject] = []
        self._forgotten = 0

    def owns(self, guild: Guild | None) -> bool:
        """Whether a guild's events come through this shard; private ones use the first."""
        number, count = self.shard
        return (guild.guild_id >> 22) % count == number if guild else number == 0

    def emit(self, event: str, body: JsonObject) -> None:
        """Send an event, now or with the next resume."""
        number = self._forgotten + len(self._sent) + 1
        frame = {"op": Op.DISPATCH, "t": event, "s": number, "d": body}
        self._sent.append(frame)
        if self.line:
            self.line.send(frame)

    def replay(self, line: Line, after: int) -> None:
        """Carry on over a new socket with whatever came after a sequence number."""
        self.line = line
        for frame in self._sent[max(0, after - self._forgotten) :]:
            line.send(frame)
        self.emit("RESUMED", {"_trace": []})

    def forget(self, kept: int) -> None:
        """Drop all events but the last so many, as Discord does after a while."""
        dropped = max(0, len(self._sent) - kept)
        del self._sent[:dropped]
        self._forgotten += dropped


class Gateway:
    """Every session of the bot."""

    def __init__(self, world: World, ledger: Ledger, token: str, approved: discord.Intents) -> None:
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self._world, self._ledger, self._token = world, ledger, token
        self._approved = approved
        self.heartbeat_ms = HEARTBEAT_MS
        self.is_deaf = False
        self.heartbeats = 0
        self._lines: set[Line] = set()
        self._connected = asyncio.Event()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from hello to goodbye."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        line = Line(socket, request.query.get("compress"), request.transport)
        self._lines.add(line)
        writer = asyncio.create_task(line.write())
        line.send({"op": Op.HELLO, "d": {"heartbeat_interval": self.heartbeat_ms, "_trace": []}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(line, json.loads(message.data))
        finally:
            writer.cancel()
            self._lines.discard(line)
            if line.session and line.session.line is line:
                line.session.line = None
                self._connected.clear()
        return socket

    def dispatch(self, event: str, payload: Payload, guild: Guild | None) -> None:
        """Send an event to the sessions that own its guild; a payload of `None` keeps it back."""
        for session in self.sessions.values():
            if session.owns(guild):
                body = payload(session)
                if body is not None:
                    session.emit(event, body)

    async def wait_connected(self) -> None:
        """Return once a client has identified or resumed."""
        await self._connected.wait()

    async def drop(self, code: int = RECONNECT_PLEASE, *, is_resumable: bool = True) -> None:
        """Close every socket; a session that is not resumable has to identify anew."""
        self._connected.clear()
        if not is_resumable:
            self.sessions.clear()
        await asyncio.gather(*(line.socket.close(code=code) for line in list(self._lines)))

    def cut(self) -> None:
        """Break every socket in the middle, as a network that fails does."""
        self._connected.clear()
        for line in list(self._lines):
            if line.transport is not None:
                line.transport.abort()

    def ask_to_reconnect(self) -> None:
        """Tell every client to come back over another socket, as Discord does now and then."""
        for line in list(self._lines):
            line.send({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, is_resumable: bool) -> None:
        """Tell every client that its session is no longer valid."""
        if not is_resumable:
            self.sessions.clear()
        for line in list(self._lines):
            line.send({"op": Op.INVALID_SESSION, "d": is_resumable})

    async def close(self) -> None:
        """End all connections for good."""
        await self.drop(WSCloseCode.GOING_AWAY)

    async def _receive(self, line: Line, frame: JsonObject) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                self.heartbeats += 1
                if not self.is_deaf:
                    # No network is as quick as none: discord.py notes when it sent a beat later.
                    loop = asyncio.get_running_loop()
                    loop.call_later(HEARTBEAT_ACK_S, line.send, {"op": Op.HEARTBEAT_ACK})
            case Op.IDENTIFY:
                await self._identify(line, frame["d"])
            case Op.RESUME:
                self._resume(line, frame["d"])
            case Op.REQUEST_MEMBERS:
                self._send_members(line, frame["d"])

    async def _identify(self, line: Line, body: JsonObject) -> None:
        intents = discord.Intents.none()
        intents.value = body["intents"]
        number, count = body.get("shard", (0, 1))
        if body["token"] != self._token:
            await self._reject(line, BAD_TOKEN, "Authentication failed.")
        elif not 0 <= number < count:
            await self._reject(line, BAD_SHARD, "Invalid shard.")
        elif _privileged(intents) & ~self._approved.value:
            await self._reject(line, UNAPPROVED_INTENTS, "Disallowed intent(s).")
        else:
            session = Session(line, intents, (number, count))
            self.sessions[session.session_id] = line.session = session
            self.identified += 1
            self._greet(session)
            self._connected.set()

    def _greet(self, session: Session) -> None:
        guilds = [guild for guild in self._world.guilds.values() if session.owns(guild)]
        session.emit(
            "READY",
            {
                "v": 10, "user": user_json(self._world.bot) | {"verified": True, "locale": "en-GB"},
                "guilds": [{"id": str(guild.guild_id), "unavailable": True} for guild in guilds],
                "session_id": session.session_id, "shard": list(session.shard),
                "resume_gateway_url": self._world.base_url.replace("http", "ws", 1) + "/gateway",
                "application": {"id": str(self._world.application_id), "flags": 0},
            },
        )  # fmt: skip
        if session.intents.guilds:
            for guild in guilds:
                with_members = session.intents.members
                session.emit("GUILD_CREATE", guild_json(guild, with_members=with_members))

    def _resume(self, line: Line, body: JsonObject) -> None:
        session = self.sessions.get(body["session_id"])
        if session is None or body["token"] != self._token:
            line.send({"op": Op.INVALID_SESSION, "d": False})
            return
        line.session = session
        session.replay(line, body["seq"])
        self.resumed += 1
        self._connected.set()

    def _send_members(self, line: Line, body: JsonObject) -> None:
        guild = self._world.guilds.get(int(body["guild_id"]))
        if guild is None or line.session is None:
            return
        wanted = {int(user_id) for user_id in body.get("user_ids") or ()}
        query = (body.get("query") or "").lower()
        members = [
            member_json(member) for member in guild.members.values()
            if (member.user.user_id in wanted if wanted else member.user.name.startswith(query))
        ]  # fmt: skip
        line.session.emit(
            "GUILD_MEMBERS_CHUNK",
            {"guild_id": str(guild.guild_id), "members": members, "chunk_index": 0,
             "chunk_count": 1, "not_found": [], "nonce": body.get("nonce")},
        )  # fmt: skip

    async def _reject(self, line: Line, code: int, message: str) -> None:
        self._ledger.note("IDENTIFY", "/gateway", f"{code}: {message}")
        await line.socket.close(code=code, message=message.encode())


def _privileged(intents: discord.Intents) -> int:
    asked = discord.Intents.none()
    asked.members, asked.presences = intents.members, intents.presences
    asked.message_content = intents.message_content
    return asked.value
