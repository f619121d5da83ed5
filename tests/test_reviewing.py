"""The queue of doubtful things: worst first, each judged once, nothing kept but verdicts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from curation import list_newest, undo
from matching.folding import fold
from newsroom.answer import SourceReview
from newsroom.attribution import ClaimId
from newsroom.curation import DoubtKind, JudgementKind, Note, Verdict
from newsroom.entity import EntityKind
from presentation.claim_blocks import claim_block
from reviewing import SKIPPED_FOR, judge_case, key_of, list_doubts, next_case
from storage.articles import add_article
from storage.claims import get_claim
from storage.connections import open_writer
from storage.entities import load_card
from tests.curating import JUDGED_AT, NOTE, keep, number_of, story
from tests.storage.factories import KEYS, ferry, unresolved


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk with a surname that was joined, near names left apart, and an unnamed source."""
    db = open_writer(tmp_path / "local.db", fold, KEYS)
    keep(db, story(1, "Vera Lund"))
    vera = number_of(db, "Vera Lund")
    add_article(db, story(2, "Nora Lund"), (vera,), JUDGED_AT)
    keep(db, story(3, "Sergey Kiriyenko"))
    keep(db, story(4, "Sergei Kirienko"))
    add_article(db, ferry(), unresolved(ferry()), JUDGED_AT)
    yield db
    db.close()


def kinds(db: Database) -> list[DoubtKind]:
    """What waits, in order."""
    return [doubt.kind for doubt in list_doubts(db, JUDGED_AT)]


def test_the_worst_comes_first_with_what_it_takes_to_judge_it(desk: Database) -> None:
    assert kinds(desk) == [DoubtKind.JOINED, DoubtKind.LEFT_APART, DoubtKind.SOURCE]
    case = next_case(desk, JUDGED_AT)
    assert case is not None and case.part is not None
    assert (case.part.name, case.part.citation.title, case.waiting) == ("Nora Lund", "A2", 2)
    assert [sketch.name for sketch in case.sketches] == ["Vera Lund"]


def test_not_the_same_takes_the_article_out_and_is_a_judgement(desk: Database) -> None:
    (joined, *_) = list_doubts(desk, JUDGED_AT)
    record = judge_case(desk, key_of(joined), Verdict.DIFFERENT, NOTE)
    assert record is not None and record.judgement.kind is JudgementKind.SPLIT
    assert "different first names" in record.judgement.note.reason
    assert load_card(desk, number_of(desk, "Nora Lund"), 5).article_count == 1
    assert kinds(desk) == [DoubtKind.LEFT_APART, DoubtKind.SOURCE]
    undo(desk, None, NOTE)
    assert kinds(desk) == [DoubtKind.LEFT_APART, DoubtKind.SOURCE]


def test_the_same_merges_what_was_left_apart(desk: Database) -> None:
    (_, apart, _) = list_doubts(desk, JUDGED_AT)
    record = judge_case(desk, key_of(apart), Verdict.SAME, NOTE)
    assert record is not None and record.judgement.kind is JudgementKind.MERGED
    sergey = load_card(desk, number_of(desk, "Sergey Kiriyenko"), 5)
    assert "Sergei Kirienko" in sergey.aliases and sergey.article_count == 2
    assert kinds(desk) == [DoubtKind.JOINED, DoubtKind.SOURCE]


def test_not_the_same_is_never_asked_again(desk: Database) -> None:
    (_, apart, _) = list_doubts(desk, JUDGED_AT)
    judge_case(desk, key_of(apart), Verdict.DIFFERENT, NOTE)
    later = JUDGED_AT + timedelta(days=900)
    assert DoubtKind.LEFT_APART not in [doubt.kind for doubt in list_doubts(desk, later)]


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT])
def test_what_is_said_of_a_source_is_shown_with_its_claim(desk: Database, verdict: Verdict) -> None:
    (*_, source) = list_doubts(desk, JUDGED_AT)
    judge_case(desk, key_of(source), verdict, NOTE)
    claim = get_claim(desk, ClaimId(source.subject_id))
    assert claim.source_review == SourceReview(verdict is Verdict.SAME, "Ida (7)")
    said = "right" if verdict is Verdict.SAME else "not right"
    assert f"Source reviewed by the desk: {said}, says Ida (7)" in map(
        str, claim_block(claim).lines
    )


def test_a_right_source_changes_nothing_but_the_queue(desk: Database) -> None:
    (*_, source) = list_doubts(desk, JUDGED_AT)
    case_claim = load_card(desk, number_of(desk, "former inspector"), 5).said[0]
    assert (source.subject_id, source.reasons) == (case_claim.claim_id, ("one unnamed source",))
    assert judge_case(desk, key_of(source), Verdict.SAME, NOTE) is None
    assert list_newest(desk) == () and DoubtKind.SOURCE not in kinds(desk)


def test_what_was_skipped_comes_back_in_time(desk: Database) -> None:
    (first, *rest) = list_doubts(desk, JUDGED_AT)
    assert judge_case(desk, key_of(first), Verdict.UNSURE, NOTE) is None
    assert list(list_doubts(desk, JUDGED_AT)) == rest
    assert list_doubts(desk, JUDGED_AT + SKIPPED_FOR)[0] == first


def test_two_editors_do_not_judge_the_same_twice(desk: Database) -> None:
    (_, apart, _) = list_doubts(desk, JUDGED_AT)
    judge_case(desk, key_of(apart), Verdict.SAME, NOTE)
    slower = replace(NOTE, judged_by="Otto (8)", judged_at=JUDGED_AT + timedelta(minutes=1))
    assert judge_case(desk, key_of(apart), Verdict.DIFFERENT, slower) is None
    assert len(list_newest(desk)) == 1


def test_a_kind_that_one_article_sees_otherwise_is_doubted(desk: Database) -> None:
    vera = number_of(desk, "Vera Lund")
    add_article(desk, story(9, "Vera Lund", kind=EntityKind.PRODUCT), (vera,), JUDGED_AT)
    reasons = [doubt.reasons for doubt in list_doubts(desk, JUDGED_AT)]
    assert ("read as product there, as person elsewhere",) in reasons


def test_an_empty_queue_says_so(tmp_path: Path) -> None:
    db = open_writer(tmp_path / "empty.db", fold, KEYS)
    assert next_case(db, JUDGED_AT) is None
    assert judge_case(db, ("joined", 1, 1), Verdict.SAME, Note("Ida", JUDGED_AT)) is None
    db.close()
