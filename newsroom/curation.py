"""What people judge of who is who: each act with who, when and why, and what stands of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.entity import EntityId, EntityKind

JudgementId = NewType("JudgementId", int)


class Verdict(StrEnum):
    """What is judged of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class JudgementKind(StrEnum):
    """What somebody did."""

    MERGED = "merged"
    TOLD_APART = "told apart"
    SPLIT = "split"
    ALIAS_ADDED = "alias added"
    ALIAS_REMOVED = "alias removed"
    DESCRIBED = "described"
    HIDDEN = "hidden"
    SHOWN = "shown"
    UNDONE = "undone"
    IMPORTED = "imported"


class Pair(NamedTuple):
    """A verdict on two entities; of the same ones the left gives the name."""

    left_id: EntityId
    right_id: EntityId
    verdict: Verdict


class Part(NamedTuple):
    """What one article says of an entity, given to another."""

    entity_id: EntityId
    article_id: ArticleId
    to_id: EntityId


class Words(NamedTuple):
    """What is said of one entity: a form, a description, or nothing but that it is hidden."""

    entity_id: EntityId
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Who judges, when and why."""

    judged_by: str
    judged_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One act of a person. It is never rewritten; `undoes` names the act that it takes back."""

    judgement_id: JudgementId
    kind: JudgementKind
    note: Note
    pairs: tuple[Pair, ...] = ()
    parts: tuple[Part, ...] = ()
    words: tuple[Words, ...] = ()
    undoes: JudgementId | None = None


@dataclass(frozen=True, slots=True)
class FormStanding:
    """What the desk says of one form of an entity: that it is one, or is none."""

    text: str
    is_added: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of all judgements: whose each entity is, what is apart, hidden, added …

    `heads` leaves out whoever is nobody else. `blocked` are verdicts that another forbids.
    """

    heads: Mapping[EntityId, EntityId] = field(default_factory=dict)
    apart: frozenset[tuple[EntityId, EntityId]] = frozenset()
    parts: Mapping[tuple[EntityId, ArticleId], EntityId] = field(default_factory=dict)
    forms: Mapping[tuple[EntityId, str], FormStanding] = field(default_factory=dict)
    descriptions: Mapping[EntityId, str] = field(default_factory=dict)
    hidden: frozenset[EntityId] = frozenset()
    blocked: frozenset[tuple[EntityId, EntityId]] = frozenset()

    def head(self, entity_id: EntityId) -> EntityId:
        """Who an entity is."""
        return self.heads.get(entity_id, entity_id)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the resolution of a new article must respect: who is whom, and who is not."""

    heads: Mapping[EntityId, EntityId] = field(default_factory=dict)
    apart: frozenset[tuple[EntityId, EntityId]] = frozenset()

    def head(self, entity_id: EntityId) -> EntityId:
        """Who an entity is."""
        return self.heads.get(entity_id, entity_id)

    def are_apart(self, one: EntityId, other: EntityId) -> bool:
        """Whether somebody has told two entities apart."""
        return (one, other) in self.apart or (other, one) in self.apart


@dataclass(frozen=True, slots=True)
class Sketch:
    """An entity in one line: what an editor sees before judging."""

    entity_id: EntityId
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    description: str | None = None
    role: str | None = None
    articles: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class PartView:
    """What may be taken out of an entity: one article, by the name that it gives there."""

    entity_id: EntityId
    name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Record:
    """A judgement as it is listed: with the names of whom it speaks of, and whether it stands."""

    judgement: Judgement
    names: tuple[str, ...]
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A merge as it would be, with what stands against it."""

    kept: Sketch
    other: Sketch
    against: tuple[Record, ...] = ()


class NamedThere(NamedTuple):
    """How one article names an entity of the desk, and what it takes it for."""

    read_as: EntityId
    article_id: ArticleId
    name: str
    kind: EntityKind | None
    entity_name: str
    entity_kind: EntityKind
    mentions: int


class Named(NamedTuple):
    """An entity that articles speak of, as far as it may be another's double."""

    entity_id: EntityId
    name: str
    kind: EntityKind
    mentions: int


class Rested(NamedTuple):
    """What a claim rests on, as far as that is doubtful."""

    claim_id: int
    is_inferred: bool
    is_one_unnamed: bool


class DoubtKind(StrEnum):
    """What is doubtful."""

    JOINED = "joined"
    LEFT_APART = "left apart"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at; the larger `weight` is, the sooner.

    JOINED is about one article's part of an entity (`subject_id`, `other_id` the article),
    LEFT_APART about two entities, SOURCE about a claim.
    """

    kind: DoubtKind
    subject_id: int
    other_id: int
    weight: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A doubt with all that it takes to judge it, and how many wait behind it."""

    doubt: Doubt
    sketches: tuple[Sketch, ...] = ()
    part: PartView | None = None
    claim: StoredClaim | None = None
    waiting: int = 0
