"""Watches and what they found: each claim once, reserved before its channel is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.carried import ToldWatch
from newsroom.digest import PauseReason
from newsroom.entity import EntityId
from newsroom.watch import Hit, Watch, WatchId
from storage.claim_rows import load_claims
from storage.database import Database
from storage.entities import find_head
from storage.rows import in_utc
from storage.search_words import quoted

MOST_WATCHES = 25
"""So many watches one person may have on a desk."""
FARTHEST = timedelta(hours=2)
"""No pause lasts so long: a try that is further off was set by a clock that has gone back since."""
_COLUMNS = (
    "watch_id, channel_id, user_id, entity_id, words, pings, after_claim, made_at, muted_at,"
    " pause_reason, refusals"
)
_HIT = "watch_id, claim_key, claim_id, tried_at, next_try_at, attempts"


def last_claim(db: Database) -> ClaimId:
    """The number of the newest claim; 0 where there is none. Later claims get higher ones."""
    return ClaimId(db.execute("select coalesce(max(claim_id), 0) from claims").fetchone()[0])


def add_watch(db: Database, watch: Watch) -> Watch:
    """Keep a new watch; the same again in a channel is the one that is there."""
    known = db.execute(
        f"select {_COLUMNS} from watches where channel_id = ? and user_id = ?"
        " and entity_id is ? and fold(words) = fold(?)",
        [watch.channel_id, watch.user_id, watch.entity_id, watch.words],
    ).fetchone()
    if known:
        return _watch(known)
    cursor = db.execute(
        "insert into watches"
        " (channel_id, user_id, entity_id, words, pings, after_claim, made_at)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        [
            watch.channel_id,
            watch.user_id,
            watch.entity_id,
            watch.words,
            int(watch.pings),
            watch.after_claim,
            in_utc(watch.made_at),
        ],
    )
    found = find_watch(db, WatchId(int(cursor.lastrowid or 0)))
    assert found is not None
    return found


def told_by(db: Database, watch: Watch) -> ToldWatch:
    """A watch with what it has told of, or was not to tell of."""
    rows = db.execute(
        "select claim_key from watch_hits where watch_id = ? and state <> 'pending' order by 1",
        [watch.watch_id],
    )
    return ToldWatch(watch, tuple(row[0] for row in rows))


def put_along(db: Database, carried: ToldWatch, article_id: ArticleId, now: datetime) -> None:
    """Keep a watch in the file of an embargo, with the article that it came with."""
    put_watch(db, carried, now)
    db.execute(
        "insert or ignore into carried_watches select watch_id, ? from watches where watch_id = ?",
        [article_id, carried.watch.watch_id],
    )


def remove_along(db: Database, article_id: ArticleId) -> None:
    """Forget the watches that came with an article."""
    db.execute(
        "delete from watches where watch_id in"
        " (select watch_id from carried_watches where article_id = ?)",
        [article_id],
    )


def put_watch(db: Database, carried: ToldWatch, now: datetime) -> None:
    """Keep a watch under its own number, with its entity if that is there; not a second time.

    One that somebody has set again meanwhile is that one.
    """
    watch = carried.watch
    cursor = db.execute(
        f"insert or ignore into watches ({_COLUMNS})"
        " select :id, :channel, :user, (select entity_id from entities where entity_id = :entity),"
        " :words, :pings, :after, :made_at, :muted_at, :reason, :refusals where not exists ("
        " select 1 from watches where channel_id = :channel and user_id = :user"
        " and fold(words) = fold(:words))",
        {
            "id": watch.watch_id,
            "channel": watch.channel_id,
            "user": watch.user_id,
            "entity": watch.entity_id,
            "words": watch.words,
            "pings": int(watch.pings),
            "after": watch.after_claim,
            "made_at": in_utc(watch.made_at),
            "muted_at": in_utc(watch.muted_at) if watch.muted_at else None,
            "reason": watch.mute_reason.value if watch.mute_reason else None,
            "refusals": watch.refusals,
        },
    )
    if cursor.rowcount == 1:
        db.conn.executemany(
            "insert or ignore into watch_hits"
            " (watch_id, claim_key, claim_id, state, found_at, next_try_at)"
            " values (?, ?, 0, 'dropped', ?, ?)",
            [(watch.watch_id, key, in_utc(now), in_utc(now)) for key in carried.told],
        )


def remove_watch(db: Database, watch_id: WatchId) -> bool:
    """Forget a watch and what it found; False where there is none."""
    return db.execute("delete from watches where watch_id = ?", [watch_id]).rowcount == 1


def find_watch(db: Database, watch_id: WatchId) -> Watch | None:
    """The watch of a number."""
    row = db.execute(f"select {_COLUMNS} from watches where watch_id = ?", [watch_id]).fetchone()
    return _watch(row) if row else None


def list_watches(db: Database) -> tuple[Watch, ...]:
    """Every watch of the desk, oldest first."""
    rows = db.execute(f"select {_COLUMNS} from watches order by watch_id").fetchall()
    return tuple(map(_watch, rows))


def count_watches(db: Database, user_id: int) -> int:
    """How many watches somebody has set."""
    row = db.execute("select count(*) from watches where user_id = ?", [user_id]).fetchone()
    return int(row[0])


def set_muted(
    db: Database, watch_id: WatchId, reason: PauseReason | None, upto: ClaimId, now: datetime
) -> bool:
    """Mute a watch for a reason, or unmute it for None: what came meanwhile is not told."""
    cursor = db.execute(
        "update watches set muted_at = :at, pause_reason = :reason, refusals = 0,"
        " after_claim = max(after_claim, :upto) where watch_id = :id",
        {
            "at": in_utc(now) if reason else None,
            "reason": reason.value if reason else None,
            "upto": upto,
            "id": watch_id,
        },
    )
    if reason:
        db.execute(
            "update watch_hits set state = 'dropped' where watch_id = ? and state = 'pending'",
            [watch_id],
        )
    return cursor.rowcount == 1


def move_on(db: Database, watch_id: WatchId, upto: ClaimId) -> None:
    """Record that a watch has looked at every claim up to one."""
    db.execute("update watches set after_claim = ? where watch_id = ?", [upto, watch_id])


def record_hit(db: Database, hit: Hit, now: datetime) -> bool:
    """Reserve a claim for a watch; False where it has found the same claim before."""
    cursor = db.execute(
        "insert or ignore into watch_hits"
        " (watch_id, claim_key, claim_id, state, found_at, next_try_at)"
        " values (?, ?, ?, 'pending', ?, ?)",
        [hit.watch_id, hit.claim_key, hit.claim_id, in_utc(now), in_utc(hit.next_try_at)],
    )
    return cursor.rowcount == 1


def due_hits(db: Database, now: datetime, limit: int) -> tuple[Hit, ...]:
    """What channels are to be told of by now, in the order in which it was found."""
    rows = db.execute(
        f"select {_HIT} from watch_hits where state = 'pending'"
        " and (next_try_at <= ? or next_try_at > ?) order by claim_id, watch_id limit ?",
        [in_utc(now), in_utc(now + FARTHEST), limit],
    ).fetchall()
    return tuple(map(_hit, rows))


def take_hit(db: Database, hit: Hit, now: datetime, next_try_at: datetime) -> bool:
    """Take a hit up for this caller alone; False when somebody else just did."""
    cursor = db.execute(
        "update watch_hits set tried_at = :now, next_try_at = :next, attempts = attempts + 1"
        " where watch_id = :watch and claim_key = :key and state = 'pending'"
        " and next_try_at = :known",
        {
            "now": in_utc(now),
            "next": in_utc(next_try_at),
            "watch": hit.watch_id,
            "key": hit.claim_key,
            "known": in_utc(hit.next_try_at),
        },
    )
    return cursor.rowcount == 1


def put_off(db: Database, hit: Hit, next_try_at: datetime) -> None:
    """Let a hit that failed be tried again later."""
    db.execute(
        "update watch_hits set next_try_at = ?"
        " where watch_id = ? and claim_key = ? and state = 'pending'",
        [in_utc(next_try_at), hit.watch_id, hit.claim_key],
    )


def confirm_hit(db: Database, hit: Hit, message_id: int) -> None:
    """Record that a channel was told of a hit."""
    db.execute(
        "update watch_hits set state = 'posted', message_id = ?"
        " where watch_id = ? and claim_key = ? and state = 'pending'",
        [message_id, hit.watch_id, hit.claim_key],
    )
    db.execute("update watches set refusals = 0 where watch_id = ?", [hit.watch_id])


def drop_hit(db: Database, hit: Hit) -> None:
    """Give a hit up: its claim has left the desk."""
    db.execute(
        "update watch_hits set state = 'dropped'"
        " where watch_id = ? and claim_key = ? and state = 'pending'",
        [hit.watch_id, hit.claim_key],
    )


def count_watch_refusal(db: Database, watch_id: WatchId) -> int:
    """Count one more refusal of a watch's channel; how many there have been in a row."""
    db.execute("update watches set refusals = refusals + 1 where watch_id = ?", [watch_id])
    row = db.execute("select refusals from watches where watch_id = ?", [watch_id]).fetchone()
    return int(row[0]) if row else 0


