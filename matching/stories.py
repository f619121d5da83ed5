"""Which story an article belongs to: shared names and words weighed by rarity, nearness in time."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from matching.folding import words
from matching.roots import root
from matching.story_words import WORDS_KEPT
from matching.word_rarity import rarity
from newsroom.entity import EntityId, EntityKind
from newsroom.story import DeskRarity, Placement, Spread, StoryId, StoryMerge, Traits

K = TypeVar("K", int, EntityId)

JOINS = 0.34
"""From this score on an article joins a story; below it it begins one."""
BRIDGES = 0.46
"""An article that fits two stories so well may show them to be one …"""
BRIDGED = 0.25
"""… where the two are not too far apart themselves."""
WINDOW_DAYS = 60
"""Articles further apart in time are never compared."""
COPY_WORDS, COPIES_READ = 0.5, 5
"""Texts are read side by side only of so many articles whose words are so much alike."""
REASON_NAMES = 4

_KINDS = {
    EntityKind.PERSON: 1.0,
    EntityKind.ORGANISATION: 0.9,
    EntityKind.PRODUCT: 1.0,
    EntityKind.EVENT: 1.0,
    EntityKind.WORK: 0.9,
    EntityKind.PLACE: 0.6,
    EntityKind.GROUP: 0.5,
}
_OTHER_KIND = 0.6
_PRIOR = 40
"""How many unseen stories stand for the world beyond the desk, so that five say little."""
_NOWHERE = Spread(0, 0)
_FRESH_DAYS, _LASTING = 3, 0.7
"""Within so many days time costs nothing; at the window's end a score is worth this share."""
_BOTH, _EITHER, _TITLES, _MANY_NAMES = 0.75, 0.15, 0.1, 0.15
"""What both agreeing counts for, the better of them, the headlines, and many names in common."""
_FEW, _MANY = 1.5, 6.0
"""So many names in common say nothing; so many more say all that names can."""
_LONG = 1.1
"""What a likeness of two long articles counts for: of all their words only the best are kept."""
_BEST, _SECOND = 0.75, 0.25
"""What the nearest and the second nearest article of a story count for."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two articles are, and by which names and words."""

    score: float
    names: tuple[str, ...]
    words: tuple[int, ...]
    days: int


def place_article(
    article: Traits,
    near: Sequence[Traits],
    desk: DeskRarity,
    judged: frozenset[StoryId] = frozenset(),
) -> Placement:
    """The best story among those of the articles near, if it is good enough, else a new one.

    `judged` are stories that a person has moved articles into or out of: such a story still takes
    articles, but is never made one with another.
    """
    stories = _by_story(near)
    pairs = {one.article_id: compare(article, one, desk) for one in near}
    ranked = sorted(
        ((_score_story([pairs[one.article_id] for one in stories[key]]), key) for key in stories),
        key=lambda found: (-found[0], found[1]),
    )
    if not ranked or ranked[0][0] < JOINS:
        return Placement(None, round(ranked[0][0], 4) if ranked else 0.0, ())
    score, best = ranked[0]
    nearest = max((pairs[one.article_id] for one in stories[best]), key=lambda pair: pair.score)
    merges = _merges(ranked, stories, desk, judged)
    return Placement(best, round(score, 4), reasons(nearest), merges)


def _by_story(near: Sequence[Traits]) -> Mapping[StoryId, list[Traits]]:
    stories: dict[StoryId, list[Traits]] = defaultdict(list)
    for one in near:
        if one.story_id is not None:
            stories[one.story_id].append(one)
    return stories


def _score_story(pairs: Sequence[Likeness]) -> float:
    """How well an article fits a story: the nearest article counts most, then the second."""
    best, *others = sorted((pair.score for pair in pairs), reverse=True)
    return _BEST * best + _SECOND * (others[0] if others else best)


def _merges(
    ranked: Sequence[tuple[float, StoryId]],
    stories: Mapping[StoryId, Sequence[Traits]],
    desk: DeskRarity,
    judged: frozenset[StoryId],
) -> tuple[StoryMerge, ...]:
    """The stories that turn out to be the best one, told by two articles that are not too far."""
    _, best = ranked[0]
    if ranked[0][0] < BRIDGES or best in judged:
        return ()
    found = []
    for score, other in ranked[1:]:
        if score < BRIDGES or other in judged:
            continue
        between = max(
            compare(one, two, desk).score for one in stories[best] for two in stories[other]
        )
        if between >= BRIDGED:
            found.append(StoryMerge(other, best, round(score, 4)))
    return tuple(found)


def likely_copies(article: Traits, near: Sequence[Traits]) -> tuple[Traits, ...]:
    """Articles so alike in their words that they may be copies, likeliest first; a few at most."""
    scored = [(_likeness_of_words(article, one), one) for one in near]
    found = [(score, one) for score, one in scored if score >= COPY_WORDS]
    found.sort(key=lambda each: (-each[0], each[1].article_id))
    return tuple(one for _, one in found[:COPIES_READ])


