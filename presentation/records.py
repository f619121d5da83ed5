"""Typed values as records for JSON; the keys are those of the product's contract."""

from datetime import datetime
from itertools import chain
from typing import Any

from newsroom.answer import Answer, ClaimMatch, NameMatch, Reply, StoredClaim, Unanswered
from newsroom.article import Citation, Span
from newsroom.attribution import Claim, Response, Source
from newsroom.desk import Ingested
from newsroom.entity import Entity
from newsroom.extraction import Extraction
from newsroom.story import StoryAnswer
from presentation import limits
from presentation.change_records import change_record, correction_record
from presentation.claim_marks import mark_record
from presentation.story_records import head_record, story_record
from presentation.wording import reply_sheet, sheet_text

Record = dict[str, Any]


def extraction_record(extraction: Extraction) -> Record:
    """Everything that was read in one article."""
    article = extraction.article
    return {
        "id": article.name,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "published_at": _moment(article.published_at),
        "url": article.url,
        "text": article.text,
        "entities": [_entity(entity) for entity in extraction.entities],
        "claims": [_claim(number, claim) for number, claim in enumerate(extraction.claims)],
        "corrections": [correction_record(note) for note in extraction.corrections],
    }


def reply_record(reply: Reply, ms: float, *, with_why: bool = False) -> Record:
    """A reply and how many milliseconds it took; `with_why` says why each match is one."""
    is_found = isinstance(reply, Answer)
    return {
        "question": reply.question.text,
        "kind": reply.question.kind.value,
        "found": is_found,
        "answer": sheet_text(reply_sheet(reply, with_why=with_why)),
        "matches": [_match(match) | _why(match, with_why=with_why) for match in _matches(reply)],
        "claims": [_stored(match) | _why(match, with_why=with_why) for match in _claims(reply)],
        "independent_sources": reply.independent_sources if isinstance(reply, Answer) else None,
        "suggestions": [match.name for match in _suggested(reply)],
        "ms": round(ms, 1),
        **_story(reply),
    }


def ingested_record(ingested: Ingested) -> Record:
    """What came of adding one article."""
    return {
        "article_id": ingested.citation.article_id,
        **_citation(ingested.citation),
        "known": ingested.is_known,
        "entities": ingested.entity_count,
        "claims": ingested.claim_count,
        "attributed": ingested.attributed_count,
        "sentences": ingested.sentence_count,
        "unclaimed": list(ingested.unclaimed),
        "version": ingested.version,
        "change": change_record(ingested.change) if ingested.change else None,
        "note": ingested.note or None,
        "story": head_record(ingested.story) if ingested.story else None,
    }


def _story(reply: Reply) -> Record:
    """The story of an answer that is one."""
    if not isinstance(reply, StoryAnswer) or reply.story is None:
        return {}
    return {"story": story_record(reply.story)}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _span(span: Span) -> list[int]:
    return [span.start_char, span.end_char]


def _entity(entity: Entity) -> Record:
    return {
        "name": entity.name,
        "kind": entity.kind.value,
        "aliases": list(entity.aliases),
        "roles": [
            {"text": role.text, "span": _span(role.span), "past": role.is_past}
            for role in entity.roles
        ],
        "mentions": [
            {"text": each.text, "span": _span(each.span), "form": each.form.value}
            for each in entity.mentions
        ],
    }


def _claim(number: int, claim: Claim) -> Record:
    return {
        "id": number,
        "text": claim.text,
        "content": [_span(span) for span in claim.content],
        "cue": [_span(span) for span in claim.cue],
        "source": [_span(span) for span in claim.source],
        "sentence": _span(claim.sentence),
        "manner": claim.manner.value,
        "hedges": [{"text": hedge.text, "span": _span(hedge.span)} for hedge in claim.hedges],
        "response": _response(claim.response),
        "dates": [
            {"text": date.text, "span": _span(date.span), "edtf": date.edtf} for date in claim.dates
        ],
        "about": list(claim.about),
        "chain": [_link(link) for link in claim.chain.links],
    }


def _response(response: Response | None) -> Record | None:
    if response is None:
        return None
    return {
        "kind": response.kind.value,
        "party": response.party,
        "span": _span(response.span),
        "entity": response.entity,
    }


def _link(link: Source) -> Record:
    return {
        "label": link.label,
        "identity": link.identity.value,
        "kind": link.kind,
        "span": _span(link.span) if link.span else None,
        "entity": link.entity,
        "number": link.number.value,
        "evidence": link.evidence.value,
    }


def _citation(citation: Citation) -> Record:
    return {
        "title": citation.title,
        "outlet": citation.outlet,
        "published_at": _moment(citation.published_at),
        "url": citation.url,
    }


def _matches(reply: Reply) -> tuple[NameMatch, ...]:
    if isinstance(reply, Unanswered):
        return ()
    ranked = sorted(reply.matches, key=lambda match: -match.score)
    return tuple(ranked[: limits.RECORDS_SHOWN])


def _suggested(reply: Reply) -> tuple[NameMatch, ...]:
    return reply.suggestions if isinstance(reply, Unanswered) else reply.choices


def _claims(reply: Reply) -> tuple[ClaimMatch, ...]:
    """The claims of an answer, best first; a card's own are those about it, then those by it.

    Where nothing was found, those that are offered since they may mean what was asked.
    """
    if isinstance(reply, Unanswered):
        return reply.near
    own = chain(reply.card.about, reply.card.said) if reply.card else ()
    carded = {claim.claim_id: ClaimMatch(claim, 1.0) for claim in own}
    ranked = sorted((*carded.values(), *reply.claims), key=lambda match: -match.score)
    return tuple(ranked[: limits.RECORDS_SHOWN])


def _why(match: NameMatch | ClaimMatch, *, with_why: bool) -> Record:
    return {"why": list(match.reasons)} if with_why else {}


def _match(match: NameMatch) -> Record:
    return {
        "name": match.name,
        "kind": match.kind.value,
        "alias": match.alias,
        "score": round(match.score, 4),
    }


def _stored(match: ClaimMatch) -> Record:
    record = claim_record(match.claim)
    first = {key: record.pop(key) for key in ("id", "text")}
    return first | {"score": round(match.score, 4)} | record


def claim_record(claim: StoredClaim) -> Record:
    """A claim as the desk holds it, with its chain, hedges and response."""
    return {
        "id": claim.claim_id,
        "text": claim.text,
        "article": _citation(claim.citation),
        "manner": claim.manner.value,
        "hedges": list(claim.hedges),
        "response": _stored_response(claim.response),
        "identity": claim.chain.identity.value,
        "desk": mark_record(claim.mark),
        "chain": [
            {
                "label": link.label,
                "identity": link.identity.value,
                "entity": link.entity,
                "number": link.number.value,
                "evidence": link.evidence.value,
            }
            for link in claim.chain.links
        ],
    }


def _stored_response(response: Response | None) -> Record | None:
    if response is None:
        return None
    return {"kind": response.kind.value, "party": response.party, "entity": response.entity}
