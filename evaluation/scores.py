"""Figures with what they were counted from, so that they can be printed, kept and compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.bootstrap import Count, f1, interval
from evaluation.tables import print_table


@dataclass(frozen=True, slots=True)
class Score:
    """One figure of one table, article by article; `bar` is what it has to reach, if anything."""

    table: str
    name: str
    counts: tuple[Count, ...]
    bar: float | None = None

    @property
    def right(self) -> int:
        """How many are right over all articles."""
        return sum(right for right, _, _ in self.counts)

    @property
    def expected(self) -> int:
        """How many there are to get right over all articles."""
        return sum(expected for _, _, expected in self.counts)

    @property
    def value(self) -> float:
        """F1 or share from 0 to 1."""
        return f1(self.counts)


def share(right: int, total: int) -> Count:
    """One article's part of a share."""
    return right, total, total


def percent(number: float) -> str:
    """A figure in per cent with one decimal."""
    return f"{100 * number:.1f}"


def reach(score: Score) -> str:
    """The interval of a figure in per cent; a dash where it was counted in one piece."""
    if len(score.counts) < 2 or not score.expected:
        return "–"
    return "–".join(map(percent, interval(score.counts)))


def bar(score: Score) -> str:
    """What a figure has to reach, and whether it does; a dash where nothing is set."""
    if score.bar is None:
        return "–"
    return f"{percent(score.bar)} {'reached' if score.value >= score.bar else 'missed'}"


def print_scores(title: str, figure: str, scores: Sequence[Score]) -> None:
    """Print a figure a row, with its interval and, where any row has one, its bar."""
    has_bars = any(score.bar is not None for score in scores)
    header = ("measure", "right", figure, "95 % interval", *(["bar"] if has_bars else []))
    print_table(title, header, list(_rows(scores, has_bars)))


def _rows(scores: Iterable[Score], has_bars: bool) -> Iterable[tuple[str, ...]]:
    for score in scores:
        right, value = f"{score.right}/{score.expected}", percent(score.value)
        yield (score.name, right, value, reach(score), *([bar(score)] if has_bars else []))
