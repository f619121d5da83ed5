"""Attributions made into claims: chains put together, hedges and responses joined, the rest kept.

Whatever an article says in its own voice is a claim as well, so that no sentence is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.attribution import Attribution
from extraction.dates import extract_dates
from extraction.entities import EntityIndex, is_running_text
from extraction.hedges import find_hedges, overlapping
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import phrase_after, phrase_of
from extraction.quotations import find_quotations
from extraction.responses import find_response, reports_silence
from extraction.sources import SourceReader
from newsroom.article import Sentence, Span
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Evidence,
    Hedge,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)

_OUTLET_LINK = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
_MIN_OWN_WORDS = 4
_NESTED_SHARE = 0.6
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
        links = self._own_links(attributions)
        claims: list[Claim] = []
        for position, attribution in enumerate(attributions):
            if self._is_absorbed(position, attributions):
                continue
            chain = self._chain(position, attributions, links)
            claims.append(self._claim(attribution, chain))
        claims.extend(self._own_voice(claims, attributions))
        claims.sort(key=lambda claim: min(claim.content))
        return tuple(self._with_replies(claims))

    # -- chains

    def _own_links(self, attributions: Sequence[Attribution]) -> list[tuple[Source, ...]]:
        links: list[tuple[Source, ...]] = []
        for attribution in attributions:
            own = tuple(self.sources.read(attribution.passage, s) for s in attribution.source[:1])
            told = self._told(attribution) if own else None
            links.append((told, *own) if told else own)
        return links

    def _told(self, attribution: Attribution) -> Source | None:
        """The outlet in "told Reuters", which stands between the article and the speaker."""
        if attribution.cue_lemma != "tell":
            return None
        passage = self.passages[attribution.passage]
        _, after = passage.token_range(attribution.cue[-1])
        phrase = phrase_after(passage.doc, after, len(passage.doc))
        if phrase is None or phrase.start != after or len(phrase) > 8:
            return None
        names = self.index.within((passage.span(phrase),))
        if not names:
            return None
        entity = self.index.entities[names[0].entity]
        if entity.kind.value not in ("organisation", "other", "work") or _is_body(entity.name):
            return None
        return Source(entity.name, Identity.NAMED, "organisation", names[0].span, entity.name)

    def _chain(
        self,
        position: int,
        attributions: Sequence[Attribution],
        links: Sequence[tuple[Source, ...]],
    ) -> SourcingChain:
        own = list(links[position])
        outer: list[Source] = []
        for other in self._around(position, attributions):
            outer.extend(links[other])
        if not own and not outer:
            outer = self._inferred(position, attributions, links)
        chain = [link for link in outer if link.label not in {o.label for o in own}]
        return SourcingChain((_OUTLET_LINK, *chain, *own))

    def _around(self, position: int, attributions: Sequence[Attribution]) -> list[int]:
        """The attributions whose content holds this one, outermost first."""
        mine = attributions[position]
        found = []
        for other, attribution in enumerate(attributions):
            if other == position or not attribution.source:
                continue
            if mine.cue_lemma == "cite" and attribution.content == mine.content:
                if attribution.cue_lemma != "cite":
                    found.append(other)
            elif _holds(attribution, mine) and not (_holds(mine, attribution) and other > position):
                found.append(other)
        return sorted(found, key=lambda i: -_width(attributions[i].content))

    def _is_absorbed(self, position: int, attributions: Sequence[Attribution]) -> bool:
        """Whether a deeper attribution of the same content tells all that this one tells."""
        mine = attributions[position]
        for other, attribution in enumerate(attributions):
            if other == position or not attribution.source:
                continue
            if attribution.cue_lemma == "cite" and attribution.content == mine.content:
                if mine.cue_lemma != "cite" and mine.source:
                    return True
            elif position in self._around(other, attributions):
                inner = attribution.content + attribution.cue + attribution.source
                if _covered(mine.content, inner) >= _NESTED_SHARE:
                    return True
        return False

    def _inferred(
        self,
        position: int,
        attributions: Sequence[Attribution],
        links: Sequence[tuple[Source, ...]],
    ) -> list[Source]:
        """Who is meant where the sentence names nobody: the outlet or speaker just before it."""
        mine = attributions[position]
        for other in range(position - 1, -1, -1):
            previous = attributions[other]
            if not links[other]:
                continue
            if mine.cue:
                same = previous.passage == mine.passage
                same = same and not self._one_sentence(previous, mine)
                outlet = links[other][0]
                fits = same and outlet.kind == "organisation" and outlet.identity is Identity.NAMED
                return [replace(outlet, evidence=Evidence.INFERRED)] if fits else []
            if mine.passage - previous.passage > 1 or not self._quotes(previous):
                break
            return [replace(link, evidence=Evidence.INFERRED) for link in links[other]]
        return [] if mine.cue else self._announced(position, attributions, links)

    def _one_sentence(self, first: Attribution, second: Attribution) -> bool:
        whole = self._sentence_of((*first.cue, *second.cue))
        return any(sentence.span == whole for sentence in self.sentences)

    def _announced(
        self,
        position: int,
        attributions: Sequence[Attribution],
        links: Sequence[tuple[Source, ...]],
    ) -> list[Source]:
        """The speaker of a quotation left open at the end of a paragraph, named in the next."""
        mine = attributions[position]
        is_open = any(
            q.is_open and q.inner.overlaps(s) for q in self.quotations for s in mine.content
        )
        for other in range(position + 1, len(attributions) if is_open else 0):
            if attributions[other].passage - mine.passage > 1:
                break
            if links[other] and self._quotes(attributions[other]):
                return [replace(link, evidence=Evidence.INFERRED) for link in links[other]]
        return []

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
            return (_hull(content + cue),)
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
        hull = _hull(parts)
        return _trimmed(self.text, hull) if sentence.contains(hull) else sentence

    def _response(
        self, attribution: Attribution, sentence: Span, chain: SourcingChain
    ) -> Response | None:
        """A response in the cue's clause, or in quoted words that deny."""
        place = _hull((*attribution.cue, *attribution.content, *attribution.source))
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
        chain = SourcingChain((_OUTLET_LINK,))
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
        hull = _hull(spans)
        inside = [s.span for s in self.sentences if s.span.overlaps(hull)]
        return _hull(inside) if inside else hull


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one attribution stands in what another attributes."""
    return bool(inner.cue) and any(span.contains(inner.cue[0]) for span in outer.content)


def _hull(spans: Iterable[Span]) -> Span:
    known = tuple(spans)
    return Span(min(s.start_char for s in known), max(s.end_char for s in known))


def _width(spans: Iterable[Span]) -> int:
    return sum(span.end_char - span.start_char for span in spans)


def _covered(spans: Sequence[Span], by: Sequence[Span]) -> float:
    """The share of some spans' characters that lie in others."""
    inside = {i for span in by for i in range(span.start_char, span.end_char)}
    total = [i for span in spans for i in range(span.start_char, span.end_char)]
    return sum(i in inside for i in total) / len(total) if total else 0.0


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


def _is_body(name: str) -> bool:
    """Whether a listener is a court or parliament rather than an outlet."""
    words = {word.lower() for word in name.split()}
    return bool(words & {"court", "congress", "parliament", "senate", "committee", "council"})
