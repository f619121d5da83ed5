"""Doubtful merges and claims, worst first: what waits, and what a person makes of it."""

from datetime import datetime, timedelta

from curation import merge, split, tell_apart
from matching.doubts import doubt_apart, doubt_joined, doubt_sources
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.curation import Case, Doubt, DoubtKind, Note, Record, Verdict
from newsroom.entity import EntityId
from storage.claims import get_claim
from storage.curation_views import get_sketch
from storage.database import Database
from storage.doubts import find_part, load_named, load_named_there, load_rested
from storage.judgements import find_judged, list_reviewed, record_review

SKIPPED_FOR = timedelta(days=7)
SAID_SAME = "reviewed: they are the same ({})"
SAID_DIFFERENT = "reviewed: they are not the same ({})"


def list_doubts(db: Database, now: datetime) -> tuple[Doubt, ...]:
    """All that waits for a person, worst first; what was skipped comes back after some days."""
    reviewed = list_reviewed(db)
    judged = find_judged(db, [])
    found = (
        *doubt_joined(load_named_there(db)),
        *(
            each
            for each in doubt_apart(load_named(db))
            if not judged.are_apart(EntityId(each.subject_id), EntityId(each.other_id))
        ),
        *doubt_sources(load_rested(db)),
    )
    waiting = []
    for doubt in found:
        verdict, judged_at = reviewed.get(key_of(doubt), (None, now))
        if verdict is None or (verdict is Verdict.UNSURE and now - judged_at >= SKIPPED_FOR):
            waiting.append(doubt)
    return tuple(
        sorted(waiting, key=lambda each: (-each.weight, each.kind, each.subject_id, each.other_id))
    )


def key_of(doubt: Doubt) -> tuple[str, int, int]:
    """What a doubt is known by."""
    return doubt.kind.value, doubt.subject_id, doubt.other_id


def next_case(db: Database, now: datetime) -> Case | None:
    """The worst doubt with all that it takes to judge it; None when nothing waits."""
    doubts = list_doubts(db, now)
    if not doubts:
        return None
    doubt, waiting = doubts[0], len(doubts) - 1
    if doubt.kind is DoubtKind.SOURCE:
        claim = get_claim(db, ClaimId(doubt.subject_id))
        return Case(doubt, claim=claim, waiting=waiting)
    own = EntityId(doubt.subject_id)
    if doubt.kind is DoubtKind.JOINED:
        part = find_part(db, own, ArticleId(doubt.other_id))
        return Case(doubt, (get_sketch(db, own),), part, waiting=waiting)
    both = (get_sketch(db, own), get_sketch(db, EntityId(doubt.other_id)))
    return Case(doubt, both, waiting=waiting)


def judge_case(
    db: Database, key: tuple[str, int, int], verdict: Verdict, note: Note
) -> Record | None:
    """What a person says of a doubt; the judgement where that changed who is who.

    A doubt that is none any more, since somebody else was quicker, is left as it is.
    """
    doubt = next((each for each in list_doubts(db, note.judged_at) if key_of(each) == key), None)
    if doubt is None:
        return None
    record_review(db, doubt.kind.value, (doubt.subject_id, doubt.other_id), verdict, note)
    if verdict is Verdict.UNSURE or doubt.kind is DoubtKind.SOURCE:
        return None
    is_same = verdict is Verdict.SAME
    words = (SAID_SAME if is_same else SAID_DIFFERENT).format("; ".join(doubt.reasons))
    told = Note(note.judged_by, note.judged_at, words)
    one, other = EntityId(doubt.subject_id), EntityId(doubt.other_id)
    if doubt.kind is DoubtKind.JOINED:
        return None if is_same else split(db, one, f"#{doubt.other_id}", told)
    return merge(db, one, other, told) if is_same else tell_apart(db, one, other, told)
