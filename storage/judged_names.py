"""Whom an article speaks of and what was judged of that, in a file with the same numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsroom.article import ArticleId
from newsroom.carried import Called, NamesRead
from newsroom.curation import Judgement
from newsroom.embargo import Cut
from newsroom.entity import EntityId, EntityKind
from storage.audit import find_mark
from storage.curated_rows import FOLLOWING
from storage.database import Database
from storage.entities import find_head
from storage.entity_forms import create_entity
from storage.judgements import next_entity
from storage.rows import in_utc, listed
from storage.versions import find_own_entities


def find_cut(db: Database) -> Cut:
    """How far the desk has come."""
    return Cut(find_mark(db), EntityId(next_entity(db) - 1))


def find_read_as(db: Database, article_id: ArticleId) -> NamesRead:
    """As whom an article's entities were read, by each name that it gives to one of them alone."""
    read_as = dict(find_own_entities(db, article_id))
    others: dict[tuple[str, EntityKind], set[EntityId]] = defaultdict(set)
    for name, kind, entity_id in db.execute(
        "select n.alias, coalesce(x.kind, e.kind), e.entity_id from article_entities x"
        " join entities e on e.entity_id = coalesce(x.read_as, x.entity_id)"
        " join entity_names n on coalesce(n.read_as, n.entity_id) = e.entity_id"
        "  and n.form = 'name'"
        " join entity_name_articles a on a.name_id = n.name_id and a.article_id = x.article_id"
        " where x.article_id = ?",
        [article_id],
    ):
        others[name, EntityKind(kind)].add(EntityId(entity_id))
    for key, ids in others.items():
        if len(ids) == 1:
            read_as.setdefault(key, min(ids))
    return read_as


def number_from(db: Database, first: int) -> None:
    """Let new entities and stories have numbers from one on, unless they have come as far."""
    for table in ("entities", "stories"):
        bound = {"table": table, "before": first - 1}
        db.execute(
            "insert into sqlite_sequence (name, seq) select :table, :before"
            " where not exists (select 1 from sqlite_sequence where name = :table)",
            bound,
        )
        db.execute("update sqlite_sequence set seq = max(seq, :before) where name = :table", bound)


def find_missing(db: Database, entity_ids: Iterable[EntityId]) -> frozenset[EntityId]:
    """Those of some entities that are not there."""
    rows = db.execute(
        "select value from json_each(?) where value not in (select entity_id from entities)",
        [listed(entity_ids)],
    )
    return frozenset(EntityId(row[0]) for row in rows)


def bring_entities(db: Database, read_as: NamesRead) -> None:
    """Make those entities that are not there, each under its own number and as it was read."""
    missing = find_missing(db, read_as.values())
    for (name, kind), entity_id in read_as.items():
        if entity_id in missing:
            create_entity(db, name, kind, entity_id)
            missing -= {entity_id}


def is_unjudged(db: Database, entity_id: EntityId) -> bool:
    """Whether an entity is what articles alone say of it."""
    row = db.execute(
        "select 1 from entities where entity_id = :entity and (is_imported or is_hidden)"
        " union select 1 from judged_pairs where :entity in (left_id, right_id)"
        " union select 1 from judged_words where entity_id = :entity"
        " union select 1 from judged_parts where :entity in (entity_id, to_id)"
        " union select 1 from claim_judgements where entity_id = :entity"
        " union select 1 from reviews where subject <> 'source' and subject_id = :entity"
        " union select 1 from reviews where subject = 'left apart' and other_id = :entity",
        {"entity": entity_id},
    ).fetchone()
    return row is None


def renumber_entity(db: Database, before: EntityId, after: EntityId) -> None:
    """Give all that articles say of a newcomer to the number that it would have had."""
    bound = {"before": before, "after": after}
    db.execute(
        "insert into entities (entity_id, name, folded, kind)"
        " select :after, name, folded, kind from entities where entity_id = :before",
        bound,
    )
    for table in (*FOLLOWING, "entity_names", "watches"):
        db.execute(f"update {table} set entity_id = :after where entity_id = :before", bound)
    db.execute(
        "update claims set response_entity_id = :after where response_entity_id = :before", bound
    )
    db.execute("delete from entities where entity_id = :before", bound)


def find_heads(db: Database, read_as: NamesRead) -> NamesRead:
    """Whom some were merged into, by their names, but for those among them."""
    own = frozenset(read_as.values())
    heads = {key: find_head(db, entity_id) for key, entity_id in read_as.items()}
    return {key: head for key, head in heads.items() if head not in own}


