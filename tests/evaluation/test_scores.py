"""Tables of figures: shares, intervals and bars as they are printed."""

import pytest

from evaluation.scores import Score, bar, print_scores, reach, share


def test_a_bar_is_reached_or_missed() -> None:
    counts = (share(9, 10), share(8, 10))
    assert bar(Score("t", "n", counts, 0.85)) == "85.0 reached"
    assert bar(Score("t", "n", counts, 0.86)) == "86.0 missed"
    assert bar(Score("t", "n", counts)) == "–"


def test_one_piece_and_an_empty_figure_have_no_interval() -> None:
    assert reach(Score("t", "n", ((3, 4, 4),))) == "–"
    assert reach(Score("t", "n", (share(0, 0), share(0, 0)))) == "–"
    assert reach(Score("t", "n", (share(1, 2), share(1, 2)))) == "50.0–50.0"


def test_bars_have_a_column_only_where_there_are_any(capsys: pytest.CaptureFixture[str]) -> None:
    scores = [Score("t", "roles", (share(1, 2),), 0.75), Score("t", "hedges", (share(1, 4),))]
    print_scores("All", "share", scores)
    assert "| roles   | 1/2   | 50.0  | –             | 75.0 missed |" in capsys.readouterr().out
    print_scores("Some", "share", scores[1:])
    assert "bar" not in capsys.readouterr().out
