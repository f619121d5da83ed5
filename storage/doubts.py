"""What may be doubtful on a desk: how articles name entities, and what claims rest on."""

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Evidence, Identity
from newsroom.curation import Named, NamedThere, PartView, Rested
from newsroom.entity import EntityId, EntityKind
from storage.database import Database
from storage.rows import citation_from

MOST = 3_000
"""How many of each sort are looked at: the most mentioned entities, the newest of the others."""


def load_named_there(db: Database) -> tuple[NamedThere, ...]:
    """Parts that were joined by the machine and that their article names or takes otherwise."""
    rows = db.execute(
        "select x.entity_id, x.article_id, x.name, x.kind, e.name, e.kind, e.mention_count"
        " from article_entities x join entities e using (entity_id)"
        " join articles a using (article_id)"
        " where x.read_as is null and e.is_hidden = 0"
        " and (x.name <> e.name or x.kind <> e.kind) and (e.is_imported = 1 or exists ("
        "  select 1 from article_entities o"
        "  where o.entity_id = x.entity_id and o.article_id <> x.article_id))"
        " order by a.dated_at desc, a.article_id desc limit ?",
        [MOST],
    )
    return tuple(
        NamedThere(
            EntityId(own),
            ArticleId(article_id),
            name,
            EntityKind(kind) if kind else None,
            entity_name,
            EntityKind(entity_kind),
            mentions,
        )
        for own, article_id, name, kind, entity_name, entity_kind, mentions in rows
    )


def load_named(db: Database) -> tuple[Named, ...]:
    """The entities that articles call by a name, most mentioned first."""
    rows = db.execute(
        "select e.entity_id, e.name, e.kind, e.mention_count from entities e"
        " where e.mention_count > 0 and e.is_hidden = 0 and exists (select 1 from mentions m"
        "  where m.entity_id = e.entity_id and m.form = 'name')"
        " order by e.mention_count desc, e.last_seen desc, e.entity_id limit ?",
        [MOST],
    )
    return tuple(Named(EntityId(row[0]), row[1], EntityKind(row[2]), row[3]) for row in rows)


def load_rested(db: Database) -> tuple[Rested, ...]:
    """Claims of the newest articles that rest on an inferred source or one unnamed one."""
    rows = db.execute(
        "select c.claim_id, k.evidence = :inferred, c.identity = :unnamed and c.is_single"
        " from claims c join articles a using (article_id)"
        " join chain_links k on k.claim_id = c.claim_id and k.position = c.link_count - 1"
        " where k.position > 0 and c.claim_id not in (select claim_id from judged_sources)"
        " and (k.evidence = :inferred"
        " or (c.identity = :unnamed and c.is_single = 1))"
        " order by a.dated_at desc, a.article_id desc, c.position limit :limit",
        {"inferred": Evidence.INFERRED.value, "unnamed": Identity.UNNAMED.value, "limit": MOST},
    )
    return tuple(Rested(ClaimId(row[0]), bool(row[1]), bool(row[2])) for row in rows)


def find_part(db: Database, own: EntityId, article_id: ArticleId) -> PartView | None:
    """One article's part of an entity, as that it was read as; None once it is another's."""
    row = db.execute(
        "select x.name, a.article_id, a.title, a.outlet, a.published_at, a.url"
        " from article_entities x join articles a using (article_id)"
        " where x.entity_id = ? and x.article_id = ? and x.read_as is null",
        [own, article_id],
    ).fetchone()
    return PartView(own, row[0], citation_from(row[1:])) if row else None
