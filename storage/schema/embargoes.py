"""What the file of an embargo keeps for the day on which its articles come back to the desk."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0022_carried_names(db: Database) -> None:
    """The name that the desk had for an entity, where an article gives it that name itself.

    It goes with its article. On a desk itself the table is empty.
    """
    db.execute("""
        create table carried_names (
            article_id integer not null references articles on delete cascade,
            entity_id integer not null,
            name text not null,
            primary key (article_id, entity_id)
        ) strict, without rowid""")
