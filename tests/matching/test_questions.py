"""What a question asks for."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.folding import words
from matching.patterns import ANY_RESPONSE
from matching.questions import read_question
from newsroom.answer import QuestionKind
from newsroom.attribution import Identity, ResponseKind
from tests.matching.cases import read_cases

K = QuestionKind


@pytest.mark.parametrize(
    ("text", "kind", "subject", "speaker"),
    [
        ("who is Kiriyenko?", K.WHO, "Kiriyenko", None),
        ("whos Kiriyenko", K.WHO, "Kiriyenko", None),
        ("worlds richest man", K.WHO, "worlds richest man", None),
        ("who is spacex's owner?", K.WHO, "spacex's owner", None),
        ("WHO", K.WHO, "WHO", None),
        ("what is X", K.WHO, "X", None),
        ("who is Levitt and what did he find", K.WHO, "Levitt", None),
        ("who chairs the committee", K.WHO, "chairs the committee", None),
        ("what sources back the Taiwan claim?", K.SOURCES, "Taiwan", None),
        ("trump putin secret talks - who says so?", K.SOURCES, "trump putin secret talks", None),
        ("is the bribery allegation sourced", K.SOURCES, "bribery", None),
        ("where does the figure of 212000 come from", K.SOURCES, "figure of 212000", None),
        ("who says the dam is cracked", K.SOURCES, "dam is cracked", None),
        ("has musk commented", K.CLAIMS, "", "musk"),
        ("did the Trump campaign deny the talks?", K.CLAIMS, "talks", "Trump campaign"),
        ("what did the kremlin reply", K.CLAIMS, "", "kremlin"),
        ("what was Prince Bandar's response", K.CLAIMS, "", "Prince Bandar's"),
        ("who threatened Musk?", K.CLAIMS, "threatened Musk", None),
        ("what were the talks about", K.CLAIMS, "talks", None),
        ("does the article say russian troops use starlink", K.CLAIMS,
         "russian troops use starlink", None),
        ("what did trumps spokeswoman say", K.QUOTE, "", "trumps spokeswoman"),
        ("what did Manafort say about the rules?", K.QUOTE, "rules", "Manafort"),
        ("who said \"nobody even shot\"", K.QUOTE, "nobody even shot", None),
        ("who said clinton will still be crooked", K.QUOTE, "clinton will still be crooked", None),
        ("what did she tell the court, Priya Nair", K.QUOTE, "court", "Priya Nair"),
        ("when did putin ask about taiwan", K.TIMELINE, "putin ask about taiwan", None),
        ("tmieline of the port strike", K.TIMELINE, "port strike", None),
        ("wen is the recount", K.TIMELINE, "recount", None),
        ("whats the latest on the tour", K.STORY, "tour", None),
        ("catch me up on the election", K.STORY, "election", None),
    ],
)  # fmt: skip
def test_reads(text: str, kind: QuestionKind, subject: str, speaker: str | None) -> None:
    question = read_question(text)
    assert (question.kind, question.subject, question.speaker) == (kind, subject, speaker)
    assert question.text == text


def test_responses_asked_for() -> None:
    assert read_question("did X deny it").responses == (ResponseKind.DENIAL,)
    assert read_question("has the bishop commented on the sale").responses == ANY_RESPONSE
    assert ResponseKind.REFUSAL in read_question("who refused to comment on it").responses


def test_claims_that_rest_on_one_unnamed_source() -> None:
    question = read_question("which claims rest on one anonymous source")
    assert (question.kind, question.identity) == (K.SOURCES, Identity.UNNAMED)
    assert question.is_single
    assert question.subject == ""


def test_asking_whether_a_source_is_named_is_no_filter() -> None:
    question = read_question("are the threats from a named source?")
    assert (question.kind, question.subject, question.identity) == (K.SOURCES, "threats", None)


@pytest.mark.parametrize(
    "text",
    [
        "who published this and when",
        "when was this article published",
        "which outlet",
        "Which paper?",
    ],
)
def test_about_publication(text: str) -> None:
    question = read_question(text)
    assert question.about_publication
    assert question.kind is K.SOURCES


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("what's new today?", 1),
        ("What is new?", 1),
        ("hey, anything new on the desk?", 1),
        ("any news since yesterday?", 2),
        ("what came in this week", 7),
        ("What's happened in the last 24 hours?", 1),
        ("tell me what happened overnight", 1),
        ("what are today's headlines", 1),
        ("which articles came in today", 1),
        ("catch me up", 1),
        ("what did we miss over the past few days?", 7),
        ("in our stories, what's new?", 1),
    ],
)
def test_what_is_new_whatever_about(text: str, days: int) -> None:
    question = read_question(text)
    assert (question.kind, question.days_back, question.subject) == (K.STORY, days, "")
    assert question.text == text


@pytest.mark.parametrize(
    "text",
    [
        "what's new on the ceasefire?",
        "in the port stories, what's new?",
        "what happened?",
        "what's new york's mayor called",
        "any news from Tarnby",
        "who is new",
        "what happened today with the bridge",
        "“what is new”",
        "catch me up on the election",
    ],
)
def test_what_is_new_about_something(text: str) -> None:
    assert read_question(text).days_back == 0


@pytest.mark.parametrize("text", ["", "  ", "?!", "🔥🔥", "\ud800", "hello", "thanks mate", "lol"])
def test_nothing_asked(text: str) -> None:
    assert read_question(text).kind is K.NONE


def test_question_cases() -> None:
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    held = asked = 0
    for row in read_cases("questions.jsonl"):
        question = read_question(row["q"])
        is_right = question.kind in (row["kind"], *row.get("also", ()))
        table[row["kind"]][0] += is_right
        table[row["kind"]][1] += 1
        if not is_right:
            print("wrong", row["q"], "|", row["kind"], "read as", question.kind)
        kept = {*words(question.subject), *words(question.speaker or "")}
        kept |= {word.removesuffix("s") for word in kept}
        asked += 1
        held += all(kept.issuperset(words(term)) for term in row["terms"])
    for kind, (right, total) in table.items():
        print(f"{kind:10} {right:3} of {total:3}")
    right, total = (sum(row[place] for row in table.values()) for place in range(2))
    print(f"kinds {right / total:.3f}, subjects that keep every term {held / asked:.3f}")
    assert right / total >= 0.95
    assert held / asked >= 0.95


@given(st.text(alphabet=st.characters(), max_size=120))
def test_reading_never_fails(text: str) -> None:
    question = read_question(text)
    assert question.subject in text or not text.strip()
    assert question.kind is not K.NONE or not question.subject


ASKING = st.sampled_from(
    "who what when where is did say said the source sources claim on about quote timeline denied"
    " commented anonymous one record musk 'x' \"a b c\" , ? - named from come".split(" ")
)


@given(st.lists(ASKING, max_size=20).map(" ".join))
def test_reading_any_order_of_asking_words(text: str) -> None:
    question = read_question(text)
    assert all(part in text for part in question.subject.split())
