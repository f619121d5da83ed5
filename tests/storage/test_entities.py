"""Entities found by what is typed, completed, described and imported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from lookup import complete, find_candidates
from newsroom.answer import NameMatch
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityId, EntityKind, Mention, MentionForm, NameRecord, Role
from newsroom.errors import NewsroomError
from storage.articles import add_article, count_desk
from storage.entities import (
    find_entities_named,
    find_known,
    load_card,
)
from storage.name_import import import_names
from tests.storage.factories import ADDED_AT, TEXT, ferry, span, unresolved

PEOPLE = ("Odile Brandt", "Otto Brand", "Olga Brandstetter", "Bao Li", "Jo Wu")


def people(*names: str) -> tuple[NameRecord, ...]:
    """Records of persons."""
    return tuple(NameRecord(name, EntityKind.PERSON) for name in names)


def names_of(candidates: Sequence[AliasCandidate | NameMatch]) -> list[str]:
    """The canonical names of some candidates."""
    return [candidate.name for candidate in candidates]


@pytest.fixture
def known(db: Database) -> Database:
    """A desk with a few imported people."""
    with db.atomic():
        import_names(db, people(*PEOPLE))
    return db


@pytest.fixture
def reported(db: Database) -> Database:
    """A desk with the invented article."""
    with db.atomic():
        add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    return db


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("odile brandt", "Odile Brandt"),
        ("brandt odile", "Odile Brandt"),
        ("mayor brandt", "Odile Brandt"),
        ("brands", "Olga Brandstetter"),
        ("odil brant", "Odile Brandt"),
        ("brandstteter", "Olga Brandstetter"),
        ("li", "Bao Li"),
        ("wu", "Jo Wu"),
    ],
)
def test_a_name_is_offered(known: Database, typed: str, expected: str) -> None:
    assert expected in names_of(find_candidates(known, typed, 10))


def test_equal_names_come_first_and_the_limit_holds(known: Database) -> None:
    found = find_candidates(known, "otto brand", 10)
    assert found[0].name == "Otto Brand"
    assert len(set(found)) == len(found)
    assert len(find_candidates(known, "brandt", 2)) == 2
    assert find_candidates(known, "", 10) == ()


def test_a_misspelling_is_offered_beside_many_of_a_common_word(db: Database) -> None:
    with db.atomic():
        import_names(db, people(*(f"John Doe{n:03}" for n in range(300)), "John Smith"))
    assert "John Smith" in names_of(find_candidates(db, "john smiht", 200))


def test_the_much_mentioned_bearer_of_a_name_is_not_crowded_out(db: Database) -> None:
    with db.atomic():
        import_names(db, people(*(f"{a}{b} Brandt" for a in "abcdefghijkl" for b in "mnopqrstuv")))
        add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
        db.execute("delete from entity_names where alias = 'Brandt'")
    assert "Odile Brandt" in names_of(find_candidates(db, "brandt", 20))


def test_descriptions_are_candidates_too(reported: Database) -> None:
    found = find_candidates(reported, "mayor of tarnby", 10)
    assert found[0].name == "Odile Brandt"
    assert found[0].form is MentionForm.NOMINAL


def test_completion_gives_each_entity_once_most_mentioned_first(reported: Database) -> None:
    import_names(reported, people("Oda Brandis", "Odile Brandt"))
    found = complete(reported, "br", 10)
    assert names_of(found) == ["Odile Brandt", "Oda Brandis"]
    assert names_of(complete(reported, "odile b", 10)) == ["Odile Brandt"]
    assert len(complete(reported, "", 2)) == 2
    assert complete(reported, "may", 10) == ()


def test_only_equal_names_resolve_an_article(reported: Database) -> None:
    found = find_entities_named(reported, ["brandt", "mayor of tarnby", "tarn"])
    assert [(c.name, c.alias) for c in found] == [("Odile Brandt", "Brandt")]
    assert find_entities_named(reported, []) == ()
    assert len(find_entities_named(reported, ["tarnby", *(f"n{i}" for i in range(3_000))])) == 1


def test_a_card_holds_what_was_reported(reported: Database) -> None:
    (mayor,) = find_entities_named(reported, ["odile brandt"])
    card = load_card(reported, mayor.entity_id, 5)
    assert (card.name, card.kind, card.aliases) == ("Odile Brandt", EntityKind.PERSON, ("Brandt",))
    assert [role.text for role in card.roles] == ["mayor of Tarnby"]
    assert card.nominals == ()
    assert card.first_seen == card.last_seen == datetime(2025, 3, 1, 18, 5, tzinfo=UTC)
    assert (card.article_count, card.claim_count, len(card.articles)) == (1, 1, 1)
    assert card.said == card.about
    with pytest.raises(NewsroomError, match="no entity 99"):
        load_card(reported, EntityId(99), 5)


def test_roles_are_told_once_from_the_newest_article(reported: Database) -> None:
    (mayor,) = find_entities_named(reported, ["odile brandt"])
    text = f"MAYOR of Tarnby, councillor.\n{TEXT}"
    roles = tuple(Role(words, span(text, words)) for words in ("MAYOR of Tarnby", "councillor"))
    newer = ferry(text=text, published_at=datetime(2025, 4, 1))
    entities = (replace(newer.entities[0], roles=roles), *newer.entities[1:])
    newer = replace(newer, entities=entities)
    add_article(reported, newer, (mayor.entity_id, None, None), ADDED_AT)
    card = load_card(reported, mayor.entity_id, 5)
    assert [role.text for role in card.roles] == ["MAYOR of Tarnby", "councillor"]
    assert card.roles[0].citation.published_at == datetime(2025, 4, 1)
    assert card.first_seen is not None and card.last_seen is not None
    assert card.first_seen < card.last_seen


def test_a_role_spelt_two_ways_is_no_nominal(reported: Database) -> None:
    (mayor,) = find_entities_named(reported, ["odile brandt"])
    text = f"MAYOR of Tarnby.\n{TEXT}"
    words = "MAYOR of Tarnby"
    newer = ferry(text=text)
    nominal = Mention(words, span(text, words), MentionForm.NOMINAL)
    entities = (replace(newer.entities[0], mentions=(nominal,)), *newer.entities[1:])
    newer = replace(newer, entities=entities)
    add_article(reported, newer, (mayor.entity_id, None, None), ADDED_AT)
    assert load_card(reported, mayor.entity_id, 5).nominals == ()


def test_importing_again_adds_only_what_is_missing(db: Database) -> None:
    record = NameRecord("Odile Brandt", EntityKind.PERSON, ("Brandt",), "mayor")
    assert import_names(db, [record]) == 1
    before = list(db.conn.iterdump())
    import_names(db, [record, replace(record, name="ODILE  BRANDT", aliases=(), description=None)])
    assert count_desk(db).entities == 1
    assert [line for line in before if 'INTO "entities"' in line] == [
        line for line in db.conn.iterdump() if 'INTO "entities"' in line
    ]
    import_names(db, [replace(record, aliases=("O. B.",), description="another")])
    (entity,) = find_known(db, [EntityId(1)])
    assert {"Brandt", "O. B."} <= set(entity.aliases)
    assert entity.description == "mayor"


def test_an_imported_name_joins_the_entity_of_an_article(reported: Database) -> None:
    count = count_desk(reported).entities
    import_names(
        reported,
        [
            NameRecord("ODILE BRANDT", EntityKind.PERSON, description="the mayor"),
            NameRecord("Odile Brandt", EntityKind.PRODUCT, description="a ship"),
        ],
    )
    assert count_desk(reported).entities == count + 1
    (mayor,) = (c for c in find_entities_named(reported, ["brandt"]))
    (entity,) = find_known(reported, [mayor.entity_id])
    assert entity.is_imported
    assert (entity.name, entity.description) == ("Odile Brandt", "the mayor")


def test_known_entities_come_in_the_order_asked_for(known: Database) -> None:
    wanted = [EntityId(3), EntityId(1), EntityId(99), EntityId(2)]
    assert [entity.entity_id for entity in find_known(known, wanted)] == [3, 1, 2]
