"""Pages as they came from the web, and the articles that were read from them."""

import zlib
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.page import Page, Validators
from storage.database import Database
from storage.rows import in_utc


def find_article_at(db: Database, url: str) -> ArticleId | None:
    """The article whose own address that is, or that was read when it was asked for."""
    row = db.execute(
        "select article_id from articles where url = :url"
        " union select article_id from pages where asked_url = :url order by 1 limit 1",
        {"url": url},
    ).fetchone()
    return ArticleId(row[0]) if row else None


def add_page(
    db: Database, article_id: ArticleId, asked_url: str, page: Page, fetched_at: datetime
) -> None:
    """Keep the bytes that an article was read from."""
    db.execute(
        "insert into pages (article_id, asked_url, url, fetched_at, content_type, charset, etag,"
        " last_modified, size, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
