"""What was judged of who is who goes under an embargo with its article, and comes back whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from carrying_names import bring_back, find_carried_names, find_judged_names, take_along
from curation import add_alias, describe, hide, list_newest, merge, split, tell_apart, undo
from forgetting import take_out
from keeping import keep, recognise
from lookup import find_names
from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.carried import NamesRead
from newsroom.embargo import OWN_NUMBERS
from newsroom.extraction import Extraction
from newsroom.story import JoinedBy
from newsroom.watch import Watch, WatchId
from storage.articles import add_article
from storage.connections import open_writer
from storage.curation_views import find_by_name
from storage.entities import load_card
from storage.personal import erase_kept, find_kept
from storage.story_views import find_story_of, list_articles
from storage.watches import add_watch, last_claim, list_watches
from storytelling import move_article
from tests.curating import JUDGED_AT, NOTE, clusters, number_of, said, story
from tests.storage.factories import KEYS, check_indexes
from tests.test_curation import ACTS, take

KIRILL, CYRIL, VERA, POET = "Kirill Dmitriev", "Cyril Dmitriev", "Vera Lund", "Ottoline Farquhar"
LATER = JUDGED_AT + timedelta(days=1)
ARTICLES = {
    1: story(1, KIRILL, VERA),
    2: story(2, CYRIL, VERA),
    3: story(3, KIRILL, CYRIL),
    4: story(4, POET),
}
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


@dataclass(frozen=True)
class Arrived:
    """One of the articles, coming to a file."""

    db: Database
    article: Extraction
    closed_at: datetime = JUDGED_AT + timedelta(hours=1)

    def recognise(self) -> NamesRead:
        """Whom the file seems to know."""
        return recognise(self.db, self.article)

    def keep(self, names: NamesRead, number: ArticleId | None) -> ArticleId:
        """Keep it."""
        return keep(self.db, self.article, LATER, names, number).citation.article_id


def close(desk: Database, own: Database, number: int) -> None:
    """Put an article under embargo."""
    article_id = numbers(desk)[f"a{number}"]
    assert (
        take_along(own, find_judged_names(desk, article_id), Arrived(own, ARTICLES[number]))
        == article_id
    )
    take_out(desk, article_id)


def release(desk: Database, own: Database, number: int) -> None:
    """Bring it back."""
    bring_back(
        desk, find_carried_names(own, numbers(own)[f"a{number}"]), Arrived(desk, ARTICLES[number])
    )


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
    close(desk, own, 4)
    assert find_names(desk, POET) == () and "harbours" not in "\n".join(desk.conn.iterdump())
    for db in (own, desk):
        if db is desk:
            release(desk, own, 4)
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
    close(desk, own, 4)
    assert find_names(own, POET) == ()
    release(desk, own, 4)
    assert find_names(desk, POET) == ()


def test_told_apart_it_comes_back_apart(desk: Database, own: Database) -> None:
    vera = number_of(desk, VERA)
    split(desk, vera, "#1", NOTE)
    before = clusters(desk)
    assert frozenset({("a1", VERA)}) in before
    close(desk, own, 1)
    release(desk, own, 1)
    assert clusters(desk) == before
    assert said(desk, vera) == ["pier 2x1 sank"]


def test_a_merge_into_one_who_stays_holds_again(desk: Database, own: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    merge(desk, vera, poet, NOTE)
    close(desk, own, 4)
    assert load_card(desk, vera, 5).article_count == 2
    release(desk, own, 4)
    card = load_card(desk, vera, 5)
    assert card.article_count == 3 and POET in card.aliases
    assert load_card(desk, poet, 5).entity_id == vera


def test_it_is_called_again_what_the_desk_called_it(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    merge(desk, poet, number_of(desk, KIRILL), NOTE)
    add_alias(desk, poet, "The Nightingale", NOTE)
    close(desk, own, 4)
    assert load_card(desk, poet, 5).name == "The Nightingale"
    release(desk, own, 4)
    assert load_card(desk, poet, 5).name == POET


def test_what_is_undone_meanwhile_stays_undone(desk: Database, own: Database) -> None:
    vera, poet = number_of(desk, VERA), number_of(desk, POET)
    merge(desk, vera, poet, NOTE)
    close(desk, own, 4)
    undo(desk, list_newest(desk)[0].judgement.judgement_id, NOTE)
    release(desk, own, 4)
    assert load_card(desk, poet, 5).name == POET and load_card(desk, vera, 5).article_count == 2


def test_the_person_who_judged_is_kept_on_the_desk_alone(desk: Database, own: Database) -> None:
    tell_apart(desk, number_of(desk, VERA), number_of(desk, POET), NOTE)
    close(desk, own, 4)
    assert own.execute("select judged_by from judgements").fetchall() == [("",)]
    release(desk, own, 4)
    assert [one.judgement.note for one in list_newest(desk)] == [NOTE]


def test_whoever_came_meanwhile_is_the_one_who_was_judged(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    describe(desk, poet, "writes on harbours", NOTE)
    close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    newcomer = number_of(desk, POET)
    assert newcomer != poet and load_card(desk, newcomer, 5).desk_description is None
    add_watch(desk, replace(WORDS, entity_id=newcomer, words=POET))
    release(desk, own, 4)
    card = load_card(desk, poet, 5)
    assert (card.article_count, card.desk_description) == (2, "writes on harbours")
    assert find_by_name(desk, fold(POET)) == (poet,)
    assert said(desk, poet) == ["pier 4x0 sank", "pier 6x0 sank"]
    assert [watch.entity_id for watch in list_watches(desk)] == [poet]


def test_whoever_was_judged_meanwhile_stays_apart(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    hide(desk, poet, NOTE)
    close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    other = number_of(desk, POET)
    describe(desk, other, "sails", NOTE)
    release(desk, own, 4)
    assert said(desk, poet) == ["pier 4x0 sank"] and said(desk, other) == ["pier 6x0 sank"]
    assert [match.entity_id for match in find_names(desk, POET)] == [other]


def test_a_namesake_of_before_stays_apart(desk: Database, own: Database) -> None:
    poet = number_of(desk, POET)
    describe(desk, poet, "writes on harbours", NOTE)
    add_article(desk, story(7, POET), (None,), JUDGED_AT)
    before = clusters(desk)
    close(desk, own, 4)
    release(desk, own, 4)
    assert clusters(desk) == before
    assert load_card(desk, poet, 5).desk_description == "writes on harbours"


def test_whoever_was_not_judged_is_looked_for_as_in_any_article(
    desk: Database, own: Database
) -> None:
    close(desk, own, 4)
    keep(desk, story(6, POET), LATER)
    newcomer = number_of(desk, POET)
    release(desk, own, 4)
    assert find_by_name(desk, fold(POET)) == (newcomer,)
    assert load_card(desk, newcomer, 5).article_count == 2


def test_an_article_stays_in_the_story_that_somebody_moved_it_to(
    desk: Database, own: Database
) -> None:
    article_id = numbers(desk)["a4"]
    move = move_article(desk, article_id, "new", "Ida (7)", JUDGED_AT)
    close(desk, own, 4)
    release(desk, own, 4)
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
    close(desk, own, 4)
    assert [watch.words for watch in list_watches(desk)] == [VERA]
    told_before = last_claim(desk)
    release(desk, own, 4)
    after = list_watches(desk)
    assert [(each.watch_id, each.entity_id, each.words) for each in after] == [
        (each.watch_id, each.entity_id, each.words) for each in before
    ]
    assert {each.after_claim for each in after if each.words != VERA} == {told_before}


def test_a_watch_that_was_set_again_is_not_there_twice(desk: Database, own: Database) -> None:
    add_watch(desk, WORDS)
    close(desk, own, 4)
    add_watch(desk, WORDS)
    release(desk, own, 4)
    assert [watch.words for watch in list_watches(desk)] == [WORDS.words]


def test_a_watch_is_shown_and_erased_where_it_is(desk: Database, own: Database) -> None:
    add_watch(desk, WORDS)
    close(desk, own, 4)
    assert find_kept(desk, 42) == () and [one.count for one in find_kept(own, 42)] == [1]
    erase_kept(own, 42)
    release(desk, own, 4)
    assert list_watches(desk) == ()


def test_whom_the_desk_does_not_know_has_no_number_of_it(desk: Database, own: Database) -> None:
    close(desk, own, 4)
    later = keep(own, story(5, "Jo Marsh"), JUDGED_AT).citation.article_id
    (stranger,) = find_judged_names(own, later).read_as.values()
    assert stranger >= OWN_NUMBERS
    newer = keep(desk, story(6, "Al Roe"), JUDGED_AT).citation.article_id
    (known,) = find_judged_names(desk, newer).read_as.values()
    bring_back(desk, find_carried_names(own, later), Arrived(desk, story(5, "Jo Marsh")))
    marsh = number_of(desk, "Jo Marsh")
    assert known < marsh < OWN_NUMBERS


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
        for number in sorted(closed):
            close(desk, own, number)
        check_indexes(desk)
        check_indexes(own)
        for number in sorted(closed):
            release(desk, own, number)
        assert told(desk) == before
        assert [one.judgement.note for one in list_newest(desk)] == [
            one.judgement.note for one in judged
        ]
        check_indexes(desk)
        assert desk.execute("pragma foreign_key_check").fetchall() == []
    finally:
        desk.conn.rollback()
        own.conn.rollback()
