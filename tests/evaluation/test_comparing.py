"""Two runs: what is kept comes back, and a loss is seen beside a gain."""

from pathlib import Path

import pytest

from evaluation.comparing import compare, print_comparison, read_scores, save_scores
from evaluation.scores import Score

BEFORE = (
    Score("desk", "forms", ((5, 10, 10), (5, 10, 10)), 0.85),
    Score("desk", "roles", ((9, 10, 10), (9, 10, 10))),
    Score("desk", "hedges", ((4, 4, 4), (0, 4, 4))),
    Score("desk", "gone", ((1, 1, 1),)),
    Score("seed", "chains", ((1, 1, 1),)),
)
AFTER = (
    Score("desk", "forms", ((6, 10, 10), (6, 10, 10)), 0.85),
    Score("desk", "roles", ((8, 10, 10), (8, 10, 10))),
    Score("desk", "hedges", ((3, 4, 4), (2, 4, 4))),
    Score("desk", "new", ((1, 1, 1),)),
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    save_scores(BEFORE, path)
    assert read_scores(path) == BEFORE


def test_a_gain_a_loss_and_what_may_be_chance_are_told_apart() -> None:
    rows = {row[1]: row for row in compare(BEFORE, AFTER)}
    assert rows["forms"] == (
        "desk", "forms", "20", "50.0", "60.0", "+10.0", "+10.0 to +10.0", "BETTER",
    )  # fmt: skip
    assert rows["roles"][-1] == "WORSE"
    assert rows["hedges"][-1] == "better"


def test_what_only_one_run_has_is_named_unless_its_table_was_not_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_comparison(BEFORE, AFTER)
    printed = capsys.readouterr().out
    assert "3 figures compared: 1 worse, 0 the same." in printed
    assert "Only in the earlier run: desk gone\n" in printed
    assert "Only in the present run: desk new\n" in printed
    assert "chains" not in printed


def test_the_same_run_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_comparison(AFTER, AFTER)
    assert "4 figures compared: 0 worse, 4 the same." in capsys.readouterr().out
