"""Claims found by words, entities, sources, responses and dates."""

import re
from collections.abc import Sequence

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError
from newsroom.typed import LARGEST
from storage.claim_rows import load_claims
from storage.database import Database
from storage.search_words import plain, quoted

_NEWEST = " order by a.dated_at desc, a.article_id desc, c.position limit :limit"
READ, FEWEST_READ = 10_000, 2_000
"""Where more claims hold one of the words, the rarest that bring at least so many are required."""
_JUDGED_TO_REST_ON = (
    "select j.claim_id from judged_sources j join entities e using (entity_id)"
    " where coalesce(e.merged_into, e.entity_id) = :entity_id"
)
"""By what editors say stands behind them."""
_INDEXED = re.compile(r"\w", re.UNICODE)
_INDEXED_WORDS = re.compile(r"\w+", re.UNICODE)


def search_claims(
    db: Database, terms: Sequence[Sequence[str]], limit: int
) -> tuple[tuple[StoredClaim, float], ...]:
    """Claims that hold any of the words, most relevant first, with a relevance of 0.0 or more.

    Each inner sequence holds a word and its alternatives. Weights: text 4, about 2, the rest 1;
    a word that is required counts twice.
    """
    query = _query(db, [[term for term in group if _INDEXED.search(term)] for group in terms])
    if not query:
        return ()
    rows = db.execute(
        "select rowid, -rank from claims_fts where claims_fts match ? order by rank limit ?",
        [query, limit],
    ).fetchall()
    relevance = {row[0]: max(0.0, float(row[1])) for row in rows}
    return tuple((claim, relevance[claim.claim_id]) for claim in load_claims(db, list(relevance)))


def _query(db: Database, terms: Sequence[Sequence[str]]) -> str:
    """Any of the words; on a large desk only claims that hold one of the rarer of them.

    Whatever is weighed is read, and words such as "said" or "paid" would bring a third of a desk.
    """
    groups = {_any(group): None for group in terms if group}
    whole = " OR ".join(groups)
    if not groups or _count(db, whole) <= READ:
        return whole
    rarer: list[str] = []
    held = 0
    for count, group in sorted((_count(db, group), group) for group in groups):
        if held >= FEWEST_READ:
            return f"({' OR '.join(rarer)}) AND ({whole})"
        rarer.append(group)
        held += count
    return whole


def _any(terms: Sequence[str]) -> str:
    return " OR ".join(dict.fromkeys(map(quoted, terms)))


def _count(db: Database, query: str) -> int:
    """How many claims fit a query; counting weighs none of them, which is what takes long."""
    row = db.execute("select count(*) from claims_fts where claims_fts match ?", [query]).fetchone()
    return int(row[0])


