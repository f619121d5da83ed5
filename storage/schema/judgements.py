"""What people judge of who is who, and rows that remember as whom each was read.

Two ways were open to make two entities one. A canonical id looked up on read leaves every row as
it is, and then each query that has an entity in it must look it up: the name index would weigh a
form by the wrong entity's mentions, and one query that forgets shows half a person. So judgements
are a mapping that is applied to rows: `entity_id` says whose a row is now, which is what look-ups,
indexes and counts go by, in the milliseconds that they took before; `read_as` keeps the automatic
assignment where that is another. Both are computed: from what was read and the judgements that
stand, so undoing is the same update with another answer, and gives every row back as it was.

`entities` keeps the row of an entity that was merged, under its own number, with nothing that
points at it but `read_as`; a number that a button or a note still holds leads on by `merged_into`.
"""

from storage.database import Database
from storage.schema.name_index import name_index_triggers
from storage.schema.registry import migrations

_INDEX_TRIGGERS = ("name_words_deleted", "vocabulary_deleted", "entities_mentioned")


@migrations()
def m0020_judgements(db: Database) -> None:
    """Acts of people with what each says, and the columns by which rows follow them."""
    _acts(db)
    db.execute("alter table entities add column merged_into integer references entities")
    db.execute("alter table entities add column is_hidden integer not null default 0")
    db.execute("alter table entities add column desk_description text")
    db.execute(
        "create index entities_merged on entities (merged_into) where merged_into is not null"
    )
    for table, column in (
        ("mentions", "read_as"),
        ("roles", "read_as"),
        ("chain_links", "read_as"),
        ("claims", "response_read_as"),
    ):
        db.execute(f"alter table {table} add column {column} integer")
        db.execute(f"create index {table}_read_as on {table} ({column}) where {column} is not null")
    _pairs(db)
    _names(db)


def _acts(db: Database) -> None:
    """Acts are never rewritten. They hold numbers of entities, not references: history outlives
    what it speaks of, and a number is never given twice."""
    db.execute("""
        create table judgements (
            judgement_id integer primary key autoincrement,
            kind text not null,
            judged_by text not null,
            judged_at text not null,
            reason text not null,
            undoes integer references judgements
        ) strict""")
    db.execute("create index judgements_undoes on judgements (undoes)")
    db.execute("""
        create table judged_pairs (
            judgement_id integer not null references judgements on delete cascade,
            left_id integer not null,
            right_id integer not null,
            verdict text not null check (verdict in ('same', 'different', 'unsure')),
            primary key (judgement_id, left_id, right_id)
        ) strict, without rowid""")
    db.execute("""
        create table judged_parts (
            judgement_id integer not null references judgements on delete cascade,
            entity_id integer not null,
            article_id integer not null,
            to_id integer not null,
            primary key (judgement_id, entity_id, article_id)
        ) strict, without rowid""")
    db.execute("create index judged_parts_to on judged_parts (to_id)")
    db.execute("create index judged_parts_article on judged_parts (article_id)")
    db.execute("""
        create table judged_words (
            judgement_id integer not null references judgements on delete cascade,
            entity_id integer not null,
            text text not null,
            primary key (judgement_id, entity_id)
        ) strict, without rowid""")
    db.execute("create index judged_words_entity on judged_words (entity_id)")
    # Its key comes first: SQLite 3.40 takes a table for damaged where other columns come between.
    db.execute("""
        create table reviews (
            subject text not null,
            subject_id integer not null,
            other_id integer not null,
            judged_at text not null,
            verdict text not null,
            judged_by text not null,
            primary key (subject, subject_id, other_id, judged_at)
        ) strict, without rowid""")
    db.execute("""
        create table entities_apart (
            left_id integer not null,
            right_id integer not null,
            primary key (left_id, right_id)
        ) strict, without rowid""")


