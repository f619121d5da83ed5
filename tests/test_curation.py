"""Who is who, corrected by people: recorded, carried out in every row, and taken back exactly."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from curation import (
    REASON_NEEDED,
    add_alias,
    describe,
    find_entity,
    hide,
    list_newest,
    list_split,
    merge,
    propose_merge,
    remove_alias,
    split,
    tell_apart,
    undo,
)
from forgetting import take_out
from lookup import complete, find_names
from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.curation import JudgementKind, Note
from newsroom.entity import EntityId, EntityKind, NameRecord
from newsroom.errors import NewsroomError
from storage.articles import add_article, count_desk, remove_article
from storage.claims import find_claims_by, find_responses
from storage.connections import open_writer
from storage.curation_views import find_by_name
from storage.entities import find_entities_named, load_card
from storage.name_import import import_names
from tests.curating import JUDGED_AT, NOTE, clusters, keep, number_of, rows, said, story
from tests.storage.factories import KEYS, check_indexes

ARTICLES = (
    story(1, "Kirill Dmitriev", "Vera Lund"),
    story(2, "Cyril Dmitriev", "Vera Lund"),
    story(3, "Kirill Dmitriev", "Cyril Dmitriev"),
    story(4, "Ottoline Farquhar"),
)
KIRILL, CYRIL, VERA = "Kirill Dmitriev", "Cyril Dmitriev", "Vera Lund"


@pytest.fixture
def desk(desk_path: Path) -> Iterator[Database]:
    """A desk that has read about people under several names."""
    db = open_writer(desk_path, fold, KEYS)
    for article in ARTICLES:
        keep(db, article)
    yield db
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()


@pytest.fixture
def desk_path(tmp_path: Path) -> Path:
    """Where the desk is."""
    return tmp_path / "local.db"


def names(db: Database, typed: str) -> list[str]:
    """Whom a look-up finds, surely."""
    return [match.name for match in find_names(db, typed) if match.score > 0.8]


def joined(db: Database) -> tuple[EntityId, EntityId]:
    """Kirill and Cyril, made one."""
    kirill, cyril = number_of(db, KIRILL), number_of(db, CYRIL)
    merge(db, kirill, cyril, NOTE)
    return kirill, cyril


def test_a_merge_shows_one_with_all_of_both(desk: Database) -> None:
    kirill, cyril = number_of(desk, KIRILL), number_of(desk, CYRIL)
    own, other = said(desk, kirill), said(desk, cyril)
    joined(desk)
    card = load_card(desk, kirill, 50)
    assert (card.name, card.aliases) == (KIRILL, ("Dmitriev", CYRIL))
    assert (card.article_count, len(card.articles), card.merged) == (3, 3, 1)
    assert said(desk, kirill) == sorted([*own, *other]) and said(desk, cyril) == []
    assert len(find_responses(desk, kirill, 50)) == len(own) + len(other)
    assert len(find_claims_by(desk, kirill, 50)) == len(own) + len(other)
    assert names(desk, CYRIL) == [KIRILL]
    assert [match.name for match in complete(desk, "cyr")] == [KIRILL]
    assert load_card(desk, cyril, 5).name == KIRILL
    assert len(set(card.about)) == len(card.about)


def test_claims_name_whom_their_sources_were_merged_into(desk: Database) -> None:
    kirill, _ = joined(desk)
    claims = find_claims_by(desk, kirill, 50)
    assert {claim.chain.innermost.label for claim in claims} == {KIRILL, CYRIL}
    assert {claim.chain.innermost.entity for claim in claims} == {KIRILL}
    assert {claim.response.entity for claim in claims if claim.response} == {KIRILL}
    assert {each for claim in claims for each in claim.sources} == {kirill}


def test_a_merged_entity_is_counted_once(desk: Database) -> None:
    before = count_desk(desk).entities
    joined(desk)
    assert count_desk(desk).entities == before - 1


def test_undoing_a_merge_gives_every_row_back(desk: Database) -> None:
    before = rows(desk)
    joined(desk)
    assert rows(desk) != before
    undo(desk, None, NOTE)
    assert rows(desk) == before


def test_merge_split_merge_again_is_one_merge(desk: Database) -> None:
    before = rows(desk)
    kirill, cyril = joined(desk)
    once = rows(desk)
    record = split(desk, kirill, CYRIL, NOTE)
    assert record.names == (CYRIL, KIRILL)
    assert {key: each for key, each in rows(desk).items() if key != "entities_apart"} == {
        key: each for key, each in before.items() if key != "entities_apart"
    }
    with pytest.raises(NewsroomError, match="not the same; confirm"):
        merge(desk, kirill, cyril, NOTE)
    merge(desk, kirill, cyril, NOTE, overrule=True)
    assert rows(desk) == once


def test_what_is_read_after_a_merge_joins_it_and_is_given_back_with_it(desk: Database) -> None:
    kirill, cyril = joined(desk)
    keep(desk, story(5, CYRIL))
    assert load_card(desk, kirill, 5).article_count == 4
    undo(desk, None, NOTE)
    assert load_card(desk, kirill, 5).article_count == 2
    assert load_card(desk, cyril, 5).article_count == 3


def test_an_article_taken_out_is_somebody_else(desk: Database) -> None:
    before = rows(desk)
    vera = number_of(desk, VERA)
    (second, first) = (part.citation.article_id for part in list_split(desk, vera))
    assert second > first
    split(desk, vera, f"#{first}", NOTE)
    found = find_names(desk, VERA)[:2]
    assert [match.name for match in found] == [VERA, VERA]
    (other,) = {match.entity_id for match in found} - {vera}
    assert said(desk, vera) == ["pier 2x1 sank"] and said(desk, other) == ["pier 1x1 sank"]
    assert [role.text for role in load_card(desk, other, 5).roles] == ["harbour master 1x1"]
    assert load_card(desk, other, 5).aliases == ("Lund",)
    undo(desk, None, NOTE)
    assert rows(desk) == before
    undo(desk, list_newest(desk)[0].judgement.judgement_id, NOTE)
    assert said(desk, other) == ["pier 1x1 sank"]


def test_a_part_taken_out_and_merged_back_leaves_the_same_articles(desk: Database) -> None:
    before = clusters(desk)
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    (other,) = {match.entity_id for match in find_names(desk, VERA)[:2]} - {vera}
    merge(desk, vera, other, NOTE, overrule=True)
    assert clusters(desk) == before
    keep(desk, story(6, VERA))
    assert load_card(desk, vera, 5).article_count == 3


def test_whom_a_new_article_means_of_two_told_apart_under_one_name_is_left_open(
    desk: Database,
) -> None:
    split(desk, number_of(desk, VERA), "#1", NOTE)
    keep(desk, story(6, VERA))
    found = find_by_name(desk, "vera lund")
    assert [load_card(desk, each, 5).article_count for each in found] == [1, 1, 1]


def test_all_of_an_entity_cannot_be_taken_out_of_it(desk: Database) -> None:
    with pytest.raises(NewsroomError, match="nothing to take it out of"):
        split(desk, number_of(desk, VERA), VERA, NOTE)
    with pytest.raises(NewsroomError, match="has that number or says"):
        split(desk, number_of(desk, VERA), "#4", NOTE)
    with pytest.raises(NewsroomError, match="remove that form"):
        split(desk, number_of(desk, VERA), "Lund", NOTE)


def test_the_head_may_be_taken_out_and_the_rest_stays_together(desk: Database) -> None:
    kirill, cyril = joined(desk)
    merge(desk, kirill, number_of(desk, VERA), NOTE)
    split(desk, kirill, KIRILL, NOTE)
    assert load_card(desk, kirill, 5).article_count == 2
    assert (
        load_card(desk, number_of(desk, VERA), 5).entity_id == load_card(desk, cyril, 5).entity_id
    )


def test_a_list_s_entity_gives_an_article_away_and_stays(desk: Database) -> None:
    import_names(desk, [NameRecord("Ottoline Farquhar", EntityKind.PERSON, (), "a poet")])
    poet = number_of(desk, "Ottoline Farquhar")
    split(desk, poet, "#4", NOTE)
    assert (load_card(desk, poet, 5).article_count, load_card(desk, poet, 5).description) == (
        0,
        "a poet",
    )
    (other,) = {match.entity_id for match in find_names(desk, "Ottoline Farquhar")} - {poet}
    assert load_card(desk, other, 5).article_count == 1


def test_a_listed_entity_is_merged_and_imported_again(desk: Database) -> None:
    record = NameRecord("C. Dmitriev", EntityKind.PERSON, ("Kirya",), "an envoy")
    import_names(desk, [record])
    kirill, listed = number_of(desk, KIRILL), number_of(desk, "C. Dmitriev")
    merge(desk, kirill, listed, NOTE)
    once = rows(desk)
    import_names(desk, [record])
    assert rows(desk) == once
    import_names(desk, [replace(record, aliases=("Kirjuscha",))])
    assert "Kirjuscha" in load_card(desk, kirill, 5).aliases
    assert load_card(desk, kirill, 5).description == "an envoy"
    split(desk, kirill, "C. Dmitriev", NOTE)
    assert set(load_card(desk, listed, 5).aliases) == {"Kirya", "Kirjuscha"}
    assert "Kirjuscha" not in load_card(desk, kirill, 5).aliases


def test_told_apart_stays_apart_whatever_article_comes(desk: Database) -> None:
    kirill, cyril = number_of(desk, KIRILL), number_of(desk, CYRIL)
    torn = story(7, KIRILL)
    torn = replace(torn, entities=(replace(torn.entities[0], aliases=(CYRIL,)),))
    tell_apart(desk, kirill, cyril, NOTE)
    keep(desk, torn)
    assert load_card(desk, kirill, 5).article_count == load_card(desk, cyril, 5).article_count == 2
    against = propose_merge(desk, kirill, cyril).against
    assert [each.judgement.kind for each in against] == [JudgementKind.TOLD_APART]
    assert against[0].names == (KIRILL, CYRIL)


def test_a_verdict_holds_by_way_of_others_too(desk: Database) -> None:
    kirill, cyril, vera = (number_of(desk, name) for name in (KIRILL, CYRIL, VERA))
    tell_apart(desk, kirill, cyril, NOTE)
    merge(desk, vera, cyril, NOTE)
    with pytest.raises(NewsroomError, match="Judgement 1 says"):
        merge(desk, kirill, vera, NOTE)
    merge(desk, kirill, vera, NOTE, overrule=True)
    assert load_card(desk, cyril, 5).entity_id == kirill


def test_only_what_was_shown_is_overruled(desk: Database) -> None:
    kirill, cyril, vera = (number_of(desk, name) for name in (KIRILL, CYRIL, VERA))
    merge(desk, vera, cyril, NOTE)
    shown = tell_apart(desk, kirill, cyril, NOTE).judgement.judgement_id
    (against,) = propose_merge(desk, kirill, vera).against
    assert against.judgement.judgement_id == shown
    later = tell_apart(desk, kirill, vera, NOTE).judgement.judgement_id
    with pytest.raises(NewsroomError, match=f"Judgement {later} says"):
        merge(desk, kirill, vera, NOTE, overrule=[shown])
    merge(desk, kirill, vera, NOTE, overrule=[shown, later])
    assert load_card(desk, cyril, 5).entity_id == kirill


def test_an_undoing_that_another_verdict_forbids_is_explained(desk: Database) -> None:
    kirill, cyril, vera = (number_of(desk, name) for name in (KIRILL, CYRIL, VERA))
    first = merge(desk, vera, cyril, NOTE).judgement.judgement_id
    undone = undo(desk, first, NOTE).judgement.judgement_id
    second = merge(desk, kirill, vera, NOTE).judgement.judgement_id
    third = tell_apart(desk, kirill, cyril, NOTE).judgement.judgement_id
    with pytest.raises(NewsroomError, match=f"Judgement {third} is in the way"):
        undo(desk, undone, NOTE)
    undo(desk, second, NOTE)
    undo(desk, undone, NOTE)
    assert load_card(desk, cyril, 5).entity_id == vera


def test_two_namesakes_that_are_one_are_no_tie(desk: Database) -> None:
    for number in (5, 6):
        add_article(desk, story(number, "Jo Marsh"), (None,), JUDGED_AT)
    first, second = find_by_name(desk, "jo marsh")
    keep(desk, story(7, "Jo Marsh"))
    assert len(find_by_name(desk, "jo marsh")) == 3
    merge(desk, first, second, NOTE)
    merge(desk, first, find_by_name(desk, "jo marsh")[-1], NOTE)
    keep(desk, story(8, "Jo Marsh"))
    assert find_by_name(desk, "jo marsh") == (first,)
    assert load_card(desk, first, 5).article_count == 4


def test_the_desk_s_own_alias_is_shown_as_such_and_found(desk: Database) -> None:
    before = rows(desk)
    vera = number_of(desk, VERA)
    add_alias(desk, vera, "The  Admiral", NOTE)
    card = load_card(desk, vera, 5)
    assert card.desk_aliases == ("The Admiral",) and "The Admiral" in card.aliases
    assert names(desk, "the admiral") == [VERA]
    with pytest.raises(NewsroomError, match="already"):
        add_alias(desk, vera, "the admiral", NOTE)
    undo(desk, None, NOTE)
    assert rows(desk) == before


def test_a_form_that_was_removed_stays_away_whatever_articles_say(desk: Database) -> None:
    before = rows(desk)
    kirill = number_of(desk, KIRILL)
    remove_alias(desk, kirill, "dmitriev", NOTE)
    assert load_card(desk, kirill, 5).aliases == ()
    article = keep(desk, story(8, KIRILL))
    assert load_card(desk, kirill, 5).article_count == 3
    assert load_card(desk, kirill, 5).aliases == ()
    found = find_entities_named(desk, ["dmitriev"])
    assert [each.name for each in found] == [CYRIL]
    remove_article(desk, article)
    undo(desk, None, NOTE)
    assert rows(desk) == before


def test_a_description_is_the_desk_s_beside_the_list_s(desk: Database) -> None:
    before = rows(desk)
    vera = number_of(desk, VERA)
    describe(desk, vera, " runs  the port ", NOTE)
    assert load_card(desk, vera, 5).desk_description == "runs the port"
    describe(desk, vera, "", NOTE)
    assert load_card(desk, vera, 5).desk_description is None
    undo(desk, None, NOTE)
    assert load_card(desk, vera, 5).desk_description == "runs the port"
    undo(desk, None, NOTE)
    assert rows(desk) == before


def test_what_is_hidden_is_nowhere_until_it_is_shown(desk: Database) -> None:
    before = rows(desk)
    vera = number_of(desk, VERA)
    hide(desk, vera, NOTE)
    keep_on = keep(desk, story(9, VERA))
    assert find_names(desk, VERA) == () and complete(desk, "ver") == ()
    assert VERA not in [match.name for match in complete(desk, "")]
    with pytest.raises(NewsroomError, match="hidden that entity"):
        load_card(desk, vera, 5)
    with pytest.raises(NewsroomError, match="hidden already"):
        hide(desk, vera, NOTE)
    hide(desk, find_entity(desk, VERA), NOTE, is_shown=True)
    assert load_card(desk, vera, 5).article_count == 3
    remove_article(desk, keep_on)
    assert rows(desk) == before


def test_reasons_and_forms_are_held_to_limits(desk: Database) -> None:
    kirill, cyril = number_of(desk, KIRILL), number_of(desk, CYRIL)
    silent = Note("Ida (7)", JUDGED_AT, " ")
    with pytest.raises(NewsroomError, match=REASON_NEEDED):
        merge(desk, kirill, cyril, silent)
    with pytest.raises(NewsroomError, match=REASON_NEEDED):
        split(desk, kirill, "#1", silent)
    wordy = replace(silent, reason="x" * 501)
    refused: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: hide(desk, kirill, wordy), "500 characters"),
        (lambda: add_alias(desk, kirill, "x" * 201, silent), "200 characters"),
        (lambda: add_alias(desk, kirill, " -- ", silent), "letters or digits"),
        (lambda: describe(desk, kirill, "x" * 1001, silent), "1000 characters"),
        (lambda: remove_alias(desk, kirill, KIRILL, silent), "is its name"),
        (lambda: remove_alias(desk, kirill, "Nobody", silent), "is not called"),
        (lambda: tell_apart(desk, kirill, kirill, silent), "one entity"),
        (lambda: merge(desk, kirill, kirill, NOTE), "already"),
        (lambda: merge(desk, kirill, EntityId(99), NOTE), "no entity #99"),
        (lambda: undo(desk, None, silent), "nothing to undo"),
    )
    for call, words in refused:
        with pytest.raises(NewsroomError, match=words):
            call()
    assert list_newest(desk) == ()


def test_an_entity_is_named_by_number_or_exactly(desk: Database) -> None:
    kirill = number_of(desk, KIRILL)
    assert find_entity(desk, f"#{kirill}") == find_entity(desk, "kirill dmitriev") == kirill
    with pytest.raises(NewsroomError, match="may be several: #1 Kirill Dmitriev, #3 Cyril"):
        find_entity(desk, "Dmitriev")
    with pytest.raises(NewsroomError, match=r"Nearest: .*Kirill Dmitriev"):
        find_entity(desk, "Kiril Dmitrieff")
    with pytest.raises(NewsroomError, match="no entity"):
        find_entity(desk, "#" + "9" * 40)


def test_undone_acts_are_listed_as_such(desk: Database) -> None:
    joined(desk)
    undo(desk, None, NOTE)
    newest, first = list_newest(desk)
    assert (newest.judgement.kind, newest.is_undone) == (JudgementKind.UNDONE, False)
    assert (first.judgement.kind, first.is_undone, first.names) == (
        JudgementKind.MERGED, True, (KIRILL, CYRIL),
    )  # fmt: skip
    assert first.judgement.note == NOTE
    with pytest.raises(NewsroomError, match="undone already"):
        undo(desk, first.judgement.judgement_id, NOTE)


def test_a_forgotten_article_leaves_no_word_of_whom_it_named(desk: Database) -> None:
    kirill, cyril = joined(desk)
    remove_alias(desk, kirill, CYRIL, NOTE)
    for number in (2, 3):
        remove_article(desk, number)  # type: ignore[arg-type]
    assert "Cyril" not in "\n".join(desk.conn.iterdump())
    assert load_card(desk, kirill, 5).article_count == 1
    with pytest.raises(NewsroomError, match="no entity"):
        load_card(desk, cyril, 5)
    undo(desk, list_newest(desk)[1].judgement.judgement_id, NOTE)
    assert load_card(desk, kirill, 5).name == KIRILL


def test_what_the_desk_said_of_one_who_is_gone_goes_with_them(desk: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, "Ottoline Farquhar")
    add_alias(desk, poet, "The Nightingale", NOTE)
    describe(desk, poet, "writes on harbours", NOTE)
    merge(desk, vera, poet, NOTE)
    before = load_card(desk, vera, 5)
    assert before.desk_aliases == ("The Nightingale",) and before.desk_description
    take_out(desk, ArticleId(4))
    after = load_card(desk, vera, 5)
    assert (after.desk_aliases, after.desk_description) == ((), None)
    left = "\n".join(desk.conn.iterdump())
    assert not any(word in left for word in ("Nightingale", "writes on harbours", "Farquhar"))
    undo(desk, None, NOTE)
    assert load_card(desk, vera, 5).desk_aliases == ()


def test_the_head_s_articles_may_go_before_the_others(desk: Database) -> None:
    kirill, cyril = joined(desk)
    for number in (1, 3):
        remove_article(desk, number)  # type: ignore[arg-type]
    assert load_card(desk, kirill, 5).name == CYRIL
    assert "Kirill" not in "\n".join(desk.conn.iterdump())
    undo(desk, None, NOTE)
    assert load_card(desk, cyril, 5).article_count == 1
    with pytest.raises(NewsroomError, match="no entity"):
        load_card(desk, kirill, 5)


def test_who_gave_the_name_gives_it_still_when_the_one_between_is_gone(desk: Database) -> None:
    kirill, vera = number_of(desk, KIRILL), number_of(desk, VERA)
    poet = number_of(desk, "Ottoline Farquhar")
    merge(desk, poet, kirill, NOTE)
    merge(desk, vera, poet, NOTE)
    take_out(desk, ArticleId(4))
    card = load_card(desk, kirill, 5)
    assert (card.entity_id, card.name, card.article_count) == (vera, VERA, 3)
    undo(desk, None, NOTE)
    assert load_card(desk, kirill, 5).entity_id == kirill


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["merge", "apart", "split", "alias", "unalias", "describe", "hide", "undo"]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=9,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One desk for every example; what an example does is rolled back."""
    db = open_writer(tmp_path_factory.mktemp("judged") / "judged.db", fold, KEYS)
    for article in ARTICLES:
        keep(db, article)
    import_names(db, [NameRecord("C. Dmitriev", EntityKind.PERSON, ("Cyril Dmitriev",), "envoy")])
    yield db
    db.close()


