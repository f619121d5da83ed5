"""What an editor is shown of entities: in one line, by articles, by names."""

from collections.abc import Sequence

from newsroom.article import ArticleId
from newsroom.curation import PartView, Sketch
from newsroom.entity import EntityId, EntityKind
from newsroom.errors import NewsroomError
from storage.database import Database
from storage.entities import find_head
from storage.rows import chunks, citation_from, marks

ALIASES, PARTS = 12, 1_000
_SEEN = "n.form = 'name' and n.standing in ('given', 'added')"


def find_sketch(db: Database, entity_id: EntityId) -> Sketch | None:
    """An entity in one line, or what it was merged into; None where there is none."""
    entity_id = find_head(db, entity_id)
    row = db.execute(
        "select e.name, e.kind, coalesce(e.desk_description, e.description),"
        " (select r.text from roles r join articles a using (article_id)"
        "  where r.entity_id = e.entity_id order by a.dated_at desc, r.start_char limit 1),"
        " (select count(distinct article_id) from article_entities where entity_id = :id),"
        " (select count(distinct claim_id) from claim_entities where entity_id = :id)"
        " from entities e where e.entity_id = :id",
        {"id": entity_id},
    ).fetchone()
    if row is None:
        return None
    name, kind, description, role, articles, claims = row
    aliases = db.execute(
        f"select n.alias from entity_names n where n.entity_id = ? and n.alias <> ? and {_SEEN}"
        " group by n.folded order by min(n.name_id) limit ?",
        [entity_id, name, ALIASES],
    )
    forms = tuple(each[0] for each in aliases)
    return Sketch(entity_id, name, EntityKind(kind), forms, description, role, articles, claims)


def get_sketch(db: Database, entity_id: EntityId) -> Sketch:
    """The same; NewsroomError where there is none of that number."""
    sketch = find_sketch(db, entity_id)
    if sketch is None:
        raise NewsroomError(f"There is no entity #{entity_id} on this desk.")
    return sketch


def find_by_name(db: Database, folded: str) -> tuple[EntityId, ...]:
    """Who goes by a folded name; hidden ones too, since they can be shown again.

    Whose own name it is comes before whom somebody also calls so.
    """
    rows = db.execute(
        "select e.entity_id, max(e.folded = :folded) from entity_names n"
        f" join entities e using (entity_id) where n.folded = :folded and {_SEEN}"
        " group by e.entity_id order by 2 desc, 1",
        {"folded": folded},
    ).fetchall()
    named = [row[0] for row in rows if row[1]]
    return tuple(EntityId(each) for each in named or [row[0] for row in rows])


def find_form(db: Database, entity_id: EntityId, folded: str) -> tuple[EntityId, ...]:
    """Of all that an entity was read as, those that go by a folded form."""
    rows = db.execute(
        "select distinct coalesce(n.read_as, n.entity_id) from entity_names n"
        f" where n.entity_id = ? and n.folded = ? and {_SEEN} order by 1",
        [entity_id, folded],
    )
    return tuple(EntityId(row[0]) for row in rows)


def list_parts(db: Database, entity_id: EntityId) -> tuple[PartView, ...]:
    """Each article of an entity as it was read, newest first."""
    rows = db.execute(
        "select coalesce(x.read_as, x.entity_id), x.name, a.article_id, a.title, a.outlet,"
        " a.published_at, a.url from article_entities x join articles a using (article_id)"
        " where x.entity_id = ? order by a.dated_at desc, a.article_id desc limit ?",
        [entity_id, PARTS],
    )
    return tuple(PartView(EntityId(row[0]), row[1], citation_from(row[2:])) for row in rows)


def list_part_keys(db: Database, entity_id: EntityId) -> frozenset[tuple[EntityId, ArticleId]]:
    """All that was read of an entity: as whom, and in which article."""
    rows = db.execute(
        "select coalesce(read_as, entity_id), article_id from article_entities where entity_id = ?",
        [entity_id],
    )
    return frozenset((EntityId(row[0]), ArticleId(row[1])) for row in rows)


def find_listed(db: Database, entity_ids: Sequence[EntityId]) -> frozenset[EntityId]:
    """Those of some entities that a list of names gives, too."""
    return frozenset(
        EntityId(row[0])
        for some in chunks(entity_ids)
        for row in db.execute(
            "select entity_id from entities where is_imported = 1"
            f" and entity_id in ({marks(some)})",
            list(some),
        )
    )


def names_of(db: Database, entity_ids: Sequence[EntityId]) -> tuple[str, ...]:
    """What some entities are called; one that is gone is called that."""
    known = {
        row[0]: row[1]
        for some in chunks(entity_ids)
        for row in db.execute(
            f"select entity_id, name from entities where entity_id in ({marks(some)})", list(some)
        )
    }
    return tuple(known.get(each, "somebody who is gone") for each in entity_ids)


def list_hidden(db: Database, limit: int) -> tuple[Sketch, ...]:
    """Entities that the desk has hidden."""
    rows = db.execute(
        "select entity_id from entities where is_hidden = 1 order by name limit ?", [limit]
    ).fetchall()
    found = (find_sketch(db, EntityId(row[0])) for row in rows)
    return tuple(sketch for sketch in found if sketch is not None)


def list_forms(db: Database, entity_id: EntityId) -> tuple[str, ...]:
    """The forms that an entity goes by, its name first."""
    sketch = find_sketch(db, entity_id)
    return (sketch.name, *sketch.aliases) if sketch else ()
