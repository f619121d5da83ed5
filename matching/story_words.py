"""Which words of an article tell what it is about: rare ones, kept as numbers."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from matching.folding import STOPWORDS, words
from matching.roots import root
from matching.word_rarity import rarity

WORDS_KEPT = 64
LEAD_WORDS = 60
"""The title and so many first words of the body weigh more."""
_LEAD = 1.4
_SHORTEST = 3


def word_number(word: str) -> int:
    """A word's root as a number: found again, not read again, and the same on every machine."""
    return int.from_bytes(blake2b(word.encode(), digest_size=7).digest(), "big")


def telling_words(title: str, body: str, names: Iterable[str]) -> Mapping[str, float]:
    """The article's most telling roots with their weights, heaviest first, names left out.

    `names` are the words by which it calls people, places and bodies: those are compared as
    entities.
    """
    named = {root(word) for name in names for word in words(name)}
    running = [root(word) for word in words(body) if _can_tell(word)]
    lead = {root(word) for word in words(title)} | set(running[:LEAD_WORDS])
    counts = Counter(word for word in running if word not in named)
    counts.update(word for word in lead if word not in named and word not in counts)
    weights = {
        word: round((1 + math.log(count)) * rarity(word) * (_LEAD if word in lead else 1), 4)
        for word, count in counts.items()
        if _can_tell(word)
    }
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return dict(best[:WORDS_KEPT])


def _can_tell(word: str) -> bool:
    if word in STOPWORDS:
        return False
    if word.isdigit():
        return int(word) > 31 and not 1900 <= int(word) < 2100 if len(word) < 9 else True
    return len(word) >= _SHORTEST
