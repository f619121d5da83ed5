"""What was judged of who is who holds through new versions of articles, and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from curation import add_alias, describe, hide, merge, remove_alias, split, tell_apart, undo
from keeping import keep, keep_at
from lookup import find_names
from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.curation import Verdict
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from storage.articles import remove_article
from storage.claims import find_claims_by, find_responses, get_claim
from storage.connections import open_writer
from storage.entities import load_card
from storage.judgements import record_review
from storage.watches import claims_naming, mentions_in
from tests.curating import JUDGED_AT, NOTE, clusters, number_of, rows, said, story
from tests.storage.factories import KEYS, check_indexes
from tests.test_curation import ACTS, ARTICLES, CYRIL, KIRILL, VERA, joined, take

RAIN = " Rain fell."
WITH_CLAIMS = (
    "entities",
    "entity_names",
    "entity_name_articles",
    "mentions",
    "roles",
    "taken_names",
    "article_entities",
    "chain_links",
    "claim_entities",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk that has read about people under several names."""
    db = open_writer(tmp_path / "local.db", fold, KEYS)
    for article in ARTICLES:
        keep(db, article, JUDGED_AT)
    yield db
    check(db)
    db.close()


def check(db: Database) -> None:
    """Every index and reference is in order, and no row is left with whoever was merged."""
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    for table in ("mentions", "roles", "article_entities", "chain_links", "claim_entities"):
        lost = db.execute(
            f"select * from {table} join entities using (entity_id) where merged_into is not null"
        )
        assert lost.fetchall() == [], table


def longer(extraction: Extraction, more: str = RAIN) -> Extraction:
    """The same article with some words after it."""
    text = extraction.article.text + more
    return replace(extraction, article=replace(extraction.article, text=text))


def revise(
    db: Database, number: int, extraction: Extraction, at: datetime = JUDGED_AT
) -> ArticleId:
    """Keep what the address of an article says now."""
    kept = keep_at(db, ArticleId(number), extraction, at)
    assert not kept.is_known
    return kept.citation.article_id


