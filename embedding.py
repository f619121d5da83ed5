"""Claims embedded after they were kept, in short transactions of their own."""

from extraction.meaning.shipped import ShippedEncoder, is_at_hand
from storage.meanings import Meaning, fill_meanings
from storage.store import Store

BATCH, AN_ARTICLE = 64, 1024
"""How many claims one transaction embeds, and how many are at most while an article is added."""


def shipped_meaning() -> Meaning | None:
    """The sentence encoder, loaded when it is first used; None where it does not ship."""
    if not is_at_hand():
        return None
    encoder = ShippedEncoder()
    return Meaning(encoder.encode, encoder.fingerprint, encoder.knows)


async def embed_claims(store: Store, meaning: Meaning | None, most: int | None = AN_ARTICLE) -> int:
    """Embed the claims of a desk that wait for it, newest first; how many it were.

    A crash in between loses nothing: they wait on.
    """
    done, count = 0, BATCH
    while meaning is not None and count == BATCH and (most is None or done < most):
        count = await store.write(fill_meanings, meaning, BATCH)
        done += count
    return done
