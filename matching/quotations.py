"""How nearly verbatim words stand in a claim, and where it is worth comparing them."""

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from matching.folding import fold, words
from matching.roots import root
from newsroom.answer import StoredClaim

NEAR_QUOTATION = 0.85
"""From this likeness on, words are taken for a quotation of the claim."""
_QUOTED_WORDS = 4
_FEWEST_SAME = 2 * NEAR_QUOTATION - 1
"""The share of a quotation's words below which no likeness is near, see `_score_verbatim`."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was typed, where it is long enough to be a quotation; else no text.

    `fewest` says how many of the roots a claim has to have for any likeness to be near.
    """

    text: str
    roots: tuple[str, ...] = ()
    fewest: float = 0.0

    @classmethod
    def of(cls, subject: str) -> "Quotation":
        """Each word counts once; numbers, which a claim may write otherwise, as if it had them."""
        typed = words(subject)
        if len(typed) < _QUOTED_WORDS:
            return cls("")
        found = frozenset(typed)
        told = [word for word in found if word.isalpha()]
        fewest = _FEWEST_SAME * len(found) - (len(found) - len(told))
        return cls(" ".join(typed), tuple(map(root, told)), fewest)

    def may_stand_among(self, held: Collection[str]) -> bool:
        """Whether so many of its roots are held that words can be nearly the same at all."""
        return bool(self.text) and sum(one in held for one in self.roots) >= self.fewest


def score_quote(quoted: str, claim: StoredClaim) -> float:
    """How nearly verbatim some words stand in a claim or its sentence."""
    return score_folded(fold(quoted), claim)


def score_folded(asked: str, claim: StoredClaim) -> float:
    """The same of words that are folded already."""
    if not asked:
        return 0.0
    return max(_score_verbatim(asked, fold(text)) for text in (claim.text, claim.sentence))


def _score_verbatim(asked: str, text: str) -> float:
    if not text:
        return 0.0
    if f" {asked} " in f" {text} ":
        return 1.0
    wanted, held = set(asked.split()), set(text.split())
    share = len(wanted & held) / len(wanted)
    likeness = (
        fuzz.partial_ratio(asked, text) if len(asked) <= len(text) else fuzz.ratio(asked, text)
    )
    return likeness / 100 * (0.5 + 0.5 * share)
