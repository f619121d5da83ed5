"""The index of names keeps step with the names, whatever comes and goes."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from newsroom.article import ArticleId
from newsroom.entity import EntityKind, Mention, MentionForm, NameRecord
from storage.articles import add_article, find_article, remove_article
from storage.connections import open_writer
from storage.entities import find_entities_named
from storage.name_import import import_names
from storage.name_index import index_names
from tests.storage.factories import (
    ADDED_AT,
    KEYS,
    check_indexes,
    ferry,
    fold,
    numbered,
    span,
    unresolved,
)


def tiers(db: Database, word: str) -> list[int]:
    """The tiers of the names that hold a word."""
    rows = db.execute(
        "select n.tier from name_words n join vocabulary v using (word_id) where v.word = ?"
        " order by 1",
        [word],
    )
    return [row[0] for row in rows]


STEPS = st.lists(st.tuples(st.sampled_from("aair"), st.integers(0, 3)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_the_index_agrees_after_any_steps(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    db = open_writer(tmp_path_factory.mktemp("steps") / "x.db", fold, KEYS)
    for step, number in steps:
        extraction = numbered(number, 3)
        known = find_article(db, extraction.article.digest)
        if step == "a" and known is None:
            add_article(db, extraction, unresolved(extraction), ADDED_AT)
        elif step == "r" and known is not None:
            remove_article(db, known)
        elif step == "i":
            names = (f"Person{number}x1", f"Known {number} of All")
            import_names(db, [NameRecord(name, EntityKind.PERSON, ("Known",)) for name in names])
    check_indexes(db)
    db.close()


def test_what_is_mentioned_more_moves_up_and_down_again(db: Database) -> None:
    import_names(db, [NameRecord("Odile Brandt", EntityKind.PERSON)])
    (mayor,) = find_entities_named(db, ["odile brandt"])
    assert tiers(db, "odile") == [5]
    once = add_article(db, ferry(), (mayor.entity_id, None, None), ADDED_AT)
    assert tiers(db, "odile") == [4]
    often = ferry()
    text = often.article.text + " "
    mention = Mention("Odile Brandt", span(text, "Odile Brandt"), MentionForm.NAME)
    entities = (replace(often.entities[0], mentions=(mention,) * 20), *often.entities[1:])
    often = replace(ferry(text=text, published_at=datetime(2025, 4, 1)), entities=entities)
    more = add_article(db, often, (mayor.entity_id, None, None), ADDED_AT)
    assert tiers(db, "odile") == [2]
    check_indexes(db)
    for article_id in (more, once):
        remove_article(db, ArticleId(article_id))
        check_indexes(db)
    assert tiers(db, "odile") == [5]


def test_a_form_that_is_rewritten_is_indexed_anew(db: Database) -> None:
    import_names(db, [NameRecord("Odile Brandt", EntityKind.PERSON)])
    db.execute("update entity_names set alias = 'Ottoline Farquhar', folded = 'ottoline farquhar'")
    index_names(db)
    check_indexes(db)
    assert tiers(db, "odile") == []
    assert tiers(db, "farquhar") == [5]


def test_what_waits_is_indexed_when_the_desk_is_opened(desk_path: Path) -> None:
    db = open_writer(desk_path, fold, KEYS)
    db.execute("insert into entities (name, folded, kind) values ('Ada', 'ada', 'person')")
    db.execute(
        "insert into entity_names (entity_id, alias, folded, form) values (1, 'Ada', 'ada', 'name')"
    )
    db.close()
    db = open_writer(desk_path, fold, KEYS)
    check_indexes(db)
    assert tiers(db, "ada") == [5]
    db.close()


def test_nothing_to_index_is_no_work(db: Database) -> None:
    before = db.conn.total_changes
    index_names(db)
    assert db.conn.total_changes == before
