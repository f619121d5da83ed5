"""PolNeAR's measure on sentences whose tokens can be counted by hand."""

from collections.abc import Mapping, Sequence

from evaluation.polnear import MEASURES, TABLE, Event, count_article, measure

TEXT = "Roe said taxes will rise. The mayor denied it, and Doe agreed."


def event(content: str = "", source: str = "", cue: str = "") -> Event:
    """An attribution by its words, each at its first place in TEXT."""

    def spans(words: str) -> list[tuple[int, int]]:
        return [(TEXT.index(words), TEXT.index(words) + len(words))] if words else []

    return {"content": spans(content), "source": spans(source), "cue": spans(cue)}


ROE = event("taxes will rise", "Roe", "said")
MAYOR = event("it", "The mayor", "denied")


def counted(
    gold: Sequence[Event], predicted: Sequence[Event]
) -> Mapping[str, tuple[int, int, int]]:
    counts = count_article(TEXT, gold, predicted)
    return {
        name: (counts.hit[name], counts.predicted[name], counts.gold[name]) for name in counts.gold
    }


def test_the_same_attributions_are_all_right() -> None:
    assert counted([ROE, MAYOR], [MAYOR, ROE]) == {
        "content": (4, 4, 4),
        "source": (3, 3, 3),
        "cue": (2, 2, 2),
        "detection": (2, 2, 2),
        "right source": (2, 2, 2),
    }


def test_tokens_count_once_however_many_attributions_hold_them() -> None:
    found = counted([ROE], [ROE, ROE])
    assert found["content"] == (3, 3, 3)
    assert found["detection"] == (1, 2, 1)


def test_half_of_the_content_is_enough_and_less_is_not() -> None:
    half = event("taxes will rise. The mayor", "Roe", "said")
    less = event("taxes will rise. The mayor denied it", "Roe", "said")
    assert counted([ROE], [half])["detection"] == (1, 1, 1)
    assert counted([ROE], [less])["detection"] == (0, 1, 1)


def test_the_better_of_two_predictions_takes_the_gold_one() -> None:
    worse = event("taxes will", "Doe", "agreed")
    assert counted([ROE], [worse, ROE])["right source"] == (1, 2, 1)


def test_sources_that_share_a_stop_word_alone_are_not_the_same() -> None:
    other = event("it", "The", "denied")
    assert counted([MAYOR], [other])["detection"] == (1, 1, 1)
    assert counted([MAYOR], [other])["right source"] == (0, 1, 1)


def test_what_has_no_content_does_not_count_for_detection() -> None:
    without = event("", "Doe", "agreed")
    found = counted([ROE, without], [ROE, without])
    assert found["detection"] == found["right source"] == (1, 1, 1)
    assert found["source"] == (1, 1, 2)


def test_each_kind_of_attribution_counts_what_was_found_of_it() -> None:
    kinds = [("cue: say-type verb",), ("cue: other verb",)]
    counts = count_article(TEXT, [ROE, MAYOR], [ROE], kinds)
    assert counts.hit["cue: say-type verb, detected"] == 1
    assert counts.hit["cue: other verb, detected"] == 0
    assert counts.gold["cue: other verb, detected"] == 1
    assert counts.hit["cue: other verb, right source"] == 0
    assert counts.gold["cue: other verb, right source"] == 1


def test_the_first_annotator_counts_and_each_article_has_its_own_counts() -> None:
    record = {
        "id": "tax",
        "text": TEXT,
        "attributions": {"b": [MAYOR], "a": [ROE]},
        "sentences": [[[0, 3, "Roe", "NNP", "PERSON", 2, "nsubj"]]],
    }
    scores = measure([record, record], lambda name, text: [ROE])
    whole = {score.name: score for score in scores if score.table == TABLE}
    assert tuple(whole) == MEASURES
    assert whole["detection"].counts == ((1, 1, 1), (1, 1, 1))
    assert whole["detection"].value == 1.0
