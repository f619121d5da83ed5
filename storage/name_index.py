"""The index of names by their words, kept in step with the forms that entities are known by."""

from storage.database import Database

SLICE = 100_000
"""How many forms are indexed at a time, so that a desk of any size needs bounded memory."""
TIER = (
    "5 - ((e.mention_count >= 1) + (e.mention_count >= 4) + (e.mention_count >= 16)"
    " + (e.mention_count >= 64) + (e.mention_count >= 256))"
)


def index_names(db: Database) -> None:
    """Take every form that waits into the index; nothing to do is quick."""
    while (last := _last_of_slice(db)) is not None:
        _index_up_to(db, last)


def has_pending_names(db: Database) -> bool:
    """Whether any form waits to be indexed."""
    return db.execute("select 1 from names_pending limit 1").fetchone() is not None


def _last_of_slice(db: Database) -> int | None:
    row = db.execute(
        "select max(name_id) from (select name_id from names_pending order by name_id limit ?)",
        [SLICE],
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _index_up_to(db: Database, last: int) -> None:
    """Sorted by word, so that each page of the index is met once."""
    db.execute("create temp table if not exists fresh (word text, tier integer, name_id integer)")
    db.execute(
        f"insert into fresh select w.value, {TIER}, n.name_id"
        " from names_pending p cross join entity_names n using (name_id)"
        " cross join entities e using (entity_id)"
        " cross join json_each(indexed_words(n.folded, n.form)) w where p.name_id <= ? order by 1",
        [last],
    )
    (before,) = db.execute("select coalesce(max(word_id), 0) from vocabulary").fetchone()
    db.execute(
        "insert into vocabulary (word, tier, names)"
        " select word, min(tier), count(*) from fresh where true group by word order by word"
        " on conflict (word) do update set names = names + excluded.names"
    )
    db.execute(
        "insert into vocabulary_keys select k.value, v.word_id from vocabulary v"
        " join json_each(word_keys(v.word)) k where v.word_id > ? order by 1, 2",
        [before],
    )
    db.execute(
        "update vocabulary set tier = f.tier from"
        " (select word, min(tier) as tier from fresh group by word) f"
        " where vocabulary.word = f.word and vocabulary.tier > f.tier"
    )
    db.execute(
        "insert or ignore into name_words select v.word_id, f.tier, f.name_id"
        " from fresh f join vocabulary v using (word) order by 1, 2, 3"
    )
    db.execute("delete from fresh")
    db.execute("delete from names_pending where name_id <= ?", [last])
