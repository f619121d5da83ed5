"""Correcting what is said: every act of a person on a claim is recorded and can be undone.

The only way in which judgements on claims are written. Each function is part of one transaction.
"""

from dataclasses import dataclass, replace

from curation import find_entity
from lookup import find_candidates
from matching.folding import fold
from matching.names import find_names as spot_names
from matching.source_hints import find_named_source
from newsroom.answer import StoredClaim
from newsroom.attribution import ClaimId, Identity, Number, Source
from newsroom.curation import Note
from newsroom.entity import EntityId, EntityKind
from newsroom.errors import NewsroomError
from newsroom.judged_claim import (
    ClaimAct,
    ClaimJudgement,
    ClaimJudgementId,
    ClaimRecord,
    ClaimStatus,
    JudgedSource,
    SourceWanted,
    taken_back,
)
from newsroom.typed import read_number
from storage.claim_judgements import (
    find_claim_judgement,
    judgements_on,
    list_claim_judgements,
    record_claim_judgement,
)
from storage.claim_rows import load_claims
from storage.claims import find_claims_worded
from storage.curation_views import get_sketch
from storage.database import Database
from storage.posts import owe_corrections
from storage.whole_claims import find_gone

NEWEST = 10
LONGEST_WORDS, LONGEST_REASON, LONGEST_SOURCE = 1_000, 500, 200
WHICH = "Pick a claim that is offered, or give its number such as #12"
NAMES_A_SOURCE = (
    "“{}” seems to name a source whom the article does not name, so nothing was recorded. Leave the"
    " name out, or set the option “confidential”: then editors alone see the note, and it goes into"
    " no answer, digest or export."
)
REASON_NAMES_A_SOURCE = (
    "“{}” seems to name a source whom the article does not name, so nothing was recorded. Leave the"
    " name out; a confidential note may hold it, for editors alone."
)
REVEALS_A_SOURCE = (
    "The article leaves its source unnamed; everybody who reads this desk would see the name, so"
    " nothing was recorded. Set the option “reveal” if that is meant, or write a confidential note."
)
_NEW = ClaimJudgementId(0)


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """A claim with all that was ever judged of it, for editors; `gone_in` is the version in which
    its article dropped it."""

    claim: StoredClaim
    records: tuple[ClaimRecord, ...]
    gone_in: int | None = None


def find_claim(db: Database, named: str) -> ClaimId:
    """The claim of a number ("#12") or of exactly some words; NewsroomError for any other."""
    number = read_number(named)
    if number is not None:
        return get_judged(db, ClaimId(number))[0].claim_id
    found = find_claims_worded(db, named.strip()) if named.strip() else ()
    if len(found) != 1:
        many = f"“{named}” stands in several articles. " if found else ""
        raise NewsroomError(f"{many}{WHICH}.")
    return found[0]


def get_judged(db: Database, claim_id: ClaimId) -> tuple[StoredClaim, int | None]:
    """A claim, and since which version its article makes it no more; NewsroomError for none."""
    found = load_claims(db, [claim_id])
    if found:
        return found[0], None
    gone = find_gone(db, claim_id)
    if gone is None:
        raise NewsroomError(f"There is no claim #{claim_id} on this desk.")
    return gone


def set_status(
    db: Database, claim_id: ClaimId, status: ClaimStatus, note: Note, wording: str = ""
) -> ClaimRecord:
    """The desk takes a claim so; what the article says stays beside it."""
    wording = _one_line(wording)
    claim, _ = get_judged(db, claim_id)
    if status is ClaimStatus.CORRECTED and not fold(wording):
        raise NewsroomError("Say how it is right: a correction needs its wording.")
    if status is not ClaimStatus.CORRECTED and wording:
        raise NewsroomError("Only a correction has a wording; give a reason instead.")
    _check_length("A wording", wording, LONGEST_WORDS)
    _check_reason(db, claim, note)
    _check_words(db, claim, wording, is_unnamed=False)
    standing = claim.mark.status if claim.mark else None
    if standing and (standing.status, standing.words) == (status, wording):
        raise NewsroomError(f"Claim #{claim_id} is {status} already.")
    return _act(db, claim, ClaimAct.STATUS, note, status=status, words=wording)


