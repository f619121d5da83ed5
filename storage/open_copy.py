"""A copy of a desk for readers: plain tables and a few views, no search index, no Discord ids.

It opens in Datasette or any SQLite browser. It is no desk any more; a backup is.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from newsroom.judged_claim import told_of
from storage.backup import copy_desk, sync
from storage.claim_judgements import marks_of
from storage.database import Database
from storage.interchange.left_out import LEFT_OUT
from storage.interchange.shape import CHANNELS
from storage.interchange.writing import strip_discord_ids

_BARE_REFERENCE = re.compile(r"\breferences (\w+)(?! ?\()\b")

KEPT_TABLES = frozenset({"pages"})
"""Of what lines of JSON leave out, a copy keeps the pages."""

VIEWS = {
    "claims_with_sources": """
        select c.claim_id, c.text as claim, j.desk_status, j.desk_correction,
            c.sentence, a.title as article, a.outlet,
            a.published_at, a.url,
            (select group_concat(label, ' → ') from (select k.label from chain_links k
             where k.claim_id = c.claim_id order by k.position)) as sourcing_chain,
            c.identity as source_identity, j.desk_source, c.manner,
            (select group_concat(text, '; ') from (select h.text from hedges h
             where h.claim_id = c.claim_id order by h.position)) as hedges,
            c.response_kind as response, c.response_party as response_of, c.article_id
        from claims c join articles a using (article_id) left join judged_claims j
            using (claim_id)""",
    "entity_mentions": """
        select e.entity_id, e.name as entity, e.kind, m.text as mentioned_as, m.form,
            a.title as article, a.outlet, a.published_at, m.start_char, m.end_char, m.article_id
        from mentions m join entities e using (entity_id) join articles a using (article_id)
        where not e.is_hidden""",
    "entity_roles": """
        select e.entity_id, e.name as entity, r.text as role, r.is_past, a.title as article,
            a.outlet, a.published_at, r.article_id
        from roles r join entities e using (entity_id) join articles a using (article_id)
        where not e.is_hidden""",
    "entity_aliases": """
        select e.entity_id, e.name as entity, e.kind, n.alias, n.form
        from entity_names n join entities e using (entity_id)
        where not e.is_hidden and n.standing in ('given', 'added')""",
    "known_entities": """
        select e.entity_id, e.name as entity, e.kind,
            coalesce(e.desk_description, e.description) as description, e.mention_count
        from entities e where e.merged_into is null and not e.is_hidden""",
    "stories_with_articles": """
        select s.story_id, a.title as article, a.outlet, a.published_at, s.joined_by, s.reasons,
            s.article_id
        from story_articles s join articles a using (article_id)""",
}


def copy_for_readers(db: Database, target: Path, *, with_discord_ids: bool = False) -> None:
    """Write such a copy of the desk, as this connection's snapshot has it, into a new file."""
    copy_desk(db, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.create_function("without_discord_id", 1, strip_discord_ids, deterministic=True)
        copy.execute("begin")
        copy.execute("delete from claim_judgements where is_confidential = 1")
        _tell_judged(db, copy)
        _drop_machinery(copy)
        _drop_settings(copy, with_discord_ids=with_discord_ids)
        for name, query in VIEWS.items():
            copy.execute(f"create view {name} as {query}")
        copy.execute("commit")
        _spell_out_references(copy)
        copy.execute("pragma application_id = 0")
        copy.execute("vacuum")
    sync(target)


def _tell_judged(db: Database, copy: sqlite3.Connection) -> None:
    """What stands of the judgements on each claim, which no view could tell."""
    copy.execute(
        "create table judged_claims (claim_id integer primary key references claims,"
        " desk_status text, desk_correction text, desk_source text) strict"
    )
    claim_ids = [row[0] for row in db.execute("select distinct claim_id from claim_judgements")]
    rows = [
        (claim_id, *told_of(mark))
        for claim_id, mark in marks_of(db, claim_ids).items()
        if db.execute("select 1 from claims where claim_id = ?", [claim_id]).fetchone()
    ]
    copy.executemany("insert into judged_claims values (?, ?, ?, ?)", rows)


def _drop_machinery(copy: sqlite3.Connection) -> None:
    """Triggers need functions that only Byline has; indexes of words mean nothing to a reader."""
    for (name,) in copy.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        copy.execute(f"drop trigger {name}")
    tables = {row[0] for row in copy.execute("select name from sqlite_master where type = 'table'")}
    virtual = [name for name in ("claims_terms", "claims_fts") if name in tables]
    for name in [*virtual, *sorted(LEFT_OUT.keys() & tables - set(virtual) - KEPT_TABLES)]:
        copy.execute(f"drop table if exists {name}")
    for table in ("entities", "entity_names"):
        copy.execute(f"drop index if exists {table}_folded")
        copy.execute(f"alter table {table} drop column folded")


def _spell_out_references(copy: sqlite3.Connection) -> None:
    """Name the column that each reference means: Datasette does not know the primary key by itself.

    Only the text of the tables changes, which SQLite reads anew afterwards.
    """
    keys = dict(
        copy.execute(
            "select t.name, c.name from pragma_table_list t join pragma_table_info(t.name) c"
            " where c.pk = 1"
        )
    )

    def spelt_out(sql: str) -> str:
        return _BARE_REFERENCE.sub(lambda found: f"{found[0]} ({keys[found[1]]})", sql)

    copy.create_function("spelt_out", 1, spelt_out, deterministic=True)
    copy.execute("pragma writable_schema = on")
    copy.execute("update sqlite_master set sql = spelt_out(sql) where type = 'table'")
    copy.execute("pragma writable_schema = reset")


def _drop_settings(copy: sqlite3.Connection, *, with_discord_ids: bool) -> None:
    if with_discord_ids:
        return
    for table in ("desk_settings", *(part.table for part in CHANNELS)):
        copy.execute(f"drop table {table}")
    copy.execute("update feeds set channel_id = null")
    for table in ("story_moves", "judgements", "claim_judgements", "reviews"):
        copy.execute(f"update {table} set judged_by = without_discord_id(judged_by)")
