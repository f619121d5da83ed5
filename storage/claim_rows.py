"""A claim as rows, and many rows back as claims without a query for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsroom.answer import SourceReview, StoredClaim
from newsroom.article import Article, ArticleId, Span
from newsroom.attribution import (
    Claim,
    ClaimId,
    DateMention,
    Evidence,
    Identity,
    Manner,
    Number,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.entity import EntityId
from newsroom.judged_claim import ClaimMark, compute_mark, corrected_chain
from storage.claim_judgements import judgements_on
from storage.database import Database
from storage.rows import ONE_OF, citation_from, listed, marks, span_from

NEARBY = 400
"""How many characters before and after its sentence are read as a claim's surroundings."""

_CLAIM_COLUMNS = (
    "c.claim_id, c.text, c.sentence, c.manner, c.response_kind, c.response_party,"
    " iif(c.response_read_as is null, c.response_entity,"
    "  (select e.name from entities e where e.entity_id = c.response_entity_id)),"
    " c.response_start, c.response_end,"
    f" substr(a.text, max(1, c.sentence_start - {NEARBY} + 1), min({NEARBY}, c.sentence_start))"
    f" || ' ' || substr(a.text, c.sentence_end + 1, {NEARBY}),"
    " a.article_id, a.title, a.outlet, a.published_at, a.url"
)
_MANNERS = {each.value: each for each in Manner}
_IDENTITIES = {each.value: each for each in Identity}
_NUMBERS = {each.value: each for each in Number}
_EVIDENCE = {each.value: each for each in Evidence}
"""A question reads hundreds of claims; to look a value up costs a tenth of calling its class."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where claims stand: an article, its number, and the desk's entities by its names for them."""

    article_id: ArticleId
    article: Article
    known: Mapping[str, EntityId]


def insert_claim(
    db: Database,
    standing: Standing,
    position: int,
    claim: Claim,
    claim_id: ClaimId | None = None,
) -> ClaimId:
    """Write one claim with its spans, chain, hedges, dates and entities, under a number it had."""
    values = {"claim_id": claim_id} | _values(standing, position, claim)
    columns = ", ".join(values)
    cursor = db.execute(
        f"insert into claims ({columns}) values ({marks(tuple(values))})", list(values.values())
    )
    kept = ClaimId(int(cursor.lastrowid or 0))
    _insert_details(db, kept, claim, standing.known)
    return kept


def rewrite_claim(
    db: Database, standing: Standing, position: int, claim: Claim, claim_id: ClaimId
) -> None:
    """Write a claim anew under its number; what a sentence means is kept where it is the same.

    What an editor said of its source is forgotten where that is another.
    """
    sentence = claim.sentence.of(standing.article.text)
    db.execute(
        "insert or ignore into meaning_pending select claim_id from claims"
        " where claim_id = ? and sentence <> ?",
        [claim_id, sentence],
    )
    db.execute(
        "delete from meanings where claim_id in"
        " (select claim_id from claims where claim_id = ? and sentence <> ?)",
        [claim_id, sentence],
    )
    db.execute(
        "delete from reviews where subject = 'source' and subject_id = :id and :label <> ("
        " select label from chain_links where claim_id = :id order by position desc limit 1)",
        {"id": claim_id, "label": claim.chain.innermost.label},
    )
    values = _values(standing, position, claim)
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"update claims set {columns} where claim_id = ?", [*values.values(), claim_id])
    for table in ("claim_spans", "chain_links", "hedges", "claim_dates", "claim_entities"):
        db.execute(f"delete from {table} where claim_id = ?", [claim_id])
    _insert_details(db, claim_id, claim, standing.known)


def _values(standing: Standing, position: int, claim: Claim) -> dict[str, object]:
    """The columns of a claim's own row."""
    response, chain, known = claim.response, claim.chain, standing.known
    labels = [part for link in chain.links[1:] for part in (link.label, link.entity or "")]
    if response:
        labels += [response.party, response.entity or ""]
    return {
        "article_id": standing.article_id,
        "position": position,
        "manner": claim.manner.value,
        "identity": chain.identity.value,
        "is_single": int(chain.innermost.number is Number.ONE),
        "link_count": len(chain.links),
        "sentence_start": claim.sentence.start_char,
        "sentence_end": claim.sentence.end_char,
        "response_kind": response.kind.value if response else None,
        "response_party": response.party if response else None,
        "response_entity": response.entity if response else None,
        "response_entity_id": known.get(response.entity or "") if response else None,
        "response_read_as": None,
        "response_start": response.span.start_char if response else None,
        "response_end": response.span.end_char if response else None,
        "text": claim.text,
        "sentence": claim.sentence.of(standing.article.text),
        "source": "; ".join(dict.fromkeys(filter(None, labels))),
        "about": "; ".join(claim.about),
    }


def _insert_details(
    db: Database, claim_id: ClaimId, claim: Claim, known: Mapping[str, EntityId]
) -> None:
    parts = (("content", claim.content), ("cue", claim.cue), ("source", claim.source))
    db.conn.executemany(
        "insert into claim_spans values (?, ?, ?, ?, ?)",
        [
            (claim_id, part, i, span.start_char, span.end_char)
            for part, spans in parts
            for i, span in enumerate(spans)
        ],
    )
    db.conn.executemany(
        "insert into chain_links (claim_id, position, label, identity, kind, start_char, end_char,"
        " entity, entity_id, number, evidence) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (claim_id, i, k.label, k.identity.value, k.kind,
             k.span.start_char if k.span else None, k.span.end_char if k.span else None,
             k.entity, known.get(k.entity or ""), k.number.value, k.evidence.value)
            for i, k in enumerate(claim.chain.links)
        ],
    )  # fmt: skip
    db.conn.executemany(
        "insert into hedges values (?, ?, ?, ?, ?)",
        [
            (claim_id, i, h.span.start_char, h.span.end_char, h.text)
            for i, h in enumerate(claim.hedges)
        ],
    )
    db.conn.executemany(
        "insert into claim_dates values (?, ?, ?, ?, ?, ?)",
        [
            (claim_id, i, d.span.start_char, d.span.end_char, d.text, d.edtf)
            for i, d in enumerate(claim.dates)
        ],
    )
    about = dict.fromkeys(known[name] for name in claim.about if name in known)
    db.conn.executemany(
        "insert into claim_entities (claim_id, entity_id, position) values (?, ?, ?)",
        [(claim_id, entity_id, i) for i, entity_id in enumerate(about)],
    )


