"""What an answer says of articles that have corrected themselves, and of claims that have gone."""

from collections.abc import Sequence
from datetime import date

from answers.counting import counted
from newsroom.answer import Answer, ClaimMatch, Question, StoredClaim
from newsroom.judged_claim import ClaimStatus
from newsroom.version import CorrectionKind, NotedCorrection

SHOWN = 3
_WORDS = {
    CorrectionKind.CORRECTION: ("Corrected", "correction"),
    CorrectionKind.CLARIFICATION: ("Clarified", "clarification"),
    CorrectionKind.RETRACTION: ("Retracted", "retraction"),
    CorrectionKind.NOTE: ("Editor's note", "editor's note"),
}


def compose_corrections(noted: Sequence[NotedCorrection]) -> tuple[str, ...]:
    """A note for each correction, in the article's words; what is only an update is left out."""
    told = [one for one in noted if one.correction.kind in _WORDS]
    notes = [_note(one) for one in told[:SHOWN]]
    if more := len(told) - len(notes):
        notes.append(f"The articles below carry {more} more such note{'' if more == 1 else 's'}.")
    return tuple(notes)


def _note(noted: NotedCorrection) -> str:
    """By the day that the note gives; else by when the desk first saw it, which is said."""
    participle, noun = _WORDS[noted.correction.kind]
    words = f"“{noted.correction.text}” ({noted.citation.title})"
    if noted.correction.stated_on is not None:
        return f"{participle} on {_day(noted.correction.stated_on)}: {words}"
    return f"{noun.capitalize()} seen on {_day(noted.seen_at.date())}: {words}"


def compose_marks(claims: Sequence[StoredClaim]) -> tuple[str, ...]:
    """A warning for what the desk has withdrawn, corrected or disputed among some claims."""
    judged = {claim.claim_id: claim.mark for claim in claims if claim.mark is not None}
    states = [mark.status.status for mark in judged.values() if mark.status is not None]
    corrected = states.count(ClaimStatus.CORRECTED)
    sources = sum(mark.source is not None for mark in judged.values())
    withdrawn, disputed = states.count(ClaimStatus.WITHDRAWN), states.count(ClaimStatus.DISPUTED)
    told = (
        (withdrawn, "Warning: the desk has withdrawn {} below, which counts as no support."),
        (corrected, "Warning: the desk has corrected {} below."),
        (disputed, "Warning: the desk disputes {} below."),
        (sources, "Warning: the desk has corrected the source of {} below."),
    )
    return tuple(words.format(counted(count, "claim")) for count, words in told if count)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def compose_gone(question: Question, claim: StoredClaim, version: int) -> Answer:
    """A claim that was asked for by its number, and that its article makes no more."""
    return Answer(
        question,
        f"Claim #{claim.claim_id} is no longer in the article, since its version {version}.",
        notes=("Warning: the article has dropped this; it is left out of every other answer.",),
        claims=(ClaimMatch(claim, 1.0),),
    )
