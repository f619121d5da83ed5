"""Which articles belong to each story, and who said so: membership, merges, moves and copies."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newsroom.article import ArticleId
from newsroom.story import JoinedBy, Membership, StoryId, StoryMerge, StoryMove, WireCopy
from storage.database import Database
from storage.rows import chunks, in_utc, marks


def begin_story(db: Database, moment: datetime) -> StoryId:
    """A new story without any article yet."""
    cursor = db.execute("insert into stories (begun_at) values (?)", [in_utc(moment)])
    return StoryId(int(cursor.lastrowid or 0))


def find_begun(db: Database, story_id: StoryId) -> StoryId | None:
    """The story of a number, with or without articles, or the one that it went into."""
    row = db.execute(
        "select coalesce(merged_into, story_id) from stories where story_id = ?", [story_id]
    ).fetchone()
    return StoryId(row[0]) if row else None


def begin_again(db: Database, story_id: StoryId, moment: datetime) -> StoryId:
    """The story of a number, or the one that it went into; where it is gone it begins again."""
    found = find_begun(db, story_id)
    if found is None:
        values = [story_id, in_utc(moment)]
        db.execute("insert into stories (story_id, begun_at) values (?, ?)", values)
    return found or story_id


def drop_if_empty(db: Database, story_id: StoryId) -> None:
    """Forget a story that has no article, and of which no judgement or merge speaks."""
    db.execute(
        "delete from stories where story_id = :story and merged_into is null"
        " and not exists (select 1 from story_articles where story_id = :story)"
        " and not exists (select 1 from story_moves where :story in (from_id, to_id))"
        " and not exists (select 1 from story_merges where into_id = :story)",
        {"story": story_id},
    )


def join_story(
    db: Database, article_id: ArticleId, story_id: StoryId, membership: Membership
) -> None:
    """Put an article into a story, out of the one that it was in."""
    db.execute(
        "insert into story_articles (article_id, story_id, joined_by, score, reasons, joined_at)"
        " values (?, ?, ?, ?, ?, ?) on conflict (article_id) do update set"
        " story_id = excluded.story_id, joined_by = excluded.joined_by, score = excluded.score,"
        " reasons = excluded.reasons, joined_at = excluded.joined_at",
        [
            article_id,
            story_id,
            membership.joined_by.value,
            membership.score,
            json.dumps(membership.reasons),
            in_utc(membership.joined_at),
        ],
    )
    db.execute("delete from stories_pending where article_id = ?", [article_id])


def merge_stories(db: Database, merge: StoryMerge, article_id: ArticleId, moment: datetime) -> None:
    """Make two stories one, for an article that bridges them; it is recorded."""
    db.execute(
        "insert into story_merges (story_id, into_id, article_id, score, merged_at)"
        " values (?, ?, ?, ?, ?)",
        [merge.story_id, merge.into_id, article_id, merge.score, in_utc(moment)],
    )
    db.execute(
        "update story_articles set story_id = ?, joined_by = ? where story_id = ?",
        [merge.into_id, JoinedBy.BRIDGE.value, merge.story_id],
    )
    db.execute(
        "update stories set merged_into = ? where story_id = ? or merged_into = ?",
        [merge.into_id, merge.story_id, merge.story_id],
    )


def judged_stories(db: Database, story_ids: Sequence[StoryId]) -> frozenset[StoryId]:
    """Those of some stories that a person has moved articles into or out of."""
    found: set[StoryId] = set()
    for some in chunks(story_ids):
        within = f"in ({marks(some)})"
        rows = db.execute(
            f"select from_id from story_moves where from_id {within}"
            f" union select to_id from story_moves where to_id {within}",
            [*some, *some],
        )
        found.update(StoryId(row[0]) for row in rows)
    return frozenset(found)


def record_move(db: Database, move: StoryMove) -> StoryMove:
    """Keep a person's judgement; what was judged before stays on record."""
    cursor = db.execute(
        "insert into story_moves (article_id, from_id, to_id, judged_by, judged_at, reason)"
        " values (?, ?, ?, ?, ?, ?)",
        [
            move.article_id,
            move.from_id,
            move.to_id,
            move.judged_by,
            in_utc(move.judged_at),
            move.reason,
        ],
    )
    return replace(move, move_id=int(cursor.lastrowid or 0))


def list_moves(db: Database, article_id: ArticleId) -> tuple[StoryMove, ...]:
    """Every judgement on an article, newest first."""
    rows = db.execute(
        "select move_id, article_id, from_id, to_id, judged_by, judged_at, reason from story_moves"
        " where article_id = ? order by move_id desc",
        [article_id],
    )
    return tuple(
        StoryMove(
            row[0],
            ArticleId(row[1]),
            StoryId(row[2]) if row[2] is not None else None,
            StoryId(row[3]),
            row[4],
            datetime.fromisoformat(row[5]),
            row[6],
        )
        for row in rows
    )


def record_copy(db: Database, copy: WireCopy) -> None:
    """Keep that an article repeats another's text."""
    db.execute(
        "insert or replace into wire_copies (article_id, copy_of, shared) values (?, ?, ?)",
        [copy.article_id, copy.copy_of, copy.shared],
    )
