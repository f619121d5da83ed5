"""The root that the forms and derivations of an English word share."""

import re
from functools import lru_cache

from matching.verbs import IRREGULAR

_ENDINGS = tuple(
    (ending, kept)
    for kept, endings in (
        (2, "ies"),
        (3, "s ed ing"),
        (4, "ation ations ment ments ness ity ities ful ive ous ism ist ists able ible"
            " ance ence ly ise ize ising izing ised ized isation ization ate ated ates"
            " ating ator ators"),
        (5, "ion ions al ial er ers or ors en ens ened ening ant ent"),
    )
    for ending in endings.split()
)  # fmt: skip
_BY_LENGTH = tuple(sorted(_ENDINGS, key=lambda pair: -len(pair[0])))
_WHOLE = {
    "news": "news",
    **IRREGULAR,
    **dict.fromkeys("use used uses using user users usage".split(), "use"),
}
_SYLLABLE = re.compile("[aeiouy]+[^aeiouy]+")
_SHORT_SYLLABLE = re.compile("[^aeiou][aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeioulsz])\1$")


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The word without its endings: "threatened", "threats" and "threat" share one root."""
    if word in _WHOLE:
        return _WHOLE[word]
    found, shorter = word, _strip(word)
    while shorter != found:
        found, shorter = shorter, _strip(shorter)
    return found


def _strip(word: str) -> str:
    for ending, kept in _BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) >= kept and not word.endswith("ss"):
            return _mend(word[: -len(ending)], ending)
    if word.endswith("e") and _is_silent(word[:-1]):
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 2 else word


def _is_silent(stem: str) -> bool:
    """Whether a final e may go: not where it is all that tells "plane" from "plan"."""
    count = len(_SYLLABLE.findall(stem))
    return count > 1 or (count == 1 and _SHORT_SYLLABLE.search(stem) is None)


def _mend(stem: str, ending: str) -> str:
    """The stem as it was before an ending: "planned" was "plan", "fired" was "fire"."""
    if ending == "ies":
        return stem + "i"
    if ending not in ("ed", "ing"):
        return stem
    if _DOUBLED.search(stem):
        return stem[:-1]
    is_short = len(_SYLLABLE.findall(stem)) == 1 and _SHORT_SYLLABLE.search(stem)
    return stem + "e" if is_short and len(stem) < 5 else stem
