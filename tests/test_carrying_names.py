"""What was judged of who is who goes under an embargo with its article, and comes back whole."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from carrying_names import find_judged_names
from curation import (
    add_alias,
    describe,
    hide,
    list_newest,
    merge,
    remove_alias,
    split,
    tell_apart,
    undo,
)
from embargo_moves import Reading, _copy, _copy_all, _leave, _release, _take_over
from forgetting import take_out
from keeping import keep
from lookup import find_names
from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.embargo import OWN_NUMBERS, Embargo, Terms
from newsroom.entity import EntityKind
from newsroom.story import JoinedBy
from newsroom.watch import Watch, WatchId
from storage.articles import add_article
from storage.connections import open_writer
from storage.curation_views import find_by_name
from storage.entities import load_card
from storage.judged_names import find_cut
from storage.personal import erase_kept, find_kept
from storage.story_views import find_story_of, list_articles
from storage.watches import (
    add_watch,
    confirm_hit,
    due_hits,
    last_claim,
    list_watches,
    remove_watch,
)
from storytelling import move_article
from tests.curating import JUDGED_AT, NOTE, clusters, number_of, said, story
from tests.storage.factories import KEYS, check_indexes
from tests.test_curation import ACTS, take
from watching import collect

KIRILL, CYRIL, VERA, POET = "Kirill Dmitriev", "Cyril Dmitriev", "Vera Lund", "Ottoline Farquhar"
LATER = JUDGED_AT + timedelta(days=1)
ARTICLES = {
    1: story(1, KIRILL, VERA),
    2: story(2, CYRIL, VERA),
    3: story(3, KIRILL, CYRIL),
    4: story(4, POET),
}
STRANGER = story(5, "Jo Marsh")
SAME_AGAIN, GROUP = story(7, POET), "Meridian Group"
TWO_NAMES = story(8, GROUP, f"{GROUP} Ltd", kind=EntityKind.ORGANISATION)
ALL = ARTICLES | {5: STRANGER, 7: SAME_AGAIN, 8: TWO_NAMES}
WORDS = Watch(WatchId(0), 7, 42, None, "pier 4x0", False, ClaimId(0), JUDGED_AT)
VIEWS = {
    "who is whom": "select entity_id, name, merged_into, is_hidden, desk_description,"
    " mention_count, first_seen, last_seen from entities",
    "apart": "select left_id, right_id from entities_apart",
    "named": "select a.name, x.entity_id, x.read_as, x.name, x.kind, x.mention_count"
    " from article_entities x join articles a using (article_id)",
    "mentioned": "select a.name, m.entity_id, m.read_as, m.text, m.start_char from mentions m"
    " join articles a using (article_id)",
    "called": "select n.entity_id, n.read_as, n.alias, n.form, n.standing, n.is_imported, a.name"
    " from entity_names n left join entity_name_articles using (name_id)"
    " left join articles a using (article_id)",
    "taken": "select n.entity_id, n.read_as, n.alias, a.name from taken_names"
    " join entity_names n using (name_id) join articles a using (article_id)",
    "said": "select c.text, k.position, k.entity_id, k.read_as, c.response_entity_id,"
    " c.response_read_as from claims c join chain_links k using (claim_id)",
    "words": "select * from judged_words",
}


def told(db: Database, views: Callable[[str], bool] = bool) -> dict[str, list[str]]:
    """What a desk knows of who is who, with articles by their names."""
    return {
        name: sorted(map(repr, db.execute(sql).fetchall()))
        for name, sql in VIEWS.items()
        if views(name)
    }


def numbers(db: Database) -> dict[str, ArticleId]:
    """The articles of a desk by name."""
    return dict(db.execute("select name, article_id from articles").fetchall())


def embargo(desk: Database, number: int = 1) -> Embargo:
    """An embargo that begins now."""
    terms = Terms(LATER, (7,), 42, JUDGED_AT)
    return Embargo("local", number, terms, released_at=LATER, cut_at=find_cut(desk))


def close(desk: Database, own: Database, *closed: int, number: int = 1) -> Embargo:
    """Put articles under embargo."""
    cut = embargo(desk, number)
    for each in closed:
        article_id = numbers(desk)[f"a{each}"]
        copied = _copy(desk, article_id)
        for _ in range(2):  # as if it had been stopped in between
            _take_over(own, Reading(copied, (ALL[each],)), cut)
        assert article_id in numbers(own).values()
        assert _leave(desk, article_id, copied)
    return cut


def release(desk: Database, own: Database, cut: Embargo) -> None:
    """Bring them back."""
    articles, watches = _copy_all(own)
    texts = {article.article.digest: article for article in ALL.values()}
    readings = [
        Reading(copied, tuple(texts[text.digest] for text in copied.given.texts))
        for copied in articles
    ]
    copy_context().run(_release, desk, cut, (), readings, watches)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk that has read about people under several names."""
    db = open_writer(tmp_path / "local.db", fold, KEYS)
    for number in ARTICLES:
        keep(db, ARTICLES[number], JUDGED_AT)
    assert len(numbers(db)) == len(ARTICLES)
    yield db
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Database]:
    """The file of an embargo."""
    db = open_writer(tmp_path / "1.db", fold, KEYS)
    yield db
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()


