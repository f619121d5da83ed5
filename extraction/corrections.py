"""Notes in which an article says what was wrong with it or was changed: "Correction: …"."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from extraction.claims.dates import extract_dates
from newsroom.article import Article, BlockKind, Span
from newsroom.version import Correction, CorrectionKind

MOST_CHARS = 1500
"""A longer paragraph that opens like a note is an article about notes."""

_THING = r"(?:article|story|report|piece|headline|post|page|column|blog|caption|dispatch)"
_MENDED = r"(?:corrected|amended|clarified|edited|revised|updated|retracted|withdrawn|changed)"
_WHEN = r"(?:[\s,]*\([^)\n]{0,60}\)|[\s,]+(?:on\s+|appended\b\s*)?[^:—–\n]{0,40}?)?"
_LABELLED = re.compile(
    r"^[\W_]{0,6}(?P<label>corrections?|corrected|clarifications?|clarified|errat(?:um|a)"
    r"|retractions?|retracted|(?:an?\s+)?editor[’']?s?[’']?\s+note|note\s+to\s+(?:our\s+)?readers"
    rf"|corrections?\s+(?:and|&)\s+clarifications?)(?P<when>{_WHEN})"
    r"\s*[\*_]{0,2}\s*(?:[:—–]|\s-\s|\.\s|$)",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"^[\W_]{0,6}(?P<label>(?:last\s+)?updated?)\b(?P<when>"
    r"\s*[\*_]{0,2}\s*[:—–]\s*|\s+\d*\s*\([^)\n]{1,40}\)\s*[:—–]\s*"
    r"|,?\s+(?:on\s+|at\s+)?(?:\d{1,2}[.:]\d{2}|\d{1,2}\s*[ap]\.?m\b"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d)[^\n]{0,60})",
    re.IGNORECASE,
)
_WIRE = re.compile(
    r"^[\W_]{0,4}\(?(?P<label>corrects|refiles|clarifies)\b\s+(?:(?:the|to|in|with|day|date)\s+)*"
    r"(?:(?:\w+\s+)?(?:spelling|name|headline|lead|date|day|attribution|figures?|quote|title|age"
    r"|paragraphs?|location|byline|typo|number|amount))",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\b(?P<label>(?:an?|the)\s+(?:earlier|previous|prior|original|first)\s+version\s+of"
    rf"\s+this\s+{_THING}\b"
    rf"|(?:this|the\s+above)\s+(?:\d{{1,2}}\s+\w+\s+)?{_THING}"
    rf"\s+(?:has\s+been|have\s+been|was|is\s+being)\s+(?:\w+ly\s+)?{_MENDED}\b"
    rf"|this\s+{_THING}\s+(?:previously|originally|earlier)\s+(?:said|stated|reported|misstated)"
    r"|\b(?:we|the\s+\w+(?:\s+\w+)?)\s+(?:regrets?|apologi[sz]es?\s+for)"
    r"\s+(?:the|this|any)\s+(?:error|mistake)s?[.!]?\W*$)",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:^|(?<=[.!?…]\s)|(?<=[.!?…][\"'”’)\]]\s)|\n)\s*")
_EARLIER = re.compile(r"\b(?:earlier|previous|prior|original|first)\s+version\b", re.IGNORECASE)


def extract_corrections(article: Article) -> tuple[Correction, ...]:
    """The notes of correction, clarification and update in an article, in text order."""
    found = (_read_note(article, span) for span in _paragraphs(article))
    return tuple(note for note in found if note is not None)


def _paragraphs(article: Article) -> Iterator[Span]:
    """The article's paragraphs and header lines; where it has no blocks, its lines."""
    if article.blocks:
        yield from (b.span for b in article.blocks if b.kind is not BlockKind.HEADLINE)
        return
    yield from (Span(*match.span()) for match in re.finditer(r"[^\n]+", article.text))


def _read_note(article: Article, span: Span) -> Correction | None:
    """The note that a paragraph is, or that ends it."""
    words = span.of(article.text)
    if len(words) > MOST_CHARS:
        return None
    for pattern in (_LABELLED, _UPDATED, _WIRE):
        if match := pattern.search(words):
            when = match.groupdict().get("when") or ""
            told = _stated_on(when, article.published_at) or _mended_on(words, article.published_at)
            return _note(article, span, 0, _kind(match["label"], words), told)
    if match := _OF_ITSELF.search(words):
        start = max(found.end() for found in _STARTS.finditer(words[: match.start() + 1]))
        kind = _kind(match["label"], words[start:])
        return _note(article, span, start, kind, _mended_on(words[start:], article.published_at))
    return None


def _note(
    article: Article, paragraph: Span, start: int, kind: CorrectionKind, told: date | None
) -> Correction:
    words = paragraph.of(article.text)[start:]
    first = paragraph.start_char + start + len(words) - len(words.lstrip())
    span = Span(first, first + len(words.strip()))
    return Correction(kind, span.of(article.text), span, told)


def _kind(label: str, words: str) -> CorrectionKind:
    """What sort of note it is: by its label, or by what an editor's note says."""
    said = label.casefold()
    for start, kind in (
        ("correct", CorrectionKind.CORRECTION),
        ("errat", CorrectionKind.CORRECTION),
        ("clarif", CorrectionKind.CLARIFICATION),
        ("retract", CorrectionKind.RETRACTION),
        ("refiles", CorrectionKind.CORRECTION),
    ):
        if said.startswith(start):
            return kind
    if "updated" in said.split() and not _EARLIER.search(words):
        return CorrectionKind.UPDATE
    if said.startswith("update"):
        return CorrectionKind.UPDATE
    told = words.casefold()
    if "retracted" in told or "withdrawn" in told:
        return CorrectionKind.RETRACTION
    if "clarif" in told:
        return CorrectionKind.CLARIFICATION
    is_mended = _OF_ITSELF.search(words) or "correct" in told or "amended" in told
    if "note" in said and not is_mended:
        return CorrectionKind.NOTE
    return CorrectionKind.CORRECTION


def _mended_on(words: str, published_at: datetime | None) -> date | None:
    """The day that stands beside the mending: "was amended on 26 October 2024"."""
    match = re.search(rf"\b{_MENDED}\b(?:\s+\w+)?\s+on\s+([^.;]{{4,40}})", words, re.IGNORECASE)
    return _stated_on(match[1], published_at) if match else None


def _stated_on(words: str, published_at: datetime | None) -> date | None:
    """The one calendar day that some words give."""
    for mention in extract_dates(words, Span(0, len(words)), published_at):
        if mention.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", mention.edtf):
            try:
                return date.fromisoformat(mention.edtf)
            except ValueError:
                continue
    return None
