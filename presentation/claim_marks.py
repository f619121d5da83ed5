"""What the desk's editors made of a claim, in words; the article's own words stay beside it."""

from collections.abc import Iterator
from typing import Any

from newsroom.answer import StoredClaim
from newsroom.attribution import Identity, Source, identity_label
from newsroom.judged_claim import (
    SOURCE_CORRECTED,
    STATUS_WORDS,
    ClaimJudgement,
    ClaimMark,
    ClaimStatus,
    mark_words,
)
from presentation.dates import date_words
from presentation.sheet import Line
from presentation.text import fit, inline, plural

AS_READ, CHAIN_AS_READ = "As the article has it", "Chain as read"
NOTE, SAID_THEN = "Note by the desk", "Judged when it said"
NOTES_SHOWN = 3
SOMEBODY = "somebody"
NOBODY_CITED = "nobody is cited; the article says it in its own voice"


def mark_lines(claim: StoredClaim) -> Iterator[Line]:
    """What was judged of a claim's status, before its own words."""
    mark = claim.mark
    if mark is None or mark.status is None or mark.status.status is None:
        return
    by = judged_words(mark.status)
    wording = f"“{inline(mark.wording)}” — " if mark.wording else ""
    yield Line(STATUS_WORDS[mark.status.status], f"{wording}{by}")
    if inline(mark.status.said) != inline(claim.text):
        yield Line(SAID_THEN, f"“{inline(mark.status.said)}”")


def source_lines(claim: StoredClaim) -> Iterator[Line]:
    """Who an editor says stands behind a claim."""
    mark = claim.mark
    if mark is not None and mark.source is not None and mark.source.source is not None:
        who = judged_source_words(mark.source.source.source)
        yield Line(SOURCE_CORRECTED, f"{who} — {judged_words(mark.source)}")


def note_lines(claim: StoredClaim) -> Iterator[Line]:
    """Editors' notes that are for all readers, the newest of them."""
    notes = claim.mark.notes if claim.mark else ()
    for note in notes[-NOTES_SHOWN:]:
        yield Line(NOTE, f"{inline(note.words)} — {judged_words(note)}")
    if hidden := len(notes) - NOTES_SHOWN:
        if hidden > 0:
            yield Line("And", plural(hidden, "earlier note"))


def judged_source_words(source: Source) -> str:
    """Somebody whom an editor gives as a source, and how far they are identified."""
    if source.identity is Identity.NONE:
        return NOBODY_CITED
    return f"{inline(source.label)} ({identity_label(source)})"


def judged_words(judgement: ClaimJudgement) -> str:
    """Who judged, when and why."""
    by = inline(judgement.judged_by) or SOMEBODY
    reason = f": {inline(judgement.reason)}" if judgement.reason.strip() else ""
    return f"{by}, {date_words(judgement.judged_at).partition(',')[0]}{reason}"


def short_marks(claim: StoredClaim) -> tuple[str, ...]:
    """The same in a few words each, for one line."""
    return tuple(map(inline, mark_words(claim.mark)))


def marked(claim: StoredClaim, words: str) -> str:
    """Some words of a claim with what the desk made of it in front."""
    marks = short_marks(claim)
    return f"[{'; '.join(marks)}] {words}" if marks else words


def label_of(claim: StoredClaim, limit: int) -> str:
    """A claim as it is offered in a list: marked, then its words as far as they fit."""
    mark = claim.mark
    status = mark.status.status if mark and mark.status else None
    lead = f"[{status}] " if status else ""
    return fit(f"{lead}{inline(claim.text)}", limit)


def is_correction(mark: ClaimMark | None) -> bool:
    """Whether a mark is more than a confirmation or a note."""
    if mark is None:
        return False
    status = mark.status.status if mark.status else None
    return mark.source is not None or status not in (None, ClaimStatus.CONFIRMED)


def mark_record(mark: ClaimMark | None) -> dict[str, Any] | None:
    """What was judged of a claim, for programs; None where nothing stands."""
    if mark is None:
        return None
    status, judged, source = mark.status, mark.source, mark.source and mark.source.source
    return {
        "status": status.status.value if status and status.status else None,
        "correction": mark.wording or None,
        "status_by": _by(status),
        "source": {
            "label": source.source.label or None,
            "identity": source.source.identity.value,
            "entity": source.source.entity,
        }
        if source
        else None,
        "source_by": _by(judged),
        "chain_as_read": [
            {"label": link.label, "identity": link.identity.value} for link in mark.as_read.links
        ]
        if mark.as_read
        else None,
        "notes": [{"text": note.words} | (_by(note) or {}) for note in mark.notes],
    }


def _by(judgement: ClaimJudgement | None) -> dict[str, Any] | None:
    if judgement is None:
        return None
    return {
        "judged_by": judgement.judged_by,
        "judged_at": judgement.judged_at.isoformat(),
        "reason": judgement.reason,
    }
