"""What a person should look at: joined or left apart on thin evidence, doubtful sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import log10

from rapidfuzz import fuzz

from matching.aliases import acronyms
from matching.alignment import BODY_SUFFIXES, TITLES
from matching.folding import words
from matching.spelling import skeleton
from newsroom.curation import Doubt, DoubtKind, Named, NamedThere, Rested
from newsroom.entity import EntityKind

FIRST_NAMES, SURNAME, NO_WORD, ACRONYM, KINDS = 0.9, 0.8, 0.7, 0.6, 0.5
NAMESAKES, SURNAME_ALONE, LEFT = 0.75, 0.55, 0.8
"""Two left apart lose less than two wrongly joined, where one is given the other's words."""
NEAR = 0.8
"""From this likeness on two names of different entities may be one's."""
BLOCK = 40
"""Names that share a word with more others than this are not compared: it tells nothing."""
INFERRED, ONE_UNNAMED, BOTH = 0.5, 0.6, 0.8
_SHORTEST = 3

Words = tuple[str, ...]


def doubt_joined(parts: Iterable[NamedThere]) -> Iterator[Doubt]:
    """Parts of entities that go by another name, or as something else, in their article."""
    for part in parts:
        found = tuple(_joined_reasons(part))
        if found:
            score = max(worth for worth, _ in found)
            reasons = tuple(reason for _, reason in found)
            yield Doubt(
                DoubtKind.JOINED,
                part.read_as,
                part.article_id,
                _weight(score, part.mentions),
                reasons,
            )


def _joined_reasons(part: NamedThere) -> Iterator[tuple[float, str]]:
    is_person = part.entity_kind is EntityKind.PERSON
    own, there = _telling(part.entity_name, is_person), _telling(part.name, is_person)
    if part.kind is not None and part.kind is not part.entity_kind:
        yield KINDS, f"read as {part.kind} there, as {part.entity_kind} elsewhere"
    if own == there or not own or not there:
        return
    if is_person:
        if len(there) == 1 or len(own) == 1:
            yield SURNAME, "joined by one word of a name"
        elif not _agree(own[0], there[0]):
            yield FIRST_NAMES, "different first names"
        return
    if _is_short_for(own, there) or _is_short_for(there, own):
        yield ACRONYM, "joined by an acronym"
    elif not set(own) & set(there):
        yield NO_WORD, "no word of the names in common"


def doubt_apart(entities: Sequence[Named]) -> Iterator[Doubt]:
    """Pairs of entities with near names that nothing made one."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(entities):
        for one, other in combinations(block, 2):
            first, second = sorted((one, other), key=lambda each: (-each.mentions, each.entity_id))
            pair = (first.entity_id, second.entity_id)
            if pair in seen:
                continue
            seen.add(pair)
            score, reason = _likeness(first, second)
            if score:
                weight = _weight(score, first.mentions + second.mentions)
                yield Doubt(DoubtKind.LEFT_APART, *pair, weight, (reason,))


def _blocks(entities: Sequence[Named]) -> Iterator[list[Named]]:
    """Entities that share a word, its sound or an acronym; only those are compared."""
    blocks: dict[str, list[Named]] = defaultdict(list)
    for each in entities:
        is_person = each.kind is EntityKind.PERSON
        told = _telling(each.name, is_person)
        if not told:
            continue
        ends = {told[-1]} if is_person else {told[0], told[-1]}
        keys = {f"~{skeleton(word)}" for word in ends if len(word) >= _SHORTEST} | ends
        if not is_person:
            keys |= {short for short in acronyms(told) if len(short) >= _SHORTEST}
        for key in keys:
            blocks[key].append(each)
    return (block for block in blocks.values() if 1 < len(block) <= BLOCK)


def _likeness(one: Named, other: Named) -> tuple[float, str]:
    """How likely two are one, and by what; nothing where they are not."""
    is_person = one.kind is EntityKind.PERSON
    left, right = _telling(one.name, is_person), _telling(other.name, is_person)
    if is_person is not (other.kind is EntityKind.PERSON):
        return (KINDS, "the same name, of different kinds") if left == right else (0.0, "")
    if left == right:
        return NAMESAKES, "the same name"
    if is_person:
        return _person_likeness(left, right)
    if _is_short_for(left, right) or _is_short_for(right, left):
        return ACRONYM, "one may be the other's acronym"
    return _near(left, right)


def _person_likeness(left: Words, right: Words) -> tuple[float, str]:
    if min(len(left), len(right)) == 1:
        return (SURNAME_ALONE, "a surname alone") if left[-1] == right[-1] else (0.0, "")
    if not _agree(left[0], right[0]):
        return 0.0, ""
    return _near(left, right)


def _near(left: Words, right: Words) -> tuple[float, str]:
    ratio = fuzz.ratio(" ".join(left), " ".join(right)) / 100
    return (LEFT * ratio, f"names {ratio:.0%} alike") if ratio >= NEAR else (0.0, "")


def doubt_sources(claims: Iterable[Rested]) -> Iterator[Doubt]:
    """Claims whose source only the context names, or that rest on one unnamed source."""
    for claim in claims:
        reasons = (
            *(("the source is inferred from the context",) if claim.is_inferred else ()),
            *(("one unnamed source",) if claim.is_one_unnamed else ()),
        )
        if reasons:
            score = BOTH if len(reasons) > 1 else INFERRED if claim.is_inferred else ONE_UNNAMED
            yield Doubt(DoubtKind.SOURCE, claim.claim_id, 0, score, reasons)


def _telling(name: str, is_person: bool) -> Words:
    found = words(name)
    left_out = TITLES if is_person else BODY_SUFFIXES
    return tuple(word for word in found if word not in left_out) or found


def _agree(one: str, other: str) -> bool:
    """Whether two first names may be one: equal, an initial, or nearly spelled so."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1:
        return longer.startswith(shorter)
    return longer.startswith(shorter) or fuzz.ratio(one, other) / 100 >= NEAR


def _is_short_for(short: Words, long: Words) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] in acronyms(long)


def _weight(score: float, mentions: int) -> float:
    """What is much spoken of comes sooner."""
    return round(score * (1 + log10(1 + mentions)), 4)
