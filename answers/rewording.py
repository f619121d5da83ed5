"""Claims that mean what was asked in other words: shown as such, or offered as the nearest."""

from collections.abc import Sequence
from dataclasses import replace

from answers.compose import compose_claims, compose_quotes, compose_sources, compose_timeline
from newsroom.answer import Answer, ClaimMatch, Question, QuestionKind, Reply, Unanswered

OPENING = "Not found in these words. Nearest in meaning:"
SHOWN_NEAR = 3


def compose_reworded(question: Question, found: Sequence[ClaimMatch]) -> Reply:
    """What was found by its meaning; the first line says that the words are others."""
    answer = _composed(question, found)
    return replace(answer, question=question, headline=f"{OPENING} {answer.headline}")


def compose_near(reply: Unanswered, found: Sequence[ClaimMatch]) -> Unanswered:
    """The honest empty answer, with claims that may be what was meant, one of each sentence."""
    near: dict[tuple[int, str], ClaimMatch] = {}
    for match in found:
        near.setdefault((match.claim.citation.article_id, match.claim.sentence), match)
    return replace(reply, near=tuple(near.values())[:SHOWN_NEAR])


def _composed(question: Question, found: Sequence[ClaimMatch]) -> Answer:
    if question.kind is QuestionKind.SOURCES:
        return compose_sources(question, found)
    if question.kind is QuestionKind.QUOTE:
        return compose_quotes(question, found)
    if question.kind is QuestionKind.TIMELINE and any(match.claim.dates for match in found):
        return compose_timeline(question, found)
    return compose_claims(replace(question, kind=QuestionKind.CLAIMS), found)
