"""What is different between two versions of an article, from its header to its claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from matching.sentences import lay_sentences, match_in_order, squeezed
from newsroom.article import Article
from newsroom.attribution import Claim, ClaimId, Identity, Number, Source
from newsroom.extraction import Extraction
from newsroom.version import (
    Change,
    ClaimChange,
    ClaimFate,
    Correction,
    FieldChange,
    FieldKind,
    KnownText,
    NumberedClaim,
    OldText,
    Revision,
    SentenceChange,
    Sourcing,
    WordRun,
)


def compare_fields(old: KnownText, new: Article) -> tuple[FieldChange, ...]:
    """The header fields that say something else; one that is no longer stated is no change."""
    pairs = (
        (FieldKind.TITLE, old.title, new.title),
        (FieldKind.OUTLET, old.outlet, new.outlet),
        (
            FieldKind.DATE,
            old.published_at.isoformat() if old.published_at else None,
            new.published_at.isoformat() if new.published_at else None,
        ),
    )
    return tuple(
        FieldChange(kind, before, after)
        for kind, before, after in pairs
        if after and before != after
    )


def compare_sentences(old: OldText, new: Extraction) -> tuple[SentenceChange, ...]:
    """Sentences altered, added and removed, in the order of the new text; moved ones are none."""
    text = new.article.text
    olds = [squeezed(span.of(old.text)) for span in old.sentences]
    news = [squeezed(sentence.span.of(text)) for sentence in new.sentences]
    laid = lay_sentences(olds, news)
    altered = [
        (
            pair.new,
            SentenceChange(
                olds[pair.old], news[pair.new], compare_words(olds[pair.old], news[pair.new])
            ),
        )
        for pair in laid.pairs
        if pair.likeness < 1.0
    ]
    added = [(place, SentenceChange(None, news[place])) for place in laid.only_new if news[place]]
    ordered = [change for _, change in sorted((*altered, *added), key=lambda one: one[0])]
    removed = [SentenceChange(olds[place], None) for place in laid.only_old if olds[place]]
    return (*ordered, *removed)


def compare_words(before: str, after: str) -> tuple[WordRun, ...]:
    """Two sentences as runs of words that both have or that only one has."""
    old, new = before.split(), after.split()
    runs: list[WordRun] = []
    start = other_start = 0
    for end, other_end, size in _shared_runs(old, new):
        if end > start:
            runs.append(WordRun(" ".join(old[start:end]), True, False))
        if other_end > other_start:
            runs.append(WordRun(" ".join(new[other_start:other_end]), False, True))
        if size:
            runs.append(WordRun(" ".join(old[end : end + size]), True, True))
        start, other_start = end + size, other_end + size
    return tuple(runs)


def _shared_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where runs of the same words begin in both, and how long each is; an empty one at the end."""
    start, other_start, size = 0, 0, 0
    for place, other in match_in_order(old, new):
        if size and (place, other) == (start + size, other_start + size):
            size += 1
            continue
        if size:
            yield start, other_start, size
        start, other_start, size = place, other, 1
    if size:
        yield start, other_start, size
    yield len(old), len(new), 0


class Before(NamedTuple):
    """An article before a change; `noted` are the notes of correction that it ever carried."""

    known: KnownText
    old: OldText
    noted: tuple[Correction, ...] = ()


def compare(
    version: int,
    was: Before,
    new: Extraction,
    revision: Revision,
    added_ids: Sequence[ClaimId],
) -> Change:
    """Everything that is new in a version.

    `added_ids` are the numbers that the revision's added claims got.
    """
    known, old, noted = was
    before = {one.claim_id: one.claim for one in old.claims}
    altered = tuple(_altered(before, revision.kept))
    restored = (_come(one.claim_id, one.claim, ClaimFate.RESTORED) for one in revision.restored)
    added = (
        _come(claim_id, claim, ClaimFate.ADDED)
        for claim_id, claim in zip(added_ids, revision.added, strict=True)
    )
    gone = (_gone(one.claim_id, one.claim) for one in revision.gone)
    now = [one.claim for one in (*revision.kept, *revision.restored)] + list(revision.added)
    cited, cited_now = _cited(before.values()), _cited(now)
    words = {squeezed(one.text) for one in noted}
    return Change(
        version,
        compare_fields(known, new.article),
        compare_sentences(old, new),
        (*altered, *restored, *added, *gone),
        carried=len(revision.kept) - len(altered),
        sources_added=tuple(label for label in cited_now if label not in cited),
        sources_dropped=tuple(label for label in cited if label not in cited_now),
        corrections=tuple(one for one in new.corrections if squeezed(one.text) not in words),
    )


