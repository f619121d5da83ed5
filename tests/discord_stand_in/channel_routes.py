"""Messages in channels, as the bot writes them without an interaction."""

from datetime import timedelta
from urllib.parse import unquote

import discord

from .events import Events
from .ledger import Ledger
from .messages import Draft, erase, post, write
from .refusals import (
    JsonObject,
    Refusal,
    foreign_message,
    missing_access,
    missing_permissions,
    unknown,
)
from .rest import Answer, Call
from .wire import channel_json, message_json, readable_json
from .world import Channel, Message, World

CHANNEL = "/channels/{channel_id}"
MESSAGES = f"{CHANNEL}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
REACTION = f"{MESSAGE}/reactions/{{emoji_name}}/@me"
REPLY = 19
NONCE_KEPT = timedelta(minutes=5)


class ChannelRoutes:
    """Answers about channels and their messages, under the bot's permissions there."""

    def __init__(
        self, world: World, events: Events, ledger: Ledger, approved: discord.Intents
    ) -> None:
        self._world, self._events, self._ledger = world, events, ledger
        self._approved = approved

    def routes(self) -> list[tuple[str, str, Answer]]:
        """Method, path and answer of each route."""
        return [
            ("GET", CHANNEL, self._channel),
            ("POST", f"{CHANNEL}/typing", self._typing),
            ("GET", MESSAGES, self._history),
            ("POST", MESSAGES, self._post),
            ("GET", MESSAGE, self._message),
            ("PATCH", MESSAGE, self._edit),
            ("DELETE", MESSAGE, self._delete),
            ("PUT", REACTION, self._react),
            ("DELETE", REACTION, self._unreact),
        ]

    async def _channel(self, call: Call) -> JsonObject:
        return channel_json(self._reach(call))

    async def _typing(self, call: Call) -> None:
        self._reach(call, "send_messages")

    async def _history(self, call: Call) -> list[JsonObject]:
        channel = self._reach(call, "read_message_history")
        query = call.request.query
        after, before = int(query.get("after", 0)), int(query.get("before", 1 << 63))
        ids = [key for key in sorted(channel.messages) if after < key < before]
        limit = int(query.get("limit", 50))
        picked = ids[:limit] if "after" in query else ids[-limit:]
        messages = [channel.messages[key] for key in reversed(picked)]
        return [
            readable_json(message, self._world.bot, self._approved)
            for message in messages
            if message.seen_only_by is None
        ]

    async def _post(self, call: Call) -> JsonObject:
        channel = self._reach(call, "send_messages")
        needed = {"embed_links": call.body.get("embeds"), "attach_files": call.uploads}
        for permission, is_needed in needed.items():
            if is_needed:
                self._reach(call, permission)
        nonce = call.body.get("nonce")
        if call.body.get("enforce_nonce") and (known := self._posted_before(channel, nonce)):
            return message_json(known) | {"nonce": nonce}
        original = self._replied_to(call, channel)
        message = post(self._world, channel, self._world.bot, Draft(call.body, call.uploads))
        if original:
            message.replies_to, message.kind = original, REPLY
        self._ledger.watch_mentions(call.request, call.body, is_new=True)
        message.nonce = nonce
        self._events.created(message)
        # Only who posts a message gets its nonce back; who fetches it later does not.
        return message_json(message) | ({"nonce": nonce} if nonce is not None else {})

    def _posted_before(self, channel: Channel, nonce: str | None) -> Message | None:
        """The bot's own message of the last minutes with that nonce."""
        now = self._world.clock.moment()
        return next(
            (
                message for message in channel.messages.values()
                if nonce is not None and message.nonce == nonce
                and now - message.created_at < NONCE_KEPT
            ),
            None,
        )  # fmt: skip

    async def _message(self, call: Call) -> JsonObject:
        message = self._find(call, "read_message_history")
        return readable_json(message, self._world.bot, self._approved)

    async def _edit(self, call: Call) -> JsonObject:
        message = self._find(call)
        if message.author is not self._world.bot:
            raise foreign_message()
        write(self._world, message, Draft(call.body, call.uploads))
        message.edited_at = self._world.clock.moment()
        self._ledger.watch_mentions(call.request, call.body, is_new=False)
        self._events.edited(message)
        return message_json(message)

    async def _delete(self, call: Call) -> None:
        message = self._find(call)
        if message.author is not self._world.bot:
            self._reach(call, "manage_messages")
        erase(message)
        self._events.deleted(message)

    async def _react(self, call: Call) -> None:
        message = self._find(call, "add_reactions")
        message.reactions.append(unquote(call.parameters["emoji_name"]))

    async def _unreact(self, call: Call) -> None:
        emoji = unquote(call.parameters["emoji_name"])
        message = self._find(call)
        message.reactions = [held for held in message.reactions if held != emoji]

    def _reach(self, call: Call, permission: str | None = None) -> Channel:
        channel = self._world.find_channel(call.number("channel_id"))
        if channel is None:
            raise unknown("Channel")
        if channel.guild:
            granted = channel.guild.bot.permissions_in(channel)
            if not granted.view_channel:
                raise missing_access()
            if permission and not getattr(granted, permission):
                raise missing_permissions()
        return channel

    def _find(self, call: Call, permission: str | None = None) -> Message:
        channel = self._reach(call, permission)
        message = channel.messages.get(call.number("message_id"))
        # What only one person sees exists for them and for the interaction, not for the channel.
        if message is None or message.seen_only_by is not None:
            raise unknown("Message")
        return message

    def _replied_to(self, call: Call, channel: Channel) -> Message | None:
        reference = call.body.get("message_reference")
        if not reference:
            return None
        self._reach(call, "read_message_history")
        original = channel.messages.get(int(reference["message_id"]))
        if original is None and reference.get("fail_if_not_exists", True):
            error = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
            errors = {"message_reference": {"_errors": [error]}}
            raise Refusal(400, 50035, "Invalid Form Body", errors)
        return original
