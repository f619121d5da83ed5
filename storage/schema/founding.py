"""Articles, entities, claims and how they are searched: the tables that a desk began with."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0001_articles(db: Database) -> None:
    """Articles as read, with the blocks and sentences that cover them.

    `dated_at` orders articles: `published_at` in UTC, a naive one read as UTC; else `added_at`.
    """
    db.execute("""
        create table articles (
            article_id integer primary key autoincrement,
            digest text not null unique,
            name text not null,
            title text not null,
            outlet text,
            byline text,
            published_at text,
            published_start integer,
            published_end integer,
            url text,
            added_at text not null,
            dated_at text not null,
            text text not null
        ) strict""")
    db.execute("create index articles_newest on articles (dated_at desc, article_id desc)")
    db.execute("""
        create table blocks (
            article_id integer not null references articles on delete cascade,
            position integer not null,
            start_char integer not null,
            end_char integer not null,
            kind text not null,
            body_start integer not null,
            body_end integer not null,
            primary key (article_id, position)
        ) strict, without rowid""")
    db.execute("""
        create table sentences (
            article_id integer not null references articles on delete cascade,
            position integer not null,
            start_char integer not null,
            end_char integer not null,
            kind text not null,
            block integer not null,
            primary key (article_id, position)
        ) strict, without rowid""")


@migrations()
def m0002_entities(db: Database) -> None:
    """Entities, which articles speak of them, and every form that they are known by."""
    db.execute("""
        create table entities (
            entity_id integer primary key autoincrement,
            name text not null,
            folded text not null,
            kind text not null,
            description text,
            is_imported integer not null default 0 check (is_imported in (0, 1)),
            mention_count integer not null default 0,
            first_seen text,
            last_seen text
        ) strict""")
    db.execute("create index entities_folded on entities (folded, kind)")
    db.execute("create index entities_foremost on entities (mention_count desc, last_seen desc)")
    db.execute("""
        create table article_entities (
            entity_id integer not null references entities on delete cascade,
            article_id integer not null references articles on delete cascade,
            name text not null,
            mention_count integer not null,
            primary key (entity_id, article_id)
        ) strict, without rowid""")
    db.execute("create index article_entities_article on article_entities (article_id)")
    db.execute("""
        create table entity_names (
            name_id integer primary key autoincrement,
            entity_id integer not null references entities on delete cascade,
            alias text not null,
            folded text not null,
            form text not null check (form in ('name', 'nominal')),
            is_imported integer not null default 0 check (is_imported in (0, 1)),
            unique (entity_id, alias, form)
        ) strict""")
    db.execute("create index entity_names_folded on entity_names (folded, form)")
    db.execute("""
        create table entity_name_articles (
            name_id integer not null references entity_names on delete cascade,
            article_id integer not null references articles on delete cascade,
            primary key (name_id, article_id)
        ) strict, without rowid""")
    db.execute("create index entity_name_articles_article on entity_name_articles (article_id)")


@migrations()
def m0003_mentions(db: Database) -> None:
    """Where an article's text speaks of an entity, and the roles that it gives it."""
    db.execute("""
        create table mentions (
            mention_id integer primary key,
            entity_id integer not null references entities on delete cascade,
            article_id integer not null references articles on delete cascade,
            start_char integer not null,
            end_char integer not null,
            form text not null,
            is_inferred integer not null check (is_inferred in (0, 1)),
            text text not null
        ) strict""")
    db.execute("create index mentions_entity on mentions (entity_id, article_id)")
    db.execute("create index mentions_article on mentions (article_id, start_char)")
    db.execute("""
        create table roles (
            role_id integer primary key,
            entity_id integer not null references entities on delete cascade,
            article_id integer not null references articles on delete cascade,
            start_char integer not null,
            end_char integer not null,
            is_past integer not null check (is_past in (0, 1)),
            text text not null
        ) strict""")
    db.execute("create index roles_entity on roles (entity_id, article_id)")
    db.execute("create index roles_article on roles (article_id, start_char)")


@migrations()
def m0004_claims(db: Database) -> None:
    """Claims with their response; `source` and `about` hold names for the search index."""
    db.execute("""
        create table claims (
            claim_id integer primary key autoincrement,
            article_id integer not null references articles on delete cascade,
            position integer not null,
            manner text not null,
            identity text not null,
            is_single integer not null check (is_single in (0, 1)),
            link_count integer not null,
            sentence_start integer not null,
            sentence_end integer not null,
            response_kind text,
            response_party text,
            response_entity text,
            response_entity_id integer references entities on delete set null,
            response_start integer,
            response_end integer,
            text text not null,
            sentence text not null,
            source text not null,
            about text not null,
            unique (article_id, position)
        ) strict""")
    db.execute("create index claims_identity on claims (identity, is_single)")
    db.execute(
        "create index claims_response on claims (response_entity_id)"
        " where response_kind is not null"
    )


