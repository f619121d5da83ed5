"""Which story an article belongs to: names, words and time, and bridges between two stories."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.stories import (
    BRIDGES,
    JOINS,
    WINDOW_DAYS,
    compare,
    likely_copies,
    place_article,
    reasons,
)
from matching.story_words import WORDS_KEPT, telling_words, word_number
from newsroom.article import ArticleId
from newsroom.entity import EntityId, EntityKind
from newsroom.story import DeskRarity, NameTrait, Spread, StoryId, Traits

DAY = datetime(2031, 5, 14, 21, tzinfo=UTC)
NOWHERE = DeskRarity(3, (), ())
PEOPLE = ("Colm Adair", "Marie Louise", "Skelder Line", "Ines Duquesne", "Odalys Venn")
FERRY = "ferry sandbank aground lifeboat steering coastguard hull tide easterly pump".split()
TRAM = "tram tunnel drilling overspend budget treasurer crowns survey track rock".split()


def article(
    number: int, names: str, words: list[str], *, story: int | None = None, days: int = 0
) -> Traits:
    """An article that names some people by their places in the list, with some telling words."""
    return Traits(
        ArticleId(number),
        f"Headline {number}",
        DAY + timedelta(days=days),
        tuple((word_number(word), 1.0) for word in words),
        tuple(
            NameTrait(EntityId(int(place)), PEOPLE[int(place)], EntityKind.PERSON, 2)
            for place in names
        ),
        StoryId(story) if story is not None else None,
    )


def test_the_first_article_begins_a_story() -> None:
    placement = place_article(article(1, "01", FERRY), (), NOWHERE)
    assert (placement.story_id, placement.score, placement.merges) == (None, 0.0, ())


def test_the_same_people_and_words_join() -> None:
    placement = place_article(
        article(2, "012", FERRY[:7]), [article(1, "01", FERRY, story=5)], NOWHERE
    )
    assert placement.story_id == StoryId(5)
    assert placement.score >= JOINS
    assert "names Colm Adair, Marie Louise" in placement.reasons
    assert "7 telling words in common" in placement.reasons


def test_the_same_people_on_another_matter_do_not() -> None:
    near = [article(1, "0134", TRAM, story=5)]
    assert place_article(article(2, "01", FERRY), near, NOWHERE).story_id is None


def test_the_same_kind_of_event_elsewhere_does_not() -> None:
    near = [article(1, "01", FERRY, story=5)]
    assert place_article(article(2, "34", FERRY), near, NOWHERE).story_id is None


def test_the_better_of_two_stories_is_joined_whatever_their_order() -> None:
    ferry, tram = article(1, "01", FERRY, story=1), article(2, "34", TRAM, story=2)
    new = article(3, "34", TRAM[:6])
    for near in ([ferry, tram], [tram, ferry]):
        assert place_article(new, near, NOWHERE).story_id == StoryId(2)


def test_a_likeness_is_worth_less_the_longer_ago_and_nothing_outside_the_window() -> None:
    new = article(9, "01", FERRY)
    scores = [
        compare(new, article(1, "01", FERRY, days=-days), NOWHERE).score
        for days in (0, 3, 10, 30, WINDOW_DAYS, WINDOW_DAYS + 1)
    ]
    assert scores[0] == scores[1] > scores[2] > scores[3] > scores[4] > scores[5] == 0.0


def test_what_every_story_has_counts_less_than_what_one_has() -> None:
    new, old = article(2, "0", FERRY[:3] + TRAM[:3]), article(1, "0", FERRY[:3])
    spread = tuple((number, Spread(40, 40)) for number, _ in new.words)
    everywhere = DeskRarity(40, spread, ((EntityId(0), Spread(40, 40)),))
    here = DeskRarity(40, (), ((EntityId(0), Spread(40, 1)),))
    assert compare(new, old, everywhere).score < compare(new, old, here).score


def test_a_bridge_shows_two_stories_to_be_one() -> None:
    left = article(1, "01", FERRY[:7], story=1)
    right = article(2, "01", FERRY[3:], story=2)
    bridge = article(3, "01", FERRY)
    placement = place_article(bridge, [left, right], NOWHERE)
    assert placement.story_id is not None
    (merge,) = placement.merges
    assert {merge.story_id, merge.into_id} == {1, 2} and merge.into_id == placement.story_id
    assert merge.score >= BRIDGES


@pytest.mark.parametrize("judged", [1, 2])
def test_a_story_that_a_person_corrected_is_never_made_one_with_another(judged: int) -> None:
    left = article(1, "01", FERRY[:7], story=1)
    right = article(2, "01", FERRY[3:], story=2)
    placement = place_article(
        article(3, "01", FERRY), [left, right], NOWHERE, frozenset({StoryId(judged)})
    )
    assert placement.story_id is not None and placement.merges == ()


def test_a_round_up_joins_no_two_stories_that_are_nothing_alike() -> None:
    ferry, tram = article(1, "01", FERRY, story=1), article(2, "34", TRAM, story=2)
    placement = place_article(article(3, "0134", FERRY + TRAM), [ferry, tram], NOWHERE)
    assert placement.merges == ()


def test_articles_of_one_text_are_likely_copies_and_others_are_not() -> None:
    new = article(1, "", FERRY)
    near = [article(2, "", TRAM), article(3, "", FERRY), article(4, "", FERRY[:9])]
    assert [one.article_id for one in likely_copies(new, near)] == [3, 4]


def test_many_names_are_counted_and_only_a_few_told() -> None:
    pair = compare(article(1, "01234", FERRY), article(2, "01234", TRAM), NOWHERE)
    assert reasons(pair)[0].endswith("and 1 more")
    assert reasons(pair)[-1] == "the same day"


TRAITS = st.builds(
    article,
    st.integers(1, 9),
    st.text(alphabet="01234", max_size=5).map(lambda names: "".join(dict.fromkeys(names))),
    st.lists(st.sampled_from(FERRY + TRAM), unique=True, max_size=12),
    story=st.integers(1, 3),
    days=st.integers(-90, 90),
)


@given(st.lists(TRAITS, max_size=6, unique_by=lambda one: one.article_id), TRAITS)
def test_any_placement_is_the_same_for_any_order_and_its_score_a_share(
    near: list[Traits], new: Traits
) -> None:
    new = replace(new, article_id=ArticleId(99), story_id=None)
    placement = place_article(new, near, NOWHERE)
    again = place_article(new, near[::-1], NOWHERE)
    assert (placement.story_id, placement.score) == (again.story_id, again.score)
    assert 0.0 <= placement.score <= 1.0
    assert placement.story_id is None or placement.story_id in {one.story_id for one in near}
    assert all(merge.into_id == placement.story_id for merge in placement.merges)


@given(TRAITS, TRAITS)
def test_likeness_is_the_same_both_ways(one: Traits, other: Traits) -> None:
    assert compare(one, other, NOWHERE).score == compare(other, one, NOWHERE).score


def test_telling_words_leave_out_names_small_words_and_years() -> None:
    body = "The Marie Louise ran aground off Tarnby in 2031 with 212 aboard. The ferry was stuck."
    found = telling_words("Ferry stuck", body, ("Marie Louise", "Tarnby"))
    assert {"212", "ferri", "aground", "stuck"} <= set(found)
    assert not {"mari", "loui", "tarnbi", "2031", "the", "with"} & set(found)


def test_no_more_words_are_kept_than_that_and_the_heaviest_first() -> None:
    body = " ".join(f"zorp{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200))
    found = telling_words("", body, ())
    assert len(found) == WORDS_KEPT
    assert list(found.values()) == sorted(found.values(), reverse=True)


@given(st.text(), st.text())
def test_any_text_gives_weights_and_numbers_that_fit_a_column(title: str, body: str) -> None:
    found = telling_words(title, body, (title,))
    assert all(weight > 0 for weight in found.values())
    assert all(0 <= word_number(word) < 2**63 for word in found)
