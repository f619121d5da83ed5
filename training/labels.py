"""One set of entity labels for corpora that each have their own."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from training.texts import Sentence, Text, Word

_NATIVE = {
    "PERSON": "PER per person PERSON",
    "ORG": "ORG org organization ORGANIZATION",
    "GPE": "LOC geo gpe place LOCATION",
    "DATE": "tim time DATE TIME DURATION SET",
    "EVENT": "eve event",
    "PRODUCT": "art object",
    "O": "O NUMBER MONEY ORDINAL PERCENT",
}
LABELS = {native: label for label, natives in _NATIVE.items() for native in natives.split()}
_TITLES = """
mr mr. mrs mrs. ms ms. dr dr. sir president vice prime minister premier king queen prince
princess pope sen. sens. rep. reps. gov. senator representative governor congressman
congresswoman secretary general gen. lt. lieutenant col. colonel capt. captain sgt. major judge
justice chairman chief mayor ambassador ayatollah sheikh professor prof. deputy foreign defense
former then - spokesman spokeswoman analyst director st saint
"""
_GROUPS = """
republican republicans democrat democrats democratic muslim muslims christian christians jew
jews jewish catholic catholics sunni sunnis shi'ite shi'ites shiite shiites hindu hindus islamic
islamist islamists latino latinos hispanic hispanics kurd kurds kurdish arab arabs
african-american african-americans european europeans
"""
PERIOD = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|(jan|feb|mar|apr|aug|sept?|oct|nov|dec)\."
    r"|yesterday|today|tonight|tomorrow|(1[5-9]|20)\d\d|\d\d?/\d\d?(/\d+)?|['’]?\d0s|(1[5-9]|20)\d0s",
    re.IGNORECASE,
)
SPELL = re.compile(
    r"(week|month|year|day|decade|century|night|morning|evening|afternoon|weekend|summer|winter"
    r"|spring|fall|autumn|quarter|season)s?|hours?|minutes?|[ap]\.?m\.?|noon|midnight",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"last|this|next|past|previous|following|coming|same", re.IGNORECASE)
CLOCK = re.compile(r"[ap]\.?m\.?|noon|midnight|\d\d?:\d\d|gmt|utc", re.IGNORECASE)
_LEADING = """
since in on at of by from during until before after about the a early late mid
"""
_SMALL_IN_NAMES = """
of for and the & de der del della di da du la le el al bin ibn van von in on at to - ' ’ 's ’s
"""
TITLES = frozenset(_TITLES.split())
GROUPS = frozenset(_GROUPS.split())
LEADING = frozenset(_LEADING.split())
SMALL_IN_NAMES = frozenset(_SMALL_IN_NAMES.split())
ADJECTIVES_AND_PLURALS = frozenset({"JJ", "NNS", "NNPS"})

Span = tuple[str, int, int]


def spans(words: Iterable[Word]) -> Iterator[Span]:
    """Label, start and end of every entity in a sentence; words of unknown state make none."""
    label, start = "", 0
    position = -1
    for position, word in enumerate(words):
        tag = word.entity or "O"
        if label and not (tag.startswith("I-") and tag[2:] == label):
            yield label, start, position
            label = ""
        if tag != "O" and not label:
            label, start = tag[2:], position
    if label:
        yield label, start, position + 1


def tagged(words: tuple[Word, ...], found: Iterable[Span], unknown: Collection[int]) -> Sentence:
    """A sentence of the words with the entities found, and no word on the unknown positions."""
    entities: list[str | None] = [None if i in unknown else "O" for i in range(len(words))]
    for label, start, end in found:
        entities[start:end] = [f"B-{label}"] + [f"I-{label}"] * (end - start - 1)
    return Sentence(
        tuple(replace(word, entity=tag) for word, tag in zip(words, entities, strict=True))
    )


def group_names(texts: Iterable[Text], least: int = 3) -> frozenset[str]:
    """Lower-case forms that name a nationality, a faith or a party.

    GMB files countries and their people under one label; the people are adjectives or plurals.
    """
    seen: Counter[str] = Counter()
    grouped: Counter[str] = Counter()
    for text in texts:
        for word in (word for sentence in text.sentences for word in sentence.words):
            seen[word.text.lower()] += 1
            if word.entity == "B-gpe" and word.xpos in ADJECTIVES_AND_PLURALS:
                grouped[word.text.lower()] += 1
    return GROUPS | {
        form for form, count in grouped.items() if count >= least and 2 * count >= seen[form]
    }


def normalise(text: Text, groups: Collection[str], *, is_gold: bool) -> Text:
    """The text with our labels; what its corpus cannot tell is left unknown, not denied."""
    return replace(
        text, sentences=tuple(_normalise(s, groups, is_gold=is_gold) for s in text.sentences)
    )


def _normalise(sentence: Sentence, groups: Collection[str], *, is_gold: bool) -> Sentence:
    words = sentence.words
    found: list[Span] = []
    unknown: set[int] = set()
    claimed: set[int] = set()
    for native, start, end in spans(words):
        label = LABELS.get(native)
        span = _tidy(words, label, start, end, groups) if label and label != "O" else None
        if span and (is_gold or span[0] == "DATE" or _is_capitalised(words, span)):
            found.append(span)
            claimed.update(range(span[1], span[2]))
        elif label != "O":
            unknown.update(range(start, end))
    for position, word in enumerate(words):
        if position not in claimed:
            if word.text.lower() in groups and word.text[0].isupper():
                found.append(("NORP", position, position + 1))
            elif any(p.fullmatch(word.text) for p in (PERIOD, SPELL, CLOCK)):
                unknown.add(position)
    return replace(tagged(words, found, unknown), opens_paragraph=sentence.opens_paragraph)


def _is_capitalised(words: tuple[Word, ...], span: Span) -> bool:
    """Whether the span looks like a name: capitals, and small words only between them."""
    _, start, end = span
    forms = [word.text for word in words[start:end]]
    return any(form[0].isupper() for form in forms) and not any(
        form[0].islower() and form.lower() not in SMALL_IN_NAMES for form in forms
    )


def _tidy(
    words: tuple[Word, ...], label: str, start: int, end: int, groups: Collection[str]
) -> Span | None:
    """The span as we would have drawn it, or None where it should not be believed."""
    if label == "PERSON":
        while start < end and words[start].text.lower() in TITLES:
            start += 1
        if start == end:
            return None
    if label == "DATE":
        while start < end and words[start].text.lower() in LEADING:
            start += 1
        forms = [word.text for word in words[start:end]]
        is_dated = any(PERIOD.fullmatch(form) for form in forms)
        is_spell = len(forms) > 1 and RELATIVE.fullmatch(forms[0]) and SPELL.fullmatch(forms[-1])
        return (label, start, end) if len(forms) <= 5 and (is_dated or is_spell) else None
    if words[end - 1].text.lower() in groups and (label == "GPE" or end - start == 1):
        label = "NORP"
    return label, start, end
