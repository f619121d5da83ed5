"""An article as we read it: exact text, header fields and the sentences that cover it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", int)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start_char, end_char) of Unicode characters in `Article.text`."""

    start_char: int
    end_char: int

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start_char : self.end_char]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start_char < other.end_char and other.start_char < self.end_char

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start_char <= other.start_char and other.end_char <= self.end_char


class BlockKind(StrEnum):
    """What a stretch of an article's text is on the page."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    SUBHEAD = "subhead"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or header line; `body` leaves out a dateline that opens it."""

    span: Span
    kind: BlockKind
    body: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the kind of block that it stands in."""

    span: Span
    kind: BlockKind
    block: int


@dataclass(frozen=True, slots=True)
class Article:
    """One published text.

    `text` is never altered: every span in the project holds in it. `published_at` is naive where
    the article states no time zone. Fields that the article does not state are None.
    """

    name: str
    text: str
    title: str
    outlet: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_span: Span | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the text in hexadecimal: the same text is the same article."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Citation:
    """What an answer says of the article that it quotes."""

    article_id: ArticleId
    title: str
    outlet: str | None
    published_at: datetime | None
    url: str | None