def _come(claim_id: ClaimId, claim: Claim, fate: ClaimFate) -> ClaimChange:
    sources, response = sources_of(claim), _response(claim)
    return ClaimChange(
        claim_id, fate, None, claim.text, sources_after=sources, response_added=response
    )


def _gone(claim_id: ClaimId, claim: Claim) -> ClaimChange:
    sources, response = sources_of(claim), _response(claim)
    return ClaimChange(
        claim_id,
        ClaimFate.GONE,
        claim.text,
        None,
        sources_before=sources,
        response_dropped=response,
    )


def _altered(
    before: Mapping[ClaimId, Claim], kept: Iterable[NumberedClaim]
) -> Iterator[ClaimChange]:
    for numbered in kept:
        old, new = before[numbered.claim_id], numbered.claim
        change = compare_claims(numbered.claim_id, old, new)
        is_reworded = squeezed(old.text) != squeezed(new.text)
        told = (change.hedges_dropped, change.hedges_added, change.sourcing)
        answered = (change.response_dropped, change.response_added)
        if is_reworded or any(told) or any(answered):
            yield change


def compare_claims(claim_id: ClaimId, old: Claim, new: Claim) -> ClaimChange:
    """A claim before and after: its words, its sources, its hedges and its response."""
    hedges, hedges_now = _hedges(old), _hedges(new)
    response, response_now = _response(old), _response(new)
    is_answered_otherwise = response != response_now
    return ClaimChange(
        claim_id,
        ClaimFate.ALTERED,
        old.text,
        new.text,
        sources_of(old),
        sources_of(new),
        compare_sourcing(old, new),
        tuple(words for key, words in hedges.items() if key not in hedges_now),
        tuple(words for key, words in hedges_now.items() if key not in hedges),
        response if is_answered_otherwise else None,
        response_now if is_answered_otherwise else None,
    )


def compare_sourcing(old: Claim, new: Claim) -> Sourcing | None:
    """Whether a claim rests on a better or worse identified source; None where on the same."""
    before, after = _standing(old.chain.innermost), _standing(new.chain.innermost)
    if len(old.chain.links) == 1:
        before = 0
    if len(new.chain.links) == 1:
        after = 0
    if before != after:
        return Sourcing.BETTER if after > before else Sourcing.WORSE
    is_same = sources_key(old) == sources_key(new)
    return None if is_same else Sourcing.OTHER


def _standing(source: Source) -> int:
    """How far a source is identified, from nobody to one who is named."""
    if source.identity is Identity.UNNAMED:
        return 2 if source.number is Number.SEVERAL else 1
    return 0 if source.identity is Identity.NONE else 3


def sources_of(claim: Claim) -> tuple[str, ...]:
    """The labels of whom a claim comes from, from the outside in, the article left out."""
    return tuple(link.label for link in claim.chain.links[1:])


def sources_key(claim: Claim) -> tuple[str, ...]:
    """By what two chains are the same: the entities where they are known, else the words."""
    return tuple(squeezed(link.entity or link.label).casefold() for link in claim.chain.links[1:])


def _hedges(claim: Claim) -> dict[str, str]:
    return {squeezed(hedge.text).casefold(): hedge.text for hedge in claim.hedges}


def _response(claim: Claim) -> str | None:
    """A response in the words of the vocabulary: "denial, Odile Brandt"."""
    if claim.response is None:
        return None
    party = claim.response.entity or claim.response.party
    return f"{claim.response.kind.value.replace('_', ' ')}, {party}"


def _cited(claims: Iterable[Claim]) -> dict[str, None]:
    """Everybody whom some claims come from, each once and in order."""
    return dict.fromkeys(
        link.entity or link.label for claim in claims for link in claim.chain.links[1:]
    )
