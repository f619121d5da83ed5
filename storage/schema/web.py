"""Pages that articles were read from, as they came from the web."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0013_pages(db: Database) -> None:
    """The bytes that an article was read from, compressed, and the addresses that led to them.

    `asked_url` is the address that was given, without tracking parameters; `url` is where
    redirects ended; `articles.url` is the page's canonical one.
    """
    db.execute("""
        create table pages (
            article_id integer primary key references articles on delete cascade,
            asked_url text not null,
            url text not null,
            fetched_at text not null,
            content_type text not null,
            charset text,
            etag text,
            last_modified text,
            size integer not null,
            content blob not null
        ) strict""")
    db.execute("create index pages_asked_url on pages (asked_url)")
    db.execute("create index articles_url on articles (url) where url is not null")
