"""Attributions around and inside others, which one label a word cannot show.

"A clerk said the vault was empty, the report said" is the report's whole, though the clerk's words
fill it; "the paper notes that Roe is accused by auditors of fraud" holds the auditors' accusation.
"""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import lexicon
from extraction.attribution.views import View
from extraction.phrases import phrase_after, phrase_before
from extraction.spans import Attribution, hull, trim
from newsroom.article import Span

_BE = frozenset("is are was were been be being 's 're".split())
_SAYING = frozenset("say claim allege argue insist warn report testify".split())
_ACCUSED_OF = frozenset("of for with".split())


def with_trailing(view: View, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions; one without content that closes its sentence gets all that it closes."""
    known = list(found)
    return [_closing(view, a, known) if _is_bare(a) else a for a in known]


def _is_bare(attribution: Attribution) -> bool:
    return not attribution.content and bool(attribution.cue and attribution.source)


def _closing(view: View, bare: Attribution, others: list[Attribution]) -> Attribution:
    own = hull((*bare.cue, *bare.source))
    sentence = next((s for s in view.sentences() if s.contains(own)), None)
    if sentence is None or view.has_words(Span(own.end_char, sentence.end_char)):
        return bare
    before = Span(sentence.start_char, own.start_char)
    said = [s for a in others for s in a.content if before.contains(s)]
    if not said or before.of(view.text).rstrip()[-1:] not in (",", "”", '"', "'"):
        return bare
    return replace(bare, content=(trim(view.text, before),))


def with_opening(view: View, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions, and one for each that opens what another closes: "He said …, it says"."""
    known = list(found)
    for outer in list(known):
        inner = _opening(view, outer)
        if inner is not None and not any(s.overlaps(inner.cue[0]) for a in known for s in a.cue):
            known.append(inner)
    return known


def _opening(view: View, outer: Attribution) -> Attribution | None:
    """What the first words of a content attribute in turn, where its cue stands behind it."""
    if not outer.cue or len(outer.content) != 1 or outer.content[0] > outer.cue[0]:
        return None
    start, end = view.passage.token_range(outer.content[0])
    if start == end or not view.doc[start].is_sent_start or view.is_quoted(start):
        return None
    for verb in view.doc[start + 1 : end]:
        if verb.tag_ in ("VBD", "VBZ", "VBP"):
            source = phrase_before(view.doc, verb.i, start)
            is_saying = verb.lemma_.lower() in _SAYING and source is not None
            if not is_saying or source is None or source.start != start or verb.i + 3 > end:
                return None
            cue, said = view.doc[verb.i : verb.i + 1], view.doc[verb.i + 1 : end]
            return Attribution(
                outer.passage,
                view.spans((said,)),
                (view.passage.span(cue),),
                (view.passage.span(source),),
                verb.lemma_.lower(),
            )
    return None


def with_accusers(view: View, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions, and one for each "accused by …" that none of them has."""
    result = list(found)
    for sentence in view.doc.sents:
        for token in sentence:
            accuser = _accuser(view, token, sentence)
            if accuser is not None:
                result = _with_accuser(view, result, token, accuser)
    return result


def _with_accuser(
    view: View, found: list[Attribution], verb: Token, accuser: TokenSpan
) -> list[Attribution]:
    cue = view.passage.span(view.doc[verb.i : verb.i + 1])
    source = view.passage.span(accuser)
    known = next((a for a in found if any(s.overlaps(cue) for s in a.cue)), None)
    if known is not None:
        is_right = any(span.overlaps(source) for span in known.source)
        content = known.content or _accusation(view, verb, accuser)
        mended = replace(known, content=content, source=(source,))
        return found if is_right and known.content else [mended if a is known else a for a in found]
    content = _accusation(view, verb, accuser)
    lemma = verb.lemma_.lower()
    return [*found, Attribution(view.passage.index, content, (cue,), (source,), lemma)]


def _accuser(view: View, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
    """Who accuses in "is accused by …"; None where nobody does or only a quotation says so."""
    if verb.lemma_.lower() not in lexicon.ACCUSING_VERBS or verb.tag_ not in ("VBN", "VBD"):
        return None
    before = range(max(sentence.start, verb.i - 3), verb.i)
    is_passive = any(view.word(i) in _BE for i in before)
    if not is_passive or view.word(verb.i + 1) != "by" or view.is_quoted(verb.i):
        return None
    return phrase_after(view.doc, verb.i + 2, sentence.end)


def _accusation(view: View, verb: Token, accuser: TokenSpan) -> tuple[Span, ...]:
    """Who is accused, and of what."""
    sentence = verb.sent
    start = verb.i
    while start > sentence.start and (
        view.word(start - 1) in _BE or view.doc[start - 1].pos_ in ("AUX", "ADV")
    ):
        start -= 1
    accused = phrase_before(view.doc, start, sentence.start)
    parts = [accused] if accused is not None else []
    if view.word(accuser.end) in _ACCUSED_OF:
        parts.append(view.doc[accuser.end : sentence.end])
    return view.spans(parts)
