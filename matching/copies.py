"""How much of one article's text stands in another: wire copy, however it is headed or signed."""

from collections.abc import Sequence

from matching.folding import words

COPIED = 0.85
"""From this share of the shorter text on, two articles are one voice."""
SHINGLE = 4
SHORTEST = 30
"""Fewer words than this tell too little: two short notices are much alike by chance."""


def shared_text(one: str, other: str) -> float:
    """The share, 0.0 to 1.0, of the shorter text's words that stand in runs which both have.

    A changed word costs itself and not the run around it. Bodies are to be given without headline,
    byline and dateline.
    """
    short, long = sorted((words(one), words(other)), key=len)
    if len(short) < SHORTEST:
        return 0.0
    known = set(_shingles(long))
    covered = [False] * len(short)
    for place, shingle in enumerate(_shingles(short)):
        if shingle in known:
            covered[place : place + SHINGLE] = [True] * SHINGLE
    return sum(covered) / len(short)


def _shingles(text: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(text[i : i + SHINGLE]) for i in range(len(text) - SHINGLE + 1)]
