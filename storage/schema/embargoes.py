"""What the file of an embargo keeps for the day on which its articles come back to the desk."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0022_carried(db: Database) -> None:
    """The name that the desk had for an entity, where an article gives it that name itself, and
    which watches came with which article; either goes with its article.

    On a desk itself both are empty.
    """
    db.execute("""
        create table carried_names (
            article_id integer not null references articles on delete cascade,
            entity_id integer not null,
            name text not null,
            primary key (article_id, entity_id)
        ) strict, without rowid""")
    db.execute("""
        create table carried_watches (
            watch_id integer primary key references watches on delete cascade,
            article_id integer not null references articles on delete cascade
        ) strict""")
    db.execute("create index carried_watches_article on carried_watches (article_id)")
