"""The best labelling: always a lawful one, and the same that trying all of them finds."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extraction.tagging.schemes import allowed, bio, spans, viterbi

LABELS = bio(("CUE", "SOURCE"))
SCORES = arrays(
    np.float32,
    st.tuples(st.integers(1, 4), st.just(len(LABELS))),
    elements=st.floats(-5, 5, width=16),
)


def _is_lawful(path: tuple[int, ...]) -> bool:
    before = "O"
    for number in path:
        label = LABELS[number]
        if label.startswith("I-") and before[2:] != label[2:]:
            return False
        before = label
    return True


@given(SCORES)
def test_the_best_lawful_path(scores: np.ndarray) -> None:
    paths = filter(_is_lawful, product(range(len(LABELS)), repeat=len(scores)))
    best = max(sum(scores[i, n] for i, n in enumerate(path)) for path in paths)
    found = viterbi(scores, allowed(LABELS), LABELS)
    assert _is_lawful(tuple(found))
    assert np.isclose(sum(scores[i, n] for i, n in enumerate(found)), best, atol=1e-4)


def test_no_words_have_no_labels() -> None:
    assert viterbi(np.zeros((0, len(LABELS))), allowed(LABELS), LABELS) == []


def test_neighbouring_spans_of_a_kind_stay_apart() -> None:
    path = [LABELS.index(label) for label in ("B-CUE", "I-CUE", "B-CUE", "O", "B-SOURCE")]
    assert spans(path, LABELS) == [("CUE", 0, 2), ("CUE", 2, 3), ("SOURCE", 4, 5)]
