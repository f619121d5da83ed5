"""Who comes first of several that some words may mean, and who is no answer at all."""

from typing import Any

import pytest

from matching.names import CONFIDENT, rank_names
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityKind
from tests.matching.cases import known, read_cases

CASES = read_cases("name_order.jsonl")


def desk(row: dict[str, Any]) -> list[AliasCandidate]:
    """Every form of the entities of a row."""
    return [
        candidate
        for number, each in enumerate(row["desk"])
        for candidate in known(
            number,
            each["name"],
            each["aliases"],
            kind=EntityKind(each["kind"]),
            weight=each["mentions"],
        )
    ]


@pytest.mark.parametrize("row", CASES, ids=lambda row: str(row["query"]))
def test_the_first_is_the_one_meant(row: dict[str, Any]) -> None:
    found = rank_names(row["query"], desk(row))
    if row["first"] is None:
        assert all(match.score < CONFIDENT for match in found)
    else:
        assert found[0].name == row["first"]