def _likeness_of_words(one: Traits, other: Traits) -> float:
    right = dict(other.words)
    product = sum(weight * right.get(word, 0.0) for word, weight in one.words)
    return _cosine(product, [w for _, w in one.words], right.values())


def compare(one: Traits, other: Traits, desk: DeskRarity) -> Likeness:
    """How alike two articles are, from 0.0 to 1.0.

    Names alone are the same people on another matter, words alone the same kind of thing elsewhere:
    both have to agree. Only many names in common say something by themselves.
    """
    by_names, names, mass = _share_of_names(one, other, desk)
    by_words, shared = _share_of_words(one, other, desk)
    days = _days_between(one.dated_at, other.dated_at)
    score = (
        _BOTH * math.sqrt(by_names * by_words)
        + _EITHER * max(by_names, by_words)
        + _TITLES * _share_of_titles(one, other)
        + _MANY_NAMES * min(1.0, max(0.0, mass - _FEW) / _MANY)
    )
    are_long = min(len(one.words), len(other.words)) >= WORDS_KEPT
    score *= _worth(days) * (_LONG if are_long else 1.0)
    return Likeness(round(min(1.0, score), 6), names, shared, days)


def _share_of_names(
    one: Traits, other: Traits, desk: DeskRarity
) -> tuple[float, tuple[str, ...], float]:
    """How alike the names are, which are shared, and how much those come to without a measure."""
    left, right = (
        {name.entity_id: _name_weight(name.kind, name.mentions) for name in traits.names}
        for traits in (one, other)
    )
    spread = dict(desk.names)
    value, shared = _alike(left, right, spread, desk.stories)
    known = {name.entity_id: name for name in one.names}
    mass = sum(
        _KINDS.get(known[key].kind, _OTHER_KIND)
        * _rarity(spread.get(key, _NOWHERE).stories, desk.stories)
        for key in shared
    )
    return value, tuple(known[key].name for key in shared), mass


def _share_of_words(one: Traits, other: Traits, desk: DeskRarity) -> tuple[float, tuple[int, ...]]:
    return _alike(dict(one.words), dict(other.words), dict(desk.words), desk.stories)


def _alike(
    left: Mapping[K, float], right: Mapping[K, float], spread: Mapping[K, Spread], stories: int
) -> tuple[float, tuple[K, ...]]:
    """The cosine of two weighings, what many stories have counting less; and what both have."""
    shared = {
        key: weight * right[key] * _rarity(spread.get(key, _NOWHERE).stories, stories)
        for key, weight in left.items()
        if key in right
    }
    best = sorted(shared, key=lambda key: (-shared[key], key))
    return _cosine(sum(shared.values()), left.values(), right.values()), tuple(best)


def _cosine(product: float, left: Iterable[float], right: Iterable[float]) -> float:
    norm = math.sqrt(sum(v * v for v in left)) * math.sqrt(sum(v * v for v in right))
    return product / norm if norm else 0.0


def _name_weight(kind: EntityKind, mentions: int) -> float:
    return _KINDS.get(kind, _OTHER_KIND) * (1 + math.log(max(1, mentions)))


def _rarity(seen_in: int, stories: int) -> float:
    """1.0 for what one story has, however many articles tell it, less the more stories have it."""
    return 1 - math.log1p(max(0, seen_in - 1)) / math.log1p(stories + _PRIOR)


def _share_of_titles(one: Traits, other: Traits) -> float:
    """How much of the shorter headline's telling words the other has too, names left out."""
    named = frozenset().union(*(_roots(name.name) for name in (*one.names, *other.names)))
    left, right = (_roots(traits.title) - named for traits in (one, other))
    least = min(sum(map(rarity, left)), sum(map(rarity, right)))
    return sum(map(rarity, left & right)) / least if least else 0.0


@lru_cache(maxsize=16_384)
def _roots(text: str) -> frozenset[str]:
    """The roots of a headline or a name, which many articles are compared by."""
    return frozenset(map(root, words(text)))


def _days_between(one: datetime, other: datetime) -> int:
    return int(abs((one - other).total_seconds()) // 86_400)


def _worth(days: int) -> float:
    """What a likeness is worth over some days: all of it at first, never nothing at once."""
    if days <= _FRESH_DAYS:
        return 1.0
    if days > WINDOW_DAYS:
        return 0.0
    share = math.log(days / _FRESH_DAYS) / math.log(WINDOW_DAYS / _FRESH_DAYS)
    return 1 - (1 - _LASTING) * share


def reasons(pair: Likeness) -> tuple[str, ...]:
    """Why two articles are taken for one story, without the words themselves."""
    found = []
    if pair.names:
        more = len(pair.names) - REASON_NAMES
        found.append(
            "names "
            + ", ".join(pair.names[:REASON_NAMES])
            + (f" and {more} more" if more > 0 else "")
        )
    if pair.words:
        found.append(f"{len(pair.words)} telling words in common")
    found.append("the same day" if not pair.days else f"{pair.days} days apart")
    return tuple(found)
