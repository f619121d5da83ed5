"""What a person is asked about, and what not."""

import pytest

from matching.doubts import doubt_apart, doubt_joined, doubt_sources
from newsroom.article import ArticleId
from newsroom.curation import DoubtKind, Named, NamedThere, Rested
from newsroom.entity import EntityId, EntityKind

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def part(
    there: str, own: str, kind: EntityKind = PERSON, read: EntityKind | None = None
) -> NamedThere:
    """An article's part of an entity."""
    return NamedThere(EntityId(1), ArticleId(2), there, read or kind, own, kind, 9)


def named(*entities: tuple[str, EntityKind]) -> list[Named]:
    """Entities by number, each mentioned less than the one before."""
    return [
        Named(EntityId(number), name, kind, 20 - number)
        for number, (name, kind) in enumerate(entities, start=1)
    ]


@pytest.mark.parametrize(
    ("there", "own", "kind", "reason"),
    [
        ("Lund", "Vera Lund", PERSON, "joined by one word of a name"),
        ("Nora Lund", "Vera Lund", PERSON, "different first names"),
        ("WSJ", "Wall Street Journal", BODY, "joined by an acronym"),
        ("The Ledger", "Harbour Post", BODY, "no word of the names in common"),
    ],
)
def test_thin_evidence_is_doubted(there: str, own: str, kind: EntityKind, reason: str) -> None:
    (doubt,) = doubt_joined([part(there, own, kind)])
    assert (doubt.kind, doubt.subject_id, doubt.other_id) == (DoubtKind.JOINED, 1, 2)
    assert doubt.reasons == (reason,)


@pytest.mark.parametrize(
    ("there", "own", "kind"),
    [
        ("President Vera Lund", "Vera Lund", PERSON),
        ("V. Lund", "Vera Lund", PERSON),
        ("Vera A. Lund", "Vera Lund", PERSON),
        ("Veera Lund", "Vera Lund", PERSON),
        ("The Harbour Post", "Harbour Post Ltd", BODY),
    ],
)
def test_what_is_plainly_one_is_not(there: str, own: str, kind: EntityKind) -> None:
    assert list(doubt_joined([part(there, own, kind)])) == []


def test_a_kind_that_differs_is_doubted() -> None:
    (doubt,) = doubt_joined([part("Tarnby", "Tarnby", BODY, PLACE)])
    assert doubt.reasons == ("read as place there, as organisation elsewhere",)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Vera Lund", PERSON), ("Vera Lund", PERSON), "the same name"),
        (("Vera Lund", PERSON), ("V. Lund", PERSON), "names 80% alike"),
        (("Sergey Kiriyenko", PERSON), ("Sergei Kirienko", PERSON), "names 90% alike"),
        (("Vera Lund", PERSON), ("Lund", PERSON), "a surname alone"),
        (("Wall Street Journal", BODY), ("WSJ", BODY), "one may be the other's acronym"),
        (("Roskosmos", PERSON), ("Roskosmos", BODY), "the same name, of different kinds"),
    ],
)
def test_near_names_left_apart_are_offered(
    one: tuple[str, EntityKind], other: tuple[str, EntityKind], reason: str
) -> None:
    (doubt,) = doubt_apart(named(one, other))
    assert (doubt.kind, doubt.subject_id, doubt.other_id) == (DoubtKind.LEFT_APART, 1, 2)
    assert doubt.reasons == (reason,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Vera Lund", PERSON), ("Nora Lund", PERSON)),
        (("Harbour Post", BODY), ("Harbour Ministry of Fisheries", BODY)),
        (("Vera Lund", PERSON), ("Lund Holdings", BODY)),
    ],
)
def test_names_that_only_share_a_word_are_not(
    one: tuple[str, EntityKind], other: tuple[str, EntityKind]
) -> None:
    assert list(doubt_apart(named(one, other))) == []


def test_a_pair_is_offered_once_and_a_common_word_compares_nothing() -> None:
    assert len(list(doubt_apart(named(("Harbour Post", BODY), ("Harbour Post", BODY))))) == 1
    many = [(f"Vera{number} Lund", PERSON) for number in range(60)]
    assert list(doubt_apart(named(*many))) == []


def test_doubtful_sources_weigh_more_the_less_they_rest_on() -> None:
    claims = [Rested(1, True, False), Rested(2, False, True), Rested(3, True, True)]
    weights = {doubt.subject_id: doubt.weight for doubt in doubt_sources(claims)}
    assert weights[3] > weights[2] > weights[1]
    assert list(doubt_sources([Rested(4, False, False)])) == []


def test_who_is_much_spoken_of_comes_sooner() -> None:
    rare = part("Lund", "Vera Lund")
    (much,) = doubt_joined([rare._replace(mentions=900)])
    (little,) = doubt_joined([rare])
    assert much.weight > little.weight
