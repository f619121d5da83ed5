"""What editions are made of: articles of a window, their stories' claims, and what was lost."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import ClaimId
from newsroom.edition import KnownPoint
from newsroom.story import StoryId
from storage.claim_rows import load_claims
from storage.database import Database
from storage.rows import chunks, citation_from, in_utc, marks

CLAIMS_OF_STORY = 800
"""So many of a story's claims are weighed, the newest."""
_CITATION = "a.article_id, a.title, a.outlet, a.published_at, a.url"


def last_article(db: Database) -> ArticleId:
    """The number of the newest article; 0 on an empty desk. Later articles get higher ones."""
    return ArticleId(db.execute("select coalesce(max(article_id), 0) from articles").fetchone()[0])


def last_article_before(db: Database, moment: datetime) -> ArticleId:
    """The number of the newest article that was added before a moment; 0 where there is none."""
    row = db.execute(
        "select coalesce(max(article_id), 0) from articles where added_at < ?", [in_utc(moment)]
    ).fetchone()
    return ArticleId(row[0])


def last_added_at(db: Database) -> datetime | None:
    """When the newest article came to the desk."""
    row = db.execute("select added_at from articles order by article_id desc limit 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def articles_between(db: Database, after: ArticleId, upto: ArticleId) -> tuple[ArticleId, ...]:
    """The articles numbered above one and up to another."""
    rows = db.execute(
        "select article_id from articles where article_id > ? and article_id <= ?"
        " order by article_id",
        [after, upto],
    )
    return tuple(ArticleId(row[0]) for row in rows)


def articles_added(db: Database, since: datetime, until: datetime) -> tuple[ArticleId, ...]:
    """The articles that came to the desk from a moment until before another."""
    rows = db.execute(
        "select article_id from articles where added_at >= ? and added_at < ? order by article_id",
        [in_utc(since), in_utc(until)],
    )
    return tuple(ArticleId(row[0]) for row in rows)


def articles_published(db: Database, since: datetime, until: datetime) -> tuple[ArticleId, ...]:
    """The articles that state a date from a moment until before another."""
    rows = db.execute(
        "select article_id from articles where published_at is not null"
        " and dated_at >= ? and dated_at < ? order by article_id",
        [in_utc(since), in_utc(until)],
    )
    return tuple(ArticleId(row[0]) for row in rows)


def stories_told(
    db: Database, article_ids: Sequence[ArticleId]
) -> tuple[tuple[StoryId | None, tuple[ArticleId, ...]], ...]:
    """The stories of some articles with those of them; an article without one stands alone."""
    groups: dict[tuple[int, int], list[ArticleId]] = defaultdict(list)
    for some in chunks(article_ids):
        rows = db.execute(
            "select a.article_id, m.story_id from articles a left join story_articles m"
            f" using (article_id) where a.article_id in ({marks(some)}) order by a.article_id",
            list(some),
        )
        for article_id, story_id in rows:
            key = (story_id, 0) if story_id is not None else (0, article_id)
            groups[key].append(ArticleId(article_id))
    return tuple(
        (StoryId(story) if story else None, tuple(own)) for (story, _), own in groups.items()
    )


def list_citations_of(db: Database, article_ids: Sequence[ArticleId]) -> tuple[Citation, ...]:
    """The citations of some articles, in that order; unknown ones are left out."""
    found: dict[int, Citation] = {}
    for some in chunks(article_ids):
        rows = db.execute(
            f"select {_CITATION} from articles a where article_id in ({marks(some)})", list(some)
        )
        found.update({row[0]: citation_from(row) for row in rows})
    return tuple(found[article_id] for article_id in article_ids if article_id in found)


def claims_of_articles(db: Database, article_ids: Sequence[ArticleId]) -> tuple[StoredClaim, ...]:
    """The newest claims of some articles, oldest article first, in text order."""
    rows = [
        (article_id, position, claim_id)
        for some in chunks(article_ids)
        for article_id, position, claim_id in db.execute(
            "select article_id, position, claim_id from claims"
            f" where article_id in ({marks(some)})"
            " order by article_id desc, position limit ?",
            [*some, CLAIMS_OF_STORY],
        )
    ]
    newest = sorted(rows, key=lambda row: (-row[0], row[1]))[:CLAIMS_OF_STORY]
    return load_claims(db, [row[2] for row in sorted(newest)])


def find_claim_at(db: Database, article_id: ArticleId, place: Span) -> ClaimId | None:
    """The first claim that an article makes in the sentences of a place."""
    (found,) = db.execute(
        "select min(claim_id) from claims where article_id = ? and sentence_start < ?"
        " and sentence_end > ?",
        [article_id, place.end_char, place.start_char],
    ).fetchone()
    return ClaimId(found) if found is not None else None


def articles_replaced(
    db: Database, article_ids: Sequence[ArticleId]
) -> tuple[tuple[ArticleId, ArticleId], ...]:
    """Those of some articles whose address an earlier article has, each with the newest such."""
    return tuple(
        (ArticleId(row[0]), ArticleId(row[1]))
        for some in chunks(article_ids)
        for row in db.execute(
            "select a.article_id, max(b.article_id) from articles a join articles b"
            " on b.url = a.url and b.article_id < a.article_id"
            f" where a.url is not null and a.url <> '' and a.article_id in ({marks(some)})"
            " group by a.article_id order by a.article_id",
            list(some),
        )
    )


def find_points(
    db: Database, channel_id: int, claim_ids: Iterable[ClaimId]
) -> tuple[KnownPoint, ...]:
    """What earlier digests of a channel knew of some claims' points."""
    touched = {
        row[0]
        for some in chunks(list(claim_ids))
        for row in db.execute(
            "select distinct point from digest_points"
            f" where channel_id = ? and claim_id in ({marks(some)})",
            [channel_id, *some],
        )
    }
    return tuple(_known_point(db, channel_id, point) for point in sorted(touched))


def find_lost_points(db: Database, channel_id: int) -> tuple[KnownPoint, ...]:
    """What earlier digests of a channel knew of points that have lost claims since."""
    rows = db.execute(
        "select distinct p.point from digest_points p left join claims c using (claim_id)"
        " where p.channel_id = ? and c.claim_id is null order by 1",
        [channel_id],
    ).fetchall()
    return tuple(_known_point(db, channel_id, row[0]) for row in rows)


def _known_point(db: Database, channel_id: int, point: int) -> KnownPoint:
    rows = db.execute(
        "select p.claim_id, p.source, c.claim_id is null from digest_points p"
        " left join claims c using (claim_id)"
        " where p.channel_id = ? and p.point = ? order by p.claim_id",
        [channel_id, point],
    ).fetchall()
    return KnownPoint(
        tuple((ClaimId(row[0]), int(row[1])) for row in rows),
        frozenset(ClaimId(row[0]) for row in rows if row[2]),
    )


def articles_losing(db: Database, channel_id: int) -> tuple[ArticleId, ...]:
    """Articles with a claim whose point has lost another since a digest of the channel told it."""
    rows = db.execute(
        "select distinct c.article_id from digest_points p join claims c using (claim_id)"
        " where p.channel_id = :channel and p.point in (select q.point from digest_points q"
        " left join claims d on d.claim_id = q.claim_id"
        " where q.channel_id = :channel and d.claim_id is null) order by 1",
        {"channel": channel_id},
    )
    return tuple(ArticleId(row[0]) for row in rows)


def record_points(db: Database, channel_id: int, points: Sequence[KnownPoint]) -> None:
    """Keep what a digest knew, as numbers alone; losses that it told of are forgotten."""
    db.execute(
        "delete from digest_points where channel_id = ?"
        " and claim_id not in (select claim_id from claims)",
        [channel_id],
    )
    rows = [
        (channel_id, claim_id, point.claims[0][0], source)
        for point in points
        for claim_id, source in point.claims
    ]
    db.conn.executemany("insert or replace into digest_points values (?, ?, ?, ?)", rows)
