"""Claims as they are known by in another file, with all that people judged of them."""

from dataclasses import dataclass

from newsroom.attribution import ClaimId
from newsroom.curation import Note, Verdict
from newsroom.judged_claim import ClaimJudgement


@dataclass(frozen=True, slots=True)
class WordedClaim:
    """A claim by its sentence and its own words, which are the same wherever it is read."""

    claim_id: ClaimId
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with every act and every review's verdict on its source, each oldest first.

    `place` counts the claims before it in its article that say the same in the same sentence.
    """

    claim: WordedClaim
    place: int
    acts: tuple[ClaimJudgement, ...]
    verdicts: tuple[tuple[Verdict, Note], ...]
