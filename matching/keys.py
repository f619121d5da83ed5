"""Keys under which a word is kept, so that slips and other spellings of it share one of them."""

import json
from collections.abc import Iterator
from zlib import crc32

from matching.aliases import acronyms
from matching.spelling import bare_frame, frame, skeleton
from newsroom.entity import MentionForm

INDEXED_WORDS = 16
FEWEST_ACRONYM_LETTERS = 3
LONG_WORD, LONG_SOUND, LONG_FRAME = 13, 4, 5
SHORTEST_SLIP, SHORTEST_FRAME = 3, 2
TWO_SLIPS = 6
LONGEST = 24
"""Letters beyond these tell no word from another."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def indexed_words(folded: str, form: str) -> str:
    """The words that a form is found by, acronyms of names among them, as a JSON array."""
    found = tuple(dict.fromkeys(folded.split()))[:INDEXED_WORDS]
    if len(found) >= FEWEST_ACRONYM_LETTERS and form != MentionForm.NOMINAL:
        shorts = (each for each in acronyms(found) if len(each) >= FEWEST_ACRONYM_LETTERS)
        found = tuple(dict.fromkeys((*found, *sorted(shorts))))
    return json.dumps(found)


def word_keys(word: str) -> str:
    """The keys that a word is kept under, as a JSON array of numbers."""
    return json.dumps(_numbers(_kept(word[:LONGEST])))


def asked_keys(word: str, *, is_foreign: bool = False) -> tuple[int, ...]:
    """The keys to look a typed word up by, the likeliest spellings sharing most of them.

    What comes from another script is looked up by its bare frame too, which many words share.
    """
    return tuple(_numbers(_asked(word[:LONGEST], is_foreign=is_foreign)))


def halves(word: str) -> tuple[str, ...]:
    """The beginnings and ends of a word that may be two written as one."""
    word = word[: 2 * LONGEST]
    places = range(SHORTEST_SLIP, len(word) - SHORTEST_SLIP + 1)
    return tuple(half for place in places for half in (word[:place], word[place:]))


def slips_of_beginning(typed: str) -> tuple[str, ...]:
    """Beginnings that one slip of the finger makes of what was typed; its first letter stays."""
    if len(typed) > LONGEST:
        return ()
    places = range(1, len(typed))
    dropped = (typed[:place] + letter + typed[place:] for place in places for letter in _LETTERS)
    changed = (
        typed[:place] + letter + typed[place + 1 :] for place in places for letter in _LETTERS
    )
    added = (typed[:place] + typed[place + 1 :] for place in places)
    swapped = (
        typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        for place in range(len(typed) - 1)
    )
    made = dict.fromkeys((*added, *swapped, *changed, *dropped))
    return tuple(each for each in made if each != typed)


def _numbers(keys: Iterator[str]) -> list[int]:
    return sorted({crc32(key.encode("utf-8", "replace")) for key in keys})


def _kept(word: str) -> Iterator[str]:
    yield word
    if len(word) < SHORTEST_SLIP:
        return
    sound, bones = _sound(word), frame(word)
    if len(word) < LONG_WORD:
        yield from _without_one(word)
    yield f"~{sound}"
    if len(sound) >= LONG_SOUND:
        yield from (f"~{each}" for each in _without_one(sound))
    if len(bones) >= SHORTEST_FRAME:
        yield f"={bones}"
    yield f"#{bare_frame(word)}"
    if len(bones) >= LONG_FRAME:
        yield from (f"={each}" for each in _without_one(bones))


def _asked(word: str, *, is_foreign: bool) -> Iterator[str]:
    yield word
    yield from (key for key in _kept(word) if is_foreign or not key.startswith("#"))
    if len(word) < SHORTEST_SLIP:
        return
    yield from _without_one(word)
    if is_foreign:
        yield from (f"#{each}" for each in _without_one(bare_frame(word)) if len(each) > 1)
    elif len(word) >= TWO_SLIPS:
        for each in _without_one(_sound(word)):
            yield from (f"~{shorter}" for shorter in _without_one(each))


def _sound(word: str) -> str:
    return skeleton(word).replace("c", "k")


def _without_one(word: str) -> Iterator[str]:
    """The word with each of its letters left out in turn."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
