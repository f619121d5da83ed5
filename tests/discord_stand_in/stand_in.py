"""The driver: what users do on the loopback Discord, and what they see of the bot."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import app_commands

from .actions import (
    Actor,
    command_data,
    command_origin,
    derived_origin,
    find_button,
    find_menu,
    menu_data,
    modal_data,
)
from .command_rules import MESSAGE_COMMAND, USER_COMMAND
from .conversation import PATIENCE_S, Conversation, Until
from .interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MENU_REPLY_KIND,
    MODAL_SUBMIT,
    SLASH_REPLY_KIND,
    Interaction,
)
from .picking import Pick, Picker, Value
from .refusals import DriverError, JsonObject
from .replies import Reply, reply_from, reply_to
from .world import Channel, Member, Message, Upload, User


class StandIn(Conversation):
    """A Discord with people on it; each action returns what they then see."""

    async def slash(
        self,
        who: Member | User,
        channel: Channel,
        command: str,
        options: Mapping[str, Value] | None = None,
        *,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Use a slash command ("digest schedule") and return its answer, which may be a modal."""
        actor = Actor(self.world, who, channel)
        pick = self._picker(actor).slash(command, options or {})
        interaction = actor.begin(COMMAND)
        interaction.origin = command_origin(interaction, pick.path)
        interaction.reply_kind = SLASH_REPLY_KIND
        return await self.act(actor, interaction, command_data(pick), until, patience)

    async def autocomplete(
        self,
        who: Member | User,
        channel: Channel,
        command: str,
        options: Mapping[str, Value],
        *,
        focused: str,
        patience: float = PATIENCE_S,
    ) -> list[app_commands.Choice[Any]]:
        """What the bot suggests while one option is being typed."""
        actor = Actor(self.world, who, channel)
        pick = self._picker(actor).slash(command, options, focused=focused)
        interaction = actor.begin(AUTOCOMPLETE)
        interaction.option_type = pick.focused_type
        await self.act(actor, interaction, command_data(pick), None, patience)
        return [app_commands.Choice(name=choice["name"], value=choice["value"])
                for choice in interaction.choices]  # fmt: skip

    async def message_command(
        self,
        who: Member | User,
        channel: Channel,
        message: Message | Reply,
        command: str,
        *,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Use a command from the menu of a message."""
        target = message.message if isinstance(message, Reply) else message
        if target is None:
            raise DriverError("there is no message to use a command on")
        actor = Actor(self.world, who, channel)
        pick = self._picker(actor).target(command, MESSAGE_COMMAND, target)
        return await self._menu(actor, pick, target.message_id, until, patience)

    async def user_command(
        self,
        who: Member | User,
        channel: Channel,
        target: Member | User,
        command: str,
        *,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Use a command from the menu of an account."""
        actor = Actor(self.world, who, channel)
        pick = self._picker(actor).target(command, USER_COMMAND, target)
        user = target.user if isinstance(target, Member) else target
        return await self._menu(actor, pick, user.user_id, until, patience)

    async def press(
        self,
        who: Member | User,
        reply: Reply,
        which: str,
        *,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Press a button by custom_id, label or emoji; the answer may be the same message."""
        message = self._reachable(who, reply)
        button = find_button(reply_from(message), which)
        data = {"custom_id": button.custom_id, "component_type": 2}
        return await self._use(who, message, data, until, patience)

    async def press_anything(
        self, who: Member | User, reply: Reply, custom_id: str, values: Sequence[str] | None = None
    ) -> Interaction:
        """Send any custom id, as if the message had such a button, or a menu with such values.

        Nothing has to come of it; the interaction says what did.
        """
        message = self._reachable(who, reply)
        actor = Actor(self.world, who, message.channel)
        interaction = actor.begin(COMPONENT, message)
        interaction.origin = derived_origin(interaction)
        data: JsonObject = {"custom_id": custom_id, "component_type": 2 if values is None else 3}
        if values is not None:
            data["values"] = list(values)
        body = self.send(actor, interaction, data)
        self.gateway.dispatch("INTERACTION_CREATE", lambda _: body, actor.channel.guild)
        await self.breathe()
        await self.quiet()
        return interaction

    async def select(
        self,
        who: Member | User,
        reply: Reply,
        values: Sequence[Value],
        *,
        custom_id: str | None = None,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Choose from a menu by value or label, or by account, role or channel."""
        message = self._reachable(who, reply)
        picker = self._picker(Actor(self.world, who, message.channel))
        menu = find_menu(reply_from(message), custom_id)
        data = menu_data(menu, values, picker.wire_value)
        return await self._use(who, message, data, until, patience)

    async def submit(
        self,
        who: Member | User,
        reply: Reply,
        values: Mapping[str, str | Sequence[str]],
        *,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> Reply:
        """Fill in the modal of a reply, by custom_id or label, and send it."""
        if reply.modal is None or reply.interaction is None:
            raise DriverError("this reply is no modal")
        opened = reply.interaction
        actor = Actor(self.world, who, opened.channel)
        if actor.user is not opened.user:
            raise DriverError(f"the modal was opened for {opened.user.name} alone")
        interaction = actor.begin(MODAL_SUBMIT, opened.source)
        interaction.origin = derived_origin(interaction)
        data = modal_data(reply.modal, values)
        return await self.act(actor, interaction, data, until, patience)

    def post(
        self,
        who: Member | User,
        channel: Channel,
        content: str = "",
        *,
        files: Sequence[Upload] = (),
        reply_to: Message | Reply | None = None,
    ) -> Message:
        """Write a message as a user, and wait for nothing."""
        user = who.user if isinstance(who, Member) else who
        message = Message(self.world.ids.next(), channel, user, self.clock.moment(), content)
        message.attachments = [self.world.store(upload, channel) for upload in files]
        message.replies_to = reply_to.message if isinstance(reply_to, Reply) else reply_to
        message.kind = 19 if message.replies_to else 0
        channel.messages[message.message_id] = message
        self.events.created(message)
        return message

    async def say(
        self,
        who: Member | User,
        channel: Channel,
        content: str = "",
        *,
        files: Sequence[Upload] = (),
        reply_to: Message | Reply | None = None,
        replies: int = 1,
        until: Until | None = None,
        patience: float = PATIENCE_S,
    ) -> tuple[Reply, ...]:
        """Write a message and return what the bot posts in the channel, once it is quiet again."""
        await self.online(patience)
        message = self.post(who, channel, content, files=files, reply_to=reply_to)
        since = message.message_id

        def found() -> tuple[Reply, ...]:
            return self.posts(channel, since=since)

        def is_enough() -> bool:
            last = found()[-1:] if until else ()
            return len(found()) >= replies and all(until(one) for one in last if until)

        await self.wait(is_enough, self.events.next_change, patience, f"{replies} replies")
        await self.quiet()
        return found()

    def posts(self, channel: Channel, *, since: int = 0) -> tuple[Reply, ...]:
        """What the bot has written in a channel of its own accord, oldest first."""
        return tuple(
            reply_from(message) for message in channel.messages.values()
            if message.author is self.bot and message.interaction is None
            and message.message_id > since
        )  # fmt: skip

    async def next_post(self, channel: Channel, *, patience: float = PATIENCE_S) -> Reply:
        """The next message that the bot writes in a channel of its own accord."""
        count = len(self.posts(channel))
        await self.wait(
            lambda: len(self.posts(channel)) > count, self.events.next_change, patience, "a post"
        )
        return self.posts(channel)[count]

    def look(self, reply: Reply) -> Reply:
        """The same answer as it stands now."""
        if reply.interaction:
            return reply_to(reply.interaction, reply.message)
        return reply_from(reply.message)

    def followups(self, reply: Reply) -> tuple[Reply, ...]:
        """The further messages that came with the same interaction."""
        messages = reply.interaction.followups if reply.interaction else []
        return tuple(reply_from(message, interaction=reply.interaction) for message in messages)

    async def next_change(
        self, reply: Reply, *, until: Until, patience: float = PATIENCE_S
    ) -> Reply:
        """The same answer once a later edit or deletion has made `until` true."""
        await self.wait(
            lambda: until(self.look(reply)), self.events.next_change, patience, "a change"
        )
        await self.breathe()
        return self.look(reply)

    def direct(self, user: Member | User) -> Channel:
        """The direct messages between a user and the bot."""
        return self.world.direct_channel(user.user if isinstance(user, Member) else user)

    def assert_clean(self) -> None:
        """Fail, naming each, where anything was refused or could have pinged somebody."""
        faults = [f"{v.method} {v.path}: {v.status} {v.message} {v.errors or ''}"
                  for v in self.violations]  # fmt: skip
        faults += [f"{ping.method} {ping.path}: {ping.allowed_mentions}" for ping in self.pings]
        if faults:
            raise DriverError("\n".join(faults))

    def _picker(self, actor: Actor) -> Picker:
        commands = self.command_routes.visible_in(actor.channel.guild)
        return Picker(self.world, actor.who, actor.channel, commands)

    async def _menu(
        self, actor: Actor, pick: Pick, target_id: int, until: Until | None, patience: float
    ) -> Reply:
        interaction = actor.begin(COMMAND)
        interaction.origin = command_origin(interaction, pick.path)
        interaction.reply_kind = MENU_REPLY_KIND
        return await self.act(actor, interaction, command_data(pick, target_id), until, patience)

    async def _use(
        self, who: Member | User, message: Message, data: JsonObject, until: Until | None,
        patience: float,
    ) -> Reply:  # fmt: skip
        actor = Actor(self.world, who, message.channel)
        interaction = actor.begin(COMPONENT, message)
        interaction.origin = derived_origin(interaction)
        return await self.act(actor, interaction, data, until, patience)

    def _reachable(self, who: Member | User, reply: Reply) -> Message:
        user = who.user if isinstance(who, Member) else who
        message = reply.message
        if message is None or message.is_deleted:
            raise DriverError("there is no message to use")
        if message.seen_only_by not in (None, user):
            raise DriverError(f"{user.name} cannot see this message")
        return message
