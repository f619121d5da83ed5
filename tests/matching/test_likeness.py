"""Which of several claims "the port claim" means."""

from dataclasses import replace

import pytest

from matching.likeness import asks_for_one_claim, central_claims
from newsroom.answer import ClaimMatch
from newsroom.attribution import ClaimId, Identity, Source, SourcingChain
from tests.matching.cases import stored

TOLD = stored(1, "the mayor offered the port to a Danish shipping company", source="Odile Brandt")
AGAIN = stored(2, "the mayor had offered a shipping company the port", source="The Ledger")
OWN = stored(3, "the port stands empty")
SITE = stored(4, "the port opens in June", source="the port's website")


def _ids(*claims: object) -> list[int]:
    matches = tuple(ClaimMatch(claim, 0.9) for claim in claims)  # type: ignore[arg-type]
    return [match.claim.claim_id for match in central_claims(matches)]


def test_what_most_of_them_say_is_meant() -> None:
    assert _ids(SITE, TOLD, OWN, AGAIN) == [1, 2]


def test_a_reported_claim_is_meant_before_the_articles_own() -> None:
    assert _ids(OWN, replace(OWN, claim_id=ClaimId(9)), TOLD) == [1]


def test_the_longer_chain_breaks_a_tie() -> None:
    officer = Source("a former officer", Identity.UNNAMED, "person")
    deep = replace(TOLD, chain=SourcingChain((*TOLD.chain.links, officer)))
    assert _ids(SITE, deep) == [1]


def test_nothing_found_means_nothing() -> None:
    assert central_claims(()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what sources back the Taiwan claim?", True),
        ("who is behind that port sale allegation", True),
        ("what sources back the claims about Taiwan?", False),
        ("what sources back Taiwan", False),
        ("sources for the claim that the port was sold", False),
    ],
)
def test_whether_one_claim_is_asked_for(text: str, expected: bool) -> None:
    assert asks_for_one_claim(text) is expected
