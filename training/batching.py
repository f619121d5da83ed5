"""Which examples go into a batch together: those of about the same length, in a shuffled order."""

from collections.abc import Sequence
from random import Random

_POOL = 50
"""How many batches are drawn from one shuffled pool that is sorted by length."""


def batches_of(lengths: Sequence[int], size: int, random: Random) -> list[list[int]]:
    """The places of all examples in batches of a size, shuffled."""
    order = list(range(len(lengths)))
    random.shuffle(order)
    groups: list[list[int]] = []
    for start in range(0, len(order), size * _POOL):
        pool = sorted(order[start : start + size * _POOL], key=lambda place: lengths[place])
        groups += [pool[at : at + size] for at in range(0, len(pool), size)]
    random.shuffle(groups)
    return groups
