"""What a desk keeps of its members as persons: shown to each, and erased for each who asks.

A table that notes who did something joins `KEPT` with one line; a test finds one that has not.
"""

from dataclasses import dataclass
from enum import StrEnum

from newsroom.desk import KeptOfYou
from storage.database import Database


class Erasure(StrEnum):
    """What becomes of a row when its person is erased: it goes, or only the person does."""

    ROW = "row"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Kept:
    """A column that says who did something, by user id, or by name with the id in brackets."""

    table: str
    column: str
    what: str
    erasure: Erasure


KEPT = (
    Kept("asks", "user_id", "questions with buttons under their answers", Erasure.ROW),
    Kept("audit_people", "user_id", "your name in the audit", Erasure.ROW),
    Kept("digest_schedules", "scheduled_by", "digests that you scheduled", Erasure.PERSON),
    Kept("watches", "user_id", "watches that you set", Erasure.ROW),
    Kept("story_moves", "judged_by", "articles that you moved to other stories", Erasure.PERSON),
    Kept("judgements", "judged_by", "what you judged of who is who", Erasure.PERSON),
    Kept("claim_judgements", "judged_by", "what you judged of claims", Erasure.PERSON),
    Kept("reviews", "judged_by", "doubts that you judged", Erasure.PERSON),
)
_IS_THEIRS = "{0} = :id or typeof({0}) = 'text' and {0} like '%(' || :id || ')'"


def find_kept(db: Database, user_id: int) -> tuple[KeptOfYou, ...]:
    """How much of each kind is kept about somebody; kinds without any are left out."""
    counts = ((kept.what, _count(db, kept, user_id)) for kept in KEPT)
    return tuple(KeptOfYou(what, count) for what, count in counts if count)


def erase_kept(db: Database, user_id: int) -> tuple[KeptOfYou, ...]:
    """Erase somebody; what they did for the desk stays, and no longer says who did it."""
    found = find_kept(db, user_id)
    for kept in KEPT:
        theirs = _IS_THEIRS.format(kept.column)
        if kept.erasure is Erasure.ROW:
            db.execute(f"delete from {kept.table} where {theirs}", {"id": user_id})
        else:
            nobody = f"case typeof({kept.column}) when 'text' then '' else 0 end"
            db.execute(
                f"update {kept.table} set {kept.column} = {nobody} where {theirs}", {"id": user_id}
            )
    return found


def _count(db: Database, kept: Kept, user_id: int) -> int:
    sql = f"select count(*) from {kept.table} where {_IS_THEIRS.format(kept.column)}"
    count: int = db.execute(sql, {"id": user_id}).fetchone()[0]
    return count
