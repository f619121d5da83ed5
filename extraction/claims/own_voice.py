"""What an article says in its own voice: the stretches of its sentences that no source covers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extraction import labels
from extraction.claims.responses import find_respondent, find_response, reports_silence
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import phrase_after, phrase_of
from newsroom.article import Sentence, Span

_MIN_WORDS = 4
_LOOSE_END = re.compile(r",?\s+(?:and|but|or|while|although|though|as|that|who|which|when)$")
_JOINT = re.compile(r",\s+(?:and|but|while)\s+")
_EDGES = " \t\u00a0\r\n,;:—–-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the article's own, and the sentence and passage that they stand in."""

    span: Span
    sentence: Span
    passage: Passage


def own_stretches(
    parsed: ParsedArticle, sentences: Iterable[Sentence], attributed: Sequence[Span]
) -> Iterator[Stretch]:
    """What is left of some sentences beside the attributed spans, in text order.

    A whole sentence always counts; of a sentence that is partly attributed only what states
    something by itself.
    """
    text = parsed.article.text
    passages = {passage.index: passage for passage in parsed.passages}
    for sentence in sentences:
        passage = passages.get(sentence.block)
        if passage is None:
            continue
        taken = [span for span in attributed if span.overlaps(sentence.span)]
        start = max(sentence.span.start_char, parsed.article.blocks[sentence.block].body.start_char)
        for span in _remaining(text, Span(start, sentence.span.end_char), taken):
            if _is_statement(text, passage, span, is_part=bool(taken)):
                yield Stretch(span, sentence.span, passage)


def party_in(stretch: Stretch, at: Span) -> Span | None:
    """Whose a silence is: the subject of its clause, whom the calls were for, the first phrase."""
    passage = stretch.passage
    if (respondent := find_respondent(passage, at)) is not None:
        return passage.span(phrase_of(respondent))
    start, end = passage.token_range(stretch.span)
    for token in passage.doc[start:end]:
        if labels.is_subject(token) or labels.is_passive_subject(token):
            return passage.span(phrase_of(token))
    for index in range(start, end):
        phrase = phrase_after(passage.doc, index, end)
        if phrase is not None:
            return passage.span(phrase)
    return None


def trimmed(text: str, span: Span) -> Span:
    """The span without loose punctuation, white space and conjunctions at its ends."""
    start, end = span.start_char, span.end_char
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if text[end - 1 : end] == "." and end - start > 1:
        end -= 1
    loose = _LOOSE_END.search(text[start:end])
    return Span(start, start + loose.start()) if loose else Span(start, end)


def _remaining(text: str, sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a sentence that no span covers, trimmed."""
    start = sentence.start_char
    for span in sorted(taken):
        if span.start_char > start:
            yield from _clauses(text, Span(start, min(span.start_char, sentence.end_char)))
        start = max(start, span.end_char)
    if start < sentence.end_char:
        yield from _clauses(text, Span(start, sentence.end_char))


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """The stretch whole, or apart where two parties' silences are joined by "and"."""
    for joint in _JOINT.finditer(text, span.start_char, span.end_char):
        left = Span(span.start_char, joint.start())
        right = Span(joint.end(), span.end_char)
        if find_response(left.of(text)) and find_response(right.of(text)):
            yield trimmed(text, left)
            yield trimmed(text, right)
            return
    yield trimmed(text, span)


def _is_statement(text: str, passage: Passage, span: Span, *, is_part: bool) -> bool:
    """Whether a stretch says something by itself; a whole sentence always does."""
    words = span.of(text)
    if not is_part:
        return any(char.isalnum() for char in words)
    if (found := find_response(words)) and reports_silence(found[0]):
        return True
    if len(words.split()) < _MIN_WORDS:
        return False
    start, end = passage.token_range(span)
    tokens = passage.doc[start:end]
    opens_badly = labels.is_finite(tokens[0]) or tokens[0].tag_ in ("VBG", "VBN", "WP", "WDT", "RP")
    return any(labels.is_finite(t) for t in tokens) and not opens_badly
