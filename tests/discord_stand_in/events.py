"""Telling the bot, and whoever waits in a test, what has just happened."""

import asyncio

from .gateway import Gateway, Session
from .refusals import JsonObject
from .wire import channel_json, guild_json, member_json, message_event_json, role_json
from .world import Channel, Guild, Member, Message, Role, World


class Events:
    """Turns changes of the world into gateway events."""

    def __init__(self) -> None:
        self.gateway: Gateway | None = None
        self.world: World | None = None
        self._changed = asyncio.Event()

    async def next_change(self) -> None:
        """Return once another message has been written, edited or deleted."""
        await self._changed.wait()

    def announce(self, event: str, guild: Guild, thing: object) -> None:
        """Tell of a change to a guild; before the bot connects there is nobody to tell."""
        if self.gateway:
            self.gateway.dispatch(event, lambda session: _guild_event(session, guild, thing), guild)

    def created(self, message: Message) -> None:
        """A message was written."""
        self._message_event("MESSAGE_CREATE", message)

    def edited(self, message: Message) -> None:
        """A message was changed."""
        self._message_event("MESSAGE_UPDATE", message)

    def deleted(self, message: Message) -> None:
        """A message is gone."""
        self._message_event("MESSAGE_DELETE", message)

    def removed(self, guild: Guild) -> None:
        """The bot was taken out of a guild."""
        if self.gateway:
            body = {"id": str(guild.guild_id)}
            self.gateway.dispatch("GUILD_DELETE", lambda _: body, guild)

    def _message_event(self, event: str, message: Message) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
        if self.gateway and message.seen_only_by is None:
            self.gateway.dispatch(
                event, lambda session: self._body(session, event, message), message.channel.guild
            )

    def _body(self, session: Session, event: str, message: Message) -> JsonObject | None:
        assert self.world is not None
        guild = message.channel.guild
        wanted = session.intents.guild_messages if guild else session.intents.dm_messages
        if not wanted:
            return None
        if guild and not guild.bot.permissions_in(message.channel).view_channel:
            return None
        if event != "MESSAGE_DELETE":
            return message_event_json(message, self.world.bot, session.intents)
        body = {"id": str(message.message_id), "channel_id": str(message.channel.channel_id)}
        return body | ({"guild_id": str(guild.guild_id)} if guild else {})


def _guild_event(session: Session, guild: Guild, thing: object) -> JsonObject | None:
    guild_id = {"guild_id": str(guild.guild_id)}
    match thing:
        case Role():
            return guild_id | {"role": role_json(thing)} if session.intents.guilds else None
        case Channel() if thing.channel_id not in guild.channels:
            gone = {"id": str(thing.channel_id), "type": 0, "name": thing.name} | guild_id
            return gone if session.intents.guilds else None
        case Channel():
            return channel_json(thing) if session.intents.guilds else None
        case Member():
            return guild_id | member_json(thing) if session.intents.members else None
        case Guild():
            with_members = session.intents.members
            body = guild_json(thing, with_members=with_members)
            return body if session.intents.guilds else None
    return None
