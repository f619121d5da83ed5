"""Stories: articles about the same thing, how each came to it, and what they rest on together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from newsroom.answer import Answer, StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import Identity, ResponseKind, Source
from newsroom.entity import EntityId, EntityKind

StoryId = NewType("StoryId", int)


class JoinedBy(StrEnum):
    """How an article came into its story."""

    BEGAN = "began"
    LIKENESS = "likeness"
    BRIDGE = "bridge"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class NameTrait:
    """Somebody or something that an article names: how often, and of what kind."""

    entity_id: EntityId
    name: str
    kind: EntityKind
    mentions: int


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells of an article which story it belongs to.

    `words` are its most telling words as numbers, with their weights; `story_id` is None until it
    has a story. `dated_at` is aware.
    """

    article_id: ArticleId
    title: str
    dated_at: datetime
    words: tuple[tuple[int, float], ...]
    names: tuple[NameTrait, ...]
    story_id: StoryId | None = None


class Spread(NamedTuple):
    """In how many of a desk's articles, and in how many of its stories, a word or name stands."""

    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class DeskRarity:
    """How far each word and name of one article is spread over a desk of so many stories."""

    stories: int
    words: tuple[tuple[int, Spread], ...]
    names: tuple[tuple[EntityId, Spread], ...]


@dataclass(frozen=True, slots=True)
class StoryMerge:
    """Two stories that an article shows to be one: `story_id` goes into `into_id`."""

    story_id: StoryId
    into_id: StoryId
    score: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs: a story (None begins one), how surely, why, and what it joins."""

    story_id: StoryId | None
    score: float
    reasons: tuple[str, ...]
    merges: tuple[StoryMerge, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryHead:
    """A story in one line; its name is the headline of its first article."""

    story_id: StoryId
    name: str
    articles: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """How one article came into its story, with the score and reasons, or whose judgement it is."""

    joined_by: JoinedBy
    score: float
    reasons: tuple[str, ...]
    joined_at: datetime
    judged_by: str | None = None


@dataclass(frozen=True, slots=True)
class WireCopy:
    """An article of which so much stands in another as well that both are one voice."""

    article_id: ArticleId
    copy_of: ArticleId
    shared: float


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """One article of a story; `copy_of` is the article whose text it repeats, if any."""

    citation: Citation
    membership: Membership
    copy_of: ArticleId | None = None
    shared: float = 0.0


@dataclass(frozen=True, slots=True)
class StoryMove:
    """A person's judgement that an article belongs to another story; the newest one holds."""

    move_id: int
    article_id: ArticleId
    from_id: StoryId | None
    to_id: StoryId
    judged_by: str
    judged_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IndependentSource:
    """One end of the story's chains, counted once however many articles repeat it.

    `through` is the outlet that has it, where the desk knows it at second hand. `claims` rest on it
    and `repeated_by` are the articles that have them. `is_voice` where it is an outlet speaking for
    itself. `may_be_also` lists the places, in the story's tuple of sources, of unnamed sources that
    are described alike: nobody knows whether they are the same person.
    """

    source: Source
    claims: tuple[StoredClaim, ...]
    repeated_by: tuple[Citation, ...]
    through: str | None = None
    is_voice: bool = False
    may_be_also: tuple[int, ...] = ()

    @property
    def identity(self) -> Identity:
        """How far it is identified."""
        return self.source.identity


@dataclass(frozen=True, slots=True)
class DisputedPoint:
    """What a party denies, in one article or several, and the claims of others that say it.

    `before` is what stands before a denial that does not say what it denies ("Hale denies it").
    """

    party: str
    denials: tuple[StoredClaim, ...]
    against: tuple[StoredClaim, ...] = ()
    before: StoredClaim | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """What a denial is about: the claims of others that say it, or what stands before it."""

    against: tuple[StoredClaim, ...] = ()
    before: StoredClaim | None = None


@dataclass(frozen=True, slots=True)
class PartyResponses:
    """What one party answered, newest kind last, each with the claim that reports it."""

    party: str
    claims: tuple[StoredClaim, ...]

    @property
    def kinds(self) -> tuple[ResponseKind, ...]:
        """The kinds of its responses, each once."""
        found = (claim.response.kind for claim in self.claims if claim.response)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that a story's articles say together.

    `voices` are the articles grouped so that wire copies stand together, the first of each group
    the oldest. `mainly` is the source that most of it rests on, if one does. `timeline` is earliest
    first. `unheard` are the people and bodies of whom no word is recorded at all. `main_point` are
    the claims that say what most voices tell, `main_sources` the independent sources of those.
    `is_cut` where there are more claims than are read.
    """

    head: StoryHead
    articles: tuple[StoryArticle, ...]
    voices: tuple[tuple[Citation, ...], ...]
    sources: tuple[IndependentSource, ...]
    mainly: IndependentSource | None
    timeline: tuple[StoredClaim, ...]
    disputed: tuple[DisputedPoint, ...]
    responses: tuple[PartyResponses, ...]
    unheard: tuple[str, ...] = ()
    own_voice: tuple[StoredClaim, ...] = ()
    main_point: tuple[StoredClaim, ...] = ()
    main_sources: tuple[IndependentSource, ...] = ()
    is_cut: bool = False

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that tell it, in the order of their first articles; "" where none is told."""
        return tuple(dict.fromkeys(item.citation.outlet or "" for item in self.articles))


@dataclass(frozen=True, slots=True)
class StoryAnswer(Answer):
    """An answer that is a story; `others` are stories that the words could mean as well.

    `story` is never None: it has a default only because the fields before it have.
    """

    story: Story | None = None
    others: tuple[StoryHead, ...] = ()
    pending: int = 0
