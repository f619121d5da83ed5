"""Sources within sources: "citing two officials", "quoted the minister as saying".

The encoder marks such words as PolNeAR does, where who is cited is what the citing words say. Here
the two are told apart: who cites, who is cited, and the words that both of them stand behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import lexicon
from extraction.attribution.views import View
from extraction.phrases import head_of, phrase_after, phrase_before
from extraction.spans import Attribution, without
from newsroom.article import Span

CITE = "cite"
_BE = frozenset("is are was were been be being".split())
_FORMS = frozenset("citing quoting cited quoted cites quotes".split())


@dataclass(frozen=True, slots=True)
class _Citing:
    """One place where somebody is cited: the citing word, who is cited, and the sentence."""

    token: Token
    source: TokenSpan
    sentence: TokenSpan


def with_citings(view: View, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions, and one for each source cited: it shares the content of its host."""
    result = list(found)
    for sentence in view.doc.sents:
        for token in sentence:
            source = _cited(view, token, sentence)
            if source is not None:
                result = _with_cited(view, result, _Citing(token, source, sentence))
    return result


def _with_cited(view: View, found: list[Attribution], citing: _Citing) -> list[Attribution]:
    cue = view.passage.span(view.doc[citing.token.i : citing.token.i + 1])
    cited = view.passage.span(citing.source)
    own = [a for a in found if any(span.overlaps(cue) for span in a.cue)]
    others = [a for a in found if a not in own]
    host = _host(others, view.passage.span(citing.sentence), cue)
    reporter = _quoter(view, citing) or _reporter(view, citing) or _subject(view, own, cited)
    content = _quoted_as_saying(view, citing) or _said(own, host, cited)
    if not content:
        before = view.doc[citing.sentence.start : citing.token.i]
        content = view.spans((before, view.doc[citing.source.end : citing.sentence.end]))
    content = without(content, Span(cue.start_char, cited.end_char))
    if host is not None:
        others[others.index(host)] = replace(host, content=content)
    if reporter is not None and (host is None or reporter.cue[0].overlaps(cue)):
        for span in (*reporter.source, *reporter.cue):
            content = without(content, span)
        others.append(replace(reporter, content=content))
    return [*others, Attribution(view.passage.index, content, (cue,), (cited,), CITE)]


def _said(own: list[Attribution], host: Attribution | None, cited: Span) -> tuple[Span, ...]:
    """What the encoder gave to who cites, or to the citing word beside the cited themselves."""
    if host is not None and host.content:
        return host.content
    return tuple(
        span for a in own for span in a.content if not cited.contains(span) and span != cited
    )


def _cited(view: View, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """Who is cited by "citing …", "quoted … as saying", "which cited …"."""
    if token.lower_ not in _FORMS:
        return None
    is_passive = any(view.word(i) in _BE for i in range(max(0, token.i - 3), token.i))
    if view.is_quoted(token.i) or (token.tag_ == "VBN" and is_passive):
        return None
    phrase = phrase_after(view.doc, token.i + 1, sentence.end)
    if phrase is None:
        return None
    named = _with_name_behind(view, phrase, sentence)
    return named or (phrase if _can_speak(phrase) else None)


def _with_name_behind(view: View, phrase: TokenSpan, sentence: TokenSpan) -> TokenSpan | None:
    """ "his agent, Rui Salgado" whole; None where no person's name follows."""
    start = phrase.end + 1
    if view.word(phrase.end) != "," or start >= sentence.end:
        return None
    name = next((e for e in view.doc.ents if e.start == start and e.label_ == "PERSON"), None)
    return view.doc[phrase.start : name.end] if name is not None else None


def _quoted_as_saying(view: View, citing: _Citing) -> tuple[Span, ...]:
    last = citing.sentence.end - 1
    for index in range(citing.source.end, min(citing.source.end + 6, last)):
        if view.word(index) == "as" and view.doc[index + 1].tag_ == "VBG":
            start = index + (3 if view.word(index + 2) == "that" else 2)
            return view.spans([view.doc[start : citing.sentence.end]])
    return ()


def _host(found: list[Attribution], sentence: Span, cue: Span) -> Attribution | None:
    """The attribution that cites: the last before the cue in its sentence, else the first."""
    inside = [
        a
        for a in found
        if a.cue and sentence.contains(a.cue[0]) and a.source and a.cue_lemma != CITE
    ]
    before = [a for a in inside if a.cue[0] <= cue]
    return max(before, key=lambda a: a.cue[0], default=inside[0] if inside else None)


def _quoter(view: View, citing: _Citing) -> Attribution | None:
    """Who cites in "the Mercury had quoted …", where the citing word is the verb itself."""
    token = citing.token
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    source = phrase_before(view.doc, token.i, citing.sentence.start)
    if source is None:
        return None
    cue = view.passage.span(view.doc[token.i : token.i + 1])
    spans = (view.passage.span(source),)
    return Attribution(view.passage.index, (), (cue,), spans, "quote")


def _reporter(view: View, citing: _Citing) -> Attribution | None:
    """Who reports in "…, the Courier reports, citing …" and "The Courier, citing …, reports"."""
    doc, sentence = view.doc, citing.sentence
    before = citing.token.i - 1
    while before > sentence.start and not doc[before].is_alpha:
        before -= 1
    places = [(before, before), (citing.source.end + 1, citing.token.i - 1)]
    for verb, end in places:
        if sentence.start < verb < sentence.end and _reports(doc[verb]):
            source = phrase_before(doc, end, sentence.start)
            if source is not None:
                spans = (view.passage.span(source),)
                cue = view.passage.span(doc[verb : verb + 1])
                lemma = doc[verb].lemma_.lower()
                return Attribution(view.passage.index, (), (cue,), spans, lemma)
    return None


def _reports(token: Token) -> bool:
    """Whether a word can be a reporting verb; the tagger takes some for plurals."""
    known = lexicon.SAY_VERBS
    return token.lemma_.lower() in known or token.lower_.removesuffix("s") in known


def _subject(view: View, own: list[Attribution], cited: Span) -> Attribution | None:
    """Who cites, where "quotes" or "cited" is the only verb of the sentence."""
    for attribution in own:
        if attribution.source and not any(s.overlaps(cited) for s in attribution.source):
            return replace(attribution, cue_lemma="quote")
    return None


def _can_speak(phrase: TokenSpan) -> bool:
    """Whether something cited is a source at all: "citing two aides", not "citing privacy"."""
    known = lexicon.PERSON_NOUNS | lexicon.DOCUMENT_NOUNS | lexicon.BODY_NOUNS
    known |= lexicon.SPOKES_NOUNS | lexicon.SOURCE_NOUNS | lexicon.COPY_NOUNS
    head = head_of(phrase)
    return head.pos_ == "PROPN" or head.lemma_.lower() in known or head.lower_ in known
