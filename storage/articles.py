"""Articles with everything that was read in them, added and removed whole."""

from collections.abc import Sequence
from datetime import datetime

from newsroom.article import Article, ArticleId, BlockKind, Citation, Span
from newsroom.attribution import Claim
from newsroom.desk import DeskCounts, Ingested
from newsroom.entity import Entity, EntityId, MentionForm
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from storage.claim_rows import insert_claim
from storage.curated_rows import follow_merges, forget_words
from storage.database import Database
from storage.entity_forms import (
    add_form,
    create_entity,
    drop_orphans,
    refresh_counts,
    rename_orphaned,
)
from storage.name_index import index_names
from storage.rows import citation_from, in_utc, moment_text
from storage.story_views import find_story_of

UNCLAIMED_SHOWN = 50
SEARCH_INDEXES = ("claims_fts",)


def find_article(db: Database, digest: str) -> ArticleId | None:
    """The article with that text, if the desk holds it."""
    row = db.execute("select article_id from articles where digest = ?", [digest]).fetchone()
    return ArticleId(row[0]) if row else None


def add_article(
    db: Database,
    extraction: Extraction,
    entity_ids: Sequence[EntityId | None],
    added_at: datetime,
) -> ArticleId:
    """Keep an article whole; `entity_ids` says which desk entity each of its entities is.

    None makes a new entity. Raises NewsroomError for a text that is here already, and ValueError
    for a span that does not hold in the text.
    """
    article_id = _insert_article(db, extraction.article, added_at)
    _insert_layout(db, article_id, extraction)
    known: dict[str, EntityId] = {}
    touched: set[EntityId] = set()
    for entity, entity_id in zip(extraction.entities, entity_ids, strict=True):
        kept = entity_id if entity_id is not None else create_entity(db, entity.name, entity.kind)
        known.setdefault(entity.name, kept)
        touched.add(kept)
        _insert_entity(db, article_id, kept, entity, extraction.article.text)
    for position, claim in enumerate(extraction.claims):
        _check_claim(claim, extraction.article.text)
        insert_claim(db, article_id, position, claim, extraction.article, known)
    refresh_counts(db, follow_merges(db, tuple(touched)))
    index_names(db)
    return article_id


def _insert_article(db: Database, article: Article, added_at: datetime) -> ArticleId:
    span = article.published_span
    cursor = db.execute(
        "insert into articles (digest, name, title, outlet, byline, published_at, published_start,"
        " published_end, url, added_at, dated_at, text)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (digest) do nothing",
        [
            article.digest,
            article.name,
            article.title,
            article.outlet,
            article.byline,
            moment_text(article.published_at),
            span.start_char if span else None,
            span.end_char if span else None,
            article.url,
            in_utc(added_at),
            in_utc(article.published_at or added_at),
            article.text,
        ],
    )
    if cursor.rowcount != 1:
        raise NewsroomError(f"The desk holds the text of {article.name!r} already.")
    return ArticleId(int(cursor.lastrowid or 0))


def _insert_layout(db: Database, article_id: ArticleId, extraction: Extraction) -> None:
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


def _insert_entity(
    db: Database, article_id: ArticleId, entity_id: EntityId, entity: Entity, text: str
) -> None:
    for mention in entity.mentions:
        _check(mention.span, mention.text, text)
    for role in entity.roles:
        _check(role.span, role.text, text)
    db.execute(
        "insert into article_entities (entity_id, article_id, name, mention_count, kind)"
        " values (?, ?, ?, ?, ?) on conflict do update"
        " set mention_count = mention_count + excluded.mention_count",
        [entity_id, article_id, entity.name, len(entity.mentions), entity.kind.value],
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


def _check_claim(claim: Claim, text: str) -> None:
    for hedge in claim.hedges:
        _check(hedge.span, hedge.text, text)
    for date in claim.dates:
        _check(date.span, date.text, text)


def get_citation(db: Database, article_id: ArticleId) -> Citation:
    """How an answer cites an article; raises NewsroomError for an unknown one."""
    row = db.execute(
        "select article_id, title, outlet, published_at, url from articles where article_id = ?",
        [article_id],
    ).fetchone()
    if row is None:
        raise NewsroomError(f"There is no article {article_id} on this desk.")
    return citation_from(row)


def list_citations(db: Database, limit: int) -> tuple[Citation, ...]:
    """The newest articles, by their own dates."""
    rows = db.execute(
        "select article_id, title, outlet, published_at, url from articles"
        " order by dated_at desc, article_id desc limit ?",
        [limit],
    )
    return tuple(citation_from(row) for row in rows)


def find_ingested(db: Database, article_id: ArticleId) -> Ingested:
    """What the desk holds of an article; body sentences without a claim are listed."""
    counts = db.execute(
        "select (select count(distinct entity_id) from article_entities where article_id = :id),"
        " (select count(*) from claims where article_id = :id),"
        " (select count(*) from claims where article_id = :id and link_count > 1),"
        " (select count(*) from sentences where article_id = :id)",
        {"id": article_id},
    ).fetchone()
    unclaimed = db.execute(
        "select substr(a.text, s.start_char + 1, s.end_char - s.start_char) from sentences s"
        " join articles a using (article_id)"
        " where s.article_id = ? and s.kind = ? and not exists (select 1 from claims c"
        " where c.article_id = s.article_id and c.sentence_start < s.end_char"
        " and s.start_char < c.sentence_end) order by s.position limit ?",
        [article_id, BlockKind.BODY.value, UNCLAIMED_SHOWN],
    )
    citation = get_citation(db, article_id)
    entities, claims, attributed, sentences = counts
    texts = tuple(row[0] for row in unclaimed)
    story = find_story_of(db, article_id)
    return Ingested(citation, False, entities, claims, attributed, sentences, texts, story)


def is_empty(db: Database) -> bool:
    """Whether the desk holds nothing yet, neither articles nor names."""
    row = db.execute(
        "select exists (select 1 from articles) or exists (select 1 from entities)"
    ).fetchone()
    return not row[0]


def count_desk(db: Database) -> DeskCounts:
    """How much the desk holds; sources are the different innermost ones."""
    row = db.execute(
        "select (select count(*) from articles),"
        " (select count(*) from entities where merged_into is null),"
        " (select count(*) from entity_names), (select count(*) from claims),"
        " (select count(distinct coalesce(l.entity, l.label)) from chain_links l"
        "  join claims c using (claim_id) where l.position > 0 and l.position = c.link_count - 1)"
    ).fetchone()
    return DeskCounts(*row)


def remove_article(db: Database, article_id: ArticleId) -> None:
    """Delete an article and everything that came only from it, from the file's pages too.

    `Store.checkpoint` then takes it out of the write-ahead log.
    """
    touched = tuple(
        EntityId(row[0])
        for row in db.execute(
            "select entity_id from article_entities where article_id = :id union"
            " select read_as from article_entities where article_id = :id and read_as is not null"
            " union select to_id from judged_parts where article_id = :id",
            {"id": article_id},
        )
    )
    db.execute("delete from articles where article_id = ?", [article_id])
    drop_orphans(db, touched)
    refresh_counts(db, touched)
    rename_orphaned(db, touched)
    forget_words(db, touched)
    index_names(db)
    for index in SEARCH_INDEXES:  # until it is merged, an index still spells what it lost
        db.execute(f"insert into {index} ({index}) values ('optimize')")
