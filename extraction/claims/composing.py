"""Attributions made into claims: chains put together, hedges and responses joined, the rest kept.

Whatever an article says in its own voice is a claim as well, so that no sentence is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extraction import labels, lexicon
from extraction.attribution.transcripts import TRANSCRIPT
from extraction.claims.dates import extract_dates
from extraction.claims.hedges import find_hedges, overlapping
from extraction.claims.own_voice import Stretch, own_stretches, party_in, trimmed
from extraction.claims.responses import (
    Found,
    find_rebuttal,
    find_respondent,
    find_response,
    is_question,
    reports_silence,
)
from extraction.entities.index import EntityIndex, is_running_text
from extraction.parsing import ParsedArticle
from extraction.phrases import phrase_of
from extraction.quotations import find_quotations
from extraction.sourcing.chains import OUTLET_LINK, Chains
from extraction.sourcing.sources import SourceReader
from extraction.spans import Attribution, hull, trim
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
            if self._is_alleged_act(attribution):
                chain = SourcingChain((OUTLET_LINK,))
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
        manner = Manner.DIRECT if attribution.cue_lemma == TRANSCRIPT else None
        parts = (attribution.cue, attribution.source, chain, sentence, response, manner)
        return self._finished(shown, content, *parts)

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
        manner: Manner | None = None,
    ) -> Claim:
        published = self.parsed.article.published_at
        return Claim(
            text=" … ".join(self._words_of(span) for span in shown),
            content=content,
            cue=cue,
            source=source,
            manner=manner or self._manner(content),
            chain=chain,
            sentence=sentence,
            hedges=self._claim_hedges(content, cue, sentence),
            response=response,
            dates=extract_dates(self.text, sentence, published),
            about=self.index.names_within(content),
        )

    def _words_of(self, span: Span) -> str:
        """A span as a reader sees it: without marks at its ends, and without "that" before it."""
        words = trim(self.text, span)
        for passage in self.parsed.passages if words.of(self.text).startswith("that ") else ():
            start, end = passage.token_range(words)
            if start < end and passage.span(passage.doc[start:end]) == words:
                is_mark = passage.doc[start].tag_ == "IN" or passage.doc[start].dep_ == "mark"
                return words.of(self.text)[5 if is_mark else 0 :]
        return words.of(self.text)

    def _shown(self, attribution: Attribution) -> tuple[Span, ...]:
        """What a reader needs to see: with the cue where the content alone would mislead."""
        content, cue = attribution.content, attribution.cue
        is_agentless = not attribution.source and len(content) > 1
        is_accusation = attribution.cue_lemma in lexicon.ACCUSING_VERBS and len(content) > 1
        if cue and (is_agentless or is_accusation):
            return (hull(content + cue),)
        if cue and self._is_part(attribution):
            return (hull((*content, *cue, *attribution.source[:1])),)
        return content

    def _is_part(self, attribution: Attribution) -> bool:
        """Whether a cue such as "denied" or "asked" governs no clause: "asked him not to go"."""
        if len(attribution.content) != 1 or self._quotes(attribution):
            return False
        passage = self.passages[attribution.passage]
        start, end = passage.token_range(attribution.content[0])
        return not any(labels.is_finite(t) for t in passage.doc[start:end])

    def _is_alleged_act(self, attribution: Attribution) -> bool:
        """Whether the article alleges that somebody asked or threatened: nobody vouches for it."""
        if attribution.cue_lemma not in lexicon.ACT_VERBS or self._quotes(attribution):
            return False
        parts = (*attribution.content, *attribution.cue, *attribution.source)
        start = self._sentence_of(parts).start_char
        return any(hedge.span.start_char == start for hedge in self.hedges)

    def _is_silence(self, response: Response, attribution: Attribution) -> bool:
        """Whether the cue itself tells that nothing was said: "declined to comment"."""
        at_cue = any(response.span.overlaps(span) for span in attribution.cue)
        is_direct = self._manner(attribution.content) is Manner.DIRECT
        return at_cue and reports_silence(response.kind) and not is_direct

    def _clause(self, sentence: Span, attribution: Attribution) -> Span:
        """The clause of a silence: from its party to the end of what was not said."""
        parts = attribution.source + attribution.cue + attribution.content
        whole = hull(parts)
        if not sentence.contains(whole):
            return sentence
        tail = Span(whole.end_char, sentence.end_char)
        start, end = self.passages[attribution.passage].token_range(tail)
        rest = self.passages[attribution.passage].doc[start:end]
        if "," not in tail.of(self.text) and not any(labels.is_finite(token) for token in rest):
            whole = Span(whole.start_char, tail.end_char)
        return trimmed(self.text, whole)

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
        if found is not None and self._is_of_other_words(found, start, clause, attribution):
            found = None
        if found is None and (rebuttal := self._rebuttal(attribution, sentence)):
            start, found = rebuttal
        if found is None and self._opens_reply(sentence) and not is_question(cue_words):
            found = (ResponseKind.REPLY, 0, len(clause))
        if found is None:
            return None
        at = Span(start + found[1], start + found[2])
        party = chain.innermost
        if len(chain.links) == 1 and attribution.source:
            party = self.sources.read(attribution.passage, attribution.source[0])
        if reports_silence(found[0]) and any(s.contains(at) for s in attribution.content):
            respondent = find_respondent(self.passages[attribution.passage], at)
            if respondent is not None and respondent.pos_ in ("NOUN", "PROPN"):
                place = self.passages[attribution.passage].span(phrase_of(respondent))
                party = self.sources.read(attribution.passage, place)
        label = party.label if party.label != THIS_ARTICLE else ""
        return Response(found[0], label, at, party.entity)

    def _is_of_other_words(
        self, found: Found, start: int, clause: str, attribution: Attribution
    ) -> bool:
        """Whether a response stands beside what is claimed, or is only talked about in it."""
        kind, begin, end = found
        at = Span(start + begin, start + end)
        if any(at.overlaps(span) for span in attribution.cue):
            return kind is ResponseKind.REPLY and is_question(at.of(self.text))
        if reports_silence(kind):
            return not any(span.overlaps(at) for span in attribution.content)
        speaks = kind in (ResponseKind.DENIAL, ResponseKind.CONFIRMATION)
        return speaks and not self._denies_by_words(kind, clause, attribution)

    def _rebuttal(self, attribution: Attribution, sentence: Span) -> tuple[int, Found] | None:
        """A denial in a party's own words, after sentences that hold an accusation."""
        if not attribution.source:
            return None
        before = [s.span for s in self.sentences if s.span.end_char <= sentence.start_char][-3:]
        context = " ".join(span.of(self.text) for span in before)
        for span in attribution.content:
            found = find_rebuttal(span.of(self.text), context, is_quoted=self._quotes(attribution))
            if found is not None:
                return span.start_char, found
        return None

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
    ) -> Iterator[Claim]:
        attributed = [s for c in claims for s in (*c.content, *c.cue, *c.source)]
        attributed += [s for a in attributions for s in (*a.content, *a.cue, *a.source)]
        for stretch in own_stretches(self.parsed, self.sentences, attributed):
            yield self._own_claim(stretch)

    def _own_claim(self, stretch: Stretch) -> Claim:
        span = stretch.span
        found = find_response(span.of(self.text))
        response: Response | None = None
        source: tuple[Span, ...] = ()
        if found and found[0] is not ResponseKind.REPLY and found[0] is not ResponseKind.DENIAL:
            at = Span(span.start_char + found[1], span.start_char + found[2])
            party = party_in(stretch, at) if reports_silence(found[0]) else None
            if party is not None:
                named = self.sources.read(stretch.passage.index, party)
                response = Response(found[0], named.label, at, named.entity)
                source = (party,)
        chain = SourcingChain((OUTLET_LINK,))
        cue = (response.span,) if response else ()
        return self._finished((span,), (span,), cue, source, chain, stretch.sentence, response)

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
        direct = [any(q.contains(trim(self.text, span)) for q in quoted) for span in content]
        if direct and all(direct):
            return Manner.DIRECT
        touches = any(q.overlaps(span) for q in quoted for span in content)
        return Manner.MIXED if touches else Manner.INDIRECT

    def _sentence_of(self, spans: Iterable[Span]) -> Span:
        """The sentence, or the run of sentences, that holds some spans."""
        whole = hull(spans)
        inside = [s.span for s in self.sentences if s.span.overlaps(whole)]
        return hull(inside) if inside else whole
