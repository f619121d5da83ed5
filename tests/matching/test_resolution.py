"""Which entity of the desk a new article's entity is."""

import pytest

from matching.resolution import resolve_entities
from newsroom.article import Span
from newsroom.entity import Entity, EntityKind, Mention, MentionForm
from tests.matching.cases import known

DESK = (
    *known(1, "Vladimir Putin", ["Putin"], roles=["Russian President"]),
    *known(2, "Wall Street Journal", ["WSJ"], kind=EntityKind.ORGANISATION),
    *known(3, "Kremlin", kind=EntityKind.PLACE),
    *known(4, "George W. Bush", ["Bush"]),
    *known(5, "John Smith"),
    *known(6, "John Smith"),
    *known(7, "Kiriyenko"),
    *known(8, "United Technologies", kind=EntityKind.ORGANISATION),
    *known(9, "Washington Post", ["Post"], kind=EntityKind.ORGANISATION),
    *known(10, "Volodymyr Zelensky", ["Zelensky"]),
    *known(11, "Paris", kind=EntityKind.PLACE),
    *known(12, "Paris", kind=EntityKind.ORGANISATION),
)


def _named(name: str, kind: EntityKind = EntityKind.PERSON, *aliases: str) -> Entity:
    mention = Mention(name, Span(0, len(name)), MentionForm.NAME)
    return Entity(name, kind, aliases, mentions=(mention,))


@pytest.mark.parametrize(
    ("entity", "entity_id"),
    [
        (_named("Vladimir Putin"), 1),
        (_named("President Vladimir Putin"), 1),
        (_named("Vladimir V. Putin"), 1),
        (_named("Putin", EntityKind.PERSON, "Vladimir Putin"), 1),
        (_named("The Wall Street Journal", EntityKind.WORK), 2),
        (_named("WSJ", EntityKind.ORGANISATION), 2),
        (_named("the Kremlin", EntityKind.ORGANISATION), 3),
        (_named("George Bush"), 4),
        (_named("United Technologies Corp.", EntityKind.ORGANISATION), 8),
        (_named("Paris", EntityKind.PLACE), 11),
    ],
)
def test_joins(entity: Entity, entity_id: int) -> None:
    assert resolve_entities([entity], DESK) == (entity_id,)


@pytest.mark.parametrize(
    "entity",
    [
        _named("Putin"),
        _named("Maria Putin"),
        _named("Kiriyenko"),
        _named("George H. W. Bush"),
        _named("John Smith"),
        _named("Kremlin"),
        _named("Post", EntityKind.ORGANISATION),
        _named("Paris", EntityKind.WORK),
        _named("Oleksandr Zelensky"),
        _named("President Putin"),
        Entity("a former Russian intelligence officer", EntityKind.PERSON),
        Entity(
            "Vladimir Putin",
            EntityKind.PERSON,
            mentions=(Mention("the president", Span(0, 13), MentionForm.NOMINAL),),
        ),
    ],
)
def test_keeps_apart(entity: Entity) -> None:
    assert resolve_entities([entity], DESK) == (None,)


def test_unnamed_sources_of_the_same_wording_stay_two() -> None:
    wording = "a former Russian intelligence officer"
    assert resolve_entities([Entity(wording, EntityKind.PERSON)], known(1, wording)) == (None,)


def test_one_answer_for_each_entity_in_order() -> None:
    entities = [_named("Nobody Known"), _named("Vladimir Putin"), _named("")]
    assert resolve_entities(entities, DESK) == (None, 1, None)
