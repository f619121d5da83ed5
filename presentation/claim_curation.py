"""Judgements on claims in words for editors: what was done, what stands, what it was before."""

from collections.abc import Iterator
from typing import Any

from newsroom.answer import StoredClaim
from newsroom.judged_claim import ClaimAct, ClaimJudgement, ClaimRecord
from presentation.claim_blocks import chain_words, citation_words, quoted
from presentation.claim_marks import judged_source_words
from presentation.text import fit, inline

NONE_JUDGED = "Nobody has judged any claim here yet."
HOW_TO_UNDO = "To take one back: /claim undo with its number; undoing an undoing brings it back."
WORDS_SHOWN, REASON_SHOWN = 300, 300
CONFIDENTIAL = "confidential, for editors alone"


def act_words(judgement: ClaimJudgement) -> str:
    """What somebody did, without on which claim."""
    if judgement.act is ClaimAct.STATUS:
        wording = f": {fit(quoted(judgement.words), WORDS_SHOWN)}" if judgement.words else ""
        return f"{judgement.status}{wording}"
    if judgement.act is ClaimAct.SOURCE and judgement.source is not None:
        return f"source: {judged_source_words(judgement.source.source)}"
    private = f" ({CONFIDENTIAL})" if judgement.is_confidential else ""
    return f"note{private}: {fit(inline(judgement.words), WORDS_SHOWN)}"


def claim_record_line(record: ClaimRecord) -> str:
    """A judgement: its number, on which claim, what it says, by whom, when and why."""
    judgement = record.judgement
    done = act_words(record.undid or judgement)
    if judgement.undoes is not None:
        done = f"undid judgement {judgement.undoes} ({done})"
    about = f"claim #{judgement.claim_id} {fit(quoted(record.claim_text), WORDS_SHOWN // 3)}"
    reason = f": {fit(inline(judgement.reason), REASON_SHOWN)}" if judgement.reason else ""
    undone = "; undone since" if record.is_undone else ""
    by = inline(judgement.judged_by) or "somebody"
    moment = f"{judgement.judged_at:%Y-%m-%d %H:%M} UTC"
    return f"{judgement.judgement_id}: {about}, {done} — {by}, {moment}{reason}{undone}"


def claim_record_object(record: ClaimRecord) -> dict[str, Any]:
    """The same for programs."""
    judgement = record.judgement
    source = judgement.source.source if judgement.source else None
    return {
        "judgement": judgement.judgement_id,
        "claim": judgement.claim_id,
        "act": judgement.act.value,
        "status": judgement.status.value if judgement.status else None,
        "words": judgement.words,
        "source": {"label": source.label, "identity": source.identity.value} if source else None,
        "confidential": judgement.is_confidential,
        "judged_by": judgement.judged_by,
        "judged_at": judgement.judged_at.isoformat(),
        "reason": judgement.reason,
        "undoes": judgement.undoes,
        "undone": record.is_undone,
    }


def claim_done_line(record: ClaimRecord) -> str:
    """What was just done, and how it is taken back."""
    number = record.judgement.judgement_id
    return f"Judgement {claim_record_line(record)}. To undo it: undo {number}."


def history_lines(
    claim: StoredClaim, records: tuple[ClaimRecord, ...], gone_in: int | None
) -> Iterator[str]:
    """A claim as it was read, with every judgement on it, oldest first."""
    read = (claim.mark and claim.mark.as_read) or claim.chain
    yield f"Claim #{claim.claim_id} as read: {fit(quoted(claim.text), WORDS_SHOWN * 2)}"
    if claim.hedges:
        yield f"Hedged: {', '.join(map(quoted, claim.hedges))}"
    yield f"Sentence: {fit(quoted(claim.sentence), WORDS_SHOWN * 2)}"
    yield f"Chain as read: {fit(chain_words(read, claim.citation), WORDS_SHOWN * 2)}"
    if read != claim.chain:
        yield f"Chain now: {fit(chain_words(claim.chain, claim.citation), WORDS_SHOWN * 2)}"
    yield f"Article: {citation_words(claim.citation)}"
    if gone_in is not None:
        yield f"No longer in the article since its version {gone_in}."
    yield from map(claim_record_line, records)
    if not records:
        yield "Nobody has judged it yet."
