"""A question answered from one consistent view of a desk: find, rank, compose."""

from collections.abc import Sequence
from dataclasses import replace

from answers.compose import (
    compose_card,
    compose_choices,
    compose_claims,
    compose_empty_desk,
    compose_not_found,
    compose_publication,
    compose_quotes,
    compose_sources,
    compose_timeline,
    compose_together,
)
from answers.selection import SPOKEN_SCORE, as_matches, dated, related, sourced_first
from claim_search import (
    CLAIM_CANDIDATES,
    NEAR_TOPIC,
    claims_for,
    claims_on_topic,
    entities_in,
    topic_filter,
)
from correcting import tell_gone, with_corrections
from lookup import find_names
from matching.claims import CONFIDENT_CLAIM, is_found, query_terms
from matching.likeness import asks_for_one_claim, central_claims
from matching.names import decide
from matching.speakers import owner_of_words, spoken_by
from news import tell_news
from newsroom.answer import (
    ClaimMatch,
    NameMatch,
    Question,
    QuestionKind,
    Reply,
    StoredClaim,
    Unanswered,
)
from newsroom.attribution import ClaimId, Identity
from newsroom.entity import EntityId
from paraphrases import answer_reworded
from responding import answer_response
from storage.articles import is_empty, list_citations
from storage.claims import (
    find_claims_by,
    find_claims_resting_on,
    find_dated_claims,
    get_claim,
    search_claims,
)
from storage.database import Database
from storage.entities import load_card
from storage.meanings import Meaning
from storytelling import tell_picked, tell_story

CARD_CLAIMS = 8
RECENT_ARTICLES = 10
CHOICES = 25


def answer_question(db: Database, question: Question, meaning: Meaning | None = None) -> Reply:
    """The answer to a question from what the desk holds, or an honest "not found".

    Where no claim has its words, `meaning` finds those that say it in others.
    """
    if question.parts:
        whole = replace(question, parts=())
        replies = [answer_question(db, part, meaning) for part in (whole, *question.parts)]
        return compose_together(question, replies)
    if question.days_back:
        return tell_news(db, question)
    reply = _answer_in_words(db, question)
    if isinstance(reply, Unanswered) and meaning is not None:
        reply = answer_reworded(db, meaning, reply)
    return with_corrections(db, reply)


def _answer_in_words(db: Database, question: Question) -> Reply:
    if is_empty(db):
        return compose_empty_desk(question)
    if question.about_publication:
        return compose_publication(question, list_citations(db, RECENT_ARTICLES))
    if question.kind is QuestionKind.NONE:
        return compose_not_found(question)
    if question.kind is QuestionKind.WHO:
        return _answer_who(db, question)
    if question.kind is QuestionKind.STORY:
        return _answer_story(db, question)
    if question.responses or (question.speaker and question.kind is QuestionKind.CLAIMS):
        return answer_response(db, question)
    if question.identity is not None:
        return _answer_by_identity(db, question)
    return _answer_about(db, question)


def show_entity(db: Database, question: Question, entity_id: EntityId) -> Reply:
    """The answer about one entity that the asker picked."""
    return with_corrections(db, _answer_picked(db, question, entity_id))


def _answer_picked(db: Database, question: Question, entity_id: EntityId) -> Reply:
    card = load_card(db, entity_id, CARD_CLAIMS)
    match = NameMatch(entity_id, card.name, card.kind, card.name, 1.0, ("picked",))
    if question.kind is QuestionKind.WHO:
        return compose_card(question, card, (match,))
    found = as_matches((*card.about, *card.said))
    if question.kind is QuestionKind.TIMELINE:
        those = as_matches(find_dated_claims(db, entity_id, CLAIM_CANDIDATES))
        return compose_timeline(question, those) if those else compose_not_found(question)
    if question.kind is QuestionKind.SOURCES:
        return compose_sources(question, found, (match,))
    return compose_claims(question, found, (match,))


def resembling(db: Database, question: Question, meaning: Meaning | None = None) -> Reply:
    """The claims that resemble a text, such as a message that somebody wants checked."""
    found = claims_for(db, question, entities_in(db, question.subject))
    if is_found(found):
        sourced = sourced_first(found, sure=CONFIDENT_CLAIM)
        return with_corrections(db, compose_sources(question, sourced))
    reply = compose_not_found(question)
    if meaning is None:
        return reply
    return with_corrections(db, answer_reworded(db, meaning, reply))


def show_claim(db: Database, asked: str, claim_id: ClaimId) -> Reply:
    """The answer about a claim asked for by its number, also where its article makes it no more."""
    if gone := tell_gone(db, asked, claim_id):
        return gone
    text = get_claim(db, claim_id).text
    return resembling(db, Question(text, QuestionKind.SOURCES, text))


