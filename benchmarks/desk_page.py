"""A generated article as it is written: text piece by piece, with every span that it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.desk_world import Named
from newsroom.article import Article, Block, BlockKind, Sentence, Span
from newsroom.attribution import Claim, DateMention
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in words, and what it means."""

    text: str
    edtf: str


Piece = str | Named | Dated


@dataclass(slots=True)
class _Seen:
    """An entity as far as the article has spoken of it."""

    named: Named
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def entity(self) -> Entity:
        """All of it."""
        aliases = {mention.text: None for mention in self.mentions}
        aliases.pop(self.named.name, None)
        return Entity(
            self.named.name, self.named.kind, (*aliases,), (*self.roles,), (*self.mentions,)
        )


class Page:
    """One article under the pen."""

    def __init__(self, number: int, outlet: str, published_at: datetime) -> None:
        self.number, self.outlet, self.published_at = number, outlet, published_at
        self.claims: list[Claim] = []
        self.dates: list[DateMention] = []
        self._parts: list[str] = []
        self._at = 0
        self._seen: dict[str, _Seen] = {}
        self._sentences: list[Sentence] = []
        self._blocks: list[Span] = []
        self._opened = 0

    def write(self, *pieces: Piece) -> Span:
        """Go on with some pieces; where they stand."""
        start = self._at
        for piece in pieces:
            if isinstance(piece, str):
                self._put(piece)
            elif isinstance(piece, Dated):
                self.dates.append(DateMention(piece.text, self._put(piece.text), piece.edtf))
            else:
                self._mention(piece)
        return Span(start, self._at)

    def introduce(self, named: Named) -> Span:
        """A name, the first time with its role; where the name stands."""
        is_new = named.name not in self._seen
        span = self.write(named)
        if is_new and named.role:
            self._put(", ")
            self._seen[named.name].roles.append(Role(named.role, self._put(named.role)))
            self._put(",")
        return span

    def headline(self, words: str) -> None:
        """The first line."""
        self._put(words)
        self._close_block(BlockKind.HEADLINE)

    def paragraph(self) -> None:
        """End a paragraph and begin the next."""
        self._close_block(BlockKind.BODY)

    def sentence(self, start: int) -> Span:
        """End the sentence that began there."""
        span = Span(start, self._at)
        self._sentences.append(Sentence(span, BlockKind.BODY, len(self._blocks)))
        self._put(" ")
        return span

    @property
    def at(self) -> int:
        """Where the pen is."""
        return self._at

    def since(self, span: Span) -> tuple[str, tuple[DateMention, ...], tuple[str, ...]]:
        """The words of a stretch, its dates, and the names of what it speaks of."""
        dates = tuple(date for date in self.dates if span.contains(date.span))
        about = tuple(
            name
            for name, seen in self._seen.items()
            if any(span.contains(mention.span) for mention in seen.mentions)
        )
        return "".join(self._parts)[span.start_char : span.end_char], dates, about

    def extraction(self) -> Extraction:
        """The whole article."""
        if self._at > self._opened:
            self._close_block(BlockKind.BODY)
        text = "".join(self._parts)
        article = Article(
            f"generated-{self.number}",
            text,
            text.partition("\n")[0],
            outlet=self.outlet,
            published_at=self.published_at,
            url=f"https://news.example/{self.number}",
            blocks=tuple(
                Block(span, BlockKind.BODY if place else BlockKind.HEADLINE, span)
                for place, span in enumerate(self._blocks)
            ),
        )
        entities = tuple(seen.entity() for seen in self._seen.values())
        return Extraction(article, (*self._sentences,), entities, (*self.claims,))

    def _put(self, text: str) -> Span:
        span = Span(self._at, self._at + len(text))
        self._parts.append(text)
        self._at = span.end_char
        return span

    def _mention(self, named: Named) -> None:
        seen = self._seen.setdefault(named.name, _Seen(named))
        is_short = bool(seen.mentions) and named.kind is EntityKind.PERSON
        text = named.short if is_short else named.name
        seen.mentions.append(Mention(text, self._put(text), MentionForm.NAME))

    def _close_block(self, kind: BlockKind) -> None:
        span = Span(self._opened, self._at)
        if kind is BlockKind.HEADLINE:
            self._sentences.append(Sentence(span, kind, 0))
        self._blocks.append(span)
        self._put("\n\n")
        self._opened = self._at


def opened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces as they open a sentence."""
    first, *rest = pieces
    return (first[:1].upper() + first[1:] if isinstance(first, str) else first, *rest)
