"""Entities and the forms that they are known by, as rows that come and go with articles."""

from collections.abc import Sequence

from newsroom.article import ArticleId
from newsroom.entity import EntityId, EntityKind, MentionForm
from storage.database import Database
from storage.rows import chunks, marks


def create_entity(
    db: Database, name: str, kind: EntityKind, number: EntityId | None = None
) -> EntityId:
    """A new entity under a canonical name, and under a number that none has had or its own."""
    cursor = db.execute(
        "insert into entities (entity_id, name, folded, kind) values (?, ?, fold(?), ?)",
        [number, name, name, kind.value],
    )
    return EntityId(int(cursor.lastrowid or 0))


def add_form(
    db: Database,
    entity_id: EntityId,
    alias: str,
    form: MentionForm,
    article_id: ArticleId | None,
) -> None:
    """A form that an article, or without one an imported list, gives an entity."""
    db.execute(
        "insert into entity_names (entity_id, alias, folded, form, is_imported)"
        " values (?, ?, fold(?), ?, ?)"
        " on conflict (coalesce(read_as, entity_id), alias, form) do update"
        " set is_imported = max(is_imported, excluded.is_imported),"
        " standing = iif(standing = 'taken', 'given', standing)",
        [entity_id, alias, alias, form.value, int(article_id is None)],
    )
    if article_id is not None:
        db.execute(
            "insert or ignore into entity_name_articles (name_id, article_id)"
            " select name_id, ? from entity_names"
            " where coalesce(read_as, entity_id) = ? and alias = ? and form = ?",
            [article_id, entity_id, alias, form.value],
        )


def drop_orphans(db: Database, entity_ids: Sequence[EntityId]) -> None:
    """Delete forms that nobody gives any more, and entities that nothing speaks of.

    What the desk itself calls an entity stays as long as the entity does.
    """
    for some in chunks(entity_ids):
        db.execute(
            f"delete from entity_names where coalesce(read_as, entity_id) in ({marks(some)})"
            " and is_imported = 0 and standing <> 'added'"
            " and name_id not in (select name_id from entity_name_articles)"
            " and name_id not in (select name_id from taken_names)",
            list(some),
        )
    for some in (*chunks(entity_ids), *chunks(entity_ids)):  # whoever was merged, then into whom
        db.execute(
            f"delete from entities where entity_id in ({marks(some)}) and is_imported = 0"
            " and not exists (select 1 from article_entities x"
            "  where x.entity_id = entities.entity_id)"
            " and not exists (select 1 from article_entities x"
            "  where coalesce(x.read_as, x.entity_id) = entities.entity_id)"
            " and not exists (select 1 from entities m where m.merged_into = entities.entity_id)"
            " and (merged_into is null or not exists (select 1 from judged_parts p"
            "  join article_entities x on x.article_id = p.article_id"
            "  and coalesce(x.read_as, x.entity_id) = p.entity_id"
            "  where p.to_id = entities.entity_id))",
            list(some),
        )
    for some in chunks(entity_ids):  # and what the desk called them, whosever it was by then
        db.execute(
            f"delete from entity_names where read_as in ({marks(some)})"
            " and read_as not in (select entity_id from entities)",
            list(some),
        )


def refresh_counts(db: Database, entity_ids: Sequence[EntityId]) -> None:
    """Bring an entity's mention count, first and last date up to its articles."""
    for some in chunks(entity_ids):
        db.execute(
            "update entities set (mention_count, first_seen, last_seen) = ("
            " select coalesce(sum(e.mention_count), 0), min(a.dated_at), max(a.dated_at)"
            " from article_entities e join articles a using (article_id)"
            " where e.entity_id = entities.entity_id)"
            f" where entity_id in ({marks(some)})",
            list(some),
        )


def rename_orphaned(db: Database, entity_ids: Sequence[EntityId]) -> None:
    """Give an entity whose canonical name no article or list gives any more one that they do.

    Its own names come first; where it has none left, those of the ones merged into it.
    """
    any_own = "coalesce(n.read_as, n.entity_id) = e.entity_id and n.form = 'name'"
    own = f"{any_own} and n.standing in ('given', 'added')"
    for some in chunks(entity_ids):
        rows = db.execute(
            "select entity_id, coalesce("
            " (select x.name from article_entities x join articles a using (article_id)"
            "  where coalesce(x.read_as, x.entity_id) = e.entity_id and exists ("
            f"  select 1 from entity_names n where {own} and n.alias = x.name)"
            "  order by a.dated_at desc limit 1),"
            f" (select n.alias from entity_names n where {own} order by n.name_id limit 1),"
            " (select n.alias from entity_names n"
            "  where n.entity_id = e.entity_id and n.form = 'name' order by n.name_id limit 1))"
            f" from entities e where entity_id in ({marks(some)}) and not exists ("
            f" select 1 from entity_names n where {any_own} and n.alias = e.name)",
            list(some),
        ).fetchall()
        db.conn.executemany(
            "update entities set name = ?, folded = fold(?) where entity_id = ?",
            [(name, name, entity_id) for entity_id, name in rows if name is not None],
        )
