"""Messages of the bot that stand in channels, and what of them is to be edited."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from newsroom.answer import Reply, StoredClaim, Unanswered
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.edition import Edition, NewsAnswer
from newsroom.shown import claims_of
from newsroom.story import StoryAnswer

PostId = NewType("PostId", int)


class EditKind(StrEnum):
    """What a message owes: marked corrections, or to go since its article was forgotten."""

    CORRECT = "correct"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Contents:
    """Which claims and articles a message shows, by their numbers alone."""

    claims: frozenset[ClaimId] = frozenset()
    articles: frozenset[ArticleId] = frozenset()


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot in a channel."""

    channel_id: int
    message_id: int
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class OwedEdit:
    """An edit that a message owes. `turn` grows with each judgement that comes meanwhile."""

    post_id: PostId
    post: Post
    edit: EditKind
    turn: int
    attempts: int = 0
    refusals: int = 0


def contents_of_claims(claims: tuple[StoredClaim, ...]) -> Contents:
    """What a message shows that shows some claims."""
    return Contents(
        frozenset(claim.claim_id for claim in claims),
        frozenset(claim.citation.article_id for claim in claims),
    )


def contents_of_reply(reply: Reply, embargo: int | None = None) -> Contents:
    """What an answer shows on any of its pages, of the open desk alone.

    Of an embargo it is nothing: its numbers mean others on the desk.
    """
    if embargo is not None:
        return Contents()
    if isinstance(reply, Unanswered):
        return contents_of_claims(tuple(match.claim for match in reply.near))
    if isinstance(reply, NewsAnswer) and reply.edition is not None:
        return contents_of_edition(reply.edition)
    cited = list(reply.citations)
    if reply.card is not None:
        cited += [*reply.card.articles, *(role.citation for role in reply.card.roles)]
    if isinstance(reply, StoryAnswer) and reply.story is not None:
        cited += [item.citation for item in reply.story.articles]
    shown = contents_of_claims(claims_of(reply))
    return Contents(shown.claims, shown.articles | {each.article_id for each in cited})


def contents_of_edition(edition: Edition) -> Contents:
    """What a digest shows on any of its messages."""
    claims = tuple(item.claim for story in edition.stories for item in story.items)
    notices = [notice for story in edition.stories for notice in story.corrections]
    shown = contents_of_claims(claims)
    cited = [each for story in edition.stories for each in story.new_articles]
    cited += [notice.citation for notice in notices]
    cited += [notice.corrects for notice in notices if notice.corrects is not None]
    return Contents(
        shown.claims | {n.claim_id for n in notices if n.claim_id is not None},
        shown.articles | {each.article_id for each in cited},
    )
