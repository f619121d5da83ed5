"""One fold for every script: names and questions meet as lower-case Latin words."""

import re
import unicodedata

from anyascii import anyascii

ARTICLES = frozenset({"the", "a", "an"})

STOPWORDS = frozenset(
    "a an the and or but nor so of in on at to from by for with about abt into onto over under out"
    " up off between against during before after since until as than that this these those there"
    " here it its he him his she her hers they them their theirs we us our i me my you your"
    " is are was were be been being am do does did done has have had having will would shall should"
    " can could may might must not no dont didnt isnt wasnt hasnt just only also then too very any"
    " some all both each such same own other more most which who whom whose whos what whats when"
    " where why how if because while re via per w ever yet still again please pls".split()
)

_AFTER_INITIAL = re.compile(r"\.(?<=[a-z]\.)(?<![a-z0-9][a-z]\.)(?=[a-z](?![a-z0-9]))")
_WORD = re.compile(r"[a-z0-9]+")
_CURLY = (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"), ("…", "..."))
"""What typesetting puts into plain English, as the transliteration would have it."""
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_GREEK_SOUNDS = tuple(
    pair.split("=") for pair in "μπ=b ντ=d γκ=g γγ=ng τζ=j ου=u αυ=av ευ=ev χ=kh".split()
)
_HEBREW = re.compile("([גזצץתח])['׳]")
_HEBREW_SOUNDS = {"ג": "j", "ז": "zh", "צ": "ch", "ץ": "ch", "ת": "th", "ח": "kh"}
_SILENT_CATEGORIES = frozenset({"So", "Sk", "Cs", "Cf", "Cc", "Co", "Cn"})


def fold(text: str) -> str:
    """Lower-case Latin words, whatever the script; folding twice changes nothing more.

    Apostrophes vanish, so "SpaceX's", "SpaceX’s" and "spacexs" are one word; dotted initials close
    up ("U.S." is "us"); a leading "the", "a" or "an" goes unless it is all there is.
    """
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The words of the fold, in order."""
    latin = (text if text.isascii() else _straightened(text) or _latin(text)).lower()
    latin = _AFTER_INITIAL.sub("", latin)
    found = _WORD.findall(latin.replace("'", "").replace("`", ""))
    start = 0
    while start < len(found) - 1 and found[start] in ARTICLES:
        start += 1
    return tuple(found[start:])


def _straightened(text: str) -> str:
    """Text that is ASCII but for curly quotation marks and dashes, made wholly so; else nothing."""
    for curly, straight in _CURLY:
        text = text.replace(curly, straight)
    return text if text.isascii() else ""


def _latin(text: str) -> str:
    composed = _GREEK.sub(_spell_greek, unicodedata.normalize("NFC", text))
    composed = _HEBREW.sub(lambda found: _HEBREW_SOUNDS[found[1]], composed)
    return str(anyascii("".join(map(_sounding, composed))))


def _spell_greek(found: re.Match[str]) -> str:
    """Greek letters without accents, those that sound otherwise together as they sound."""
    letters = unicodedata.normalize("NFD", found[0].lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    for written, sound in _GREEK_SOUNDS:
        bare = bare.replace(written, sound)
    return bare


def _sounding(character: str) -> str:
    """The character, or a space for a symbol that has a name but no sound of its own."""
    if character.isascii() or unicodedata.category(character) not in _SILENT_CATEGORIES:
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
