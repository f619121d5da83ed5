"""Judgements on claims as rows: inserted, never rewritten, and what stands of them for queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity, Number, Source
from newsroom.entity import EntityId
from newsroom.judged_claim import (
    ClaimAct,
    ClaimJudgement,
    ClaimJudgementId,
    ClaimMark,
    ClaimStatus,
    JudgedSource,
    compute_mark,
)
from storage.database import Database
from storage.rows import ONE_OF, chunks, in_utc, listed, marks

FORGOTTEN = "somebody whom the desk has forgotten"
_COLUMNS = (
    "j.judgement_id, j.claim_id, j.article_id, j.act, j.judged_by, j.judged_at, j.reason, j.said,"
    " j.status, j.words, j.is_confidential, j.undoes, j.label, j.identity, j.kind, j.number,"
    " h.entity_id, h.name"
)
_FROM = (
    "from claim_judgements j left join entities e on e.entity_id = j.entity_id"
    " left join entities h on h.entity_id = coalesce(e.merged_into, e.entity_id)"
)
_STANDS = (
    "insert into judged_sources (claim_id, article_id, identity, is_single, entity_id)"
    " select claim_id, article_id, identity, number = 'one', entity_id from claim_judgements"
    " where judgement_id = ?"
)


def record_claim_judgement(db: Database, judgement: ClaimJudgement) -> ClaimJudgementId:
    """Keep one act; its number is the database's."""
    judged = judgement.source
    source = judged.source if judged else None
    cursor = db.execute(
        "insert into claim_judgements (claim_id, article_id, act, judged_by, judged_at, reason,"
        " said, status, words, label, identity, kind, number, entity_id, is_confidential, undoes)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            judgement.claim_id,
            judgement.article_id,
            judgement.act.value,
            judgement.judged_by,
            in_utc(judgement.judged_at),
            judgement.reason,
            judgement.said,
            judgement.status.value if judgement.status else None,
            judgement.words,
            source.label if source else None,
            source.identity.value if source else None,
            source.kind if source else None,
            source.number.value if source else None,
            judged.entity_id if judged else None,
            int(judgement.is_confidential),
            judgement.undoes,
        ],
    )
    settle_sources(db, [judgement.claim_id])
    return ClaimJudgementId(int(cursor.lastrowid or 0))


def judgements_on(
    db: Database, claim_ids: Sequence[int]
) -> dict[ClaimId, tuple[ClaimJudgement, ...]]:
    """Every act on some claims, oldest first; claims without any are left out."""
    found: dict[ClaimId, list[ClaimJudgement]] = defaultdict(list)
    for row in db.execute(
        f"select {_COLUMNS} {_FROM} where j.claim_id {ONE_OF} order by j.judgement_id",
        [listed(claim_ids)],
    ):
        judgement = _judgement(row)
        found[judgement.claim_id].append(judgement)
    return {claim_id: tuple(acts) for claim_id, acts in found.items()}


def marks_of(db: Database, claim_ids: Sequence[int]) -> dict[ClaimId, ClaimMark]:
    """What stands of the judgements on some claims; claims of which nothing does are left out."""
    found = {key: compute_mark(acts) for key, acts in judgements_on(db, claim_ids).items()}
    return {key: mark for key, mark in found.items() if mark is not None}


def find_claim_judgement(db: Database, number: ClaimJudgementId) -> ClaimJudgement | None:
    """The act of a number; None where there is none."""
    row = db.execute(f"select {_COLUMNS} {_FROM} where j.judgement_id = ?", [number]).fetchone()
    return _judgement(row) if row else None


def list_claim_judgements(db: Database, limit: int) -> tuple[ClaimJudgement, ...]:
    """The newest acts of the desk, newest first."""
    rows = db.execute(f"select {_COLUMNS} {_FROM} order by j.judgement_id desc limit ?", [limit])
    return tuple(map(_judgement, rows.fetchall()))


def claims_judged_between(
    db: Database, since: datetime, until: datetime, upto: ArticleId
) -> tuple[ClaimId, ...]:
    """Claims whose status or source somebody judged after a moment and up to another.

    Only of the articles up to one; a judgement that was taken back counts as well.
    """
    rows = db.execute(
        "select distinct j.claim_id from claim_judgements j left join claim_judgements u"
        " on u.judgement_id = j.undoes where j.judged_at > ? and j.judged_at <= ?"
        " and j.article_id <= ? and j.act <> 'note' and coalesce(u.act, '') <> 'note' order by 1",
        [in_utc(since), in_utc(until), upto],
    )
    return tuple(ClaimId(row[0]) for row in rows)


def claims_judged_before(
    db: Database, claim_ids: Sequence[int], moment: datetime
) -> frozenset[ClaimId]:
    """Those of some claims whose status or source was judged up to a moment."""
    return frozenset(
        ClaimId(row[0])
        for some in chunks(claim_ids)
        for row in db.execute(
            "select claim_id from claim_judgements where act in ('status', 'source')"
            f" and judged_at <= ? and claim_id in ({marks(some)})",
            [in_utc(moment), *some],
        )
    )


def is_judged_since(db: Database, claim_ids: Sequence[int], moment: datetime) -> bool:
    """Whether anything was judged of any of some claims, or taken back, after a moment."""
    row = db.execute(
        f"select 1 from claim_judgements where judged_at > ? and claim_id {ONE_OF} limit 1",
        [in_utc(moment), listed(claim_ids)],
    ).fetchone()
    return row is not None


def was_marked(db: Database, claim_ids: Sequence[int], moment: datetime) -> frozenset[ClaimId]:
    """Those of some claims whose status or source as it was judged stood at a moment."""
    then = {
        claim_id: compute_mark([act for act in acts if act.judged_at <= moment])
        for claim_id, acts in judgements_on(db, claim_ids).items()
    }
    return frozenset(key for key, mark in then.items() if mark and (mark.status or mark.source))


def settle_sources(db: Database, claim_ids: Sequence[int]) -> None:
    """Bring what claims are found by up to the judgements on their sources that stand."""
    for some in chunks(claim_ids):
        db.execute(f"delete from judged_sources where claim_id in ({marks(some)})", list(some))
    for acts in judgements_on(db, claim_ids).values():
        mark = compute_mark(acts)
        if mark is not None and mark.source is not None:
            db.execute(_STANDS, [mark.source.judgement_id])


def forget_source_names(db: Database) -> None:
    """Blank the names of entities that are gone, where they were said to be a source."""
    db.execute(
        "update claim_judgements set label = '' where entity_id is not null and label <> ''"
        " and entity_id not in (select entity_id from entities)"
    )


def _judgement(row: Sequence[Any]) -> ClaimJudgement:
    number, claim_id, article_id, act, judged_by, judged_at, reason, said, status, *rest = row
    words, is_confidential, undoes, *source = rest
    return ClaimJudgement(
        ClaimJudgementId(number),
        ClaimId(claim_id),
        ArticleId(article_id),
        ClaimAct(act),
        judged_by,
        datetime.fromisoformat(judged_at),
        reason,
        said,
        ClaimStatus(status) if status else None,
        words,
        _source(source),
        bool(is_confidential),
        ClaimJudgementId(undoes) if undoes is not None else None,
    )


def _source(row: Sequence[Any]) -> JudgedSource | None:
    label, identity, kind, number, entity_id, name = row
    if identity is None:
        return None
    source = Source(
        name or label or (FORGOTTEN if identity != Identity.NONE else ""),
        Identity(identity),
        kind,
        entity=name,
        number=Number(number),
    )
    return JudgedSource(source, EntityId(entity_id) if entity_id is not None else None)
