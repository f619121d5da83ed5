"""Pages as they came from the web, and the feeds that lead to them."""

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


@migrations()
def m0014_feeds(db: Database) -> None:
    """Feeds that the desk follows, and by which keys their items are known again.

    `told_at` is when the channel was told, once, that the feed has been paused.
    """
    db.execute("""
        create table feeds (
            feed_id integer primary key autoincrement,
            url text not null unique,
            title text,
            wanted text,
            channel_id integer,
            added_at text not null,
            due_at text not null,
            checked_at text,
            etag text,
            last_modified text,
            failures integer not null default 0,
            failing_since text,
            problem text,
            paused_at text,
            told_at text
        ) strict""")
    db.execute("create index feeds_due on feeds (due_at) where paused_at is null")
    db.execute("""
        create table feed_items (
            feed_id integer not null references feeds on delete cascade,
            key text not null,
            outcome text not null,
            attempts integer not null,
            seen_on text not null,
            primary key (feed_id, key)
        ) strict, without rowid""")
