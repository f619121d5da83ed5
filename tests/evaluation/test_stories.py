"""How stories are measured: B-cubed and pairs over known clusters, and the plain clustering."""

import pytest

from evaluation.stories import (
    agree,
    cluster_plainly,
    digest_of,
    load_made_up,
    load_samples,
    nearest_by_tfidf,
)

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}


def test_the_same_clusters_agree_wholly() -> None:
    assert agree({name: f"x{story}" for name, story in GOLD.items()}, GOLD).figures == (1.0,) * 6


def test_one_heap_loses_precision_and_crumbs_lose_recall() -> None:
    heap = agree(dict.fromkeys(GOLD, 0), GOLD).figures
    assert heap[:2] == pytest.approx((13 / 25, 1.0))
    assert heap[3:5] == pytest.approx((8 / 20, 1.0))
    crumbs = agree({name: name for name in GOLD}, GOLD).figures
    assert crumbs[:2] == pytest.approx((1.0, 2 / 5))
    assert crumbs[3:] == (1.0, 0.0, 0.0)


def test_a_known_mixture() -> None:
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}
    cubed = agree(found, GOLD)
    assert cubed.precision == (1.0, 1.0, 0.5, 0.5, 1.0)
    assert cubed.recall == pytest.approx((2 / 3, 2 / 3, 1 / 3, 0.5, 0.5))
    assert cubed.pairs[2] == (0, 1, 2)


def test_articles_that_are_not_judged_do_not_count() -> None:
    assert agree({"a": 1, "b": 1, "z": 1}, {"a": 1, "b": 1}).figures == (1.0,) * 6


def test_plain_clustering_joins_the_nearest_above_its_threshold() -> None:
    texts = ("tram tunnel budget", "ferry sandbank tide", "tram tunnel budget rock", "ferry tide")
    records = [{"id": str(n), "text": text} for n, text in enumerate(texts)]
    nearest = nearest_by_tfidf(records)
    assert nearest[0][0] < 0
    groups = cluster_plainly(records, nearest, 0.3)
    assert groups["0"] == groups["2"] != groups["1"] == groups["3"]
    assert len(set(cluster_plainly(records, nearest, 1.1).values())) == 4


def test_the_halves_share_a_desk_and_no_story() -> None:
    first, other = load_made_up()
    assert first.records == other.records and len(first.records) == len(first.gold) + len(
        other.gold
    )
    assert not set(first.gold.values()) & set(other.gold.values())
    assert len(load_samples().gold) == 5


def test_labels_outside_hold_no_words_of_a_title() -> None:
    assert digest_of("paper_2016-01-01_some-title") == digest_of("paper_2016-01-01_some-title")
    assert len(digest_of("paper_2016-01-01_some-title")) == 12
