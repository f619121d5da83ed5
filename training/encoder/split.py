"""Which PolNeAR articles train nothing: those of the desk, and those on which choices are made."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from training.build import DESK, POLNEAR, SEED
from training.corpora import read_desk_training_ids
from training.encoder.examples import read_articles

HELD_OUT = 40


def held_out_ids(path: Path, excluded: frozenset[str]) -> frozenset[str]:
    """Training articles on which choices are made, and which therefore train nothing."""
    names = sorted(article["id"] for article in read_articles(path, excluded))
    return frozenset(Random(SEED).sample(names, HELD_OUT))


def untrained_ids(data: Path) -> frozenset[str]:
    """Everything in the training part that may not be trained on."""
    desk = read_desk_training_ids(data / DESK)
    return desk | held_out_ids(data / POLNEAR, desk)


def held_out_articles(data: Path) -> Iterator[dict[str, Any]]:
    """The articles on which choices are made."""
    wanted = held_out_ids(data / POLNEAR, read_desk_training_ids(data / DESK))
    return (article for article in read_articles(data / POLNEAR) if article["id"] in wanted)