def who(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """The rows that say who is who, without the numbers that they got by coming later."""
    every = rows(db)
    numbered = ("mentions", "roles")
    return {
        name: sorted((row[name in numbered :] for row in every[name]), key=repr)
        for name in WITH_CLAIMS
    }


def judged_of(db: Database) -> list[tuple[object, ...]]:
    """What entities carry of judgements."""
    return db.execute(
        "select entity_id, merged_into, is_hidden, desk_description from entities order by 1"
    ).fetchall()


def test_a_merge_holds_in_a_new_version(desk: Database) -> None:
    kirill, cyril = joined(desk)
    once = who(desk)
    revise(desk, 2, longer(ARTICLES[1]))
    assert who(desk) == once
    assert load_card(desk, kirill, 5).article_count == 3
    assert said(desk, cyril) == []
    claims = find_claims_by(desk, kirill, 50)
    assert {claim.chain.innermost.entity for claim in claims} == {KIRILL}
    answered = find_responses(desk, kirill, 50)
    assert {claim.response.entity for claim in answered if claim.response} == {KIRILL}
    assert len(answered) == 4
    undo(desk, None, NOTE)
    assert load_card(desk, kirill, 5).article_count == load_card(desk, cyril, 5).article_count == 2


@pytest.mark.parametrize("number", [1, 2, 3])
def test_undoing_a_merge_after_a_new_version_gives_each_its_own(
    desk: Database, number: int
) -> None:
    before = who(desk)
    joined(desk)
    revise(desk, number, longer(ARTICLES[number - 1]))
    undo(desk, None, NOTE)
    assert who(desk) == before


def test_a_version_that_calls_somebody_else_is_who_it_was_read_as(desk: Database) -> None:
    kirill, cyril = joined(desk)
    revise(desk, 2, story(2, KIRILL, VERA))
    assert load_card(desk, kirill, 5).article_count == 3
    undo(desk, None, NOTE)
    assert load_card(desk, kirill, 5).article_count == 3
    assert load_card(desk, cyril, 5).article_count == 1


def test_a_part_taken_out_stays_so_in_a_new_version_and_comes_back(desk: Database) -> None:
    before = who(desk)
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    once = who(desk)
    (other,) = {match.entity_id for match in find_names(desk, VERA)[:2]} - {vera}
    revise(desk, 1, longer(ARTICLES[0]))
    assert who(desk) == once
    assert said(desk, other) == ["pier 1x1 sank"] and said(desk, vera) == ["pier 2x1 sank"]
    revise(desk, 2, longer(ARTICLES[1]))
    assert who(desk) == once
    undo(desk, None, NOTE)
    assert who(desk) == before


def test_a_part_taken_out_stays_so_by_a_longer_name(desk: Database) -> None:
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    (other,) = {match.entity_id for match in find_names(desk, VERA)[:2]} - {vera}
    version = story(1, KIRILL, "Dr Vera Lund")
    kirill, doctor = version.entities
    doctor = replace(doctor, aliases=(VERA, "Lund"))
    revise(desk, 1, replace(version, entities=(kirill, doctor)))
    assert said(desk, other) == ["pier 1x1 sank"] and said(desk, vera) == ["pier 2x1 sank"]
    undo(desk, None, NOTE)
    assert load_card(desk, vera, 5).article_count == 2


def test_a_part_that_a_version_leaves_out_is_back_with_the_next(desk: Database) -> None:
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    once = who(desk)
    (other,) = {match.entity_id for match in find_names(desk, VERA)[:2]} - {vera}
    revise(desk, 1, story(1, KIRILL))
    check(desk)
    with pytest.raises(NewsroomError, match="no entity"):
        load_card(desk, other, 5)
    revise(desk, 1, ARTICLES[0])
    assert said(desk, other) == ["pier 1x1 sank"] and said(desk, vera) == ["pier 2x1 sank"]
    assert who(desk)["article_entities"] == once["article_entities"]


def test_a_part_that_was_merged_elsewhere_follows_in_a_new_version(desk: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, "Ottoline Farquhar")
    split(desk, vera, "#1", NOTE)
    (other,) = {match.entity_id for match in find_names(desk, VERA)[:2]} - {vera}
    merge(desk, poet, other, NOTE)
    once = who(desk)
    revise(desk, 1, longer(ARTICLES[0]))
    assert who(desk) == once
    assert said(desk, poet) == ["pier 1x1 sank", "pier 4x0 sank"]


def test_told_apart_hidden_and_described_hold_in_a_new_version(desk: Database) -> None:
    kirill, cyril, vera = (number_of(desk, each) for each in (KIRILL, CYRIL, VERA))
    tell_apart(desk, kirill, cyril, NOTE)
    hide(desk, vera, NOTE)
    describe(desk, kirill, "an envoy", NOTE)
    add_alias(desk, kirill, "The Envoy", NOTE)
    remove_alias(desk, kirill, "Dmitriev", NOTE)
    once = who(desk)
    for number, article in enumerate(ARTICLES[:3], 1):
        revise(desk, number, longer(article))
    assert who(desk) == once
    assert find_names(desk, VERA)[:1] == () or find_names(desk, VERA)[0].name != VERA
    card = load_card(desk, kirill, 5)
    assert card.desk_description == "an envoy" and "Dmitriev" not in card.aliases


def test_whoever_a_version_names_no_more_is_gone_and_the_merge_stays_sound(desk: Database) -> None:
    kirill, cyril = joined(desk)
    revise(desk, 2, story(2, VERA))
    revise(desk, 3, story(3, KIRILL))
    check(desk)
    assert load_card(desk, kirill, 5).article_count == 2
    with pytest.raises(NewsroomError, match="no entity"):
        load_card(desk, cyril, 5)
    undo(desk, None, NOTE)
    assert load_card(desk, kirill, 5).article_count == 2


def test_a_watch_follows_whom_it_watches_into_a_merge_and_out_of_it(desk: Database) -> None:
    kirill, cyril = number_of(desk, KIRILL), number_of(desk, CYRIL)
    every = (ClaimId(0), ClaimId(99))
    own = claims_naming(desk, cyril, *every)
    joined(desk)
    assert claims_naming(desk, cyril, *every) == claims_naming(desk, kirill, *every) != own
    (last, *_) = claims_naming(desk, cyril, *every)
    assert mentions_in(desk, cyril, last.claim_id) == (KIRILL,)
    undo(desk, None, NOTE)
    assert claims_naming(desk, cyril, *every) == own


def test_a_verdict_on_a_source_is_of_that_source_alone(desk: Database) -> None:
    (claim,) = find_claims_by(desk, number_of(desk, "Ottoline Farquhar"), 5)
    record_review(desk, "source", (claim.claim_id, 0), Verdict.SAME, NOTE)
    revise(desk, 4, longer(ARTICLES[3]))
    assert get_claim(desk, claim.claim_id).source_review is not None
    revise(desk, 4, story(4, "Odo Farquhar"))
    changed = get_claim(desk, claim.claim_id)
    assert changed.chain.innermost.label == "Odo Farquhar" and changed.source_review is None


def test_of_the_only_article_that_named_two_who_are_one_no_name_is_left(tmp_path: Path) -> None:
    db = open_writer(tmp_path / "desk.db", fold, KEYS)
    keep(db, story(1, KIRILL, CYRIL), JUDGED_AT)
    joined(db)
    revise(db, 1, story(1, CYRIL))
    revise(db, 1, story(1, KIRILL, CYRIL))
    remove_article(db, ArticleId(1))
    check(db)
    assert "Dmitriev" not in "\n".join(db.conn.iterdump())
    db.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One desk for every example; what an example does is rolled back."""
    db = open_writer(tmp_path_factory.mktemp("revised") / "revised.db", fold, KEYS)
    for article in ARTICLES:
        keep(db, article, JUDGED_AT)
    yield db
    db.close()


@settings(max_examples=40, deadline=None)
@given(acts=ACTS, number=st.integers(1, 4))
def test_a_version_between_judgements_changes_neither_them_nor_their_undoing(
    shared: Database, acts: list[tuple[str, int, int]], number: int
) -> None:
    before = clusters(shared)
    shared.execute("begin")
    try:
        for act in acts:
            take(shared, act)
        once = clusters(shared), judged_of(shared)
        revise(shared, number, longer(ARTICLES[number - 1]))
        again = clusters(shared), judged_of(shared)
        assert again == once
        check(shared)
        while take(shared, ("undo", 0, 0)):
            pass
        assert clusters(shared) == before
        check(shared)
    finally:
        shared.conn.rollback()


@settings(max_examples=40, deadline=None)
@given(
    acts=ACTS,
    later=st.lists(
        st.tuples(
            st.integers(1, 4),
            st.lists(
                st.sampled_from([KIRILL, CYRIL, VERA, "Dr Vera Lund"]), max_size=3, unique=True
            ),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_through_any_versions_every_row_is_somebody_s(
    shared: Database, acts: list[tuple[str, int, int]], later: list[tuple[int, list[str]]]
) -> None:
    shared.execute("begin")
    try:
        for at, (number, called) in enumerate(later):
            for act in acts[at::2]:
                take(shared, act)
            moment = JUDGED_AT + timedelta(hours=at)
            version = longer(story(number, *(called or [KIRILL])), f" Rain fell {at} times.")
            revise(shared, number, version, moment)
            check(shared)
        while take(shared, ("undo", 0, 0)):
            pass
        check(shared)
        for number in range(1, 5):
            remove_article(shared, ArticleId(number))
        check(shared)
        assert clusters(shared) == set()
    finally:
        shared.conn.rollback()
