"""Which number each entity, article and story of an import got on the desk.

A desk that never held anything keeps the numbers of the file, so that "#12" stays "#12". On any
other desk, where "#12" has been somebody, they are given anew; an entity or story is made when the
first new article speaks of it, so that the same file again changes nothing. An entity is there
whoever it was read as, before any judgement; what was judged in the file is judged on the desk
afterwards.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsroom.entity import EntityId, EntityKind
from storage.curated_rows import follow_merges
from storage.database import Database
from storage.entity_forms import create_entity
from storage.interchange.checking import Damaged
from storage.interchange.writing import Record

ENTITY, ARTICLE, STORY = "entity", "article", "story"
JUDGEMENT, TAKEN_OUT = "judgement", "taken out"
"""Acts, and whoever a split made."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Whether numbers are kept, and the last entity that the desk had before."""

    keeps: bool
    last_entity: int


def begin_numbering(db: Database) -> Numbering:
    """Make ready for an import."""
    for table in ("numbered", "awaited", "headed", "listed"):
        db.execute(f"drop table if exists temp.{table}")
    db.execute(
        "create temp table numbered (what text, given integer, kept integer, is_new integer,"
        " primary key (what, given)) without rowid"
    )
    db.execute("create index temp.numbered_kept on numbered (what, kept)")
    db.execute(
        "create temp table awaited (what text, given integer, record text,"
        " primary key (what, given)) without rowid"
    )
    db.execute("create temp table headed (entity integer primary key, head integer)")
    db.execute("create temp table listed (given integer, name text)")
    db.execute("create index temp.listed_given on listed (given)")
    (is_empty,) = db.execute(
        "select not exists (select 1 from articles) and not exists (select 1 from entities)"
        " and not exists (select 1 from stories) and not exists (select 1 from judgements)"
        " and not exists (select 1 from reviews) and not exists (select 1 from sqlite_sequence"
        "  where name in ('articles', 'entities', 'stories') and seq > 0)"
    ).fetchone()
    (last,) = db.execute("select coalesce(max(entity_id), 0) from entities").fetchone()
    return Numbering(bool(is_empty), last)


def find_number(db: Database, what: str, given: int) -> tuple[int, bool] | None:
    """The desk's number for one of the file, and whether it was made for it."""
    row = db.execute(
        "select kept, is_new from numbered where what = ? and given = ?", [what, given]
    ).fetchone()
    return (row[0], bool(row[1])) if row else None


def keep_number(db: Database, what: str, given: int, kept: int, *, is_new: bool) -> None:
    """Remember the desk's number for one of the file."""
    db.execute("insert into numbered values (?, ?, ?, ?)", [what, given, kept, int(is_new)])


def forget_number(db: Database, what: str, given: int) -> None:
    """Take back what `keep_number` remembered."""
    db.execute("delete from numbered where what = ? and given = ?", [what, given])


def numbers_of(db: Database, what: str) -> frozenset[int]:
    """The desk's numbers for all of one kind that the file holds, as far as it was read."""
    rows = db.execute("select kept from numbered where what = ?", [what])
    return frozenset(row[0] for row in rows)


def is_awaited(db: Database, what: str, given: int) -> bool:
    """Whether the file holds one that nothing has spoken of so far."""
    return find_awaited(db, what, given) is not None


def is_made(db: Database, what: str, kept: int) -> bool:
    """Whether the desk's one of that number was made by this import."""
    row = db.execute(
        "select 1 from numbered where what = ? and kept = ? and is_new", [what, kept]
    ).fetchone()
    return row is not None


def count_new_entities(db: Database) -> int:
    """How many entities an import has made so far."""
    row = db.execute("select count(*) from numbered where what = 'entity' and is_new").fetchone()
    return int(row[0])


def await_record(db: Database, what: str, given: int, record: Record) -> None:
    """Remember a line until something speaks of it."""
    try:
        db.execute("insert into awaited values (?, ?, ?)", [what, given, json.dumps(record)])
    except sqlite3.IntegrityError:
        raise twice(what, given) from None


