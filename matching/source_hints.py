"""Whether an editor's words seem to name a source whom the article does not name.

A guess that errs on the side of asking: what it takes for a name is refused at first, and kept for
editors alone where somebody means it.
"""

import re
from collections.abc import Collection, Iterator

from matching.folding import words

_SOURCE = (
    r"(?:sources?|informants?|informers?|leakers?|tipsters?|insiders?|whistle-?\s?blowers?|contacts?|"
    r"moles?|deep throat)"
)
_IS = r"(?:'s|’s|\s+is|\s+was|\s+are|\s+were|\s+turns out to be|\s+must be|\s+being|\s*[:=—–-])"
_CALLED = r"(?:\s+(?:named?|called|identified as|known as))?"
_AFTER = re.compile(
    rf"\b{_SOURCE}(?:['’]s?\s+(?:real\s+)?(?:name|identity))?{_CALLED}(?:{_IS}|,)?"
    rf"{_CALLED}\s+(?P<name>[^\s.,;:!?()]+(?:\s+[^\s.,;:!?()]+)?)",
    re.IGNORECASE,
)
_STATED = re.compile(rf"\b{_SOURCE}(?:['’]s?\s+(?:real\s+)?(?:name|identity))?{_IS}", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?P<name>\w[\w'’-]*(?:\s+\w[\w'’-]*)?)\s*(?:,|\s+is|\s+was|\s+turns out to be)\s+"
    rf"(?:the|our|their|his|her|its|my|a|an|that|this)?\s*(?:\w+\s+)?{_SOURCE}\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Capt|Col|Gen|Lt|Maj|Sgt)\.?\s+)?"
    r"[^\W\d_a-z][\w'’-]*(?:\s+(?:de|von|van|der|al|bin|ibn|la|le|di|da)\b)?"
    r"(?:\s+(?:[^\W\d_a-z]\.\s*)?[^\W\d_a-z][\w'’-]*)+"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Capt|Col|Gen|Lt|Maj|Sgt)\.?\s+[^\W\d_a-z][\w'’-]*")
_ALONE = re.compile(
    r"\b(?P<told>[^\W\d_a-z][\w'’-]+)\s+(?:told|gave|leaked|rang|phoned|texted|tipped|sent|showed)\b"
    r"|\b(?:from|via|met|phoned|rang|called|asked)\s+(?P<met>[^\W\d_a-z][\w'’-]+)"
)
_REACHED_AT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d[\d\s().-]{7,}\d|(?<!\w)@\w{3,}")
_TITLE_DOT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bCol)(?<!\bGen)"
_SENTENCE = re.compile(rf"{_TITLE_DOT}[.!?\n]+(?:\s+|$)")
_NEAR_SOURCES = frozenset(
    "source sources informant leaker leaked leak insider contact whistleblower anonymous unnamed"
    " officer official told tells said says say told confirmed confirms confirm spoke speaks called"
    " phoned rang met texted wrote emailed mailed gave sent is was he she him her who whom whose"
    " identity identified name named real behind from via they".split()
)
_NO_NAME = frozenset(
    "a an the not no nobody none one two still now never very quite rather also only close said"
    " says say told who that which whom whose what and or but in on at of from to for with by as"
    " is was are were has have had will would can could may might must should be been being"
    " reliable unreliable credible trusted trustworthy known unknown unclear anonymous unnamed"
    " several some many any other others same different good bad weak strong thin solid fine"
    " missing wrong right correct real true false new old former senior high his her their our my"
    " this these those there here it he she they we i you because since if when while please"
    " independent named cited quoted given needed asked needs say".split()
)


def find_named_source(
    text: str,
    *,
    is_unnamed: bool,
    public: Collection[str] = (),
    persons: Collection[str] = (),
    others: Collection[str] = (),
) -> str | None:
    """The words that seem to name a source; None where none do.

    Where the article leaves its source unnamed, any person counts of whom it does not speak itself
    (`public` are its words about the claim): one of the desk's `persons`, or an unknown name near
    words on sources. `others` are names of the desk that are nobody's, such as those of bodies.
    """
    if said := _stated(text):
        return said
    if not is_unnamed:
        return None
    if reached := _REACHED_AT.search(text):
        return reached[0]
    known = frozenset(word for each in public for word in words(each))
    bodies = frozenset(word for each in others for word in words(each))
    for person in persons:
        if not known.issuperset(words(person)):
            return person
    return next(
        (name for name in _names(text) if not (known | bodies).issuperset(words(name))), None
    )


def _stated(text: str) -> str | None:
    """The name in "the source is NAME" or "NAME is our source", in whatever case."""
    for found in _AFTER.finditer(text):
        first, *rest = found["name"].split()
        is_stated = _STATED.match(text, found.start()) is not None
        if first.casefold() in _NO_NAME or not any(map(str.isalpha, first)):
            continue
        if first[:1].isupper() or is_stated:
            return " ".join([first, *(each for each in rest if each.casefold() not in _NO_NAME)])
    for found in _BEFORE.finditer(text):
        if name := _capitalised(found["name"]):
            return name
    return None


def _capitalised(text: str) -> str:
    """The words of a text that are written as names are, from the first on."""
    kept = (word for word in text.split() if word[:1].isupper())
    return " ".join(word for word in kept if word.casefold() not in _NO_NAME)


def _names(text: str) -> Iterator[str]:
    """What is written as a person's name is, in sentences that speak of sources."""
    for sentence in _SENTENCE.split(text):
        if not _NEAR_SOURCES.isdisjoint(words(sentence)):
            for pattern in (_TITLED, _NAME):
                for found in pattern.finditer(sentence):
                    yield found[0]
            for found in _ALONE.finditer(sentence):
                name = found["told"] or found["met"]
                if name.casefold() not in _NO_NAME:
                    yield name
