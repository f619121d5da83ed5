"""Which of the claims found are shown: near the best one, sourced before unsourced, once each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from answers.sourcing import is_headline
from newsroom.answer import ClaimMatch, Question, StoredClaim

RELATED_SCORE = 0.75
"""Claims down to this share of the best one's score are still shown beside it."""
SOURCED_SCORE = 0.8
"""The same where sources are counted: a neighbouring claim's source must not count."""
UNSOURCED_SHARE = 0.8
"""What a headline or the article's own voice is worth to somebody who asks for sources."""
SPOKEN_SCORE = 0.4
"""The same for the words of one speaker, which seldom repeat what they are about."""
WHEN_SCORE = 0.6
"""The same where one thing's date is asked for."""
DATED_SCORE = 0.4
"""The same for a timeline, which wants the whole course of things."""
_WHEN = re.compile(r"\s*(?:and\s+)?when\b", re.IGNORECASE)


def related(found: Sequence[ClaimMatch], share: float = RELATED_SCORE) -> tuple[ClaimMatch, ...]:
    """The claims that come near the best one."""
    floor = found[0].score * share
    return tuple(match for match in found if match.score >= floor)


def sourced_first(found: Sequence[ClaimMatch], *, sure: float) -> tuple[ClaimMatch, ...]:
    """The claims that come near the best one; among those, whoever is cited comes first.

    Where nobody is cited near it, what others are cited for comes too, if its own score is `sure`.
    """
    near = list(related(found, SOURCED_SCORE))
    if not any(map(_is_sourced, near)):
        near += [m for m in found if m not in near and _is_sourced(m) and m.score >= sure]
    weighed = (
        match
        if _is_sourced(match)
        else replace(match, score=round(match.score * UNSOURCED_SHARE, 4))
        for match in near
    )
    return tuple(sorted(weighed, key=lambda match: -match.score))


def dated(question: Question, found: Sequence[ClaimMatch]) -> tuple[ClaimMatch, ...]:
    """The claims with a date that fit a question about time; fewer where it asks for one date."""
    those = tuple(match for match in found if match.claim.dates)
    if not those:
        return ()
    share = WHEN_SCORE if _WHEN.match(question.text) else DATED_SCORE
    floor = min(found[0].score * share, those[0].score)
    return tuple(match for match in those if match.score >= floor)


def as_matches(claims: Iterable[StoredClaim]) -> tuple[ClaimMatch, ...]:
    """Claims that fit by what they are, not by likeness: each fits wholly, and comes once."""
    unique = {claim.claim_id: claim for claim in claims}
    return tuple(ClaimMatch(claim, 1.0) for claim in unique.values())


def _is_sourced(match: ClaimMatch) -> bool:
    return len(match.claim.chain.links) > 1 and not is_headline(match.claim)
