"""Intervals: the same for the same counts, around the figure, and in pairs for a change."""

import pytest

from evaluation.bootstrap import difference, f1, interval

MIXED = [(8, 10, 9), (1, 4, 6), (5, 5, 5), (0, 2, 3), (7, 9, 8)]


def test_f1_is_of_all_articles_together() -> None:
    assert f1([(1, 2, 2), (0, 1, 0)]) == pytest.approx(2 / 5)
    assert f1([(3, 4, 4)]) == pytest.approx(0.75)


@pytest.mark.parametrize("counts", [[], [(0, 0, 0)]])
def test_nothing_to_find_and_nothing_found_is_zero(counts: list[tuple[int, int, int]]) -> None:
    assert f1(counts) == 0.0


def test_an_interval_is_the_same_every_time_and_holds_the_figure() -> None:
    low, high = interval(MIXED)
    assert (low, high) == interval(MIXED)
    assert low < f1(MIXED) < high


def test_articles_that_are_all_alike_leave_no_doubt() -> None:
    assert interval([(3, 4, 4)] * 6) == (0.75, 0.75)


def test_a_change_that_every_article_shares_is_certain_however_they_differ() -> None:
    before = [(count, 10, 10) for count in (2, 5, 8)]
    after = [(count + 1, 10, 10) for count in (2, 5, 8)]
    assert difference(before, after) == pytest.approx((0.1, 0.1))


def test_runs_over_other_articles_have_no_pairs() -> None:
    with pytest.raises(ValueError):
        difference(MIXED, MIXED[1:])
