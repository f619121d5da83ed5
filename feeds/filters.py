"""Filters in words: taiwan OR starlink NOT sport, "quoted phrases", sanction*, and brackets.

OR binds closer than what stands side by side, so the filter above wants either of the two and no
sport. Words are compared without regard to case and accents; operators may be in small letters.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsroom.errors import NewsroomError

MAX_CHARS, MAX_DEPTH = 300, 20
MATCHES_SHOWN = 5

_TOKEN = re.compile(r'-?"[^"]*"?|[()]|[^\s()"]+')
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("“”„«»", '"""""')


class FilterError(NewsroomError):
    """A filter that cannot be read; the line says what is amiss."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase; `is_open` where its last word may go on."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Of which one is enough."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Of which none may be missing."""

    parts: tuple["Node", ...]


Node = Term | Not | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an item passes, and the part of the filter that decided it."""

    passes: bool
    reason: str


def read_filter(text: str) -> Node:
    """The filter that some words spell; raises FilterError with one line on what is amiss."""
    if len(text) > MAX_CHARS:
        raise FilterError(f"A filter has {MAX_CHARS} characters at most.")
    tokens = _TOKEN.findall(text.translate(_QUOTES))
    if not tokens:
        raise FilterError("The filter is empty; leave it out to read every item.")
    reader = _Reader(tokens)
    node = reader.all_of(0)
    if reader.next is not None:
        raise FilterError("The filter has a closing bracket without an opening one.")
    return node


def spell(node: Node) -> str:
    """The filter in words, with brackets wherever they could be doubted; it reads as the same."""
    match node:
        case Term(words, is_open):
            text = " ".join(words) + ("*" if is_open else "")
            needs_quotes = len(words) > 1 or text in ("and", "or", "not")
            return f'"{text}"' if needs_quotes else text
        case Not(part):
            return f"NOT {_inner(part)}"
        case AnyOf(parts):
            return " OR ".join(map(_inner, parts))
        case AllOf(parts):
            return " AND ".join(map(_inner, parts))


def sift(node: Node, fields: Mapping[str, str]) -> Verdict:
    """Whether an item with those texts passes; the reason names words and where they stand."""
    texts = {name: _folded(text) for name, text in fields.items()}
    for clause in node.parts if isinstance(node, AllOf) else (node,):
        if not _holds(clause, texts):
            return Verdict(False, _complaint(clause, texts))
    found = dict.fromkeys(_findings(node, texts))
    shown = ", ".join(list(found)[:MATCHES_SHOWN])
    return Verdict(True, f"has {shown}" if shown else f"meets {spell(node)}")


class _Reader:
    """Reads tokens from left to right, one rule of the grammar a method."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._position = tokens, 0

    @property
    def next(self) -> str | None:
        """The token that comes next; operators in capitals."""
        if self._position == len(self._tokens):
            return None
        token = self._tokens[self._position]
        return token.upper() if token.upper() in ("AND", "OR", "NOT") else token

    def all_of(self, depth: int) -> Node:
        """Clauses side by side, with or without AND."""
        if depth > MAX_DEPTH:
            raise FilterError("The filter has too many brackets.")
        parts = [self._any_of(depth)]
        while self.next not in (None, ")"):
            self._take("AND")
            parts.append(self._any_of(depth))
        return _joined(AllOf, parts)

    def _any_of(self, depth: int) -> Node:
        parts = [self._unit(depth)]
        while self._take("OR"):
            parts.append(self._unit(depth))
        return _joined(AnyOf, parts)

    def _unit(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FilterError("The filter has too many brackets.")
        if self._take("NOT"):
            return Not(self._unit(depth + 1))
        if self._take("("):
            inner = self.all_of(depth + 1)
            if not self._take(")"):
                raise FilterError("The filter has an opening bracket without a closing one.")
            return inner
        token = self.next
        if token is None or token in ("AND", "OR", ")"):
            before = "ends where a word is missing" if token is None else f"lacks a word at {token}"
            raise FilterError(f"The filter {before}.")
        self._position += 1
        return _term(token)

    def _take(self, wanted: str) -> bool:
        is_next = self.next == wanted
        self._position += is_next
        return is_next


def _term(token: str) -> Node:
    """A word, a phrase, or with a hyphen before it what must not be there."""
    if token.startswith("-") and len(token) > 1:
        return Not(_term(token[1:]))
    if token.startswith('"') and (len(token) < 2 or not token.endswith('"')):
        raise FilterError("The filter has a quotation mark without its pair.")
    inner = token.strip('"')
    words = tuple(_folded(inner).split())
    if not words:
        raise FilterError(f"The filter has no letter or digit in {token[:40]}.")
    return Term(words, inner.rstrip().endswith("*"))


def _joined(kind: type[AnyOf] | type[AllOf], parts: list[Node]) -> Node:
    """One node of the parts; those of the same kind are taken in."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _inner(node: Node) -> str:
    return f"({spell(node)})" if isinstance(node, AnyOf | AllOf) else spell(node)


def _folded(text: str) -> str:
    """The words in small letters without accents, a space around each."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in small if not unicodedata.combining(letter))
    return f" {' '.join(_WORD.findall(bare))} "


def _stands_in(term: Term, text: str) -> bool:
    phrase = " ".join(term.words)
    return f" {phrase}" in text if term.is_open else f" {phrase} " in text


def _holds(node: Node, texts: Mapping[str, str]) -> bool:
    match node:
        case Term():
            return any(_stands_in(node, text) for text in texts.values())
        case Not(part):
            return not _holds(part, texts)
        case AnyOf(parts):
            return any(_holds(part, texts) for part in parts)
        case AllOf(parts):
            return all(_holds(part, texts) for part in parts)


def _findings(node: Node, texts: Mapping[str, str]) -> Iterator[str]:
    """The words that were wanted and are there, each with its place."""
    match node:
        case Term():
            for name, text in texts.items():
                if _stands_in(node, text):
                    yield f"{spell(node)} in the {name}"
                    return
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _findings(part, texts)


def _complaint(clause: Node, texts: Mapping[str, str]) -> str:
    if isinstance(clause, Not):
        found = ", ".join(dict.fromkeys(_findings(clause.part, texts)))
        return f"has {found}" if found else f"does not meet {spell(clause)}"
    return f"has not {spell(clause)}"