def take(db: Database, act: tuple[str, int, int]) -> bool:
    """Whether somebody could do what was drawn."""
    kind, first, second = act
    known = [EntityId(row[0]) for row in db.execute("select entity_id from entities order by 1")]
    one, other = (load_number(db, known[number % len(known)]) for number in (first, second))
    try:
        if kind == "merge":
            merge(db, one, other, NOTE, overrule=True)
        elif kind == "apart":
            tell_apart(db, one, other, NOTE)
        elif kind == "split":
            parts = list_split(db, one)
            part = parts[second % len(parts)] if parts else None
            number = f"#{part.citation.article_id}" if part else "#9"
            split(db, one, part.name if part and second > 2 else number, NOTE)
        elif kind == "alias":
            add_alias(db, one, f"The Nickname {second}", NOTE)
        elif kind == "unalias":
            remove_alias(db, one, ("Dmitriev", "Lund", "Cyril Dmitriev")[second % 3], NOTE)
        elif kind == "describe":
            describe(db, one, f"words {second}", NOTE)
        elif kind == "hide":
            hide(db, one, NOTE, is_shown=bool(second % 2))
        else:
            undo(db, None, NOTE)
    except NewsroomError:
        return False
    return True


def load_number(db: Database, entity_id: EntityId) -> EntityId:
    """Who an entity is now."""
    row = db.execute(
        "select coalesce(merged_into, entity_id) from entities where entity_id = ?", [entity_id]
    ).fetchone()
    return EntityId(row[0])


