"""Gold claims beside ours: which is meant, and whether the chains agree."""

from typing import Any

import pytest

from evaluation.seed_claims import anchors, compare, nearest
from newsroom.article import Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Hedge,
    Identity,
    Manner,
    Source,
    SourcingChain,
)

HERE = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
WIRE = Source("the Harbour Wire", Identity.NAMED, "organisation", entity="Harbour Wire")
SAILOR = Source("one sailor", Identity.UNNAMED, "person")
GOLD_WIRE = {"level": 1, "label": "The Wire", "entity": "e-wire", "kind": "outlet", "named": True}
GOLD_SAILOR = {"level": 2, "label": "a sailor", "entity": "e-sailor", "kind": "x", "named": False}
ENTITIES = [
    {"id": "e-wire", "name": "Harbour Wire", "aliases": ["HW"]},
    {"id": "e-sailor", "name": "sailor", "aliases": []},
]


def claim(start: int, end: int, *links: Source, hedge: Span | None = None) -> Claim:
    """A claim over some characters with a chain behind this article."""
    span = Span(start, end)
    hedges = (Hedge("allegedly", hedge),) if hedge else ()
    chain = SourcingChain((HERE, *links))
    return Claim("…", (span,), (), (), Manner.INDIRECT, chain, span, hedges)


def gold(*links: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A gold claim over the first ten characters."""
    chain = [{"level": 0, "label": THIS_ARTICLE, "kind": "publisher", "named": False}, *links]
    whole = {"id": "c1", "sentence": "S1", "span": [0, 10], "text": "…", "hedges": []}
    return whole | {"chain": chain} | more


def is_right(marked: dict[str, Any], ours: Claim) -> bool:
    (item,) = compare({"entities": ENTITIES, "claims": [marked]}, [ours])
    return item.is_right


def test_chains_agree_link_by_link_in_order() -> None:
    marked = gold(GOLD_WIRE, GOLD_SAILOR)
    assert is_right(marked, claim(0, 10, WIRE, SAILOR))
    assert not is_right(marked, claim(0, 10, SAILOR, WIRE))
    assert not is_right(marked, claim(0, 10, WIRE))


def test_the_articles_own_voice_is_an_empty_chain() -> None:
    assert is_right(gold(), claim(0, 10))
    assert not is_right(gold(), claim(0, 10, WIRE))


@pytest.mark.parametrize("label", ["HW", "the Harbour Wire", "Wire"])
def test_an_alias_or_the_canonical_name_will_do(label: str) -> None:
    source = Source(label, Identity.NAMED, "organisation")
    assert is_right(gold(GOLD_WIRE), claim(0, 10, source))


def test_the_right_name_with_the_wrong_identity_is_wrong() -> None:
    source = Source("Harbour Wire", Identity.DOCUMENT, "document")
    assert not is_right(gold(GOLD_WIRE), claim(0, 10, source))
    assert is_right(gold(GOLD_WIRE | {"kind": "document"}), claim(0, 10, source))


def test_nothing_in_its_place_is_wrong() -> None:
    assert not is_right(gold(), claim(10, 20))


def test_the_claim_that_shares_most_is_meant_and_the_shortest_of_several() -> None:
    wide, narrow, other = claim(0, 30), claim(0, 10), claim(8, 40)
    assert nearest([Span(0, 10)], [wide, other, narrow]) == narrow
    assert nearest([Span(5, 30)], [narrow, wide]) == wide
    assert nearest([Span(50, 60)], [wide]) is None


def test_a_claim_without_a_part_has_what_the_others_leave() -> None:
    first = gold(part={"span": [2, 4], "text": "…"})
    last = gold(part={"span": [6, 10], "text": "…"})
    rest, elsewhere = gold(), gold(sentence="S2", part={"span": [0, 1], "text": "…"})
    everything = [last, first, rest, elsewhere]
    assert anchors(first, everything) == (Span(2, 4),)
    assert anchors(rest, everything) == (Span(0, 2), Span(4, 6))


def test_a_hedge_is_found_at_its_very_place() -> None:
    marked = gold(hedges=[{"text": "allegedly", "span": [0, 3]}])
    whole = {"entities": ENTITIES, "claims": [marked]}
    for span, found in ((Span(0, 3), 1), (Span(0, 4), 0)):
        (item,) = compare(whole, [claim(0, 10, hedge=span)])
        assert (item.found, item.hedges) == (found, 1)
