"""A story as a record for JSON: the same facts that terminal and Discord show."""

from typing import Any

from newsroom.answer import StoredClaim
from newsroom.article import Citation
from newsroom.story import DisputedPoint, IndependentSource, Story, StoryArticle, StoryHead
from presentation.claim_marks import mark_record

Record = dict[str, Any]


def head_record(head: StoryHead) -> Record:
    """A story in one line."""
    return {"id": head.story_id, "name": head.name, "articles": head.articles}


def story_record(story: Story) -> Record:
    """A whole story."""
    main = story.mainly
    return {
        "id": story.head.story_id,
        "name": story.head.name,
        "first_at": story.head.first_at.isoformat(),
        "last_at": story.head.last_at.isoformat(),
        "outlets": [outlet for outlet in story.outlets if outlet],
        "articles": [_article(item) for item in story.articles],
        "voices": [[each.article_id for each in group] for group in story.voices],
        "independent_sources": [_source(one) for one in story.sources],
        "rests_mainly_on": story.sources.index(main) if main else None,
        "main_point": [_claim(claim) for claim in story.main_point],
        "main_point_sources": [_source(one) for one in story.main_sources],
        "timeline": [
            _claim(claim) | {"dates": [{"text": d.text, "edtf": d.edtf} for d in claim.dates]}
            for claim in story.timeline
        ],
        "disputed": [_disputed(point) for point in story.disputed],
        "responses": [
            {
                "party": party.party,
                "kinds": [kind.value for kind in party.kinds],
                "claims": [_claim(claim) for claim in party.claims],
            }
            for party in story.responses
        ],
        "unheard": list(story.unheard),
    }


def _citation(citation: Citation) -> Record:
    published = citation.published_at.isoformat() if citation.published_at else None
    return {
        "article_id": citation.article_id,
        "title": citation.title,
        "outlet": citation.outlet,
        "published_at": published,
        "url": citation.url,
    }


def _article(item: StoryArticle) -> Record:
    how = item.membership
    return _citation(item.citation) | {
        "joined_by": how.joined_by.value,
        "score": how.score,
        "reasons": list(how.reasons),
        "judged_by": how.judged_by,
        "copy_of": item.copy_of,
        "shared": item.shared,
    }


def _source(one: IndependentSource) -> Record:
    return {
        "label": one.source.label,
        "identity": one.source.identity.value,
        "kind": one.source.kind,
        "entity": one.source.entity,
        "through": one.through,
        "own_voice": one.is_voice,
        "may_be_also": list(one.may_be_also),
        "articles": [each.article_id for each in one.repeated_by],
        "claims": [claim.claim_id for claim in one.claims],
    }


def _claim(claim: StoredClaim) -> Record:
    source = claim.chain.innermost if len(claim.chain.links) > 1 else None
    return {
        "id": claim.claim_id,
        "text": claim.text,
        "sentence": claim.sentence,
        "article": claim.citation.article_id,
        "source": source.label if source else None,
        "identity": claim.chain.identity.value,
        "hedges": list(claim.hedges),
        "desk": mark_record(claim.mark),
    }


def _disputed(point: DisputedPoint) -> Record:
    return {
        "party": point.party,
        "denials": [_claim(claim) for claim in point.denials],
        "said_by": [_claim(claim) for claim in point.against],
        "before": _claim(point.before) if point.before else None,
    }
