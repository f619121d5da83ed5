"""What people judge of claims, and which messages of the bot show which claims.

A claim keeps its number through every version of its article, and so does what was judged of it; a
claim that its article makes no more keeps it too. Acts hold the claim's number, not a reference:
only an article that is forgotten takes them along.
"""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0021_claim_judgements(db: Database) -> None:
    """Acts of people on claims, never rewritten, and whom claims rest on by what stands of them.

    `label` and `entity_id` say who stands behind a claim, `words` are a corrected wording or a
    note, `said` is what the claim said then. `judged_sources` is computed from the acts, so that
    claims are found by whom they rest on.
    """
    db.execute("""
        create table claim_judgements (
            judgement_id integer primary key autoincrement,
            claim_id integer not null,
            article_id integer not null references articles on delete cascade,
            act text not null check (act in ('status', 'source', 'note', 'undone')),
            judged_by text not null,
            judged_at text not null,
            reason text not null,
            said text not null,
            status text check (status in ('confirmed', 'disputed', 'corrected', 'withdrawn')),
            words text not null,
            label text,
            identity text check (identity in ('named', 'unnamed', 'document', 'none')),
            kind text,
            number text check (number in ('one', 'several')),
            entity_id integer,
            is_confidential integer not null default 0 check (is_confidential in (0, 1)),
            undoes integer references claim_judgements on delete cascade
        ) strict""")
    db.execute("create index claim_judgements_claim on claim_judgements (claim_id)")
    db.execute("create index claim_judgements_article on claim_judgements (article_id)")
    db.execute("create index claim_judgements_undoes on claim_judgements (undoes)")
    db.execute("create index claim_judgements_judged on claim_judgements (judged_at)")
    db.execute(
        "create index claim_judgements_entity on claim_judgements (entity_id)"
        " where entity_id is not null"
    )
    db.execute("""
        create table judged_sources (
            claim_id integer primary key,
            article_id integer not null references articles on delete cascade,
            identity text not null,
            is_single integer not null,
            entity_id integer
        ) strict""")
    db.execute("create index judged_sources_article on judged_sources (article_id)")
    db.execute("create index judged_sources_entity on judged_sources (entity_id)")
    db.execute("create index judged_sources_identity on judged_sources (identity)")
    _posts(db)


def _posts(db: Database) -> None:
    """Messages in channels with the numbers of what they show, and those that owe an edit.

    None of it holds a word of an article.
    """
    db.execute("""
        create table posts (
            post_id integer primary key autoincrement,
            channel_id integer not null,
            message_id integer not null unique,
            posted_at text not null
        ) strict""")
    db.execute("create index posts_posted on posts (posted_at)")
    db.execute("""
        create table post_contents (
            post_id integer not null references posts on delete cascade,
            what text not null check (what in ('claim', 'article')),
            number integer not null,
            primary key (post_id, what, number)
        ) strict, without rowid""")
    db.execute("create index post_contents_number on post_contents (what, number)")
    db.execute("""
        create table owed_edits (
            post_id integer primary key references posts on delete cascade,
            edit text not null check (edit in ('correct', 'remove')),
            turn integer not null default 1,
            owed_at text not null,
            next_try_at text not null,
            attempts integer not null default 0,
            refusals integer not null default 0
        ) strict""")
    db.execute("create index owed_edits_next on owed_edits (next_try_at)")
