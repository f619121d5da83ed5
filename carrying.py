"""What people judged of claims, brought along to a file in which those have other numbers.

It comes from the desk's file to that of an embargo and back, or with an export. Each act has who,
when and why, and can be undone like any other; what a desk's own people have said of a claim stands
there, and twice is once.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from matching.folding import fold
from matching.revising import find_same_claim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity
from newsroom.carried import JudgedClaim
from newsroom.curation import DoubtKind, Note, Verdict
from newsroom.judged_claim import (
    ClaimAct,
    ClaimJudgement,
    ClaimJudgementId,
    ClaimStatus,
    JudgedSource,
)
from storage.audit import record_act
from storage.claim_judgements import judgements_on, record_claim_judgement
from storage.database import Database
from storage.entities import find_entities_named, find_head
from storage.interchange.claim_numbers import said_of_claims
from storage.interchange.judgement_parts import CLAIM_JUDGEMENTS, REVIEWS
from storage.interchange.restoring import Kept
from storage.judged_claims import list_worded, verdicts_on
from storage.judgements import record_review
from storage.posts import owe_corrections

log = logging.getLogger("byline.embargoes")

OTHERWISE = "{} on {}: this desk has judged that claim otherwise, and that stands"

_Added = list[ClaimJudgementId]


def carry(db: Database, article_id: ArticleId, judged: Sequence[JudgedClaim]) -> None:
    """Judge the claims of an article as they were judged in another file."""
    worded = list_worded(db, article_id) if judged else ()
    left = 0
    for one in judged:
        claim_id = find_same_claim(one, worded)
        if claim_id is None:
            left += 1
            continue
        acts = tuple(replace(act, source=_from_elsewhere(act.source)) for act in one.acts)
        is_kept = _carry_acts(db, claim_id, article_id, acts) is not None
        left += not (_carry_verdicts(db, claim_id, one.verdicts) is not None and is_kept)
    if left:
        log.warning("Article %d: judgements on %d of its claims were left out", article_id, left)


def judge_imported(db: Database) -> Kept:
    """Judge claims as the lines of an import say, all of which have been kept."""
    kept = Kept()
    added: _Added = []
    for said in said_of_claims(db):
        acts = [act for _, act in said.acts]
        new = _carry_acts(db, said.claim_id, said.article_id, acts)
        verdicts = [(verdict, note) for _, verdict, note in said.verdicts]
        new_verdicts = _carry_verdicts(db, said.claim_id, verdicts)
        lines = [(line, act.act.value, act.judged_at) for line, act in said.acts]
        _tell(kept, CLAIM_JUDGEMENTS.key, lines, None if new is None else len(new))
        lines = [(line, "review", note.judged_at) for line, _, note in said.verdicts]
        _tell(kept, REVIEWS.key, lines, new_verdicts)
        added += new or ()
    if added:
        record_act(db, *(("claim_judgement", number) for number in added), command="import")
    return kept


def _tell(
    kept: Kept, kind: str, lines: Sequence[tuple[int, str, datetime]], new: int | None
) -> None:
    """Count the lines of a kind about one claim, so many of them new, or say why they are out."""
    for place, (line, what, moment) in enumerate(lines):
        if new is None:
            kept.refused.append((line, OTHERWISE.format(what, f"{moment:%Y-%m-%d}")))
        else:
            kept.count(kind, is_new=place < new)


def _carry_acts(
    db: Database, claim_id: ClaimId, article_id: ArticleId, acts: Sequence[ClaimJudgement]
) -> _Added | None:
    """Record those acts on a claim that it lacks; None where it was judged otherwise here."""
    here = judgements_on(db, [claim_id]).get(claim_id, ())
    known = {_key(act): act.judgement_id for act in here}
    theirs = frozenset(map(_key, acts))
    if theirs - known.keys() and any(_decides(act) and _key(act) not in theirs for act in here):
        return None
    numbers: dict[ClaimJudgementId, ClaimJudgementId] = {}
    added: _Added = []
    for act in acts:
        number = known.get(_key(act))
        if number is None:
            carried = replace(
                act,
                claim_id=claim_id,
                article_id=article_id,
                source=_source_here(db, act.source) if act.source else None,
                undoes=numbers[act.undoes] if act.undoes is not None else None,
            )
            number = record_claim_judgement(db, carried)
            added.append(number)
        numbers[act.judgement_id] = number
    if added:
        owe_corrections(db, claim_id, datetime.now(UTC))
    return added


def _decides(act: ClaimJudgement) -> bool:
    """Whether an act says how a claim stands, and not only something about it."""
    return act.act is not ClaimAct.NOTE and not act.is_confidential


def _key(act: ClaimJudgement) -> tuple[ClaimAct, datetime, ClaimStatus | None, str]:
    """By what an act on a claim is known wherever it is: who did it may have been erased."""
    return act.act, act.judged_at, act.status, act.words


def _carry_verdicts(
    db: Database, claim_id: ClaimId, verdicts: Sequence[tuple[Verdict, Note]]
) -> int | None:
    """Record those verdicts that the claim's source lacks, and say how many; None as above."""
    here = {(one, note.judged_at) for one, note in verdicts_on(db, [claim_id]).get(claim_id, ())}
    theirs = {(one, note.judged_at): note for one, note in verdicts}
    new = [key for key in theirs if key not in here]
    if new and here - theirs.keys():
        return None
    for verdict, moment in new:
        ids = (claim_id, 0)
        record_review(db, DoubtKind.SOURCE.value, ids, verdict, theirs[verdict, moment])
    return len(new)


def _from_elsewhere(judged: JudgedSource | None) -> JudgedSource | None:
    """A source without its number, which is another's here."""
    return JudgedSource(judged.source) if judged else None


def _source_here(db: Database, judged: JudgedSource) -> JudgedSource:
    """A source as it is found by here: the one entity of just its name, else its words alone."""
    source = replace(judged.source, entity=None)
    if judged.entity_id is not None:
        return JudgedSource(source, judged.entity_id)
    if source.identity in (Identity.UNNAMED, Identity.NONE):
        return JudgedSource(source)
    named = find_entities_named(db, (fold(source.label),))
    heads = {find_head(db, one.entity_id) for one in named if one.name == source.label}
    return JudgedSource(source, heads.pop() if len(heads) == 1 else None)
