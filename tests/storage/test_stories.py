"""Stories as rows: an older desk's articles wait for one, judgements stay, nothing outlives."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from newsroom.article import ArticleId
from newsroom.story import (
    JoinedBy,
    Membership,
    StoryId,
    StoryMerge,
    StoryMove,
    WireCopy,
)
from storage.articles import add_article, remove_article
from storage.connections import open_writer
from storage.schema.registry import migrations
from storage.stories import (
    begin_story,
    join_story,
    judged_stories,
    list_moves,
    merge_stories,
    record_copy,
    record_move,
)
from storage.story_traits import (
    TOO_COMMON,
    add_words,
    count_pending,
    count_rarity,
    find_near,
    get_traits,
    load_body,
    pending_articles,
)
from storage.story_views import (
    find_claims_of_story,
    find_story,
    find_story_of,
    list_articles,
    list_citations_like,
    list_stories,
    list_stories_naming,
)
from tests.storage.factories import ADDED_AT, FIRST, KEYS, ferry, fold, numbered, unresolved

MONTH = timedelta(days=30)


def added(db: Database, number: int, day: int = 1) -> ArticleId:
    """An article of its own words, waiting for a story."""
    extraction = numbered(number, 2, day)
    return add_article(db, extraction, unresolved(extraction), ADDED_AT)


def joined(db: Database, article_id: ArticleId, story_id: StoryId) -> StoryId:
    """The article put into the story, by likeness."""
    how = Membership(JoinedBy.LIKENESS, 0.5, ("names Person",), ADDED_AT)
    join_story(db, article_id, story_id, how)
    return story_id


def rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables of stories."""
    tables = db.execute(
        "select name from sqlite_master where type = 'table' and"
        " (name like 'stor%' or name = 'wire_copies') order by name"
    ).fetchall()
    assert len(tables) == 7
    return {name: db.execute(f"select * from {name}").fetchall() for (name,) in tables}


def test_every_new_article_waits_for_a_story(db: Database) -> None:
    second, first = added(db, 1, day=9), added(db, 2, day=3)
    assert pending_articles(db, 9) == (first, second)
    assert pending_articles(db, 1) == (first,)
    assert find_story_of(db, first) is None
    joined(db, first, begin_story(db, ADDED_AT))
    assert (pending_articles(db, 9), count_pending(db)) == ((second,), 1)


