"""Who says what: claims, the chain of sources behind each, hedges and responses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from newsroom.article import Span

ClaimId = NewType("ClaimId", int)

THIS_ARTICLE = "this article"


class Identity(StrEnum):
    """How far a source is identified; NONE is the article's own voice."""

    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    NONE = "none"


class Manner(StrEnum):
    """Whether the source's words are quoted, paraphrased, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Evidence(StrEnum):
    """Whether the sentence itself names the source, or the context does."""

    EXPLICIT = "explicit"
    INFERRED = "inferred"


class Number(StrEnum):
    """How many a source is, as far as the words tell."""

    ONE = "one"
    SEVERAL = "several"


class ResponseKind(StrEnum):
    """What the party concerned answered, as the article reports it."""

    DENIAL = "denial"
    CONFIRMATION = "confirmation"
    REFUSAL = "refusal"
    NO_COMMENT = "no_comment"
    NOT_REACHED = "not_reached"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a sourcing chain: a person, body or document that information comes from."""

    label: str
    identity: Identity
    kind: str
    span: Span | None = None
    entity: str | None = None
    number: Number = Number.ONE
    evidence: Evidence = Evidence.EXPLICIT


@dataclass(frozen=True, slots=True)
class SourcingChain:
    """Sources from the outermost, the article that we read, to the one nearest the claim."""

    links: tuple[Source, ...]

    @property
    def innermost(self) -> Source:
        """The source nearest the claim; the article itself where nobody is cited."""
        return self.links[-1]

    @property
    def identity(self) -> Identity:
        """The identity of the innermost source; NONE where the article cites nobody."""
        return self.innermost.identity if len(self.links) > 1 else Identity.NONE

    @property
    def evidence(self) -> Evidence:
        """INFERRED as soon as one link of the chain is."""
        inferred = any(link.evidence is Evidence.INFERRED for link in self.links)
        return Evidence.INFERRED if inferred else Evidence.EXPLICIT


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that hold a claim at a distance: "allegedly", "is said to"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Response:
    """A denial, confirmation, refusal or silence, and whose it is."""

    kind: ResponseKind
    party: str
    span: Span
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """When something happened: the words, and what they mean in ISO 8601 / EDTF where known."""

    text: str
    span: Span
    edtf: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that an article asserts or reports, and who says so.

    `content`, `cue` and `source` are tuples since an attribution can be interrupted; the last two
    are empty where the article says it in its own voice. `sentence` spans the sentence or sentences
    that hold the claim. `about` are canonical names of entities in the content.
    """

    text: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    manner: Manner
    chain: SourcingChain
    sentence: Span
    hedges: tuple[Hedge, ...] = ()
    response: Response | None = None
    dates: tuple[DateMention, ...] = ()
    about: tuple[str, ...] = ()


def identity_label(source: Source) -> str:
    """The words in which a reader sees how a source is identified."""
    if source.identity is Identity.UNNAMED:
        return "one unnamed source" if source.number is Number.ONE else "unnamed sources"
    return {
        Identity.NAMED: "named",
        Identity.DOCUMENT: "document",
        Identity.NONE: "no source: the article's own voice",
    }[source.identity]
