"""Claims and names as they are known by in another file, with all that people judged of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.curation import Judgement, Note, Verdict
from newsroom.entity import EntityId, EntityKind
from newsroom.judged_claim import ClaimJudgement
from newsroom.story import StoryId, StoryMove
from newsroom.watch import Watch

NamesRead = Mapping[tuple[str, EntityKind], EntityId]
"""As whom an article's entities are read, by the names and kinds that it gives them."""
Called = Mapping[EntityId, str]
"""The names that a desk has for entities."""


@dataclass(frozen=True, slots=True)
class WordedClaim:
    """A claim by its sentence and its own words, which are the same wherever it is read."""

    claim_id: ClaimId
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with every act and every review's verdict on its source, each oldest first.

    `place` counts the claims before it in its article that say the same in the same sentence.
    """

    claim: WordedClaim
    place: int
    acts: tuple[ClaimJudgement, ...]
    verdicts: tuple[tuple[Verdict, Note], ...]


@dataclass(frozen=True, slots=True)
class ToldWatch:
    """A watch with the keys of the claims that it has told of."""

    watch: Watch
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedNames:
    """Whom an article speaks of, by the numbers of its desk, and what people judged of that.

    `heads` are whom those were merged into, but for those that it is itself read to speak of.
    `called` are those whom the desk calls as the article does. `acts` are what the desk's acts,
    oldest first, say of them. `story` is the article's, `move` the last judgement on that.
    """

    article_id: ArticleId
    read_as: NamesRead
    heads: NamesRead
    called: Called
    acts: tuple[Judgement, ...]
    story: StoryId | None
    move: StoryMove | None
