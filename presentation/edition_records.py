"""A digest as a record for JSON: the same facts that terminal and Discord show."""

from typing import Any

from newsroom.article import Citation
from newsroom.edition import CorrectionNotice, Edition, NewsItem, StoryNews
from presentation.edition_sheet import edition_sheet
from presentation.records import claim_record
from presentation.wording import sheet_text

Record = dict[str, Any]


def edition_record(edition: Edition) -> Record:
    """A whole digest."""
    heading = edition.heading
    return {
        "date": heading.edition_on.isoformat(),
        "from": heading.covers_from.isoformat(),
        "timezone": heading.zone,
        "since": heading.since.isoformat() if heading.since else None,
        "basis": heading.basis.value,
        "late": heading.is_late,
        "quiet": edition.is_quiet,
        "text": sheet_text(edition_sheet(edition)),
        "stories": [_story(story) for story in edition.stories],
        "stories_left_out": edition.stories_left_out,
        "articles_left_out": edition.articles_left_out,
        "claims_gone": edition.gone,
    }


def _story(story: StoryNews) -> Record:
    return {
        "id": story.story_id,
        "name": story.name,
        "new": story.is_new,
        "articles": [_citation(citation) for citation in story.new_articles],
        "articles_in_all": story.article_count,
        "items": [_item(item) for item in story.items],
        "corrections": [_correction(notice) for notice in story.corrections],
        "unheard": list(story.unheard),
        "told_again": story.repeated,
    }


def _item(item: NewsItem) -> Record:
    return {
        "kind": item.kind.value,
        "new": item.is_new,
        "sources": item.sources,
        "sources_before": item.sources_before,
        "joined": list(item.joined),
        "told_by": item.told_by,
        "claim": claim_record(item.claim) | {"sentence": item.claim.sentence},
    }


def _correction(notice: CorrectionNotice) -> Record:
    return {
        "claim_id": notice.claim_id,
        "sentence": notice.sentence or None,
        "claim": claim_record(notice.claim) if notice.claim else None,
        "article": _citation(notice.citation),
        "corrects": _citation(notice.corrects) if notice.corrects else None,
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
