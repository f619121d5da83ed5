"""Which entities some words may name."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.folding import fold
from matching.names import CONFIDENT, TIE, decide, find_names, rank_names
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityKind, MentionForm
from tests.matching.cases import known, read_cases

KIRIYENKO = known(
    1,
    "Sergey Kiriyenko",
    ["Kiriyenko"],
    roles=["deputy head of the presidential administration of Russia"],
)
MUSK = known(
    2,
    "Elon Musk",
    ["Musk"],
    roles=["billionaire", "SpaceX's owner", "the world's richest man"],
    weight=9,
)
ROGOZIN = known(3, "Dmitry Rogozin", roles=["then-head of Roskosmos"])
CARLSON = known(4, "Tucker Carlson", roles=["right-wing commentator"])
XI = known(5, "Xi Jinping", ["Xi"], roles=["Chinese leader"])
X = known(6, "X", ["X platform"], kind=EntityKind.PRODUCT)
SPACEX = known(7, "SpaceX", kind=EntityKind.ORGANISATION)
ADMINISTRATION = known(8, "Presidential administration of Russia", kind=EntityKind.ORGANISATION)
DESK = (*KIRIYENKO, *MUSK, *ROGOZIN, *CARLSON, *XI, *X, *SPACEX, *ADMINISTRATION)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Kiriyenko", "Sergey Kiriyenko"),
        ("kirienko", "Sergey Kiriyenko"),
        ("Кириенко", "Sergey Kiriyenko"),
        ("sergei kirijenko", "Sergey Kiriyenko"),
        ("deputy head of the presidential administration", "Sergey Kiriyenko"),
        ("the billionaire", "Elon Musk"),
        ("spacex's owner", "Elon Musk"),
        ("owner of SpaceX", "Elon Musk"),
        ("owns spacex", "Elon Musk"),
        ("worlds richest man", "Elon Musk"),
        ("billionaire elon musk", "Elon Musk"),
        ("Dimitri Rogosin", "Dmitry Rogozin"),
        ("head of roskosmos", "Dmitry Rogozin"),
        ("tuker carlson", "Tucker Carlson"),
        ("Xi", "Xi Jinping"),
        ("X", "X"),
        ("x platform", "X"),
    ],
)
def test_finds(query: str, name: str) -> None:
    decision = decide(rank_names(query, DESK))
    assert decision.best is not None
    assert decision.best.name == name
    assert decision.best.reasons


@pytest.mark.parametrize(
    "query",
    ["Peskov", "head", "administration", "Sergey Lavrov", "musks wife", "Elon Mask Jr", "?"],
)
def test_refuses(query: str) -> None:
    decision = decide(rank_names(query, DESK))
    assert decision.best is None
    assert decision.choices == ()


def test_an_absent_name_is_refused_with_the_nearest() -> None:
    assert decide(rank_names("Peskov", DESK)).suggestions


def test_short_names_do_not_stand_for_longer_ones() -> None:
    assert [match.name for match in rank_names("xi", DESK) if match.score >= CONFIDENT] == [
        "Xi Jinping"
    ]
    assert [match.name for match in rank_names("x", DESK) if match.score >= CONFIDENT] == ["X"]


def test_several_that_fit_as_well_are_choices() -> None:
    millers = (*known(1, "Jason Miller"), *known(2, "James Andrew Miller", weight=5))
    decision = decide(rank_names("miller", millers))
    assert decision.best is None
    assert [match.name for match in decision.choices] == ["James Andrew Miller", "Jason Miller"]
    assert decision.choices[0].score - decision.choices[-1].score < TIE


def test_a_name_of_its_own_beats_the_same_word_inside_others() -> None:
    desk = (*known(1, "Washington", kind=EntityKind.PLACE), *known(2, "Denzel Washington"))
    best = decide(rank_names("washington", desk)).best
    assert best is not None
    assert best.entity_id == 1


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("Eric Trump", "Eric Trump Foundation", EntityKind.ORGANISATION),
        ("New York", "New York University", EntityKind.ORGANISATION),
        ("Bank of Ireland", "Bank of England", EntityKind.ORGANISATION),
        ("Michael Brown", "Michelle Browne", EntityKind.PERSON),
        ("Hillary Clinton", "Bill Clinton", EntityKind.PERSON),
    ],
)
def test_different_ones_do_not_match(query: str, name: str, kind: EntityKind) -> None:
    assert decide(rank_names(query, known(1, name, [name.split()[-1]], kind=kind))).best is None


def test_a_word_out_of_the_middle_is_only_a_suggestion() -> None:
    bank = known(1, "Bank of England", kind=EntityKind.ORGANISATION)
    assert [match.name for match in decide(rank_names("england", bank)).suggestions]


def test_a_name_inside_somebody_elses_role_is_not_that_person() -> None:
    desk = known(1, "Emmanuel Macron", ["Macron"], roles=["husband of Brigitte Macron"])
    assert decide(rank_names("Brigitte Macron", desk)).best is None


@pytest.mark.parametrize(
    "given", ["Ines Gaia", "Malik Selim", "Tomas Hanne", "Ole Petra", "Ada Ruth"]
)
def test_of_runs_of_words_that_fit_as_well_the_longest_is_told(given: str) -> None:
    (found,) = find_names(f"what did {given} Weiric say", known(9, f"{given} Schochemberg"))
    assert found.reasons == ("given names",)


def test_find_names_inside_a_question() -> None:
    found = find_names("did Elon Musk threaten kirienko over x", DESK)
    assert {match.name for match in found} == {"Elon Musk", "Sergey Kiriyenko", "X"}


def _score(row: dict[str, Any]) -> float:
    kind = EntityKind.ORGANISATION if _is_body(row) else EntityKind.PERSON
    matches = rank_names(row["query"], known(1, row["name"], row["aliases"], kind=kind))
    return matches[0].score if matches else 0.0


# the cases carry no kind: these words tell the names that are no person's
_BODIES = frozenset(
    "air council centre bank board authority volkswagen university organization fund treaty nations"
    " agency zeitung corporation court directorate motors ministry mercury bbc nestle commission"
    " deutsche x kharkiv malmo korea congo australia slovenia nigeria kyiv".split()
)


def _is_body(row: dict[str, Any]) -> bool:
    return bool(_BODIES.intersection(fold(row["name"]).split()))


def test_name_cases() -> None:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in read_cases("names.jsonl"):
        is_found = _score(row) >= CONFIDENT
        table[str(row["category"])][2 * (not row["same"]) + (is_found != row["same"])] += 1
        if is_found != row["same"]:
            print("wrong" if is_found else "missed", row["query"], "|", row["name"])
    for category, (found, missed, refused, wrong) in table.items():
        print(
            f"{category:18} found {found:3} missed {missed:3} refused {refused:3} wrong {wrong:3}"
        )
    found, missed, _, wrong = (sum(row[place] for row in table.values()) for place in range(4))
    precision, recall = found / (found + wrong), found / (found + missed)
    print(f"precision {precision:.3f} recall {recall:.3f}")
    assert precision >= 0.97
    assert recall >= 0.92


CANDIDATES = st.builds(
    lambda number, name, alias, kind, form: AliasCandidate(
        number, name, kind, alias, fold(alias), form, 1, None
    ),
    st.integers(1, 5),
    st.text(max_size=20),
    st.text(max_size=20),
    st.sampled_from(EntityKind),
    st.sampled_from(MentionForm),
)


@given(st.text(alphabet=st.characters(), max_size=40), st.lists(CANDIDATES, max_size=8))
def test_ranking_never_fails_and_scores_are_bounded(
    query: str, candidates: list[AliasCandidate]
) -> None:
    matches = rank_names(query, candidates)
    assert all(0.0 < match.score <= 1.0 for match in matches)
    assert len({match.entity_id for match in matches}) == len(matches)
    assert list(matches) == sorted(matches, key=lambda match: -match.score)
    assert all(match.score >= CONFIDENT for match in find_names(query, candidates))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéЖ ", min_size=1, max_size=30))
def test_a_name_finds_itself(name: str) -> None:
    if fold(name):
        assert rank_names(name, known(1, name))[0].score == 1.0
