"""Attributions made into claims: chains put together, hedges and responses joined, the rest kept.

Whatever an article says in its own voice is a claim as well, so that no sentence is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.chains import OUTLET_LINK, Chains
from extraction.dates import extract_dates
from extraction.entities import EntityIndex, is_running_text
from extraction.hedges import find_hedges, overlapping
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import phrase_after, phrase_of
from extraction.quotations import find_quotations
from extraction.responses import find_response, reports_silence
from extraction.sources import SourceReader
from extraction.spans import Attribution, hull
from newsroom.article import Sentence, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Hedge,
    Manner,
    Response,
    ResponseKind,
    SourcingChain,
)

_MIN_OWN_WORDS = 4
_LOOSE_END = re.compile(r",?\s+(?:and|but|or|while|although|though|as|that|who|which|when)$")
_JOINT = re.compile(r",\s+(?:and|but|while)\s+")
_EDGES = " \t\u00a0\r\n,;:—–-"


def compose_claims(
    parsed: ParsedArticle,
    sentences: Sequence[Sentence],
    index: EntityIndex,
    attributions: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """Every claim of the article in text order."""
    return _Composer(parsed, sentences, index).compose(attributions)


class _Composer:
    def __init__(
        self, parsed: ParsedArticle, sentences: Sequence[Sentence], index: EntityIndex
    ) -> None:
        self.parsed, self.index = parsed, index
        self.text = parsed.article.text
        self.sentences = [s for s in sentences if is_running_text(s.kind)]
        self.passages = {p.index: p for p in parsed.passages}
        self.sources = SourceReader(parsed, index)
        self.hedges = self._all_hedges()
        self.quotations = tuple(
            q
            for passage in parsed.passages
            for q in find_quotations(self.text, parsed.article.blocks[passage.index].body)
        )

    def compose(self, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
        """Attributed claims with their chains, then what remains in the article's voice."""
        chains = Chains(self.parsed, self.index, self.sources, self.quotations, attributions)
        claims: list[Claim] = []
        for position, attribution in enumerate(attributions):
            if chains.is_absorbed(position):
                continue
            chain = chains.chain(position)
            claims.append(self._claim(attribution, chain))
        claims.extend(self._own_voice(claims, attributions))
        claims.sort(key=lambda claim: min(claim.content))
        return tuple(self._with_replies(claims))

    def _quotes(self, attribution: Attribution) -> bool:
        return any(q.inner.overlaps(s) for q in self.quotations for s in attribution.content)

    # -- claims

    def _claim(self, attribution: Attribution, chain: SourcingChain) -> Claim:
        content: tuple[Span, ...] = attribution.content
        shown = self._shown(attribution)
        if not attribution.source and self._ends_in_to(attribution):
            content = shown
        everything = (*content, *attribution.cue, *attribution.source)
        sentence = self._sentence_of(everything)
        response = self._response(attribution, sentence, chain)
        if response and self._is_silence(response, attribution):
            content = (self._clause(sentence, attribution),)
            shown = content
            chain = SourcingChain(tuple(k for k in chain.links if k.span not in attribution.source))
        return self._finished(
            shown, content, attribution.cue, attribution.source, chain, sentence, response
        )

    def _ends_in_to(self, attribution: Attribution) -> bool:
        """Whether a cue is the agentless "is said to", which belongs to its clause."""
        return any(span.of(self.text).endswith(" to") for span in attribution.cue)

    def _finished(
        self,
        shown: Sequence[Span],
        content: tuple[Span, ...],
        cue: tuple[Span, ...],
        source: tuple[Span, ...],
        chain: SourcingChain,
        sentence: Span,
        response: Response | None,
    ) -> Claim:
        published = self.parsed.article.published_at
        return Claim(
            text=" … ".join(span.of(self.text) for span in shown),
            content=content,
            cue=cue,
            source=source,
            manner=self._manner(content),
            chain=chain,
            sentence=sentence,
            hedges=self._claim_hedges(content, cue, sentence),
            response=response,
            dates=extract_dates(self.text, sentence, published),
            about=self.index.names_within(content),
        )

    def _shown(self, attribution: Attribution) -> tuple[Span, ...]:
        """What a reader needs to see: with the cue where the content alone would mislead."""
        content, cue = attribution.content, attribution.cue
        lemma = attribution.cue_lemma
        is_agentless = not attribution.source and self._ends_in_to(attribution)
        is_accusation = lemma in lexicon.ACCUSING_VERBS and len(content) > 1
        if cue and (is_agentless or is_accusation or self._is_object(attribution)):
            return (hull(content + cue),)
        return content

    def _is_object(self, attribution: Attribution) -> bool:
        """Whether a cue such as "denied" has no more than a noun phrase for content."""
        if attribution.cue_lemma not in lexicon.OBJECT_VERBS or len(attribution.content) != 1:
            return False
        passage = self.passages[attribution.passage]
        start, end = passage.token_range(attribution.content[0])
        follows = attribution.cue[-1].end_char <= attribution.content[0].start_char
        return follows and not any(_is_finite(t) for t in passage.doc[start:end])

    def _is_silence(self, response: Response, attribution: Attribution) -> bool:
        """Whether the cue itself tells that nothing was said: "declined to comment"."""
        at_cue = any(response.span.overlaps(span) for span in attribution.cue)
        is_direct = self._manner(attribution.content) is Manner.DIRECT
        return at_cue and reports_silence(response.kind) and not is_direct

    def _clause(self, sentence: Span, attribution: Attribution) -> Span:
        """The clause of a silence: from its party to the end of what was not said."""
        parts = attribution.source + attribution.cue + attribution.content
        whole = hull(parts)
        return _trimmed(self.text, whole) if sentence.contains(whole) else sentence

    def _response(
        self, attribution: Attribution, sentence: Span, chain: SourcingChain
    ) -> Response | None:
        """A response in the cue's clause, or in quoted words that deny."""
        place = hull((*attribution.cue, *attribution.content, *attribution.source))
        clause = place.of(self.text) if sentence.contains(place) else sentence.of(self.text)
        start = place.start_char if sentence.contains(place) else sentence.start_char
        if not attribution.cue:
            return None
        cue_words = " ".join(span.of(self.text) for span in attribution.cue)
        found = find_response(clause)
        if found is None and self._opens_reply(sentence):
            found = (ResponseKind.REPLY, 0, len(clause))
        if found is None:
            return None
        kind, begin, end = found
        at = Span(start + begin, start + end)
        in_cue = any(at.overlaps(span) for span in attribution.cue)
        if kind in (ResponseKind.DENIAL, ResponseKind.CONFIRMATION) and not in_cue:
            if not self._denies_by_words(kind, clause, attribution):
                return None
        if kind is ResponseKind.CONFIRMATION and not cue_words:
            return None
        party = chain.innermost
        if len(chain.links) == 1 and attribution.source:
            party = self.sources.read(attribution.passage, attribution.source[0])
        label = party.label if party.label != THIS_ARTICLE else ""
        return Response(kind, label, at, party.entity)

    def _denies_by_words(self, kind: ResponseKind, clause: str, attribution: Attribution) -> bool:
        return kind is ResponseKind.DENIAL and self._quotes(attribution) and " false" in clause

    def _opens_reply(self, sentence: Span) -> bool:
        found = find_response(sentence.of(self.text)[:60])
        return found is not None and found[0] is ResponseKind.REPLY

    def _with_replies(self, claims: Sequence[Claim]) -> Iterable[Claim]:
        """What a party goes on to say right after its reply belongs to the reply."""
        last: Claim | None = None
        for claim in claims:
            if (
                last
                and last.response
                and last.response.kind is ResponseKind.REPLY
                and claim.response is None
                and len(claim.chain.links) > 1
                and claim.chain.innermost.label == last.chain.innermost.label
                and self._same_block(claim.sentence, last.sentence)
            ):
                claim = replace(claim, response=replace(last.response, span=claim.sentence))
            last = claim if len(claim.chain.links) > 1 else last
            yield claim

    def _same_block(self, first: Span, second: Span) -> bool:
        blocks = self.parsed.article.blocks
        return any(b.span.contains(first) and b.span.contains(second) for b in blocks)

    # -- the article's own voice

    def _own_voice(
        self, claims: Sequence[Claim], attributions: Sequence[Attribution]
    ) -> Iterable[Claim]:
        attributed = [s for c in claims for s in (*c.content, *c.cue, *c.source)]
        attributed += [s for a in attributions for s in (*a.content, *a.cue, *a.source)]
        for sentence in self.sentences:
            taken = [span for span in attributed if span.overlaps(sentence.span)]
            passage = self.passages.get(sentence.block)
            body = self.parsed.article.blocks[sentence.block].body
            start = max(sentence.span.start_char, body.start_char)
            for span in self._remaining(Span(start, sentence.span.end_char), taken):
                if passage is not None and self._is_statement(passage, span, bool(taken)):
                    yield self._own_claim(span, sentence.span, passage)

    def _own_claim(self, span: Span, sentence: Span, passage: Passage) -> Claim:
        found = find_response(span.of(self.text))
        response: Response | None = None
        source: tuple[Span, ...] = ()
        if found and found[0] is not ResponseKind.REPLY and found[0] is not ResponseKind.DENIAL:
            at = Span(span.start_char + found[1], span.start_char + found[2])
            party = self._party(passage, span) if reports_silence(found[0]) else None
            if party is not None:
                named = self.sources.read(passage.index, party)
                response = Response(found[0], named.label, at, named.entity)
                source = (party,)
        chain = SourcingChain((OUTLET_LINK,))
        cue = (response.span,) if response else ()
        return self._finished((span,), (span,), cue, source, chain, sentence, response)

    def _party(self, passage: Passage, span: Span) -> Span | None:
        """The subject of a sentence that tells of silence."""
        start, end = passage.token_range(span)
        for token in passage.doc[start:end]:
            if labels.is_subject(token) or labels.is_passive_subject(token):
                return passage.span(phrase_of(token))
        for index in range(start, end):
            phrase = phrase_after(passage.doc, index, end)
            if phrase is not None:
                return passage.span(phrase)
        return None

    def _remaining(self, sentence: Span, taken: Sequence[Span]) -> Iterable[Span]:
        """The stretches of a sentence that no claim covers, trimmed."""
        start = sentence.start_char
        for span in sorted(taken):
            if span.start_char > start:
                yield from self._clauses(Span(start, min(span.start_char, sentence.end_char)))
            start = max(start, span.end_char)
        if start < sentence.end_char:
            yield from self._clauses(Span(start, sentence.end_char))

    def _clauses(self, span: Span) -> Iterable[Span]:
        """The stretch whole, or apart where two parties' silences are joined by "and"."""
        for joint in _JOINT.finditer(self.text, span.start_char, span.end_char):
            left = Span(span.start_char, joint.start())
            right = Span(joint.end(), span.end_char)
            if find_response(left.of(self.text)) and find_response(right.of(self.text)):
                yield _trimmed(self.text, left)
                yield _trimmed(self.text, right)
                return
        yield _trimmed(self.text, span)

    def _is_statement(self, passage: Passage, span: Span, is_part: bool) -> bool:
        """Whether a stretch says something by itself; a whole sentence always does."""
        words = span.of(self.text).split()
        if not is_part:
            return any(char.isalnum() for char in span.of(self.text))
        if len(words) < _MIN_OWN_WORDS:
            return False
        start, end = passage.token_range(span)
        tokens = passage.doc[start:end]
        opens_badly = _is_finite(tokens[0]) or tokens[0].tag_ in ("VBG", "VBN", "WP", "WDT", "RP")
        return any(_is_finite(t) for t in tokens) and not opens_badly

    # -- pieces

    def _all_hedges(self) -> tuple[Hedge, ...]:
        return tuple(
            hedge
            for passage in self.parsed.passages
            if is_running_text(passage.kind)
            for sentence in passage.doc.sents
            for hedge in find_hedges(passage, sentence, self.text)
        )

    def _claim_hedges(
        self, content: tuple[Span, ...], cue: tuple[Span, ...], sentence: Span
    ) -> tuple[Hedge, ...]:
        """Hedges in content or cue, and an adverb that opens the sentence."""
        inside = overlapping(self.hedges, (*content, *cue))
        opening = tuple(
            hedge
            for hedge in self.hedges
            if hedge.span.start_char == sentence.start_char and hedge not in inside
        )
        return opening + inside

    def _manner(self, content: tuple[Span, ...]) -> Manner:
        quoted = [q.outer for q in self.quotations]
        direct = [any(q.contains(span) for q in quoted) for span in content]
        if direct and all(direct):
            return Manner.DIRECT
        touches = any(q.overlaps(span) for q in quoted for span in content)
        return Manner.MIXED if touches else Manner.INDIRECT

    def _sentence_of(self, spans: Iterable[Span]) -> Span:
        """The sentence, or the run of sentences, that holds some spans."""
        whole = hull(spans)
        inside = [s.span for s in self.sentences if s.span.overlaps(whole)]
        return hull(inside) if inside else whole


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start_char, span.end_char
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if text[end - 1 : end] == "." and end - start > 1:
        end -= 1
    loose = _LOOSE_END.search(text[start:end])
    return Span(start, start + loose.start()) if loose else Span(start, end)


def _is_finite(token: Token) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")
