"""Which claims of an import are which on a desk that held something, and what was judged of them.

A new article's claims get numbers anew; one that is here already makes them in the same words. What
the file says of them is put by until all of it has been read, since a desk's own people may have
judged the same claims: see `carrying`.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity, Number, Source
from newsroom.curation import DoubtKind, Note, Verdict
from newsroom.entity import EntityId
from newsroom.judged_claim import (
    ClaimAct,
    ClaimJudgement,
    ClaimJudgementId,
    ClaimStatus,
    JudgedSource,
)
from storage.database import Database
from storage.interchange import numbering as numbers
from storage.interchange.checking import Damaged
from storage.interchange.fields import Part
from storage.interchange.judged import UNDOES_NOTHING, check_claim_judgement
from storage.interchange.judgement_parts import CLAIM_JUDGEMENTS, REVIEWS
from storage.interchange.writing import Record
from storage.judged_claims import list_worded
from storage.rows import in_utc

CLAIM, ACT, VERDICT = "claim", "act on a claim", "verdict on a source"


@dataclass(slots=True)
class Said:
    """All that a file says was judged of one of the desk's claims, each with its line."""

    claim_id: ClaimId
    article_id: ArticleId
    acts: list[tuple[int, ClaimJudgement]] = field(default_factory=list)
    verdicts: list[tuple[int, Verdict, Note]] = field(default_factory=list)


def number_claims(db: Database, claims: Mapping[int, int]) -> None:
    """Remember the desk's numbers of the claims of a new article."""
    for given, kept in claims.items():
        numbers.keep_number(db, CLAIM, given, kept, is_new=True)


def recognise_claims(db: Database, article_id: ArticleId, record: Record) -> None:
    """Learn which claims are which of an article that is here already, by their words."""
    here: dict[tuple[str, str], deque[ClaimId]] = defaultdict(deque)
    for one in list_worded(db, article_id):
        here[one.sentence, one.text].append(one.claim_id)
    there = [(each["claim"], each["sentence"], each["text"]) for each in record["claims"]]
    there += [
        (each["claim"], each["sentence"], each["as_read"]["text"]) for each in record["gone_claims"]
    ]
    for given, *words in sorted(there):
        if (left := here.get((words[0], words[1]))) and not numbers.find_number(db, CLAIM, given):
            numbers.keep_number(db, CLAIM, given, left.popleft(), is_new=False)


def is_judged_later(part: Part, record: Record) -> bool:
    """Whether a line is about a claim, and is put by on a desk that held something."""
    return part is CLAIM_JUDGEMENTS or (
        part is REVIEWS and record["subject"] == DoubtKind.SOURCE.value
    )


def put_by(db: Database, line: int, part: Part, record: Record) -> bool:
    """Keep a line about a claim for later; False where it is here and its claim is not.

    Raises Damaged for what cannot be said, and for what is about no claim of the desk.
    """
    if part is CLAIM_JUDGEMENTS:
        what, given, claim = ACT, record["judgement"], record["claim"]
        check_claim_judgement(record)
    else:
        what, given, claim = VERDICT, line, record["subject_id"]
    if not numbers.find_number(db, CLAIM, claim):
        if _is_here(db, part, record):
            return False
        raise Damaged(f"it speaks of claim {claim}, which its article does not make here")
    if part is CLAIM_JUDGEMENTS and record["undoes"] is not None:
        undone = numbers.find_awaited(db, ACT, record["undoes"])
        if undone is None or undone["claim"] != claim:
            raise Damaged(UNDOES_NOTHING)
    numbers.await_record(db, what, given, record | {"line": line})
    return True


def _is_here(db: Database, part: Part, record: Record) -> bool:
    """Whether the desk has an act or a verdict of just that moment."""
    subject = "" if part is CLAIM_JUDGEMENTS else "subject = 'source' and"
    row = db.execute(
        f"select 1 from {part.table} where {subject} judged_at = ?",
        [in_utc(datetime.fromisoformat(record["judged_at"]))],
    ).fetchone()
    return row is not None


def said_of_claims(db: Database) -> Iterator[Said]:
    """What was put by, claim by claim, each act in the file's numbers and with the desk's names."""
    found: dict[int, Said] = {}
    for record in numbers.all_awaited(db, ACT):
        one = _said_of(db, found, record["claim"])
        one.acts.append((record["line"], _act(db, one, record)))
    for record in numbers.all_awaited(db, VERDICT):
        verdict = record["line"], Verdict(record["verdict"]), _note(record)
        _said_of(db, found, record["subject_id"]).verdicts.append(verdict)
    yield from found.values()


def _said_of(db: Database, found: dict[int, Said], given: int) -> Said:
    number = numbers.find_number(db, CLAIM, given)
    assert number is not None, "what is about no claim of the desk was refused"
    if number[0] not in found:
        (article_id,) = db.execute(
            "select article_id from claims where claim_id = :id union all"
            " select article_id from gone_claims where claim_id = :id",
            {"id": number[0]},
        ).fetchone()
        found[number[0]] = Said(ClaimId(number[0]), ArticleId(article_id))
    return found[number[0]]


def _act(db: Database, one: Said, record: Record) -> ClaimJudgement:
    note, undoes = _note(record), record["undoes"]
    return ClaimJudgement(
        ClaimJudgementId(record["judgement"]),
        one.claim_id,
        one.article_id,
        ClaimAct(record["act"]),
        note.judged_by,
        note.judged_at,
        note.reason,
        record["said"],
        ClaimStatus(record["status"]) if record["status"] else None,
        record["words"],
        _source(db, record),
        undoes=ClaimJudgementId(undoes) if undoes is not None else None,
    )


def _source(db: Database, record: Record) -> JudgedSource | None:
    if record["identity"] is None:
        return None
    source = Source(
        record["label"] or "",
        Identity(record["identity"]),
        record["kind"],
        number=Number(record["number"]),
    )
    given = record["entity"]
    number = numbers.find_number(db, numbers.ENTITY, given) if given is not None else None
    return JudgedSource(source, EntityId(number[0]) if number else None)


def _note(record: Record) -> Note:
    judged_at = datetime.fromisoformat(in_utc(datetime.fromisoformat(record["judged_at"])))
    return Note(record["judged_by"], judged_at, record.get("reason", ""))
