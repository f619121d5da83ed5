"""What was judged on one desk, brought to another that has read and judged something of its own."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlite_utils import Database

from curation import (
    add_alias,
    describe,
    find_standing,
    hide,
    list_newest,
    merge,
    remove_alias,
    split,
    tell_apart,
    undo,
)
from matching.judgements import undone
from newsroom.curation import Note
from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import NewsroomError
from storage.articles import add_article
from storage.database import Database as Desk
from storage.name_import import import_names
from tests.curating import JUDGED_AT, NOTE, clusters, keep, number_of, story
from tests.storage.factories import ADDED_AT, check_indexes, numbered, unresolved
from tests.storage.interchanging import (
    exported,
    fill,
    judge_entities,
    kept_from,
    opened,
    records,
)

OTHER = Note("Somebody here (9)", JUDGED_AT, "we know them")
KIRILL, CYRIL, VERA, OTTO = "Kirill Dmitriev", "Cyril Dmitriev", "Vera Lund", "Ottoline Farquhar"
ARTICLES = (story(1, KIRILL, VERA), story(2, CYRIL, VERA), story(3, KIRILL, CYRIL), story(4, OTTO))
Act = Callable[[Desk], object]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """The desk that is exported."""
    with opened(tmp_path / "one.db") as desk:
        yield desk


def who_is_who(db: Database) -> set[tuple[object, ...]]:
    """Every entity: how it is shown, what it goes by, and what each article calls it."""
    names = "select entity_id, alias from entity_names where standing in ('given', 'added')"
    said = (
        "select x.entity_id, a.digest || x.name || x.mention_count from article_entities x"
        " join articles a using (article_id)"
    )
    known: dict[int, tuple[set[str], set[str]]] = {}
    for at, query in enumerate((names, said)):
        for entity_id, words in db.execute(query):
            known.setdefault(entity_id, (set(), set()))[at].add(words)
    shown = "select name, kind, is_hidden, desk_description, mention_count, entity_id from entities"
    return {
        (*row[:-1], *map(frozenset, known.get(row[-1], ())))
        for row in db.execute(f"{shown} where merged_into is null")
    }


def busy(db: Database) -> None:
    """Something of its own, so that no number of the file is the same here."""
    import_names(db, [NameRecord(f"Own {n}", EntityKind.PERSON) for n in range(5)])
    for number in (501, 502):
        add_article(db, numbered(number, 3), unresolved(numbered(number, 3)), ADDED_AT)
    hide(db, number_of(db, "Own 3"), OTHER)


def read(db: Database, *which: int) -> None:
    for number in which:
        keep(db, ARTICLES[number - 1])


@pytest.mark.parametrize(("seed", "articles", "back"), [(n, 2 + n % 8, n) for n in (1, 11, 12)])
def test_another_desk_judges_as_the_first_did_and_can_take_it_back(
    tmp_path: Path, seed: int, articles: int, back: int
) -> None:
    with opened(tmp_path / "one.db") as one, opened(tmp_path / "two.db") as two:
        fill(one, seed, articles)
        busy(two)
        own = who_is_who(two)
        kept = kept_from(two, exported(one))
        assert kept.refused == [] and kept.added["judgement"] > 5
        assert who_is_who(two) == who_is_who(one) | own
        once = exported(two, with_discord_ids=True)
        again = kept_from(two, exported(one))
        assert again.refused == [] and "judgement" not in again.added
        assert exported(two, with_discord_ids=True) == once
        _take_back(one, two, back)
        assert who_is_who(two) == who_is_who(one) | own
        check_indexes(two)
        assert two.execute("pragma foreign_key_check").fetchall() == []


def _take_back(one: Database, two: Database, back: int) -> None:
    """Take the same act back on both desks, if it can be."""
    acts, here = find_standing(one)[0], find_standing(two)[0][1:]
    act = acts[back % len(acts)].judgement_id, here[back % len(acts)].judgement_id
    for db, number in zip((one, two), act, strict=True):
        try:
            undo(db, number, OTHER)
        except NewsroomError as error:
            assert "undone already" in str(error) or "in the way" in str(error)


def test_the_desk_s_own_articles_follow_what_was_judged_elsewhere(
    db: Database, tmp_path: Path
) -> None:
    read(db, 1, 2, 4)
    merge(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 3)
        kept = kept_from(two, exported(db, with_discord_ids=True))
        assert kept.refused == [] and kept.added["judgement"] == 1
        assert frozenset({("a1", KIRILL), ("a2", CYRIL), ("a3", KIRILL), ("a3", CYRIL)}) in (
            clusters(two)
        )
        (record,) = list_newest(two)
        assert record.judgement.note.judged_by == "Ida (7)" and record.names == (KIRILL, CYRIL)
        undo(two, None, OTHER)
        assert frozenset({("a1", KIRILL), ("a3", KIRILL)}) in clusters(two)


def test_whoever_a_split_made_is_made_here(db: Database, tmp_path: Path) -> None:
    read(db, 1, 2, 3, 4)
    vera = number_of(db, VERA)
    split(db, vera, "#2", NOTE)
    (made,) = db.execute("select max(entity_id) from entities").fetchone()
    add_alias(db, made, "Vera the Younger", NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 4)
        busy(two)
        kept = kept_from(two, exported(db))
        assert kept.refused == [] and kept.added["judgement"] == 2
        assert {frozenset({("a1", VERA)}), frozenset({("a2", VERA)})} <= clusters(two)
        young = "select count(*) from entity_names where alias = 'Vera the Younger'"
        assert two.execute(young).fetchone() == (1,)
        assert kept_from(two, exported(db)).added.get("judgement") is None
        assert two.execute("select count(*) from judgements").fetchone() == (3,)


CONTRADICTED: tuple[tuple[str, Act, Act], ...] = (
    (
        "merged what is apart here",
        lambda db: merge(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE),
        lambda db: tell_apart(db, number_of(db, CYRIL), number_of(db, KIRILL), OTHER),
    ),
    (
        "told apart what is one here",
        lambda db: tell_apart(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE),
        lambda db: merge(db, number_of(db, CYRIL), number_of(db, KIRILL), OTHER),
    ),
    (
        "an alias removed here",
        lambda db: add_alias(db, number_of(db, VERA), "V. L.", NOTE),
        lambda db: (
            add_alias(db, number_of(db, VERA), "V. L.", OTHER),
            remove_alias(db, number_of(db, VERA), "V. L.", OTHER),
        ),
    ),
    (
        "a form that the desk added",
        lambda db: remove_alias(db, number_of(db, VERA), "Lund", NOTE),
        lambda db: (
            remove_alias(db, number_of(db, VERA), "Lund", OTHER),
            add_alias(db, number_of(db, VERA), "Lund", OTHER),
        ),
    ),
    (
        "described otherwise here",
        lambda db: describe(db, number_of(db, VERA), "a mayor", NOTE),
        lambda db: describe(db, number_of(db, VERA), "a pilot", OTHER),
    ),
    (
        "shown again here",
        lambda db: hide(db, number_of(db, VERA), NOTE),
        lambda db: (
            hide(db, number_of(db, VERA), OTHER),
            hide(db, number_of(db, VERA), OTHER, is_shown=True),
        ),
    ),
)


@pytest.mark.parametrize(
    ("theirs", "ours"), [each[1:] for each in CONTRADICTED], ids=[each[0] for each in CONTRADICTED]
)
def test_what_the_desk_s_own_people_said_stands(
    db: Database, tmp_path: Path, theirs: Act, ours: Act
) -> None:
    read(db, 1, 2, 3)
    theirs(db)
    describe(db, number_of(db, KIRILL), "an envoy", NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 1, 2, 3, 4)
        ours(two)
        before, acts = who_is_who(two), len(find_standing(two)[0])
        kept = kept_from(two, exported(db))
        ((line, reason),) = kept.refused
        assert "this desk has judged otherwise, and that stands" in reason and line > 1
        assert kept.added["judgement"] == 1 and len(find_standing(two)[0]) == acts + 1
        undo(two, None, OTHER)  # the description, which nothing here spoke against
        assert who_is_who(two) == before
        assert two.execute("select count(*) from audit where command = 'import'").fetchone() == (1,)


def test_an_act_that_builds_on_one_left_out_is_left_out_too(db: Database, tmp_path: Path) -> None:
    read(db, 1, 2, 3)
    merge(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE)
    undo(db, None, NOTE)
    undo(db, find_standing(db)[0][-1].judgement_id, NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 1, 2, 3)
        tell_apart(two, number_of(two, CYRIL), number_of(two, KIRILL), OTHER)
        kept = kept_from(two, exported(db))
        assert 1 <= len(kept.refused) <= 3 and find_standing(two)[1].heads == {}
        own = find_standing(two)[0]
        assert all(
            each.undoes is None or each.undoes in {o.judgement_id for o in own} for each in own
        )
        assert own[0].judgement_id not in undone(own)


def test_acts_of_a_desk_that_went_on_follow_those_that_came_before(
    db: Database, tmp_path: Path
) -> None:
    read(db, 1, 2, 3)
    merge(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 4)
        kept_from(two, exported(db))
        undo(db, None, NOTE)
        tell_apart(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE)
        kept = kept_from(two, exported(db))
        assert kept.refused == [] and (kept.known["judgement"], kept.added["judgement"]) == (1, 2)
        assert find_standing(two)[1].heads == {} and find_standing(two)[1].apart


def test_the_desk_keeps_the_name_that_it_has_chosen(db: Database, tmp_path: Path) -> None:
    read(db, 1, 2, 3)
    merge(db, number_of(db, KIRILL), number_of(db, CYRIL), NOTE)
    with opened(tmp_path / "two.db") as two:
        read(two, 1, 2, 3, 4)
        merge(two, number_of(two, CYRIL), number_of(two, OTTO), OTHER)
        assert kept_from(two, exported(db)).refused == []
        heads = set(find_standing(two)[1].heads.values())
        assert heads == {number_of(two, CYRIL)}


def test_what_is_one_here_is_not_told_apart_from_itself(db: Database, tmp_path: Path) -> None:
    """Two of one name there, whom this desk reads as one: said so, and left out."""
    read(db, 1, 2)
    split(db, number_of(db, VERA), "#2", NOTE)
    lines = exported(db)
    with opened(tmp_path / "two.db") as two:
        read(two, 1, 2, 3, 4)
        kept = kept_from(two, lines)
        assert kept.refused == []
        assert {frozenset({("a1", VERA)}), frozenset({("a2", VERA)})} <= clusters(two)


def test_a_judgement_that_takes_back_none_before_it_is_refused(
    db: Database, tmp_path: Path
) -> None:
    read(db, 1)
    hide(db, number_of(db, VERA), NOTE)
    undo(db, None, NOTE)
    lines = exported(db).replace(b'"undoes":1', b'"undoes":7')
    with opened(tmp_path / "two.db") as two:
        read(two, 4)
        kept = kept_from(two, lines)
        assert [reason for _, reason in kept.refused] == [
            "judgement.undoes is no judgement before it"
        ]
        assert len(records(exported(two), "judgement")) == 1


ODD: tuple[object, ...] = (
    *(None, 0, -1, 1, 2, 6, 2**53, 2**70, "", "x", "same", "different", "split", "undone"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", [], {}, True),
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_judgements_of_a_file_say_the_desk_stays_sound(
    db: Database, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    import_names(db, [NameRecord("Known 0", EntityKind.PERSON)])
    read(db, 1, 2, 3)
    split(db, number_of(db, VERA), "#2", NOTE)
    judge_entities(db)
    head, *rest = exported(db).splitlines()
    lines = [json.loads(line) for line in rest]
    acts = [line for line in lines if line["type"] == "judgement"]
    for _ in range(6):
        _spoil(random, random.choice(acts))
    export = b"\n".join([head, *(json.dumps(line).encode() for line in lines), b""])
    with opened(tmp_path / "two.db") as two:
        read(two, 1, 4)
        kept = kept_from(two, export)
        total = sum(kept.added.values()) + sum(kept.known.values()) + len(kept.refused)
        assert total == len(lines)
        assert len(list_newest(two, 100)) == len(find_standing(two)[0])
        assert two.execute("pragma foreign_key_check").fetchall() == []
        check_indexes(two)
        exported(two)


def _spoil(random: Random, act: Any) -> None:
    """Put something else somewhere into an act, or say something twice."""
    place, key = act, random.choice(["kind", "undoes", "judged_at", "pairs", "parts", "words"])
    while isinstance(place[key], list) and place[key] and random.random() < 0.8:
        inner = random.randrange(len(place[key]))
        if random.random() < 0.3:
            place[key].append(dict(place[key][inner]))
        place, key = place[key][inner], random.choice(sorted(place[key][inner]))
    place[key] = random.choice(ODD)
