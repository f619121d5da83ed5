"""`make evaluate`: every development score, one table each."""

import sys

from evaluation import desk, language, polnear, seed


def main() -> None:
    """Run each measure; one whose data are not at hand says so and is skipped."""
    sys.argv = sys.argv[:1]
    for measure in (language.main, polnear.main, desk.main, seed.main):
        measure()


if __name__ == "__main__":
    main()
