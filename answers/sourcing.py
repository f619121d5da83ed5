"""How well a set of claims is sourced: independent ends of chains, counted once each."""

from collections.abc import Sequence

from newsroom.answer import StoredClaim
from newsroom.attribution import Identity, Number, Source, SourceKey, name_key, source_keys


def independent_sources(claims: Sequence[StoredClaim]) -> tuple[Source, ...]:
    """The innermost sources of some claims, each once, however many articles repeat it.

    A headline's "report says" stands for what the article tells below, so it counts only where
    nothing else does. An outlet that only passes on what a deeper source says, whether it is cited
    or read here, is no source of its own beside it; where outlets cite each other, all count.
    """
    ends: dict[SourceKey, Source] = {}
    passed_on: set[SourceKey] = set()
    below = [claim for claim in claims if not claim.is_headline and len(claim.chain.links) > 1]
    for claim in below or claims:
        keys = source_keys(claim.chain, claim.citation.article_id)
        if not keys:
            continue
        ends.setdefault(keys[-1], claim.chain.innermost)
        through = (name_key(claim.citation.outlet or ""), *keys[:-1])
        passed_on.update(key for key in through if key != keys[-1])
    deepest = tuple(source for key, source in ends.items() if key not in passed_on)
    return deepest or tuple(ends.values())


def is_headline(claim: StoredClaim) -> bool:
    """Whether a claim is the headline of its article."""
    return claim.is_headline


def is_one_unnamed(source: Source) -> bool:
    """Whether a source is a single person whom nobody names."""
    return source.identity is Identity.UNNAMED and source.number is Number.ONE
