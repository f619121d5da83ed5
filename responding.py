"""Who answered and who did not, by what the articles record of it."""

from collections.abc import Callable
from dataclasses import replace

from answers.compose import compose_not_found, compose_parties, compose_responses
from answers.selection import as_matches
from claim_search import CLAIM_CANDIDATES, claims_for, claims_on_topic, topic_filter
from lookup import find_names
from matching.folding import words
from matching.names import decide
from matching.roots import root
from matching.speakers import speaks_for, spoken_by
from newsroom.answer import ClaimMatch, Question, Reply, StoredClaim
from storage.claims import find_responses
from storage.database import Database


def answer_response(db: Database, question: Question) -> Reply:
    """Whether somebody answered, by what the articles record of it."""
    if question.speaker is None:
        return _answer_silences(db, question)
    speaker = question.speaker
    decision = decide(find_names(db, speaker))
    is_on_topic = topic_filter(question, claims_on_topic(db, question))
    entity_id = decision.best.entity_id if decision.best else None
    own = find_responses(db, entity_id, CLAIM_CANDIDATES) if entity_id is not None else ()
    found = as_matches(
        claim
        for claim in (*find_responses(db, None, CLAIM_CANDIDATES), *own)
        if is_on_topic(claim)
        and (
            spoken_by(speaker, claim)
            or (decision.best and claim.response and claim.response.entity == decision.best.name)
        )
    )
    party = decision.best.name if decision.best else speaker
    behalf = _statements_for(db, question, is_on_topic)
    if found:
        known = {match.claim.claim_id for match in found}
        answers = (match for match in behalf if match.claim.response)
        found = (*found, *(match for match in answers if match.claim.claim_id not in known))
    else:
        found = behalf
    if not found and decision.best is None:
        return compose_not_found(question, decision.suggestions)
    return compose_responses(question, party, found)


def _statements_for(
    db: Database, question: Question, is_on_topic: Callable[[StoredClaim], bool]
) -> tuple[ClaimMatch, ...]:
    """What those who speak for a party say, where no answer of the party itself is recorded."""
    speaker = question.speaker or ""
    found = claims_for(db, replace(question, subject=f"{speaker} {question.subject}"))
    return as_matches(
        match.claim
        for match in found
        if speaks_for(speaker, match.claim) and is_on_topic(match.claim)
    )


def _answer_silences(db: Database, question: Question) -> Reply:
    """Who denied, replied or kept silent about a topic: "who refused to comment on …"."""
    on_topic = claims_on_topic(db, question)
    is_on_topic = topic_filter(question, on_topic)
    newest = find_responses(db, None, CLAIM_CANDIDATES)
    found = [
        claim
        for claim in (*newest, *(match.claim for match in on_topic))
        if claim.response and claim.response.kind in question.responses and is_on_topic(claim)
    ]
    if not found:
        return compose_not_found(question)
    asked = frozenset(map(root, words(question.text)))
    return compose_parties(question, as_matches(sorted(found, key=_share_of_words(asked))))


def _share_of_words(asked: frozenset[str]) -> Callable[[StoredClaim], int]:
    """Those first whose sentence has more of the words asked with: "declined to comment"."""
    return lambda claim: -len(asked.intersection(map(root, words(claim.sentence))))
