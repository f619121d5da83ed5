"""A picture in words, for whoever does not see it: the same facts, cut only between them."""

from collections.abc import Iterable, Sequence

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
from presentation.text import fit, inline, length

QUOTED = 90


def chains_alternative(opening: Sequence[str], claims: Iterable[StoredClaim]) -> str:
    """Every chain from the article that was read to its source, and how firmly it is said."""
    items = (f"{chain_words(one.chain, one.citation)}: {_said(one)}" for one in claims)
    return fitted(("Who cites whom.", *opening), tuple(dict.fromkeys(items)))


def timeline_alternative(opening: Sequence[str], claims: Iterable[StoredClaim]) -> str:
    """Every date, what is said to have happened, and who says so."""
    items = (f"{date_meaning(earliest(one))}: {_said(one)}; {voice_words(one)}" for one in claims)
    return fitted(("What happened when.", *opening), tuple(items))


def fitted(
    opening: Sequence[str], items: Sequence[str], limit: int = limits.FILE_DESCRIPTION
) -> str:
    """As many items as the limit takes, whole; what is left out is counted at the end."""
    top = fit(" ".join(filter(None, map(inline, opening))), limit // 2)
    lines = [fit(inline(item), limit // 2) for item in items]
    for shown in range(len(lines), -1, -1):
        left = len(lines) - shown
        rest = f"… {left} more: the answer's text has them all." if left else ""
        text = "\n".join(filter(None, (top, *lines[:shown], rest)))
        if length(text) <= limit:
            return text
    return top


def _said(claim: StoredClaim) -> str:
    words = [quoted(fit(inline(claim.text), QUOTED))]
    if claim.hedges:
        words.append(str(hedge_line(claim)))
    if claim.response:
        words.append(response_words(claim.response))
    return "; ".join((*words, manner_words(claim)))
