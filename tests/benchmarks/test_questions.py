"""The questions about a generated desk, and that both ways of answering them run."""

from pathlib import Path

import pytest

from benchmarks.desk_questions import Kind, make_questions
from benchmarks.desk_set import make_articles
from benchmarks.desk_world import Size
from benchmarks.questions import Times, measure
from matching.questions import read_question
from newsroom.answer import QuestionKind

TINY = Size(articles=12, claims=240)
READ_AS = {
    Kind.WHO: {QuestionKind.WHO},
    Kind.SOURCES: {QuestionKind.SOURCES, QuestionKind.CLAIMS},
    Kind.QUOTE: {QuestionKind.QUOTE},
    Kind.TIMELINE: {QuestionKind.TIMELINE},
}


def test_the_same_seed_asks_the_same_of_every_kind() -> None:
    questions = make_questions(TINY, 4)
    assert questions == make_questions(TINY, 4)
    assert {asked.kind for asked in questions} == set(Kind)
    assert len({asked.text for asked in questions}) == len(questions)
    for asked in questions:
        assert read_question(asked.text).kind in READ_AS.get(asked.kind, set(QuestionKind))


def test_what_is_right_is_on_the_desk_and_what_is_unanswerable_is_not() -> None:
    articles = tuple(make_articles(TINY))
    known = {claim.text for extraction in articles for claim in extraction.claims}
    known |= {entity.name for extraction in articles for entity in extraction.entities}
    for asked in make_questions(TINY, 4):
        assert (asked.wanted in known) is (asked.kind is not Kind.NOTHING)


def test_times_are_shares_of_questions() -> None:
    times = Times()
    for number in range(100):
        times.add(number / 1000, number / 2000, is_right=number < 25)
    assert (times.share(0.5), times.share(0.95), times.right) == (50.0, 95.0, 25)
    assert times.a_second == pytest.approx(1000 * 100 / 4950)


def test_every_figure_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measure(TINY, 2, tmp_path)
    printed = capsys.readouterr().out.splitlines()
    starts = [line.partition(":")[0].split("  ")[0] for line in printed]
    head, rows, foot = starts[:4], starts[4:-3], starts[-3:]
    assert head == ["desk", "peer", "on disk", "kind"]
    assert rows == [str(kind) for kind in Kind]
    assert foot == ["all", "memory", "bar"]
