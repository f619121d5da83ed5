"""The words that ask: how a question is told from its subject, pattern by pattern."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from matching.folding import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’‘`´.][^\W_]+)*['’]?", re.UNICODE)
QUOTED = re.compile(
    r"[\"“”„«»]\s*([^\"“”„«»]{2,}?)\s*[\"“”«»]|(?<!\w)['‘]([^'’]{4,}(?:['’]\w[^'’]*)*)['’](?!\w)"
)
LONGEST_QUESTION = 120

_SPOKEN = {
    "whos": ("who", "is"),
    "whois": ("who", "is"),
    "whatis": ("what", "is"),
    "whats": ("what", "is"),
    "wats": ("what", "is"),
    "whens": ("when", "is"),
    "wheres": ("where", "is"),
    "hows": ("how", "is"),
    "whys": ("why", "is"),
    "abt": ("about",),
    "bout": ("about",),
    "summarize": ("summarise",),
    "smth": ("something",),
    "u": ("you",),
    "pls": ("please",),
    "plz": ("please",),
}
_SHORT_ASKING = ("what", "when", "who", "where", "why", "how", "which")
_LONG_ASKING = (
    "timeline chronology source sources sourced sourcing claims quote quotes verbatim overview"
    " summary summarise anonymous unnamed independent commented responded denied where which"
    " published allegations statement"
).split()
_KNOWN = frozenset((*_SHORT_ASKING, *_LONG_ASKING, "claim", "quoted", "comment", "then", "there"))
_AUXILIARIES = frozenset("is was are were did does do has have had will would s".split())


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words as typed, and the same words as the patterns read them."""

    text: str
    read: str
    places: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    def typed(self, start: int, end: int) -> str:
        """What was typed for a stretch of the words as read, in the asker's own spelling."""
        inside = [
            place
            for place, begin in zip(self.places, self.starts, strict=True)
            if start <= begin < end
        ]
        return self.text[inside[0][0] : inside[-1][1]] if inside else ""


def read_wording(text: str) -> Wording:
    """The words of a question, slips in its asking words mended."""
    tokens = list(_TOKEN.finditer(text))[:LONGEST_QUESTION]
    folded = [fold(token.group()).replace(" ", "") for token in tokens]
    read: list[str] = []
    places: list[tuple[int, int]] = []
    for place, (token, word) in enumerate(zip(tokens, folded, strict=True)):
        following = folded[place + 1] if place + 1 < len(folded) else ""
        for asking in _SPOKEN.get(word) or (_mend(word, following, place),):
            if asking:
                read.append(asking)
                places.append(token.span())
    return Wording(text, " ".join(read), tuple(places), tuple(_starts(read)))


def _starts(read: list[str]) -> Iterator[int]:
    start = 0
    for word in read:
        yield start
        start += len(word) + 1


def _mend(word: str, following: str, place: int) -> str:
    """The asking word that was meant; the word itself where none is near."""
    if word in _KNOWN:
        return word
    if place < 2 and following in _AUXILIARIES and 2 <= len(word) <= 5:
        return _nearest_short(word)
    return _nearest_long(word) if len(word) > 4 else word


def _nearest_short(word: str) -> str:
    near = [a for a in _SHORT_ASKING if OSA.distance(word, a) == 1 and word[0] in "wh"]
    return near[0] if near and word not in {"hat", "hen", "how"} else word


@lru_cache(maxsize=4096)
def _nearest_long(word: str) -> str:
    for asking in _LONG_ASKING:
        if word[0] == asking[0] and word not in (asking + "s", asking[:-1]):
            if OSA.distance(word, asking, score_cutoff=1) == 1 and _is_slip(word, asking):
                return asking
    return word


def _is_slip(word: str, asking: str) -> bool:
    """A letter too many, missing or swapped; another letter only in long words: "quota" is one."""
    return len(word) != len(asking) or sorted(word) == sorted(asking) or len(asking) > 7