def twice(what: str, given: int) -> Damaged:
    """Why a second record of the same number is refused."""
    return Damaged(f"{what} {given} stands twice in the file")


def find_awaited(db: Database, what: str, given: int) -> Record | None:
    """The line of a number that `await_record` remembered."""
    row = db.execute(
        "select record from awaited where what = ? and given = ?", [what, given]
    ).fetchone()
    record: Record | None = json.loads(row[0]) if row else None
    return record


def all_awaited(db: Database, what: str) -> Iterator[Record]:
    """Every line of a kind that `await_record` remembered, by number."""
    for row in db.execute("select record from awaited where what = ? order by given", [what]):
        yield json.loads(row[0])


# -- entities


def add_entity(db: Database, numbering: Numbering, record: Record) -> None:
    """An entity's line: kept at once on a desk that was empty, or where a list brought it."""
    given = record["entity"]
    if find_number(db, ENTITY, given):
        raise twice(ENTITY, given)
    if numbering.keeps:
        _insert_entity(db, record, given)
        keep_number(db, ENTITY, given, given, is_new=True)
        return
    _put_by(db, record)
    if record["imported"]:
        _settle_entity(db, numbering, record)
    else:
        await_record(db, ENTITY, given, record)


def _put_by(db: Database, record: Record) -> None:
    """The names of lists, each with whoever bore it before any judgement."""
    for name in record["names"]:
        if not name["imported"]:
            continue
        given = name["read_as"] or record["entity"]
        plain = name | {"read_as": None, "standing": "given"}
        found = find_number(db, ENTITY, given)
        if found:
            _insert_names(db, found[0], {"names": [plain]})
            follow_merges(db, [EntityId(found[0])])
        else:
            db.execute("insert into listed values (?, ?)", [given, json.dumps(plain)])


def number_entity(
    db: Database, numbering: Numbering, given: int, known: dict[int, tuple[str, str]]
) -> int:
    """The desk's entity for one that an article speaks of; `known` is what the article says."""
    found = find_number(db, ENTITY, given)
    if found:
        return found[0]
    record = find_awaited(db, ENTITY, given)
    if record:
        return _settle_entity(db, numbering, record)
    if given not in known:
        raise Damaged(f"it speaks of entity {given}, which the file does not hold")
    name, kind = known[given]
    bare: Record = {"entity": given, "name": name, "kind": kind, "description": None}
    bare |= {"imported": False, "merged_into": None, "hidden": False, "desk_description": None}
    if numbering.keeps:
        _insert_entity(db, bare | {"names": []}, given)
        keep_number(db, ENTITY, given, given, is_new=True)
        return given
    return _settle_entity(db, numbering, bare | {"names": []})


def _settle_entity(db: Database, numbering: Numbering, record: Record) -> int:
    """The one entity of that name and kind that the desk had before, or a new one.

    What the file's desk judged of it is no part of it yet; of its names come those of lists, since
    articles bring their own.
    """
    listed = db.execute("select name from listed where given = ?", [record["entity"]]).fetchall()
    record = record | {"desk_description": None, "hidden": False, "merged_into": None}
    record |= {"names": [json.loads(row[0]) for row in listed]}
    rows = db.execute(
        "select entity_id from entities where folded = fold(:name) and kind = :kind"
        " and (folded <> '' or name = :name) and entity_id <= :last and not exists"
        " (select 1 from numbered where what = 'entity' and kept = entities.entity_id)"
        " order by entity_id limit 2",
        {"name": record["name"], "kind": record["kind"], "last": numbering.last_entity},
    ).fetchall()
    is_known = len(rows) == 1 or (bool(rows) and record["imported"])
    if is_known:
        kept = int(rows[0][0])
        _insert_names(db, kept, record)
        db.execute(
            "update entities set description = coalesce(description, ?),"
            " is_imported = max(is_imported, ?) where entity_id = ?",
            [record["description"], int(record["imported"]), kept],
        )
        follow_merges(db, [EntityId(kept)])
    else:
        kept = _insert_entity(db, record, None)
    keep_number(db, ENTITY, record["entity"], kept, is_new=not is_known)
    return kept


