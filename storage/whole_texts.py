"""An article as it was given, from its first version on, to be read anew elsewhere."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.carried import JudgedClaim
from newsroom.page import Page, Validators
from storage.articles import find_article
from storage.database import Database
from storage.judged_claims import load_judged
from storage.rows import moment_from
from storage.versions import find_superseded

_TEXT = "digest, name, title, outlet, byline, published_at, url, text"


@dataclass(frozen=True, slots=True)
class GivenText:
    """One version of an article as it came, and when it did."""

    digest: str
    name: str
    title: str
    outlet: str | None
    byline: str | None
    published_at: datetime | None
    url: str | None
    text: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class GivenPage:
    """The page that the newest version was read from, and the address that was asked for it."""

    asked_url: str
    page: Page
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class GivenArticle:
    """An article with every version, the oldest first, and what was judged of its claims."""

    texts: tuple[GivenText, ...]
    page: GivenPage | None
    judged: tuple[JudgedClaim, ...] = ()


def list_article_ids(db: Database) -> tuple[ArticleId, ...]:
    """Every article, in the order in which they came."""
    rows = db.execute("select article_id from articles order by article_id")
    return tuple(ArticleId(row[0]) for row in rows)


def list_digests(db: Database) -> frozenset[str]:
    """The digests of every text that is held, of earlier versions too."""
    rows = db.execute("select digest from articles union select digest from article_versions")
    return frozenset(row[0] for row in rows)


def find_holder(db: Database, digest: str) -> ArticleId | None:
    """The article that has that text, now or in an earlier version."""
    known = find_article(db, digest)
    if known is not None:
        return known
    superseded = find_superseded(db, digest)
    return superseded[0] if superseded else None


def load_given(db: Database, article_id: ArticleId) -> GivenArticle:
    """An article as it was given."""
    texts = load_texts(db, article_id)
    return GivenArticle(texts, _page(db, article_id), load_judged(db, article_id))


def load_texts(db: Database, article_id: ArticleId) -> tuple[GivenText, ...]:
    """An article's versions, the oldest first."""
    rows = db.execute(
        f"select {_TEXT}, seen_at, version from article_versions where article_id = :id union all"
        f" select {_TEXT}, coalesce(seen_at, added_at), version from articles"
        " where article_id = :id order by version",
        {"id": article_id},
    )
    return tuple(
        GivenText(
            digest, name, title, outlet, byline, moment_from(published_at), url, text,
            datetime.fromisoformat(seen_at),
        )
        for digest, name, title, outlet, byline, published_at, url, text, seen_at, _ in rows
    )  # fmt: skip


def _page(db: Database, article_id: ArticleId) -> GivenPage | None:
    row = db.execute(
        "select asked_url, fetched_at, url, content_type, charset, content, etag, last_modified"
        " from pages where article_id = ?",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    asked, fetched_at, url, content_type, charset, content, etag, last_modified = row
    page = Page(
        url, content_type, charset, zlib.decompress(content), Validators(etag, last_modified)
    )
    return GivenPage(asked, page, datetime.fromisoformat(fetched_at))