def load_claims(db: Database, claim_ids: Sequence[int]) -> tuple[StoredClaim, ...]:
    """The claims of some ids, in that order; unknown ids are left out."""
    found = _load(db, listed(claim_ids)) if claim_ids else {}
    return tuple(found[claim_id] for claim_id in claim_ids if claim_id in found)


def _load(db: Database, wanted: str) -> dict[int, StoredClaim]:
    within = f"where claim_id {ONE_OF}"
    rows = db.execute(
        f"select {_CLAIM_COLUMNS} from claims c join articles a using (article_id) {within}",
        [wanted],
    ).fetchall()
    links = grouped(
        db,
        "select claim_id, label, identity, k.kind, start_char, end_char,"
        " iif(k.read_as is null, k.entity, e.name), number, evidence, k.entity_id"
        " from chain_links k left join entities e on e.entity_id = k.entity_id"
        f" and k.read_as is not null {within}"
        " order by claim_id, position",
        wanted,
    )
    hedges = grouped(
        db, f"select claim_id, text from hedges {within} order by claim_id, position", wanted
    )
    dates = grouped(
        db,
        "select claim_id, text, start_char, end_char, edtf from claim_dates"
        f" {within} order by claim_id, position",
        wanted,
    )
    about = grouped(
        db,
        f"select claim_id, entity_id from claim_entities {within} order by claim_id, position",
        wanted,
    )
    reviews = grouped(
        db,
        "select subject_id, verdict, judged_by from reviews where subject = 'source'"
        f" and verdict <> 'unsure' and subject_id {ONE_OF} order by judged_at",
        wanted,
    )
    judged = judgements_on(db, [row[0] for row in rows])
    stored = (
        _stored(row, links[row[0]], hedges[row[0]], dates[row[0]], about[row[0]]) for row in rows
    )
    return {
        each.claim_id: marked(
            _reviewed(each, reviews[each.claim_id]), compute_mark(judged.get(each.claim_id, ()))
        )
        for each in stored
    }


def marked(claim: StoredClaim, mark: ClaimMark | None) -> StoredClaim:
    """The claim with what editors made of it; it rests on whoever they say stands behind it."""
    if mark is None and claim.mark is None:
        return claim
    if mark is None or mark.source is None or mark.source.source is None:
        return replace(claim, mark=mark)
    judged = mark.source.source
    read = [link for link in claim.chain.links if link.entity]
    kept = claim.sources
    if len(claim.chain.links) > 1 and claim.chain.innermost.entity and len(read) == len(kept):
        kept = kept[:-1]
    chain = corrected_chain(claim.chain, judged.source)
    own = () if judged.entity_id is None else (judged.entity_id,)
    return replace(
        claim,
        chain=chain,
        sources=(*kept, *own) if len(chain.links) > 1 else (),
        source_review=None,
        mark=replace(mark, as_read=claim.chain),
    )


def _reviewed(claim: StoredClaim, reviews: Sequence[tuple[Any, ...]]) -> StoredClaim:
    """The claim with the newest verdict of an editor on its source."""
    if not reviews:
        return claim
    verdict, judged_by = reviews[-1]
    return replace(claim, source_review=SourceReview(verdict == "same", judged_by))


def grouped(db: Database, sql: str, value: int | str) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a query that binds one value, by their first column and without it."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in db.execute(sql, [value]):
        found[row[0]].append(row[1:])
    return found


def _stored(
    row: Sequence[Any],
    links: Sequence[tuple[Any, ...]],
    hedges: Sequence[tuple[Any, ...]],
    dates: Sequence[tuple[Any, ...]],
    about: Sequence[tuple[Any, ...]],
) -> StoredClaim:
    claim_id, text, sentence, manner, kind, party, entity, start, end, nearby, *article = row
    return StoredClaim(
        ClaimId(claim_id),
        citation_from(article),
        text,
        sentence,
        _MANNERS[manner],
        SourcingChain(tuple(source_from(link[:8]) for link in links)),
        hedges=tuple(hedge[0] for hedge in hedges),
        response=response_from((kind, party, start, end, entity)),
        dates=tuple(DateMention(d[0], Span(d[1], d[2]), d[3]) for d in dates),
        about=tuple(dict.fromkeys(EntityId(a[0]) for a in about)),
        sources=tuple(EntityId(link[8]) for link in links if link[8] is not None),
        nearby=nearby or "",
    )


def source_from(row: Sequence[Any]) -> Source:
    """A link of a chain from its label, identity, kind, span, entity, number and evidence."""
    label, identity, kind, start, end, entity, number, evidence = row
    return Source(
        label,
        _IDENTITIES[identity],
        kind,
        span_from(start, end),
        entity,
        _NUMBERS[number],
        _EVIDENCE[evidence],
    )


def response_from(row: Sequence[Any]) -> Response | None:
    """A response from its kind, party, span and entity; None where no kind is given."""
    kind, party, start, end, entity = row
    if kind is None:
        return None
    return Response(ResponseKind(kind), party or "", Span(start or 0, end or 0), entity)