def find_terms(db: Database, prefix: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Indexed word stems that begin with a prefix, with the number of claims that hold each."""
    if not prefix:
        return ()
    rows = db.execute(
        "select term, doc from claims_terms where term >= :low and term < :high"
        " order by doc desc, term limit :limit",
        {"low": plain(prefix), "high": plain(prefix) + "\U0010ffff", "limit": limit},
    )
    return tuple((row[0], row[1]) for row in rows)


def get_claim(db: Database, claim_id: ClaimId) -> StoredClaim:
    """One claim; raises NewsroomError where there is none of that number."""
    found = load_claims(db, [claim_id]) if claim_id <= LARGEST else ()
    if not found:
        raise NewsroomError(f"There is no claim #{claim_id} on this desk.")
    return found[0]


def find_claims_worded(db: Database, words: str) -> tuple[ClaimId, ...]:
    """Up to two claims of exactly those words."""
    query = " ".join(map(quoted, _INDEXED_WORDS.findall(words)))
    if not query:
        return ()
    rows = db.execute(
        "select c.claim_id from claims_fts f join claims c on c.claim_id = f.rowid"
        " where claims_fts match ? and c.text = ? limit 2",
        [query, words],
    )
    return tuple(ClaimId(row[0]) for row in rows)


def list_claims(db: Database, limit: int) -> tuple[StoredClaim, ...]:
    """Claims of the newest articles."""
    return _find(db, "", {"limit": limit})


def find_claims_about(db: Database, entity_id: EntityId, limit: int) -> tuple[StoredClaim, ...]:
    """Claims about an entity, newest article first."""
    return find_claims_about_each(db, [entity_id], limit)


def find_claims_about_each(
    db: Database, entity_ids: Sequence[EntityId], limit: int
) -> tuple[StoredClaim, ...]:
    """So many claims about each of some entities, newest article first, and none twice."""
    found: dict[int, None] = {}
    for entity_id in entity_ids:
        rows = db.execute(
            "select c.claim_id from claim_entities e join claims c using (claim_id)"
            f" join articles a using (article_id) where e.entity_id = :entity_id{_NEWEST}",
            {"entity_id": entity_id, "limit": limit},
        )
        found.update((row[0], None) for row in rows)
    return load_claims(db, list(found))


def find_claims_by(db: Database, entity_id: EntityId, limit: int) -> tuple[StoredClaim, ...]:
    """Claims that rest on an entity anywhere in their chain, newest article first."""
    return _find(
        db,
        "where c.claim_id in (select k.claim_id from chain_links k"
        "  left join judged_sources j using (claim_id) where k.entity_id = :entity_id"
        "  and (j.claim_id is null or (k.position < (select max(position) from chain_links i"
        "   where i.claim_id = k.claim_id) and j.identity <> 'none'))"
        f"  union {_JUDGED_TO_REST_ON})",
        {"entity_id": entity_id, "limit": limit},
    )


def find_claims_resting_on(
    db: Database, identity: Identity, is_single: bool, limit: int
) -> tuple[StoredClaim, ...]:
    """Claims whose innermost source is of an identity; with `is_single` one person alone."""
    return _find(
        db,
        "where (c.identity = :identity and c.is_single >= :single"
        "  and c.claim_id not in (select claim_id from judged_sources))"
        " or c.claim_id in (select claim_id from judged_sources"
        "  where identity = :identity and is_single >= :single)",
        {"identity": identity.value, "single": int(is_single), "limit": limit},
    )


def find_responses(db: Database, entity_id: EntityId | None, limit: int) -> tuple[StoredClaim, ...]:
    """Denials, replies and silences of an entity, or of all, newest article first."""
    if entity_id is not None:
        condition = "where c.response_kind is not null and c.response_entity_id = :entity_id"
        return _find(db, condition, {"entity_id": entity_id, "limit": limit})
    rows = db.execute(
        "select c.claim_id from articles a cross join claims c indexed by claims_response_place"
        f" using (article_id) where c.response_kind is not null{_NEWEST}",
        {"limit": limit},
    )
    return load_claims(db, [row[0] for row in rows])


def list_rewordings(db: Database, limit: int) -> tuple[tuple[ClaimId, str], ...]:
    """Claims that somebody has corrected, with the words that are right, newest first.

    The index has what was read. Whether one still stands is for whoever reads the claim's mark.
    """
    rows = db.execute(
        "select claim_id, words from claim_judgements where status = 'corrected'"
        " order by judgement_id desc limit ?",
        [limit],
    )
    return tuple((ClaimId(row[0]), row[1]) for row in rows)


def find_dated_claims(
    db: Database, entity_id: EntityId | None, limit: int
) -> tuple[StoredClaim, ...]:
    """Claims that state a date, about an entity or any, newest article first."""
    return _find(
        db,
        "where exists (select 1 from claim_dates d where d.claim_id = c.claim_id)"
        " and (:entity_id is null or exists (select 1 from claim_entities e"
        " where e.claim_id = c.claim_id and e.entity_id = :entity_id))",
        {"entity_id": entity_id, "limit": limit},
    )


def find_claims_of_article(
    db: Database, article_id: ArticleId, limit: int
) -> tuple[StoredClaim, ...]:
    """The claims of one article in text order."""
    return _find(db, "where c.article_id = :article_id", {"article_id": article_id, "limit": limit})


def _find(db: Database, condition: str, values: dict[str, object]) -> tuple[StoredClaim, ...]:
    rows = db.execute(
        f"select c.claim_id from claims c join articles a using (article_id) {condition}{_NEWEST}",
        values,
    )
    return load_claims(db, [row[0] for row in rows])
