"""Feeds that a desk follows, how reading them goes, and which of their items were seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsroom.errors import NewsroomError
from newsroom.feed import Feed, FeedId, Outcome
from newsroom.page import Validators
from storage.database import Database
from storage.rows import in_utc, marks

ITEMS_KEPT = timedelta(days=60)
"""How long an item that left its feed is remembered."""

FARTHEST = timedelta(days=2)
"""No feed rests so long: one that is due later was put off by a clock that has gone back since."""
MOST_FEEDS = 200
_COLUMNS = (
    "feed_id, url, title, wanted, channel_id, due_at, checked_at, etag, last_modified, failures,"
    " failing_since, problem, paused_at"
)


def add_feed(
    db: Database,
    url: str,
    title: str | None,
    wanted: str | None,
    channel_id: int | None,
    now: datetime,
) -> Feed:
    """Follow a feed, from now on with this filter and channel; a paused one goes on."""
    (count,) = db.execute("select count(*) from feeds where url <> ?", [url]).fetchone()
    if count >= MOST_FEEDS:
        raise NewsroomError(f"A desk follows {MOST_FEEDS} feeds at most; remove one first.")
    moment = in_utc(now)
    db.execute(
        "insert into feeds (url, title, wanted, channel_id, added_at, due_at)"
        " values (:url, :title, :wanted, :channel_id, :now, :now) on conflict (url) do update set"
        " title = coalesce(excluded.title, title), wanted = excluded.wanted,"
        " channel_id = coalesce(excluded.channel_id, channel_id), due_at = excluded.due_at,"
        " etag = null, last_modified = null, failures = 0, failing_since = null, problem = null,"
        " paused_at = null, told_at = null",
        {"url": url, "title": title, "wanted": wanted, "channel_id": channel_id, "now": moment},
    )
    feed = find_feed(db, url)
    assert feed is not None
    return feed


def find_feed(db: Database, which: str) -> Feed | None:
    """The feed of that number, with or without #, or of that address."""
    number = which.removeprefix("#")
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    row = db.execute(
        f"select {_COLUMNS} from feeds where url = ? or feed_id = ?",
        [which, int(number) if is_number else None],
    ).fetchone()
    return _feed(row) if row else None


def list_feeds(db: Database) -> tuple[Feed, ...]:
    """All feeds in the order in which they were added."""
    return tuple(map(_feed, db.execute(f"select {_COLUMNS} from feeds order by feed_id")))


def list_due_feeds(db: Database, now: datetime) -> tuple[Feed, ...]:
    """The feeds to read by now, the longest due first; paused ones are not."""
    rows = db.execute(
        f"select {_COLUMNS} from feeds where paused_at is null and (due_at <= ? or due_at > ?)"
        " order by due_at",
        [in_utc(now), in_utc(now + FARTHEST)],
    )
    return tuple(map(_feed, rows))


def remove_feed(db: Database, feed_id: FeedId) -> None:
    """Follow a feed no longer; the articles that came from it stay."""
    db.execute("delete from feeds where feed_id = ?", [feed_id])


def record_reading(
    db: Database,
    feed_id: FeedId,
    title: str | None,
    validators: Validators,
    now: datetime,
    due_at: datetime,
) -> None:
    """A feed was read; forget items that left it long ago."""
    db.execute(
        "update feeds set title = coalesce(?, title), etag = ?, last_modified = ?, checked_at = ?,"
        " due_at = ?, failures = 0, failing_since = null, problem = null where feed_id = ?",
        [title, validators.etag, validators.last_modified, in_utc(now), in_utc(due_at), feed_id],
    )
    db.execute(
        "delete from feed_items where feed_id = ? and seen_on < ?",
        [feed_id, (now - ITEMS_KEPT).date().isoformat()],
    )


def record_failure(
    db: Database, feed_id: FeedId, problem: str, now: datetime, due_at: datetime
) -> None:
    """A feed could not be read."""
    db.execute(
        "update feeds set failures = failures + 1, problem = ?, due_at = ?,"
        " failing_since = coalesce(failing_since, ?) where feed_id = ?",
        [problem, in_utc(due_at), in_utc(now), feed_id],
    )


def pause_feed(db: Database, feed_id: FeedId, now: datetime) -> bool:
    """Read a feed no more until it is added again; True for the one who is to tell the desk."""
    cursor = db.execute(
        "update feeds set paused_at = coalesce(paused_at, :now), told_at = :now"
        " where feed_id = :feed_id and told_at is null",
        {"now": in_utc(now), "feed_id": feed_id},
    )
    return cursor.rowcount == 1


def find_attempt(db: Database, feed_id: FeedId, keys: Sequence[str]) -> tuple[Outcome, int] | None:
    """What became of an item that has any of these keys, and how often it was tried."""
    row = db.execute(
        f"select outcome, attempts from feed_items where feed_id = ? and key in ({marks(keys)})"
        " order by attempts desc limit 1",
        [feed_id, *keys],
    ).fetchone()
    return (Outcome(row[0]), row[1]) if row else None


def find_mark(db: Database, feed_id: FeedId, keys: Sequence[str]) -> str | None:
    """What told of an item's words when it was last read, by the first of its keys that knows."""
    rows = db.execute(
        f"select key, mark from feed_items where feed_id = ? and key in ({marks(keys)})"
        " and mark is not null",
        [feed_id, *keys],
    )
    known = dict(rows.fetchall())
    return next((known[key] for key in keys if key in known), None)


def record_attempt(
    db: Database,
    feed_id: FeedId,
    keys: Sequence[str],
    tried: tuple[Outcome, int],
    now: datetime,
    mark: str | None = None,
) -> None:
    """What became of an item, under each of its keys; nothing where the feed is gone."""
    outcome, attempts = tried
    today = now.date().isoformat()
    db.conn.executemany(
        "insert into feed_items (feed_id, key, outcome, attempts, seen_on, mark)"
        " select feed_id, ?, ?, ?, ?, ? from feeds where feed_id = ?"
        " on conflict do update set outcome = excluded.outcome, attempts = excluded.attempts,"
        " seen_on = excluded.seen_on, mark = coalesce(excluded.mark, mark)",
        [(key, outcome.value, attempts, today, mark, feed_id) for key in keys],
    )


def refresh_items(
    db: Database, feed_id: FeedId, items: Sequence[tuple[str, str]], now: datetime
) -> None:
    """Remember for longer what still stands in the feed; each is a key with its item's mark.

    An item that was seen before marks were kept gets the one that it has now.
    """
    today = now.date().isoformat()
    db.conn.executemany(
        "update feed_items set seen_on = ?, mark = coalesce(mark, ?)"
        " where feed_id = ? and key = ? and (seen_on < ? or mark is null)",
        [(today, mark, feed_id, key, today) for key, mark in items],
    )


def _feed(row: Sequence[object]) -> Feed:
    (number, url, title, wanted, channel, due_at, checked_at, etag, modified, failures, since,
     problem, paused_at) = row  # fmt: skip
    return Feed(
        FeedId(int(str(number))),
        str(url),
        _words(title),
        _words(wanted),
        int(str(channel)) if channel is not None else None,
        datetime.fromisoformat(str(due_at)),
        _moment(checked_at),
        Validators(_words(etag), _words(modified)),
        int(str(failures)),
        _moment(since),
        _words(problem),
        paused_at is not None,
    )


def _words(value: object) -> str | None:
    return str(value) if value is not None else None


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value is not None else None
