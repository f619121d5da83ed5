"""Judgements in words: what somebody did, who is meant, what waits for a person."""

from collections.abc import Iterator
from typing import Any

from newsroom.curation import (
    Case,
    DoubtKind,
    JudgementKind,
    PartView,
    Proposal,
    Record,
    Sketch,
    Verdict,
)
from presentation.claim_blocks import chain_words, publication_words, quoted
from presentation.text import fit, inline, join_names, plural

NONE_RECORDED = "Nobody has corrected anything on this desk yet."
NOTHING_WAITS = "Nothing doubtful waits; what was skipped comes back after a week."
HOW_TO_UNDO = "To take one back: /entity undo with its number; undoing an undoing brings it back."
NAMES_SHOWN, REASON_SHOWN, TEXT_SHOWN = 4, 300, 300

_DONE = {
    JudgementKind.MERGED: "merged {}",
    JudgementKind.TOLD_APART: "told apart {}",
    JudgementKind.SPLIT: "took {} out of {last}",
    JudgementKind.ALIAS_ADDED: "alias {text} added to {}",
    JudgementKind.ALIAS_REMOVED: "alias {text} removed from {}",
    JudgementKind.DESCRIBED: "described {} as {text}",
    JudgementKind.HIDDEN: "hid {}",
    JudgementKind.SHOWN: "showed {} again",
    JudgementKind.UNDONE: "undid judgement {undoes} ({})",
    JudgementKind.IMPORTED: "imported names",
}


def record_line(record: Record) -> str:
    """A judgement: its number, what was done to whom, by whom, when and why."""
    judgement, note = record.judgement, record.judgement.note
    words = judgement.words[0].text if judgement.words else ""
    names, last = [quoted(name) for name in record.names], ""
    if judgement.kind is JudgementKind.SPLIT and len(names) > 1:
        *names, last = names
    told = join_names(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        told += f" and {len(names) - NAMES_SHOWN} more"
    done = _DONE[judgement.kind].format(
        told, last=last, text=quoted(words) if words else "nothing", undoes=judgement.undoes
    )
    reason = f": {fit(inline(note.reason), REASON_SHOWN)}" if note.reason.strip() else ""
    undone = "; undone since" if record.is_undone else ""
    moment = f"{note.judged_at:%Y-%m-%d %H:%M} UTC"
    return f"{judgement.judgement_id}: {done} — {inline(note.judged_by)}, {moment}{reason}{undone}"


def record_object(record: Record) -> dict[str, Any]:
    """The same for programs."""
    judgement, note = record.judgement, record.judgement.note
    return {
        "judgement": judgement.judgement_id,
        "kind": judgement.kind.value,
        "names": list(record.names),
        "judged_by": note.judged_by,
        "judged_at": note.judged_at.isoformat(),
        "reason": note.reason,
        "undoes": judgement.undoes,
        "undone": record.is_undone,
    }


def sketch_line(sketch: Sketch) -> str:
    """Who or what an entity is, in one line."""
    told = [f"#{sketch.entity_id} {inline(sketch.name)} — {sketch.kind}"]
    told += [inline(each) for each in (sketch.role, sketch.description) if each]
    if sketch.aliases:
        told.append("also " + ", ".join(quoted(each) for each in sketch.aliases[:NAMES_SHOWN]))
    told.append(f"{plural(sketch.articles, 'article')}, {plural(sketch.claims, 'claim')} about it")
    return fit("; ".join(told), TEXT_SHOWN * 2)


def part_line(part: PartView) -> str:
    """What one article calls an entity."""
    citation = part.citation
    title = f"#{citation.article_id} {quoted(citation.title)}"
    return f"{title}, {publication_words(citation)}, calls it {quoted(part.name)}"


def proposal_lines(proposal: Proposal) -> Iterator[str]:
    """Both sides of a merge, and a warning where somebody has told them apart."""
    yield f"Keep: {sketch_line(proposal.kept)}"
    yield f"Merge into it: {sketch_line(proposal.other)}"
    for record in proposal.against:
        yield f"Warning: judgement {record_line(record)}"
    if proposal.against:
        yield "Merging overrules that."


def case_question(case: Case) -> str:
    """What a reviewer is asked."""
    if case.doubt.kind is DoubtKind.SOURCE:
        return "Is the source of this claim right?"
    if case.doubt.kind is DoubtKind.JOINED:
        return "Is it the same one in that article?"
    return "Are these two the same?"


def case_lines(case: Case) -> Iterator[str]:
    """What a reviewer sees: who or what is in doubt, and why."""
    yield f"Doubtful: {'; '.join(inline(each) for each in case.doubt.reasons)}"
    for sketch in case.sketches:
        yield sketch_line(sketch)
    if case.part is not None:
        yield f"Article {part_line(case.part)}"
    if (claim := case.claim) is not None:
        yield f"Claim #{claim.claim_id}: {fit(quoted(claim.text), TEXT_SHOWN)}"
        yield f"Sentence: {fit(quoted(claim.sentence), TEXT_SHOWN)}"
        yield f"Source: {fit(chain_words(claim.chain, claim.citation), TEXT_SHOWN)}"
    yield f"{plural(case.waiting, 'more waits', 'more wait')}."


def verdict_line(verdict: Verdict, record: Record | None) -> str:
    """What has become of the case before."""
    if record is not None:
        return f"Recorded: {record_line(record)}"
    words = {
        Verdict.SAME: "Recorded as right.",
        Verdict.DIFFERENT: "Recorded as not right.",
        Verdict.UNSURE: "Skipped.",
    }
    return words[verdict]


def done_line(record: Record) -> str:
    """What was just done, and how it is taken back."""
    number = record.judgement.judgement_id
    return f"Judgement {record_line(record)}. To undo it: undo {number}."


def imported_lines(count: int, refused: tuple[str, ...]) -> Iterator[str]:
    """How many names an import kept, and which rows it left out."""
    yield f"{plural(count, 'name')} imported, {plural(len(refused), 'row')} left out."
    yield from refused