@settings(max_examples=60, deadline=None)
@given(acts=ACTS)
def test_undoing_everything_restores_the_start(
    shared: Database, acts: list[tuple[str, int, int]]
) -> None:
    before = rows(shared)
    shared.execute("begin")
    try:
        for act in acts:
            take(shared, act)
            assert len(shared.execute("pragma foreign_key_check").fetchall()) == 0
        check_indexes(shared)
        while True:
            try:
                undo(shared, None, NOTE)
            except NewsroomError as error:
                assert "nothing to undo" in str(error)
                break
        after = rows(shared)
        numbered = {key: [row[1:] for row in each] for key, each in after.items()}
        assert numbered == {key: [row[1:] for row in each] for key, each in before.items()}
        if not any(kind in ("alias", "unalias") for kind, _, _ in acts):
            assert after == before
        check_indexes(shared)
    finally:
        shared.conn.rollback()


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(4)))
def test_the_order_of_unrelated_judgements_makes_no_difference(
    shared: Database, order: list[int]
) -> None:
    kirill, vera, poet = (number_of(shared, n) for n in (KIRILL, VERA, "Ottoline Farquhar"))
    acts: list[Callable[[], object]] = [
        lambda: merge(shared, kirill, number_of(shared, CYRIL), NOTE),
        lambda: describe(shared, vera, "runs the port", NOTE),
        lambda: hide(shared, poet, NOTE),
        lambda: tell_apart(shared, vera, poet, NOTE),
    ]
    found = []
    for those in (range(4), order):
        shared.execute("begin")
        for number in those:
            acts[number]()
        found.append(rows(shared))
        shared.conn.rollback()
    assert found[0] == found[1]


