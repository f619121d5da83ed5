"""What was judged of who is who and of what is said, brought back.

A desk that was empty gets every act and every row as it was, so that each can still be undone. On
any other desk what an article says comes as it was read, follows what is judged there, and the
file's acts are judged anew by whoever keeps the lines: see `replaying`.
"""

import json
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

_READ_AS = {"read_as": ("entity_id", "entity"), "response_read_as": ("response_entity_id",)}
"""As whom a row was read where that is another, and beside it whose it is by what was judged."""
_STANDS_IN = (
    "select 1 from claims where claim_id = :claim and article_id = :article union all"
    " select 1 from gone_claims where claim_id = :claim and article_id = :article"
)


UNDOES_NOTHING = "claim_judgement.undoes is no judgement on that claim before it"


def check_judgement(record: Record) -> None:
    """Whether an act takes back none but one before it; Damaged where it does not."""
    if record["undoes"] is not None and record["undoes"] >= record["judgement"]:
        raise Damaged("judgement.undoes is no judgement before it")


def keep_judgement(db: Database, record: Record) -> bool:
    """Keep an act with all that it says, on a desk that was empty."""
    check_judgement(record)
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


def check_claim_judgement(record: Record) -> None:
    """Whether an act on a claim says what it is to say; Damaged where it does not."""
    said = {key for keys in _SAYS.values() for key in keys if record[key] is not None}
    if said != set(_SAYS[ClaimAct(record["act"])]):
        raise Damaged("claim_judgement does not say what its act is to say")
    if record["undoes"] is not None and record["undoes"] >= record["judgement"]:
        raise Damaged(UNDOES_NOTHING)


def keep_claim_judgement(db: Database, record: Record) -> bool:
    """Keep an act on a claim, on a desk that was empty."""
    check_claim_judgement(record)
    whose = {"claim": record["claim"], "article": record["article"]}
    if not db.execute(_STANDS_IN, whose).fetchone():
        raise Damaged(f"it speaks of claim {record['claim']}, which its article does not make")
    undone = db.execute(
        "select claim_id from claim_judgements where judgement_id = ?", [record["undoes"]]
    ).fetchone()
    if record["undoes"] is not None and (undone is None or undone[0] != record["claim"]):
        raise Damaged(UNDOES_NOTHING)
    columns, values = columns_of(CLAIM_JUDGEMENTS, record)
    insert_row(db, CLAIM_JUDGEMENTS.table, dict(zip(columns, values, strict=True)))
    settle_sources(db, [record["claim"]])
    return True


def as_read(article: Record) -> Record:
    """An article's record as it was read, before anybody judged of whom it speaks."""
    own = {each["read_as"] or each["entity"] for each in article["entities"]}
    names = [each for each in article["names"] if (each["read_as"] or each["entity"]) in own]
    names += article["taken"]
    plain: Record = _as_read(article | {"names": _once(names), "taken": []})
    for claim in plain["claims"]:
        claim["about"] = _once(claim["about"])
    return plain


def _as_read(value: Any) -> Any:
    """Every row with the entity that it was read as."""
    if isinstance(value, list):
        return [_as_read(each) for each in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _as_read(each) for key, each in value.items()}
    for read, judged in _READ_AS.items():
        if plain.get(read) is not None:
            whose = next(key for key in judged if key in plain)
            plain |= {whose: plain[read], read: None}
    return plain


def _once(rows: list[Record]) -> list[Record]:
    return list({json.dumps(each, sort_keys=True): each for each in rows}.values())


def lead_on(db: Database) -> None:
    """Let the numbers of merged entities lead on to those that are here by now."""
    db.execute(
        "update entities set merged_into = h.head from temp.headed h"
        " where h.entity = entities.entity_id and h.head <> h.entity"
        " and h.head in (select entity_id from entities)"
        " and h.head not in (select entity from temp.headed)"
    )
