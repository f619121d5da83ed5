"""Claims that say the same thing, told by one article or by many, made into points."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from matching.folding import STOPWORDS, words
from matching.light_words import is_light
from matching.roots import root
from newsroom.answer import StoredClaim

ALIKE = 0.6
"""Two claims say the same where this share of the shorter one's telling words is in both."""
NEARLY_AS_LONG = 0.4
"""… and this share of the longer one's: a short claim is not all that a long one says."""
FEWEST = 3
"""Claims of fewer telling words say the same only in the same words."""


def group_points(claims: Sequence[StoredClaim]) -> tuple[tuple[StoredClaim, ...], ...]:
    """The claims in groups that say the same, each under the first of its group, in their order.

    A claim goes to the earlier group whose first claim it is most like, and so groups do not grow
    together through claims that stand between them.
    """
    groups: list[list[StoredClaim]] = []
    firsts: list[frozenset[str]] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        telling = _telling(claim.text)
        shared = Counter(place for word in telling for place in holding[word])
        fitting = [
            (count, -place)
            for place, count in shared.items()
            if _is_alike(count, len(telling), len(firsts[place]))
        ]
        if fitting:
            groups[-max(fitting)[1]].append(claim)
            continue
        for word in telling:
            holding[word].append(len(groups))
        groups.append([claim])
        firsts.append(telling)
    return tuple(map(tuple, groups))


def _is_alike(shared: int, one: int, other: int) -> bool:
    shorter, longer = min(one, other), max(one, other)
    if shorter < FEWEST:
        return shared == longer
    return shared >= ALIKE * shorter and shared >= NEARLY_AS_LONG * longer


def _telling(text: str) -> frozenset[str]:
    return frozenset(
        root(word) for word in words(text) if word not in STOPWORDS and not is_light(word)
    )
