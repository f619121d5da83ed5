"""What changed since the last digest, composed story by story from claims and their sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity, Number, Response, ResponseKind
from newsroom.edition import (
    Edition,
    Heading,
    KnownPoint,
    NewsItem,
    NewsKind,
    Point,
    StoryMaterial,
    StoryNews,
)

STORIES = 12
"""So many stories an edition tells; those with most news come first, and the rest is counted."""

_ORDER = {kind: place for place, kind in enumerate(NewsKind)}
SILENCES = frozenset({ResponseKind.REFUSAL, ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED})


def compose_edition(
    heading: Heading,
    material: Iterable[StoryMaterial],
    lost: Sequence[KnownPoint] = (),
    left_out: int = 0,
    articles_left_out: int = 0,
) -> Edition:
    """A digest of what the stories' articles brought and of what the desk has lost since.

    Stories are taken one by one, and no more are held than it tells. `lost` are the points of which
    claims are gone; `left_out` counts stories that were not even weighed, `articles_left_out` their
    new articles.
    """
    stories: list[StoryNews] = []
    for one in map(_story_news, material):
        if one.new_articles or one.items or one.corrections:
            stories = sorted((*stories, one), key=_weight)
            left_out += len(stories[STORIES:])
            articles_left_out += sum(len(each.new_articles) for each in stories[STORIES:])
            del stories[STORIES:]
    gone = sum(len(point.gone) for point in lost if _is_all_gone(point))
    return Edition(heading, tuple(stories), gone, left_out, articles_left_out)


def _is_all_gone(point: KnownPoint) -> bool:
    return point.gone >= {claim_id for claim_id, _ in point.claims}


def _weight(story: StoryNews) -> tuple[int, int, int, str]:
    """Corrections and changed sourcing first, then the stories of most articles."""
    changed = sum(item.kind in (NewsKind.WORSE, NewsKind.BETTER) for item in story.items)
    first = min((citation.article_id for citation in story.new_articles), default=0)
    return -len(story.corrections) - changed, -len(story.new_articles), first, story.name


def _story_news(story: StoryMaterial) -> StoryNews:
    known = {claim_id: point for point in story.known for claim_id, _ in point.claims}
    noticed = {notice.claim_id for notice in story.corrections}
    found = [item for point in story.points if (item := _item(point, story.new, known))]
    found += _responses(story.responses, story.new)
    items = sorted((one for one in found if one.claim.claim_id not in noticed), key=_importance)
    new_articles = tuple(c for c in story.articles if c.article_id in story.new)
    touched = {item.claim.claim_id for item in items}
    repeated = sum(
        _is_repeated(point, story.new) and touched.isdisjoint(c.claim_id for c in point.claims)
        for point in story.points
    )
    return StoryNews(
        story.story_id,
        story.name,
        len(new_articles) == len(story.articles),
        new_articles,
        len(story.articles),
        tuple(items) if new_articles or _is_changed(items) else (),
        story.corrections,
        story.unheard,
        repeated,
    )


def _is_changed(items: Sequence[NewsItem]) -> bool:
    """Whether anything happened to a story without a new article: a source of it is gone."""
    return any(item.kind is NewsKind.WORSE for item in items)


def _importance(item: NewsItem) -> tuple[int, bool, bool, int, int]:
    is_own_voice = len(item.claim.chain.links) == 1
    return (_ORDER[item.kind], not item.is_new, is_own_voice, -item.told_by, item.claim.claim_id)


def _item(
    point: Point, new: frozenset[ArticleId], known: Mapping[ClaimId, KnownPoint]
) -> NewsItem | None:
    """What is new about a point, if anything."""
    fresh = [claim for claim in point.claims if claim.citation.article_id in new]
    old = frozenset(
        claim.claim_id for claim in point.claims if claim.citation.article_id not in new
    )
    joined = [one for one in point.sources if one.claims.isdisjoint(old)]
    before = _sources_before(point, old, known)
    kind = _kind(point, bool(fresh), bool(old), before)
    if kind is None:
        return None
    shown = _shown_claim(point, fresh, joined if kind is NewsKind.BETTER else point.sources)
    return NewsItem(
        kind,
        shown,
        len(point.sources),
        before if old else None,
        tuple(one.source.label for one in joined) if kind is NewsKind.BETTER else (),
        not old,
        len({claim.citation.article_id for claim in point.claims}),
    )


def _kind(point: Point, is_told: bool, is_old: bool, before: int) -> NewsKind | None:
    now = len(point.sources)
    if is_old and now < before:
        return NewsKind.WORSE
    if is_old and is_told and now > before:
        return NewsKind.BETTER
    if now == 1 and _is_one_unnamed(point):
        return NewsKind.UNNAMED
    return NewsKind.NEW if is_told and not is_old else None


def _sources_before(
    point: Point, old: frozenset[ClaimId], known: Mapping[ClaimId, KnownPoint]
) -> int:
    """How many sources stood behind it at the last digest, as far as that is known."""
    counts = [known[claim_id].sources for claim_id in old if claim_id in known]
    return max([*counts, sum(not one.claims.isdisjoint(old) for one in point.sources)])


def _is_one_unnamed(point: Point) -> bool:
    source = point.sources[0].source
    return source.identity is Identity.UNNAMED and source.number is Number.ONE


def _shown_claim(
    point: Point, fresh: Sequence[StoredClaim], sources: Sequence[object]
) -> StoredClaim:
    """The claim that stands for a point: a new one that rests on one of some sources, if any."""
    resting: set[ClaimId] = set()
    for one in sources:
        resting.update(getattr(one, "claims", ()))
    pool = fresh or list(point.claims)
    return next((claim for claim in pool if claim.claim_id in resting), pool[0])


def _is_repeated(point: Point, new: frozenset[ArticleId]) -> bool:
    told = [claim.citation.article_id in new for claim in point.claims]
    return any(told) and not all(told)


def _responses(claims: Sequence[StoredClaim], new: frozenset[ArticleId]) -> Iterator[NewsItem]:
    """New denials and replies, each once however many tell it; a silence once for each party."""
    seen: dict[tuple[str, ...], list[StoredClaim]] = {}
    for claim in claims:
        if claim.response is not None:
            seen.setdefault(_response_key(claim, claim.response), []).append(claim)
    for told in seen.values():
        fresh = [claim for claim in told if claim.citation.article_id in new]
        kind = _response_kind(told[0])
        if fresh and (kind is NewsKind.SILENCE or len(fresh) == len(told)):
            yield NewsItem(
                kind,
                fresh[-1],
                int(len(fresh[-1].chain.links) > 1),
                is_new=len(fresh) == len(told),
                told_by=len({claim.citation.article_id for claim in told}),
            )


def _response_kind(claim: StoredClaim) -> NewsKind:
    is_silent = claim.response is not None and claim.response.kind in SILENCES
    return NewsKind.SILENCE if is_silent else NewsKind.RESPONSE


def _response_key(claim: StoredClaim, response: Response) -> tuple[str, ...]:
    party = _plain(response.entity or response.party)
    if response.kind in SILENCES:
        return (party,)
    return response.kind.value, party, _plain(claim.text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
