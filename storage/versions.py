"""Articles whose text changed: revised in place, with every version before kept as it was."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from newsroom.article import Article, ArticleId, Span
from newsroom.attribution import Claim, ClaimId
from newsroom.carried import NamesRead
from newsroom.entity import EntityId, EntityKind
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from newsroom.version import (
    Change,
    ChangedArticle,
    Correction,
    History,
    KnownText,
    OldText,
    Revision,
    Version,
)
from storage.article_parts import check_claim, delete_parts, insert_entities, insert_layout
from storage.articles import get_citation
from storage.claim_codec import change_from, to_json
from storage.claim_rows import Standing, insert_claim, rewrite_claim
from storage.corrections import corrections_of, keep_corrections
from storage.curated_rows import follow_merges
from storage.database import Database
from storage.rows import citation_from, in_utc, moment_from, moment_text
from storage.whole_claims import list_gone, load_whole_claims, set_gone

CANDIDATES = 40
NEAR_DAYS = timedelta(days=2)
_KNOWN = "article_id, name, title, outlet, url, published_at, text"


def find_superseded(db: Database, digest: str) -> tuple[ArticleId, int] | None:
    """The article that had that text once, and in which version, the latest."""
    row = db.execute(
        "select article_id, version from article_versions where digest = ?"
        " order by article_id desc, version desc limit 1",
        [digest],
    ).fetchone()
    return (ArticleId(row[0]), row[1]) if row else None


def get_known_text(db: Database, article_id: ArticleId) -> KnownText:
    """An article as far as it takes to tell whether another text is a version of it."""
    row = db.execute(f"select {_KNOWN} from articles where article_id = ?", [article_id]).fetchone()
    if row is None:
        raise NewsroomError(f"There is no article {article_id} on this desk.")
    return _known(row)


def find_known_texts(db: Database, article: Article, added_at: datetime) -> tuple[KnownText, ...]:
    """Articles that may be the same: of its name, of its title, or of its outlet at its time."""
    moment = article.published_at or added_at
    rows = db.execute(
        f"select {_KNOWN} from articles where article_id in ("
        " select * from (select article_id from articles where name = :name"
        "  order by article_id desc limit :limit)"
        " union select * from (select article_id from articles where title = :title"
        "  order by article_id desc limit :limit)"
        " union select * from (select article_id from articles"
        "  where dated_at between :since and :until and outlet = :outlet collate nocase"
        "  order by dated_at desc limit :limit)) order by article_id desc",
        {
            "name": article.name,
            "title": article.title,
            "outlet": article.outlet or "",
            "since": in_utc(_shifted(moment, -NEAR_DAYS)),
            "until": in_utc(_shifted(moment, NEAR_DAYS)),
            "limit": CANDIDATES,
        },
    )
    return tuple(map(_known, rows))


def _shifted(moment: datetime, days: timedelta) -> datetime:
    """A moment some days off, as far as the calendar goes."""
    try:
        return moment + days
    except OverflowError:
        return moment


def _known(row: Sequence[str]) -> KnownText:
    article_id, name, title, outlet, url, published_at, text = row
    published = moment_from(published_at)
    return KnownText(ArticleId(int(article_id)), name, title, outlet, url, published, text)


def load_old_text(db: Database, article_id: ArticleId) -> OldText:
    """An article's text with its sentences, its claims, and those that went before."""
    (text,) = db.execute("select text from articles where article_id = ?", [article_id]).fetchone()
    rows = db.execute(
        "select start_char, end_char from sentences where article_id = ? order by position",
        [article_id],
    )
    sentences = tuple(Span(*row) for row in rows)
    return OldText(text, sentences, load_whole_claims(db, article_id), list_gone(db, article_id))


