"""What articles said before, what changed, which claims went, and what they correct."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0016_versions(db: Database) -> None:
    """`articles` holds the current version, `article_versions` those before it, with their pages.

    `gone_claims` keeps claims that an article no longer makes, under the numbers that they had and
    that no other claim gets; what is asked of `claims` never meets them. `mark` tells of an item of
    a feed whether its words changed.
    """
    db.execute("alter table articles add column version integer not null default 1")
    db.execute("alter table articles add column seen_at text")
    db.execute("create index articles_name on articles (name)")
    db.execute("create index articles_title on articles (title)")
    db.execute("""
        create table article_versions (
            article_id integer not null references articles on delete cascade,
            version integer not null,
            digest text not null,
            name text not null,
            title text not null,
            outlet text,
            byline text,
            published_at text,
            url text,
            seen_at text not null,
            text text not null,
            content_type text,
            content blob,
            primary key (article_id, version)
        ) strict""")
    db.execute("create index article_versions_digest on article_versions (digest)")
    db.execute("create index article_versions_url on article_versions (url) where url is not null")
    db.execute("""
        create table version_changes (
            article_id integer not null references articles on delete cascade,
            version integer not null,
            seen_at text not null,
            change text not null check (json_valid(change)),
            primary key (article_id, version)
        ) strict""")
    db.execute("create index version_changes_seen on version_changes (seen_at)")
    db.execute("""
        create table gone_claims (
            claim_id integer primary key,
            article_id integer not null references articles on delete cascade,
            gone_in integer not null,
            sentence text not null,
            claim text not null check (json_valid(claim))
        ) strict""")
    db.execute("create index gone_claims_article on gone_claims (article_id)")
    db.execute("""
        create table corrections (
            correction_id integer primary key,
            article_id integer not null references articles on delete cascade,
            version integer not null,
            seen_at text not null,
            kind text not null,
            stated_on text,
            start_char integer,
            end_char integer,
            text text not null
        ) strict""")
    db.execute("create index corrections_article on corrections (article_id)")
    db.execute("create index corrections_seen on corrections (seen_at)")
    db.execute("alter table feed_items add column mark text")
