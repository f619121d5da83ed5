"""Versions and what changed in them as records for JSON."""

from typing import Any

from newsroom.version import Change, ChangedArticle, ClaimChange, Correction, History
from presentation.changes import change_summary, diff_words

Record = dict[str, Any]


def change_record(change: Change) -> Record:
    """What is different in a version."""
    return {
        "version": change.version,
        "summary": change_summary(change),
        "fields": [
            {"field": field.kind.value, "before": field.before, "after": field.after}
            for field in change.fields
        ],
        "sentences": [
            {
                "before": sentence.before,
                "after": sentence.after,
                "diff": diff_words(sentence.words) if sentence.words else None,
            }
            for sentence in change.sentences
        ],
        "claims": [_claim(claim) for claim in change.claims],
        "carried": change.carried,
        "sources_added": list(change.sources_added),
        "sources_dropped": list(change.sources_dropped),
        "corrections": [correction_record(note) for note in change.corrections],
    }


def _claim(claim: ClaimChange) -> Record:
    return {
        "id": claim.claim_id,
        "fate": claim.fate.value,
        "before": claim.before,
        "after": claim.after,
        "sources_before": list(claim.sources_before),
        "sources_after": list(claim.sources_after),
        "sourcing": claim.sourcing.value if claim.sourcing else None,
        "hedges_dropped": list(claim.hedges_dropped),
        "hedges_added": list(claim.hedges_added),
        "response_dropped": claim.response_dropped,
        "response_added": claim.response_added,
    }


def correction_record(note: Correction) -> Record:
    """A note of correction; `span` holds in the current text, or is null."""
    return {
        "kind": note.kind.value,
        "text": note.text,
        "span": [note.span.start_char, note.span.end_char] if note.span else None,
        "stated_on": note.stated_on.isoformat() if note.stated_on else None,
    }


def history_record(history: History) -> Record:
    """All versions of an article with what changed."""
    citation = history.citation
    return {
        "article_id": citation.article_id,
        "title": citation.title,
        "outlet": citation.outlet,
        "url": citation.url,
        "versions": [
            {
                "version": version.number,
                "title": version.title,
                "outlet": version.outlet,
                "published_at": version.published_at.isoformat() if version.published_at else None,
                "sha256": version.digest,
                "seen_at": version.seen_at.isoformat(),
                "text": version.text,
            }
            for version in history.versions
        ],
        "changes": [change_record(change) for change in history.changes],
        "corrections": [
            correction_record(noted.correction)
            | {"version": noted.version, "seen_at": noted.seen_at.isoformat()}
            for noted in history.corrections
        ],
    }


def changed_record(changed: ChangedArticle) -> Record:
    """One change of an article, as the list of changed articles shows it."""
    return {
        "article_id": changed.citation.article_id,
        "title": changed.citation.title,
        "outlet": changed.citation.outlet,
        "version": changed.change.version,
        "seen_at": changed.seen_at.isoformat(),
        "summary": change_summary(changed.change),
    }