@settings(max_examples=25, deadline=None)
@given(
    called=st.lists(
        st.sampled_from([KIRILL, CYRIL, VERA, "Ottoline Farquhar"]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    is_undone=st.booleans(),
)
def test_articles_before_or_after_a_merge_come_to_the_same(
    shared: Database, called: list[str], is_undone: bool
) -> None:
    found = []
    for is_first in (True, False):
        shared.execute("begin")
        if is_first:
            keep(shared, story(20, *called))
        joined(shared)
        if not is_first:
            keep(shared, story(20, *called))
        if is_undone:
            undo(shared, None, NOTE)
        found.append((clusters(shared), rows(shared)["mentions"], rows(shared)["chain_links"]))
        shared.conn.rollback()
    assert found[0] == found[1]


@settings(max_examples=40, deadline=None)
@given(acts=ACTS, forgotten=st.integers(1, 4))
def test_an_article_may_be_forgotten_between_judgements(
    shared: Database, acts: list[tuple[str, int, int]], forgotten: int
) -> None:
    found = []
    for those in ([], acts):
        shared.execute("begin")
        try:
            for act in those:
                take(shared, act)
            take_out(shared, ArticleId(forgotten))
            keep(shared, story(21, KIRILL, VERA))
            assert shared.execute("pragma foreign_key_check").fetchall() == []
            check_indexes(shared)
            while take(shared, ("undo", 0, 0)):
                pass
            found.append({frozenset(n for n in each if n[0] != "a21") for each in clusters(shared)})
            assert shared.execute("pragma foreign_key_check").fetchall() == []
            check_indexes(shared)
        finally:
            shared.conn.rollback()
    assert found[0] - {frozenset()} == found[1] - {frozenset()}
