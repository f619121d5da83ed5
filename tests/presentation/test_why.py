"""Why names and claims matched: plain words, in order, the same on a terminal, within limits."""

from dataclasses import replace

import pytest
from hypothesis import given

from newsroom.answer import Answer, ClaimMatch, QuestionKind, Reply, Unanswered
from newsroom.entity import EntityId
from presentation import limits
from presentation.embeds import why_pages
from presentation.why import (
    NEAR,
    NOTHING,
    ON_THE_CARD,
    SCORES,
    TAKEN,
    claim_reason,
    has_reasons,
    name_reason,
    shown_claims,
    why_sheet,
)
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import (
    CLAIM,
    INFERRED,
    KIRIYENKO,
    SILENT,
    answer,
    card_answer,
    question,
)
from tests.presentation.hostile import REPLIES, check_embed
from tests.presentation.test_hostile import FEW

WORDS = ClaimMatch(CLAIM, 0.81, ("about an entity asked for", "words: taiwan, starlink"))


def test_a_name_has_its_form_rule_and_score() -> None:
    (block,) = why_sheet(replace(card_answer(), card=None)).blocks
    assert block.title == "Sergey Kiriyenko (person)"
    assert [str(line) for line in block.lines] == [
        "Matched by: “Kiriyenko”",
        "Why: another form of the name on record (alias) (0.97)",
    ]


def test_a_claim_has_its_words_rule_and_score() -> None:
    (block,) = why_sheet(replace(answer(QuestionKind.CLAIMS), claims=(WORDS,))).blocks
    assert block.title == "a former Russian intelligence officer — one unnamed source"
    assert [str(line) for line in block.lines] == [
        f"“{CLAIM.text}”",
        "Why: about, or said by, somebody or something named in the question;"
        " holds words asked for: taiwan, starlink (0.81)",
    ]


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("exact name", "exactly the name"),
        ("role or description", "a role or description, not a name"),
        ("sounds the same", "spelt otherwise, sounds the same"),
        ("spelling: 1 letter differs", "spelling: 1 letter differs"),
        ("a rule of tomorrow", "a rule of tomorrow"),
    ],
)
def test_rules_are_told_in_plain_words(reason: str, shown: str) -> None:
    match = replace(KIRIYENKO, reasons=("surname", reason))
    assert name_reason(match).endswith(f"the surname alone; {shown} (0.97)")


def test_what_has_no_reason_is_said_to_be_asked_for() -> None:
    assert str(claim_reason(ClaimMatch(CLAIM, 1.0))) == (
        "Why: it is what was asked for, not by likeness (1.00)"
    )
    assert name_reason(replace(KIRIYENKO, reasons=())).endswith("no reason recorded (0.97)")


def test_the_name_that_was_taken_is_told_from_those_near_it() -> None:
    near = replace(KIRIYENKO, entity_id=EntityId(16), name="Anton Kiriyenko")
    sheet = why_sheet(replace(card_answer(), matches=(KIRIYENKO, near, near)))
    assert [block.heading for block in sheet.blocks] == [TAKEN, NEAR, None]
    assert sheet.notes == (SCORES, ON_THE_CARD)


def test_a_timeline_s_reasons_go_by_date_as_it_does() -> None:
    reply = answer(QuestionKind.TIMELINE, SILENT, CLAIM, INFERRED)
    assert [match.claim for match in shown_claims(reply)] == [INFERRED, CLAIM, SILENT]
    assert [block.lines[0].text for block in why_sheet(reply).blocks] == [
        block.lines[0].text for block in reply_sheet(reply).blocks
    ]


def test_a_terminal_tells_the_same() -> None:
    reply = replace(card_answer(), claims=(WORDS,))
    text = sheet_text(reply_sheet(reply, with_why=True))
    for block in why_sheet(reply).blocks:
        assert block.lines[-1].text in text


def test_what_was_understood_is_told_again() -> None:
    asked = replace(question(QuestionKind.CLAIMS, "what did he say?"), is_continued=True)
    sheet = why_sheet(replace(answer(QuestionKind.CLAIMS, CLAIM), question=asked))
    assert sheet.notes[0] == "Understood as: what did he say?"


def test_what_does_not_fit_is_counted() -> None:
    reply = replace(card_answer(), matches=(KIRIYENKO,) * (limits.CHOICES + 2))
    assert why_sheet(reply).footer == "2 more names not shown"


def test_an_answer_without_matches_has_no_reasons() -> None:
    empty = Unanswered(question(QuestionKind.WHO), "not found", (KIRIYENKO,))
    for reply in (empty, answer(QuestionKind.CLAIMS)):
        assert not has_reasons(reply)
        assert why_sheet(reply).headline == NOTHING


@FEW
@given(REPLIES)
def test_reasons_keep_every_limit_and_tell_of_all_that_is_shown(reply: Reply) -> None:
    pages = why_pages(reply)
    assert 1 <= len(pages) <= limits.PAGES_SHOWN
    for page in pages:
        check_embed(page)
    if isinstance(reply, Answer) and has_reasons(reply):
        names, claims = len(reply.matches[: limits.CHOICES]), len(shown_claims(reply))
        assert len(why_sheet(reply).blocks) == names + claims
