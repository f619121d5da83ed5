"""Names beside the aliases that hold some word, to learn from how scripts write one another."""

from newsroom.desk import KnownWord, NamedSo
from storage.database import Database

READ = 80


def find_named(db: Database, word: KnownWord, most: int = READ) -> tuple[NamedSo, ...]:
    """Aliases that hold a word, each beside its entity's name; the most mentioned first."""
    rows = db.conn.execute(
        "select n.alias, n.folded, e.name, e.folded from"
        " (select tier, name_id from name_words where word_id = ? order by tier, name_id limit ?) w"
        " cross join entity_names n using (name_id) cross join entities e using (entity_id)"
        " where n.form = 'name' and n.alias <> e.name",
        [word.word_id, most],
    )
    return tuple(NamedSo(*row) for row in rows)
