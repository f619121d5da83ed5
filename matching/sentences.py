"""The sentences of one text laid against those of another: same, moved, altered, or only in one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Indel

from newsroom.article import Span

ALTERED = 0.5
"""From this likeness on, two sentences are one that was altered."""

MOST_COMPARED = 1_000_000
"""So many pairs of strings are compared at most: one word over and over would take hours."""

COMMON = 40
"""A word of more sentences than this finds none: every sentence has a "the"."""


class Pair(NamedTuple):
    """Places in the old and the new text, and how alike the sentences there are (0.0 to 1.0)."""

    old: int
    new: int
    likeness: float


class Laid(NamedTuple):
    """The sentences of two texts: pairs in old order, and the places that only one of them has."""

    pairs: tuple[Pair, ...]
    only_old: tuple[int, ...]
    only_new: tuple[int, ...]


def squeezed(text: str) -> str:
    """Text with every run of white space made one space."""
    return " ".join(text.split())


def score_texts(one: str, other: str) -> float:
    """How alike two texts are, word by word and in order; 1.0 where only white space differs."""
    return float(Indel.normalized_similarity(one.split(), other.split()))


def lay_sentences(old: Sequence[str], new: Sequence[str]) -> Laid:
    """Which sentence of the new text each one of the old has become."""
    olds, news = [squeezed(one) for one in old], [squeezed(one) for one in new]
    pairs = list(_in_order(olds, news))
    pairs += _moved(olds, news, pairs)
    pairs += _altered(olds, news, pairs)
    used_old, used_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return Laid(
        tuple(sorted(pairs)),
        tuple(place for place in range(len(olds)) if place not in used_old),
        tuple(place for place in range(len(news)) if place not in used_new),
    )


def _in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for old_place, new_place in match_in_order(old, new):
        yield Pair(old_place, new_place, 1.0)


def match_in_order(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of the same strings in the same order; of very long texts those at both ends alone."""
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    yield from ((i, i) for i in range(head))
    inner, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(inner) * len(other) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, inner, other, autojunk=False)
        for start, other_start, size in matcher.get_matching_blocks():
            yield from ((head + start + i, head + other_start + i) for i in range(size))
    yield from ((len(old) - i, len(new) - i) for i in range(tail, 0, -1))


def _left(sentences: Sequence[str], used: set[int]) -> list[int]:
    return [place for place, text in enumerate(sentences) if place not in used and text]


def _moved(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in reversed(_left(new, {pair.new for pair in pairs})):
        waiting[new[place]].append(place)
    return [
        Pair(place, waiting[old[place]].pop(), 1.0)
        for place in _left(old, {pair.old for pair in pairs})
        if waiting.get(old[place])
    ]


def _altered(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The likeliest pairs first, of those that stand nearest to each other where it is a tie."""
    olds = _left(old, {pair.old for pair in pairs})
    news = _left(new, {pair.new for pair in pairs})
    options = [
        (-score_texts(old[one], new[other]), abs(one - other), one, other)
        for one, other in sharing(old, new, olds, news)
    ]
    found: list[Pair] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for negative, _, one, other in sorted(options):
        if -negative >= ALTERED and one not in used_old and other not in used_new:
            used_old.add(one)
            used_new.add(other)
            found.append(Pair(one, other, -negative))
    return found


def sharing(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs worth weighing: those that share a word that few of the new texts have."""
    places: dict[str, list[int]] = defaultdict(list)
    for other in news:
        for word in set(new[other].casefold().split()):
            places[word].append(other)
    for one in olds:
        shared = Counter(
            other
            for word in set(old[one].casefold().split())
            if len(places.get(word, ())) <= COMMON
            for other in places.get(word, ())
        )
        yield from ((one, other) for other, _ in shared.most_common(COMMON))


class Moves:
    """Where each character of the old text's unaltered sentences stands in the new text."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self._old, self._new = old_text, new_text
        self._moved: dict[int, int] = {}

    def add(self, old: Span, new: Span) -> None:
        """Note two stretches that differ in white space alone."""
        olds = [i for i in range(old.start_char, old.end_char) if not self._old[i].isspace()]
        news = [i for i in range(new.start_char, new.end_char) if not self._new[i].isspace()]
        self._moved.update(zip(olds, news, strict=True))

    def move(self, span: Span) -> Span | None:
        """The span in the new text; None where any of it is not there as it was."""
        inner = span.of(self._old)
        if not inner.strip():
            return None
        first = span.start_char + len(inner) - len(inner.lstrip())
        last = span.end_char - 1 - (len(inner) - len(inner.rstrip()))
        start, end = self._moved.get(first), self._moved.get(last)
        if start is None or end is None or end < start:
            return None
        moved = Span(start, end + 1)
        return moved if squeezed(moved.of(self._new)) == squeezed(inner) else None
