"""How alike two folded words are: slips of the keyboard, and spellings of one sound."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

SAME_WORD = 0.97
SAME_SOUND = 0.96
UNLIKE = 0.72
_SWAP, _VOWEL_CHANGE, _VOWEL_EXTRA, _CONSONANT_EXTRA, _CHANGE = 0.5, 0.7, 0.6, 0.8, 1.3
_KINDRED, _FINAL_E, _FIRST_LETTER = 0.3, 0.4, 0.6
_LENGTH_GAP = 4
_UNLIKE_LETTERS = 0.6
"""Words of which a larger share differs are not even heard."""
SAME_FRAME, SAME_BONES, NEAR_BONES, _LETTERS_SHARED = 0.84, 0.8, 0.7, 0.12
"""Of words put over from another script, whose vowels tell little, and what their letters add."""

_VOWELS = frozenset("aeiou")
_KINDRED_PAIRS = frozenset(
    map(frozenset, "sz td bp vf gk qg qk ck cs cC sS SJ sJ hH hC HC gh ij iJ CJ".split())
)

# each after a letter that it cannot do without, where there is one: looking for that is quicker
_SOUNDS = tuple(
    (letter, re.compile(pattern), sound)
    for letter, pattern, sound in (
        ("x", "x", "ks"),
        ("h", "schtsch|stsch|shch", "SC"),
        ("c", "tsch|tch|cz", "C"),
        ("", "dsch|dzh|dj|zh", "J"),
        ("s", "sch|sh|sz", "S"),
        ("h", "^ch(?=r)|kh", "H"),
        ("h", "ch", "C"),
        ("", "que$|ck|q(?=u[ei])", "k"),
        ("h", "ph", "f"),
        ("h", "([gdt])h", r"\1"),
        ("t", "t[sz]", "c"),
        ("c", "c(?=[eiy])", "s"),
        ("z", "z", "s"),
        ("", "^u(?=[aeio])|w", "v"),
        ("o", "ou|oo", "u"),
        ("e", "([oau])e", r"\1"),
        ("", "e[yi]$|ie$|ee|y", "i"),
        ("j", "(?<=[aeiou])j(?![aou])", "i"),
        ("j", "j", "J"),
        ("i", "^i(?=e)", ""),
        ("v", "[oei]v(?=a?$)", "ov"),
        ("h", "(?<=[aeiou])h", ""),
        ("", r"(.)\1+", r"\1"),
    )
)
_DIGRAPHS = (
    *_SOUNDS[:9],
    ("", re.compile("c(?=[eiy])|z"), "s"),
    ("", re.compile("[cq]"), "k"),
)
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
_ABJAD = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
_UNWRITTEN = re.compile("[aeiouyw]+|(?<=.)v(?=$)")
_ONE_SOUND = str.maketrans({"S": "s", "C": "t", "J": "j", "H": None, "h": None, "f": "v"})
_ONE_LETTER = str.maketrans("bp", "vf")


class _Edits(NamedTuple):
    steps: int
    cost: float


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The sound of a folded word under any romanisation; capitals stand for digraphs."""
    sound = word
    for letter, pattern, written in _SOUNDS:
        if letter in sound:
            sound = pattern.sub(written, sound)
    return sound or word


def is_abjad(text: str) -> bool:
    """Whether the text is in a script that leaves vowels unwritten."""
    return _ABJAD.search(text) is not None


def is_foreign(text: str) -> bool:
    """Whether the text is in another script than the Latin one."""
    return not text.isascii() and any(map(str.isalpha, text)) and not _LATIN.search(text)


@lru_cache(maxsize=65_536)
def score_transcribed(word: str, other: str) -> float:
    """How likely a word put into Latin letters from another script is one written in them."""
    likeness = score_word(word, other)
    if likeness >= SAME_SOUND or min(len(word), len(other)) < 2:
        return likeness
    bones, others = bare_frame(word), bare_frame(other)
    if bones == others and bones:
        same = SAME_FRAME if frame(word) == frame(other) else SAME_BONES
    elif min(len(bones), len(others)) > 2 and OSA.distance(bones, others, score_cutoff=1) <= 1:
        same = NEAR_BONES
    else:
        return likeness
    return max(likeness, same + _LETTERS_SHARED * fuzz.ratio(word, other) / 100)


