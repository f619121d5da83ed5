"""What stands of all judgements: clusters of entities, computed anew from every row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.folding import fold
from newsroom.article import ArticleId
from newsroom.curation import (
    FormStanding,
    Judgement,
    JudgementId,
    JudgementKind,
    Pair,
    Standing,
    Verdict,
)
from newsroom.entity import EntityId

_Both = tuple[EntityId, EntityId]


def undone(judgements: Sequence[Judgement]) -> frozenset[JudgementId]:
    """Which acts are taken back; who takes back a taking back restores what was before."""
    gone: set[JudgementId] = set()
    for judgement in reversed(judgements):
        if judgement.undoes is not None and judgement.judgement_id not in gone:
            gone.add(judgement.undoes)
    return frozenset(gone)


@dataclass(frozen=True, slots=True)
class Lost:
    """What judgements still speak of though the desk has it no longer."""

    entities: frozenset[EntityId] = frozenset()
    parts: frozenset[tuple[EntityId, ArticleId]] = frozenset()


NOTHING_LOST = Lost()


def compute_standing(judgements: Sequence[Judgement], lost: Lost = NOTHING_LOST) -> Standing:
    """What some judgements, oldest first, come to.

    The newest verdict on a pair wins. DIFFERENT holds against every way in which two could come
    together, so of verdicts that would join them by way of others the older give in.
    """
    gone = undone(judgements)
    standing = [each for each in judgements if each.judgement_id not in gone]
    parts = {key: to for key, to in _parts(standing).items() if key not in lost.parts}
    made = {part.to_id for each in judgements for part in each.parts} - set(parts.values())
    newest = _newest(
        pair
        for each in standing
        for pair in each.pairs
        if pair.left_id not in made and pair.right_id not in made
    )
    same = [pair for pair in newest.values() if pair.verdict is Verdict.SAME]
    apart = frozenset(both for both, pair in newest.items() if pair.verdict is Verdict.DIFFERENT)
    clusters, blocked = _clusters(same, apart)
    return Standing(
        heads=_heads(clusters, [pair for pair in same if _both(pair) not in blocked], lost),
        apart=apart,
        parts=parts,
        forms=_forms(standing),
        descriptions=_descriptions(standing),
        hidden=_hidden(standing),
        blocked=blocked,
    )


def members(standing: Standing, entity_id: EntityId) -> tuple[EntityId, ...]:
    """Everyone that an entity is, the one that gives the name first."""
    head = standing.head(entity_id)
    return (head, *sorted(each for each, to in standing.heads.items() if to == head))


def pairs_between(
    standing: Standing, some: Iterable[EntityId], others: Iterable[EntityId]
) -> tuple[_Both, ...]:
    """The pairs told apart that lie between two groups."""
    left, right = frozenset(some), frozenset(others)
    return tuple(
        sorted(
            both
            for both in standing.apart
            if (both[0] in left and both[1] in right) or (both[1] in left and both[0] in right)
        )
    )


def told_apart_by(
    judgements: Sequence[Judgement], between: Iterable[tuple[EntityId, EntityId]]
) -> list[Judgement]:
    """The acts that stand and tell some pairs apart, oldest first."""
    gone, wanted = undone(judgements), frozenset(between)
    return [
        each
        for each in judgements
        if each.judgement_id not in gone
        and any(pair.verdict is Verdict.DIFFERENT and _both(pair) in wanted for pair in each.pairs)
    ]


def leaves(acts: Sequence[Judgement], before: Standing, after: Standing) -> bool:
    """Whether all that some acts say is after something else what it was before."""
    pairs = {_both(pair) for each in acts for pair in each.pairs}
    parts = {(part.entity_id, part.article_id) for each in acts for part in each.parts}
    spoken = {words.entity_id for each in acts for words in each.words}
    forms = {(words.entity_id, fold(words.text)) for each in acts for words in each.words}
    return (
        all(
            (before.head(one) == before.head(other)) is (after.head(one) == after.head(other))
            and ((one, other) in before.apart) is ((one, other) in after.apart)
            for one, other in pairs
        )
        and all(before.parts.get(each) == after.parts.get(each) for each in parts)
        and all(before.forms.get(each) == after.forms.get(each) for each in forms)
        and all(
            before.descriptions.get(each) == after.descriptions.get(each)
            and (each in before.hidden) is (each in after.hidden)
            for each in spoken
        )
    )


def concerning(
    judgements: Sequence[Judgement], entities: frozenset[EntityId], article_id: ArticleId
) -> tuple[Judgement, ...]:
    """What some acts, oldest first, say of some entities and of one article's parts of any.

    An act that takes one of them back, or such a one, comes along, and so does what makes two of
    them one by way of others.
    """
    given = (part for act in judgements for part in act.parts if part.article_id == article_id)
    entities |= {part.to_id for part in given}
    related = _related(judgements, entities)
    found: dict[JudgementId, Judgement] = {}
    for act in judgements:
        parts = tuple(part for part in act.parts if part.article_id == article_id)
        pairs = tuple(
            pair for pair in act.pairs if pair.left_id in related or pair.right_id in related
        )
        words = tuple(words for words in act.words if words.entity_id in entities)
        if pairs or parts or words or act.undoes in found:
            found[act.judgement_id] = replace(act, pairs=pairs, parts=parts, words=words)
    return tuple(found.values())


def _related(judgements: Sequence[Judgement], entities: frozenset[EntityId]) -> frozenset[EntityId]:
    """Some entities and all whom any act ever made one with them, directly or not."""
    beside: dict[EntityId, set[EntityId]] = defaultdict(set)
    for act in judgements:
        for pair in act.pairs:
            if pair.verdict is Verdict.SAME:
                beside[pair.left_id].add(pair.right_id)
                beside[pair.right_id].add(pair.left_id)
    found, waiting = set(entities), list(entities)
    while waiting:
        fresh = beside.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def spoken_of(judgements: Iterable[Judgement]) -> frozenset[EntityId]:
    """Whom some acts judge."""
    return frozenset(
        entity_id
        for act in judgements
        for entity_id in (
            *(each for pair in act.pairs for each in (pair.left_id, pair.right_id)),
            *(words.entity_id for words in act.words),
            *(each for part in act.parts for each in (part.entity_id, part.to_id)),
        )
    )


def _both(pair: Pair) -> _Both:
    return min(pair.left_id, pair.right_id), max(pair.left_id, pair.right_id)


def _newest(pairs: Iterable[Pair]) -> dict[_Both, Pair]:
    """The last verdict on each pair, in the order in which those were given."""
    newest: dict[_Both, Pair] = {}
    for pair in pairs:
        newest.pop(_both(pair), None)
        newest[_both(pair)] = pair
    return newest


def _clusters(
    same: Sequence[Pair], apart: frozenset[_Both]
) -> tuple[dict[EntityId, frozenset[EntityId]], frozenset[_Both]]:
    """Who belongs together, newest verdicts first, and the verdicts that another one forbids."""
    cluster: dict[EntityId, frozenset[EntityId]] = {}
    blocked: set[_Both] = set()
    against: dict[EntityId, set[EntityId]] = defaultdict(set)
    for one, other in apart:
        against[one].add(other)
        against[other].add(one)
    for pair in reversed(same):
        left = cluster.get(pair.left_id, frozenset([pair.left_id]))
        right = cluster.get(pair.right_id, frozenset([pair.right_id]))
        if any(not right.isdisjoint(against[each]) for each in left if each in against):
            blocked.add(_both(pair))
            continue
        joined = left | right
        cluster.update(dict.fromkeys(joined, joined))
    return cluster, frozenset(blocked)


def _heads(
    clusters: Mapping[EntityId, frozenset[EntityId]], same: Sequence[Pair], lost: Lost
) -> dict[EntityId, EntityId]:
    """Who gives each cluster its name: the one that was never merged into another."""
    merged = _merged(same, lost)
    heads: dict[EntityId, EntityId] = {}
    for cluster in {each - lost.entities for each in clusters.values()} - {frozenset()}:
        head = min(cluster - merged or cluster)
        heads.update((each, head) for each in cluster if each != head)
    return heads


def _merged(same: Sequence[Pair], lost: Lost) -> frozenset[EntityId]:
    """Who was merged into another that is still there, if only by way of some that are gone."""
    into: dict[EntityId, set[EntityId]] = defaultdict(set)
    for pair in same:
        into[pair.right_id].add(pair.left_id)
    merged: set[EntityId] = set()
    for entity_id in into:
        seen, waiting = {entity_id}, [entity_id]
        while waiting:
            above = into.get(waiting.pop(), set()) - seen
            if above - lost.entities:
                merged.add(entity_id)
                break
            seen |= above
            waiting += above
    return frozenset(merged)


def _parts(judgements: Sequence[Judgement]) -> dict[tuple[EntityId, ArticleId], EntityId]:
    return {
        (part.entity_id, part.article_id): part.to_id for each in judgements for part in each.parts
    }


def _forms(judgements: Sequence[Judgement]) -> dict[tuple[EntityId, str], FormStanding]:
    kinds = (JudgementKind.ALIAS_ADDED, JudgementKind.ALIAS_REMOVED)
    return {
        (words.entity_id, fold(words.text)): FormStanding(
            words.text, each.kind is JudgementKind.ALIAS_ADDED
        )
        for each in judgements
        if each.kind in kinds
        for words in each.words
        if words.text
    }


def _descriptions(judgements: Sequence[Judgement]) -> dict[EntityId, str]:
    said = {
        words.entity_id: words.text
        for each in judgements
        if each.kind is JudgementKind.DESCRIBED
        for words in each.words
    }
    return {entity_id: text for entity_id, text in said.items() if text}


def _hidden(judgements: Sequence[Judgement]) -> frozenset[EntityId]:
    kinds = (JudgementKind.HIDDEN, JudgementKind.SHOWN)
    last = {
        words.entity_id: each.kind
        for each in judgements
        if each.kind in kinds
        for words in each.words
    }
    return frozenset(each for each, kind in last.items() if kind is JudgementKind.HIDDEN)


def chained(entities: Sequence[EntityId]) -> tuple[Pair, ...]:
    """Verdicts that keep some together under the first."""
    return tuple(Pair(entities[0], each, Verdict.SAME) for each in entities[1:])


def told_apart(some: Sequence[EntityId], others: Sequence[EntityId]) -> tuple[Pair, ...]:
    """Verdicts that tell everyone of one group from everyone of another."""
    return tuple(Pair(one, other, Verdict.DIFFERENT) for one in some for other in others)
