"""Questions that lean on what was asked before: "and what did he say?" in words of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.folding import STOPWORDS, words
from matching.light_words import is_light
from newsroom.answer import Answer, Question, QuestionKind, Reply
from newsroom.attribution import Identity
from newsroom.entity import EntityKind

_PERSON = re.compile(r"\b(he|him|his|she|her|hers)\b", re.IGNORECASE)
_PARTY = re.compile(r"\b(they|them|their|theirs)\b", re.IGNORECASE)
_TOPIC = re.compile(r"(?<=\s)(it|that|this|so)(?=\s*[?!.]*$)", re.IGNORECASE)
_OWN = frozenset("his her hers their theirs".split())
_LEADING = re.compile(
    r"^\s*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?P<about>(?:what|how)\s+about\s+)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    r"^(?:who|whos|whose|what|whats|which|when|where|why|how|is|are|was|were|do|does|did|has|have"
    r"|had|can|could|will|would|says|any|list|show|tell|according|timeline|source|sources)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"^(?:about|on|regarding)\s+(?P<topic>.+)$", re.IGNORECASE)
_BARE = {
    QuestionKind.SOURCES: re.compile(
        r"^(?:who\s+(?:says|said|claims)(?:\s+(?:so|that|this|it))?|says\s+who|according\s+to\s+whom?"
        r"|(?:any|what|which|what\s+are\s+the|whats\s+the)?\s*sources?)$",
        re.IGNORECASE,
    ),
    QuestionKind.TIMELINE: re.compile(
        r"^(?:when|when\s+(?:was|did|is)\s+(?:that|this|it)(?:\s+happen)?|timeline)$", re.IGNORECASE
    ),
    QuestionKind.CLAIMS: re.compile(
        r"^(?:why|how|where)(?:\s+(?:is|was)\s+(?:that|it|this))?$", re.IGNORECASE
    ),
}
_ASKED = {
    QuestionKind.SOURCES: "what sources back {}?",
    QuestionKind.TIMELINE: "timeline of {}?",
    QuestionKind.CLAIMS: "what about {}?",
}
_FEW = 4


@dataclass(frozen=True, slots=True)
class Before:
    """What was spoken of before: a person, a party of any kind, a topic, and the question."""

    person: str = ""
    party: str = ""
    topic: str = ""
    question: Question | None = None

    @classmethod
    def of(cls, reply: Reply | None) -> "Before":
        """What a reply was about; nothing before the first."""
        if reply is None:
            return cls()
        asked = reply.question
        if asked.days_back:  # many stories, and nobody of whom all of them speak
            return cls(question=asked)
        persons, parties = _spoken_of(reply)
        if asked.kind is QuestionKind.WHO:
            return cls(persons, parties, "" if persons else parties, asked)
        return cls(persons, parties, asked.subject, asked)

    @classmethod
    def asked(cls, question: Question) -> "Before":
        """What the first half of a question is about, before anything was looked up."""
        name = _without_light_edges(question.speaker or question.subject)
        name = name if len(name.split()) <= _FEW else ""
        return cls(name, name, question.subject, question)


def continue_question(text: str, before: Before, *, only_explicit: bool = False) -> str:
    """The question with what it leans on put into words; as it is where it stands by itself.

    With `only_explicit` it is changed only where it opens with "and", "but" or "what about".
    """
    found = _LEADING.match(text)
    rest = (found["rest"] if found else text).strip()
    bare = rest.rstrip(" ?!.")
    is_explicit = found is not None and found.start("rest") > len(text) - len(text.lstrip())
    if not bare or before == Before() or (only_explicit and not is_explicit):
        return text
    if is_explicit and not _ASKS.match(bare):
        return _asked_again(bare, before) or text
    for kind, pattern in _BARE.items():
        if before.topic and pattern.match(bare):
            return _ASKED[kind].format(before.topic)
    filled = _filled(rest, before)
    return filled if filled != rest else text


def _without_light_edges(name: str) -> str:
    """The name in a subject: "the gunman work" is about the gunman."""
    parts = name.split()
    while parts and all(map(is_light, words(parts[-1]))):
        parts = parts[:-1]
    return " ".join(parts)


def _asked_again(bare: str, before: Before) -> str:
    """The question before, about somebody or something else: "and the mayor?"."""
    asked = before.question
    if asked is None or len(bare.split()) > 2 * _FEW:
        return ""
    filled = _filled(bare, before)
    if found := _ON.match(filled):
        if asked.speaker:
            return f"what did {asked.speaker} say about {found['topic']}?"
        filled = found["topic"]
    for old in (asked.speaker, asked.subject):
        if old and old in asked.text:
            return asked.text.replace(old, filled, 1)
    return ""


def _filled(text: str, before: Before) -> str:
    """The text with names for the pronouns that have none to lean on in the text itself."""
    for pattern, name in ((_PERSON, before.person), (_PARTY, before.party)):
        found = pattern.search(text)
        if found and name and not _names_anything(text[: found.start()]):
            own = "'s" if _is_owning(found, text) else ""
            text = f"{text[: found.start()]}{name}{own}{text[found.end() :]}"
    if before.topic and not _shares(before.topic, text):
        text = _TOPIC.sub(lambda _: before.topic, text)
    return text


def _names_anything(text: str) -> bool:
    """Whether somebody or something stands there for a later pronoun to mean."""
    return any(word not in STOPWORDS and not is_light(word) for word in words(text))


def _is_owning(found: re.Match[str], text: str) -> bool:
    """ "her husband" owns, "told her" does not."""
    word, rest = found.group().lower(), text[found.end() :].strip(" ?!.")
    return word in _OWN and (word != "her" or bool(rest))


def _shares(name: str, text: str) -> bool:
    telling = set(words(name)) - STOPWORDS
    return bool(telling.intersection(words(text)))


def _spoken_of(reply: Reply) -> tuple[str, str]:
    """The person, and the party of whatever kind, that a reply turns on; empty where none does."""
    named = list(_named(reply))
    person = next((name for name, is_person in named if is_person), "")
    return person, next((name for name, _ in named), "")


def _named(reply: Reply) -> Iterator[tuple[str, bool]]:
    """Names in a reply and whether each is a person's, the likeliest first."""
    asked = reply.question
    if not isinstance(reply, Answer):
        if asked.speaker:
            yield asked.speaker, True
        return
    if reply.card:
        yield reply.card.name, reply.card.kind is EntityKind.PERSON
    if asked.speaker:
        sources = [match.claim.chain.innermost for match in reply.claims[:1]]
        is_body = any(source.kind not in ("person", "unknown") for source in sources)
        yield asked.speaker, not is_body
    if asked.kind is QuestionKind.QUOTE:
        yield from _speakers(reply)
    for match in reply.matches:
        yield match.name, match.kind is EntityKind.PERSON
    yield from _speakers(reply)


def _speakers(reply: Answer) -> Iterator[tuple[str, bool]]:
    for match in reply.claims[:1]:
        source = match.claim.chain.innermost
        if match.claim.chain.identity is Identity.NAMED:
            yield source.entity or source.label, source.kind == "person"
