"""Which of several claims say the same thing, so that "the Taiwan claim" is one of them."""

import re
from collections.abc import Sequence

from matching.folding import STOPWORDS, words
from matching.roots import root
from newsroom.answer import ClaimMatch, StoredClaim

ALIKE = 0.4
"""Claims that share this much of the shorter one's words are taken to say the same."""
_FEWEST = 3
_ONE_CLAIM = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w’'-]+\s+){1,3}(?:claim|allegation|accusation|assertion|rumou?r|request)"
    r"\s*[?!.]*$",
    re.IGNORECASE,
)


def asks_for_one_claim(text: str) -> bool:
    """Whether a question is about one claim that it names by a topic: "the Taiwan claim"."""
    return _ONE_CLAIM.search(text) is not None


def central_claims(found: Sequence[ClaimMatch]) -> tuple[ClaimMatch, ...]:
    """The claims that say what most of those found say, in the order given.

    One that somebody is cited for is meant before one that nobody is; of several as common, the one
    with the longest chain of sources.
    """
    told = [_telling(match.claim) for match in found]
    groups = [
        tuple(place for place, other in enumerate(told) if _is_alike(one, other)) for one in told
    ]
    if not groups:
        return ()
    best = max(
        range(len(found)),
        key=lambda place: (
            len(found[place].claim.chain.links) > 1,
            len(groups[place]),
            len(found[place].claim.chain.links),
            -place,
        ),
    )
    return tuple(found[place] for place in groups[best] or (best,))


def _telling(claim: StoredClaim) -> frozenset[str]:
    return frozenset(root(word) for word in words(claim.text) if word not in STOPWORDS)


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    if shorter < _FEWEST:
        return one == other
    return len(one & other) >= max(_FEWEST, ALIKE * shorter)
