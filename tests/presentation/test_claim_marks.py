"""What the desk made of a claim stands on every surface that shows it, and takes no hedge away."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsroom.answer import QuestionKind, StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import Identity, Source, SourcingChain
from newsroom.judged_claim import (
    ClaimAct,
    ClaimJudgement,
    ClaimJudgementId,
    ClaimMark,
    ClaimStatus,
    JudgedSource,
)
from newsroom.story import IndependentSource, PartyResponses
from presentation.claim_marks import label_of, mark_record
from presentation.exports.chains import MARK, desk_of
from presentation.pictures.alternative import chains_alternative, timeline_alternative
from presentation.pictures.picture import chain_claims
from presentation.why import why_sheet
from presentation.wording import reply_sheet, sheet_text
from tests.presentation.examples import CITATION, CLAIM, JOURNAL, OFFICER, THIS, answer
from tests.presentation.test_stories import STORY, told

AT = datetime(2025, 5, 1, 12, tzinfo=UTC)
SINGER = Source("Ines Rook", Identity.NAMED, "person", entity="Ines Rook")


def judged(act: ClaimAct, **said: object) -> ClaimJudgement:
    """An act of Ida's on the claim."""
    values = {"reason": "the log says so", "said": CLAIM.text} | said
    number, claim = ClaimJudgementId(3), CLAIM.claim_id
    return ClaimJudgement(number, claim, ArticleId(1), act, "Ida (7)", AT, **values)  # type: ignore[arg-type]


def with_status(status: ClaimStatus, words: str = "") -> StoredClaim:
    """The claim with a status."""
    return replace(CLAIM, mark=ClaimMark(judged(ClaimAct.STATUS, status=status, words=words)))


def with_source() -> StoredClaim:
    """The claim with another source than was read."""
    act = judged(ClaimAct.SOURCE, source=JudgedSource(SINGER))
    chain = SourcingChain((THIS, JOURNAL, SINGER))
    return replace(CLAIM, chain=chain, mark=ClaimMark(source=act, as_read=CLAIM.chain))


MARKED = (
    (with_status(ClaimStatus.CORRECTED, "Putin asked nobody"), "Correction: “Putin asked nobody”"),
    (with_status(ClaimStatus.WITHDRAWN), "Withdrawn by the desk"),
    (with_status(ClaimStatus.DISPUTED), "Disputed by the desk"),
    (with_status(ClaimStatus.CONFIRMED), "Confirmed by the desk"),
    (with_source(), "Correction of the source: Ines Rook"),
)


@pytest.mark.parametrize(("claim", "words"), MARKED)
def test_every_surface_that_shows_a_claim_shows_its_mark(claim: StoredClaim, words: str) -> None:
    source = IndependentSource(OFFICER, (claim,), (CITATION,), "Wall Street Journal")
    party = PartyResponses("Kremlin", (claim,))
    surfaces = {
        "sources": reply_sheet(answer(QuestionKind.SOURCES, claim)),
        "timeline": reply_sheet(answer(QuestionKind.TIMELINE, claim)),
        "of a story": reply_sheet(told(replace(STORY, timeline=(), responses=(), disputed=(),
                                               sources=(source,)))),
        "answers": reply_sheet(told(replace(STORY, timeline=(), responses=(party,), disputed=(),
                                            sources=()))),
        "dates": reply_sheet(told(replace(STORY, timeline=(claim,), responses=(), disputed=(),
                                          sources=()))),
    }  # fmt: skip
    texts = {name: sheet_text(sheet) for name, sheet in surfaces.items()}
    texts["chains"] = chains_alternative((), [claim])
    texts["dates drawn"] = timeline_alternative((), [claim])
    for name, text in texts.items():
        assert words in text, name
        if name != "answers":
            assert "allegedly" in text, name
    if claim.mark and claim.mark.status:
        assert words in sheet_text(why_sheet(answer(QuestionKind.SOURCES, claim)))


def test_what_is_withdrawn_is_not_drawn() -> None:
    withdrawn = with_status(ClaimStatus.WITHDRAWN)
    assert chain_claims(answer(QuestionKind.SOURCES, withdrawn, CLAIM)) == (CLAIM,)


def test_a_list_of_choices_says_how_a_claim_stands_within_its_room() -> None:
    label = label_of(with_status(ClaimStatus.WITHDRAWN), 40)
    assert label.startswith("[withdrawn] Vladimir") and len(label) == 40
    assert label_of(CLAIM, 400) == CLAIM.text


def test_programs_get_the_mark_and_what_was_read() -> None:
    assert mark_record(None) is None
    record = mark_record(with_source().mark)
    assert record is not None and record["source"]["label"] == "Ines Rook"
    assert record["chain_as_read"][-1] == {"label": OFFICER.label, "identity": "unnamed"}


def test_an_export_for_others_does_not_name_whom_the_article_leaves_unnamed() -> None:
    mark = with_source().mark
    assert desk_of({"identity": "unnamed", MARK: mark})[2] is None
    assert desk_of({"identity": "named", MARK: mark})[2] == "Ines Rook (named)"
    status = with_status(ClaimStatus.CORRECTED, "he asked nobody").mark
    assert desk_of({"identity": "unnamed", MARK: status}) == ("corrected", "he asked nobody", None)
