"""Corrections beside the answers that rest on corrected articles; claims asked for by number."""

from dataclasses import replace

from answers.corrected import compose_corrections, compose_gone, compose_marks
from newsroom.answer import Answer, Question, QuestionKind, Reply
from newsroom.attribution import ClaimId
from newsroom.shown import claims_of
from newsroom.typed import LARGEST
from storage.corrections import corrections_of
from storage.database import Database
from storage.whole_claims import find_gone

ARTICLES_READ = 60


def with_corrections(db: Database, reply: Reply) -> Reply:
    """The reply, with what the desk and the articles behind it say of their mistakes."""
    if not isinstance(reply, Answer):
        return reply
    told = compose_marks(claims_of(reply))
    card = (*reply.card.about, *reply.card.said) if reply.card else ()
    claims = (*(match.claim for match in reply.claims), *card)
    articles = dict.fromkeys(claim.citation.article_id for claim in claims)
    noted = corrections_of(db, tuple(articles)[:ARTICLES_READ])
    notes = dict.fromkeys((*told, *reply.notes, *compose_corrections(noted)))
    return replace(reply, notes=tuple(notes)) if noted or told else reply


def tell_gone(db: Database, asked: str, claim_id: ClaimId) -> Reply | None:
    """A claim that its article makes no more, by its number; None where it still stands."""
    found = find_gone(db, claim_id) if claim_id <= LARGEST else None
    if found is None:
        return None
    claim, version = found
    question = Question(asked, QuestionKind.SOURCES, claim.text)
    return with_corrections(db, compose_gone(question, claim, version))
