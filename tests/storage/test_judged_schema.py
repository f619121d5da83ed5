"""A desk from before judgements comes through the migration with everything that it held."""

from pathlib import Path

from sqlite_utils import Database

from matching.folding import fold
from storage.connections import open_writer
from storage.migrations import migrations
from tests.storage.factories import KEYS, check_indexes

OLD = """
insert into articles (article_id, digest, name, title, added_at, dated_at, text)
 values (3, 'd', 'n', 't', '2025-01-01', '2025-01-01', 'Ada Lund spoke.');
insert into entities (entity_id, name, folded, kind, mention_count)
 values (5, 'Ada Lund', 'ada lund', 'person', 1);
insert into article_entities values (5, 3, 'Ada Lund', 1);
insert into entity_names values (7, 5, 'Ada Lund', 'ada lund', 'name', 0);
insert into entity_names values (9, 5, 'Lund', 'lund', 'name', 1);
delete from entity_names where name_id = 8;
insert into entity_name_articles values (7, 3);
insert into mentions values (1, 5, 3, 0, 8, 'name', 0, 'Ada Lund');
insert into claims (claim_id, article_id, position, manner, identity, is_single, link_count,
 sentence_start, sentence_end, text, sentence, source, about)
 values (2, 3, 0, 'direct', 'named', 1, 2, 0, 15, 'spoke', 'Ada Lund spoke.', '', '');
insert into claim_entities values (2, 5, 0);
insert into chain_links values (2, 1, 'Ada Lund', 'named', 'person', 0, 8, 'Ada Lund', 5, 'one',
 'explicit');
"""


def test_an_older_desk_keeps_every_row_under_its_number(desk_path: Path) -> None:
    first = open_writer(desk_path, fold, KEYS)
    names = [each.name for each in migrations.applied(first)]
    first.close()
    desk_path.unlink()
    older = _at(desk_path, names.index("m0020_judgements"))
    older.conn.executescript(OLD)
    older.close()
    db = open_writer(desk_path, fold, KEYS)
    assert db.execute("select * from article_entities").fetchall() == [
        (5, 3, "Ada Lund", 1, None, None)
    ]
    assert db.execute("select * from entity_names order by 1").fetchall() == [
        (7, 5, "Ada Lund", "ada lund", "name", 0, "given", None),
        (9, 5, "Lund", "lund", "name", 1, "given", None),
    ]
    assert db.execute("select * from entity_name_articles").fetchall() == [(7, 3)]
    assert db.execute("select * from claim_entities").fetchall() == [(2, 5, 0, None)]
    assert db.execute("select entity_id, read_as from chain_links").fetchall() == [(5, None)]
    db.execute(
        "insert into entity_names (entity_id, alias, folded, form) values (5, 'A', 'a', 'name')"
    )
    assert db.execute("select max(name_id) from entity_names").fetchone() == (10,)
    db.execute("delete from entity_names where alias = 'A'")
    check_indexes(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.execute("delete from articles")
    assert db.execute("select count(*) from entity_name_articles").fetchone() == (0,)
    db.close()


def _at(path: Path, count: int) -> Database:
    """A desk on which only the first so many migrations have run."""
    kept, migrations._migrations[count:] = migrations._migrations[count:], []
    try:
        return open_writer(path, fold, KEYS)
    finally:
        migrations._migrations.extend(kept)
