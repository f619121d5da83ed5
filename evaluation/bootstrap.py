"""Intervals by resampling articles: how far a figure would move on other articles of the kind."""

from collections.abc import Sequence
from random import Random

Count = tuple[int, int, int]
"""What one article adds to a figure: right, found, expected. A share has found as expected."""

ROUNDS = 1000
_LOW, _HIGH = int(0.025 * ROUNDS), int(0.975 * ROUNDS) - 1


def f1(counts: Sequence[Count]) -> float:
    """F1 of all articles together, or the share where found is expected; 0 without any."""
    right, found, expected = map(sum, zip(*counts, strict=True)) if counts else (0, 0, 0)
    return 2 * right / (found + expected) if found + expected else 0.0


def interval(counts: Sequence[Count]) -> tuple[float, float]:
    """Where 95 % of resamples of the articles fall; the same for the same counts."""
    dice = Random(0)
    samples = sorted(f1(dice.choices(counts, k=len(counts))) for _ in range(ROUNDS))
    return samples[_LOW], samples[_HIGH]


def difference(before: Sequence[Count], after: Sequence[Count]) -> tuple[float, float]:
    """The 95 % interval of the change between two runs over the same articles, in pairs."""
    dice = Random(0)
    pairs = list(zip(before, after, strict=True))
    samples = []
    for _ in range(ROUNDS):
        earlier, later = zip(*dice.choices(pairs, k=len(pairs)), strict=True)
        samples.append(f1(later) - f1(earlier))
    samples.sort()
    return samples[_LOW], samples[_HIGH]
