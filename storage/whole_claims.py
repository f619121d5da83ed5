"""The claims of one article as they were read, with every span, and those that it makes no more."""

from collections import defaultdict
from collections.abc import Sequence

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Span
from newsroom.attribution import (
    Claim,
    ClaimId,
    DateMention,
    Hedge,
    Manner,
    SourcingChain,
)
from newsroom.judged_claim import compute_mark
from newsroom.version import GoneClaim, NumberedClaim
from storage.claim_codec import claim_from, to_json
from storage.claim_judgements import judgements_on
from storage.claim_rows import grouped, marked, response_from, source_from
from storage.database import Database
from storage.rows import citation_from

_WITHIN = "where claim_id in (select claim_id from claims where article_id = ?)"


def load_whole_claims(db: Database, article_id: ArticleId) -> tuple[NumberedClaim, ...]:
    """The claims of an article in text order."""
    parts: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for claim_id, part, start, end in db.execute(
        f"select claim_id, part, start_char, end_char from claim_spans {_WITHIN}"
        " order by claim_id, part, position",
        [article_id],
    ):
        parts[claim_id, part].append(Span(start, end))
    links = grouped(
        db,
        "select claim_id, label, identity, kind, start_char, end_char, entity, number, evidence"
        f" from chain_links {_WITHIN} order by claim_id, position",
        article_id,
    )
    hedges = grouped(
        db,
        f"select claim_id, text, start_char, end_char from hedges {_WITHIN}"
        " order by claim_id, position",
        article_id,
    )
    dates = grouped(
        db,
        f"select claim_id, text, start_char, end_char, edtf from claim_dates {_WITHIN}"
        " order by claim_id, position",
        article_id,
    )
    rows = db.execute(
        "select claim_id, text, manner, sentence_start, sentence_end, response_kind,"
        " response_party, response_start, response_end, response_entity, about from claims"
        " where article_id = ? order by position",
        [article_id],
    ).fetchall()
    return tuple(
        NumberedClaim(
            ClaimId(key),
            Claim(
                text,
                tuple(parts[key, "content"]),
                tuple(parts[key, "cue"]),
                tuple(parts[key, "source"]),
                Manner(manner),
                SourcingChain(tuple(map(source_from, links[key]))),
                Span(start, end),
                tuple(Hedge(words, Span(*place)) for words, *place in hedges[key]),
                response_from(response),
                tuple(DateMention(words, Span(s, e), edtf) for words, s, e, edtf in dates[key]),
                tuple(filter(None, about.split("; "))),
            ),
        )
        for key, text, manner, start, end, *response, about in rows
    )


def set_gone(
    db: Database, article_id: ArticleId, version: int, gone: Sequence[NumberedClaim], text: str
) -> None:
    """Take claims out of what is asked, and keep them under their numbers; `text` held them."""
    db.conn.executemany(
        "insert into gone_claims (claim_id, article_id, gone_in, sentence, claim)"
        " values (?, ?, ?, ?, ?)",
        [
            (one.claim_id, article_id, version, one.claim.sentence.of(text), to_json(one.claim))
            for one in gone
        ],
    )
    db.conn.executemany("delete from claims where claim_id = ?", [[one.claim_id] for one in gone])


def list_gone(db: Database, article_id: ArticleId) -> tuple[GoneClaim, ...]:
    """The claims that an article made once, by number."""
    rows = db.execute(
        "select claim_id, claim, sentence, gone_in from gone_claims where article_id = ?"
        " order by claim_id",
        [article_id],
    )
    return tuple(
        GoneClaim(NumberedClaim(ClaimId(row[0]), claim_from(row[1])), row[2], row[3])
        for row in rows
    )


def find_gone(db: Database, claim_id: ClaimId) -> tuple[StoredClaim, int] | None:
    """A claim that its article no longer makes, and the version in which it went."""
    row = db.execute(
        "select g.claim, g.sentence, g.gone_in, a.article_id, a.title, a.outlet, a.published_at,"
        " a.url from gone_claims g join articles a using (article_id) where g.claim_id = ?",
        [claim_id],
    ).fetchone()
    if row is None:
        return None
    record, sentence, version, *article = row
    claim = claim_from(record)
    stored = StoredClaim(
        claim_id,
        citation_from(article),
        claim.text,
        sentence,
        claim.manner,
        claim.chain,
        tuple(hedge.text for hedge in claim.hedges),
        claim.response,
        claim.dates,
    )
    mark = compute_mark(judgements_on(db, [claim_id]).get(claim_id, ()))
    return marked(stored, mark), version