@pytest.fixture
def old_desk(desk_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A desk with three articles from before there were stories."""
    known = list(migrations._migrations)
    before = [migration for migration in known if "stories" not in migration.name]
    assert len(before) < len(known)
    monkeypatch.setattr(migrations, "_migrations", before)
    old = open_writer(desk_path, fold, KEYS)
    monkeypatch.setattr("storage.articles.find_story_of", lambda db, key: None)
    for number in range(3):
        added(old, number)
    assert not old["stories"].exists()
    old.close()
    monkeypatch.setattr(migrations, "_migrations", known)
    yield desk_path


def test_an_older_desk_s_articles_wait_once_it_is_migrated(old_desk: Path) -> None:
    desk = open_writer(old_desk, fold, KEYS)
    assert count_pending(desk) == 3
    assert added(desk, 9) in pending_articles(desk, 9)
    desk.close()


def test_a_story_is_named_after_its_first_article_and_counted(db: Database) -> None:
    late, early = added(db, 1, day=9), added(db, 2, day=3)
    story = joined(db, late, begin_story(db, ADDED_AT))
    joined(db, early, story)
    head = find_story(db, story)
    assert head is not None
    assert (head.name, head.articles) == ("Article 2", 2)
    assert (head.first_at.day, head.last_at.day) == (3, 9)
    assert [item.citation.article_id for item in list_articles(db, story)] == [early, late]
    assert [claim.citation.article_id for claim in find_claims_of_story(db, story)] == [
        early, early, late, late,
    ]  # fmt: skip


def test_of_a_huge_story_the_newest_articles_claims_are_read(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.story_views.STORY_CLAIMS", 3)
    early, late = added(db, 1, day=2), added(db, 2, day=8)
    story = joined(db, early, begin_story(db, ADDED_AT))
    joined(db, late, story)
    found = [claim.citation.article_id for claim in find_claims_of_story(db, story)]
    assert found == [early, late, late]


def test_stories_are_listed_newest_first_by_title_and_by_whom_they_name(db: Database) -> None:
    one, two = added(db, 11, day=2), added(db, 12, day=5)
    first, second = (joined(db, each, begin_story(db, ADDED_AT)) for each in (one, two))
    assert [head.story_id for head in list_stories(db, (), 9)] == [second, first]
    assert [head.story_id for head in list_stories(db, ("article", "11"), 9)] == [first]
    assert list_stories(db, ("1%",), 9) == list_stories(db, ("no such title",), 9) == ()
    (named,) = get_traits(db, two).names[:1]
    assert [head.story_id for head in list_stories_naming(db, [named.entity_id], 9)] == [second]
    assert [each.article_id for each in list_citations_like(db, ("article",), 9)] == [two, one]


def test_a_body_has_no_headline(db: Database) -> None:
    article_id = add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    assert load_body(db, article_id) == FIRST


def test_articles_that_share_rare_words_or_names_are_near_those_of_another_time_not(
    db: Database,
) -> None:
    articles = [added(db, number, day=number) for number in (1, 2, 3, 4)]
    for article_id, words in zip(articles, ({7: 1.0}, {7: 2.0}, {8: 1.0}, {7: 1.0}), strict=True):
        add_words(db, article_id, words)
    for article_id in articles[:3]:
        joined(db, article_id, begin_story(db, ADDED_AT))
    new = get_traits(db, articles[3])
    rarity = count_rarity(db, new)
    near = find_near(db, new, rarity, new.dated_at - MONTH, new.dated_at + MONTH)
    assert [one.article_id for one in near] == [articles[1], articles[0]]
    assert near[0].words == ((7, 2.0),) and near[0].story_id is not None
    recent = find_near(db, new, rarity, new.dated_at - timedelta(days=2), new.dated_at)
    assert [one.article_id for one in recent] == [articles[1]]
    assert dict(rarity.words)[7] == (3, 2)


def test_a_word_of_too_many_articles_is_followed_nowhere(db: Database) -> None:
    new = added(db, 1)
    add_words(db, new, {7: 1.0})
    for number in range(2, TOO_COMMON + 4):
        article_id = added(db, number)
        add_words(db, article_id, {7: 1.0})
        joined(db, article_id, StoryId(1) if number > 2 else begin_story(db, ADDED_AT))
    traits = get_traits(db, new)
    rarity = count_rarity(db, traits)
    assert dict(rarity.words)[7].articles == TOO_COMMON + 1
    assert find_near(db, traits, rarity, traits.dated_at - MONTH, traits.dated_at + MONTH) == ()


def test_two_stories_become_one_and_that_is_recorded(db: Database) -> None:
    left, right = added(db, 1), added(db, 2)
    one, two = (joined(db, each, begin_story(db, ADDED_AT)) for each in (left, right))
    bridge = added(db, 3)
    joined(db, bridge, one)
    merge_stories(db, StoryMerge(two, one, 0.6), bridge, ADDED_AT)
    head = find_story(db, two)
    assert head is not None and (head.story_id, head.articles) == (one, 3)
    ways = {item.citation.article_id: item.membership.joined_by for item in list_articles(db, one)}
    assert ways[right] is JoinedBy.BRIDGE and ways[left] is JoinedBy.LIKENESS
    (merged,) = db.execute("select story_id, into_id, article_id from story_merges").fetchall()
    assert merged == (two, one, bridge)


def test_every_judgement_stays_and_the_newest_holds(db: Database) -> None:
    article_id = added(db, 1)
    first, second = begin_story(db, ADDED_AT), begin_story(db, ADDED_AT)
    joined(db, article_id, first)
    for from_id, to_id, who in ((first, second, "ada"), (second, first, "bo")):
        record_move(db, StoryMove(0, article_id, from_id, to_id, who, ADDED_AT))
        join_story(db, article_id, to_id, Membership(JoinedBy.PERSON, 1.0, (), ADDED_AT))
    assert [(move.judged_by, move.to_id) for move in list_moves(db, article_id)] == [
        ("bo", first),
        ("ada", second),
    ]
    (item,) = list_articles(db, first)
    assert item.membership.joined_by is JoinedBy.PERSON and item.membership.judged_by == "bo"
    assert judged_stories(db, (first, second, StoryId(99))) == {first, second}


def test_the_best_copy_of_a_story_is_shown(db: Database) -> None:
    wire, other, copy = added(db, 1), added(db, 2), added(db, 3)
    story = begin_story(db, ADDED_AT)
    for article_id in (wire, other, copy):
        joined(db, article_id, story)
    record_copy(db, WireCopy(copy, other, 0.86))
    record_copy(db, WireCopy(copy, wire, 0.99))
    found = {item.citation.article_id: item for item in list_articles(db, story)}
    assert (found[copy].copy_of, found[copy].shared) == (wire, 0.99)
    assert found[wire].copy_of is None


def test_a_forgotten_article_leaves_nothing_in_stories(db: Database) -> None:
    kept = added(db, 1)
    joined(db, kept, begin_story(db, ADDED_AT))
    before = rows(db)
    gone, emptied = added(db, 2), added(db, 3)
    story, apart = begin_story(db, ADDED_AT), begin_story(db, ADDED_AT)
    for article_id in (gone, emptied):
        add_words(db, article_id, {5: 1.0})
        joined(db, article_id, story)
    record_copy(db, WireCopy(emptied, gone, 0.9))
    record_move(db, StoryMove(0, gone, story, apart, "ada", ADDED_AT))
    join_story(db, gone, apart, Membership(JoinedBy.PERSON, 1.0, (), ADDED_AT))
    third = joined(db, added(db, 4), begin_story(db, ADDED_AT))
    merge_stories(db, StoryMerge(third, story, 0.5), emptied, ADDED_AT)
    for article_id in (gone, emptied, ArticleId(4)):
        remove_article(db, article_id)
    assert rows(db) == before


def test_a_story_that_a_move_emptied_is_there_to_move_back_to(db: Database) -> None:
    article_id = added(db, 1)
    first = joined(db, article_id, begin_story(db, ADDED_AT))
    second = begin_story(db, ADDED_AT)
    record_move(db, StoryMove(0, article_id, first, second, "ada", ADDED_AT))
    join_story(db, article_id, second, Membership(JoinedBy.PERSON, 1.0, (), ADDED_AT))
    assert find_story(db, first) is None
    joined(db, article_id, first)
    assert find_story(db, first) is not None


def test_no_reason_may_be_what_no_reader_could_load(db: Database) -> None:
    article_id = added(db, 1)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(
            "insert into story_articles values (?, ?, 'likeness', 0.5, 'no json', '2031-01-01')",
            [article_id, begin_story(db, ADDED_AT)],
        )


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=4))
def test_any_words_may_be_asked_for(db: Database, words: list[str]) -> None:
    words = [word.encode("utf-8", "replace").decode() for word in words]
    assert list_stories(db, words, 5) == ()
    assert list_citations_like(db, words, 5) == ()
