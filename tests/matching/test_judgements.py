"""What stands of judgements, and what a new article's entities make of it."""

from datetime import UTC, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from matching.judgements import Lost, compute_standing, members
from matching.resolution import resolve_entities
from newsroom.article import ArticleId, Span
from newsroom.curation import (
    Judged,
    Judgement,
    JudgementId,
    JudgementKind,
    Note,
    Pair,
    Part,
    Verdict,
    Words,
)
from newsroom.entity import Entity, EntityId, EntityKind, Mention, MentionForm
from tests.matching.cases import known

NOTE = Note("Ida", datetime(2025, 1, 1, tzinfo=UTC), "why")
SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
KINDS = {SAME: JudgementKind.MERGED, DIFFERENT: JudgementKind.TOLD_APART}


def judged(*pairs: tuple[int, int, Verdict]) -> list[Judgement]:
    """An act for each pair."""
    return [
        Judgement(
            JudgementId(number),
            KINDS.get(verdict, JudgementKind.TOLD_APART),
            NOTE,
            (Pair(EntityId(left), EntityId(right), verdict),),
        )
        for number, (left, right, verdict) in enumerate(pairs, start=1)
    ]


def undoing(judgements: list[Judgement], number: int) -> list[Judgement]:
    """The same, and one more that takes another back."""
    act = Judgement(
        JudgementId(len(judgements) + 1),
        JudgementKind.UNDONE,
        NOTE,
        undoes=JudgementId(number),
    )
    return [*judgements, act]


def test_the_newest_verdict_on_a_pair_wins() -> None:
    assert compute_standing(judged((1, 2, SAME))).heads == {2: 1}
    assert compute_standing(judged((1, 2, SAME), (2, 1, DIFFERENT))).heads == {}
    assert compute_standing(judged((1, 2, SAME), (1, 2, DIFFERENT), (2, 1, SAME))).heads == {1: 2}
    assert compute_standing(judged((1, 2, SAME), (1, 2, UNSURE))).heads == {}


def test_who_was_never_merged_into_another_gives_the_name() -> None:
    standing = compute_standing(judged((5, 2, SAME), (9, 5, SAME)))
    assert standing.heads == {2: 9, 5: 9} and members(standing, EntityId(2)) == (9, 2, 5)
    gone = compute_standing(judged((5, 2, SAME), (9, 5, SAME)), Lost(frozenset({EntityId(9)})))
    assert gone.heads == {2: 5}


def test_different_holds_by_way_of_a_third() -> None:
    standing = compute_standing(judged((1, 2, DIFFERENT), (1, 3, SAME), (3, 2, SAME)))
    assert standing.heads == {2: 3} and standing.blocked == {(1, 3)}


def test_undoing_an_undoing_brings_back() -> None:
    once = undoing(judged((1, 2, SAME)), 1)
    assert compute_standing(once).heads == {}
    assert compute_standing(undoing(once, 2)).heads == {2: 1}


def test_pairs_with_an_entity_that_no_part_makes_any_more_are_left_out() -> None:
    part = Part(EntityId(1), ArticleId(4), EntityId(8))
    split = Judgement(JudgementId(1), JudgementKind.SPLIT, NOTE, parts=(part,))
    pair = Pair(EntityId(3), EntityId(8), SAME)
    merge = Judgement(JudgementId(2), JudgementKind.MERGED, NOTE, (pair,))
    assert compute_standing([split, merge]).heads == {8: 3}
    undone = Judgement(JudgementId(3), JudgementKind.UNDONE, NOTE, undoes=JudgementId(1))
    assert compute_standing([split, merge, undone]).heads == {}
    lost = Lost(parts=frozenset({(EntityId(1), ArticleId(4))}))
    assert compute_standing([split, merge], lost).heads == {}


def test_words_that_were_blanked_say_nothing() -> None:
    act = Judgement(
        JudgementId(1), JudgementKind.ALIAS_REMOVED, NOTE, words=(Words(EntityId(1), ""),)
    )
    assert compute_standing([act]).forms == {}


PAIRS = st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from([SAME, DIFFERENT])).filter(
    lambda pair: pair[0] != pair[1]
)


@given(pairs=st.lists(PAIRS, max_size=14))
def test_no_two_that_were_told_apart_are_ever_one(
    pairs: list[tuple[int, int, Verdict]],
) -> None:
    standing = compute_standing(judged(*pairs))
    for one, other in combinations(range(1, 7), 2):
        if standing.head(EntityId(one)) == standing.head(EntityId(other)):
            assert (one, other) not in standing.apart
    for head in standing.heads.values():
        assert standing.head(head) == head


@given(pairs=st.lists(PAIRS, max_size=8), seed=st.randoms())
def test_the_order_of_judgements_on_different_pairs_of_one_verdict_makes_no_difference(
    pairs: list[tuple[int, int, Verdict]], seed: object
) -> None:
    once = {(min(a, b), max(a, b)): (a, b, SAME) for a, b, _ in pairs}
    shuffled = list(once.values())
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compute_standing(judged(*once.values())) == compute_standing(judged(*shuffled))


DESK = (
    *known(1, "John Smith"),
    *known(2, "John Smith"),
    *known(3, "Jack Smith", ["J. P. Smith"]),
    *known(4, "Vera Lund"),
)


def resolved(judgement: Judged | None, name: str, *aliases: str) -> EntityId | None:
    """Who somebody in a new article is."""
    mention = Mention(name, Span(0, len(name)), MentionForm.NAME)
    entity = Entity(name, EntityKind.PERSON, aliases, mentions=(mention,))
    return resolve_entities([entity], DESK, judgement)[0]


def test_namesakes_are_a_tie_until_somebody_says_that_they_are_one() -> None:
    assert resolved(None, "John Smith") is None
    assert resolved(Judged({EntityId(2): EntityId(1)}), "John Smith") == 1
    assert resolved(Judged({EntityId(2): EntityId(4)}), "John Smith") is None


def test_what_goes_by_the_names_of_two_that_were_told_apart_joins_neither() -> None:
    apart = Judged(apart=frozenset({(EntityId(3), EntityId(4))}))
    assert resolved(None, "Vera Lund", "Jack Smith") == 4
    assert resolved(apart, "Vera Lund", "Jack Smith") is None
    assert resolved(apart, "Vera Lund") == 4
    merged = Judged({EntityId(3): EntityId(1)}, frozenset({(EntityId(1), EntityId(4))}))
    assert resolved(merged, "Vera Lund", "Jack Smith") is None
