"""The claims of an article by their words, and all that people judged of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.carried import JudgedClaim, WordedClaim
from newsroom.curation import Note, Verdict
from storage.claim_judgements import judgements_on
from storage.database import Database
from storage.rows import ONE_OF, listed
from storage.whole_claims import list_gone


def list_worded(db: Database, article_id: ArticleId) -> tuple[WordedClaim, ...]:
    """The claims that an article makes or once made, by number."""
    rows = db.execute(
        "select claim_id, sentence, text from claims where article_id = ?", [article_id]
    )
    made = [WordedClaim(ClaimId(row[0]), row[1], row[2]) for row in rows]
    gone = [
        WordedClaim(one.numbered.claim_id, one.sentence, one.numbered.claim.text)
        for one in list_gone(db, article_id)
    ]
    return tuple(sorted((*made, *gone), key=lambda one: one.claim_id))


def load_judged(db: Database, article_id: ArticleId) -> tuple[JudgedClaim, ...]:
    """Those claims of an article that somebody judged, by number."""
    worded = list_worded(db, article_id)
    ids = [one.claim_id for one in worded]
    acts, verdicts = judgements_on(db, ids), verdicts_on(db, ids)
    before: Counter[tuple[str, str]] = Counter()
    found = []
    for one in worded:
        words = (one.sentence, one.text)
        if one.claim_id in acts or one.claim_id in verdicts:
            judged = acts.get(one.claim_id, ()), tuple(verdicts.get(one.claim_id, ()))
            found.append(JudgedClaim(one, before[words], *judged))
        before[words] += 1
    return tuple(found)


def verdicts_on(
    db: Database, claim_ids: Sequence[ClaimId]
) -> dict[ClaimId, list[tuple[Verdict, Note]]]:
    """What reviews said of the sources of some claims, oldest first."""
    found: dict[ClaimId, list[tuple[Verdict, Note]]] = defaultdict(list)
    rows = db.execute(
        "select subject_id, verdict, judged_by, judged_at from reviews where subject = 'source'"
        f" and subject_id {ONE_OF} order by judged_at",
        [listed(claim_ids)],
    )
    for claim_id, verdict, judged_by, judged_at in rows:
        note = Note(judged_by, datetime.fromisoformat(judged_at))
        found[ClaimId(claim_id)].append((Verdict(verdict), note))
    return found
