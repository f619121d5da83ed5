"""What a user picks in the command menu, held to what the bot has registered there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from .command_rules import GROUP, SUBCOMMAND
from .refusals import DriverError, JsonObject
from .wire import (
    attachment_json,
    bare_member_json,
    channel_json,
    message_json,
    role_json,
    user_json,
)
from .world import TEXT_CHANNEL, Channel, Member, Message, Role, Upload, User, World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
GUILD_CONTEXT, BOT_DM_CONTEXT = 0, 1
STRING_MOST = 6000

Value = str | int | float | bool | User | Member | Role | Channel | Upload
TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), USER: (User, Member), CHANNEL: (Channel,),
    ROLE: (Role,), MENTIONABLE: (User, Member, Role), NUMBER: (int, float), ATTACHMENT: (Upload,),
}  # fmt: skip


@dataclass(slots=True)
class Pick:
    """A picked command with its options as Discord sends them."""

    command: JsonObject
    path: str
    options: list[JsonObject] = field(default_factory=list)
    resolved: JsonObject = field(default_factory=dict)
    focused_type: int = STRING


@dataclass(frozen=True, slots=True)
class Picker:
    """A member in front of the command menu of one channel."""

    world: World
    who: Member | User
    channel: Channel
    commands: list[JsonObject]

    def command(self, name: str, kind: int) -> JsonObject:
        """A registered command that this member sees here."""
        for command in self.commands:
            if command["name"] == name and command["type"] == kind:
                self._check_visible(command)
                return command
        known = sorted(command["name"] for command in self.commands if command["type"] == kind)
        raise DriverError(f"no command {name!r} of type {kind} is registered here; known: {known}")

    def slash(self, path: str, values: Mapping[str, Value], *, focused: str | None = None) -> Pick:
        """A slash command with its values checked; while typing, required ones may be missing."""
        name, *steps = path.split()
        command = self.command(name, 1)
        pick = Pick(command, path)
        offered, nesting = command.get("options") or [], []
        for step in steps:
            inner = _named(offered, step, path)
            nesting.append({"type": inner["type"], "name": step})
            offered = inner.get("options") or []
        if any(option["type"] in (SUBCOMMAND, GROUP) for option in offered):
            names = [option["name"] for option in offered]
            raise DriverError(f"/{path} needs a subcommand: one of {names}")
        options = self._options(pick, offered, values, focused)
        for wrapper in reversed(nesting):
            options = [wrapper | {"options": options}]
        pick.options = options
        return pick

    def _options(
        self, pick: Pick, offered: list[JsonObject], values: Mapping[str, Value],
        focused: str | None,
    ) -> list[JsonObject]:  # fmt: skip
        picked = []
        for name, value in values.items():
            option = _named(offered, name, pick.path)
            if name == focused:
                if not option.get("autocomplete"):
                    raise DriverError(f"option {name!r} of /{pick.path} has no autocomplete")
                pick.focused_type = option["type"]
                entry = {"type": option["type"], "name": name, "value": value, "focused": True}
            else:
                _check_value(option, value, pick.path)
                entry = {"type": option["type"], "name": name}
                entry["value"] = self.wire_value(pick.resolved, value)
            picked.append(entry)
        missing = [option["name"] for option in offered
                   if option.get("required") and option["name"] not in values]  # fmt: skip
        if focused is None and missing:
            raise DriverError(f"/{pick.path} requires {missing}")
        if focused is not None and focused not in values:
            raise DriverError(f"the focused option {focused!r} has no value yet: pass '' for none")
        return picked

    def wire_value(self, resolved: JsonObject, value: Value) -> object:
        """A value as an option or menu carries it; what it points at goes into `resolved`."""
        match value:
            case Member() | User():
                return self._resolve_user(resolved, value)
            case Role():
                resolved.setdefault("roles", {})[str(value.role_id)] = role_json(value)
                return str(value.role_id)
            case Channel():
                body = channel_json(value)
                if isinstance(self.who, Member):
                    body["permissions"] = str(self.who.permissions_in(value).value)
                resolved.setdefault("channels", {})[str(value.channel_id)] = body
                return str(value.channel_id)
            case Upload():
                stored = self.world.store(value, self.channel)
                body = attachment_json(stored) | {"ephemeral": True}
                resolved.setdefault("attachments", {})[str(stored.attachment_id)] = body
                return str(stored.attachment_id)
        return value

    def _resolve_user(self, resolved: JsonObject, value: Member | User) -> str:
        user = value.user if isinstance(value, Member) else value
        key = str(user.user_id)
        resolved.setdefault("users", {})[key] = user_json(user)
        member = self.channel.guild.members.get(user.user_id) if self.channel.guild else None
        if member:
            permissions = str(member.permissions_in(self.channel).value)
            body = bare_member_json(member) | {"permissions": permissions}
            resolved.setdefault("members", {})[key] = body
        return key

    def target(self, name: str, kind: int, target: Message | Member | User) -> Pick:
        """A context-menu command on a message or an account."""
        pick = Pick(self.command(name, kind), name)
        if isinstance(target, Message):
            messages = {str(target.message_id): message_json(target)}
            pick.resolved["messages"] = messages
        else:
            self._resolve_user(pick.resolved, target)
        return pick

    def _check_visible(self, command: JsonObject) -> None:
        is_private = self.channel.guild is None
        contexts = command.get("contexts")
        wanted = BOT_DM_CONTEXT if is_private else GUILD_CONTEXT
        if contexts is not None and wanted not in contexts:
            raise DriverError(f"{command['name']!r} is not offered in this kind of channel")
        if is_private and contexts is None and command.get("dm_permission") is False:
            raise DriverError(f"{command['name']!r} is not offered in direct messages")
        needed = int(command.get("default_member_permissions") or 0)
        if needed and isinstance(self.who, Member):
            granted = self.who.permissions_in(self.channel)
            if not granted.is_superset(discord.Permissions(needed)):
                raise DriverError(f"{command['name']!r} is hidden from {self.who.user.name}")


def _named(offered: list[JsonObject], name: str, path: str) -> JsonObject:
    for option in offered:
        if option["name"] == name:
            return option
    known = [option["name"] for option in offered]
    raise DriverError(f"/{path} has no option or subcommand {name!r}; known: {known}")


def _check_value(option: JsonObject, value: Any, path: str) -> None:
    place = f"option {option['name']!r} of /{path}"
    kind = option["type"]
    is_flag = isinstance(value, bool)
    if not isinstance(value, TYPES[kind]) or (is_flag and kind != BOOLEAN):
        raise DriverError(f"{place} takes {TYPES[kind]}, not {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or ()]
    if choices and value not in choices:
        raise DriverError(f"{place} offers {choices}, not {value!r}")
    if kind == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or STRING_MOST
        length = len(str(value))
        if not least <= length <= most:
            raise DriverError(f"{place} takes {least} to {most} characters, not {length}")
    if kind in (INTEGER, NUMBER):
        least, most = option.get("min_value"), option.get("max_value")
        if (least is not None and value < least) or (most is not None and value > most):
            raise DriverError(f"{place} takes {least} to {most}, not {value}")
    if kind == CHANNEL and TEXT_CHANNEL not in (option.get("channel_types") or [TEXT_CHANNEL]):
        raise DriverError(f"{place} does not offer text channels")
