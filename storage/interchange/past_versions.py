"""What an imported article said before, and the numbers of claims that it makes no more.

No other claim ever gets the number of one that has gone.
"""

from collections.abc import Mapping

from newsroom.article import ArticleId
from storage.articles import find_article
from storage.database import Database
from storage.interchange import numbering as numbers
from storage.interchange.inserting import columns_of, insert_row, insert_rows
from storage.interchange.numbering import Numbering
from storage.interchange.version_parts import CHANGES, CORRECTIONS, GONE, VERSIONS
from storage.interchange.writing import Record
from storage.versions import find_superseded


def find_known(db: Database, numbering: Numbering, record: Record) -> ArticleId | None:
    """The article on the desk that an exported one is, in whatever version.

    A desk that was empty takes the file as it is: there two articles may have had one text in turn.
    """
    known = find_article(db, record["sha256"])
    if known is not None or numbering.keeps:
        return known
    for digest in (record["sha256"], *(each["sha256"] for each in record["versions"])):
        superseded = find_superseded(db, digest)
        for found in (find_article(db, digest), superseded[0] if superseded else None):
            if found is not None and not numbers.is_made(db, numbers.ARTICLE, found):
                return found
    return None


def keep_past(
    db: Database, numbering: Numbering, article_id: int, record: Record, claims: Mapping[int, int]
) -> dict[int, int]:
    """Keep an article's past; `claims` has the desk's numbers of those that it makes now.

    Returns those of the ones that it once made as well.
    """
    insert_rows(db, VERSIONS, article_id, record["versions"])
    renumbered = dict(claims)
    for gone in record["gone_claims"]:
        given = gone["claim"]
        number = given if numbering.keeps else None
        if given in renumbered or (number is not None and is_taken(db, number)):
            raise numbers.twice("claim", given)
        renumbered[given] = _reserve(db, number)
        columns, values = columns_of(GONE, gone)
        row = dict(zip(columns, values, strict=True)) | {"article_id": article_id}
        insert_row(db, GONE.table, row | {"claim_id": renumbered[given]})
    made = dict(renumbered)
    for change in record["changes"]:
        if not numbering.keeps:
            _renumber(db, change["change"], renumbered)
    insert_rows(db, CHANGES, article_id, record["changes"])
    for correction in record["corrections"]:
        columns, values = columns_of(CORRECTIONS, correction)
        row = dict(zip(columns, values, strict=True)) | {"article_id": article_id}
        number = correction["correction"] if numbering.keeps else None
        insert_row(db, CORRECTIONS.table, row | {"correction_id": number})
    return made


def is_taken(db: Database, claim_id: int) -> bool:
    """Whether a claim has that number, or one that has gone had it."""
    row = db.execute(
        "select 1 from claims where claim_id = :id union all"
        " select 1 from gone_claims where claim_id = :id",
        {"id": claim_id},
    ).fetchone()
    return row is not None


def _renumber(db: Database, change: Record, renumbered: dict[int, int]) -> None:
    for claim in change["claims"]:
        given = claim["claim_id"]
        if given not in renumbered:  # of a claim that is nowhere any more, and of no other either
            renumbered[given] = _reserve(db, None)
        claim["claim_id"] = renumbered[given]


def _reserve(db: Database, number: int | None) -> int:
    """Take a number out of those that claims still to come can get; the next one for None."""
    row = db.execute("select seq from sqlite_sequence where name = 'claims'").fetchone()
    last = int(row[0]) if row else 0
    taken = last + 1 if number is None else number
    if row is None:
        db.execute("insert into sqlite_sequence (name, seq) values ('claims', ?)", [taken])
    elif taken > last:
        db.execute("update sqlite_sequence set seq = ? where name = 'claims'", [taken])
    return taken
