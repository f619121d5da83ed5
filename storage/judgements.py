"""Judgements as rows: inserted, never rewritten, read back in the order in which they came."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from newsroom.article import ArticleId
from newsroom.curation import (
    Judged,
    Judgement,
    JudgementId,
    JudgementKind,
    Note,
    Pair,
    Part,
    Verdict,
    Words,
)
from newsroom.entity import EntityId
from storage.database import Database
from storage.rows import chunks, in_utc, marks


def record_judgement(db: Database, judgement: Judgement) -> JudgementId:
    """Keep one act with all that it says; without a number of its own the database gives it one."""
    note = judgement.note
    cursor = db.execute(
        "insert into judgements (judgement_id, kind, judged_by, judged_at, reason, undoes)"
        " values (?, ?, ?, ?, ?, ?)",
        [
            judgement.judgement_id or None,
            judgement.kind.value,
            note.judged_by,
            in_utc(note.judged_at),
            note.reason,
            judgement.undoes,
        ],
    )
    number = JudgementId(int(cursor.lastrowid or 0))
    db.conn.executemany(
        "insert into judged_pairs (judgement_id, left_id, right_id, verdict) values (?, ?, ?, ?)",
        [(number, pair.left_id, pair.right_id, pair.verdict.value) for pair in judgement.pairs],
    )
    db.conn.executemany(
        "insert into judged_parts (judgement_id, entity_id, article_id, to_id) values (?, ?, ?, ?)",
        [(number, *part) for part in judgement.parts],
    )
    db.conn.executemany(
        "insert into judged_words (judgement_id, entity_id, text) values (?, ?, ?)",
        [(number, *words) for words in judgement.words],
    )
    return number


def list_judgements(db: Database) -> tuple[Judgement, ...]:
    """Every act, oldest first."""
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for number, left, right, verdict in db.execute(
        "select judgement_id, left_id, right_id, verdict from judged_pairs"
    ):
        pairs[number].append(Pair(EntityId(left), EntityId(right), Verdict(verdict)))
    parts: dict[int, list[Part]] = defaultdict(list)
    for number, entity_id, article_id, to_id in db.execute(
        "select judgement_id, entity_id, article_id, to_id from judged_parts"
    ):
        parts[number].append(Part(EntityId(entity_id), ArticleId(article_id), EntityId(to_id)))
    words: dict[int, list[Words]] = defaultdict(list)
    for number, entity_id, text in db.execute(
        "select judgement_id, entity_id, text from judged_words"
    ):
        words[number].append(Words(EntityId(entity_id), text))
    rows = db.execute(
        "select judgement_id, kind, judged_by, judged_at, reason, undoes from judgements"
        " order by judgement_id"
    )
    return tuple(
        _judgement(row, tuple(pairs[row[0]]), tuple(parts[row[0]]), tuple(words[row[0]]))
        for row in rows
    )


def _judgement(
    row: tuple[Any, ...],
    pairs: tuple[Pair, ...],
    parts: tuple[Part, ...],
    words: tuple[Words, ...],
) -> Judgement:
    number, kind, judged_by, judged_at, reason, undoes = row
    note = Note(judged_by, datetime.fromisoformat(judged_at), reason)
    return Judgement(number, JudgementKind(kind), note, pairs, parts, words, undoes)


def find_lost_entities(db: Database) -> frozenset[EntityId]:
    """Entities that judgements speak of and that are gone."""
    rows = db.execute(
        "select left_id from judged_pairs union select right_id from judged_pairs"
        " union select entity_id from judged_words union select entity_id from judged_parts"
        " except select entity_id from entities except select to_id from judged_parts"
    )
    return frozenset(EntityId(row[0]) for row in rows)


def find_lost_parts(db: Database) -> frozenset[tuple[EntityId, ArticleId]]:
    """Parts that were given to another entity, of articles that are gone."""
    rows = db.execute(
        "select distinct p.entity_id, p.article_id from judged_parts p where not exists ("
        " select 1 from article_entities x where x.article_id = p.article_id"
        " and coalesce(x.read_as, x.entity_id) = p.entity_id)"
    )
    return frozenset((EntityId(row[0]), ArticleId(row[1])) for row in rows)


def is_divided(db: Database, article_id: ArticleId) -> bool:
    """Whether anything of an article was ever given to somebody else than it was read as."""
    row = db.execute("select 1 from judged_parts where article_id = ? limit 1", [article_id])
    return row.fetchone() is not None


def is_read_as(db: Database, entity_id: EntityId, article_id: ArticleId) -> bool:
    """Whether an article says anything that was read as an entity."""
    row = db.execute(
        "select 1 from article_entities where article_id = ? and coalesce(read_as, entity_id) = ?",
        [article_id, entity_id],
    ).fetchone()
    return row is not None


def next_judgement(db: Database) -> JudgementId:
    """A number that no act has."""
    row = db.execute("select seq from sqlite_sequence where name = 'judgements'").fetchone()
    return JudgementId(int(row[0]) + 1 if row else 1)


def next_entity(db: Database) -> EntityId:
    """A number that no entity has or had."""
    (last,) = db.execute(
        "select max(coalesce((select seq from sqlite_sequence where name = 'entities'), 0),"
        " coalesce((select max(to_id) from judged_parts), 0))"
    ).fetchone()
    return EntityId(int(last) + 1)


def find_judged(db: Database, entity_ids: list[EntityId]) -> Judged:
    """Who some entities are, and which of those were told apart."""
    heads = {
        EntityId(each): EntityId(head)
        for some in chunks(entity_ids)
        for each, head in db.execute(
            "select entity_id, merged_into from entities where merged_into is not null"
            f" and entity_id in ({marks(some)})",
            list(some),
        )
    }
    rows = db.execute(
        "select coalesce(l.merged_into, l.entity_id), coalesce(r.merged_into, r.entity_id)"
        " from entities_apart a join entities l on l.entity_id = a.left_id"
        " join entities r on r.entity_id = a.right_id"
    )
    return Judged(heads, frozenset((EntityId(left), EntityId(right)) for left, right in rows))


def record_review(
    db: Database, subject: str, ids: tuple[int, int], verdict: Verdict, note: Note
) -> None:
    """What somebody made of a doubtful thing, so that it is not asked again."""
    db.execute(
        "insert or replace into reviews"
        " (subject, subject_id, other_id, verdict, judged_by, judged_at)"
        " values (?, ?, ?, ?, ?, ?)",
        [subject, *ids, verdict.value, note.judged_by, in_utc(note.judged_at)],
    )


def list_reviewed(db: Database) -> dict[tuple[str, int, int], tuple[Verdict, datetime]]:
    """The newest verdict on each doubtful thing, and when it was given."""
    rows = db.execute(
        "select subject, subject_id, other_id, verdict, judged_at from reviews order by judged_at"
    )
    return {
        (row[0], row[1], row[2]): (Verdict(row[3]), datetime.fromisoformat(row[4])) for row in rows
    }
