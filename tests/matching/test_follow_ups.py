"""Questions that lean on the answer before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.follow_ups import Before, continue_question
from matching.questions import read_question
from newsroom.answer import Answer, ClaimMatch, NameMatch, QuestionKind, Unanswered
from newsroom.entity import EntityId, EntityKind
from tests.matching.cases import stored

ROTHE = NameMatch(EntityId(2), "Ilse Rothe", EntityKind.PERSON, "Rothe", 1.0)
PORT = NameMatch(EntityId(1), "Port of Tarnby", EntityKind.ORGANISATION, "port", 1.0)


def _answer(text: str, *matches: NameMatch, source: str = "") -> Answer:
    claim = stored(1, "the harbour will close in June", source=source)
    return Answer(
        read_question(text), "1 claim.", claims=(ClaimMatch(claim, 1.0),), matches=matches
    )


WHO = Before.of(_answer("who is Ilse Rothe?", ROTHE))
CLOSURE = Before.of(_answer("what sources back the harbour closure?", source="Odile Brandt"))
SAID = Before.of(_answer("what did Ilse Rothe say about the harbour?", source="Ilse Rothe"))


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        (WHO, "and what did he say?", "what did Ilse Rothe say?"),
        (WHO, "And what did she say about the port?", "what did Ilse Rothe say about the port?"),
        (WHO, "has he commented?", "has Ilse Rothe commented?"),
        (WHO, "who is her husband", "who is Ilse Rothe's husband"),
        (WHO, "who told her", "who told Ilse Rothe"),
        (WHO, "and Odile Brandt?", "who is Odile Brandt?"),
        (WHO, "what about Odile Brandt", "who is Odile Brandt?"),
        (CLOSURE, "who says so?", "what sources back harbour closure?"),
        (CLOSURE, "and when was that?", "timeline of harbour closure?"),
        (CLOSURE, "why?", "what about harbour closure?"),
        (CLOSURE, "what did he say", "what did Odile Brandt say"),
        (CLOSURE, "who denied it?", "who denied harbour closure?"),
        (SAID, "and about the strike?", "what did Ilse Rothe say about the strike?"),
        (SAID, "and Odile Brandt?", "what did Odile Brandt say about the harbour?"),
    ],
)
def test_leaning_questions_get_words_of_their_own(before: Before, text: str, whole: str) -> None:
    assert continue_question(text, before) == whole


@pytest.mark.parametrize(
    "text",
    [
        "who is Odile Brandt?",
        "what did Odile Brandt say about the strike?",
        "did Rothe sell her boat?",
        "does that company pay tax in Tarnby?",
        "",
        "?!",
    ],
)
def test_what_stands_by_itself_stays(text: str) -> None:
    for before in (WHO, CLOSURE, SAID):
        assert continue_question(text, before) == text


def test_nothing_before_changes_nothing() -> None:
    for text in ("and what did he say?", "who says so?", "what about Rothe?"):
        assert continue_question(text, Before.of(None)) == text


def test_the_lines_of_a_pipe_lean_only_where_they_say_so() -> None:
    assert continue_question("has he commented?", WHO, only_explicit=True) == "has he commented?"
    whole = continue_question("and has he commented?", WHO, only_explicit=True)
    assert whole == "has Ilse Rothe commented?"


def test_a_body_is_nobodys_he() -> None:
    before = Before.of(_answer("what is the Port of Tarnby?", PORT))
    assert continue_question("what did he say?", before) == "what did he say?"
    assert continue_question("what did they say?", before) == "what did Port of Tarnby say?"


def test_nobody_is_spoken_of_where_many_stories_are_told() -> None:
    before = Before.of(_answer("what's new today?", source="Odile Brandt"))
    assert continue_question("what did he say?", before) == "what did he say?"
    assert continue_question("and this week?", before) == "and this week?"


def test_a_speaker_asked_for_in_vain_is_still_spoken_of() -> None:
    before = Before.of(Unanswered(read_question("what did Ilse Rothe say?"), "not found"))
    assert continue_question("has she commented?", before) == "has Ilse Rothe commented?"


def test_questions_asked_in_one_breath() -> None:
    question = read_question("who is Ilse Rothe and what did she say about the harbour?")
    assert (question.kind, question.subject) == (QuestionKind.WHO, "Ilse Rothe")
    (part,) = question.parts
    assert (part.kind, part.speaker, part.subject) == (QuestionKind.QUOTE, "Ilse Rothe", "harbour")


@pytest.mark.parametrize(
    "text",
    [
        "who published this and when",
        "who says there was a second leak, and is that on the record",
        'who said "the harbour is shut and what of it"',
        "did Rothe and Brandt meet?",
    ],
)
def test_one_question_is_not_cut(text: str) -> None:
    assert read_question(text).parts == ()


@given(st.text(max_size=60), st.sampled_from([WHO, CLOSURE, SAID, Before()]), st.booleans())
def test_any_words_can_follow(text: str, before: Before, only_explicit: bool) -> None:
    whole = continue_question(text, before, only_explicit=only_explicit)
    assert whole or not text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what did Rothe and Brandt say about the harbour?", ["Rothe", "Brandt"]),
        ("have Ilse Rothe and the port commented?", ["Ilse Rothe", "port"]),
        ("who are Rothe and Brandt?", ["Rothe", "Brandt"]),
    ],
)
def test_two_names_asked_about_at_once(text: str, names: list[str]) -> None:
    question = read_question(text)
    found = [one.speaker or one.subject for one in (question, *question.parts)]
    assert found == names
