"""What a power cut leaves of a desk: `python -m benchmarks.power`.

A desk is written for a while, and every state is made in which a disk that keeps what was synced
may be found when the power goes: the log cut after every page and within it, sectors of the last
transaction missing in any order, the desk's own file half overwritten by a checkpoint. Each is
opened as the product does and held to what had been acknowledged.
"""

import sys
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from random import Random

from tests.killing.lives import Place
from tests.killing.power import State, check, cuts, half_copied, record, reordered

STEPS, REORDERED, HALF_COPIED = 3, 10, 100
"""How many commits, how often their parts are lost anew, and how many checkpoints stop."""


def count_harms(folder: Path, states: Iterable[State]) -> tuple[int, int]:
    """How many states there are, and how many were not as they must be."""
    tried = harmed = 0
    for state in states:
        harm = check(folder / "state", state)
        tried, harmed = tried + 1, harmed + (harm is not None)
        if harm is not None:
            print(harm, file=sys.stderr)
    return tried, harmed


def main() -> int:
    """Print a line for each kind of cut; 1 where anything was harmed."""
    harms = 0
    with tempfile.TemporaryDirectory(prefix="byline-power-") as name:
        folder, rng = Path(name), Random(1)
        first, second = record(Place(folder / "written"), STEPS)
        kinds: dict[str, Iterable[State]] = {
            "log cut at or within a page": chain(cuts(first), cuts(second)),
            "parts of the last commit missing": chain.from_iterable(
                reordered(run, rng) for run in (first, second) for _ in range(REORDERED)
            ),
            "checkpoint half done": half_copied(first, second.desk, rng, HALF_COPIED),
        }
        for kind, states in kinds.items():
            tried, harmed = count_harms(folder, states)
            print(f"{kind}: {tried:,} states, {harmed} damaged or without what was acknowledged")
            harms += harmed
    return 1 if harms else 0


if __name__ == "__main__":
    sys.exit(main())
