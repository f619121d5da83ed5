"""Claims of a desk that have to do with a question, and the entities that it names."""

from collections.abc import Callable, Sequence

from lookup import find_candidates
from matching.claims import (
    CONFIDENT_CLAIM,
    asks_for_number,
    expand_term,
    holding,
    is_telling,
    named_terms,
    query_terms,
    rank_claims,
    stem_prefix,
)
from matching.dating import names_time
from matching.names import find_names as spot_names
from newsroom.answer import ClaimMatch, NameMatch, Question, StoredClaim
from storage.claim_rows import load_claims
from storage.claims import (
    find_claims_about_each,
    find_dated_claims,
    find_terms,
    list_rewordings,
    search_claims,
)
from storage.database import Database

CLAIM_CANDIDATES = 150
ABOUT_CANDIDATES = 600
"""How many claims all of a question's entities may bring; a surname may be many people's."""
REWORDED = 2_000
"""So many of the newest corrections are looked through."""
NEAR_TOPIC = 0.3
"""From this score on, what somebody said has to do with a topic, if not wholly."""


def entities_in(db: Database, subject: str) -> tuple[NameMatch, ...]:
    """The entities that a question names, none of them a guess."""
    return spot_names(subject, find_candidates(db, subject))


def claims_for(
    db: Database,
    question: Question,
    entities: Sequence[NameMatch] = (),
    others: Sequence[StoredClaim] = (),
) -> tuple[ClaimMatch, ...]:
    """Claims that share words with a question, or are about its entities, or come besides."""
    terms = query_terms(question.subject)
    groups = [
        (term, *expand_term(term, find_terms(db, stem_prefix(term), CLAIM_CANDIDATES)))
        for term in terms
    ]
    found = search_claims(db, groups, CLAIM_CANDIDATES) if groups else ()
    pool = {claim.claim_id: (claim, relevance) for claim, relevance in found}
    share = min(CLAIM_CANDIDATES, ABOUT_CANDIDATES // max(1, len(entities)))
    about = find_claims_about_each(db, [match.entity_id for match in entities], share)
    if names_time(question.subject):
        others = (*others, *find_dated_claims(db, None, CLAIM_CANDIDATES))
    for claim in (*about, *_reworded(db, groups), *others):
        pool.setdefault(claim.claim_id, (claim, 0.0))
    ids = frozenset(match.entity_id for match in entities)
    return rank_claims(
        groups,
        tuple(pool.values()),
        subject=question.subject,
        entity_ids=ids,
        named=named_terms(terms, entities),
        wants_number=asks_for_number(question.text),
    )


def _reworded(db: Database, groups: Sequence[Sequence[str]]) -> tuple[StoredClaim, ...]:
    """Claims that were corrected to words that share any with a question."""
    holds = holding(groups)
    found = (claim_id for claim_id, words in list_rewordings(db, REWORDED) if holds(words))
    return load_claims(db, list(dict.fromkeys(found))[:CLAIM_CANDIDATES])


def claims_on_topic(db: Database, question: Question) -> tuple[ClaimMatch, ...]:
    """What the desk holds on the topic of a question, where it names any."""
    if not is_telling(question.subject):
        return ()
    return claims_for(db, question, entities_in(db, question.subject))


def topic_filter(question: Question, found: Sequence[ClaimMatch]) -> Callable[[StoredClaim], bool]:
    """Whether a claim has to do with what was found on a topic, by its words or by its article."""
    if not is_telling(question.subject):
        return lambda claim: True
    near = {match.claim.claim_id for match in found if match.score >= NEAR_TOPIC}
    sure = {match.claim.citation.article_id for match in found if match.score >= CONFIDENT_CLAIM}
    return lambda claim: claim.claim_id in near or claim.citation.article_id in sure
