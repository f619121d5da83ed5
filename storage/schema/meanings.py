"""What claims mean, kept so that they are found by it: embeddings, and their signs as codes."""

from storage.database import Database
from storage.schema.registry import migrations


@migrations()
def m0011_meanings(db: Database) -> None:
    """An embedding a claim, and blocks of codes that are searched one after the other.

    `meaning_codes` holds the codes of the claims of 4,096 ids in a row, zeros where there is none.
    `meaning_pending` lists claims whose sentence has no embedding yet; `meaning_model` names the
    encoder that gave those that are here.
    """
    db.execute("create table meaning_model (fingerprint text not null) strict")
    db.execute("""
        create table meanings (
            claim_id integer primary key references claims on delete cascade,
            embedding blob not null
        ) strict""")
    db.execute("""
        create table meaning_codes (
            block integer primary key,
            codes blob not null
        ) strict""")
    db.execute("""
        create table meaning_pending (
            claim_id integer primary key references claims on delete cascade
        ) strict""")
    db.execute("insert into meaning_pending select claim_id from claims")
    db.execute("""
        create trigger claims_meant after insert on claims begin
            insert into meaning_pending values (new.claim_id);
        end""")
    db.execute("""
        create trigger claims_reworded after update of sentence on claims
        when new.sentence <> old.sentence begin
            delete from meanings where claim_id = new.claim_id;
            insert or ignore into meaning_pending values (new.claim_id);
        end""")
    db.execute("""
        create trigger meanings_deleted after delete on meanings begin
            update meaning_codes set codes = cast(
                substr(codes, 1, (old.claim_id % 4096) * 48) || zeroblob(48)
                || substr(codes, (old.claim_id % 4096) * 48 + 49) as blob)
            where block = old.claim_id / 4096;
        end""")
