"""Which words of the desk's names a typed word may be, and which names hold the most of them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2

from rapidfuzz.distance import OSA

from matching.aliases import NameQuery, acronyms
from matching.folding import STOPWORDS
from matching.keys import FEWEST_ACRONYM_LETTERS
from matching.spelling import (
    SAME_SOUND,
    UNLIKE,
    bare_frame,
    is_one_slip,
    score_transcribed,
    score_word,
)
from newsroom.desk import KnownWord, NameForm, NearWord

NEAR_WORDS, FOREIGN_NEAR = 22, 64
SCORED_WORDS, FOREIGN_SCORED = 40, 80
MENTIONED_NEAR, MENTIONED_SCORED = 12, 24
"""How many more of the words that articles know people by."""
SHORTEST_GUESS, _POPULAR = 4, 0.006
_COMMON = 21.0
"""log2 of more names than a desk is made for: the commoner a word, the less it tells."""
_INITIAL, _EXTRA_WORD, _TIER = 3.0, 0.4, 0.3
_UNMENTIONED, _LISTED, _LIKELIEST = 3, 4.0, 0.4
"""The tier of names that only a list gives, what they are worth less, and how many come anyway."""
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
    groups = (_near(word, found, query) for word, found in known.items())
    return tuple(group for group in groups if group)


def _near(word: str, known: Sequence[KnownWord], query: NameQuery) -> tuple[NearWord, ...]:
    """Joined words and acronyms, which nobody typed, are only taken as they are."""
    spelled = query.spellings_of(word)
    is_foreign = query.is_foreign
    most = FOREIGN_NEAR if is_foreign and not spelled else NEAR_WORDS
    if word not in query.words:
        known = [each for each in known if each.word == word]
    sure = [(SAME_SOUND, each) for each in known if each.word in spelled]
    others = [each for each in known if each.word not in spelled]
    known = _likeliest(word, others, is_foreign and not spelled)
    scored = sure + [(_likeness(word, each.word, is_foreign=is_foreign), each) for each in known]
    ordered = sorted(
        ((likeness, each) for likeness, each in scored if likeness >= UNLIKE),
        key=lambda pair: -pair[0] - (_POPULAR * log2(pair[1].names + 1) if is_foreign else 0.0),
    )
    near, rest = ordered[:most], ordered[most:]
    near += [pair for pair in rest if pair[1].is_mentioned][:MENTIONED_NEAR]
    if not near:
        return ()
    rarity = max(1.0, _COMMON - log2(near[0][1].names + 1))
    return tuple(
        NearWord(each.word_id, each.word, each.names, likeness * likeness * rarity)
        for likeness, each in near
    )


def _likeliest(word: str, known: Sequence[KnownWord], is_foreign: bool) -> Sequence[KnownWord]:
    """Those worth weighing, more of them where articles speak of somebody by them."""
    most = FOREIGN_SCORED if is_foreign else SCORED_WORDS
    if len(known) <= most:
        return known
    if is_foreign:
        bones = bare_frame(word)
        ordered = sorted(known, key=lambda each: OSA.distance(bones, bare_frame(each.word)))
    else:
        ordered = sorted(known, key=lambda each: OSA.distance(word, each.word))
    mentioned = [each for each in ordered[most:] if each.is_mentioned]
    return (*ordered[:most], *mentioned[:MENTIONED_SCORED])


def _likeness(word: str, other: str, *, is_foreign: bool) -> float:
    """What another word has to do with a typed one; a guess worth a look is just `UNLIKE`."""
    likeness = score_transcribed(word, other) if is_foreign else score_word(word, other)
    is_slip = len(word) >= SHORTEST_GUESS and is_one_slip(word, other)
    return max(likeness, UNLIKE if is_slip or other.startswith(word) else 0.0)


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
    if " " not in folded:
        ranked = _mentioned_too(ranked, limit)
    return tuple(name_id for _, _, name_id in ranked[:limit])


def _mentioned_too(
    ranked: Sequence[tuple[float, int, int]], limit: int
) -> list[tuple[float, int, int]]:
    """Of one word's bearers the likeliest, then those that articles speak of before the others."""
    first = int(limit * _LIKELIEST)
    rest = sorted(ranked[first:], key=lambda each: each[0] + _LISTED * (each[1] == _UNMENTIONED))
    return [*ranked[:first], *rest]


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