@lru_cache(maxsize=65_536)
def bare_frame(word: str) -> str:
    """The frame with letters as one that scripts and languages write for one another."""
    return frame(word).translate(_ONE_SOUND)


@lru_cache(maxsize=65_536)
def frame(word: str) -> str:
    """The consonants of a folded word, as a script without vowels would write them."""
    sound = word
    for letter, pattern, written in _DIGRAPHS:
        if letter in sound:
            sound = pattern.sub(written, sound)
    return re.sub(r"(.)\1+", r"\1", _UNWRITTEN.sub("", sound)).translate(_ONE_LETTER)


@lru_cache(maxsize=32_768)
def score_word(left: str, right: str) -> float:
    """How likely two folded words are one; 0.0 below `UNLIKE`.

    Words of one or two letters only equal themselves; of three or four they keep the first letter
    and differ by one slip at most.
    """
    if left == right:
        return 1.0
    short = min(len(left), len(right))
    if short <= 2 or abs(len(left) - len(right)) > _LENGTH_GAP:
        return 0.0
    if left in (right + "s", right + "es") or right in (left + "s", left + "es"):
        return SAME_WORD
    if left.isdigit() or right.isdigit():
        return 0.0
    if Levenshtein.distance(left, right) > _UNLIKE_LETTERS * max(len(left), len(right)):
        return 0.0
    sounds = skeleton(left), skeleton(right)
    if short <= 4 and not _is_short_slip(left, right, sounds):
        return 0.0
    score = _score_edits(left, right, *sounds)
    return score if score >= UNLIKE else 0.0


def is_one_slip(left: str, right: str) -> bool:
    """Whether two words differ by one letter added, left out, changed or swapped with the next."""
    return OSA.distance(left, right, score_cutoff=1) <= 1


def slip_words(left: str, right: str) -> str:
    """The difference of two words as a reader would put it."""
    if skeleton(left) == skeleton(right):
        return "sounds the same"
    count = OSA.distance(left, right)
    return "spelling: 1 letter differs" if count == 1 else f"spelling: {count} letters differ"


def _is_short_slip(left: str, right: str, sounds: tuple[str, str]) -> bool:
    if left[0] != right[0]:
        return False
    if OSA.distance(left, right) <= 1:
        return True
    return sounds[0] == sounds[1] and max(len(left), len(right)) > 4


def _score_edits(left: str, right: str, left_sound: str, right_sound: str) -> float:
    """Spelling or sound, whichever has fewer slips; the spelling where they have as many."""
    length = max(len(left_sound), len(right_sound))
    typed, heard = _weigh_edits(left, right), _weigh_edits(left_sound, right_sound)
    if heard.steps < typed.steps:
        return max(0.0, 1.0 - heard.cost / length - (1.0 - SAME_SOUND))
    return max(0.0, 1.0 - typed.cost / max(length, 1))


def _weigh_edits(left: str, right: str) -> _Edits:
    steps = Levenshtein.editops(left, right)
    if len(steps) == 2 and OSA.distance(left, right) == 1:
        return _Edits(1, _SWAP)
    cost = 0.0
    for step in steps:
        weight = _weigh_step(step.tag, left, right, step.src_pos, step.dest_pos)
        is_first = step.src_pos == step.dest_pos == 0 and weight > _KINDRED
        cost += weight + (_FIRST_LETTER if is_first else 0.0)
    return _Edits(len(steps), cost)


def _weigh_step(tag: str, left: str, right: str, source: int, target: int) -> float:
    if tag == "replace":
        pair = frozenset((left[source], right[target]))
        if pair in _KINDRED_PAIRS:
            return _KINDRED
        return _VOWEL_CHANGE if pair <= _VOWELS else _CHANGE
    word, place = (left, source) if tag == "delete" else (right, target)
    if place and word[place] == word[place - 1]:
        return _KINDRED
    if place == len(word) - 1 and word[place] == "e":
        return _FINAL_E
    return _VOWEL_EXTRA if word[place] in _VOWELS else _CONSONANT_EXTRA
