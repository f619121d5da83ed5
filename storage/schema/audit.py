"""The audit: entries that are only ever added, and apart from them the names of people."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0019_audit(db: Database) -> None:
    """A chain that the file itself keeps whole: each entry follows the last, none is changed.

    `audit_head` is the last entry, so that one cut off at the end is missed. Names are in
    `audit_people` alone: without its row an entry still chains, and says nothing of anybody. What
    an entry may hold is so narrow that no sentence fits.
    """
    db.execute("""
        create table audit (
            entry_id integer primary key,
            at text not null check (length(at) <= 40),
            desk text not null check (length(desk) <= 64),
            person text not null check (length(person) <= 40),
            command text not null check (length(command) <= 64),
            objects text not null
                check (length(objects) <= 2000 and objects not glob '*[^a-z0-9_: -]*'),
            outcome text not null check (
                outcome in ('done', 'refused')
                or outcome glob 'failed:*' and outcome not glob 'failed:*[^A-Za-z0-9_]*'
            ),
            previous text not null,
            hash text not null unique
        ) strict""")
    db.execute("create index audit_failures on audit (entry_id) where outcome like 'failed:%'")
    db.execute("create index audit_person on audit (person)")
    db.execute("""
        create table audit_people (
            person text primary key,
            user_id integer not null unique,
            name text not null
        ) strict, without rowid""")
    db.execute("""
        create table audit_head (
            only_row integer primary key check (only_row = 1),
            entry_id integer not null,
            hash text not null
        ) strict""")
    _only_grows(db)


def _only_grows(db: Database) -> None:
    """Refuse every change but the next entry."""
    db.execute("""
        create trigger audit_follows before insert on audit
        when new.entry_id <> coalesce((select entry_id from audit_head), 0) + 1
            or new.previous <> coalesce((select hash from audit_head), '')
        begin select raise(abort, 'an audit entry must follow the last one'); end""")
    db.execute("""
        create trigger audit_followed after insert on audit begin
            insert into audit_head values (1, new.entry_id, new.hash) on conflict (only_row)
            do update set entry_id = excluded.entry_id, hash = excluded.hash;
        end""")
    for table, change in (("audit", "update"), ("audit", "delete"), ("audit_head", "delete")):
        db.execute(f"""
            create trigger {table}_no_{change} before {change} on {table}
            begin select raise(abort, 'the audit only grows'); end""")
    db.execute("""
        create trigger audit_head_forward before update on audit_head
        when not exists (select 1 from audit a
            where a.entry_id = new.entry_id and a.hash = new.hash)
            or new.entry_id <> old.entry_id + 1
        begin select raise(abort, 'the audit only grows'); end""")