def set_source(db: Database, claim_id: ClaimId, wanted: SourceWanted, note: Note) -> ClaimRecord:
    """Somebody else stands behind a claim; the chain that was read stays beside it."""
    claim, _ = get_judged(db, claim_id)
    judged = _judged_source(db, wanted)
    read = (claim.mark and claim.mark.as_read) or claim.chain
    is_named = wanted.identity is Identity.NAMED
    is_hidden = read.identity is Identity.UNNAMED
    if is_hidden and is_named and not wanted.reveals:
        raise NewsroomError(REVEALS_A_SOURCE)
    if not (is_named and wanted.reveals):
        _check_reason(db, claim, note)
        _check_words(db, claim, judged.source.label, is_unnamed=is_hidden and not is_named)
    _check_length("A reason", note.reason, LONGEST_REASON)
    standing = claim.mark.source if claim.mark else None
    if standing and standing.source == judged:
        raise NewsroomError(f"That is whom claim #{claim_id} rests on already.")
    return _act(db, claim, ClaimAct.SOURCE, note, source=judged)


def add_note(
    db: Database, claim_id: ClaimId, words: str, note: Note, *, is_confidential: bool = False
) -> ClaimRecord:
    """An editor's words on a claim; words that seem to name a source only where that is meant."""
    words = _one_line(words)
    claim, _ = get_judged(db, claim_id)
    if not fold(words):
        raise NewsroomError("A note needs words.")
    _check_length("A note", words, LONGEST_WORDS)
    if not is_confidential and (named := _names_a_source(db, claim, words)):
        raise NewsroomError(NAMES_A_SOURCE.format(named))
    return _act(db, claim, ClaimAct.NOTE, note, words=words, is_confidential=is_confidential)


def undo(
    db: Database, number: ClaimJudgementId | None, claim_id: ClaimId | None, note: Note
) -> ClaimRecord:
    """Take an act back, the last on a claim or the desk without a number; later ones stay."""
    _check_length("A reason", note.reason, LONGEST_REASON)
    target = _last(db, claim_id) if number is None else find_claim_judgement(db, number)
    if target is None:
        what = "There is nothing to undo" if number is None else f"There is no judgement {number}"
        where = f"claim #{claim_id}" if claim_id is not None and number is None else "this desk"
        raise NewsroomError(f"{what} on {where}.")
    if claim_id is not None and target.claim_id != claim_id:
        raise NewsroomError(f"Judgement {number} is not on claim #{claim_id}.")
    if target.judgement_id in taken_back(judgements_on(db, [target.claim_id])[target.claim_id]):
        raise NewsroomError(f"Judgement {number} is undone already; undo its undoing instead.")
    claim, _ = get_judged(db, target.claim_id)
    if not target.is_confidential:
        _check_reason(db, claim, note)
    is_confidential = target.is_confidential
    return _act(
        db,
        claim,
        ClaimAct.UNDONE,
        note,
        undoes=target.judgement_id,
        is_confidential=is_confidential,
    )


def list_newest(
    db: Database, claim_id: ClaimId | None = None, limit: int = NEWEST
) -> tuple[ClaimRecord, ...]:
    """The newest acts on a claim or on the whole desk, with whether each stands."""
    if claim_id is None:
        return tuple(_record(db, each) for each in list_claim_judgements(db, limit))
    acts = judgements_on(db, [claim_id]).get(claim_id, ())
    return tuple(_record(db, each) for each in reversed(acts[-limit:]))


def tell_history(db: Database, claim_id: ClaimId) -> ClaimHistory:
    """A claim as it was read, and all that was judged of it, oldest first."""
    claim, gone_in = get_judged(db, claim_id)
    acts = judgements_on(db, [claim_id]).get(claim_id, ())
    return ClaimHistory(claim, tuple(_record(db, each) for each in acts), gone_in)


def _act(
    db: Database,
    claim: StoredClaim,
    act: ClaimAct,
    note: Note,
    *,
    status: ClaimStatus | None = None,
    words: str = "",
    source: JudgedSource | None = None,
    is_confidential: bool = False,
    undoes: ClaimJudgementId | None = None,
) -> ClaimRecord:
    """Record an act; what stands in channels owes a correction from now on."""
    judgement = ClaimJudgement(
        _NEW,
        claim.claim_id,
        claim.citation.article_id,
        act,
        note.judged_by,
        note.judged_at,
        note.reason.strip(),
        claim.text,
        status,
        words,
        source,
        is_confidential,
        undoes,
    )
    number = record_claim_judgement(db, judgement)
    record = _record(db, replace(judgement, judgement_id=number))
    told = record.undid or judgement
    if told.act is not ClaimAct.NOTE:
        owe_corrections(db, claim.claim_id, note.judged_at)
    return record