def find_called(db: Database, article_id: ArticleId) -> Called:
    """Whom an article calls as the desk does, and how."""
    rows = db.execute(
        "select e.entity_id, e.name from entity_name_articles a join entity_names n using (name_id)"
        " join entities e on e.entity_id = coalesce(n.read_as, n.entity_id)"
        " where a.article_id = ? and n.form = 'name' and n.alias = e.name",
        [article_id],
    )
    return {EntityId(row[0]): row[1] for row in rows}


def keep_called(db: Database, article_id: ArticleId, called: Called) -> None:
    """Remember in an embargo's file what the desk calls some of whom an article speaks.

    Where an article that was taken in before has said it, the desk may call them otherwise by now.
    """
    db.conn.executemany(
        "insert into carried_names select :article, :entity, :name"
        " where not exists (select 1 from carried_names where entity_id = :entity)",
        [
            {"article": article_id, "entity": entity_id, "name": name}
            for entity_id, name in called.items()
        ],
    )


def find_kept_called(db: Database, article_id: ArticleId) -> Called:
    """What was remembered so."""
    rows = db.execute(
        "select entity_id, name from carried_names where article_id = ?", [article_id]
    )
    return {EntityId(row[0]): row[1] for row in rows}


def call(db: Database, called: Called) -> None:
    """Let some bear a name on the desk as before, as far as it is one of theirs again."""
    db.conn.executemany(
        "update entities set name = :name, folded = fold(:name) where entity_id = :entity"
        " and name <> :name and exists (select 1 from entity_names n"
        "  where coalesce(n.read_as, n.entity_id) = :entity and n.form = 'name'"
        "  and n.alias = :name and n.standing in ('given', 'added'))",
        [{"entity": entity_id, "name": name} for entity_id, name in called.items()],
    )


def copy_acts(db: Database, acts: Sequence[Judgement]) -> None:
    """Keep what some acts say under their own numbers, and no person: those stay with the desk."""
    for act in acts:
        number, note = act.judgement_id, act.note
        db.execute(
            "insert into judgements (judgement_id, kind, judged_by, judged_at, reason, undoes)"
            " values (?, ?, '', ?, ?, ?)"
            " on conflict do update set reason = excluded.reason where reason = ''",
            [number, act.kind.value, in_utc(note.judged_at), note.reason, act.undoes],
        )
        db.conn.executemany(
            "insert or ignore into judged_pairs values (?, ?, ?, ?)",
            [(number, pair.left_id, pair.right_id, pair.verdict.value) for pair in act.pairs],
        )
        db.conn.executemany(
            "insert or ignore into judged_parts values (?, ?, ?, ?)",
            [(number, *part) for part in act.parts],
        )
        db.conn.executemany(
            "insert into judged_words (judgement_id, entity_id, text) values (?, ?, ?)"
            " on conflict do update set text = excluded.text where text = ''",
            [(number, *words) for words in act.words],
        )


def restore_words(db: Database, acts: Sequence[Judgement]) -> None:
    """Let acts say again what was blanked when those were gone of whom they say it."""
    db.conn.executemany(
        "update judged_words set text = ? where judgement_id = ? and entity_id = ? and text = ''",
        [
            (words.text, act.judgement_id, words.entity_id)
            for act in acts
            for words in act.words
            if words.text
        ],
    )
    restore_reasons(db, acts)


def restore_reasons(db: Database, acts: Sequence[Judgement]) -> None:
    """Let acts say again why they were done, as far as that was blanked."""
    db.conn.executemany(
        "update judgements set reason = ? where judgement_id = ? and reason = ''",
        [(act.note.reason, act.judgement_id) for act in acts if act.note.reason],
    )


def renumber_article(db: Database, before: ArticleId, after: ArticleId) -> None:
    """Let what was judged of an article's parts hold under the number that it has now."""
    bound = {"before": before, "after": after}
    db.execute(
        "insert or ignore into judged_parts (judgement_id, entity_id, article_id, to_id)"
        " select judgement_id, entity_id, :after, to_id from judged_parts"
        " where article_id = :before",
        bound,
    )
    db.execute(
        "insert or ignore into reviews"
        " (subject, subject_id, other_id, judged_at, verdict, judged_by)"
        " select subject, subject_id, :after, judged_at, verdict, judged_by from reviews"
        " where subject = 'joined' and other_id = :before",
        bound,
    )
