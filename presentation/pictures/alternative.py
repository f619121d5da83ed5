"""A picture in words, for whoever does not see it: the same facts, cut only between them."""

from collections.abc import Callable, Iterable, Sequence

from newsroom.answer import StoredClaim
from presentation import limits
from presentation.claim_blocks import (
    chain_words,
    date_meaning,
    earliest,
    hedge_line,
    manner_words,
    quoted,
    response_words,
    voice_words,
)
from presentation.claim_marks import short_marks
from presentation.text import fit, inline, length

QUOTED = (120, 60, 30)
"""So much of each claim's words is given: less where all the claims fit then."""
LEFT_OUT = "the answer's text has them all."


def chains_alternative(opening: Sequence[str], claims: Iterable[StoredClaim]) -> str:
    """Every chain from the article that was read to its source, and how firmly it is said."""

    def told(one: StoredClaim, quoted_to: int) -> str:
        return f"{chain_words(one.chain, one.citation)}: {_said(one, quoted_to)}"

    return _told(("Who cites whom.", *opening), tuple(claims), told)


def timeline_alternative(opening: Sequence[str], claims: Iterable[StoredClaim]) -> str:
    """Every date, what is said to have happened, and who says so."""

    def told(one: StoredClaim, quoted_to: int) -> str:
        when = date_meaning(earliest(one))
        return f"{when}: {_said(one, quoted_to)}; {voice_words(one)}"

    return _told(("What happened when.", *opening), tuple(claims), told)


def _told(
    opening: Sequence[str], claims: Sequence[StoredClaim], told: Callable[[StoredClaim, int], str]
) -> str:
    """All the claims, with as much of their words as fits; where not all fit, the fullest."""
    texts = [
        fitted(opening, tuple(dict.fromkeys(told(one, quoted_to) for one in claims)))
        for quoted_to in QUOTED
    ]
    return next((text for text in texts if not text.endswith(LEFT_OUT)), texts[-1])


def fitted(
    opening: Sequence[str], items: Sequence[str], limit: int = limits.FILE_DESCRIPTION
) -> str:
    """As many items as the limit takes, whole; what is left out is counted at the end."""
    top = fit(" ".join(filter(None, map(inline, opening))), limit // 2)
    lines = [fit(inline(item), limit // 2) for item in items]
    for shown in range(len(lines), -1, -1):
        left = len(lines) - shown
        rest = f"… {left} more: {LEFT_OUT}" if left else ""
        text = "\n".join(filter(None, (top, *lines[:shown], rest)))
        if length(text) <= limit:
            return text
    return top


def _said(claim: StoredClaim, quoted_to: int) -> str:
    words = [quoted(fit(inline(claim.text), quoted_to))]
    if claim.hedges:
        words.append(str(hedge_line(claim)))
    if claim.response:
        words.append(response_words(claim.response))
    words += short_marks(claim)
    return "; ".join((*words, manner_words(claim)))
