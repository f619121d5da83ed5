"""The JSON of what users do: commands, presses, choices and submitted forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .component_rules import LABEL, ROW, STRING_SELECT, TEXT_DISPLAY, TEXT_INPUT
from .embed_rules import FILE_BYTES
from .interactions import COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from .picking import BOT_DM_CONTEXT, GUILD_CONTEXT, Pick, Value
from .refusals import DriverError, JsonObject
from .replies import Button, Menu, Modal, Reply
from .wire import channel_json, member_json, message_json, user_json
from .world import Channel, Member, Message, User, World


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a channel."""

    world: World
    who: Member | User
    channel: Channel

    @property
    def user(self) -> User:
        """The account behind the member."""
        return self.who.user if isinstance(self.who, Member) else self.who

    def begin(self, kind: int, source: Message | None = None) -> Interaction:
        """A new interaction with its token."""
        ids, clock = self.world.ids, self.world.clock
        return Interaction(ids.next(), kind, self.user, self.channel, clock, source)

    def envelope(self, interaction: Interaction, data: JsonObject) -> JsonObject:
        """INTERACTION_CREATE around the data of one action."""
        guild, bot = self.channel.guild, self.world.bot
        body: JsonObject = {
            "id": str(interaction.interaction_id), "type": interaction.kind, "version": 1,
            "application_id": str(self.world.application_id), "token": interaction.token,
            "channel_id": str(self.channel.channel_id), "channel": channel_json(self.channel),
            "data": data, "locale": "en-GB", "entitlements": [], "entitlement_sku_ids": [],
            "attachment_size_limit": FILE_BYTES,
        }  # fmt: skip
        if interaction.source:
            body["message"] = message_json(interaction.source)
        if guild is None:
            owners = {"0": "0"}
            body |= {"user": user_json(self.user), "context": BOT_DM_CONTEXT,
                     "authorizing_integration_owners": owners, "app_permissions": "0"}  # fmt: skip
            return body
        if not isinstance(self.who, Member) or self.who.guild is not guild:
            raise DriverError(f"{self.user.name} is no member of {guild.name}")
        granted = guild.bot.permissions_in(self.channel)
        assert guild.bot.user is bot
        return body | {
            "guild_id": str(guild.guild_id), "member": member_json(self.who, self.channel),
            "guild": {"id": str(guild.guild_id), "locale": "en-GB", "features": []},
            "guild_locale": "en-GB", "context": GUILD_CONTEXT,
            "authorizing_integration_owners": {"0": str(guild.guild_id)},
            "app_permissions": str(granted.value),
        }  # fmt: skip


def command_data(pick: Pick, target: int | None = None) -> JsonObject:
    """The data of a picked command."""
    command = pick.command
    data: JsonObject = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if pick.options:
        data["options"] = pick.options
    if pick.resolved:
        data["resolved"] = pick.resolved
    return data if target is None else data | {"target_id": str(target)}


def command_origin(interaction: Interaction, name: str) -> JsonObject:
    """What a message says about the command that it answers."""
    return {"id": str(interaction.interaction_id), "type": COMMAND, "name": name,
            "user": user_json(interaction.user)}  # fmt: skip


def derived_origin(interaction: Interaction) -> JsonObject:
    """What a message says about the press or form that it answers."""
    kind = MODAL_SUBMIT if interaction.kind == MODAL_SUBMIT else COMPONENT
    return {"id": str(interaction.interaction_id), "type": kind,
            "user": user_json(interaction.user)}  # fmt: skip


def find_button(reply: Reply, which: str) -> Button:
    """A button by custom_id, label or emoji that can be pressed now."""
    for button in reply.buttons:
        if which in (button.custom_id, button.label, button.emoji):
            if button.is_disabled or button.custom_id is None:
                raise DriverError(f"the button {which!r} cannot be pressed: {button}")
            return button
    raise DriverError(f"no button {which!r} among {[held.label for held in reply.buttons]}")


def find_menu(reply: Reply, custom_id: str | None) -> Menu:
    """A select menu by custom_id, or the only one, that can be used now."""
    fitting = [menu for menu in reply.menus if custom_id in (None, menu.custom_id)]
    if len(fitting) != 1:
        raise DriverError(f"{len(fitting)} menus fit {custom_id!r}")
    if fitting[0].is_disabled:
        raise DriverError(f"the menu {fitting[0].custom_id!r} is disabled")
    return fitting[0]


def menu_data(menu: Menu, values: Sequence[Value], wire: Callable[[JsonObject, Value], object]
              ) -> JsonObject:  # fmt: skip
    """The data of a choice; string options are picked by value or by label."""
    if not menu.min_values <= len(values) <= menu.max_values:
        raise DriverError(f"the menu takes {menu.min_values} to {menu.max_values} values")
    data: JsonObject = {"custom_id": menu.custom_id, "component_type": menu.kind}
    if menu.kind == STRING_SELECT:
        return data | {"values": [_option_value(menu, value) for value in values]}
    resolved: JsonObject = {}
    data["values"] = [wire(resolved, value) for value in values]
    return data | {"resolved": resolved}


def _option_value(menu: Menu, wanted: Value) -> str:
    for option in menu.options:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise DriverError(f"the menu has no option {wanted!r}; it has {menu.labels}")


def modal_data(modal: Modal, values: Mapping[str, str | Sequence[str]]) -> JsonObject:
    """The data of a submitted form: fields by custom_id or label, untouched ones as they were."""
    fields = modal.fields
    by_name = {field["label"]: custom_id for custom_id, field in fields.items()}
    filled: dict[str, str | Sequence[str]] = {}
    for name, value in values.items():
        custom_id = name if name in fields else by_name.get(name)
        if custom_id is None:
            raise DriverError(f"the form has no field {name!r}; it has {list(by_name)}")
        filled[custom_id] = value
    parts = [part for part in modal.components if part["type"] != TEXT_DISPLAY]
    return {
        "custom_id": modal.custom_id,
        "components": [_submitted(part, filled) for part in parts],
    }


def _submitted(part: JsonObject, filled: Mapping[str, str | Sequence[str]]) -> JsonObject:
    if part["type"] == LABEL:
        inner = _submitted_field(part["component"], filled)
        return {"type": LABEL, "id": part.get("id") or 1, "component": inner}
    inner_parts = [_submitted_field(field, filled) for field in part["components"]]
    return {"type": ROW, "id": part.get("id") or 1, "components": inner_parts}


def _submitted_field(field: JsonObject, filled: Mapping[str, str | Sequence[str]]) -> JsonObject:
    custom_id = field["custom_id"]
    base = {"type": field["type"], "custom_id": custom_id, "id": field.get("id") or 1}
    if field["type"] != TEXT_INPUT:
        chosen = filled.get(custom_id, ())
        return base | {"values": [chosen] if isinstance(chosen, str) else list(chosen)}
    value = filled.get(custom_id, field.get("value") or "")
    if not isinstance(value, str):
        raise DriverError(f"the field {custom_id!r} takes text")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    is_required = field.get("required", True)
    if (is_required and not value) or (value and not least <= len(value) <= most):
        raise DriverError(f"the field {custom_id!r} does not accept {len(value)} characters")
    return base | {"value": value}
