"""What is left of a desk after a death: whether it is sound, and whether everything is there."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from answering import answer_question
from matching.folding import fold
from matching.questions import read_question
from newsroom.answer import Answer
from newsroom.errors import StoreError
from storage.audit import check_audit
from storage.backup import copy_backup
from storage.connections import open_writer
from storage.database import Database
from storage.migrations import migrations
from tests.killing.ledger import CLAIMS, Act, Kind, Ledger, Said, text_of
from tests.killing.lives import NAMES, PARTS, Place, person_in
from tests.storage.factories import KEYS, check_indexes

WHOLE = {"sentences": 1, "mentions": 3, "article_entities": 1, "entity_name_articles": 1}
WHOLE_CLAIM = {"claim_spans": 3, "chain_links": 2, "claim_entities": 1}
"""How many rows of each kind an article has for each claim, and each of its claims has."""


class Harm(Exception):
    """A desk that is not as it must be after a death."""


class Damaged(Harm):
    """The file, its indexes or its audit are not sound, or something is half in."""


class Lost(Harm):
    """Something that was acknowledged is gone."""


class Twice(Harm):
    """Something was done twice, or left out, that a channel gets once."""


def open_sound(path: Path) -> Database:
    """Open a desk as the product does, and check everything that holds of every desk."""
    try:
        db = open_writer(path, fold, KEYS)
    except StoreError as error:
        raise Damaged(str(error)) from error
    try:
        check_sound(db)
    except BaseException:
        db.close()
        raise
    return db


def check_sound(db: Database) -> None:
    """The file, its references, indexes, schema and audit."""
    try:
        for pragma in ("integrity_check", "quick_check"):
            _require(db, f"pragma {pragma}", [("ok",)])
        _require(db, "pragma foreign_key_check", [])
        check_indexes(db)
        if migrations.pending(db):
            raise Damaged("the schema is half made")
        if (fault := check_audit(db).fault) is not None:
            raise Damaged(f"the audit: {fault}")
    except (sqlite3.Error, AssertionError) as error:
        raise Damaged(f"{type(error).__name__}: {error}"[:200]) from error


def _require(db: Database, sql: str, expected: list[tuple[str, ...]]) -> None:
    if (found := db.execute(sql).fetchall()) != expected:
        raise Damaged(f"{sql}: {found[:3]}")


def inspect(place: Place, ledger: Ledger, said: Said) -> None:
    """Check a desk against everything that was ever said of it; the ledger then has what is so.

    An act that had begun may be done whole or not at all.
    """
    db = open_sound(place.desk)
    try:
        for act in said.begun:
            ledger.try_(act)
        for act in said.done:
            ledger.try_(act)
            ledger.note(act)
        _check_articles(db, ledger, said.begun)
        _check_names(db, ledger, said.begun)
        _check_counts(db, ledger, said.begun)
        check_whole(db)
        check_deliveries(db, place)
        _check_backups(place, said)
        _check_answer(db, ledger)
    finally:
        db.close()


def _check_articles(db: Database, ledger: Ledger, begun: Iterable[Act]) -> None:
    """Exactly those articles are there, each with the text of its version."""
    held = {
        int(name.removeprefix("article-")): (digest, version)
        for name, digest, version in db.execute("select name, digest, version from articles")
    }
    for act in begun:
        if act.kind is Kind.ADD and act.number in held:
            ledger.note(act)
        elif act.kind is Kind.FORGET and act.number not in held:
            ledger.note(act)
        elif act.kind is Kind.VERSION:
            if held.get(act.number, ("", 0))[1] == ledger.articles[act.number] + 1:
                ledger.note(act)
    if gone := ledger.articles.keys() - held.keys():
        raise Lost(f"articles {sorted(gone)} were acknowledged and are gone")
    if extra := held.keys() - ledger.articles.keys():
        raise Damaged(f"articles {sorted(extra)} are there and were forgotten, or never begun")
    for number, version in ledger.articles.items():
        expected = (text_of(number, version).article.digest, version)
        if held[number] != expected:
            raise Lost(f"article {number} is in version {held[number][1]}, not {version}")


def _check_names(db: Database, ledger: Ledger, begun: Iterable[Act]) -> None:
    found = Counter(
        int(name.removeprefix("Known ").partition("n")[0])
        for (name,) in db.execute("select name from entities where name like 'Known %'")
    )
    for act in begun:
        if act.kind is Kind.NAMES and act.number in found:
            ledger.note(act)
    if half := {batch: count for batch, count in found.items() if count != NAMES}:
        raise Damaged(f"lists of names are half in: {half}")
    if gone := ledger.names - found.keys():
        raise Lost(f"lists of names {sorted(gone)} were acknowledged and are gone")


def _check_counts(db: Database, ledger: Ledger, begun: Iterable[Act]) -> None:
    """Judgements and audit entries: as many as were acknowledged, or the one that had begun."""
    (held,) = db.execute("select count(*) from judgements").fetchone()
    for act in begun:
        if act.kind is Kind.JUDGE and held == ledger.judged + 1:
            ledger.note(act)
    if held != ledger.judged:
        raise Lost(f"{held} of {ledger.judged} judgements are there")
    (entries,) = db.execute("select count(*) from audit").fetchone()
    if entries < ledger.entries:
        raise Lost(f"{entries} of at least {ledger.entries} entries of the audit are there")


def check_whole(db: Database) -> None:
    """Nothing is half in: every article has all of its rows, and no row is without its article."""
    wanted = {
        article_id: CLAIMS
        for (article_id,) in db.execute("select article_id from articles where name like 'art%'")
    }
    for table, rows in WHOLE.items():
        _count(db, f"select article_id, count(*) from {table} group by 1", wanted, rows)
    _count(db, "select article_id, count(*) from claims group by 1", wanted, 1)
    for table, rows in WHOLE_CLAIM.items():
        query = f"select article_id, count(*) from {table} join claims using (claim_id) group by 1"
        _count(db, query, wanted, rows)


def _count(db: Database, query: str, wanted: dict[int, int], rows: int) -> None:
    expected = {article_id: claims * rows for article_id, claims in wanted.items()}
    if (found := dict(db.execute(query).fetchall())) != expected:
        odd = dict(found.items() ^ expected.items())
        raise Damaged(f"{query.split(' from ')[1]}: {odd}")


def check_deliveries(db: Database, place: Place) -> None:
    """Every message once; what is recorded as sent stands there; no article between two digests."""
    wall = place.wall.read_text().splitlines() if place.wall.exists() else []
    if len(set(wall)) != len(wall):
        raise Twice(f"posted twice: {[line for line, n in Counter(wall).items() if n > 1]}")
    covered, known = 0, set()
    for day, state, sent, after, upto in db.execute(
        "select edition_on, state, parts_sent, after_article, upto_article from deliveries"
        " order by edition_on"
    ):
        known.add(day)
        parts = [part for part in range(PARTS) if f"{day} {part}" in wall]
        if state == "posted" and len(parts) != PARTS:
            raise Twice(f"{day} is recorded as posted, and parts {parts} stand there")
        if len(parts) < sent or parts[:sent] != list(range(sent)):
            raise Twice(f"{day}: {sent} parts are recorded, and parts {parts} stand there")
        if state != "replaced":
            if after != covered:
                raise Twice(
                    f"{day} begins after article {after}, the one before ended at {covered}"
                )
            covered = upto
    if strange := {line.split()[0] for line in wall} - known:
        raise Twice(f"posted and not on record: {sorted(strange)}")


def _check_backups(place: Place, said: Said) -> None:
    """A backup is whole or not there; one that was acknowledged is there."""
    for act in (*said.done, *said.begun):
        if act.kind is not Kind.BACKUP:
            continue
        backup = place.backup(act.number)
        if not backup.exists():
            if act in said.done:
                raise Lost(f"backup {act.number} was acknowledged and is not there")
            continue
        copy = backup.with_suffix(".tried")
        try:
            copy_backup(backup, copy)
        except StoreError as error:
            raise Damaged(str(error)) from error
        with closing(sqlite3.connect(copy)) as opened:
            opened.execute("select count(*) from articles").fetchone()
        copy.unlink()
        backup.unlink()


def _check_answer(db: Database, ledger: Ledger) -> None:
    """The newest article answers a question that only it can."""
    if not ledger.articles:
        return
    number = max(ledger.articles)
    reply = answer_question(db, read_question(f"what did {person_in(number)} say?"))
    if not isinstance(reply, Answer) or not reply.claims:
        raise Lost(f"article {number} is there and does not answer")
