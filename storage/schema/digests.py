"""What is sent to channels by itself: digests and watches, each reserved before it is sent."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0017_deliveries(db: Database) -> None:
    """Schedules and deliveries; a delivery's primary key is the lock for its local day.

    None of it holds words of an article. `digest_points` keeps, as numbers alone, which claims of
    past digests said the same thing and which of them shared a source, so that a source that is
    gone later is noticed; its rows outlive their claims on purpose.
    """
    db.execute("""
        create table digest_schedules (
            channel_id integer primary key,
            zone text not null,
            at text not null,
            starts_on text not null,
            after_article integer not null,
            covered_until text not null,
            scheduled_by integer not null,
            paused_at text,
            pause_reason text check (pause_reason in ('asked', 'refused')),
            refusals integer not null default 0
        ) strict""")
    _deliveries(db)
    db.execute("""
        create table digest_points (
            channel_id integer not null,
            claim_id integer not null,
            point integer not null,
            source integer not null,
            primary key (channel_id, claim_id)
        ) strict, without rowid""")
    db.execute("create index digest_points_point on digest_points (channel_id, point)")
    db.execute("create index digest_articles_added on articles (added_at)")


def _deliveries(db: Database) -> None:
    """What was reserved for which day of which channel, and the messages that it became."""
    db.execute("""
        create table deliveries (
            channel_id integer not null,
            edition_on text not null,
            covers_from text not null,
            due_at text not null,
            after_article integer not null,
            upto_article integer not null,
            covered_since text not null,
            reserved_at text not null,
            tried_at text not null,
            next_try_at text not null,
            attempts integer not null default 1,
            parts_sent integer not null default 0,
            state text not null check (state in ('pending', 'posted', 'quiet', 'replaced')),
            finished_at text,
            fault text,
            primary key (channel_id, edition_on)
        ) strict, without rowid""")
    db.execute("""
        create unique index deliveries_pending on deliveries (channel_id)
        where state = 'pending'""")
    db.execute("""
        create table delivery_messages (
            channel_id integer not null,
            edition_on text not null,
            part integer not null,
            message_id integer not null,
            primary key (channel_id, edition_on, part)
        ) strict, without rowid""")


@migrations()
def m0018_watches(db: Database) -> None:
    """Watches, and the claims that each has told of or is about to.

    `words` are what the asker typed, or the entity's name, by which the watch goes on where the
    entity is gone. `claim_key` is a digest of what a claim says and who says it: the same claim of
    an article that is added again has the same key.
    """
    db.execute("""
        create table watches (
            watch_id integer primary key autoincrement,
            channel_id integer not null,
            user_id integer not null,
            entity_id integer references entities on delete set null,
            words text not null,
            pings integer not null check (pings in (0, 1)),
            after_claim integer not null,
            made_at text not null,
            muted_at text,
            pause_reason text check (pause_reason in ('asked', 'refused')),
            refusals integer not null default 0
        ) strict""")
    db.execute("create index watches_entity on watches (entity_id)")
    db.execute("create index watches_user on watches (user_id)")
    db.execute("""
        create table watch_hits (
            watch_id integer not null references watches on delete cascade,
            claim_key text not null,
            claim_id integer not null,
            state text not null check (state in ('pending', 'posted', 'dropped')),
            found_at text not null,
            tried_at text,
            next_try_at text not null,
            attempts integer not null default 0,
            message_id integer,
            primary key (watch_id, claim_key)
        ) strict, without rowid""")
    db.execute(
        "create index watch_hits_pending on watch_hits (next_try_at) where state = 'pending'"
    )