def claims_naming(
    db: Database, entity_id: EntityId, after: ClaimId, upto: ClaimId
) -> tuple[StoredClaim, ...]:
    """The claims of a range that are about an entity, rest on it, or report its response.

    Those of one that was merged are those of whom it was merged into.
    """
    rows = db.execute(
        "select claim_id from claim_entities where entity_id = :entity"
        "  and claim_id > :after and claim_id <= :upto"
        " union select claim_id from chain_links where entity_id = :entity"
        "  and claim_id > :after and claim_id <= :upto"
        " union select claim_id from claims where response_entity_id = :entity"
        "  and response_kind is not null and claim_id > :after and claim_id <= :upto order by 1",
        {"entity": find_head(db, entity_id), "after": after, "upto": upto},
    )
    return load_claims(db, [row[0] for row in rows.fetchall()])


def claims_holding(
    db: Database, terms: Sequence[Sequence[str]], after: ClaimId, upto: ClaimId, limit: int
) -> tuple[tuple[StoredClaim, float], ...]:
    """The claims of a range that hold any of some words, with the index's relevance."""
    query = " OR ".join(dict.fromkeys(quoted(term) for group in terms for term in group))
    if not query:
        return ()
    rows = db.execute(
        "select rowid, -rank from claims_fts where claims_fts match ?"
        " and rowid > ? and rowid <= ? order by rank limit ?",
        [query, after, upto, limit],
    ).fetchall()
    relevance = {row[0]: max(0.0, float(row[1])) for row in rows}
    return tuple((claim, relevance[claim.claim_id]) for claim in load_claims(db, list(relevance)))


