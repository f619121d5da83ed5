"""What a user sees of the bot's answers."""

from dataclasses import dataclass, replace

import discord

from .component_rules import BUTTON, LABEL, SELECTS, TEXT_DISPLAY, walk
from .interactions import Callback, Interaction
from .messages import EPHEMERAL
from .refusals import JsonObject
from .world import Message, Upload


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown."""

    label: str
    custom_id: str | None
    url: str | None
    style: int
    is_disabled: bool
    emoji: str | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A select menu as it is shown."""

    custom_id: str
    kind: int
    placeholder: str | None
    options: tuple[JsonObject, ...]
    min_values: int
    max_values: int
    is_disabled: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """What the options say."""
        return tuple(option["label"] for option in self.options)


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that the bot opened."""

    title: str
    custom_id: str
    components: tuple[JsonObject, ...]

    @property
    def fields(self) -> dict[str, JsonObject]:
        """Every input by its custom_id, with `label` filled from a surrounding label."""
        found: dict[str, JsonObject] = {}
        for part in self.components:
            inner = [part["component"]] if part["type"] == LABEL else part.get("components") or []
            for field in inner:
                label = part.get("label") or field.get("label")
                found[field["custom_id"]] = field | {"label": label}
        return found


@dataclass(frozen=True, slots=True)
class Reply:
    """The bot's answer as it stood when it was looked at; later edits need a fresh look."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    components: tuple[JsonObject, ...] = ()
    files: tuple[Upload, ...] = ()
    ephemeral: bool = False
    deferred: bool = False
    edited: bool = False
    deleted: bool = False
    ack_ms: float | None = None
    total_ms: float | None = None
    modal: Modal | None = None
    message: Message | None = None
    interaction: Interaction | None = None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons, in reading order."""
        return tuple(_button(part) for part in walk(list(self.components))
                     if part["type"] == BUTTON)  # fmt: skip

    @property
    def menus(self) -> tuple[Menu, ...]:
        """The select menus, in reading order."""
        return tuple(_menu(part) for part in walk(list(self.components))
                     if part["type"] in SELECTS)  # fmt: skip

    @property
    def text(self) -> str:
        """Everything there is to read: content, embeds and layout text, line by line."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.author.name or "", embed.title or "", embed.description or ""]
            for field in embed.fields:
                lines += [field.name or "", field.value or ""]
            lines.append(embed.footer.text or "")
        lines += [part["content"] for part in walk(list(self.components))
                  if part["type"] == TEXT_DISPLAY]  # fmt: skip
        return "\n".join(line for line in lines if line)


def reply_to(interaction: Interaction, message: Message | None) -> Reply:
    """The answer to an interaction as it stands."""
    opened = interaction.modal
    modal = None
    if opened:
        modal = Modal(opened["title"], opened["custom_id"], tuple(opened["components"]))
    acked, answered = interaction.acknowledged_at, interaction.answered_at
    return reply_from(
        message,
        interaction=interaction,
        modal=modal,
        deferred=interaction.response in (Callback.DEFERRED, Callback.DEFERRED_UPDATE),
        ack_ms=None if acked is None else (acked - interaction.created_at) * 1000,
        total_ms=None if answered is None else (answered - interaction.created_at) * 1000,
    )


def reply_from(
    message: Message | None,
    *,
    interaction: Interaction | None = None,
    modal: Modal | None = None,
    deferred: bool = False,
    ack_ms: float | None = None,
    total_ms: float | None = None,
) -> Reply:
    """A message of the bot's as it stands."""
    shown = Reply(
        deferred=deferred, ack_ms=ack_ms, total_ms=total_ms, modal=modal, interaction=interaction
    )
    if message is None:
        return shown
    return replace(
        shown,
        content=message.content,
        embeds=tuple(discord.Embed.from_dict(embed) for embed in message.embeds),
        components=tuple(message.components),
        files=tuple(held.upload for held in message.attachments),
        ephemeral=bool(message.flags & EPHEMERAL),
        edited=message.edited_at is not None,
        deleted=message.is_deleted,
        message=message,
    )


def _button(part: JsonObject) -> Button:
    emoji = (part.get("emoji") or {}).get("name")
    return Button(part.get("label") or "", part.get("custom_id"), part.get("url"), part["style"],
                  bool(part.get("disabled")), emoji)  # fmt: skip


def _menu(part: JsonObject) -> Menu:
    return Menu(part["custom_id"], part["type"], part.get("placeholder"),
                tuple(part.get("options") or ()), part.get("min_values", 1),
                part.get("max_values", 1), bool(part.get("disabled")))  # fmt: skip
