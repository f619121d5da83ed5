"""What one digest tells: what changed on a desk, story by story, each line with its claim."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from newsroom.answer import Answer, StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import ClaimId, Source


class NewsKind(StrEnum):
    """What has changed about a claim, weightiest first."""

    WORSE = "worse_sourced"
    BETTER = "better_sourced"
    UNNAMED = "one_unnamed_source"
    RESPONSE = "response"
    SILENCE = "no_comment"
    NEW = "new_claim"


class Basis(StrEnum):
    """By what the articles of an edition were chosen."""

    LAST_DIGEST = "last_digest"
    ADDED = "added"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class RestingSource:
    """An independent source of a point, and those of its claims that rest on it."""

    source: Source
    claims: frozenset[ClaimId]


@dataclass(frozen=True, slots=True)
class Point:
    """Claims that say the same thing, oldest first, and whom they rest on, each source once."""

    claims: tuple[StoredClaim, ...]
    sources: tuple[RestingSource, ...]


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """What an earlier digest knew of a point: its claims, by the source that they rested on.

    0 is the number of those that rest on no source. `gone` are the claims that the desk has lost.
    """

    claims: tuple[tuple[ClaimId, int], ...]
    gone: frozenset[ClaimId]

    @property
    def sources(self) -> int:
        """How many sources it rested on."""
        return len({source for _, source in self.claims} - {0})


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """An article that says it corrects something, or that came again under its old address.

    `claim` is set where it is the desk that corrects: a claim with its mark, without one where what
    was told before has been taken back.
    """

    citation: Citation
    sentence: str
    claim_id: ClaimId | None = None
    corrects: Citation | None = None
    claim: StoredClaim | None = None


@dataclass(frozen=True, slots=True)
class StoryMaterial:
    """What a story's part of an edition is made of; `new` are the articles since the last one.

    `responses` are its claims that are denials, replies or silences, `unheard` the names of whom no
    word is recorded, `known` what the last digest knew of its points. `story_id` is None for an
    article that has no story.
    """

    story_id: int | None
    name: str
    articles: tuple[Citation, ...]
    new: frozenset[ArticleId]
    points: tuple[Point, ...]
    responses: tuple[StoredClaim, ...] = ()
    corrections: tuple[CorrectionNotice, ...] = ()
    unheard: tuple[str, ...] = ()
    known: tuple[KnownPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One line of an edition: what is new about a claim.

    `sources` independent sources stand behind it now, `sources_before` did when the last digest
    went out; `joined` are the labels of those that came since. `is_new` where no older article had
    it. `told_by` counts the articles that tell it.
    """

    kind: NewsKind
    claim: StoredClaim
    sources: int
    sources_before: int | None = None
    joined: tuple[str, ...] = ()
    is_new: bool = True
    told_by: int = 1


@dataclass(frozen=True, slots=True)
class StoryNews:
    """What is new in one story; `repeated` points are told again without a further source."""

    story_id: int | None
    name: str
    is_new: bool
    new_articles: tuple[Citation, ...]
    article_count: int
    items: tuple[NewsItem, ...]
    corrections: tuple[CorrectionNotice, ...] = ()
    unheard: tuple[str, ...] = ()
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """For which days an edition is, since when it counts, and whether it comes late.

    `due_at` is set where the edition was due at a time; `is_so_far` where it is shown before that.
    """

    edition_on: date
    covers_from: date
    zone: str
    since: datetime | None
    basis: Basis = Basis.LAST_DIGEST
    due_at: datetime | None = None
    is_late: bool = False
    is_so_far: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest's whole content. `gone` counts claims that left the desk without a trace.

    `stories_left_out` have something new too, `articles_left_out` in all, and are not told.
    """

    heading: Heading
    stories: tuple[StoryNews, ...]
    gone: int = 0
    stories_left_out: int = 0
    articles_left_out: int = 0

    @property
    def story_count(self) -> int:
        """In how many stories something is new, told or not."""
        return len(self.stories) + self.stories_left_out

    @property
    def article_count(self) -> int:
        """How many articles are new, told of or not."""
        return sum(len(story.new_articles) for story in self.stories) + self.articles_left_out

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.stories and not self.gone


@dataclass(frozen=True, slots=True)
class NewsAnswer(Answer):
    """An answer that tells what is new; `claims` are those of the edition's lines, in its order.

    `edition` is never None: it has a default only because the fields before it have.
    """

    edition: Edition | None = None
