"""Pages as they came from the web, and the articles that were read from them."""

import zlib
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.page import Page, Validators
from storage.database import Database
from storage.rows import in_utc


def find_article_at(db: Database, url: str) -> ArticleId | None:
    """The article whose own address that is or was, or that was read when it was asked for."""
    row = db.execute(
        "select article_id from articles where url = :url"
        " union select article_id from pages where asked_url = :url"
        " union select article_id from article_versions where url = :url order by 1 limit 1",
        {"url": url},
    ).fetchone()
    return ArticleId(row[0]) if row else None


def find_reading(db: Database, article_id: ArticleId) -> tuple[str, Validators] | None:
    """The address that an article was read from, with what its server called that state of it.

    Its own address for one that came from elsewhere; None where it has none.
    """
    row = db.execute(
        "select coalesce(p.asked_url, a.url), p.etag, p.last_modified from articles a"
        " left join pages p using (article_id) where a.article_id = ?",
        [article_id],
    ).fetchone()
    return (row[0], Validators(row[1], row[2])) if row and row[0] else None


def keep_page(
    db: Database, article_id: ArticleId, asked_url: str, page: Page, fetched_at: datetime
) -> None:
    """Keep the bytes that an article's current version was read from."""
    db.execute(
        "insert into pages (article_id, asked_url, url, fetched_at, content_type, charset, etag,"
        " last_modified, size, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (article_id) do update set asked_url = excluded.asked_url,"
        " url = excluded.url, fetched_at = excluded.fetched_at,"
        " content_type = excluded.content_type, charset = excluded.charset, etag = excluded.etag,"
        " last_modified = excluded.last_modified, size = excluded.size, content = excluded.content",
        [
            article_id,
            asked_url,
            page.url,
            in_utc(fetched_at),
            page.content_type,
            page.charset,
            page.validators.etag,
            page.validators.last_modified,
            len(page.content),
            zlib.compress(page.content),
        ],
    )


def find_page(db: Database, article_id: ArticleId) -> Page | None:
    """The page that an article was read from, its bytes as they came; None for other articles."""
    row = db.execute(
        "select url, content_type, charset, content, etag, last_modified from pages"
        " where article_id = ?",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    url, content_type, charset, content, etag, last_modified = row
    validators = Validators(etag, last_modified)
    return Page(url, content_type, charset, zlib.decompress(content), validators)