def mentions_in(db: Database, entity_id: EntityId, claim_id: ClaimId) -> tuple[str, ...]:
    """The words by which a claim's sentence speaks of an entity, in order and once each."""
    rows = db.execute(
        "select m.text from mentions m join claims c using (article_id)"
        " where m.entity_id = ? and c.claim_id = ?"
        " and m.start_char < c.sentence_end and m.end_char > c.sentence_start"
        " order by m.start_char",
        [find_head(db, entity_id), claim_id],
    )
    return tuple(dict.fromkeys(row[0] for row in rows))


def _watch(row: Sequence[Any]) -> Watch:
    return Watch(
        WatchId(row[0]),
        row[1],
        row[2],
        EntityId(row[3]) if row[3] is not None else None,
        row[4],
        bool(row[5]),
        ClaimId(row[6]),
        datetime.fromisoformat(row[7]),
        datetime.fromisoformat(row[8]) if row[8] else None,
        PauseReason(row[9]) if row[9] else None,
        row[10],
    )


def _hit(row: Sequence[Any]) -> Hit:
    return Hit(
        WatchId(row[0]),
        row[1],
        ClaimId(row[2]),
        datetime.fromisoformat(row[3]) if row[3] else None,
        datetime.fromisoformat(row[4]),
        row[5],
    )
