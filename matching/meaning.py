"""Which claims mean what a question asks in other words, and how far that can be trusted.

The likeness of two texts is the cosine of their embeddings: it tells what they are about rather
than what they say. So it never outweighs words, and names and numbers have to be the same.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from matching.claims import query_terms
from matching.folding import fold, words
from newsroom.answer import ClaimMatch, Question, StoredClaim
from newsroom.entity import EntityId

SURE = 0.6
"""From this likeness on a claim is shown as what was meant, said to be in other words."""
NEAR = 0.35
"""From this likeness on it is offered as the nearest, and as nothing more."""
_FEWEST_TERMS, _FEWEST_AFTER_WHO = 2, 3
"""Fewer words than this say too little; "who is …" may go on with a name of two words."""
_WHO = re.compile(r"\s*who\b", re.IGNORECASE)
_FEWEST_WORDS = 4
"""A claim of fewer words is near to anything that has one of them."""
_PARTICULAR = re.compile(r"[A-Z][\w'’.-]+|\d[\d.,]*")
"""What may be a name or a number, which no other words can stand for."""
_GENITIVE = re.compile(r"['’]s?$")


def is_enough(question: Question, beside: Collection[str] = ()) -> bool:
    """Whether a question has enough words of its own, beside some, to be sought by its meaning."""
    fewest = _FEWEST_AFTER_WHO if _WHO.match(question.text) else _FEWEST_TERMS
    return sum(term not in beside for term in query_terms(question.subject)) >= fewest


def without(subject: str, names: Collection[str]) -> str:
    """A subject without the words that name what it is about."""
    return " ".join(word for word in subject.split() if not set(words(word)) & set(names))


def particulars(asked: str, knows: Callable[[str], bool]) -> frozenset[str]:
    """The names and numbers in what was typed; a known word that opens it is no name."""
    found = list(_PARTICULAR.finditer(asked))
    opening = found[:1] if found and not asked[: found[0].start()].strip() else []
    names = found[1:] if opening and knows(opening[0][0]) else found
    return frozenset(_bare(one[0]) for one in names)


def rank_by_meaning(
    found: Sequence[tuple[StoredClaim, float]],
    particular: frozenset[str] = frozenset(),
    named: Collection[frozenset[EntityId]] = (),
) -> tuple[ClaimMatch, ...]:
    """Claims near enough in meaning, best first; `found` holds each with its likeness.

    Names and numbers asked for that stand nowhere in a claim, its sentence, source or surroundings
    rule it out. `named` holds for each name the entities that it may mean: one of each has to be in
    the claim.
    """
    ranked = [
        ClaimMatch(claim, round(likeness, 4), ("means nearly the same",))
        for claim, likeness in found
        if likeness >= NEAR
        and all(not ids.isdisjoint((*claim.about, *claim.sources)) for ids in named)
        and len(words(claim.sentence)) >= _FEWEST_WORDS
        and (not particular or particular <= _held_in(claim))
    ]
    return tuple(sorted(ranked, key=_order))


def _order(match: ClaimMatch) -> tuple[float, bool, int]:
    """The likest first; of one sentence first what somebody is cited for."""
    return (-match.score, len(match.claim.chain.links) == 1, match.claim.claim_id)


def _held_in(claim: StoredClaim) -> set[str]:
    labels = " ".join(f"{link.label} {link.entity or ''}" for link in claim.chain.links)
    texts = (claim.sentence, claim.text, claim.nearby, claim.citation.title, labels)
    return {_bare(word) for text in texts for word in text.split()}


@lru_cache(maxsize=16_384)
def _bare(word: str) -> str:
    """A word without the marks and the genitive at its ends."""
    return fold(_GENITIVE.sub("", word.strip(".,;:!?\"'“”‘’()")))
