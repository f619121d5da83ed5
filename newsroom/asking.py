"""How much of a question is read: far more than anybody asks, little enough to be answered soon."""

from dataclasses import replace

from newsroom.answer import Question

LONGEST = 1_000


def bounded(text: str) -> str:
    """The text up to the last whole word that is within the bound."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return cut.rpartition(" ")[0] or cut


def bounded_question(question: Question) -> Question:
    """The question with all its words within the bound."""
    speaker = bounded(question.speaker) if question.speaker else question.speaker
    return replace(
        question, text=bounded(question.text), subject=bounded(question.subject), speaker=speaker
    )
