"""Questions, what matched them, and the answers that follow."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from newsroom.article import Citation
from newsroom.attribution import (
    ClaimId,
    DateMention,
    Identity,
    Manner,
    Response,
    ResponseKind,
    SourcingChain,
)
from newsroom.entity import EntityId, EntityKind
from newsroom.judged_claim import ClaimMark


class QuestionKind(StrEnum):
    """What a question asks for."""

    WHO = "who"
    SOURCES = "sources"
    CLAIMS = "claims"
    QUOTE = "quote"
    TIMELINE = "timeline"
    STORY = "story"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, with what it turns on.

    `subject` is what remains when the words that only ask are taken away; `speaker` names who is to
    have spoken; `responses` are the kinds of response asked for ("has X denied …?"); `identity` and
    `is_single` narrow to claims that rest on such a source ("… on one unnamed source?"). `parts`
    are further questions asked in the same breath ("… and when was that?"). `is_continued` where
    the text was put into words of its own from one that leant on the answer before. `days_back` is
    set where it asks what is new at all, and says since when, from `asked_at` on.
    """

    text: str
    kind: QuestionKind
    subject: str
    speaker: str | None = None
    responses: tuple[ResponseKind, ...] = ()
    identity: Identity | None = None
    is_single: bool = False
    about_publication: bool = False
    parts: "tuple[Question, ...]" = ()
    is_continued: bool = False
    days_back: int = 0
    asked_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An entity that fits some words, through which alias, how well (0.0 to 1.0), and why."""

    entity_id: EntityId
    name: str
    kind: EntityKind
    alias: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceReview:
    """What an editor said of a claim's source as it was read: that it is right, or is not."""

    is_right: bool
    judged_by: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the desk holds it, with the sentence and article that it stands in.

    `nearby` is what the article says just before and after that sentence. `mark` is what editors
    made of it: where they say who stands behind it, `chain` has that, and the mark what was read.
    """

    claim_id: ClaimId
    citation: Citation
    text: str
    sentence: str
    manner: Manner
    chain: SourcingChain
    hedges: tuple[str, ...] = ()
    response: Response | None = None
    dates: tuple[DateMention, ...] = ()
    about: tuple[EntityId, ...] = ()
    sources: tuple[EntityId, ...] = ()
    nearby: str = field(default="", compare=False)
    source_review: SourceReview | None = None
    mark: ClaimMark | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the desk has withdrawn it, so that it supports nothing any more."""
        return self.mark is not None and self.mark.is_withdrawn

    @property
    def is_headline(self) -> bool:
        """Whether it is the headline of its article, which stands for what is told below."""
        return " ".join(self.sentence.split()) == self.citation.title


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A claim that fits a question, how well (0.0 to 1.0), and why."""

    claim: StoredClaim
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedRole:
    """A role as an article gives it, with the article."""

    text: str
    is_past: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class EntityCard:
    """What the desk holds on one entity.

    `desk_aliases` are those of the aliases that editors added, `desk_description` is theirs too;
    `merged` counts the entities that they made one with it.
    """

    entity_id: EntityId
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    nominals: tuple[str, ...]
    roles: tuple[ReportedRole, ...]
    description: str | None
    first_seen: datetime | None
    last_seen: datetime | None
    articles: tuple[Citation, ...]
    said: tuple[StoredClaim, ...]
    about: tuple[StoredClaim, ...]
    article_count: int
    claim_count: int
    desk_aliases: tuple[str, ...] = ()
    desk_description: str | None = None
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk's articles say, with the evidence for every line of it.

    `headline` is the short first line, `notes` are warnings and what the articles leave open,
    `choices` are other entities that the words could mean, for the asker to pick from.
    """

    question: Question
    headline: str
    notes: tuple[str, ...] = ()
    card: EntityCard | None = None
    claims: tuple[ClaimMatch, ...] = ()
    matches: tuple[NameMatch, ...] = ()
    choices: tuple[NameMatch, ...] = ()
    citations: tuple[Citation, ...] = ()
    independent_sources: int | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing on the desk fits; what is nearest is offered, and not taken for an answer.

    `suggestions` are the nearest names, `near` claims that may mean what was asked.
    """

    question: Question
    reason: str
    suggestions: tuple[NameMatch, ...] = ()
    near: tuple[ClaimMatch, ...] = ()


Reply = Answer | Unanswered
