"""Labelled passages: what is read in each is held against what a person marked."""

from collections import Counter
from dataclasses import fields

from extraction.pipeline import Reader
from extraction.reading import read_text
from tests.extraction.scoring import Verdict, compare, load_cases

BARS = {"found": 0.92, "chain": 0.80, "identity": 0.84, "manner": 0.92, "hedges": 0.95,
        "response": 0.95}  # fmt: skip


def test_labelled_passages_are_read_as_marked(reader: Reader) -> None:
    right: dict[str, Counter[str]] = {}
    for case in load_cases():
        row = right.setdefault(case["category"], Counter())
        for verdict in compare(case, reader.read(read_text(case["id"], case["text"]))):
            row["n"] += 1
            row.update(name.name for name in fields(Verdict) if getattr(verdict, name.name))
    for category, row in right.items():
        print(f"{category:24}", *(f"{bar} {row[bar]}/{row['n']}" for bar in BARS))
    total = sum(right.values(), Counter())
    shares = {bar: total[bar] / total["n"] for bar in BARS}
    assert all(shares[bar] >= floor for bar, floor in BARS.items()), shares


def test_idioms_are_no_attributions(reader: Reader) -> None:
    cases = [case for case in load_cases() if case["category"] == "no_attribution"]
    attributed = [
        case["id"]
        for case in cases
        for claim in reader.read(read_text(case["id"], case["text"])).claims
        if len(claim.chain.links) > 1
    ]
    assert len(attributed) <= 1, attributed
