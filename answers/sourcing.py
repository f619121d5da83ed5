"""How well a set of claims is sourced: independent ends of chains, counted once each."""

from collections.abc import Sequence

from newsroom.answer import StoredClaim
from newsroom.attribution import Identity, Number, Source

SourceKey = tuple[str, ...]


def independent_sources(claims: Sequence[StoredClaim]) -> tuple[Source, ...]:
    """The innermost sources of some claims, each once, however many articles repeat it.

    A headline's "report says" stands for what the article tells below, so it counts only where
    nothing else does. An outlet that only passes on what a deeper source says is no source of its
    own beside it. An unnamed source is the same as another only where both are described alike
    through the same outlet, or stand in the same article.
    """
    ends: dict[SourceKey, Source] = {}
    passed_on: set[SourceKey] = set()
    below = [claim for claim in claims if not is_headline(claim) and len(claim.chain.links) > 1]
    for claim in below or claims:
        keys = _keys(claim)
        if not keys:
            continue
        ends.setdefault(keys[-1], claim.chain.innermost)
        passed_on.update(keys[:-1])
    return tuple(source for key, source in ends.items() if key not in passed_on)


def is_headline(claim: StoredClaim) -> bool:
    """Whether a claim is the headline of its article."""
    return " ".join(claim.sentence.split()) == claim.citation.title


def _keys(claim: StoredClaim) -> tuple[SourceKey, ...]:
    """One key for each link beyond the article that we read."""
    keys: list[SourceKey] = []
    for previous, link in zip(claim.chain.links, claim.chain.links[1:], strict=False):
        if link.identity is Identity.UNNAMED:
            through = (
                _plain(previous.label) if len(keys) else f"article {claim.citation.article_id}"
            )
            keys.append((through, _plain(link.label)))
        else:
            keys.append((_plain(link.entity or link.label),))
    return tuple(keys)


def _plain(label: str) -> str:
    words = label.casefold().replace("’", "'").split()
    return " ".join(word for word in words if word not in ("a", "an", "the", "one"))


def is_one_unnamed(source: Source) -> bool:
    """Whether a source is a single person whom nobody names."""
    return source.identity is Identity.UNNAMED and source.number is Number.ONE
