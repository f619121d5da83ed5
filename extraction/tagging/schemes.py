"""Label schemes of the encoder's heads, and the best labelling that a scheme allows."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

OUTSIDE = "O"


def bio(kinds: Sequence[str]) -> tuple[str, ...]:
    """The labels of a scheme: O, then begin and inside for each kind."""
    return (OUTSIDE, *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI"))


ATTRIBUTION = bio(("CUE", "CONTENT<", "CONTENT>", "SOURCE<", "SOURCE>"))
"""The arrow shows on which side of the span its cue stands."""
NAMES = bio(("PERSON", "ORG", "GPE", "NORP", "DATE", "EVENT", "PRODUCT"))

_FORBIDDEN = -1e4


def allowed(labels: Sequence[str]) -> NDArray[np.float32]:
    """Scores of steps, labels x labels: 0 where one may follow another, far below 0 where not."""
    steps = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            for row, before in enumerate(labels):
                if before == OUTSIDE or before[2:] != label[2:]:
                    steps[row, column] = _FORBIDDEN
    return steps


def viterbi(scores: NDArray[Any], steps: NDArray[Any], labels: Sequence[str]) -> list[int]:
    """The best path through scores (words x labels), as label numbers; it begins with no I-."""
    if not len(scores):
        return []
    first = np.array([_FORBIDDEN if label.startswith("I-") else 0.0 for label in labels])
    best = scores[0] + first
    back = np.zeros(scores.shape, dtype=np.int32)
    for position in range(1, len(scores)):
        candidates = best[:, None] + steps
        back[position] = candidates.argmax(axis=0)
        best = candidates[back[position], np.arange(len(labels))] + scores[position]
    path = [int(best.argmax())]
    for position in range(len(scores) - 1, 0, -1):
        path.append(int(back[position, path[-1]]))
    return path[::-1]


def spans(path: Sequence[int], labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Kind, first word and end of every labelled stretch."""
    found: list[tuple[str, int, int]] = []
    for position, number in enumerate(path):
        label = labels[number]
        if label.startswith("B-"):
            found.append((label[2:], position, position + 1))
        elif label.startswith("I-"):
            kind, start, _ = found[-1]
            found[-1] = (kind, start, position + 1)
    return found
