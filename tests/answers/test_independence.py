"""Independent sources of a story, by labelled rows: ends of chains, each counted once."""

from datetime import datetime
from typing import Any

import pytest

from answers.sourcing import main_source, story_sources
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import (
    ClaimId,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from tests.matching.cases import read_cases

CASES = tuple(read_cases("independent_sources.jsonl"))


def _claim(number: int, row: dict[str, Any]) -> StoredClaim:
    links = [Source("this article", Identity.NAMED, "outlet")]
    for label, identity, kind, entity in row["chain"]:
        several = Number.SEVERAL if kind == "group" else Number.ONE
        links.append(Source(label, Identity(identity), kind, entity=entity, number=several))
    kind = row.get("response")
    said_by = row["chain"][-1][0] if row["chain"] else ""
    response = Response(ResponseKind(kind), said_by, Span(0, 1)) if kind else None
    return StoredClaim(
        ClaimId(number),
        _citation(row["article"], row["outlet"]),
        "the quay sinks",
        "Quay" if row.get("headline") else f"Sentence {number} says that the quay sinks.",
        Manner.INDIRECT,
        SourcingChain(tuple(links)),
        response=response,
    )


def _citation(article: int, outlet: str) -> Citation:
    return Citation(ArticleId(article), "Quay", outlet, datetime(2031, 3, article), None)


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
def test_each_end_counts_once(row: dict[str, Any]) -> None:
    claims = [_claim(number, each) for number, each in enumerate(row["claims"], 1)]
    outlets = {each["article"]: each["outlet"] for each in row["claims"]}
    voices = {article: article for article in outlets}
    for copy, first in row["copies"].items():
        voices[int(copy)] = voices[first]
    folded = {
        ArticleId(article): _citation(first, outlets[first]) for article, first in voices.items()
    }
    sources = story_sources(claims, folded)
    assert len(sources) == row["count"], [one.source.label for one in sources]
    if row["sources"] is not None:
        assert [one.source.label for one in sources] == row["sources"]
    assert sum(bool(one.may_be_also) for one in sources) == row["doubtful"]
    if row["mainly"] is not None:
        mainly = main_source(sources, folded)
        assert mainly is not None and mainly.source.label == row["mainly"]


def test_who_repeats_a_source_is_listed() -> None:
    (row,) = (row for row in CASES if row["case"] == "five outlets cite one report")
    (one,) = story_sources([_claim(n, each) for n, each in enumerate(row["claims"], 1)])
    assert [each.outlet for each in one.repeated_by] == [each["outlet"] for each in row["claims"]]
    assert [claim.claim_id for claim in one.claims] == [1, 2, 3, 4, 5]


def test_alike_unnamed_sources_point_at_each_other() -> None:
    (row,) = (row for row in CASES if row["case"].startswith("officials of two outlets"))
    first, other = story_sources([_claim(n, each) for n, each in enumerate(row["claims"], 1)])
    assert (first.may_be_also, other.may_be_also) == ((1,), (0,))


def test_nothing_rests_mainly_on_one_of_two_equal_sources() -> None:
    (row,) = (row for row in CASES if row["case"] == "two people and a paper")
    claims = [_claim(number, each) for number, each in enumerate(row["claims"], 1)]
    assert main_source(story_sources(claims)) is None
    assert main_source(()) is None


def test_the_source_that_the_desk_knows_at_second_hand_says_through_whom() -> None:
    (row,) = (row for row in CASES if row["case"].startswith("five outlets cite one outlet's"))
    (one,) = story_sources([_claim(number, each) for number, each in enumerate(row["claims"], 1)])
    assert one.through == "Tribune" and not one.is_voice
