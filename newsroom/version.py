"""Versions of an article: what each was, what changed between two, and what it corrects."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import Claim, ClaimId


class CorrectionKind(StrEnum):
    """What an article says of itself; an UPDATE adds and need not mend anything."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"
    NOTE = "editor's note"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Correction:
    """A note in which an article says what was wrong or was changed, in its own words.

    `stated_on` is the day that the note itself gives. `span` is None once the note has gone from
    the article again.
    """

    kind: CorrectionKind
    text: str
    span: Span | None
    stated_on: date | None = None


@dataclass(frozen=True, slots=True)
class NotedCorrection:
    """A correction, whose it is, in which version it was first seen, and when."""

    citation: Citation
    correction: Correction
    version: int
    seen_at: datetime


class FieldKind(StrEnum):
    """A header field of an article."""

    TITLE = "title"
    OUTLET = "outlet"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A header field that says something else now; None where it says nothing."""

    kind: FieldKind
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that two sentences share, or that only one of them has."""

    text: str
    was: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that came, went, or was altered; then `words` has both, run by run."""

    before: str | None
    after: str | None
    words: tuple[WordRun, ...] = ()


class ClaimFate(StrEnum):
    """What became of a claim that is not simply as it was."""

    ADDED = "added"
    ALTERED = "altered"
    GONE = "gone"
    RESTORED = "restored"


class Sourcing(StrEnum):
    """How far the source that a claim rests on is identified, as compared to before."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What changed about one claim.

    `sources_before` and `sources_after` are its chain's labels from the outside in, without the
    article itself. Hedges and responses are those that only one of the two has.
    """

    claim_id: ClaimId
    fate: ClaimFate
    before: str | None
    after: str | None
    sources_before: tuple[str, ...] = ()
    sources_after: tuple[str, ...] = ()
    sourcing: Sourcing | None = None
    hedges_dropped: tuple[str, ...] = ()
    hedges_added: tuple[str, ...] = ()
    response_dropped: str | None = None
    response_added: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is different in a version from the one before it.

    `carried` counts the claims that are as they were. Sources are those that the article cites
    anywhere; `corrections` are the notes that were not in it before.
    """

    version: int
    fields: tuple[FieldChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    carried: int = 0
    sources_added: tuple[str, ...] = ()
    sources_dropped: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article; `digest` is that of its text."""

    number: int
    title: str
    outlet: str | None
    published_at: datetime | None
    digest: str
    seen_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """One change of an article: which it is, and when the desk saw it."""

    citation: Citation
    seen_at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class History:
    """All versions of an article, oldest first, with the changes between each and the next."""

    citation: Citation
    versions: tuple[Version, ...]
    changes: tuple[Change, ...]
    corrections: tuple[NotedCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedClaim:
    """A claim as it was read, under the number that it has on the desk."""

    claim_id: ClaimId
    claim: Claim


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of an article's claims when its text changes.

    `kept` and `restored` hold the claims as the new text has them, `gone` as the old one had.
    """

    kept: tuple[NumberedClaim, ...]
    added: tuple[Claim, ...]
    restored: tuple[NumberedClaim, ...]
    gone: tuple[NumberedClaim, ...]


@dataclass(frozen=True, slots=True)
class KnownText:
    """An article that a new text may be a version of."""

    article_id: ArticleId
    name: str
    title: str
    outlet: str | None
    url: str | None
    published_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class GoneClaim:
    """A claim that its article no longer makes, and the sentence in which it stood."""

    numbered: NumberedClaim
    sentence: str
    gone_in: int


@dataclass(frozen=True, slots=True)
class OldText:
    """A text as it was: its sentences, its claims by number, and claims that went before."""

    text: str
    sentences: tuple[Span, ...]
    claims: tuple[NumberedClaim, ...]
    gone: tuple[GoneClaim, ...] = ()