def find_own_entities(db: Database, article_id: ArticleId) -> NamesRead:
    """As whom an article's entities were read, by the names and kinds that it gives them."""
    rows = db.execute(
        "select x.name, coalesce(x.kind, e.kind), e.entity_id from article_entities x"
        " join entities e on e.entity_id = coalesce(x.read_as, x.entity_id)"
        " where x.article_id = ?",
        [article_id],
    )
    return {(row[0], EntityKind(row[1])): EntityId(row[2]) for row in rows}


def revise_article(
    db: Database,
    article_id: ArticleId,
    extraction: Extraction,
    entity_ids: Sequence[EntityId | None],
    revision: Revision,
    seen_at: datetime,
) -> tuple[int, tuple[ClaimId, ...], tuple[EntityId, ...]]:
    """Make a text the current version; its number, those of new claims, and whom it concerns.

    Everything that was read in the version before is replaced, but for its text, which is kept,
    and its claims, which `revision` carries over. `entity_ids` are as whom its entities are read;
    those that it concerns, now or before, are left to be settled. Raises NewsroomError where
    another article has the very text, ValueError for a span that does not hold.
    """
    version = _supersede(db, article_id)
    (old_text,) = db.execute(
        "select text from articles where article_id = ?", [article_id]
    ).fetchone()
    set_gone(db, article_id, version, revision.gone, old_text)
    _update_article(db, article_id, version, extraction.article, seen_at)
    before = delete_parts(db, article_id)
    insert_layout(db, article_id, extraction)
    known, touched = insert_entities(db, article_id, extraction, entity_ids)
    standing = Standing(article_id, extraction.article, known)
    added = _revise_claims(db, standing, revision)
    heads = follow_merges(db, tuple(touched))
    keep_corrections(db, article_id, version, extraction.corrections, seen_at)
    return version, added, tuple(touched.union(before, heads))


def _supersede(db: Database, article_id: ArticleId) -> int:
    """Keep the current version as one that was; the number of the next."""
    db.execute(
        "insert into article_versions (article_id, version, digest, name, title, outlet, byline,"
        " published_at, url, seen_at, text, content_type, content)"
        " select a.article_id, a.version, a.digest, a.name, a.title, a.outlet, a.byline,"
        " a.published_at, a.url, coalesce(a.seen_at, a.added_at), a.text, p.content_type,"
        " p.content from articles a left join pages p using (article_id) where a.article_id = ?",
        [article_id],
    )
    row = db.execute("select version from articles where article_id = ?", [article_id]).fetchone()
    return int(row[0]) + 1


def _update_article(
    db: Database, article_id: ArticleId, version: int, article: Article, seen_at: datetime
) -> None:
    """Put the new text in the place of the old; what the new one does not state stays."""
    taken = db.execute(
        "select 1 from articles where digest = ? and article_id <> ?", [article.digest, article_id]
    ).fetchone()
    if taken is not None:
        raise NewsroomError(f"The desk holds the text of {article.name!r} already.")
    span = article.published_span
    db.execute(
        "update articles set version = :version, seen_at = :seen_at, digest = :digest,"
        " title = :title, outlet = coalesce(:outlet, outlet), byline = coalesce(:byline, byline),"
        " published_at = coalesce(:published_at, published_at), published_start = :start,"
        " published_end = :end, url = coalesce(:url, url), text = :text,"
        " dated_at = coalesce(:dated_at, dated_at) where article_id = :article_id",
        {
            "version": version,
            "seen_at": in_utc(seen_at),
            "digest": article.digest,
            "title": article.title,
            "outlet": article.outlet,
            "byline": article.byline,
            "published_at": moment_text(article.published_at),
            "start": span.start_char if span else None,
            "end": span.end_char if span else None,
            "url": article.url,
            "text": article.text,
            "dated_at": in_utc(article.published_at) if article.published_at else None,
            "article_id": article_id,
        },
    )


