"""The words of names, kept so that a million names are searched in milliseconds."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0010_name_index(db: Database) -> None:
    """Words of names with their slips and sounds, in the place of full-text indexes.

    `names_pending` lists forms whose words are not in `name_words` yet; `index_names` empties it in
    the transaction that filled it. A tier of 0 is the most mentioned.
    """
    for trigger in ("inserted", "deleted", "updated"):
        db.execute(f"drop trigger entity_names_{trigger}")
    for table in ("names_trigram_terms", "names_trigram", "names_words"):
        db.execute(f"drop table {table}")
    db.execute("""
        create table vocabulary (
            word_id integer primary key,
            word text not null unique,
            tier integer not null,
            names integer not null
        ) strict""")
    for letters in (1, 2, 3):
        db.execute(
            f"create index vocabulary_beginning_{letters} on vocabulary"
            f" (substr(word, 1, {letters}), tier, word)"
        )
    db.execute("""
        create table vocabulary_keys (
            key integer not null,
            word_id integer not null,
            primary key (key, word_id)
        ) strict, without rowid""")
    db.execute("""
        create table name_words (
            word_id integer not null,
            tier integer not null,
            name_id integer not null,
            primary key (word_id, tier, name_id)
        ) strict, without rowid""")
    db.execute("create table names_pending (name_id integer primary key) strict")
    db.execute("update entities set folded = fold(name) where folded <> fold(name)")
    db.execute("update entity_names set folded = fold(alias) where folded <> fold(alias)")
    db.execute("insert into names_pending select name_id from entity_names")
    name_index_triggers(db)


def name_index_triggers(db: Database) -> None:
    """Forms that come wait in `names_pending`; those that go leave the index at once."""
    unindex = """
        delete from name_words where word_id in (
            select v.word_id from json_each(indexed_words(old.folded, old.form)) w
            join vocabulary v on v.word = w.value
        ) and tier in (0, 1, 2, 3, 4, 5) and name_id = old.name_id;"""
    db.execute("""
        create trigger entity_names_inserted after insert on entity_names begin
            insert into names_pending (name_id) values (new.name_id);
        end""")
    db.execute(f"""
        create trigger entity_names_deleted after delete on entity_names begin
            delete from names_pending where name_id = old.name_id;
            {unindex}
        end""")
    db.execute(f"""
        create trigger entity_names_updated after update of folded, form, entity_id on entity_names
        begin
            {unindex}
            insert or ignore into names_pending (name_id) values (new.name_id);
        end""")
    db.execute("""
        create trigger name_words_deleted after delete on name_words begin
            update vocabulary set names = names - 1, tier = coalesce((
                select tier from name_words where word_id = old.word_id order by tier limit 1
            ), tier) where word_id = old.word_id;
            delete from vocabulary where word_id = old.word_id and names = 0;
        end""")
    db.execute("""
        create trigger vocabulary_deleted after delete on vocabulary begin
            delete from vocabulary_keys where word_id = old.word_id
            and key in (select value from json_each(word_keys(old.word)));
        end""")
    db.execute("""
        create trigger entities_mentioned after update of mention_count on entities
        when (new.mention_count >= 1) + (new.mention_count >= 4) + (new.mention_count >= 16)
            + (new.mention_count >= 64) + (new.mention_count >= 256)
            <> (old.mention_count >= 1) + (old.mention_count >= 4) + (old.mention_count >= 16)
            + (old.mention_count >= 64) + (old.mention_count >= 256)
        begin
            delete from name_words where (word_id, name_id) in (
                select v.word_id, n.name_id from entity_names n,
                json_each(indexed_words(n.folded, n.form)) w join vocabulary v on v.word = w.value
                where n.entity_id = new.entity_id
            ) and tier in (0, 1, 2, 3, 4, 5);
            insert or ignore into names_pending
            select name_id from entity_names where entity_id = new.entity_id;
        end""")