def _insert_entity(db: Database, record: Record, number: int | None) -> int:
    name, kind = record["name"], record["kind"]
    if number is None:
        kept = int(create_entity(db, name, EntityKind(kind)))
    else:
        kept = number
        db.execute(
            "insert into entities (entity_id, name, folded, kind) values (?, ?, fold(?), ?)",
            [number, name, name, kind],
        )
    db.execute(
        "update entities set description = :description, is_imported = :imported,"
        " is_hidden = :hidden, desk_description = :desk_description where entity_id = :id",
        record | {"id": kept},
    )
    _insert_names(db, kept, record)
    if record["merged_into"] is not None:
        head = record["merged_into"]
        db.execute("insert into headed (entity, head) values (?, ?)", [kept, head])
    return kept


def _insert_names(db: Database, entity_id: int, record: Record) -> None:
    db.conn.executemany(
        "insert into entity_names"
        " (entity_id, alias, folded, form, is_imported, standing, read_as)"
        " values (:entity, :text, fold(:text), :form, :imported, :standing, :read_as)"
        " on conflict (coalesce(read_as, entity_id), alias, form) do update"
        " set is_imported = max(is_imported, excluded.is_imported)",
        [name | {"entity": entity_id} for name in record["names"]],
    )


def make_entity(db: Database, given: int, number: EntityId) -> None:
    """The entity of that number on the desk, named as the file has it, if it is not here yet."""
    record = find_awaited(db, ENTITY, given)
    if record is not None:
        db.execute(
            "insert or ignore into entities (entity_id, name, folded, kind)"
            " values (?, ?, fold(?), ?)",
            [number, record["name"], record["name"], record["kind"]],
        )


def recognise(db: Database, article_id: int, entities: Sequence[Record]) -> None:
    """Learn from an article that is here already who of the file is who on the desk.

    It was read on both; who has a name to itself in both is the same.
    """
    rows = db.execute(
        "select coalesce(read_as, entity_id), name from article_entities where article_id = ?",
        [article_id],
    )
    here = _by_name((row[0], row[1]) for row in rows)
    there = _by_name((each["read_as"] or each["entity"], each["name"]) for each in entities)
    for name, given in there.items():
        if name in here and not find_number(db, ENTITY, given):
            keep_number(db, ENTITY, given, here[name], is_new=False)


def _by_name(entities: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Whoever has a name to itself, by that name."""
    found: dict[str, set[int]] = {}
    for entity_id, name in entities:
        found.setdefault(name, set()).add(entity_id)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


# -- stories


def add_story(db: Database, numbering: Numbering, record: Record) -> None:
    """A story's line: kept at once on a desk that was empty."""
    if not numbering.keeps:
        await_record(db, STORY, record["story"], record)
    elif find_number(db, STORY, record["story"]):
        raise twice(STORY, record["story"])
    else:
        _insert_story(db, record, record["story"], record["merged_into"])


def number_story(db: Database, numbering: Numbering, given: int, begun_at: str) -> int:
    """The desk's story for one of the file; made where nothing of it is here yet."""
    found = find_number(db, STORY, given)
    if found:
        return found[0]
    lost: Record = {"story": given, "begun_at": begun_at, "merged_into": None}
    record = find_awaited(db, STORY, given) or lost
    into = record["merged_into"]
    if into is not None:
        target = find_awaited(db, STORY, into)
        if target and target["merged_into"] is not None:
            raise Damaged(f"story {given} went into story {into}, which is none any more")
        into = number_story(db, numbering, into, begun_at)
    return _insert_story(db, record, given if numbering.keeps else None, into)


def _insert_story(db: Database, record: Record, number: int | None, into: int | None) -> int:
    cursor = db.execute(
        "insert into stories (story_id, begun_at, merged_into) values (?, ?, ?)",
        [number, record["begun_at"], into],
    )
    kept = int(cursor.lastrowid or 0)
    keep_number(db, STORY, record["story"], kept, is_new=True)
    return kept
