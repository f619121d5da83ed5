"""What an article consists of besides its claims: its layout and the entities that it speaks of."""

from collections.abc import Sequence

from newsroom.article import ArticleId, Span
from newsroom.attribution import Claim
from newsroom.entity import Entity, EntityId, MentionForm
from newsroom.extraction import Extraction
from storage.database import Database
from storage.entity_forms import add_form, create_entity


def insert_layout(db: Database, article_id: ArticleId, extraction: Extraction) -> None:
    """Write an article's blocks and sentences."""
    db.conn.executemany(
        "insert into blocks values (?, ?, ?, ?, ?, ?, ?)",
        [
            (article_id, i, b.span.start_char, b.span.end_char, b.kind.value,
             b.body.start_char, b.body.end_char)
            for i, b in enumerate(extraction.article.blocks)
        ],
    )  # fmt: skip
    db.conn.executemany(
        "insert into sentences values (?, ?, ?, ?, ?, ?)",
        [
            (article_id, i, s.span.start_char, s.span.end_char, s.kind.value, s.block)
            for i, s in enumerate(extraction.sentences)
        ],
    )


def delete_parts(db: Database, article_id: ArticleId) -> tuple[EntityId, ...]:
    """Forget an article's layout and entities; which entities those were."""
    rows = db.execute("select entity_id from article_entities where article_id = ?", [article_id])
    touched = tuple(EntityId(row[0]) for row in rows)
    tables = ("blocks", "sentences", "mentions", "roles", "article_entities")
    for table in (*tables, "entity_name_articles"):
        db.execute(f"delete from {table} where article_id = ?", [article_id])
    return touched


def insert_entities(
    db: Database,
    article_id: ArticleId,
    extraction: Extraction,
    entity_ids: Sequence[EntityId | None],
) -> tuple[dict[str, EntityId], frozenset[EntityId]]:
    """Write whom an article speaks of; the desk's entities by its names for them, and all of them.

    None makes a new entity.
    """
    known: dict[str, EntityId] = {}
    touched: set[EntityId] = set()
    for entity, entity_id in zip(extraction.entities, entity_ids, strict=True):
        kept = entity_id if entity_id is not None else create_entity(db, entity.name, entity.kind)
        known.setdefault(entity.name, kept)
        touched.add(kept)
        _insert_entity(db, article_id, kept, entity, extraction.article.text)
    return known, frozenset(touched)


def _insert_entity(
    db: Database, article_id: ArticleId, entity_id: EntityId, entity: Entity, text: str
) -> None:
    for mention in entity.mentions:
        _check(mention.span, mention.text, text)
    for role in entity.roles:
        _check(role.span, role.text, text)
    db.execute(
        "insert into article_entities (entity_id, article_id, name, mention_count)"
        " values (?, ?, ?, ?) on conflict do update"
        " set mention_count = mention_count + excluded.mention_count",
        [entity_id, article_id, entity.name, len(entity.mentions)],
    )
    db.conn.executemany(
        "insert into mentions"
        " (entity_id, article_id, start_char, end_char, form, is_inferred, text)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [
            (entity_id, article_id, m.span.start_char, m.span.end_char, m.form.value,
             int(m.is_inferred), m.text)
            for m in entity.mentions
        ],
    )  # fmt: skip
    db.conn.executemany(
        "insert into roles (entity_id, article_id, start_char, end_char, is_past, text)"
        " values (?, ?, ?, ?, ?, ?)",
        [
            (entity_id, article_id, r.span.start_char, r.span.end_char, int(r.is_past), r.text)
            for r in entity.roles
        ],
    )
    for alias in dict.fromkeys((entity.name, *entity.aliases)):
        add_form(db, entity_id, alias, MentionForm.NAME, article_id)
    nominals = [m.text for m in entity.mentions if m.form is MentionForm.NOMINAL]
    for described in dict.fromkeys((*(role.text for role in entity.roles), *nominals)):
        add_form(db, entity_id, described, MentionForm.NOMINAL, article_id)


def _check(span: Span, expected: str, text: str) -> None:
    if span.of(text) != expected:
        raise ValueError(f"span {span} does not hold {expected[:40]!r}")


def check_claim(claim: Claim, text: str) -> None:
    """Raise ValueError where a hedge or date of a claim does not stand at its span."""
    for hedge in claim.hedges:
        _check(hedge.span, hedge.text, text)
    for date in claim.dates:
        _check(date.span, date.text, text)
