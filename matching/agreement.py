"""Which claims say the same thing: what a denial is about, and what most articles tell."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from matching.folding import STOPWORDS, words
from matching.light_words import is_light
from matching.roots import root
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, ResponseKind
from newsroom.story import Denied

ALIKE = 0.5
"""From this share of a denial's telling words on, a claim is taken for what it denies."""
AGAINST = 3
_FEWEST = 2
SAME = 0.6
"""From this share of both claims' telling words on they are taken for one."""
_TELLING_WORDS = 4
"""A claim of fewer telling words is too short to be what a story is about."""


def find_denied(claims: Sequence[StoredClaim]) -> Mapping[ClaimId, Denied]:
    """For each denial, by its number, what it denies."""
    said = [claim for claim in claims if claim.response is None]
    denials = [
        claim
        for claim in claims
        if claim.response is not None and claim.response.kind is ResponseKind.DENIAL
    ]
    telling = {claim.claim_id: _telling(claim.text) for claim in said} if denials else {}
    return {
        claim.claim_id: Denied(
            against := _against(claim, said, telling), None if against else _before(claim, said)
        )
        for claim in denials
    }


def _against(
    denial: StoredClaim, said: Sequence[StoredClaim], telling: Mapping[ClaimId, frozenset[str]]
) -> tuple[StoredClaim, ...]:
    """The claims of others that say what a denial denies, nearest first."""
    wanted = _telling(denial.text) - _party_words(denial)
    others = _of_others(denial, said)
    shared = [(len(wanted & telling[claim.claim_id]), claim) for claim in others]
    fitting = [
        (count, claim)
        for count, claim in shared
        if count >= _FEWEST and count >= ALIKE * len(wanted)
    ]
    fitting.sort(key=lambda found: (-found[0], found[1].claim_id))
    return tuple(claim for _, claim in fitting[:AGAINST])


def _before(denial: StoredClaim, said: Sequence[StoredClaim]) -> StoredClaim | None:
    """For a denial that does not say what it denies, the last claim before it about the party."""
    party = _party_words(denial)
    if len(_telling(denial.text) - party) >= _FEWEST:
        return None
    earlier = [
        claim
        for claim in _of_others(denial, said)
        if claim.citation.article_id == denial.citation.article_id
        and claim.claim_id < denial.claim_id
        and party.intersection(map(root, words(claim.text)))
    ]
    return earlier[-1] if earlier else None


def _of_others(denial: StoredClaim, said: Sequence[StoredClaim]) -> list[StoredClaim]:
    return [
        claim
        for claim in said
        if denial.chain.identity != claim.chain.identity or _speaker(denial) != _speaker(claim)
    ]


def _party_words(denial: StoredClaim) -> frozenset[str]:
    response = denial.response
    names = f"{response.party} {response.entity or ''}" if response else ""
    return frozenset(map(root, words(names)))


def find_main_point(
    claims: Sequence[StoredClaim], voices: Mapping[ArticleId, Hashable]
) -> tuple[StoredClaim, ...]:
    """The claims that say what most voices tell, oldest first; none where no two tell the same.

    What the desk has withdrawn is no claim of anybody's here.
    """
    words_of = {
        claim.claim_id: telling
        for claim in claims
        if claim.response is None
        and not claim.is_withdrawn
        and len(telling := _telling(claim.text)) >= _TELLING_WORDS
    }
    told = {claim.claim_id: claim for claim in claims if claim.claim_id in words_of}
    place = {claim_id: at for at, claim_id in enumerate(told)}
    best: tuple[int, list[StoredClaim]] = (1, [])
    alike = _alike_claims(words_of)
    for claim_id in told:
        group = [told[other] for other in sorted(alike[claim_id], key=place.__getitem__)]
        tellers = len({voices[other.citation.article_id] for other in group})
        if tellers > best[0]:
            best = (tellers, group)
    return tuple(best[1])


def _alike_claims(
    words_of: Mapping[ClaimId, frozenset[str]],
) -> Mapping[ClaimId, frozenset[ClaimId]]:
    """For each claim those that share most words with it, itself among them."""
    holding: dict[str, list[ClaimId]] = defaultdict(list)
    for claim_id, telling in words_of.items():
        for word in telling:
            holding[word].append(claim_id)
    found = {}
    for claim_id, telling in words_of.items():
        shared = Counter(other for word in telling for other in holding[word])
        found[claim_id] = frozenset(
            other
            for other, count in shared.items()
            if count >= SAME * min(len(telling), len(words_of[other]))
            and count >= SAME * SAME * max(len(telling), len(words_of[other]))
        )
    return found


def _speaker(claim: StoredClaim) -> str:
    source = claim.chain.innermost
    return (source.entity or source.label).casefold()


def _telling(text: str) -> frozenset[str]:
    return frozenset(
        root(word) for word in words(text) if word not in STOPWORDS and not is_light(word)
    )
