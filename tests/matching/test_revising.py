"""Claims carried into a changed text: kept, moved, altered, restored or gone, and none lost."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.differences import Before, compare, compare_words
from matching.revising import revise
from matching.sentences import ALTERED, Moves, lay_sentences, squeezed
from newsroom.article import ArticleId, Span
from newsroom.attribution import (
    Claim,
    ClaimId,
    Number,
    SourcingChain,
)
from newsroom.version import (
    Change,
    ClaimFate,
    Correction,
    CorrectionKind,
    GoneClaim,
    KnownText,
    NumberedClaim,
    OldText,
    Revision,
    Sourcing,
)
from tests.matching.edited import (
    EDITS,
    LINES,
    OUTLET,
    SENTENCES,
    check_spans,
    claim_in,
    edit,
    old,
    read,
)


def kept(revision: Revision) -> dict[int, str]:
    return {one.claim_id: one.claim.text for one in revision.kept}


def changed(before: Sequence[str], after: Sequence[str]) -> Change:
    """What is different, as the desk would be told."""
    was, now = old(before), read(after)
    revision = revise(was, now)
    known = KnownText(ArticleId(1), "a", "A", None, None, None, was.text)
    ids = tuple(ClaimId(100 + n) for n in range(len(revision.added)))
    return compare(2, Before(known, was), now, revision, ids)


def test_a_text_that_stays_keeps_every_claim_as_it_was() -> None:
    revision = revise(old(SENTENCES), read(SENTENCES))
    assert not revision.added and not revision.gone
    assert [one.claim for one in revision.kept] == list(read(SENTENCES).claims)
    assert changed(SENTENCES, SENTENCES) == Change(2, carried=len(SENTENCES))


def test_a_sentence_put_before_moves_all_claims_and_adds_one() -> None:
    added = "The mayor was in Rookham on Monday, her office said."
    now = read((added, *SENTENCES))
    revision = revise(old(SENTENCES), now)
    assert [one.claim_id for one in revision.kept] == [1, 2, 3, 4, 5, 6]
    assert [claim.text for claim in revision.added] == ["The mayor was in Rookham on Monday"]
    for one in revision.kept:
        check_spans(one.claim, now.article.text)


def test_a_changed_word_keeps_the_number_and_is_told() -> None:
    after = tuple(text.replace("two million", "three million") for text in SENTENCES)
    change = changed(SENTENCES, after)
    (claim,) = change.claims
    assert (claim.claim_id, claim.fate) == (3, ClaimFate.ALTERED)
    assert "two" in (claim.before or "") and "three" in (claim.after or "")
    (sentence,) = change.sentences
    assert [run.text for run in sentence.words if run.was != run.is_now] == ["two", "three"]
    assert change.carried == 5


def test_a_hedge_that_goes_and_one_that_comes_are_told() -> None:
    bare = tuple(text.replace("allegedly ", "") for text in SENTENCES)
    (dropped,) = changed(SENTENCES, bare).claims
    assert (dropped.hedges_dropped, dropped.hedges_added) == (("allegedly",), ())
    (added,) = changed(bare, SENTENCES).claims
    assert (added.hedges_dropped, added.hedges_added) == ((), ("allegedly",))


@pytest.mark.parametrize(
    ("before", "after", "sourcing"),
    [
        ("a former inspector", "Jon Aske", Sourcing.BETTER),
        ("Jon Aske", "a former inspector", Sourcing.WORSE),
        ("Jon Aske", "Ines Rook", Sourcing.OTHER),
    ],
)
def test_better_and_worse_sources_are_told(before: str, after: str, sourcing: Sourcing) -> None:
    sentence = SENTENCES[0].replace("a former inspector", "{}")
    change = changed([sentence.format(before)], [sentence.format(after)])
    assert [claim.sourcing for claim in change.claims] == [sourcing]
    assert (change.sources_added, change.sources_dropped) == ((after,), (before,))


def test_a_claim_in_its_own_voice_that_gets_a_source_is_better_sourced() -> None:
    own, cited = "Rain fell on the harbour all day long.", SENTENCES[3]
    assert [claim.sourcing for claim in changed([own], [cited]).claims] == [Sourcing.BETTER]
    assert [claim.sourcing for claim in changed([cited], [own]).claims] == [Sourcing.WORSE]


def test_several_unnamed_sources_are_better_than_one() -> None:
    was, now = old([SENTENCES[0]]), read([SENTENCES[0]])
    (claim,) = now.claims
    several = replace(claim.chain.links[1], number=Number.SEVERAL)
    chain = SourcingChain((OUTLET, several))
    now = replace(now, claims=(replace(claim, chain=chain),))
    known = KnownText(ArticleId(1), "a", "A", None, None, None, was.text)
    change = compare(2, Before(known, was), now, revise(was, now), ())
    assert [one.sourcing for one in change.claims] == [Sourcing.BETTER]


def test_a_response_that_comes_or_goes_is_told() -> None:
    without = SENTENCES[:1] + SENTENCES[2:]
    (added,) = changed(without, SENTENCES).claims
    assert added.fate is ClaimFate.ADDED and added.response_added == "denial, Odile Brandt"
    (gone,) = changed(SENTENCES, without).claims
    assert gone.fate is ClaimFate.GONE and gone.response_dropped == "denial, Odile Brandt"


def test_a_claim_overlooked_in_the_new_text_is_carried_where_its_words_stand() -> None:
    now = read(("Tides are told first.", *SENTENCES), without=frozenset({1, 2, 3, 4, 5, 6}))
    revision = revise(old(SENTENCES), now)
    assert [one.claim_id for one in revision.kept] == [1, 2, 3, 4, 5, 6] and not revision.gone
    text = now.article.text
    for one, sentence in zip(revision.kept, SENTENCES, strict=True):
        check_spans(one.claim, text)
        assert one.claim.sentence.of(text) == sentence
    first = revision.kept[0].claim
    assert first.hedges[0].span.of(text) == "allegedly" and first.source[0].of(text) == (
        "a former inspector"
    )
    response = revision.kept[1].claim.response
    assert response is not None and response.span.of(text) == "Odile Brandt"


def test_a_claim_overlooked_in_an_altered_sentence_is_gone() -> None:
    after = tuple(text.replace("Rain fell", "Hail fell") for text in SENTENCES)
    revision = revise(old(SENTENCES), read(after, without=frozenset({3})))
    assert [one.claim_id for one in revision.gone] == [4]


def test_a_claim_that_comes_back_gets_its_number_back() -> None:
    gone = GoneClaim(old(SENTENCES).claims[4], SENTENCES[4], 2)
    was = old(SENTENCES[:4] + SENTENCES[5:], (gone,))
    revision = revise(was, read(SENTENCES))
    assert [one.claim_id for one in revision.restored] == [5]
    assert revision.added == () and revision.gone == ()
    other = revise(
        was, read((*SENTENCES[:4], "Another chairman said so, they said.", SENTENCES[5]))
    )
    assert other.restored == () and len(other.added) == 1


def test_two_claims_of_one_sentence_keep_their_own_numbers() -> None:
    sentence = "The hull was cracked and the mast was rotten, a former inspector said."
    after = sentence.replace("rotten", "sound")

    def both(text: str) -> tuple[Claim, ...]:
        whole = claim_in(text, Span(0, len(text)))
        cut = text.index(" and ")
        first = replace(whole, text=text[:cut], content=(Span(0, cut),))
        end = whole.content[0].end_char
        second = replace(whole, text=text[cut + 5 : end], content=(Span(cut + 5, end),))
        return first, second

    claims = tuple(NumberedClaim(ClaimId(n), c) for n, c in enumerate(both(sentence), start=1))
    was = OldText(sentence, (Span(0, len(sentence)),), claims)
    now = replace(read([after]), claims=tuple(reversed(both(after))))
    assert kept(revise(was, now)) == {1: "The hull was cracked", 2: "the mast was sound"}


def test_corrections_that_were_there_before_are_not_told_again() -> None:
    was, now = old(SENTENCES), read(SENTENCES)
    note = Correction(CorrectionKind.CORRECTION, "Correction: it rained.", None)
    later = replace(note, text="Correction: it  hailed.")
    now = replace(now, corrections=(note, later))
    known = KnownText(ArticleId(1), "a", "A", None, None, None, was.text)
    change = compare(3, Before(known, was, (note,)), now, revise(was, now), ())
    assert change.corrections == (later,)


def test_a_wholly_rewritten_text_loses_nothing_without_a_trace() -> None:
    other = tuple(f"Eels number {n} were stolen at the pier, keeper Rook said." for n in range(9))
    revision = revise(old(SENTENCES), read(other))
    assert [one.claim_id for one in revision.gone] == [1, 2, 3, 4, 5, 6]
    assert len(revision.added) == 9


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8), EDITS, st.frozensets(st.integers(0, 8)))
def test_no_claim_is_lost_and_every_span_holds(
    before: list[str], edits: list[tuple[str, int, str]], overlooked: frozenset[int]
) -> None:
    was, now = old(before), read(edit(before, edits), overlooked)
    revision = revise(was, now)
    numbers = [one.claim_id for one in (*revision.kept, *revision.gone)]
    assert sorted(numbers) == [one.claim_id for one in was.claims]
    text = now.article.text
    for one in revision.kept:
        check_spans(one.claim, text)
    read_again = [one.claim for one in (*revision.kept, *revision.restored)] + [*revision.added]
    assert all(claim in read_again for claim in now.claims)
    still_there = {squeezed(sentence.span.of(text)) for sentence in now.sentences}
    counts = len({squeezed(line) for line in before}) == len(before)
    for one in revision.gone:
        assert not counts or squeezed(one.claim.sentence.of(was.text)) not in still_there


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=8), st.lists(LINES, max_size=8))
def test_sentences_are_laid_one_to_one(before: list[str], after: list[str]) -> None:
    laid = lay_sentences(before, after)
    olds, news = [pair.old for pair in laid.pairs], [pair.new for pair in laid.pairs]
    assert sorted([*olds, *laid.only_old]) == list(range(len(before)))
    assert sorted([*news, *laid.only_new]) == list(range(len(after)))
    for pair in laid.pairs:
        is_same = squeezed(before[pair.old]) == squeezed(after[pair.new])
        assert (pair.likeness == 1.0) is is_same and pair.likeness >= ALTERED


def test_texts_of_one_word_over_and_over_are_compared_all_the_same() -> None:
    before, after = ["Ha."] * 30_000, [*["Ha."] * 20_000, "Ho.", *["Ha."] * 15_000]
    laid = lay_sentences(before, after)
    assert len(laid.pairs) == 30_000 and laid.only_old == () and len(laid.only_new) == 5_001
    one, other = "so " * 40_000 + "it was", "no " + "so " * 40_000 + "it is"
    runs = compare_words(one, other)
    assert " ".join(run.text for run in runs if run.was) == one
    assert " ".join(run.text for run in runs if run.is_now) == other
    claims = [f"so {'very ' * (n % 7)}much was said" for n in range(1500)]
    revision = revise(
        old([f"{text}, a keeper said." for text in claims]), read(["Nothing was said."])
    )
    assert len(revision.gone) == 1500


@settings(max_examples=150, deadline=None)
@given(LINES, LINES)
def test_a_diff_holds_both_sentences(before: str, after: str) -> None:
    runs = compare_words(before, after)
    assert " ".join(run.text for run in runs if run.was) == squeezed(before)
    assert " ".join(run.text for run in runs if run.is_now) == squeezed(after)


@settings(max_examples=150, deadline=None)
@given(
    st.text(" \n\tab", max_size=20),
    st.text(" \n", max_size=3),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_a_moved_span_holds_the_same_words(text: str, lead: str, start: int, end: int) -> None:
    new = lead + "\n  ".join(text.split(" "))
    if squeezed(new) != squeezed(text):
        return
    moves = Moves(text, new)
    moves.add(Span(0, len(text)), Span(0, len(new)))
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    moved = moves.move(Span(start, end))
    words = squeezed(text[start:end])
    assert (moved is None) is (not words)
    if moved is not None:
        assert squeezed(moved.of(new)) == words
