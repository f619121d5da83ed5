"""What an answer says, in words and before any layout: terminal, Discord and JSON show the same."""

from dataclasses import dataclass

from newsroom.attribution import Identity


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block; a line without a label is a quotation from an article.

    `url` is where the line's own article stands, if the block is about several.
    """

    label: str
    text: str
    url: str | None = None

    def __str__(self) -> str:
        text = f"{self.text} {self.url}" if self.url else self.text
        return f"{self.label}: {text}" if self.label else text


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that an answer shows, under a title and perhaps a heading that opens a group.

    `url` is where the article stands. `identity` is set where the block is a claim, and says how
    far its source is identified.
    """

    title: str
    lines: tuple[Line, ...]
    url: str | None = None
    identity: Identity | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer in words. Every string is one clean line; none is escaped for any medium yet.

    With `is_flowing` a block goes on over the end of a page rather than leave it empty.
    """

    headline: str
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    suggestions: tuple[str, ...] = ()
    suggestions_title: str = "Nearest names"
    footer: str = ""
    asked: str = ""
    is_found: bool = True
    is_flowing: bool = False


def is_warning(note: str) -> bool:
    """Whether a note warns the reader."""
    return note.casefold().startswith("warning")
