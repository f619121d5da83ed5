"""How far a likeness of meaning is trusted."""

import pytest

from matching.meaning import NEAR, SURE, is_enough, particulars, rank_by_meaning, without
from newsroom.answer import Question, QuestionKind
from newsroom.entity import EntityId
from tests.matching.cases import stored

ROTHE = frozenset({EntityId(2), EntityId(7)})
HARBOUR = stored(1, "the harbour at Tarnby will close in June", source="Ilse Rothe", about=[1])
STRIKE = stored(2, "Dockers threatened to strike over the closure of 2 piers", about=[1])
RESIGNED = stored(3, "Rothe resigned on the third of May", about=[2])
SHORT = stored(4, "Harbours?")
EVERY = (HARBOUR, STRIKE, RESIGNED, SHORT)


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("port shut down by summer", (), True),
        ("rothe stepping down early", ("rothe",), True),
        ("rothe stepping", ("rothe",), False),
        ("the of and", (), False),
        ("harbour", (), False),
        ("skipper drunk", (), True),
        ("who is torvald quennell", (), False),
        ("who drank on the bridge", (), False),
        ("who drank rum on the bridge", (), True),
    ],
)
def test_enough_words_are_needed_beside_the_names(
    text: str, named: tuple[str, ...], expected: bool
) -> None:
    subject = text.removeprefix("who ").removeprefix("is ")
    assert is_enough(Question(text, QuestionKind.CLAIMS, subject), named) == expected


def test_a_topic_is_what_is_left_beside_the_names() -> None:
    assert without("Rothe's early leave, says Rothe", {"rothe", "rothes"}) == "early leave, says"


def test_the_nearest_come_first_and_the_far_are_left_out() -> None:
    found = [(HARBOUR, NEAR - 0.01), (STRIKE, SURE), (RESIGNED, SURE + 0.1)]
    ranked = rank_by_meaning(found)
    assert [match.claim.claim_id for match in ranked] == [3, 2]
    assert ranked[0].reasons == ("means nearly the same",)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ships kept out", {1, 2, 3}),
        ("Ships kept out", {1, 2, 3}),
        ("ships kept out of Tarnby", {1}),
        ("Tarnby without ships", {1}),
        ("ships kept out of Nowhere", set()),
        ("Quennell tunnel closed", set()),
        ("why did 2 jetties go", {2}),
        ("why did 20 jetties go", set()),
        ("ships kept out by Rothe's people", {1, 3}),
    ],
)
def test_names_and_numbers_have_to_be_the_same(asked: str, expected: set[int]) -> None:
    particular = particulars(asked, lambda word: word == "Ships")
    ranked = rank_by_meaning([(claim, 0.9) for claim in EVERY], particular)
    assert {match.claim.claim_id for match in ranked} == expected


def test_an_entity_that_is_named_has_to_be_in_the_claim() -> None:
    ranked = rank_by_meaning([(claim, 0.9) for claim in EVERY], named=(ROTHE,))
    assert [match.claim.claim_id for match in ranked] == [3]
