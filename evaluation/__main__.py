"""`make evaluate`: every development score, a table each.

`python -m evaluation [MEASURE …] [--save FILE] [--against FILE]`: all figures are kept in a file,
or set beside those of an earlier run, so that a change which helps one kind and harms another is
seen.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from evaluation import desk, language, meaning, polnear, seed, stories
from evaluation.comparing import print_comparison, read_scores, save_scores
from evaluation.scores import Score

MEASURES: dict[str, Callable[[], tuple[Score, ...]]] = {
    "language": language.run,
    "polnear": polnear.run,
    "desk": desk.run,
    "seed": seed.run,
    "meaning": meaning.run,
    "stories": stories.run,
}


def main() -> None:
    """Run each measure; one whose data are not at hand says so and is skipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--save", type=Path, help="keep every figure in this file, as JSON")
    parser.add_argument("--against", type=Path, help="print what changed since this file")
    options = parser.parse_args()
    if unknown := set(options.measures) - set(MEASURES):
        parser.error(
            f"no such measure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}"
        )
    before = read_scores(options.against) if options.against else ()
    chosen = options.measures or list(MEASURES)
    scores = [score for name in chosen for score in MEASURES[name]()]
    if options.save:
        save_scores(scores, options.save)
    if options.against:
        print_comparison(before, scores)


if __name__ == "__main__":
    main()
