"""Responses in labelled sentences: which kind, in which words, and whose."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extraction.claims.responses import (
    find_rebuttal,
    find_respondent,
    find_response,
    is_question,
    reports_silence,
)
from extraction.parsing import parse
from extraction.phrases import phrase_of
from extraction.pipeline import SHIPPED_MODEL
from extraction.reading import read_text
from newsroom.article import Span
from newsroom.attribution import ResponseKind

CASES = Path(__file__).parent.parent / "cases" / "responses.jsonl"
KINDS, PARTIES = 0.97, 0.90


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(SHIPPED_MODEL)


def load_cases(prefix: str) -> list[dict[str, Any]]:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [case for case in cases if case["id"].startswith(prefix)]


def party_of(nlp: Language, text: str, at: Span) -> str:
    passage = parse(nlp, read_text("case", text)).passages[0]
    head = find_respondent(passage, at)
    return passage.span(phrase_of(head)).of(text) if head is not None else ""


def test_labelled_responses_are_told_apart_and_quoted() -> None:
    rows: dict[str, Counter[str]] = {}
    for case in load_cases("response"):
        found = find_response(case["text"])
        got = (found[0].value, case["text"][found[1] : found[2]]) if found else (None, "")
        row = rows.setdefault(case["kind"] or "no response", Counter())
        row.update(n=1, right=int(got == (case["kind"], case["words"])))
    for kind, row in rows.items():
        print(f"{kind:14} {row['right']}/{row['n']}")
    total = sum(rows.values(), Counter())
    assert total["right"] >= KINDS * total["n"]


def test_a_response_is_its_own_party_s(nlp: Language) -> None:
    right = Counter[bool]()
    for case in load_cases("response"):
        found = find_response(case["text"])
        if found and case["party"]:
            right[party_of(nlp, case["text"], Span(*found[1:])) == case["party"]] += 1
    assert right[True] >= PARTIES * right.total()


def test_the_one_that_was_not_reached_is_not_the_one_who_speaks(nlp: Language) -> None:
    text = "Marsh said the wall was safe, but a spokesman for Vane declined to comment."
    found = find_response(text)
    assert found is not None
    assert found[0] is ResponseKind.REFUSAL
    assert party_of(nlp, text, Span(*found[1:])) == "a spokesman for Vane"


@pytest.mark.parametrize("case", load_cases("rebuttal"), ids=lambda case: case["id"])
def test_a_party_denies_in_its_own_words(case: dict[str, Any]) -> None:
    found = find_rebuttal(case["text"], case["before"], is_quoted=case["is_quoted"])
    assert (found is not None) == case["denies"]


def test_silence_wins_over_speech() -> None:
    found = find_response("He denied the charge, and his lawyer declined to comment.")
    assert found is not None
    assert reports_silence(found[0])


def test_white_space_and_apostrophes_of_any_kind() -> None:
    for text in ("He didn’t\u00a0respond.", "He didn't  respond.", "He did not\nrespond."):
        found = find_response(text)
        assert found is not None
        assert found[0] is ResponseKind.NO_COMMENT


def test_being_asked_is_a_question_and_hitting_back_is_none() -> None:
    assert is_question("was asked about")
    assert not is_question("hit back")


@given(st.text(max_size=300))
def test_any_text_is_searched_without_failing(text: str) -> None:
    found = find_response(text)
    assert found is None or 0 <= found[1] < found[2] <= len(text)
