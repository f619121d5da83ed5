"""Articles with everything that was read in them, added and removed whole."""

from collections.abc import Sequence
from datetime import datetime

from newsroom.article import Article, ArticleId, BlockKind, Citation
from newsroom.desk import DeskCounts, Ingested
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from storage.article_parts import check_claim, find_spoken_of, insert_entities, insert_layout
from storage.claim_judgements import forget_source_names
from storage.claim_rows import Standing, insert_claim
from storage.corrections import keep_corrections
from storage.curated_rows import follow_merges, settle
from storage.database import Database
from storage.entity_forms import refresh_counts
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
    number: ArticleId | None = None,
) -> ArticleId:
    """Keep an article whole; `entity_ids` says which desk entity each of its entities is.

    None makes a new entity, and as `number` a new one for the article. Raises NewsroomError for a
    text that is here already, and ValueError for a span that does not hold in the text.
    """
    article = extraction.article
    article_id = _insert_article(db, article, added_at, number)
    insert_layout(db, article_id, extraction)
    known, touched = insert_entities(db, article_id, extraction, entity_ids)
    standing = Standing(article_id, article, known)
    for position, claim in enumerate(extraction.claims):
        check_claim(claim, article.text)
        insert_claim(db, standing, position, claim)
    keep_corrections(db, article_id, 1, extraction.corrections, added_at)
    refresh_counts(db, follow_merges(db, tuple(touched)))
    index_names(db)
    return article_id


def _insert_article(
    db: Database, article: Article, added_at: datetime, number: ArticleId | None
) -> ArticleId:
    span = article.published_span
    cursor = db.execute(
        "insert into articles (article_id, digest, name, title, outlet, byline, published_at,"
        " published_start, published_end, url, added_at, dated_at, text)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (digest) do nothing",
        [
            number,
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
        " (select count(*) from sentences where article_id = :id),"
        " (select version from articles where article_id = :id)",
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
    entities, claims, attributed, sentences, version = counts
    texts = tuple(row[0] for row in unclaimed)
    story = find_story_of(db, article_id)
    return Ingested(citation, False, entities, claims, attributed, sentences, texts, story, version)


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
    touched = find_spoken_of(db, article_id)
    db.execute("delete from articles where article_id = ?", [article_id])
    settle(db, touched)
    forget_source_names(db)
    for index in SEARCH_INDEXES:  # until it is merged, an index still spells what it lost
        db.execute(f"insert into {index} ({index}) values ('optimize')")
