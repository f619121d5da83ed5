"""Questions that no claim answers in their own words, answered by what claims mean.

A likeness of meaning with names in it says little beyond the names. So claims about what a question
names are weighed by the rest of it, and only these are ever shown as an answer; what else is near
is offered, whoever it is about, since a word such as "school" may name something on the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answers.rewording import compose_near, compose_reworded
from lookup import find_candidates, find_names
from matching.claims import named_terms, query_terms
from matching.meaning import SURE, is_enough, particulars, rank_by_meaning, without
from matching.names import decide
from matching.names import find_names as spot_names
from newsroom.answer import (
    ClaimMatch,
    Question,
    QuestionKind,
    Reply,
    StoredClaim,
    Unanswered,
)
from newsroom.entity import EntityId
from storage.claim_rows import load_claims
from storage.claims import find_claims_about, find_claims_by
from storage.database import Database
from storage.meanings import Meaning, encode_and_weigh, find_near

NEAREST = 25
OF_ENTITY = 150
ALIKE = 0.9
"""Claims down to this share of the best one's likeness are shown beside it."""

Likely = list[tuple[StoredClaim, float]]
"""Claims, each with its likeness to what is sought."""


def answer_reworded(db: Database, meaning: Meaning, reply: Unanswered) -> Reply:
    """What a question may mean in other words; the honest empty answer where nothing is near."""
    question = reply.question
    is_of_words = question.kind is not QuestionKind.NONE and not question.responses
    if not is_of_words or question.identity is not None or not is_enough(question):
        return reply
    search = _Search(db, meaning, question)
    named = search.named()
    answers = search.about_named(named) if named else search.offers()
    sure = [match for match in answers if match.score >= SURE]
    if sure:
        floor = sure[0].score * ALIKE
        return compose_reworded(question, [match for match in sure if match.score >= floor])
    near = search.offers() if named else answers
    return compose_near(reply, near) if near else reply


@dataclass(frozen=True, slots=True)
class _Search:
    """One question sought by its meaning."""

    db: Database
    meaning: Meaning
    question: Question

    def offers(self) -> tuple[ClaimMatch, ...]:
        """Claims near to the whole question, whoever they are about."""
        subject = self.question.subject
        found = self._spoken(subject) if self.question.speaker else self._near(subject)
        return rank_by_meaning(found, self._particulars())

    def about_named(self, named: dict[str, frozenset[EntityId]]) -> tuple[ClaimMatch, ...]:
        """Claims about all that is named, by what the question says beside the names."""
        if not is_enough(self.question, named):
            return ()
        topic = without(self.question.subject, named)
        if self.question.speaker:
            found = self._spoken(topic)
        else:
            found = self._weighed(topic, self._about(min(named.values(), key=len)))
        return rank_by_meaning(found, self._particulars(), named.values())

    def named(self) -> dict[str, frozenset[EntityId]]:
        """The words of the question that name something, with what they may name."""
        subject = self.question.subject
        matches = spot_names(subject, find_candidates(self.db, subject))
        return named_terms(query_terms(subject), matches)

    def _particulars(self) -> frozenset[str]:
        return particulars(self.question.text, self.meaning.knows)

    def _near(self, text: str) -> Likely:
        likeness = dict(find_near(self.db, self.meaning, text, NEAREST))
        return [(claim, likeness[claim.claim_id]) for claim in load_claims(self.db, [*likeness])]

    def _spoken(self, text: str) -> Likely:
        """The words of one speaker, who has to be known."""
        best = decide(find_names(self.db, self.question.speaker or "")).best
        if best is None:
            return []
        return self._weighed(text, find_claims_by(self.db, best.entity_id, OF_ENTITY))

    def _about(self, ids: frozenset[EntityId]) -> Sequence[StoredClaim]:
        found = {
            claim.claim_id: claim
            for entity_id in ids
            for claim in (
                *find_claims_about(self.db, entity_id, OF_ENTITY),
                *find_claims_by(self.db, entity_id, OF_ENTITY),
            )
        }
        return tuple(found.values())

    def _weighed(self, text: str, claims: Sequence[StoredClaim]) -> Likely:
        ids = [claim.claim_id for claim in claims]
        likeness = dict(encode_and_weigh(self.db, self.meaning, text, ids))
        return [(one, likeness[one.claim_id]) for one in claims if one.claim_id in likeness]
