"""Notes beside answers: what articles say of their own mistakes, and since when."""

from datetime import UTC, date, datetime

from answers.corrected import SHOWN, compose_corrections, compose_gone
from newsroom.answer import Question, QuestionKind, StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import THIS_ARTICLE, ClaimId, Identity, Manner, Source, SourcingChain
from newsroom.version import Correction, CorrectionKind, NotedCorrection

CITATION = Citation(ArticleId(1), "Ferry sold", "The Tarnby Post", None, None)
SEEN = datetime(2031, 3, 5, 23, 30, tzinfo=UTC)


def noted(kind: CorrectionKind, stated_on: date | None = None, words: str = "x") -> NotedCorrection:
    return NotedCorrection(CITATION, Correction(kind, words, None, stated_on), 2, SEEN)


def test_a_note_gives_its_own_day_or_when_it_was_seen() -> None:
    day = date(2031, 3, 6)
    told = (
        noted(CorrectionKind.CORRECTION, day, "It was three."),
        noted(CorrectionKind.RETRACTION, None, "We withdraw it."),
        noted(CorrectionKind.NOTE, day, "Mind."),
    )
    assert compose_corrections(told) == (
        "Corrected on 6 March 2031: “It was three.” (Ferry sold)",
        "Retraction seen on 5 March 2031: “We withdraw it.” (Ferry sold)",
        "Editor's note on 6 March 2031: “Mind.” (Ferry sold)",
    )


def test_an_update_mends_nothing_and_is_left_out() -> None:
    assert compose_corrections((noted(CorrectionKind.UPDATE),)) == ()


def test_many_notes_are_counted() -> None:
    for more, words in ((1, "1 more such note."), (2, "2 more such notes.")):
        found = compose_corrections((noted(CorrectionKind.CORRECTION),) * (SHOWN + more))
        assert len(found) == SHOWN + 1 and found[-1].endswith(words)


def test_a_gone_claim_says_since_when_and_warns() -> None:
    chain = SourcingChain((Source(THIS_ARTICLE, Identity.NAMED, "outlet"),))
    claim = StoredClaim(ClaimId(4), CITATION, "it hailed", "It hailed.", Manner.INDIRECT, chain)
    answer = compose_gone(Question("#4", QuestionKind.SOURCES, "it hailed"), claim, 2)
    assert "#4 is no longer in the article, since its version 2" in answer.headline
    assert answer.notes[0].startswith("Warning:") and answer.claims[0].claim is claim
