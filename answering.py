"""A question answered from one consistent view of a desk: find, rank, compose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answers.compose import (
    compose_card,
    compose_choices,
    compose_claims,
    compose_empty_desk,
    compose_not_found,
    compose_publication,
    compose_quotes,
    compose_responses,
    compose_sources,
    compose_timeline,
)
from answers.sourcing import is_headline
from lookup import find_candidates, find_names
from matching.claims import expand_term, is_found, query_terms, rank_claims, stem_prefix
from matching.names import decide
from matching.names import find_names as spot_names
from matching.speakers import spoken_by
from newsroom.answer import ClaimMatch, NameMatch, Question, QuestionKind, Reply, StoredClaim
from newsroom.attribution import Identity
from newsroom.entity import EntityId
from storage.articles import count_desk, list_citations
from storage.claims import (
    find_claims_about,
    find_claims_by,
    find_claims_resting_on,
    find_dated_claims,
    find_responses,
    find_terms,
    search_claims,
)
from storage.database import Database
from storage.entities import load_card

CLAIM_CANDIDATES = 150
CARD_CLAIMS = 8
RECENT_ARTICLES = 10
CHOICES = 25
RELATED_SCORE = 0.75
"""Claims down to this share of the best one's score are still shown beside it."""
SOURCED_SCORE = 0.85
"""The same where sources are counted: a neighbouring claim's source must not count."""
UNSOURCED_SHARE = 0.8
"""What a headline or the article's own voice is worth to somebody who asks for sources."""
DATED_SCORE = 0.4
"""The same for a timeline, which wants the whole course of things."""


def answer_question(db: Database, question: Question) -> Reply:
    """The answer to a question from what the desk holds, or an honest "not found"."""
    if count_desk(db).articles == 0 and count_desk(db).entities == 0:
        return compose_empty_desk(question)
    if question.about_publication:
        return compose_publication(question, list_citations(db, RECENT_ARTICLES))
    if question.kind is QuestionKind.NONE:
        return compose_not_found(question)
    if question.kind is QuestionKind.WHO:
        return _answer_who(db, question)
    if question.responses or (question.speaker and question.kind is QuestionKind.CLAIMS):
        return _answer_response(db, question)
    if question.identity is not None:
        return _answer_by_identity(db, question)
    return _answer_about(db, question)


def show_entity(db: Database, question: Question, entity_id: EntityId) -> Reply:
    """The answer about one entity that the asker picked."""
    card = load_card(db, entity_id, CARD_CLAIMS)
    match = NameMatch(entity_id, card.name, card.kind, card.name, 1.0, ("picked",))
    if question.kind is QuestionKind.WHO:
        return compose_card(question, card, (match,))
    found = _as_matches((*card.about, *card.said))
    if question.kind is QuestionKind.TIMELINE:
        dated = _as_matches(find_dated_claims(db, entity_id, CLAIM_CANDIDATES))
        return compose_timeline(question, dated) if dated else compose_not_found(question)
    if question.kind is QuestionKind.SOURCES:
        return compose_sources(question, found, (match,))
    return compose_claims(question, found, (match,))


def resembling(db: Database, question: Question) -> Reply:
    """The claims that resemble a text, such as a message that somebody wants checked."""
    found = _search(db, question, _entities_in(db, question.subject))
    if not found or not is_found(found):
        return compose_not_found(question)
    return compose_sources(question, _sourced_first(found))


def _answer_who(db: Database, question: Question) -> Reply:
    matches = find_names(db, question.subject)
    decision = decide(matches)
    if decision.choices:
        return compose_choices(question, decision.choices)
    if decision.best is None:
        found = _search(db, question)
        if found and is_found(found):
            return compose_claims(question, _related(found))
        return compose_not_found(question, decision.suggestions)
    card = load_card(db, decision.best.entity_id, CARD_CLAIMS)
    return compose_card(question, card, (decision.best, *decision.suggestions))


def _answer_about(db: Database, question: Question) -> Reply:
    """Claims, their sources, quotations or dates, by topic words and the entities among them."""
    entities = _entities_in(db, question.subject)
    found = _search(db, question, entities)
    if question.speaker:
        found = _of_speaker(db, question, found)
    if not found or not is_found(found):
        return compose_not_found(question, find_names(db, question.speaker or question.subject))
    if question.kind is QuestionKind.TIMELINE:
        return _answer_when(question, found)
    if question.kind is QuestionKind.SOURCES:
        return compose_sources(question, _sourced_first(found), entities)
    related = _related(found)
    if question.kind is QuestionKind.QUOTE:
        return compose_quotes(question, related)
    return compose_claims(question, related, entities)


