"""Two runs side by side: what a change helps, and what it harms."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evaluation.bootstrap import difference
from evaluation.scores import Score, percent
from evaluation.tables import print_table


def save_scores(scores: Sequence[Score], path: Path) -> None:
    """Keep every figure with its counts as JSON, one figure a line."""
    rows = (json.dumps(asdict(score) | {"value": score.value}) for score in scores)
    path.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


def read_scores(path: Path) -> tuple[Score, ...]:
    """The figures of an earlier run."""
    return tuple(
        Score(
            row["table"],
            row["name"],
            tuple((right, found, expected) for right, found, expected in row["counts"]),
            row["bar"],
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    )


def compare(before: Sequence[Score], after: Sequence[Score]) -> list[tuple[str, ...]]:
    """A row for every figure of both runs, in per cent points; what got worse is marked.

    "worse" and "better" in capitals where the paired interval leaves no change out.
    """
    earlier = {(score.table, score.name): score for score in before}
    return [
        _row(earlier[score.table, score.name], score)
        for score in after
        if (score.table, score.name) in earlier
    ]


def _row(before: Score, after: Score) -> tuple[str, ...]:
    change = after.value - before.value
    between, verdict = "–", "worse" if change < 0 else "better" if change > 0 else ""
    if len(before.counts) == len(after.counts) > 1:
        low, high = difference(before.counts, after.counts)
        between = f"{100 * low:+.1f} to {100 * high:+.1f}"
        if low > 0 or high < 0:
            verdict = verdict.upper()
    figures = (percent(before.value), percent(after.value), f"{100 * change:+.1f}")
    return (after.table, after.name, str(after.expected), *figures, between, verdict)


def print_comparison(before: Sequence[Score], after: Sequence[Score]) -> None:
    """Print what changed, a figure a row, then how much got worse, and what only one run has.

    Tables that were not made this time are left out.
    """
    tables = {score.table for score in after}
    before = [score for score in before if score.table in tables]
    rows = compare(before, after)
    header = ("table", "measure", "n", "before", "now", "change", "95 % interval", "")
    print_table("Against the earlier run", header, [row for row in rows if row[-1]])
    worse = sum(row[-1].lower() == "worse" for row in rows)
    same = sum(not row[-1] for row in rows)
    print(f"\n{len(rows)} figures compared: {worse} worse, {same} the same.")
    names = [{(score.table, score.name) for score in scores} for scores in (before, after)]
    for label, only in (("earlier", names[0] - names[1]), ("present", names[1] - names[0])):
        if only:
            print(f"Only in the {label} run: {', '.join(sorted(' '.join(name) for name in only))}")