def _answer_who(db: Database, question: Question) -> Reply:
    matches = find_names(db, question.subject)
    decision = decide(matches)
    if decision.choices:
        return compose_choices(question, decision.choices)
    if decision.best is None:
        found = claims_for(db, question)
        if is_found(found):
            return compose_claims(question, related(found))
        return compose_not_found(question, decision.suggestions)
    card = load_card(db, decision.best.entity_id, CARD_CLAIMS)
    return compose_card(question, card, (decision.best, *decision.suggestions))


def _answer_about(db: Database, question: Question) -> Reply:
    """Claims, their sources, quotations or dates, by topic words and the entities among them."""
    entities = entities_in(db, question.subject)
    if question.speaker:
        return _answer_of_speaker(db, question, entities)
    return _answer_with(db, question, claims_for(db, question, entities), entities)


def _answer_with(
    db: Database,
    question: Question,
    found: Sequence[ClaimMatch],
    entities: Sequence[NameMatch],
) -> Reply:
    """What some claims, best first, answer; nothing where the best is not good enough."""
    if not is_found(found):
        return compose_not_found(question, find_names(db, question.subject))
    if question.kind is QuestionKind.TIMELINE:
        return _answer_when(question, found)
    if question.kind is QuestionKind.SOURCES:
        sourced = sourced_first(found, sure=CONFIDENT_CLAIM)
        if asks_for_one_claim(question.text):
            meant = central_claims(sourced)
            return compose_sources(question, meant, entities, left_out=len(sourced) - len(meant))
        return compose_sources(question, sourced, entities)
    shown = related(found)
    if question.kind is QuestionKind.QUOTE:
        return compose_quotes(question, shown)
    return compose_claims(question, shown, entities)


def _answer_story(db: Database, question: Question) -> Reply:
    """The story that the claims which fit belong to, or those claims where they belong to none."""
    if picked := tell_picked(db, question):
        return picked
    entities = entities_in(db, question.subject)
    found = claims_for(db, question, entities)
    if is_found(found) and (told := tell_story(db, question, related(found))):
        return told
    return _answer_with(db, replace(question, responses=()), found, entities)


def _answer_when(question: Question, found: Sequence[ClaimMatch]) -> Reply:
    """The dated ones among the claims found; where none is dated, the claims as they are."""
    those = dated(question, found)
    if not those:
        return compose_claims(question, related(found))
    return compose_timeline(question, those)


def _answer_of_speaker(db: Database, question: Question, entities: Sequence[NameMatch]) -> Reply:
    """What one speaker said; on a topic, only what has to do with it."""
    speaker = question.speaker or ""
    decision = decide(find_names(db, speaker))
    entity_id = decision.best.entity_id if decision.best else None
    spoken = _all_of_speaker(db, speaker, entity_id)
    if question.subject:
        own = tuple(
            match
            for match in claims_for(db, question, entities, spoken)
            if entity_id in match.claim.sources or spoken_by(speaker, match.claim)
        )
        if not own or own[0].score < NEAR_TOPIC:
            return compose_not_found(question, find_names(db, speaker))
        shown = related(own, SPOKEN_SCORE)
        is_near = not is_found(own)
    else:
        shown, is_near = as_matches(spoken), False
        if not shown and (owner := owner_of_words(speaker)):
            return _answer_of_speaker(db, replace(question, speaker=owner), entities)
        if not shown:
            return compose_not_found(question, find_names(db, speaker))
    if question.kind is QuestionKind.TIMELINE:
        return _answer_when(question, shown)
    if question.kind is QuestionKind.SOURCES:
        return compose_sources(question, shown)
    return compose_quotes(question, shown, is_near=is_near)


def _all_of_speaker(
    db: Database, speaker: str, entity_id: EntityId | None
) -> tuple[StoredClaim, ...]:
    claims = find_claims_by(db, entity_id, CLAIM_CANDIDATES) if entity_id is not None else ()
    if not claims:
        groups = [(term,) for term in query_terms(speaker)]
        pool = search_claims(db, groups, CLAIM_CANDIDATES) if groups else ()
        claims = tuple(claim for claim, _ in pool if spoken_by(speaker, claim))
    return claims


def _answer_by_identity(db: Database, question: Question) -> Reply:
    """Which claims rest on sources of one identity: "… on one unnamed source?"."""
    identity = question.identity or Identity.UNNAMED
    claims = find_claims_resting_on(db, identity, question.is_single, CLAIM_CANDIDATES)
    found = as_matches(claims)
    is_on_topic = topic_filter(question, claims_on_topic(db, question))
    found = tuple(match for match in found if is_on_topic(match.claim))
    if not found:
        return compose_not_found(question)
    return compose_sources(question, found)