def _answer_when(question: Question, found: Sequence[ClaimMatch]) -> Reply:
    """The dated ones among the claims found; where none is dated, the claims as they are."""
    dated = tuple(match for match in found if match.claim.dates)
    if not dated:
        return compose_claims(question, _related(found))
    floor = found[0].score * DATED_SCORE
    return compose_timeline(question, tuple(match for match in dated if match.score >= floor))


def _search(
    db: Database, question: Question, entities: Sequence[NameMatch] = ()
) -> tuple[ClaimMatch, ...]:
    groups = [
        (term, *expand_term(term, find_terms(db, stem_prefix(term), CLAIM_CANDIDATES)))
        for term in query_terms(question.subject)
    ]
    found = search_claims(db, groups, CLAIM_CANDIDATES) if groups else ()
    pool = {claim.claim_id: (claim, relevance) for claim, relevance in found}
    for match in entities:
        for claim in find_claims_about(db, match.entity_id, CLAIM_CANDIDATES):
            pool.setdefault(claim.claim_id, (claim, 0.0))
    ids = frozenset(match.entity_id for match in entities)
    return rank_claims(groups, tuple(pool.values()), subject=question.subject, entity_ids=ids)


def _of_speaker(
    db: Database, question: Question, found: Sequence[ClaimMatch]
) -> tuple[ClaimMatch, ...]:
    """What one speaker said, on the topic if one is asked for."""
    speaker = question.speaker or ""
    on_topic = tuple(match for match in found if spoken_by(speaker, match.claim))
    if question.subject and on_topic:
        return on_topic
    decision = decide(find_names(db, speaker))
    claims = find_claims_by(db, decision.best.entity_id, CLAIM_CANDIDATES) if decision.best else ()
    if not claims:
        groups = [(term,) for term in query_terms(speaker)]
        pool = search_claims(db, groups, CLAIM_CANDIDATES) if groups else ()
        claims = tuple(claim for claim, _ in pool if spoken_by(speaker, claim))
    return _as_matches(claims)


def _answer_response(db: Database, question: Question) -> Reply:
    """Whether somebody answered, by what the articles record of it."""
    if question.speaker is None:
        return _answer_silences(db, question)
    speaker = question.speaker
    decision = decide(find_names(db, speaker))
    responses = find_responses(db, None, CLAIM_CANDIDATES)
    found = _as_matches(
        claim
        for claim in responses
        if spoken_by(speaker, claim)
        or (decision.best and claim.response and claim.response.entity == decision.best.name)
    )
    if not found and decision.best is None:
        return compose_not_found(question, decision.suggestions)
    party = decision.best.name if decision.best else speaker
    return compose_responses(question, party, found)


def _answer_silences(db: Database, question: Question) -> Reply:
    """Who denied, replied or kept silent about a topic: "who refused to comment on …"."""
    topical = {match.claim.claim_id for match in _search(db, question)}
    found = [
        claim
        for claim in find_responses(db, None, CLAIM_CANDIDATES)
        if claim.response
        and claim.response.kind in question.responses
        and (not question.subject or claim.claim_id in topical)
    ]
    if not found:
        return compose_not_found(question)
    return compose_claims(question, _as_matches(found))


def _answer_by_identity(db: Database, question: Question) -> Reply:
    """Which claims rest on sources of one identity: "… on one unnamed source?"."""
    identity = question.identity or Identity.UNNAMED
    claims = find_claims_resting_on(db, identity, question.is_single, CLAIM_CANDIDATES)
    found = _as_matches(claims)
    if question.subject:
        topical = {match.claim.claim_id for match in _search(db, question)}
        found = tuple(match for match in found if match.claim.claim_id in topical)
    if not found:
        return compose_not_found(question)
    return compose_sources(question, found)


def _entities_in(db: Database, subject: str) -> tuple[NameMatch, ...]:
    """The entities that a question names, none of them a guess."""
    return spot_names(subject, find_candidates(db, subject))


def _related(found: Sequence[ClaimMatch], share: float = RELATED_SCORE) -> tuple[ClaimMatch, ...]:
    """The claims that come near the best one."""
    floor = found[0].score * share
    return tuple(match for match in found if match.score >= floor)


def _sourced_first(found: Sequence[ClaimMatch]) -> tuple[ClaimMatch, ...]:
    """The claims that come near the best one; among those, whoever is cited comes first."""
    near = (
        match
        if len(match.claim.chain.links) > 1 and not is_headline(match.claim)
        else replace(match, score=round(match.score * UNSOURCED_SHARE, 4))
        for match in _related(found, SOURCED_SCORE)
    )
    return tuple(sorted(near, key=lambda match: -match.score))


def _as_matches(claims: Iterable[StoredClaim]) -> tuple[ClaimMatch, ...]:
    """Claims that fit by what they are, not by likeness: each fits wholly."""
    unique = {claim.claim_id: claim for claim in claims}
    return tuple(ClaimMatch(claim, 1.0) for claim in unique.values())
