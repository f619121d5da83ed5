"""Notes of correction in labelled texts: each with its words, kind and day, and no others."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.corrections import MOST_CHARS, extract_corrections
from extraction.reading import read_text
from newsroom.version import Correction

CASES = Path(__file__).parent.parent / "cases" / "corrections.jsonl"
PUBLISHED = datetime(2031, 3, 4, 10, 20)
HEADLINE = "Ferry sold to the islanders\n\nThe town has sold its ferry, the mayor said.\n\n"
PIECES = (
    "Correction", "correction", ":", "An earlier version of this article", "said", "Updated", "on",
    "5 March 2031", "Editor's note", ".", "\n\n", "\n", "(", ")", "*", " ", "the",
    "We regret the error",
)  # fmt: skip


def load_cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def notes_in(text: str) -> tuple[Correction, ...]:
    """The notes of an article whose headline and opening hold none."""
    article = read_text("case", HEADLINE + text + "\n", published_at=PUBLISHED)
    found = extract_corrections(article)
    assert all(note.span and note.span.of(article.text) == note.text for note in found)
    return found


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case["id"]))
def test_labelled_notes_are_found_with_their_words_kind_and_day(case: dict[str, Any]) -> None:
    found = notes_in(case["text"])
    if case["kind"] is None:
        assert found == ()
        return
    (note,) = found
    assert (note.text, note.kind.value) == (case["note"], case["kind"])
    assert note.stated_on == (date.fromisoformat(case["on"]) if case["on"] else None)


def test_every_category_has_cases_and_negatives_are_many() -> None:
    categories = Counter(case["category"] for case in load_cases())
    assert min(categories.values()) >= 2 and categories["negative"] >= 15


def test_a_day_without_a_year_is_counted_from_the_article() -> None:
    (note,) = notes_in("Correction, March 6: The pier has eleven piles.")
    assert note.stated_on == date(2031, 3, 6)
    (other,) = notes_in("Correction: The meeting was on 6 March 2031, not a day later.")
    assert other.stated_on is None, "a day in the note itself is not the day of the note"


def test_a_paragraph_too_long_for_a_note_is_none() -> None:
    assert notes_in("Correction: " + "the pier is shut, " * (MOST_CHARS // 10)) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join))
def test_whatever_an_article_says_each_note_stands_at_its_span(text: str) -> None:
    notes_in(text)


@pytest.mark.parametrize(
    ("note", "is_one"),
    [
        ("Correction: an earlier version of this article put the number of cable cuts at 21.", 1),
        ("CORRECTION (March 3): The ferry sank on Monday.", 1),
        ("This article has been corrected to say that the hull was sound.", 1),
        ("Editor's note: This story was updated to correct the date of the vote.", 1),
        ("(Corrects spelling of Brandt in paragraph 3)", 1),
        ("We regret the error.", 1),
        ("The correction officer said that the prison was full.", 0),
        ("Shares fell in what analysts called a correction of the market.", 0),
        ("The mayor corrected the minister: the bridge is safe.", 0),
        ("An earlier version of the bill had no such clause.", 0),
        ("She retracted her statement on Monday.", 0),
        ("The ministry regrets the decision.", 0),
    ],
)
def test_what_digests_call_a_correction(note: str, is_one: int) -> None:
    article = read_text("ferry", f"Ferry sinks off Tarnby\n\nThe ferry sank.\n\n{note}\n")
    assert len(extract_corrections(article)) == is_one