def test_whoever_only_it_has_is_judged_alike_in_both(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    add_alias(desk, poet, "The Nightingale", NOTE)
    describe(desk, poet, "writes on harbours", NOTE)
    before = told(desk)
    cut = close(desk, own, 4)
    assert find_names(desk, POET) == () and "harbours" not in "\n".join(desk.conn.iterdump())
    for db in (own, desk):
        if db is desk:
            release(desk, own, cut)
        card = load_card(db, poet, 5)
        assert (card.name, card.desk_aliases) == (POET, ("The Nightingale",))
        assert card.desk_description == "writes on harbours"
    assert told(desk) == before
    undo(desk, None, NOTE)
    assert load_card(desk, poet, 5).desk_description is None


def test_whoever_was_hidden_is_hidden_under_embargo_and_after(
    desk: Database, own: Database
) -> None:
    hide(desk, number_of(desk, POET), NOTE)
    cut = close(desk, own, 4)
    assert find_names(own, POET) == ()
    release(desk, own, cut)
    assert find_names(desk, POET) == ()


def test_told_apart_it_comes_back_apart(desk: Database, own: Database) -> None:
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    before = clusters(desk)
    assert frozenset({("a1", VERA)}) in before
    cut = close(desk, own, 1)
    release(desk, own, cut)
    assert clusters(desk) == before
    assert said(desk, vera) == ["pier 2x1 sank"]


def test_a_merge_into_one_who_stays_holds_again(desk: Database, own: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    merge(desk, vera, poet, NOTE)
    cut = close(desk, own, 4)
    assert load_card(desk, vera, 5).article_count == 2
    release(desk, own, cut)
    card = load_card(desk, vera, 5)
    assert card.article_count == 3 and POET in card.aliases
    assert load_card(desk, poet, 5).entity_id == vera


def test_it_is_called_again_what_the_desk_called_it(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    merge(desk, poet, number_of(desk, KIRILL), NOTE)
    add_alias(desk, poet, "The Nightingale", NOTE)
    cut = close(desk, own, 4)
    assert load_card(desk, poet, 5).name == "The Nightingale"
    release(desk, own, cut)
    assert load_card(desk, poet, 5).name == POET


def test_what_is_undone_meanwhile_stays_undone(desk: Database, own: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    merge(desk, vera, poet, NOTE)
    cut = close(desk, own, 4)
    undo(desk, list_newest(desk)[0].judgement.judgement_id, NOTE)
    release(desk, own, cut)
    assert load_card(desk, poet, 5).name == POET and load_card(desk, vera, 5).article_count == 2


def test_the_person_who_judged_is_kept_on_the_desk_alone(desk: Database, own: Database) -> None:
    tell_apart(desk, number_of(desk, VERA), number_of(desk, POET), NOTE)
    cut = close(desk, own, 4)
    assert own.execute("select judged_by from judgements").fetchall() == [("",)]
    release(desk, own, cut)
    assert [one.judgement.note for one in list_newest(desk)] == [NOTE]


def test_whoever_came_meanwhile_is_the_one_who_was_judged(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    describe(desk, poet, "writes on harbours", NOTE)
    cut = close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    newcomer = number_of(desk, POET)
    assert newcomer != poet and load_card(desk, newcomer, 5).desk_description is None
    add_watch(desk, replace(WORDS, entity_id=newcomer, words=POET))
    release(desk, own, cut)
    card = load_card(desk, poet, 5)
    assert (card.article_count, card.desk_description) == (2, "writes on harbours")
    assert find_by_name(desk, fold(POET)) == (poet,)
    assert said(desk, poet) == ["pier 4x0 sank", "pier 6x0 sank"]
    assert [watch.entity_id for watch in list_watches(desk)] == [poet]


def test_whoever_was_judged_meanwhile_stays_apart(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    hide(desk, poet, NOTE)
    cut = close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    other = number_of(desk, POET)
    describe(desk, other, "sails", NOTE)
    release(desk, own, cut)
    assert said(desk, poet) == ["pier 4x0 sank"] and said(desk, other) == ["pier 6x0 sank"]
    assert [match.entity_id for match in find_names(desk, POET)] == [other]


def test_a_namesake_of_before_stays_apart(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    describe(desk, poet, "writes on harbours", NOTE)
    add_article(desk, story(7, POET), (None,), JUDGED_AT)
    before = clusters(desk)
    cut = close(desk, own, 4)
    release(desk, own, cut)
    assert clusters(desk) == before
    assert load_card(desk, poet, 5).desk_description == "writes on harbours"


def test_whoever_was_not_judged_is_looked_for_as_in_any_article(
    desk: Database, own: Database
) -> None:
    cut = close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    newcomer = number_of(desk, POET)
    release(desk, own, cut)
    assert find_by_name(desk, fold(POET)) == (newcomer,)
    assert load_card(desk, newcomer, 5).article_count == 2


def test_an_article_stays_in_the_story_that_somebody_moved_it_to(
    desk: Database, own: Database
) -> None:
    article_id = numbers(desk)["a4"]
    move = move_article(desk, article_id, "new", "Ida (7)", JUDGED_AT)
    cut = close(desk, own, 4)
    release(desk, own, cut)
    back = numbers(desk)["a4"]
    head = find_story_of(desk, back)
    assert back != article_id and head is not None
    assert head.story_id == move.to_id and head.articles == 1
    (item,) = list_articles(desk, head.story_id)
    assert item.membership.joined_by is JoinedBy.PERSON
    assert item.membership.judged_by == "Ida (7)"


def test_a_watch_on_nobody_else_comes_back_and_tells_of_it(desk: Database, own: Database) -> None:
    poet, vera = number_of(desk, POET), number_of(desk, VERA)
    for entity_id, words in ((poet, POET), (vera, VERA), (None, "pier 4x0")):
        wanted = Watch(WatchId(0), 7, 42, entity_id, words, False, last_claim(desk), JUDGED_AT)
        add_watch(desk, wanted)
    before = list_watches(desk)
    cut = close(desk, own, 4)
    assert [watch.words for watch in list_watches(desk)] == [VERA]
    told_before = last_claim(desk)
    release(desk, own, cut)
    after = list_watches(desk)
    assert [(each.watch_id, each.entity_id, each.words) for each in after] == [
        (each.watch_id, each.entity_id, each.words) for each in before
    ]
    assert {each.after_claim for each in after if each.words != VERA} == {told_before}


def test_a_watch_that_was_set_again_is_not_there_twice(desk: Database, own: Database) -> None:
    add_watch(desk, WORDS)
    cut = close(desk, own, 4)
    add_watch(desk, WORDS)
    release(desk, own, cut)
    assert [watch.words for watch in list_watches(desk)] == [WORDS.words]


def test_a_watch_is_shown_and_erased_where_it_is(desk: Database, own: Database) -> None:
    add_watch(desk, WORDS)
    cut = close(desk, own, 4)
    assert find_kept(desk, 42) == () and [one.count for one in find_kept(own, 42)] == [1]
    erase_kept(own, 42)
    release(desk, own, cut)
    assert list_watches(desk) == ()


def test_whom_the_desk_does_not_know_has_no_number_of_it(desk: Database, own: Database) -> None:
    cut = close(desk, own, 4)
    later = keep(own, STRANGER, JUDGED_AT).citation.article_id
    (stranger,) = set(find_judged_names(own, later).read_as.values())
    assert stranger >= OWN_NUMBERS
    newer = keep(desk, story(6, "Al Roe"), JUDGED_AT).citation.article_id
    (known,) = set(find_judged_names(desk, newer).read_as.values())
    release(desk, own, cut)
    marsh = number_of(desk, "Jo Marsh")
    assert known < marsh < OWN_NUMBERS


def test_a_watch_on_two_of_its_articles_comes_back_once_and_tells_nothing_twice(
    desk: Database, own: Database
) -> None:
    keep(desk, SAME_AGAIN, JUDGED_AT)
    poet = number_of(desk, POET)
    add_watch(desk, replace(WORDS, entity_id=poet, words=POET))
    add_watch(desk, replace(WORDS, words="harbour master"))
    collect(desk, JUDGED_AT)
    for hit in due_hits(desk, JUDGED_AT, 50):
        confirm_hit(desk, hit, 1)
    before = [(each.watch_id, each.entity_id) for each in list_watches(desk)]
    cut = close(desk, own, 1, 2, 3, 4, 7)
    assert list_watches(desk) == ()
    release(desk, own, cut)
    assert [(each.watch_id, each.entity_id) for each in list_watches(desk)] == before
    collect(desk, LATER)
    assert due_hits(desk, LATER + timedelta(hours=1), 50) == ()


def test_a_watch_on_somebody_who_was_taken_out_stays_on_them(desk: Database, own: Database) -> None:
    split(desk, number_of(desk, VERA), "#1", NOTE)
    ((made,),) = desk.execute("select distinct to_id from judged_parts").fetchall()
    add_watch(desk, replace(WORDS, entity_id=made, words="harbour master 1x1"))
    cut = close(desk, own, 1)
    release(desk, own, cut)
    assert [each.entity_id for each in list_watches(desk)] == [made]


def test_what_people_do_while_it_is_moved_holds(desk: Database, own: Database) -> None:
    article_id = numbers(desk)["a4"]
    watch = add_watch(desk, WORDS)
    move_article(desk, article_id, "new", "Ida (7)", JUDGED_AT)
    cut, before = embargo(desk), _copy(desk, article_id)
    _take_over(own, Reading(before, (ARTICLES[4],)), cut)
    remove_watch(desk, watch.watch_id)
    later = move_article(desk, article_id, "new", "Ann (9)", JUDGED_AT)
    describe(desk, number_of(desk, POET), "writes on harbours", NOTE)
    assert not _leave(desk, article_id, before)
    close(desk, own, 4)
    release(desk, own, cut)
    head = find_story_of(desk, numbers(desk)["a4"])
    assert list_watches(desk) == () and head is not None and head.story_id == later.to_id
    assert load_card(desk, number_of(desk, POET), 5).desk_description == "writes on harbours"


def test_an_entity_of_two_names_in_one_article_stays_one(desk: Database, own: Database) -> None:
    keep(desk, story(9, GROUP, kind=EntityKind.ORGANISATION), JUDGED_AT)
    keep(desk, TWO_NAMES, JUDGED_AT)
    group = number_of(desk, GROUP)
    describe(desk, group, "a shipping firm", NOTE)
    cut = close(desk, own, 8)
    assert own.execute("select entity_id from entities").fetchall() == [(group,)]
    take_out(desk, numbers(desk)["a9"])
    release(desk, own, cut)
    assert load_card(desk, group, 5).desk_description == "a shipping firm"
    assert find_by_name(desk, fold(f"{GROUP} Ltd")) == (group,)


def test_namesakes_of_two_embargoes_stay_apart(
    desk: Database, own: Database, tmp_path: Path
) -> None:
    describe(desk, number_of(desk, POET), "writes on harbours", NOTE)
    add_article(desk, SAME_AGAIN, (None,), JUDGED_AT)
    before = clusters(desk)
    other = open_writer(tmp_path / "2.db", fold, KEYS)
    first, second = close(desk, own, 4), close(desk, other, 7, number=2)
    release(desk, other, second)
    release(desk, own, first)
    other.close()
    assert clusters(desk) == before


def test_whoever_gives_the_name_is_hidden_though_no_article_names_them(
    desk: Database, own: Database
) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    merge(desk, vera, poet, NOTE)
    hide(desk, vera, NOTE)
    for number in (1, 2):
        take_out(desk, numbers(desk)[f"a{number}"])
    assert find_names(desk, POET) == ()
    cut = close(desk, own, 4)
    assert find_names(own, POET) == ()
    release(desk, own, cut)
    assert find_names(desk, POET) == ()
    undo(desk, None, NOTE)
    assert load_card(desk, poet, 5).entity_id == vera


def test_a_removed_alias_stays_removed(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    add_alias(desk, poet, "The Nightingale", NOTE)
    remove_alias(desk, poet, "The Nightingale", NOTE)
    cut = close(desk, own, 4)
    release(desk, own, cut)
    assert load_card(desk, poet, 5).desk_aliases == () and find_names(desk, "Nightingale") == ()


def test_why_it_was_judged_goes_and_comes_too(desk: Database, own: Database) -> None:
    why = replace(NOTE, reason="Farquhar is her pen name")
    merge(desk, number_of(desk, VERA), number_of(desk, POET), why)
    cut = close(desk, own, 4)
    assert "pen name" not in "\n".join(desk.conn.iterdump())
    assert "pen name" in "\n".join(own.conn.iterdump())
    release(desk, own, cut)
    assert list_newest(desk)[0].judgement.note == why


def test_a_story_made_by_hand_comes_back_as_one(desk: Database, own: Database) -> None:
    here = numbers(desk)
    first = find_story_of(desk, here["a1"])
    assert first is not None
    for name in ("a2", "a3", "a4"):
        if find_story_of(desk, here[name]) != first:
            move_article(desk, here[name], f"{first.story_id}", "Ida (7)", JUDGED_AT)
    cut = close(desk, own, 1, 2, 3, 4)
    assert len({find_story_of(own, each) for each in numbers(own).values()}) == 1
    release(desk, own, cut)
    assert len({find_story_of(desk, each) for each in numbers(desk).values()}) == 1


def test_it_comes_back_to_the_story_that_somebody_built_around_it(
    desk: Database, own: Database
) -> None:
    here = numbers(desk)
    first = find_story_of(desk, here["a1"])
    assert first is not None
    move_article(desk, here["a4"], f"{first.story_id}", "Ida (7)", JUDGED_AT)
    cut = close(desk, own, 1)
    release(desk, own, cut)
    again = find_story_of(desk, numbers(desk)["a1"])
    assert again is not None and again.story_id == first.story_id


def test_two_who_are_one_by_way_of_others_are_so_behind_it(desk: Database, own: Database) -> None:
    for number, name in ((11, "Ann Bell"), (12, "Bea Cole")):
        keep(desk, story(number, name), JUDGED_AT)
    kirill, cyril, ann, bea = (
        number_of(desk, name) for name in (KIRILL, CYRIL, "Ann Bell", "Bea Cole")
    )
    for one, two in ((ann, kirill), (bea, cyril), (ann, bea)):
        merge(desk, one, two, NOTE)
    close(desk, own, 3)
    assert load_card(own, kirill, 5).entity_id == load_card(own, cyril, 5).entity_id


def test_closed_again_and_again_it_stays_divided(desk: Database, tmp_path: Path) -> None:
    split(desk, number_of(desk, VERA), "#1", NOTE)
    before = clusters(desk)
    for number in (1, 2, 3):
        own = open_writer(tmp_path / f"{number}.db", fold, KEYS)
        release(desk, own, close(desk, own, 1, number=number))
        own.close()
        assert clusters(desk) == before
    undo(desk, None, NOTE)
    assert frozenset({("a1", VERA), ("a2", VERA)}) in clusters(desk)


def test_what_is_undone_of_one_who_is_closed_stays_with_them(desk: Database, own: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    add_alias(desk, poet, "The Nightingale", NOTE)
    describe(desk, poet, "writes on harbours", NOTE)
    merge(desk, vera, poet, NOTE)
    cut = close(desk, own, 4)
    assert find_names(desk, "Nightingale") == ()
    undo(desk, None, NOTE)
    release(desk, own, cut)
    one, other = load_card(desk, vera, 5), load_card(desk, poet, 5)
    assert (one.desk_description, one.desk_aliases) == (None, ())
    assert (other.desk_description, other.desk_aliases) == (
        "writes on harbours", ("The Nightingale",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    """A desk and the file of an embargo; what an example does is rolled back."""
    folder = tmp_path_factory.mktemp("carried")
    desk, own = (open_writer(folder / name, fold, KEYS) for name in ("desk.db", "1.db"))
    for number in ARTICLES:
        keep(desk, ARTICLES[number], JUDGED_AT)
    yield desk, own
    desk.close()
    own.close()


@settings(max_examples=60, deadline=None)
@example(acts=[("merge", 0, 1), ("split", 0, 0)], closed={1, 2, 3})
@given(acts=ACTS, closed=st.sets(st.integers(1, 4), min_size=1, max_size=3))
def test_closed_and_released_all_that_was_judged_is_as_it_was(
    pair: tuple[Database, Database], acts: list[tuple[str, int, int]], closed: set[int]
) -> None:
    desk, own = pair
    desk.execute("begin")
    own.execute("begin")
    try:
        for act in acts:
            take(desk, act)
        before, judged = told(desk), list_newest(desk)
        cut = close(desk, own, *sorted(closed))
        check_indexes(desk)
        check_indexes(own)
        release(desk, own, cut)
        assert told(desk) == before
        assert [one.judgement.note for one in list_newest(desk)] == [
            one.judgement.note for one in judged
        ]
        check_indexes(desk)
        assert desk.execute("pragma foreign_key_check").fetchall() == []
    finally:
        desk.conn.rollback()
        own.conn.rollback()
