"""Stories, which articles belong to each and how they came there, and copies of one text."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0015_stories(db: Database) -> None:
    """Stories hold no words of an article: a name is the first article's title, words are numbers.

    `stories_pending` lists articles that no story has yet; a desk's old ones come into it here.
    """
    db.execute("""
        create table stories (
            story_id integer primary key autoincrement,
            begun_at text not null,
            merged_into integer references stories on delete cascade
        ) strict""")
    db.execute("create index stories_merged on stories (merged_into)")
    db.execute("""
        create table story_articles (
            article_id integer primary key references articles on delete cascade,
            story_id integer not null references stories on delete cascade,
            joined_by text not null check (joined_by in ('began', 'likeness', 'bridge', 'person')),
            score real not null,
            reasons text not null check (json_valid(reasons)),
            joined_at text not null
        ) strict""")
    db.execute("create index story_articles_story on story_articles (story_id, article_id)")
    db.execute("""
        create table story_words (
            word integer not null,
            article_id integer not null references articles on delete cascade,
            weight real not null,
            primary key (word, article_id)
        ) strict, without rowid""")
    db.execute("create index story_words_article on story_words (article_id)")
    db.execute("""
        create table wire_copies (
            article_id integer not null references articles on delete cascade,
            copy_of integer not null references articles on delete cascade,
            shared real not null,
            primary key (article_id, copy_of)
        ) strict, without rowid""")
    db.execute("create index wire_copies_copy_of on wire_copies (copy_of)")
    db.execute("""
        create table stories_pending (
            article_id integer primary key references articles on delete cascade
        ) strict""")
    db.execute("insert into stories_pending select article_id from articles")
    db.execute("""
        create trigger articles_pending after insert on articles begin
            insert into stories_pending (article_id) values (new.article_id);
        end""")
    _story_judgements(db)


def _story_judgements(db: Database) -> None:
    """Moves by people and merges by bridges; a story goes with the last that speaks of it."""
    db.execute("""
        create table story_moves (
            move_id integer primary key autoincrement,
            article_id integer not null references articles on delete cascade,
            from_id integer references stories on delete set null,
            to_id integer not null references stories on delete cascade,
            judged_by text not null,
            judged_at text not null,
            reason text not null
        ) strict""")
    for column in ("article_id", "from_id", "to_id"):
        db.execute(f"create index story_moves_{column} on story_moves ({column})")
    db.execute("""
        create table story_merges (
            story_id integer primary key references stories on delete cascade,
            into_id integer not null references stories on delete cascade,
            article_id integer references articles on delete set null,
            score real not null,
            merged_at text not null
        ) strict""")
    for column in ("into_id", "article_id"):
        db.execute(f"create index story_merges_{column} on story_merges ({column})")
    is_left = """
        merged_into is null
        and not exists (select 1 from story_articles m where m.story_id = stories.story_id)
        and not exists (select 1 from story_moves v where v.from_id = stories.story_id)
        and not exists (select 1 from story_moves v where v.to_id = stories.story_id)"""
    db.execute(f"""
        create trigger story_articles_deleted after delete on story_articles begin
            delete from stories where story_id = old.story_id and {is_left};
        end""")
    db.execute(f"""
        create trigger story_moves_deleted after delete on story_moves begin
            delete from stories where story_id in (old.from_id, old.to_id) and {is_left};
        end""")
