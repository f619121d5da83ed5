"""Sources within sources: "citing two officials", "quoted the minister as saying"."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import lexicon
from extraction.clauses import View
from extraction.cues import is_passive
from extraction.phrases import phrase_after
from extraction.spans import Attribution, without
from extraction.subjects import find_subject
from newsroom.article import Span


def with_citings(view: View, found: list[Attribution]) -> list[Attribution]:
    """ "citing two officials" shares the content of the attribution that it stands in."""
    result = list(found)
    for sentence in view.doc.sents:
        for token in sentence:
            source = _cited(view, token, sentence)
            if source is None:
                continue
            cue = view.passage.span(view.doc[token.i : token.i + 1])
            host = _host(view, result, sentence)
            content = _quoted_as_saying(view, source, sentence)
            content = content or (host.content if host else ())
            content = content or view.whole(sentence, token.i, source.end)
            hole = Span(cue.start_char, view.passage.span(source).end_char)
            content = without(content, hole)
            spans = (view.passage.span(source),)
            if host:
                result[result.index(host)] = replace(host, content=content)
            elif token.lower_ in ("cited", "quoted", "cites", "quotes"):
                result.extend(_citer(view, token, content, sentence))
            result.append(Attribution(view.passage.index, content, (cue,), spans, "cite"))
    return [a for a in result if a.content]


def _cited(view: View, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """Who is cited by "citing …", "quoted … as saying", "which cited …"."""
    if token.lower_ not in ("citing", "quoting", "cited", "quoted", "cites", "quotes"):
        return None
    if view.is_quoted(token.i) or (token.tag_ == "VBN" and is_passive(view, token)):
        return None
    phrase = phrase_after(view.doc, token.i + 1, sentence.end)
    return phrase if phrase is not None and _can_speak(phrase) else None


def _quoted_as_saying(view: View, source: TokenSpan, sentence: TokenSpan) -> tuple[Span, ...]:
    for index in range(source.end, min(source.end + 6, sentence.end - 1)):
        if view.word(index) == "as" and view.doc[index + 1].tag_ == "VBG":
            start = index + (3 if view.word(index + 2) == "that" else 2)
            return view.spans([view.doc[start : sentence.end]])
    return ()


def _citer(
    view: View, verb: Token, content: tuple[Span, ...], sentence: TokenSpan
) -> list[Attribution]:
    """The outlet that quotes somebody, as an attribution of the same content."""
    source = find_subject(view, verb, sentence)
    if source is None:
        return []
    cue = view.passage.span(view.doc[verb.i : verb.i + 1])
    return [Attribution(view.passage.index, content, (cue,), (view.passage.span(source),), "quote")]


def _host(view: View, found: Iterable[Attribution], sentence: TokenSpan) -> Attribution | None:
    span = view.passage.span(sentence)
    inside = [
        a for a in found if a.cue and span.contains(a.cue[0]) and a.source and a.cue_lemma != "cite"
    ]
    return inside[0] if inside else None


def _can_speak(phrase: TokenSpan) -> bool:
    """Whether something cited is a source at all: "citing two aides", not "citing privacy"."""
    known = lexicon.PERSON_NOUNS | lexicon.DOCUMENT_NOUNS | lexicon.BODY_NOUNS
    known |= lexicon.SPOKES_NOUNS | lexicon.SOURCE_NOUNS
    return any(t.pos_ == "PROPN" or t.lemma_.lower() in known or t.lower_ in known for t in phrase)
