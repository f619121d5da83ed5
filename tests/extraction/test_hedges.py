"""Hedges in labelled passages: every one with its exact words, and none that is no hedge."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extraction.claims.hedges import find_hedges
from extraction.parsing import parse
from extraction.pipeline import SHIPPED_MODEL
from extraction.reading import read_text

CASES = Path(__file__).parent.parent / "cases" / "hedges.jsonl"
RECALL, PRECISION = 0.97, 0.95
WORDS = (
    "allegedly may May might could not the a he I we think believe said to be is are reported if "
    "that some 40 about in case of doubt doubts chance , . ’s n't all but kind sort possible must "
    "have been appears as though known clear it"
).split()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(SHIPPED_MODEL)


def load_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def hedges_in(nlp: Language, text: str) -> list[str]:
    parsed = parse(nlp, read_text("case", text))
    found = [
        hedge
        for passage in parsed.passages
        for sentence in passage.doc.sents
        for hedge in find_hedges(passage, sentence, text)
    ]
    assert all(hedge.span.of(text) == hedge.text for hedge in found)
    return [hedge.text for hedge in found]


def test_labelled_hedges_are_found_with_their_words(nlp: Language) -> None:
    rows: dict[str, Counter[str]] = {}
    for case in load_cases():
        found, wanted = Counter(hedges_in(nlp, case["text"])), Counter(case["hedges"])
        row = rows.setdefault(case["category"], Counter())
        row.update(right=(found & wanted).total(), wanted=wanted.total(), found=found.total())
    for category, row in rows.items():
        print(f"{category:16} {row['right']}/{row['wanted']} found {row['found']}")
    total = sum(rows.values(), Counter())
    assert total["right"] >= RECALL * total["wanted"]
    assert total["right"] >= PRECISION * total["found"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Allegedly, the wall was never tested.", "Allegedly"),
        ("Doubts also arose about the wall.", "Doubts also arose"),
        ("The mayor is said to have known.", "is said to"),
        ("The two are believed to have met.", "are believed to"),
        ("The payments were alleged to continue.", "were alleged to"),
        ("The mayor was also said to have fled.", "was also said to"),
    ],
)
def test_a_hedge_is_kept_wherever_it_stands(nlp: Language, text: str, hedge: str) -> None:
    assert hedges_in(nlp, text) == [hedge]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_in_any_order_give_hedges_apart_from_each_other(
    nlp: Language, words: list[str]
) -> None:
    text = " ".join(words)
    parsed = parse(nlp, read_text("any", text))
    for passage in parsed.passages:
        for sentence in passage.doc.sents:
            spans = [hedge.span for hedge in find_hedges(passage, sentence, text)]
            assert all(a.end_char <= b.start_char for a, b in pairwise(spans))
