"""Names found among many by what people type, and completed letter by letter."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lookup import complete, find_candidates, find_names
from newsroom.article import Article, Span
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, NameRecord, Role
from newsroom.extraction import Extraction
from storage.articles import add_article
from storage.connections import NameKeys, open_writer
from storage.database import Database
from storage.name_import import import_names

PERSONS = (
    "Sergey Kiriyenko",
    "Dmitry Rogozin",
    "Dianne Feinstein",
    "Siobhán Ó Súilleabháin",
    "Giorgos Papadopoulos",
    "Benjamin Netanyahu",
    "Mikhail Khodorkovsky",
    "Ursula Gertrud von der Leyen",
    "John Fitzgerald Kennedy",
    "José María Aznar López",
)
BODIES = (
    "International Atomic Energy Agency",
    "European Bank for Reconstruction and Development",
    "SpaceX",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A desk with well-known names among three thousand others, one of them in an article."""
    from matching.folding import fold
    from matching.keys import indexed_words, word_keys

    path: Path = tmp_path_factory.mktemp("lookup") / "desk.db"
    db = open_writer(path, fold, NameKeys(indexed_words, word_keys))
    given, last = (
        "Anna Boris Clara David Elena Fred".split(),
        "Kirov Rogers Feld Neto Kennett".split(),
    )
    crowd = [
        f"{a} {b}{c}{d}"
        for a in given
        for b in last
        for c in "aeiou"
        for d in "bcdfghklmnprstvwxyz"
    ]
    import_names(db, [NameRecord(name, EntityKind.PERSON) for name in (*crowd, *PERSONS)])
    import_names(db, [NameRecord(name, EntityKind.ORGANISATION) for name in BODIES])
    listed = (
        ("Angela Merkel", "Ангела Меркель"),
        ("Zoe Aldane", "Aldane"),
        ("Solveig Quaye", "Сольвейг Куэй"),
    )
    import_names(db, [NameRecord(name, EntityKind.PERSON, (alias,)) for name, alias in listed])
    add_article(db, _article(), (None, None, None), datetime(2025, 1, 1, tzinfo=UTC))
    yield db
    db.close()


def _article() -> Extraction:
    text = "Kirstine Aldane, harbour master of Tarnby, met Kira Holm and Anders Quaye."
    entities = []
    for name, times in (("Kirstine Aldane", 5), ("Kira Holm", 1), ("Anders Quaye", 1)):
        span = Span(text.index(name), text.index(name) + len(name))
        entities.append(
            Entity(
                name, EntityKind.PERSON, mentions=(Mention(name, span, MentionForm.NAME),) * times
            )
        )
    role = "harbour master of Tarnby"
    place = Span(text.index(role), text.index(role) + len(role))
    entities[0] = Entity(
        entities[0].name, EntityKind.PERSON, (), (Role(role, place),), entities[0].mentions
    )
    return Extraction(Article("a", text, "A"), (), tuple(entities), ())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kirienko", "Sergey Kiriyenko"),
        ("Кириенко", "Sergey Kiriyenko"),
        ("Сергей Кириенко", "Sergey Kiriyenko"),
        ("sergei kirijenko", "Sergey Kiriyenko"),
        ("kiriyenko, sergey", "Sergey Kiriyenko"),
        ("S. Kiriyenko", "Sergey Kiriyenko"),
        ("feinstien", "Dianne Feinstein"),
        ("siobhan o suilleabhain", "Siobhán Ó Súilleabháin"),
        ("Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
        ("בנימין נתניהו", "Benjamin Netanyahu"),
        ("хodorkovsky", "Mikhail Khodorkovsky"),
        ("Chodorkowski", "Mikhail Khodorkovsky"),
        ("ursula von der leyen", "Ursula Gertrud von der Leyen"),
        ("jfk", "John Fitzgerald Kennedy"),
        ("john kennedy", "John Fitzgerald Kennedy"),
        ("aznar", "José María Aznar López"),
        ("iaea", "International Atomic Energy Agency"),
        ("EBRD", "European Bank for Reconstruction and Development"),
        ("space x", "SpaceX"),
        ("angelamerkel", "Angela Merkel"),
        ("Меркель", "Angela Merkel"),
        ("harbour master of tarnby", "Kirstine Aldane"),
        ("tarnby's harbour master", "Kirstine Aldane"),
    ],
)
def test_the_name_is_among_the_first(desk: Database, typed: str, name: str) -> None:
    assert name in [match.name for match in find_names(desk, typed)[:3]]


@pytest.mark.parametrize("typed", ["aldane", "aldanne", "Алдане"])
def test_a_surname_means_first_whom_the_desk_has_read_of(desk: Database, typed: str) -> None:
    found = [match.name for match in find_names(desk, typed)]
    assert found.index("Kirstine Aldane") < found.index("Zoe Aldane")


def test_a_name_in_another_script_is_read_as_other_names_on_the_desk_are_written(
    desk: Database,
) -> None:
    assert [match.name for match in find_names(desk, "Куэй")][:2] == [
        "Anders Quaye",
        "Solveig Quaye",
    ]
    assert find_names(desk, "Андерс Куэй")[0].name == "Anders Quaye"


@pytest.mark.parametrize("typed", ["Clara Netoaz", "netoaz clara"])
def test_a_common_word_is_sought_beside_a_rarer_one(desk: Database, typed: str) -> None:
    assert find_names(desk, typed)[0].name == "Clara Netoaz"


def test_nothing_typed_finds_nothing(desk: Database) -> None:
    assert find_candidates(desk, " ?! ") == ()


def test_the_mentioned_come_first_and_then_the_others(desk: Database) -> None:
    names = [match.name for match in complete(desk, "kir")]
    assert names[:2] == ["Kirstine Aldane", "Kira Holm"]
    assert len(names) == len(set(names)) == 25


def test_every_letter_of_a_name_leads_to_it(desk: Database) -> None:
    for name in (*PERSONS, *BODIES):
        for end in range(len(name) // 2 + 2, len(name) + 1):
            assert name in [match.name for match in complete(desk, name[:end])], name[:end]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("feins", "Dianne Feinstein"),
        ("fienst", "Dianne Feinstein"),
        ("diane f", "Dianne Feinstein"),
        ("feinstein d", "Dianne Feinstein"),
        ("khodorkof", "Mikhail Khodorkovsky"),
        ("Кирие", "Sergey Kiriyenko"),
        ("ursula l", "Ursula Gertrud von der Leyen"),
        ("benjamin neta", "Benjamin Netanyahu"),
    ],
)
def test_one_slip_is_forgiven_while_typing(desk: Database, typed: str, name: str) -> None:
    assert name in [match.name for match in complete(desk, typed)]


def test_before_anything_is_typed_the_most_mentioned_are_offered(desk: Database) -> None:
    assert [match.name for match in complete(desk, "")][:2] == ["Kirstine Aldane", "Kira Holm"]
