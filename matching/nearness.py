"""Which words of the desk's names a typed word may be, and which names hold the most of them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2

from rapidfuzz.distance import OSA

from matching.aliases import NameQuery, acronyms
from matching.folding import STOPWORDS
from matching.keys import FEWEST_ACRONYM_LETTERS
from matching.spelling import UNLIKE, bare_frame, score_transcribed, score_word
from newsroom.desk import KnownWord, NameForm, NearWord

NEAR_WORDS, FOREIGN_NEAR = 22, 64
SCORED_WORDS, FOREIGN_SCORED = 40, 80
_OPENING, _POPULAR = UNLIKE, 0.006
_COMMON = 21.0
"""log2 of more names than a desk is made for: the commoner a word, the less it tells."""
_INITIAL, _EXTRA_WORD, _TIER = 3.0, 0.4, 0.3
_EXACT_FORM, _EXACT_WORD, _STORED = 100.0, 0.5, 1.0
"""A whole name typed just so comes first; a single word may be many people's name."""


def asked_words(query: NameQuery) -> tuple[str, ...]:
    """The words to look up: those typed, neighbours joined, and what they shorten to.

    Stopwords are left out unless there is nothing else; single letters are initials.
    """
    typed = query.words
    telling = [word for word in typed if word not in STOPWORDS and len(word) > 1]
    found = telling or list(typed)
    if len(typed) > 1:
        found += [left + right for left, right in pairwise(typed) if len(left + right) > 2]
    if len(typed) >= FEWEST_ACRONYM_LETTERS:
        found += sorted(each for each in acronyms(typed) if len(each) >= FEWEST_ACRONYM_LETTERS)
    return tuple(dict.fromkeys(found))


def initials(query: NameQuery) -> tuple[str, ...]:
    """The single letters among the typed words; an initial and a surname may have closed up."""
    if len(query.words) < 2:
        return ()
    return tuple(dict.fromkeys(word for word in query.words if len(word) == 1))


def near_words(
    query: NameQuery, known: Mapping[str, Sequence[KnownWord]]
) -> tuple[tuple[NearWord, ...], ...]:
    """For each word looked up, the known words that it may be, likeliest first."""
    typed = frozenset(query.words)
    most = FOREIGN_NEAR if query.is_foreign else NEAR_WORDS
    groups = (
        _near(word, found, most, is_typed=word in typed, is_foreign=query.is_foreign)
        for word, found in known.items()
    )
    return tuple(group for group in groups if group)


def _near(
    word: str, known: Sequence[KnownWord], most: int, *, is_typed: bool, is_foreign: bool
) -> tuple[NearWord, ...]:
    """Joined words and acronyms, which nobody typed, are only taken as they are."""
    if not is_typed:
        known = [each for each in known if each.word == word]
    elif is_foreign:
        bones = bare_frame(word)
        known = sorted(known, key=lambda each: OSA.distance(bones, bare_frame(each.word)))
        known = known[: max(most, FOREIGN_SCORED)]
    elif len(known) > SCORED_WORDS:
        known = sorted(known, key=lambda each: OSA.distance(word, each.word))[:SCORED_WORDS]
    scored = [(_likeness(word, each.word, is_foreign=is_foreign), each) for each in known]
    near = sorted(
        ((likeness, each) for likeness, each in scored if likeness >= UNLIKE),
        key=lambda pair: -pair[0] - (_POPULAR * log2(pair[1].names + 1) if is_foreign else 0.0),
    )[:most]
    if not near:
        return ()
    rarity = max(1.0, _COMMON - log2(near[0][1].names + 1))
    return tuple(
        NearWord(each.word_id, each.word, each.names, likeness * likeness * rarity)
        for likeness, each in near
    )


def _likeness(word: str, other: str, *, is_foreign: bool) -> float:
    likeness = score_transcribed(word, other) if is_foreign else score_word(word, other)
    return max(likeness, _OPENING if other.startswith(word) else 0.0)


def shortlist(
    query: NameQuery,
    groups: Sequence[Sequence[NearWord]],
    forms: Sequence[NameForm],
    limit: int,
) -> tuple[int, ...]:
    """The names that hold the most of what was typed, the best first."""
    values = [{near.word: near.value for near in group} for group in groups]
    letters = initials(query)
    folded = query.folded
    ranked = sorted(
        (-_held(form, folded, values, letters), form.tier, form.name_id) for form in forms
    )
    return tuple(name_id for _, _, name_id in ranked[:limit])


def _held(
    form: NameForm, folded: str, values: Sequence[Mapping[str, float]], letters: Sequence[str]
) -> float:
    found = form.folded.split()
    total = sum(max([group.get(word, 0.0) for word in found]) for group in values) if found else 0.0
    for letter in letters:
        total += _INITIAL if any(word[0] == letter for word in found) else 0.0
    if " " not in folded:
        is_exact = _EXACT_WORD if form.folded == folded else 0.0
        return (
            max(total, form.value - _STORED) + is_exact - form.tier - _EXTRA_WORD * len(found) / 2
        )
    is_exact = _EXACT_FORM if form.folded == folded else 0.0
    return (
        max(total, form.value - _STORED) + is_exact - _EXTRA_WORD * len(found) - _TIER * form.tier
    )
