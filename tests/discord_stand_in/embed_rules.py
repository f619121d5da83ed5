"""What Discord refuses in the content, embeds and files of a message."""

from collections.abc import Collection, Sequence
from typing import Any

from .form import Form, Path
from .refusals import JsonObject, too_large

CONTENT, EMBEDS, TITLE, DESCRIPTION, FIELDS = 2000, 10, 256, 4096, 25
FIELD_NAME, FIELD_VALUE, FOOTER, AUTHOR, EMBED_TOTAL = 256, 1024, 2048, 256, 6000
FILES, FILE_DESCRIPTION, FILE_BYTES = 10, 1024, 10 * 1024 * 1024
PICTURE_SCHEMES, LINK_SCHEMES = ("http", "https", "attachment"), ("http", "https")


def check_text_and_embeds(form: Form, at: Path, body: JsonObject, names: Collection[str]) -> None:
    """Hold content and embeds to Discord's numbers; `names` are the message's files."""
    form.text((*at, "content"), body.get("content"), most=CONTENT)
    embeds: list[JsonObject] = body.get("embeds") or []
    form.count((*at, "embeds"), embeds, most=EMBEDS)
    for position, embed in enumerate(embeds):
        _check_embed(form, (*at, "embeds", position), embed, names)
    if sum(embed_size(embed) for embed in embeds) > EMBED_TOTAL:
        form.reject(
            (*at, "embeds"),
            "MAX_EMBED_SIZE_EXCEEDED",
            f"Embed size exceeds maximum size of {EMBED_TOTAL}",
        )


def embed_size(embed: JsonObject) -> int:
    """The characters that count towards the total of a message."""
    texts: list[Any] = [embed.get("title"), embed.get("description")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    return sum(len(text) for text in texts if isinstance(text, str))


def shows_something(embed: JsonObject) -> bool:
    """Whether a reader would see the embed at all."""
    keys = ("title", "description", "fields", "footer", "author", "image", "thumbnail", "video")
    return any(embed.get(key) for key in keys)


def _check_embed(form: Form, at: Path, embed: JsonObject, names: Collection[str]) -> None:
    form.text((*at, "title"), embed.get("title"), most=TITLE)
    form.text((*at, "description"), embed.get("description"), most=DESCRIPTION)
    form.url((*at, "url"), embed.get("url"), LINK_SCHEMES)
    if footer := embed.get("footer"):
        form.text((*at, "footer", "text"), footer.get("text"), most=FOOTER)
        form.url((*at, "footer", "icon_url"), footer.get("icon_url"), PICTURE_SCHEMES)
    if author := embed.get("author"):
        form.text((*at, "author", "name"), author.get("name"), least=1, most=AUTHOR)
        form.url((*at, "author", "url"), author.get("url"), LINK_SCHEMES)
    for key in ("image", "thumbnail"):
        _check_picture(form, (*at, key, "url"), (embed.get(key) or {}).get("url"), names)
    fields: list[JsonObject] = embed.get("fields") or []
    form.count((*at, "fields"), fields, most=FIELDS)
    for position, field in enumerate(fields):
        place = (*at, "fields", position)
        form.text((*place, "name"), field.get("name"), least=1, most=FIELD_NAME)
        form.text((*place, "value"), field.get("value"), least=1, most=FIELD_VALUE)


def _check_picture(form: Form, at: Path, url: str | None, names: Collection[str]) -> None:
    form.url(at, url, PICTURE_SCHEMES)
    # Discord shows a broken picture here; refusing it makes the mistake visible.
    if url and url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
        form.reject(at, "ATTACHMENT_NOT_FOUND", f"No file of this message is named in {url}")


def check_files(form: Form, at: Path, described: Sequence[JsonObject], sizes: list[int]) -> None:
    """Hold uploads to their number, size and descriptions."""
    form.count((*at, "attachments"), described, most=FILES)
    for position, attachment in enumerate(described):
        place = (*at, "attachments", position, "description")
        form.text(place, attachment.get("description"), most=FILE_DESCRIPTION)
    if any(size > FILE_BYTES for size in sizes):
        raise too_large()
