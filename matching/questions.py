"""What a question asks for, what it is about, and whose words it wants."""

import re
from dataclasses import replace
from typing import NamedTuple

from matching import patterns
from matching.asking import QUOTED, Wording, read_wording
from matching.claims import is_telling
from matching.folding import STOPWORDS, fold, words
from matching.follow_ups import Before, continue_question
from matching.novelty import days_back
from newsroom.answer import Question, QuestionKind
from newsroom.attribution import Identity

BARE_NAME_WORDS = 4
"""Longer phrases without a word that asks are topics of claims; up to this they may be names."""

_EDGE_WORDS = frozenset(
    "the a an about on of that if whether re abt bout any there it so to by for and with w from in"
    " is are was were this from does do did has have been as or but".split()
)
_EDGE_ENDS = frozenset(
    "and or but of on about the a an is are was were from to by for that with".split()
)
_GENERIC_END = frozenset(
    "claim claims allegation allegations story thing piece article report line bit figure figures"
    " rumour".split()
)
_UNTELLING = frozenset(
    "here there piece pieces article articles story stories text report reports desk this these the"
    " people persons who".split()
)
"""Words that narrow nothing where a question asks which claims rest on some kind of source."""
_SPEECH = frozenset("said says say whose words called call quote".split())


_JOINT = re.compile(
    r"\s*[,;:]?\s+and\s+(?=(?:who|what|when|where|why|how|which|is|are|was|were|did|does|do|has"
    r"|have)\s+\w)|[:;–—]\s+(?=(?:who|what|when|where|why|how|which)\s+\w)"
    r"|[?]\s+(?=\w)|[.!]\s+(?=(?:who|what|when|where|why|how|which)\s+\w)",
    re.IGNORECASE,
)
"""Where one question ends and the next begins."""
_SPEAKERS = re.compile(
    r"^\s*(?P<ask>(?:and\s+)?(?:what\s+)?(?:did|do|have|has))\s+(?P<one>[^,?]{2,40}?)\s+and\s+"
    r"(?P<other>[^,?]{2,40}?)\s+(?P<rest>(?:say|said|think|commented?|respond(?:ed)?|repl(?:y|ied)"
    r"|answer(?:ed)?|den(?:y|ied))\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHO_ARE = re.compile(
    r"^\s*who\s+(?:are|were)\s+(?P<one>[^,?]{2,40}?)\s+and\s+(?P<other>[^,?]{2,40}?)\s*[?]?\s*$",
    re.IGNORECASE,
)
"""Two names asked about at once."""
_OWNING = re.compile(r"(?:['’`]s|(?<=s)['’`])$")
_SETTING = re.compile(
    r"^\s*(?:in|across|from|of)\s+(?:all\s+)?(?:the|these|this|those|our|your)\s+(?P<topic>(?:[\w’'-]+\s+){0,4})"
    r"(?:stories|story|articles?|pieces?|coverage|reports?)\s*[,:]\s+(?=\w)",
    re.IGNORECASE,
)
"""Which stories a question is about, said before it is asked."""
_LONGEST_HALVED = 400


class _Stretch(NamedTuple):
    """The part of the words as read that still has to be understood."""

    read: str
    start: int


def read_question(text: str) -> Question:
    """What a question asks for and turns on; kind NONE where it asks nothing of the desk."""
    if found := _SETTING.match(text):
        return _set_in(found["topic"], read_question(text[found.end() :]), text)
    first, *others = _halves(text)
    question = replace(_read_one(first), text=text)
    if question.kind is QuestionKind.NONE or not others:
        return question if not others else _read_one(text)
    before = Before.asked(question)
    parts = [_read_one(continue_question(other, before)) for other in others]
    return replace(question, parts=tuple(filter(_asks_something, parts)))


def _set_in(topic: str, question: Question, text: str) -> Question:
    """The question with what it says beforehand of the stories meant: "in the port stories, …"."""
    subject = question.subject
    if question.identity is None and is_telling(subject):
        return replace(question, text=text)
    topic = topic.strip()
    days = 0 if topic else question.days_back
    return replace(question, text=text, subject=topic, days_back=days)


def _halves(text: str) -> list[str]:
    """The questions that one asks in a breath; words in quotation marks are never cut."""
    if QUOTED.search(text) or len(text) > _LONGEST_HALVED:
        return [text]
    if found := _SPEAKERS.match(text):
        return [f"{found['ask']} {one} {found['rest']}" for one in (found["one"], found["other"])]
    if found := _WHO_ARE.match(text):
        return [f"who is {found['one']}", f"who is {found['other']}"]
    return [half for half in _JOINT.split(text, maxsplit=2) if half.strip()] or [text]


def _asks_something(question: Question) -> bool:
    """Whether a further question is worth asking by itself: "and is it" is not."""
    names = question.speaker or question.subject
    return question.kind is not QuestionKind.NONE and is_telling(names)


def _read_one(text: str) -> Question:
    wording = read_wording(text)
    stretch = _core(wording)
    if (days := days_back(stretch.read)) and not QUOTED.search(text):
        return Question(text, QuestionKind.STORY, "", days_back=days)
    if not stretch.read or _is_small_talk(stretch.read, wording.read):
        bare = text.strip() if wording.read.isalpha() and text.strip().isupper() else ""
        kind = QuestionKind.WHO if bare and wording.read == "who" else QuestionKind.NONE
        return Question(text, kind, bare if kind is QuestionKind.WHO else "")
    for rule in patterns.PUBLICATION:
        if rule.pattern.match(stretch.read):
            return Question(text, rule.kind, "", about_publication=True)
    if quoted := _quoted_words(text):
        return _read_quoted(text, stretch.read, quoted)
    for rule in (*patterns.STORIES, *patterns.RESPONSES, *patterns.TABLE):
        if found := rule.pattern.match(stretch.read):
            return _read_rule(text, wording, stretch, rule, found)
    return _read_bare(text, wording, stretch)


