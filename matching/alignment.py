"""Words of a query laid against the words of an alias, one to one, likeliest pairs first."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from matching.folding import STOPWORDS
from matching.spelling import SAME_SOUND, SAME_WORD, score_word, slip_words
from newsroom.entity import EntityKind

INITIAL = 0.93
PARTICLES = frozenset(
    "von van der den de del della di da do dos du la le el al bin ibn ben bint of the and".split()
)
BODY_SUFFIXES = frozenset("ag inc corp ltd plc llc gmbh co sa se nv bv lp llp company".split())
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor"
    " secretary senator sen rep representative congressman congresswoman governor gov mayor judge"
    " justice king queen prince princess pope bishop archbishop cardinal father rev reverend"
    " general gen colonel col major captain capt lieutenant lt sergeant sgt admiral commissioner"
    " chairman chairwoman chair director ceo chief sheriff ambassador councillor mp candidate"
    " saint".split()
)
_LIGHT_IN_BODIES = STOPWORDS | PARTICLES | BODY_SUFFIXES
Score = Callable[[str, str], float]
"""How likely a typed word and a known one are the same."""
_SINGLE_SLIP, _WEAKEST, _SECOND_SLIP = 1.3, 0.5, 0.03


class Pair(NamedTuple):
    """A place in the query, a place in the alias, and how alike the words there are."""

    asked: int
    known: int
    likeness: float


class Alignment(NamedTuple):
    """What of a query stands in an alias, and the weighty places left over on both sides."""

    asked: tuple[str, ...]
    known: tuple[str, ...]
    pairs: tuple[Pair, ...]
    left_asked: tuple[int, ...]
    left_known: tuple[int, ...]

    @property
    def is_reordered(self) -> bool:
        """Whether the words stand in another order than in the alias."""
        places = [pair.known for pair in self.pairs]
        return places != sorted(places)


def align(
    asked: tuple[str, ...],
    known: tuple[str, ...],
    kind: EntityKind,
    *,
    exact: bool = False,
    score: Score = score_word,
) -> Alignment:
    """The likeliest one-to-one pairing; nothing is paired where only light words would be."""
    is_person = kind is EntityKind.PERSON
    if is_person:
        asked, known = tuple(_spell_out(asked, known)), tuple(_spell_out(known, asked))
    pairs = _pick(_options(asked, known, score, allow_initials=is_person, exact=exact))
    light = PARTICLES if is_person else _LIGHT_IN_BODIES
    if all(known[pair.known] in light for pair in pairs) and not light.issuperset(known):
        pairs = ()
    return Alignment(
        asked,
        known,
        pairs,
        tuple(_left(asked, {pair.asked for pair in pairs}, light)),
        tuple(_left(known, {pair.known for pair in pairs}, light)),
    )


def score_pairs(fit: Alignment) -> float:
    """How alike the paired words are, the weakest pair counting most; 0.0 to 1.0."""
    likeness = [pair.likeness for pair in fit.pairs]
    if len(likeness) == 1:
        return max(0.0, 1.0 - _SINGLE_SLIP * (1.0 - likeness[0]))
    weights = [min(len(fit.known[pair.known]), 8) + 2 for pair in fit.pairs]
    mean = sum(map(float.__mul__, likeness, map(float, weights))) / sum(weights)
    slips = sum(one < SAME_SOUND for one in likeness)
    cost = _WEAKEST * (1.0 - min(likeness)) + (_SECOND_SLIP if slips > 1 else 0.0)
    return max(0.0, mean - cost)


def slips(fit: Alignment) -> tuple[str, ...]:
    """What differs in the paired words, as a reader would put it."""
    found = []
    for pair in fit.pairs:
        asked, known = fit.asked[pair.asked], fit.known[pair.known]
        if asked == known:
            continue
        if len(asked) == 1 or len(known) == 1:
            found.append("initials")
        elif pair.likeness == SAME_WORD:
            found.append("possessive or plural")
        else:
            found.append(slip_words(asked, known))
    return tuple(dict.fromkeys(found))


def _options(
    asked: tuple[str, ...],
    known: tuple[str, ...],
    score: Score,
    *,
    allow_initials: bool,
    exact: bool,
) -> Iterator[tuple[float, int, Pair]]:
    for place, word in enumerate(asked):
        for other_place, other in enumerate(known):
            likeness = score(word, other)
            if allow_initials and not likeness and len(asked) > 1:
                likeness = _score_initial(word, other)
            if likeness == 1.0 or (likeness and not exact):
                yield -likeness, abs(place - other_place), Pair(place, other_place, likeness)


def _score_initial(word: str, other: str) -> float:
    short, long = sorted((word, other), key=len)
    is_initial = len(short) == 1 and len(long) > 1 and long.startswith(short)
    return INITIAL if is_initial and short.isalpha() else 0.0


def _pick(options: Iterable[tuple[float, int, Pair]]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    asked_used: set[int] = set()
    known_used: set[int] = set()
    for _, _, pair in sorted(options):
        if pair.asked not in asked_used and pair.known not in known_used:
            asked_used.add(pair.asked)
            known_used.add(pair.known)
            pairs.append(pair)
    return tuple(sorted(pairs))


def _left(found: tuple[str, ...], used: set[int], light: frozenset[str]) -> Iterator[int]:
    for place, word in enumerate(found):
        if place not in used and (word not in light or len(word) == 1):
            yield place


def _spell_out(found: tuple[str, ...], other: tuple[str, ...]) -> Iterator[str]:
    """Initials written as one word ("jk", "gw") spelled out where the other side has them so."""
    firsts = "".join(word[0] for word in other)
    for word in found:
        closed_up = 2 <= len(word) <= 3 and len(found) > 1 and word not in other
        if closed_up and word in firsts:
            yield from word
        else:
            yield word
