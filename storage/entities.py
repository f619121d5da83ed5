"""Entities by their exact names, and shown on a card."""

from collections.abc import Sequence
from typing import Any

from newsroom.answer import EntityCard, ReportedRole
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityId, EntityKind, KnownEntity, MentionForm
from newsroom.errors import NewsroomError
from storage.claims import find_claims_about, find_claims_by
from storage.database import Database
from storage.name_search import candidate_from
from storage.rows import ONE_OF, citation_from, listed, moment_from

CARD_ARTICLES = 10


def find_entities_named(db: Database, folded_names: Sequence[str]) -> tuple[AliasCandidate, ...]:
    """Every name, not description, that folds to one of some folded names.

    Each is given as that of the entity that it was read as, hidden ones and merged ones too.
    """
    return tuple(
        candidate_from(row)
        for row in db.execute(
            "select e.entity_id, e.name, e.kind, n.alias, n.folded, n.form, e.mention_count,"
            " e.last_seen from entity_names n"
            " join entities e on e.entity_id = coalesce(n.read_as, n.entity_id)"
            " where n.form = 'name' and n.standing in ('given', 'added')"
            f" and n.folded {ONE_OF}",
            [listed(folded_names)],
        )
    )


def find_known(db: Database, entity_ids: Sequence[EntityId]) -> tuple[KnownEntity, ...]:
    """The entities of some ids, in that order, with their names; unknown ids are left out."""
    known = {
        row[0]: KnownEntity(
            EntityId(row[0]),
            row[1],
            EntityKind(row[2]),
            _forms(db, EntityId(row[0]), MentionForm.NAME),
            row[3],
            bool(row[4]),
        )
        for row in db.execute(
            "select entity_id, name, kind, description, is_imported from entities"
            f" where entity_id {ONE_OF}",
            [listed(entity_ids)],
        )
    }
    return tuple(known[entity_id] for entity_id in entity_ids if entity_id in known)


def _forms(db: Database, entity_id: EntityId, form: MentionForm) -> tuple[str, ...]:
    rows = db.execute(
        "select n.alias from entity_names n join entities e using (entity_id)"
        " where n.entity_id = ? and n.form = ? and n.alias <> e.name"
        " and n.standing in ('given', 'added') group by n.folded order by min(n.name_id)",
        [entity_id, form.value],
    )
    return tuple(row[0] for row in rows)


def find_desk_aliases(db: Database, entity_id: EntityId) -> tuple[str, ...]:
    """The forms that the desk itself calls an entity by."""
    rows = db.execute(
        "select alias from entity_names where entity_id = ? and standing = 'added'"
        " order by name_id",
        [entity_id],
    )
    return tuple(row[0] for row in rows)


def find_head(db: Database, entity_id: EntityId) -> EntityId:
    """Who an entity is now: itself, or what it was merged into."""
    row = db.execute("select merged_into from entities where entity_id = ?", [entity_id]).fetchone()
    return EntityId(row[0]) if row and row[0] is not None else entity_id


def load_card(db: Database, entity_id: EntityId, limit: int) -> EntityCard:
    """What the desk holds on an entity, at most `limit` claims of each sort, newest first.

    A merged one is shown as what it was merged into; a hidden one raises NewsroomError.
    """
    entity_id = find_head(db, entity_id)
    row = db.execute(
        "select name, kind, coalesce(description, (select m.description from entities m"
        "  where m.merged_into = :id and m.description is not null order by m.entity_id limit 1)),"
        " first_seen, last_seen,"
        " (select count(distinct article_id) from article_entities where entity_id = :id),"
        " (select count(distinct claim_id) from claim_entities where entity_id = :id),"
        " desk_description, is_hidden, (select count(*) from entities where merged_into = :id)"
        " from entities where entity_id = :id",
        {"id": entity_id},
    ).fetchone()
    if row is None:
        raise NewsroomError(f"There is no entity {entity_id} on this desk.")
    *row, desk_description, is_hidden, merged = row
    if is_hidden:
        raise NewsroomError("An editor of this desk has hidden that entity.")
    name, kind, description, first_seen, last_seen, article_count, claim_count = row
    roles = _roles(db, entity_id)
    said_as_role = {role.text for role in roles}
    nominals = _forms(db, entity_id, MentionForm.NOMINAL)
    return EntityCard(
        entity_id=entity_id,
        name=name,
        kind=EntityKind(kind),
        aliases=_forms(db, entity_id, MentionForm.NAME),
        nominals=tuple(text for text in nominals if text not in said_as_role),
        roles=roles,
        description=description,
        first_seen=moment_from(first_seen),
        last_seen=moment_from(last_seen),
        articles=_articles(db, entity_id),
        said=find_claims_by(db, entity_id, limit),
        about=find_claims_about(db, entity_id, limit),
        article_count=article_count,
        claim_count=claim_count,
        desk_aliases=find_desk_aliases(db, entity_id),
        desk_description=desk_description,
        merged=merged,
    )


def _roles(db: Database, entity_id: EntityId) -> tuple[ReportedRole, ...]:
    rows = db.execute(
        "select r.text, r.is_past, a.article_id, a.title, a.outlet, a.published_at, a.url,"
        " fold(r.text) from roles r join articles a using (article_id)"
        " where r.entity_id = ? order by a.dated_at desc, r.start_char",
        [entity_id],
    )
    found: dict[str, ReportedRole] = {}
    for text, is_past, *article, folded in rows:
        found.setdefault(folded, ReportedRole(text, bool(is_past), citation_from(article)))
    return tuple(found.values())


def _articles(db: Database, entity_id: EntityId) -> tuple[Any, ...]:
    rows = db.execute(
        "select distinct a.article_id, a.title, a.outlet, a.published_at, a.url"
        " from article_entities e"
        " join articles a using (article_id) where e.entity_id = ?"
        " order by a.dated_at desc, a.article_id desc limit ?",
        [entity_id, CARD_ARTICLES],
    )
    return tuple(citation_from(row) for row in rows)
