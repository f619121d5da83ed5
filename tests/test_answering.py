"""Questions answered from the sample articles, by labelled rows; what is not there is refused."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.answer import Answer, Reply, Unanswered
from presentation.records import reply_record
from presentation.wording import reply_sheet, sheet_text
from services import Services, build_services
from tests.matching.cases import read_cases

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DESK = "samples"
QUESTIONS = tuple(read_cases("sample_questions.jsonl"))
INVENTED = tuple(row["q"] for row in read_cases("invented.jsonl"))


class Room:
    """The services over a desk that has read the samples."""

    def __init__(self, runner: asyncio.Runner, services: Services) -> None:
        self._runner, self._services = runner, services

    def ask(self, question: str) -> Reply:
        """The answer to a question."""
        return self._runner.run(self._services.ask(DESK, question))

    def converse(self, *questions: str) -> Reply:
        """The answer to the last of some questions, each leaning on the one before."""
        reply: Reply | None = None
        for question in questions:
            whole = self._services.continue_question(question, reply)
            reply = self._runner.run(
                self._services.ask(DESK, whole, is_continued=whole != question)
            )
        assert reply is not None
        return reply


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk of the five sample articles."""
    with asyncio.Runner() as runner:
        services = build_services(tmp_path_factory.mktemp("data"))
        for path in sorted(SAMPLES.glob("*.txt")):
            runner.run(services.add_file(DESK, path.name, path.read_bytes()))
        yield Room(runner, services)
        runner.run(services.close())


def _text(reply: Reply, **options: bool) -> str:
    return sheet_text(reply_sheet(reply, **options))


def _is_right(reply: Reply, row: dict[str, Any]) -> bool:
    text = _text(reply).casefold()
    if row.get("refused"):
        return isinstance(reply, Unanswered) and "not found" in text
    return (
        isinstance(reply, Answer)
        and any(words.casefold() in text for words in row["any"])
        and all(words.casefold() in text for words in row.get("all", ()))
        and not any(words.casefold() in text for words in row.get("forbid", ()))
    )


def test_questions_about_the_samples(room: Room) -> None:
    missed = [row["q"] for row in QUESTIONS if not _is_right(room.ask(row["q"]), row)]
    print(f"{len(QUESTIONS) - len(missed)} of {len(QUESTIONS)}")
    for question in missed:
        print("missed", question)
    assert len(missed) <= len(QUESTIONS) * 0.15


def test_what_is_not_there_is_refused(room: Room) -> None:
    rows = [row for row in QUESTIONS if row.get("refused")]
    assert [row["q"] for row in rows if not _is_right(room.ask(row["q"]), row)] == []


def test_invented_names_and_topics_get_no_answer(room: Room) -> None:
    assert len(INVENTED) == len(set(INVENTED)) == 100
    answered = [question for question in INVENTED if isinstance(room.ask(question), Answer)]
    assert answered == []


def test_real_names_with_absent_topics_get_no_answer(room: Room) -> None:
    asked = [row["q"] for row in read_cases("near_misses.jsonl")]
    assert len(asked) == 90
    assert [question for question in asked if isinstance(room.ask(question), Answer)] == []


def test_a_conversation(room: Room) -> None:
    reply = room.converse("who is Dmitry Peskov?", "and what did he say?")
    assert isinstance(reply, Answer)
    text = _text(reply)
    assert "Understood as: what did Dmitry Peskov say?" in text
    assert "only once" in text


def test_one_speaker_then_another(room: Room) -> None:
    text = _text(room.converse("what did Bill Nelson say?", "and Tomas Verhey?"))
    assert "switch on or off" in text
    assert "should be investigated" not in text


def test_two_questions_in_one_breath(room: Room) -> None:
    reply = room.ask("who is Dmitry Rogozin and who threatened Musk?")
    assert isinstance(reply, Answer)
    assert reply.card is not None and reply.claims
    text = _text(reply)
    assert text.startswith("Dmitry Rogozin")
    assert "Roskosmos" in text and "threatened" in text


def test_half_of_a_question_that_nothing_fits_is_said(room: Room) -> None:
    text = _text(room.ask("who is Dmitry Rogozin and who sank the velodrome?"))
    assert "Dmitry Rogozin" in text
    assert "velodrome”: nothing on this desk fits" in text


def test_words_near_a_topic_are_said_to_be_no_more_than_that(room: Room) -> None:
    reply = room.ask("what did Dmitry Peskov say about Taiwan and piano contacts?")
    assert isinstance(reply, Unanswered) or "sure to be about" in reply.headline


def test_why_is_told_on_request_alone(room: Room) -> None:
    reply = room.ask("claims about veiled threats")
    assert "Why: " in _text(reply, with_why=True)
    assert "Why: " not in _text(reply)
    card = room.ask("who is Kirienko?")
    assert "Matched Sergey Kiriyenko by “Kiriyenko”: " in _text(card, with_why=True)
    record = reply_record(card, 1.0, with_why=True)
    assert record["matches"][0]["why"]
    assert "why" not in reply_record(card, 1.0)["matches"][0]


def test_every_claim_of_an_answer_names_its_article(room: Room) -> None:
    for row in QUESTIONS:
        reply = room.ask(row["q"])
        for block in reply_sheet(reply).blocks:
            if block.identity is not None:
                assert any(line.label == "Article" for line in block.lines)
