"""Messages of the bot with the numbers of what they show, and the edits that some of them owe."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.post import Contents, EditKind, OwedEdit, Post, PostId
from storage.database import Database
from storage.rows import in_utc

KEPT_FOR = timedelta(days=90)
KEPT = 5_000
"""So long, and so many of the newest messages of a desk, are known; older ones stay as they are."""
_JUDGED_SINCE = (
    "from posts p join post_contents c on c.post_id = p.post_id and c.what = 'claim'"
    " join claim_judgements j on j.claim_id = c.number and j.judged_at >= p.posted_at"
    " where j.act <> 'note'"
)
CONTENTS = 1_000
"""So many numbers of each sort one message is known by."""


def record_post(db: Database, post: Post, contents: Contents) -> None:
    """Remember what a message shows; what it showed before is kept as well."""
    db.execute(
        "delete from posts where posted_at < :old or post_id <= (select max(post_id) from posts)"
        " - :kept",
        {"old": in_utc(post.posted_at - KEPT_FOR), "kept": KEPT},
    )
    if not contents.claims and not contents.articles:
        return
    db.execute(
        "insert into posts (channel_id, message_id, posted_at) values (?, ?, ?)"
        " on conflict (message_id) do update set posted_at = excluded.posted_at",
        [post.channel_id, post.message_id, in_utc(post.posted_at)],
    )
    (post_id,) = db.execute(
        "select post_id from posts where message_id = ?", [post.message_id]
    ).fetchone()
    shown = (("claim", contents.claims), ("article", contents.articles))
    db.conn.executemany(
        "insert or ignore into post_contents (post_id, what, number) values (?, ?, ?)",
        [(post_id, what, each) for what, all_of in shown for each in sorted(all_of)[:CONTENTS]],
    )
    _owe_what_came_meanwhile(db, post_id, post.posted_at)


def _owe_what_came_meanwhile(db: Database, post_id: PostId, moment: datetime) -> None:
    """What was judged or forgotten while a message was being written is owed by it as well."""
    for claim_id in claims_judged_since(db, post_id):
        owe_corrections(db, claim_id, moment)
    gone = db.execute(
        "select number from post_contents where post_id = ? and what = 'article'"
        " and number not in (select article_id from articles) limit 1",
        [post_id],
    ).fetchone()
    if gone is not None:
        owe_removals(db, ArticleId(gone[0]), moment)


def owe_corrections(db: Database, claim_id: ClaimId, moment: datetime) -> None:
    """Every message that shows a claim owes a correction; what is to go, goes all the same."""
    _owe(db, "claim", claim_id, EditKind.CORRECT, moment)


def owe_removals(db: Database, article_id: ArticleId, moment: datetime) -> None:
    """Every message that shows an article is to go."""
    _owe(db, "article", article_id, EditKind.REMOVE, moment)


def _owe(db: Database, what: str, number: int, edit: EditKind, moment: datetime) -> None:
    db.execute(
        "insert into owed_edits (post_id, edit, owed_at, next_try_at)"
        " select post_id, :edit, :now, :now from post_contents"
        " where what = :what and number = :number"
        " on conflict (post_id) do update set turn = turn + 1, owed_at = excluded.owed_at,"
        " next_try_at = excluded.next_try_at, attempts = 0,"
        " edit = iif(edit = 'remove', edit, excluded.edit)",
        {"edit": edit.value, "now": in_utc(moment), "what": what, "number": number},
    )


def due_edits(db: Database, now: datetime, limit: int) -> tuple[OwedEdit, ...]:
    """Edits whose time has come, those that remove first, then oldest first."""
    rows = db.execute(
        "select p.post_id, p.channel_id, p.message_id, p.posted_at, o.edit, o.turn, o.attempts,"
        " o.refusals from owed_edits o join posts p using (post_id) where o.next_try_at <= ?"
        " order by o.edit = 'correct', o.owed_at, p.post_id limit ?",
        [in_utc(now), limit],
    )
    return tuple(
        OwedEdit(
            PostId(row[0]),
            Post(row[1], row[2], datetime.fromisoformat(row[3])),
            EditKind(row[4]),
            *row[5:],
        )
        for row in rows.fetchall()
    )


def claims_judged_since(db: Database, post_id: PostId) -> tuple[ClaimId, ...]:
    """The claims that a message shows and of which somebody has judged since it was written."""
    rows = db.execute(
        f"select distinct c.number {_JUDGED_SINCE} and p.post_id = ? order by 1", [post_id]
    )
    return tuple(ClaimId(row[0]) for row in rows)


def take_edit(db: Database, owed: OwedEdit, next_try_at: datetime) -> bool:
    """Take an edit on for this caller alone; False where somebody else did, or it has changed."""
    cursor = db.execute(
        "update owed_edits set attempts = attempts + 1, next_try_at = ?"
        " where post_id = ? and turn = ? and attempts = ?",
        [in_utc(next_try_at), owed.post_id, owed.turn, owed.attempts],
    )
    return cursor.rowcount == 1


def settle_edit(db: Database, owed: OwedEdit) -> None:
    """An edit is made; it is owed still where another judgement has come meanwhile."""
    db.execute("delete from owed_edits where post_id = ? and turn = ?", [owed.post_id, owed.turn])
    if owed.edit is EditKind.REMOVE:
        drop_post(db, owed.post_id)


def put_off_edit(
    db: Database, owed: OwedEdit, next_try_at: datetime, *, is_refused: bool = False
) -> int:
    """Try an edit again later; how often it was refused by now."""
    db.execute(
        "update owed_edits set next_try_at = ?, refusals = refusals + ?"
        " where post_id = ? and turn = ?",
        [in_utc(next_try_at), int(is_refused), owed.post_id, owed.turn],
    )
    row = db.execute("select refusals from owed_edits where post_id = ?", [owed.post_id]).fetchone()
    return int(row[0]) if row else 0


def drop_post(db: Database, post_id: PostId) -> None:
    """Forget a message, with what it owes."""
    db.execute("delete from posts where post_id = ?", [post_id])


def count_owed(db: Database) -> int:
    """How many messages owe an edit."""
    return int(db.execute("select count(*) from owed_edits").fetchone()[0])


def list_contents(db: Database, message_id: int) -> Sequence[tuple[str, int]]:
    """What a message is known to show."""
    rows = db.execute(
        "select c.what, c.number from post_contents c join posts p using (post_id)"
        " where p.message_id = ? order by 1, 2",
        [message_id],
    )
    return [(row[0], row[1]) for row in rows]