def _core(wording: Wording) -> _Stretch:
    """The words as read, without greetings before and politeness behind."""
    read, start = wording.read, 0
    while found := patterns.LEAD_IN.match(read):
        if not found.end():
            break
        rest = read[found.end() :].lstrip()
        start += len(read) - len(rest)
        read = rest
    while found := patterns.TAIL.search(read):
        read = read[: found.start()]
    return _Stretch(read, start)


def _is_small_talk(read: str, whole: str) -> bool:
    if patterns.SMALL_TALK.match(whole) or patterns.SMALL_TALK.match(read):
        return True
    if found := patterns.GREETING.match(whole):
        return not patterns.ASKING_START.match(whole[found.end() :].strip())
    return patterns.FAVOUR.match(read) is not None


def _quoted_words(text: str) -> str:
    """Words in quotation marks, two at least; the longest run of them."""
    runs = [one or other for one, other in QUOTED.findall(text)]
    long = [run.strip(" ,.?!") for run in runs if len(run.split()) > 1 and words(run)]
    return max(long, key=len) if long else ""


def _read_quoted(text: str, read: str, quoted: str) -> Question:
    kind = next(rule.kind for rule in patterns.QUOTED if rule.pattern.search(read))
    if kind is QuestionKind.WHO and _SPEECH.intersection(read.split()):
        kind = QuestionKind.QUOTE
    return Question(text, kind, quoted)


def _read_rule(
    text: str, wording: Wording, stretch: _Stretch, rule: patterns.Rule, found: re.Match[str]
) -> Question:
    subject = _group(wording, stretch, found, "s")
    if owner := _group(wording, stretch, found, "o"):
        subject = _OWNING.sub("", owner)
    speaker: str | None = _group(wording, stretch, found, "p") or None
    if not {"s", "o"} & found.re.groupindex.keys() and not speaker:
        subject = _without_source_words(wording, stretch)
    if "t" in found.re.groupindex:
        subject = " ".join(filter(None, (subject, _group(wording, stretch, found, "t"))))
    if speaker and patterns.PRONOUN.match(fold(speaker)):
        speaker, subject = _tail_speaker(text, subject)
    identity, is_single = (
        _identity(stretch.read) if rule.kind is QuestionKind.SOURCES else (None, False)
    )
    if identity is not None and _UNTELLING.issuperset(words(subject)):
        subject = ""
    return Question(text, rule.kind, subject, speaker, rule.responses, identity, is_single)


def _group(wording: Wording, stretch: _Stretch, found: re.Match[str], name: str) -> str:
    if name not in found.re.groupindex or found.group(name) is None:
        return ""
    start, end = found.span(name)
    return _trim(wording, stretch.start + start, stretch.start + end)


def _trim(wording: Wording, start: int, end: int) -> str:
    """The stretch as typed, without the small words at its edges."""
    inside = [(place, word) for place, word in _placed_words(wording) if start <= place < end]
    while inside and inside[0][1] in _EDGE_WORDS and len(inside) > 1:
        inside = inside[1:]
    while inside and inside[-1][1] in _EDGE_ENDS | _GENERIC_END and len(inside) > 1:
        inside = inside[:-1]
    if not inside or (len(inside) == 1 and inside[0][1] in _EDGE_WORDS):
        return ""
    return wording.typed(inside[0][0], inside[-1][0] + 1)


def _placed_words(wording: Wording) -> list[tuple[int, str]]:
    return list(zip(wording.starts, wording.read.split(), strict=True))


def _without_source_words(wording: Wording, stretch: _Stretch) -> str:
    """What a question about sources is about, once the words for sources are taken away."""
    found = patterns.SOURCE_WORDS.search(stretch.read)
    if found is None:
        return _trim(wording, stretch.start, stretch.start + len(stretch.read))
    before, after = stretch.read[: found.start()], stretch.read[found.end() :]
    if _telling(after) >= _telling(before):
        return _trim(wording, stretch.start + found.end(), stretch.start + len(stretch.read))
    return _trim(wording, stretch.start, stretch.start + found.start())


def _telling(read: str) -> int:
    return sum(word not in STOPWORDS for word in read.split())


def _identity(read: str) -> tuple[Identity | None, bool]:
    """Which sources a question filters by, and whether a single one must carry the claim."""
    if not patterns.UNNAMED.search(read) or not patterns.FILTER.match(read):
        return None, False
    return Identity.UNNAMED, patterns.ONE_SOURCE.search(read) is not None


def _tail_speaker(text: str, subject: str) -> tuple[str | None, str]:
    """The name behind the last comma, for a pronoun: "what did she say, Priya Nair"."""
    _, comma, tail = text.rpartition(",")
    name = tail.strip(" ?!.")
    if comma and 0 < len(words(name)) <= BARE_NAME_WORDS:
        kept = subject.rpartition(",")[0] if "," in subject else subject
        return name, kept.strip()
    return None, subject


def _read_bare(text: str, wording: Wording, stretch: _Stretch) -> Question:
    subject = _trim(wording, stretch.start, stretch.start + len(stretch.read))
    is_name = len(stretch.read.split()) <= BARE_NAME_WORDS
    return Question(text, QuestionKind.WHO if is_name else QuestionKind.CLAIMS, subject)