def _pairs(db: Database) -> None:
    """Two that were read as different ones in one text may be one now, so both rows stay.

    `kind` is what the article took the entity for; of older articles it is not known.
    """
    db.execute("create temp table kept as select * from article_entities")
    db.execute("drop table article_entities")
    db.execute("""
        create table article_entities (
            entity_id integer not null references entities on delete cascade,
            article_id integer not null references articles on delete cascade,
            name text not null,
            mention_count integer not null,
            kind text,
            read_as integer
        ) strict""")
    db.execute(
        "insert into article_entities (entity_id, article_id, name, mention_count)"
        " select entity_id, article_id, name, mention_count from kept order by 1, 2"
    )
    db.execute("drop table kept")
    db.execute("create index article_entities_entity on article_entities (entity_id, article_id)")
    db.execute("create index article_entities_article on article_entities (article_id)")
    db.execute(
        "create unique index article_entities_read"
        " on article_entities (coalesce(read_as, entity_id), article_id)"
    )
    db.execute("create temp table kept as select * from claim_entities")
    db.execute("drop table claim_entities")
    db.execute("""
        create table claim_entities (
            claim_id integer not null references claims on delete cascade,
            entity_id integer not null references entities on delete cascade,
            position integer not null,
            read_as integer
        ) strict""")
    db.execute(
        "insert into claim_entities (claim_id, entity_id, position)"
        " select claim_id, entity_id, position from kept order by 1, 2"
    )
    db.execute("drop table kept")
    db.execute("create index claim_entities_entity on claim_entities (entity_id, claim_id)")
    db.execute(
        "create index claim_entities_read_as on claim_entities (read_as) where read_as is not null"
    )
    db.execute(
        "create unique index claim_entities_read"
        " on claim_entities (claim_id, coalesce(read_as, entity_id))"
    )


def _names(db: Database) -> None:
    """The same for forms, under the numbers that the index of words knows them by.

    `standing`: given by an article or a list, added by the desk, removed by it, or taken along by
    the articles that gave it; `taken_names` says which those are.
    """
    for trigger in _INDEX_TRIGGERS:
        db.execute(f"drop trigger {trigger}")
    (sequence,) = db.execute(
        "select coalesce((select seq from sqlite_sequence where name = 'entity_names'), 0)"
    ).fetchone()
    db.execute("""
        create table names_next (
            name_id integer primary key autoincrement,
            entity_id integer not null references entities on delete cascade,
            alias text not null,
            folded text not null,
            form text not null check (form in ('name', 'nominal')),
            is_imported integer not null default 0 check (is_imported in (0, 1)),
            standing text not null default 'given'
                check (standing in ('given', 'added', 'removed', 'taken')),
            read_as integer
        ) strict""")
    db.execute(
        "insert into names_next (name_id, entity_id, alias, folded, form, is_imported)"
        " select name_id, entity_id, alias, folded, form, is_imported from entity_names order by 1"
    )
    db.execute("create temp table kept as select * from entity_name_articles")
    db.execute("drop table entity_names")  # takes the articles of its names along
    db.execute("alter table names_next rename to entity_names")
    db.execute("insert into entity_name_articles select * from kept")
    db.execute("drop table kept")
    db.execute("delete from sqlite_sequence where name = 'entity_names'")
    db.execute("insert into sqlite_sequence (name, seq) values ('entity_names', ?)", [sequence])
    db.execute("create index entity_names_folded on entity_names (folded, form)")
    db.execute("create index entity_names_entity on entity_names (entity_id)")
    db.execute(
        "create unique index entity_names_read"
        " on entity_names (coalesce(read_as, entity_id), alias, form)"
    )
    name_index_triggers(db)
    db.execute("""
        create table taken_names (
            name_id integer not null references entity_names on delete cascade,
            article_id integer not null references articles on delete cascade,
            primary key (name_id, article_id)
        ) strict, without rowid""")
    db.execute("create index taken_names_article on taken_names (article_id)")
