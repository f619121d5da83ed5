"""Whether a claim was spoken by whom a question names: "trumps spokeswoman", "the mayor"."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from matching.folding import STOPWORDS, words
from matching.roots import root
from matching.synonyms import synonyms
from newsroom.answer import StoredClaim

_MOUTHPIECES = frozenset(
    map(root, "spokesman spokeswoman spokesperson lawyer attorney embassy ministry".split())
)
_TEXT_OF = re.compile(
    r"^(?P<owner>.+?)(?:['’]s|(?<=s)['’]?)\s+(?:press\s+)?(?:statement|letter|memo|email|e-mail|tweet"
    r"|post|release|testimony|speech)s?$",
    re.IGNORECASE,
)
_NEAR = 84.0
"""A word of the question and one of the label are the same above this (0 to 100)."""


def spoken_by(speaker: str, claim: StoredClaim) -> bool:
    """Whether one source of the claim, or its party, has every word of the speaker asked for."""
    wanted = words(speaker)
    labels = [link.label for link in claim.chain.links[1:]]
    labels += [link.entity for link in claim.chain.links[1:] if link.entity]
    if claim.response:
        labels += [claim.response.party, claim.response.entity or ""]
    return bool(wanted) and any(_holds(words(label), wanted) for label in labels)


def speaks_for(speaker: str, claim: StoredClaim) -> bool:
    """Whether the sentence calls the claim's source somebody who speaks for a party.

    "Ruritanian Foreign Ministry spokesman Jan Weiss said …" speaks for Ruritania.
    """
    if not cites_mouthpiece(claim):
        return False
    outside = _around(claim)
    wanted = [word for word in words(speaker) if word not in STOPWORDS]
    return bool(wanted) and all(
        root(word) in outside or any(root(one) in outside for one in synonyms(word))
        for word in wanted
    )


def cites_mouthpiece(claim: StoredClaim) -> bool:
    """Whether the sentence calls the claim's source somebody who speaks for others, whoever."""
    return len(claim.chain.links) > 1 and not _MOUTHPIECES.isdisjoint(_around(claim))


def owner_of_words(speaker: str) -> str:
    """Whose words are meant where a text is asked for as a speaker: "Vesta's statement"."""
    found = _TEXT_OF.match(speaker.strip())
    return found["owner"] if found else ""


def _around(claim: StoredClaim) -> frozenset[str]:
    """The roots of what the sentence says beside what is claimed."""
    return frozenset(map(root, words(claim.sentence.replace(claim.text, " "))))


def _holds(label: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(label) and all(max(_alike(word, own) for own in label) >= _NEAR for word in wanted)


def _alike(word: str, own: str) -> float:
    """0 to 100; short words must be equal, and a plural or possessive s is no difference."""
    if word == own or word.rstrip("s") == own.rstrip("s"):
        return 100.0
    return fuzz.ratio(word, own) if min(len(word), len(own)) > 4 else 0.0
