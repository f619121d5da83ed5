"""What was judged of who is who and of what is said, brought back.

A desk that was empty gets every act and every row as it was, so that each can still be undone. On
any other desk the acts stay behind, since they speak of entities by numbers that are others there:
what an article says comes as it was judged where it is from, and then follows what is judged here.
"""

from typing import Any

from newsroom.judged_claim import ClaimAct
from storage.claim_judgements import settle_sources
from storage.database import Database
from storage.interchange.checking import Damaged
from storage.interchange.fields import Part
from storage.interchange.inserting import columns_of, insert_row, insert_rows
from storage.interchange.judgement_parts import CLAIM_JUDGEMENTS, JUDGEMENTS
from storage.interchange.numbering import Numbering
from storage.interchange.writing import Record

_STANDS_IN = (
    "select 1 from claims where claim_id = :claim and article_id = :article union all"
    " select 1 from gone_claims where claim_id = :claim and article_id = :article"
)
_READ_AS = ("read_as", "response_read_as")


def keep_judgement(db: Database, numbering: Numbering, record: Record) -> bool:
    """Keep an act with all that it says on a desk that was empty; False on any other."""
    if not numbering.keeps:
        return False
    if record["undoes"] is not None and record["undoes"] >= record["judgement"]:
        raise Damaged("judgement.undoes is no judgement before it")
    columns, values = columns_of(JUDGEMENTS, record)
    number = insert_row(db, JUDGEMENTS.table, dict(zip(columns, values, strict=True)))
    for part in JUDGEMENTS.parts:
        insert_rows(db, part, number, record[part.key])
    return True


def keep_judged(db: Database, numbering: Numbering, part: Part, record: Record) -> bool:
    """Keep what hangs on judgements on a desk that was empty; False on any other."""
    if not numbering.keeps:
        return False
    columns, values = columns_of(part, record)
    insert_row(db, part.table, dict(zip(columns, values, strict=True)))
    return True


_SAYS = {
    ClaimAct.STATUS: ("status",),
    ClaimAct.SOURCE: ("label", "identity", "kind", "number"),
    ClaimAct.NOTE: (),
    ClaimAct.UNDONE: ("undoes",),
}
"""What each act on a claim says, and no other does."""


def keep_claim_judgement(db: Database, numbering: Numbering, record: Record) -> bool:
    """Keep an act on a claim on a desk that was empty; False on any other."""
    if not numbering.keeps:
        return False
    said = {key for keys in _SAYS.values() for key in keys if record[key] is not None}
    if said != set(_SAYS[ClaimAct(record["act"])]):
        raise Damaged("claim_judgement does not say what its act is to say")
    whose = {"claim": record["claim"], "article": record["article"]}
    if not db.execute(_STANDS_IN, whose).fetchone():
        raise Damaged(f"it speaks of claim {record['claim']}, which its article does not make")
    undone = db.execute(
        "select claim_id from claim_judgements where judgement_id = ?", [record["undoes"]]
    ).fetchone()
    if record["undoes"] is not None and (
        undone is None or undone[0] != record["claim"] or record["undoes"] >= record["judgement"]
    ):
        raise Damaged("claim_judgement.undoes is no judgement on that claim before it")
    columns, values = columns_of(CLAIM_JUDGEMENTS, record)
    insert_row(db, CLAIM_JUDGEMENTS.table, dict(zip(columns, values, strict=True)))
    settle_sources(db, [record["claim"]])
    return True


def as_judged(article: Record) -> Record:
    """An article's record whose rows were read as whom they are judged to be."""
    plain: Record = _without_readings(article)
    entities: dict[int, Record] = {}
    for each in plain["entities"]:
        known = entities.setdefault(each["entity"], each)
        if known is not each:
            known["mention_count"] += each["mention_count"]
    plain |= {"entities": list(entities.values()), "taken": []}
    for claim in plain["claims"]:
        about = {each["entity"]: each for each in claim["about"]}
        claim["about"] = list(about.values())
    return plain


def _without_readings(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: None if key in _READ_AS else _without_readings(each) for key, each in value.items()
        }
    return [_without_readings(each) for each in value] if isinstance(value, list) else value


def lead_on(db: Database) -> None:
    """Let the numbers of merged entities lead on to those that are here by now."""
    db.execute(
        "update entities set merged_into = h.head from temp.headed h"
        " where h.entity = entities.entity_id and h.head <> h.entity"
        " and h.head in (select entity_id from entities)"
        " and h.head not in (select entity from temp.headed)"
    )
