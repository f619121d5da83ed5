"""What lives have said of a desk: acts that were acknowledged, and those under way at a death."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from newsroom.extraction import Extraction
from tests.storage.factories import numbered

CLAIMS, FRESH = 8, 2
"""How many claims an article makes, and how many of them are others in its next version."""
MOST_VERSIONS = 4


class Kind(StrEnum):
    """What a life does to a desk."""

    ADD = "add"
    VERSION = "version"
    FORGET = "forget"
    NAMES = "names"
    JUDGE = "judge"
    DIGEST = "digest"
    AUDIT = "audit"
    BACKUP = "backup"


class Act(NamedTuple):
    """One act, and the number of what it is done to."""

    kind: Kind
    number: int

    @classmethod
    def read(cls, words: str) -> "Act":
        """The act that `str` made into words."""
        kind, number = words.split()
        return cls(Kind(kind), int(number))

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass
class Ledger:
    """What a desk holds after every act that was acknowledged; versions by article."""

    articles: dict[int, int] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)
    judged: int = 0
    entries: int = 0
    last: dict[Kind, int] = field(default_factory=dict)
    """The highest number that was ever tried, so that none is used twice."""

    def try_(self, act: Act) -> None:
        """An act has begun."""
        self.last[act.kind] = max(act.number, self.last.get(act.kind, 0))

    def note(self, act: Act) -> None:
        """An act is done."""
        if act.kind is Kind.ADD:
            self.articles[act.number] = 1
        elif act.kind is Kind.VERSION:
            self.articles[act.number] += 1
        elif act.kind is Kind.FORGET:
            del self.articles[act.number]
        elif act.kind is Kind.NAMES:
            self.names.add(act.number)
        elif act.kind is Kind.JUDGE:
            self.judged += 1
        if act.kind not in (Kind.DIGEST, Kind.BACKUP, Kind.JUDGE):
            self.entries += 1

    def next_number(self, kind: Kind) -> int:
        """A number that nothing of that kind has had."""
        return self.last.get(kind, 0) + 1


@dataclass(frozen=True, slots=True)
class Said:
    """What a life said before it died: whether the desk opened, what was done, what was begun."""

    is_open: bool
    done: tuple[Act, ...]
    begun: tuple[Act, ...]

    @classmethod
    def read(cls, lines: Iterable[str]) -> "Said":
        """The words of a life, line by line."""
        is_open, done, begun = False, [], []
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "open":
                is_open = True
            elif word == "try":
                begun.append(Act.read(rest))
            elif word == "done":
                done.append(Act.read(rest))
                if done[-1] in begun:
                    begun.remove(done[-1])
        return cls(is_open, tuple(done), tuple(begun))


def text_of(number: int, version: int) -> Extraction:
    """What is read of an article in one of its versions."""
    return numbered(number, CLAIMS, first=FRESH * (version - 1))
