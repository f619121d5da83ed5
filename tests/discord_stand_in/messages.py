"""Creating, editing and deleting messages the way Discord does."""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass

from .component_rules import check_components
from .embed_rules import check_files, check_text_and_embeds, shows_something
from .form import Form, Path
from .refusals import JsonObject, empty_message
from .world import Attachment, Channel, Message, Upload, User, World

EPHEMERAL, LOADING, LAYOUT, SUPPRESS_EMBEDS = 1 << 6, 1 << 7, 1 << 15, 1 << 2
SETTABLE = EPHEMERAL | LAYOUT | SUPPRESS_EMBEDS | 1 << 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A message body with its uploads, and where in the request it stands."""

    body: JsonObject
    uploads: Sequence[Upload] = ()
    at: Path = ()


def post(world: World, channel: Channel, author: User, draft: Draft) -> Message:
    """A new message, checked and stored; not yet announced to anybody."""
    message = Message(world.ids.next(), channel, author, world.clock.moment())
    write(world, message, draft)
    channel.messages[message.message_id] = message
    return message


def write(world: World, message: Message, draft: Draft) -> None:
    """Apply a body to a message: keys that are absent leave their part as it was."""
    body = draft.body
    kept = _kept(message, body)
    named = _named(draft)
    names = {upload.filename for upload in named} | {kept_.upload.filename for kept_ in kept}
    flags = body.get("flags") or 0
    is_layout = bool((flags | message.flags) & LAYOUT)
    _check(draft, names, is_layout=is_layout)
    content = body["content"] or "" if "content" in body else message.content
    embeds = body["embeds"] or [] if "embeds" in body else message.embeds
    components = body["components"] or [] if "components" in body else message.components
    is_shown = bool(
        content.strip() or kept or named or body.get("sticker_ids") or body.get("poll")
        or any(shows_something(embed) for embed in embeds) or (is_layout and components)
    )  # fmt: skip
    if not is_shown:
        raise empty_message()
    attachments = kept + [world.store(upload, message.channel) for upload in named]
    message.content, message.components = content.strip(), components
    message.embeds = [_linked(embed, attachments) for embed in embeds]
    message.attachments = attachments
    message.flags = (message.flags | flags & SETTABLE) & ~LOADING


def erase(message: Message) -> None:
    """Delete a message from its channel."""
    message.is_deleted = True
    message.channel.messages.pop(message.message_id, None)


def _check(draft: Draft, names: set[str], *, is_layout: bool) -> None:
    form, body = Form(), draft.body
    check_text_and_embeds(form, draft.at, body, names)
    components = body.get("components") or []
    check_components(form, (*draft.at, "components"), components, is_layout=is_layout)
    if is_layout:
        for key in ("content", "embeds"):
            if body.get(key):
                code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
                form.reject((*draft.at, key), code, f"The '{key}' field cannot be used here")
    described = body.get("attachments") or [{} for _ in draft.uploads]
    check_files(form, draft.at, described, [len(upload.content) for upload in draft.uploads])
    form.raise_if_rejected()


def _kept(message: Message, body: JsonObject) -> list[Attachment]:
    listed = body.get("attachments")
    if "attachments" not in body:
        return list(message.attachments)
    wanted = {str(entry.get("id")) for entry in listed or ()}
    return [held for held in message.attachments if str(held.attachment_id) in wanted]


def _named(draft: Draft) -> list[Upload]:
    entries = {str(entry.get("id")): entry for entry in draft.body.get("attachments") or ()}
    named = []
    for position, upload in enumerate(draft.uploads):
        entry = entries.get(str(position), {})
        filename = entry.get("filename") or upload.filename
        guessed = mimetypes.guess_type(filename)[0]
        named.append(Upload(filename, upload.content, guessed, entry.get("description")))
    return named


def _linked(embed: JsonObject, attachments: Sequence[Attachment]) -> JsonObject:
    """An embed whose `attachment://` pictures point at the stored files, as Discord returns it."""
    stored = {f"attachment://{held.upload.filename}": held.url for held in attachments}
    linked = dict(embed)
    for key in ("image", "thumbnail"):
        picture = embed.get(key) or {}
        if picture.get("url") in stored:
            linked[key] = picture | {"url": stored[picture["url"]]}
    return linked
