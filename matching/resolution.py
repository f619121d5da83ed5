"""Which entity of the desk an entity of a new article is, on the evidence of names alone.

What is found is the entity as it was read, whatever it was merged into since: so undoing a merge
gives back the articles that came after it too. Judgements decide where names do not: entities that
are one are no tie, and what goes by the names of two that were told apart joins neither.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from matching.aliases import acronyms
from matching.alignment import BODY_SUFFIXES, PARTICLES, TITLES
from matching.folding import ARTICLES, words
from newsroom.curation import Judged
from newsroom.desk import AliasCandidate
from newsroom.entity import Entity, EntityId, EntityKind, MentionForm

PERSON_WORDS = 2
"""A surname alone never joins two persons: this many words of a name must agree."""


class _Key(NamedTuple):
    """A name without titles, initials or a company's legal form; `initials` must not disagree."""

    stem: tuple[str, ...]
    initials: frozenset[str]


class _Known(NamedTuple):
    alias: AliasCandidate
    initials: frozenset[str]
    is_canonical: bool


_Index = Mapping[tuple[bool, tuple[str, ...]], Sequence[_Known]]


def resolve_entities(
    entities: Sequence[Entity], known: Sequence[AliasCandidate], judged: Judged | None = None
) -> tuple[EntityId | None, ...]:
    """For each entity the one that the desk knows it as; None when none or several fit."""
    index = _index(known)
    return tuple(_resolve(entity, index, judged or Judged()) for entity in entities)


def _index(known: Sequence[AliasCandidate]) -> _Index:
    index: dict[tuple[bool, tuple[str, ...]], list[_Known]] = defaultdict(list)
    for alias in known:
        if alias.form is not MentionForm.NAME:
            continue
        is_person = alias.kind is EntityKind.PERSON
        key = _key(alias.folded, is_person=is_person)
        is_canonical = key == _key(alias.name, is_person=is_person)
        if _is_full(key, is_person=is_person) and (is_canonical or _stands_alone(alias, key)):
            index[is_person, key.stem].append(_Known(alias, key.initials, is_canonical))
    return index


def _resolve(entity: Entity, index: _Index, judged: Judged) -> EntityId | None:
    if not _is_named(entity):
        return None
    fits: dict[EntityId, int] = {}
    called: dict[EntityId, set[str]] = defaultdict(set)
    for name, worth in _names(entity):
        for one in _find(name, entity.kind, index):
            rank = 4 * (one.alias.kind is entity.kind) + 2 * one.is_canonical + worth
            fits[one.alias.entity_id] = max(rank, fits.get(one.alias.entity_id, 0))
            called[judged.head(one.alias.entity_id)].add(name)
    if _is_torn(called, judged):
        return None
    best = [entity_id for entity_id, rank in fits.items() if rank == max(fits.values())]
    return min(best) if len({judged.head(each) for each in best}) == 1 else None


def _is_torn(called: Mapping[EntityId, set[str]], judged: Judged) -> bool:
    """Whether some names speak for one entity and others for one that was told apart from it."""
    return any(
        judged.are_apart(one, other) and called[one] - called[other] and called[other] - called[one]
        for one, other in combinations(called, 2)
    )


def _find(name: str, kind: EntityKind, index: _Index) -> Iterator[_Known]:
    is_person = kind is EntityKind.PERSON
    key = _key(name, is_person=is_person)
    if not _is_full(key, is_person=is_person):
        return
    for one in index.get((is_person, key.stem), ()):
        agrees = not key.initials or not one.initials or key.initials == one.initials
        if agrees and _is_compatible(kind, one.alias.kind):
            yield one


def _names(entity: Entity) -> Iterator[tuple[str, int]]:
    """The name, and the aliases long enough to stand for it."""
    yield entity.name, 1
    for alias in entity.aliases:
        if len(words(alias)) >= PERSON_WORDS:
            yield alias, 0


def _is_named(entity: Entity) -> bool:
    """Whether an article calls the entity by a name: an unnamed source is nobody known."""
    if entity.mentions:
        return any(mention.form is MentionForm.NAME for mention in entity.mentions)
    told = [word for word in entity.name.split() if word.casefold() not in ARTICLES]
    return bool(told) and not told[0].islower()


def _key(name: str, *, is_person: bool) -> _Key:
    found = words(name)
    if not is_person:
        stem = found
        while len(stem) > 1 and stem[-1] in BODY_SUFFIXES:
            stem = stem[:-1]
        return _Key(stem, frozenset())
    while len(found) > PERSON_WORDS and found[0] in TITLES:
        found = found[1:]
    initials = frozenset(word for word in found[1:-1] if len(word) == 1)
    stem = tuple(w for place, w in enumerate(found) if place == 0 or w not in initials)
    return _Key(stem, initials)


def _is_full(key: _Key, *, is_person: bool) -> bool:
    if not is_person:
        return bool(key.stem)
    telling = [w for w in key.stem if w not in PARTICLES | TITLES and len(w) > 1]
    return len(telling) >= PERSON_WORDS


def _stands_alone(alias: AliasCandidate, key: _Key) -> bool:
    """Whether an alias may stand for the name: several words, or its acronym ("WSJ")."""
    if len(key.stem) > 1:
        return True
    return len(key.stem[0]) > 2 and key.stem[0] in acronyms(words(alias.name))


def _is_compatible(kind: EntityKind, other: EntityKind) -> bool:
    """Kinds that a tagger confuses; a person is only a person, an event never a place or body."""
    if kind is other:
        return True
    if EntityKind.PERSON in (kind, other):
        return False
    if EntityKind.EVENT in (kind, other):
        return EntityKind.OTHER in (kind, other)
    return True