def _revise_claims(db: Database, standing: Standing, revision: Revision) -> tuple[ClaimId, ...]:
    """Write the claims of the new text in its order, each under its number if it has one."""
    db.execute(
        "update claims set position = -1 - position where article_id = ?", [standing.article_id]
    )
    restored = {one.claim_id for one in revision.restored}
    db.conn.executemany(
        "delete from gone_claims where claim_id = ?", [[claim_id] for claim_id in restored]
    )
    added: dict[int, ClaimId] = {}
    for position, (claim, claim_id, place) in enumerate(sorted(_placed(revision), key=_order)):
        check_claim(claim, standing.article.text)
        if claim_id is not None and claim_id not in restored:
            rewrite_claim(db, standing, position, claim, claim_id)
            continue
        kept = insert_claim(db, standing, position, claim, claim_id)
        if claim_id is None:
            added[place] = kept
    return tuple(added[place] for place in range(len(revision.added)))


_Placed = tuple[Claim, ClaimId | None, int]


def _placed(revision: Revision) -> Iterator[_Placed]:
    for one in (*revision.kept, *revision.restored):
        yield one.claim, one.claim_id, -1
    for place, claim in enumerate(revision.added):
        yield claim, None, place


def _order(placed: _Placed) -> tuple[int, int, int]:
    claim, _, place = placed
    first = claim.content[0].start_char if claim.content else claim.sentence.start_char
    return claim.sentence.start_char, first, place


def record_change(db: Database, article_id: ArticleId, change: Change, seen_at: datetime) -> None:
    """Keep what is different in a version."""
    db.execute(
        "insert into version_changes (article_id, version, seen_at, change) values (?, ?, ?, ?)",
        [article_id, change.version, in_utc(seen_at), to_json(change)],
    )


def list_noted(db: Database, article_id: ArticleId) -> tuple[Correction, ...]:
    """The notes of correction that an article has ever carried, oldest first."""
    return tuple(one.correction for one in reversed(corrections_of(db, (article_id,))))


def find_changes_since(db: Database, moment: datetime) -> tuple[ChangedArticle, ...]:
    """Every change that the desk has seen from a moment on, oldest first."""
    rows = db.execute(
        "select v.change, v.seen_at, a.article_id, a.title, a.outlet, a.published_at, a.url"
        " from version_changes v join articles a using (article_id) where v.seen_at >= ?"
        " order by v.seen_at, v.article_id, v.version",
        [in_utc(moment)],
    )
    return tuple(map(_changed, rows))


def list_changed(db: Database, limit: int) -> tuple[ChangedArticle, ...]:
    """The newest changes, the newest first."""
    rows = db.execute(
        "select v.change, v.seen_at, a.article_id, a.title, a.outlet, a.published_at, a.url"
        " from version_changes v join articles a using (article_id)"
        " order by v.seen_at desc, v.article_id desc, v.version desc limit ?",
        [limit],
    )
    return tuple(map(_changed, rows))


def _changed(row: Sequence[str]) -> ChangedArticle:
    change, seen_at, *article = row
    citation = citation_from(article)
    return ChangedArticle(citation, datetime.fromisoformat(seen_at), change_from(change))


def load_history(db: Database, article_id: ArticleId) -> History:
    """All versions of an article with what changed; raises NewsroomError for an unknown one."""
    citation = get_citation(db, article_id)
    rows = db.execute(
        "select version, title, outlet, published_at, digest, seen_at, text"
        " from article_versions where article_id = :id union all"
        " select version, title, outlet, published_at, digest, coalesce(seen_at, added_at), text"
        " from articles where article_id = :id order by 1",
        {"id": article_id},
    )
    versions = tuple(
        Version(n, title, outlet, moment_from(at), digest, datetime.fromisoformat(seen), text)
        for n, title, outlet, at, digest, seen, text in rows
    )
    changes = db.execute(
        "select change from version_changes where article_id = ? order by version", [article_id]
    )
    return History(
        citation,
        versions,
        tuple(change_from(row[0]) for row in changes),
        corrections_of(db, (article_id,)),
    )
