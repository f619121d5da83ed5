"""Editions made from a desk: the stories of some articles, their claims, and who stands behind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from answers.sourcing import is_headline, story_sources
from answers.storylines import fold_copies, unheard
from digests.edition import compose_edition
from matching.points import group_points
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.edition import (
    CorrectionNotice,
    Edition,
    Heading,
    KnownPoint,
    Point,
    RestingSource,
    StoryMaterial,
)
from newsroom.story import StoryArticle, StoryId
from newsroom.version import CorrectionKind
from storage.claim_judgements import claims_judged_before, claims_judged_between
from storage.claim_rows import load_claims
from storage.corrections import corrections_of, find_later_corrections
from storage.database import Database
from storage.edition_claims import (
    articles_between,
    articles_losing,
    articles_replaced,
    claims_of_articles,
    find_claim_at,
    find_lost_points,
    find_points,
    last_article,
    list_citations_of,
    stories_told,
)
from storage.story_views import list_articles
from storytelling import find_foremost

STORIES_WEIGHED = 60
"""So many stories are read for one edition, those of most new articles; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles an edition is about.

    `new` is what it tells; older articles up to `upto` say what was known before, but for what they
    corrected after `since` and up to `until`. `channel_id` is whose earlier digests count, if any
    did.
    """

    new: tuple[ArticleId, ...]
    upto: ArticleId
    channel_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def scope_so_far(
    db: Database, after: ArticleId, since: datetime, now: datetime, channel_id: int | None = None
) -> Scope:
    """All that came above an article, and what was corrected since a moment."""
    upto = last_article(db)
    return Scope(articles_between(db, after, upto), upto, channel_id, since, now)


class Composed(NamedTuple):
    """An edition with what it knows of the points that it weighed, told or not."""

    edition: Edition
    points: tuple[KnownPoint, ...]


def compose(db: Database, scope: Scope, heading: Heading) -> Composed:
    """The edition of some articles, from one consistent view of the desk."""
    losing = articles_losing(db, scope.channel_id) if scope.channel_id is not None else ()
    new = frozenset(scope.new)
    corrections = tuple(_corrections(db, scope))
    corrected = (one.citation.article_id for one in corrections)
    told = stories_told(db, tuple(dict.fromkeys((*scope.new, *losing, *corrected))))
    told = tuple(sorted(told, key=lambda one: -len(new.intersection(one[1]))))
    points: list[KnownPoint] = []

    def weighed() -> Iterator[StoryMaterial]:
        for story_id, own in told[:STORIES_WEIGHED]:
            one = _material(db, story_id, own, scope, corrections)
            points.extend(map(_as_known, one.points))
            yield one

    lost = find_lost_points(db, scope.channel_id) if scope.channel_id is not None else ()
    rest = told[STORIES_WEIGHED:]
    unread = sum(len(new.intersection(own)) for _, own in rest)
    edition = compose_edition(heading, weighed(), lost, len(rest), unread)
    return Composed(edition, tuple(points))


def _material(
    db: Database,
    story_id: StoryId | None,
    own: Sequence[ArticleId],
    scope: Scope,
    corrections: Sequence[CorrectionNotice],
) -> StoryMaterial:
    """One story's articles and claims, as far as the edition reaches."""
    items = _articles(db, story_id, own, scope.upto)
    ids = [citation.article_id for citation, _ in items]
    claims = claims_of_articles(db, ids)
    told = {claim.citation.article_id for claim in claims if not is_headline(claim)}
    said = [
        claim
        for claim in claims
        if claim.response is None
        and not claim.is_withdrawn
        and (not is_headline(claim) or claim.citation.article_id not in told)
    ]
    responses = tuple(
        claim for claim in claims if claim.response is not None and not claim.is_withdrawn
    )
    voices = fold_copies([item for _, item in items if item is not None])
    points = tuple(_point(group, voices) for group in group_points(said))
    claim_ids = [claim.claim_id for point in points for claim in point.claims]
    channel_id = scope.channel_id
    return StoryMaterial(
        story_id,
        items[0][0].title,
        tuple(citation for citation, _ in items),
        frozenset(scope.new).intersection(ids),
        points,
        responses,
        tuple(one for one in corrections if one.citation.article_id in ids),
        unheard(find_foremost(db, story_id, claims), claims) if story_id is not None else (),
        find_points(db, channel_id, claim_ids) if channel_id is not None else (),
    )


def _articles(
    db: Database, story_id: StoryId | None, own: Sequence[ArticleId], upto: ArticleId
) -> list[tuple[Citation, StoryArticle | None]]:
    if story_id is None:
        return [(citation, None) for citation in list_citations_of(db, own)]
    found = list_articles(db, story_id)
    return [(item.citation, item) for item in found if item.citation.article_id <= upto]


def _point(claims: Sequence[StoredClaim], voices: Mapping[ArticleId, Citation]) -> Point:
    """Claims that say the same, with the sources that they cite; an outlet's own voice is none."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    sources = sorted(
        (
            RestingSource(one.source, frozenset(claim.claim_id for claim in one.claims))
            for one in story_sources(ordered, voices)
            if not one.is_voice
        ),
        key=lambda one: min(one.claims),
    )
    return Point(tuple(ordered), tuple(sources))


def _as_known(point: Point) -> KnownPoint:
    """A point as the next digest is to know it: its claims by the source that they rest on."""
    resting = {
        claim_id: place
        for place, one in reversed([*enumerate(point.sources, 1)])
        for claim_id in one.claims
    }
    claims = ((one.claim_id, resting.get(one.claim_id, 0)) for one in point.claims)
    return KnownPoint(tuple(claims), frozenset())


def _judged(db: Database, scope: Scope) -> Iterator[CorrectionNotice]:
    """Claims whose status or source somebody of the desk has corrected since."""
    if scope.since is None or scope.until is None:
        return
    found = claims_judged_between(db, scope.since, scope.until, scope.upto)
    before = claims_judged_before(db, found, scope.since)
    for claim in load_claims(db, found):
        is_marked = claim.mark is not None and (claim.mark.status or claim.mark.source)
        if is_marked or claim.claim_id in before:
            yield CorrectionNotice(claim.citation, "", claim.claim_id, claim=claim)


def _corrections(db: Database, scope: Scope) -> Iterator[CorrectionNotice]:
    """What new articles say that they correct, and what older ones have corrected since."""
    notes = list(corrections_of(db, scope.new))
    if scope.since is not None and scope.until is not None:
        notes += find_later_corrections(db, scope.since, scope.until, scope.upto)
    told = {(one.citation.article_id, one.correction.text): one for one in notes}
    for (article_id, text), one in sorted(told.items()):
        if one.correction.kind is not CorrectionKind.UPDATE:
            place = one.correction.span
            claim_id = find_claim_at(db, article_id, place) if place else None
            yield CorrectionNotice(one.citation, text, claim_id)
    yield from _judged(db, scope)
    replaced = dict(articles_replaced(db, scope.new))
    cited = list_citations_of(db, sorted({*replaced, *replaced.values()}))
    by_id = {one.article_id: one for one in cited}
    for article_id, older in replaced.items():
        yield CorrectionNotice(by_id[article_id], "", None, by_id[older])