def _record(db: Database, judgement: ClaimJudgement) -> ClaimRecord:
    claim, _ = get_judged(db, judgement.claim_id)
    acts = judgements_on(db, [judgement.claim_id])[judgement.claim_id]
    undid = find_claim_judgement(db, judgement.undoes) if judgement.undoes is not None else None
    is_undone = judgement.judgement_id in taken_back(acts)
    return ClaimRecord(judgement, claim.text, is_undone, undid)


def _last(db: Database, claim_id: ClaimId | None) -> ClaimJudgement | None:
    """The newest act that stands and is no undoing."""
    acts = (
        tuple(reversed(list_claim_judgements(db, -1)))
        if claim_id is None
        else judgements_on(db, [claim_id]).get(claim_id, ())
    )
    gone = taken_back(acts)
    left = [e for e in acts if e.judgement_id not in gone and e.act is not ClaimAct.UNDONE]
    return left[-1] if left else None


def _judged_source(db: Database, wanted: SourceWanted) -> JudgedSource:
    who = _one_line(wanted.who)
    _check_length("A source", who, LONGEST_SOURCE)
    if wanted.identity is Identity.NONE:
        if who:
            raise NewsroomError("With identity “none” nobody is the source; leave the source out.")
        return JudgedSource(Source("", Identity.NONE, EntityKind.OTHER.value))
    if not fold(who):
        raise NewsroomError("Say who stands behind the claim, or give the identity “none”.")
    number = Number.SEVERAL if wanted.is_several else Number.ONE
    entity_id = _entity(db, who) if wanted.identity is not Identity.UNNAMED else None
    if entity_id is not None:
        sketch = get_sketch(db, entity_id)
        kind = "document" if wanted.identity is Identity.DOCUMENT else sketch.kind.value
        source = Source(sketch.name, wanted.identity, kind, entity=sketch.name, number=number)
        return JudgedSource(source, sketch.entity_id)
    if who.startswith("#"):
        raise NewsroomError("Say in words what is known of an unnamed source, without a number.")
    kinds = {Identity.DOCUMENT: "document", Identity.UNNAMED: "person"}
    kind = kinds.get(wanted.identity, EntityKind.OTHER.value)
    return JudgedSource(Source(who, wanted.identity, kind, number=number))


def _entity(db: Database, who: str) -> EntityId | None:
    """The entity of the desk that a number or a name means; None for words that name none."""
    try:
        return find_entity(db, who)
    except NewsroomError:
        if who.startswith("#"):
            raise
        return None


def _names_a_source(
    db: Database, claim: StoredClaim, words: str, *, is_unnamed: bool | None = None
) -> str | None:
    """What in some words seems to name a source whom the article does not name."""
    read = (claim.mark and claim.mark.as_read) or claim.chain
    found = spot_names(words, find_candidates(db, words))
    return find_named_source(
        words,
        is_unnamed=read.identity is Identity.UNNAMED if is_unnamed is None else is_unnamed,
        public=(claim.text, claim.sentence, *(link.label for link in read.links)),
        persons=[match.name for match in found if match.kind is EntityKind.PERSON],
        others=[match.alias for match in found if match.kind is not EntityKind.PERSON],
    )


def _check_reason(db: Database, claim: StoredClaim, note: Note) -> None:
    _check_length("A reason", note.reason, LONGEST_REASON)
    _check_words(db, claim, note.reason, is_unnamed=None)


def _check_words(db: Database, claim: StoredClaim, words: str, *, is_unnamed: bool | None) -> None:
    """Refuse words that seem to name a source, where nothing of it is for editors alone."""
    if words.strip() and (named := _names_a_source(db, claim, words, is_unnamed=is_unnamed)):
        raise NewsroomError(REASON_NAMES_A_SOURCE.format(named))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _check_length(what: str, words: str, most: int) -> None:
    if len(words) > most:
        raise NewsroomError(f"{what} has {most:,} characters at most.")