@migrations()
def m0005_claim_details(db: Database) -> None:
    """What a claim consists of: spans, chain, hedges, dates, and the entities it is about."""
    db.execute("""
        create table claim_spans (
            claim_id integer not null references claims on delete cascade,
            part text not null check (part in ('content', 'cue', 'source')),
            position integer not null,
            start_char integer not null,
            end_char integer not null,
            primary key (claim_id, part, position)
        ) strict, without rowid""")
    db.execute("""
        create table chain_links (
            claim_id integer not null references claims on delete cascade,
            position integer not null,
            label text not null,
            identity text not null,
            kind text not null,
            start_char integer,
            end_char integer,
            entity text,
            entity_id integer references entities on delete set null,
            number text not null,
            evidence text not null,
            primary key (claim_id, position)
        ) strict, without rowid""")
    db.execute("create index chain_links_entity on chain_links (entity_id, claim_id)")
    db.execute("""
        create table hedges (
            claim_id integer not null references claims on delete cascade,
            position integer not null,
            start_char integer not null,
            end_char integer not null,
            text text not null,
            primary key (claim_id, position)
        ) strict, without rowid""")
    db.execute("""
        create table claim_dates (
            claim_id integer not null references claims on delete cascade,
            position integer not null,
            start_char integer not null,
            end_char integer not null,
            text text not null,
            edtf text,
            primary key (claim_id, position)
        ) strict, without rowid""")
    db.execute("""
        create table claim_entities (
            claim_id integer not null references claims on delete cascade,
            entity_id integer not null references entities on delete cascade,
            position integer not null,
            primary key (claim_id, entity_id)
        ) strict, without rowid""")
    db.execute("create index claim_entities_entity on claim_entities (entity_id, claim_id)")


@migrations()
def m0006_claim_search(db: Database) -> None:
    """Words of claims, kept by triggers; the text itself stays in `claims` alone."""
    db.execute("""
        create virtual table claims_fts using fts5 (
            text, sentence, source, about, content='claims', content_rowid='claim_id',
            tokenize='porter unicode61 remove_diacritics 2'
        )""")
    db.execute("insert into claims_fts (claims_fts, rank) values ('rank', 'bm25(4, 1, 1, 2)')")
    db.execute("create virtual table claims_terms using fts5vocab (claims_fts, row)")
    db.execute("""
        create trigger claims_inserted after insert on claims begin
            insert into claims_fts (rowid, text, sentence, source, about)
            values (new.claim_id, new.text, new.sentence, new.source, new.about);
        end""")
    db.execute("""
        create trigger claims_deleted after delete on claims begin
            insert into claims_fts (claims_fts, rowid, text, sentence, source, about)
            values ('delete', old.claim_id, old.text, old.sentence, old.source, old.about);
        end""")
    db.execute("""
        create trigger claims_updated after update of text, sentence, source, about on claims begin
            insert into claims_fts (claims_fts, rowid, text, sentence, source, about)
            values ('delete', old.claim_id, old.text, old.sentence, old.source, old.about);
            insert into claims_fts (rowid, text, sentence, source, about)
            values (new.claim_id, new.text, new.sentence, new.source, new.about);
        end""")


@migrations()
def m0007_name_search(db: Database) -> None:
    """Words and trigrams of folded names, kept by triggers; the names stay in `entity_names`."""
    db.execute("""
        create virtual table names_words using fts5 (
            folded, content='entity_names', content_rowid='name_id',
            tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
        )""")
    db.execute("""
        create virtual table names_trigram using fts5 (
            folded, content='entity_names', content_rowid='name_id', tokenize='trigram'
        )""")
    db.execute("create virtual table names_trigram_terms using fts5vocab (names_trigram, row)")
    db.execute("""
        create trigger entity_names_inserted after insert on entity_names begin
            insert into names_words (rowid, folded) values (new.name_id, new.folded);
            insert into names_trigram (rowid, folded) values (new.name_id, new.folded);
        end""")
    db.execute("""
        create trigger entity_names_deleted after delete on entity_names begin
            insert into names_words (names_words, rowid, folded)
            values ('delete', old.name_id, old.folded);
            insert into names_trigram (names_trigram, rowid, folded)
            values ('delete', old.name_id, old.folded);
        end""")
    db.execute("""
        create trigger entity_names_updated after update of folded on entity_names begin
            insert into names_words (names_words, rowid, folded)
            values ('delete', old.name_id, old.folded);
            insert into names_trigram (names_trigram, rowid, folded)
            values ('delete', old.name_id, old.folded);
            insert into names_words (rowid, folded) values (new.name_id, new.folded);
            insert into names_trigram (rowid, folded) values (new.name_id, new.folded);
        end""")


@migrations()
def m0008_desk(db: Database) -> None:
    """What was asked, so that buttons outlive a restart, and the desk's own settings."""
    db.execute("""
        create table asks (
            ask_id integer primary key autoincrement,
            command text not null,
            options text not null check (json_valid(options)),
            user_id integer not null,
            asked_at text not null
        ) strict""")
    db.execute("create index asks_asked_at on asks (asked_at)")
    db.execute("""
        create table desk_settings (
            key text primary key,
            value text not null
        ) strict, without rowid""")


@migrations()
def m0009_response_entities(db: Database) -> None:
    """Responses by whose they are, so that the deletion of an entity need not read every claim."""
    db.execute(
        "create index claims_response_entity on claims (response_entity_id)"
        " where response_entity_id is not null"
    )
