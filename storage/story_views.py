"""Stories as they are shown: in one line, with their articles, and with all that those claim."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.entity import EntityId
from newsroom.story import (
    JoinedBy,
    Membership,
    StoryArticle,
    StoryHead,
    StoryId,
    WireCopy,
)
from storage.claim_rows import load_claims
from storage.database import Database
from storage.rows import ONE_OF, citation_from, listed
from storage.search_words import plain

STORY_CLAIMS = 600
"""So many claims of a story are read at most; whoever shows fewer than all says so."""

_HEAD = (
    "select s.story_id, (select a.title from story_articles m join articles a using (article_id)"
    " where m.story_id = s.story_id order by a.dated_at, a.article_id limit 1),"
    " (select count(*) from story_articles m where m.story_id = s.story_id),"
    " (select min(a.dated_at) from story_articles m join articles a using (article_id)"
    "  where m.story_id = s.story_id),"
    " (select max(a.dated_at) from story_articles m join articles a using (article_id)"
    "  where m.story_id = s.story_id) from stories s"
)


def find_story_of(db: Database, article_id: ArticleId) -> StoryHead | None:
    """The story that an article belongs to; None while it waits for one."""
    row = db.execute(
        "select story_id from story_articles where article_id = ?", [article_id]
    ).fetchone()
    return find_story(db, StoryId(row[0])) if row else None


def find_story(db: Database, story_id: StoryId) -> StoryHead | None:
    """The story of a number, or the one that it went into; None where no article is in it."""
    row = db.execute(
        f"{_HEAD} where s.story_id = (select coalesce(merged_into, story_id) from stories"
        " where story_id = ?)",
        [story_id],
    ).fetchone()
    return _head(row) if row and row[2] else None


def stories_of(db: Database, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, StoryId]:
    """Which story each of some articles belongs to."""
    return {
        ArticleId(row[0]): StoryId(row[1])
        for row in db.execute(
            f"select article_id, story_id from story_articles where article_id {ONE_OF}",
            [listed(article_ids)],
        )
    }


def list_stories(db: Database, words: Sequence[str], limit: int) -> tuple[StoryHead, ...]:
    """Stories with an article whose title has each of some words, newest first."""
    title = " and ".join(["a.title like ? escape '\\'"] * len(words)) or "true"
    rows = db.execute(
        "select m.story_id from story_articles m join articles a using (article_id)"
        f" where {title} group by m.story_id order by max(a.dated_at) desc, m.story_id limit ?",
        [*(f"%{_escaped(word)}%" for word in words), limit],
    ).fetchall()
    heads = (find_story(db, StoryId(row[0])) for row in rows)
    return tuple(head for head in heads if head is not None)


def list_stories_naming(
    db: Database, entity_ids: Sequence[EntityId], limit: int
) -> tuple[StoryHead, ...]:
    """Stories whose articles name any of some entities, newest first."""
    rows = db.execute(
        "select m.story_id from article_entities x join story_articles m using (article_id)"
        f" join articles a using (article_id) where x.entity_id {ONE_OF}"
        " group by m.story_id order by max(a.dated_at) desc, m.story_id limit ?",
        [listed(entity_ids), limit],
    ).fetchall()
    heads = (find_story(db, StoryId(row[0])) for row in rows)
    return tuple(head for head in heads if head is not None)


def list_citations_like(db: Database, words: Sequence[str], limit: int) -> tuple[Citation, ...]:
    """Articles whose title has each of some words, newest first."""
    title = " and ".join(["title like ? escape '\\'"] * len(words)) or "true"
    rows = db.execute(
        f"select article_id, title, outlet, published_at, url from articles where {title}"
        " order by dated_at desc, article_id desc limit ?",
        [*(f"%{_escaped(word)}%" for word in words), limit],
    )
    return tuple(citation_from(row) for row in rows)


def _escaped(word: str) -> str:
    return plain(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _head(row: Sequence[object]) -> StoryHead:
    story_id, name, articles, first_at, last_at = row
    return StoryHead(
        StoryId(int(str(story_id))),
        str(name),
        int(str(articles)),
        datetime.fromisoformat(str(first_at)),
        datetime.fromisoformat(str(last_at)),
    )


def list_articles(db: Database, story_id: StoryId) -> tuple[StoryArticle, ...]:
    """A story's articles, oldest first, each with how it came there and whose copy it is."""
    rows = db.execute(
        "select a.article_id, a.title, a.outlet, a.published_at, a.url,"
        " m.joined_by, m.score, m.reasons, m.joined_at,"
        " (select v.judged_by from story_moves v where v.article_id = a.article_id"
        "  order by v.move_id desc limit 1)"
        " from story_articles m join articles a using (article_id) where m.story_id = ?"
        " order by a.dated_at, a.article_id",
        [story_id],
    ).fetchall()
    copies = {copy.article_id: copy for copy in _copies(db, [row[0] for row in rows])}
    return tuple(
        StoryArticle(
            citation_from(row[:5]),
            Membership(
                JoinedBy(row[5]),
                row[6],
                tuple(json.loads(row[7])),
                datetime.fromisoformat(row[8]),
                row[9] if row[5] == JoinedBy.PERSON.value else None,
            ),
            copies[row[0]].copy_of if row[0] in copies else None,
            copies[row[0]].shared if row[0] in copies else 0.0,
        )
        for row in rows
    )


def _copies(db: Database, article_ids: Sequence[int]) -> tuple[WireCopy, ...]:
    """Copies among some articles, the weakest link of an article first, so that the best holds."""
    known = set(article_ids)
    return tuple(
        WireCopy(ArticleId(row[0]), ArticleId(row[1]), row[2])
        for row in db.execute(
            "select article_id, copy_of, shared from wire_copies"
            f" where article_id {ONE_OF} order by shared, copy_of desc",
            [listed(article_ids)],
        )
        if row[1] in known
    )


def find_claims_of_story(db: Database, story_id: StoryId) -> tuple[StoredClaim, ...]:
    """The claims of a story, oldest article first; of a huge story those of its newest articles."""
    rows = db.execute(
        "select claim_id from (select c.claim_id, a.dated_at, a.article_id, c.position"
        " from story_articles m join articles a using (article_id) join claims c using (article_id)"
        " where m.story_id = ? order by a.dated_at desc, a.article_id desc, c.position limit ?)"
        " order by dated_at, article_id, position",
        [story_id, STORY_CLAIMS],
    )
    return load_claims(db, [row[0] for row in rows])


def list_foremost(db: Database, story_id: StoryId, limit: int) -> tuple[str, ...]:
    """The people and bodies that at least half of a story's articles name, most named first."""
    rows = db.execute(
        "select e.name from story_articles m join article_entities x using (article_id)"
        " join entities e using (entity_id) where m.story_id = :id"
        " and e.kind in ('person', 'organisation') and e.is_hidden = 0"
        " group by e.entity_id having 2 * count(distinct x.article_id) >="
        " (select count(*) from story_articles where story_id = :id)"
        " order by count(distinct x.article_id) desc, sum(x.mention_count) desc, e.entity_id"
        " limit :limit",
        {"id": story_id, "limit": limit},
    )
    return tuple(row[0] for row in rows)
