"""Kill a desk's writer again and again: `python -m benchmarks.kills [--kills N] [--seed N]`.

Each life is a process forked from this one, which has imported everything and prepared what is
read, so that no model runs. It opens a desk as the product does, works on it by the product's own
use cases, says each act over a pipe once it is done, and dies by SIGKILL at a random moment, by
SIGKILL at a random step of SQLite's machine, or at a random byte of a file that it writes. Then
the desk is opened and checked against everything that any of its lives has said.

This shows what a process that dies can do to a desk. What a machine that dies can do is in
`benchmarks.power`. `--broken early` says acts before they are done, `--broken unjournaled` writes
without a log: both must be found out.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.killing.series import BROKEN, Series


def main() -> int:
    """Print a line on what was done and one on what was found; 1 where anything was harmed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broken", choices=BROKEN, default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="byline-kills-") as folder:
        series = Series(Path(folder), asked.seed, asked.broken)
        series.run(asked.kills)
    print(series.summary())
    return 1 if series.harms else 0


if __name__ == "__main__":
    sys.exit(main())
