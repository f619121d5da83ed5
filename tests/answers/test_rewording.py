"""What is found by its meaning is said to be in other words, or offered and no more."""

from answers.rewording import OPENING, SHOWN_NEAR, compose_near, compose_reworded
from newsroom.answer import Answer, ClaimMatch, Question, QuestionKind, Unanswered
from tests.matching.cases import stored

TWO_HALVES = "Rothe said that the port would close and that the dockers knew."
FIRST = ClaimMatch(stored(1, "the port would close", sentence=TWO_HALVES, source="Rothe"), 0.7)
SECOND = ClaimMatch(stored(2, "the dockers knew", sentence=TWO_HALVES), 0.7)
OTHERS = tuple(ClaimMatch(stored(number, f"claim {number}"), 0.5) for number in range(3, 9))


def _asked(kind: QuestionKind) -> Question:
    return Question("no more ships", kind, "no more ships")


def test_every_kind_of_answer_opens_with_the_doubt() -> None:
    for kind in QuestionKind:
        reply = compose_reworded(_asked(kind), [FIRST])
        assert isinstance(reply, Answer)
        assert reply.headline.startswith(OPENING)
        assert reply.claims == (FIRST,)
        assert reply.question.kind is kind


def test_a_sentence_is_offered_once() -> None:
    unanswered = Unanswered(_asked(QuestionKind.CLAIMS), "not found")
    offered = compose_near(unanswered, [FIRST, SECOND, *OTHERS])
    assert offered.near == (FIRST, *OTHERS[: SHOWN_NEAR - 1])
    assert offered.reason == unanswered.reason
