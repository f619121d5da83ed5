"""Who says what, sentence by sentence: cues from a lexicon, sources and contents from the parse.

The result is nothing but spans: content, cue and source of each attribution. Chains, identities
and labels are made from them elsewhere, so that a trained tagger can stand in for this module.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extraction.citing import with_citings
from extraction.clauses import View
from extraction.cues import attribution_at
from extraction.parsing import ParsedArticle
from extraction.quotations import Quotation, find_quotations
from extraction.spans import Attribution, trim
from newsroom.article import Span

_SPEAKER = re.compile(r"[\"“]?(?P<speaker>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(?P<colon>:)\s")


def extract_attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """Every attribution of the article in text order; an empty tuple is a normal result."""
    text = parsed.article.text
    found: list[Attribution] = []
    for passage in parsed.passages:
        quotations = find_quotations(text, parsed.article.blocks[passage.index].body)
        found.extend(_attributions(View(passage, quotations, text)))
    return tuple(found)


def _attributions(view: View) -> list[Attribution]:
    """What all rules found, one attribution a cue, quotations without a cue at the end."""
    found: list[Attribution] = []
    transcribed = _transcribed(view)
    if transcribed is not None:
        return [transcribed]
    for sentence in view.doc.sents:
        for token in sentence:
            if view.is_quoted(token.i) and not view.is_scare_quoted(token.i, sentence):
                continue
            attribution = attribution_at(view, token, sentence)
            if attribution and attribution.content:
                found.append(attribution)
    found = with_citings(view, found)
    found = list(_with_following_quotations(view, found))
    found.extend(_orphans(view, found))
    return sorted(found, key=lambda a: min(a.content))


def _transcribed(view: View) -> Attribution | None:
    """A paragraph of a transcript, "PENCE: Well, look …"; None for any other."""
    offset = view.passage.offset
    match = _SPEAKER.match(view.text, offset)
    end = offset + len(view.doc.text)
    if match is None or match.end() >= end:
        return None
    content = trim(view.text, Span(match.end(), end))
    source, colon = Span(*match.span("speaker")), Span(*match.span("colon"))
    return Attribution(view.passage.index, (content,), (colon,), (source,))


def _with_following_quotations(view: View, found: list[Attribution]) -> Iterator[Attribution]:
    """A quotation right behind an attributed one in the same passage goes on with it."""
    for attribution in found:
        content = list(attribution.content)
        for quotation in view.quotations:
            if _goes_on(view, attribution, content, quotation, found):
                content.append(trim(view.text, quotation.inner))
        yield replace(attribution, content=tuple(sorted(set(content))))


def _goes_on(
    view: View,
    attribution: Attribution,
    content: list[Span],
    quotation: Quotation,
    found: list[Attribution],
) -> bool:
    if not attribution.cue or attribution.cue_lemma == "cite":
        return False
    end = max(s.end_char for s in (*content, *attribution.cue, *attribution.source))
    gap = view.text[end : quotation.outer.start_char]
    if quotation.outer.start_char < end or any(char.isalpha() for char in gap):
        return False
    if any(q.overlaps(quotation.inner) for a in found for q in a.content + a.cue + a.source):
        return False
    was_quoted = any(q.inner.overlaps(span) for q in view.quotations for span in content)
    return was_quoted and _words(view, quotation) > 2


def _orphans(view: View, found: list[Attribution]) -> Iterator[Attribution]:
    """Whole quoted sentences that no cue claims; the context may tell whose they are."""
    for quotation in view.quotations:
        ends = quotation.is_open or quotation.inner.of(view.text).rstrip()[-1:] in ".!?…,"
        if _words(view, quotation) < 4 or not ends:
            continue
        if any(q.overlaps(quotation.inner) for a in found for q in a.content + a.source):
            continue
        yield Attribution(view.passage.index, (trim(view.text, quotation.inner),))


def _words(view: View, quotation: Quotation) -> int:
    """How many words with a letter or digit a quotation holds."""
    words = quotation.inner.of(view.text).split()
    return sum(any(char.isalnum() for char in word) for word in words)
