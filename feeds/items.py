"""By what an item is known again: its own mark, its link, its words; never by its date."""

import hashlib

from newsroom.feed import FeedItem

LEAST_WORDS = 20
"""Fewer words than these may well be the same in two items: "Live updates"."""


def item_keys(item: FeedItem) -> tuple[str, ...]:
    """The item's keys, any of which is enough to know it again."""
    words = f"{item.title} {item.text}".split()
    parts = (
        ("guid", item.guid),
        ("link", item.url),
        ("text", " ".join(words) if len(words) >= LEAST_WORDS else None),
    )
    kept = tuple(_key(kind, value) for kind, value in parts if value)
    return kept or (_key("title", " ".join(words)),)


def item_mark(item: FeedItem) -> str:
    """What changes when the item's words do, and with nothing else: no date, address or order."""
    return _key("words", " ".join(f"{item.title} {item.text}".split()))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}\0{value}".encode("utf-8", "replace")).hexdigest()[:32]
