"""Sourcing chains: how the attributions of an article stand inside each other."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan

from extraction import labels
from extraction.entities.index import EntityIndex
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import phrase_of
from extraction.quotations import Quotation
from extraction.sourcing.relays import Relays, inferred
from extraction.sourcing.sources import SourceReader
from extraction.spans import Attribution, covered, hull, width
from newsroom.article import Span
from newsroom.attribution import THIS_ARTICLE, Identity, Source, SourcingChain

OUTLET_LINK = Source(THIS_ARTICLE, Identity.NAMED, "outlet")
_NESTED_SHARE = 0.6
_SHORT_CHARS = 16


class Chains:
    """The chains of one article's attributions, each known by its position."""

    def __init__(
        self,
        parsed: ParsedArticle,
        index: EntityIndex,
        sources: SourceReader,
        quotations: Sequence[Quotation],
        attributions: Sequence[Attribution],
    ) -> None:
        self._index, self._sources = index, sources
        self._quotations, self._attributions = quotations, attributions
        self._passages = {p.index: p for p in parsed.passages}
        self._relays = Relays(self._passages, sources)
        self._links: list[tuple[Source, ...]] = []
        for position in range(len(attributions)):
            self._links.append(self._own_links(position))
        self._neighbours: dict[int, list[int]] = defaultdict(list)
        for position, attribution in enumerate(attributions):
            self._neighbours[attribution.passage].append(position)
        self._outer = [self._around(position) for position in range(len(attributions))]

    def quotes(self, attribution: Attribution) -> bool:
        """Whether any of the content stands between quotation marks."""
        return any(q.inner.overlaps(s) for q in self._quotations for s in attribution.content)

    def chain(self, position: int) -> SourcingChain:
        """From the article that we read to the source nearest the content."""
        own = list(self._links[position])
        outer: list[Source] = []
        for other in self._outer[position]:
            outer.extend(self._links[other])
        if not own and not outer:
            outer = self._inferred(position)
        chain = {link.label: link for link in outer}
        for link in own:
            chain.pop(link.label, None)
        return SourcingChain((OUTLET_LINK, *chain.values(), *own))

    def is_absorbed(self, position: int) -> bool:
        """Whether a deeper attribution of the same content tells all that this one tells."""
        mine = self._attributions[position]
        for other in self._neighbours[mine.passage]:
            attribution = self._attributions[other]
            if other == position or not attribution.source:
                continue
            if attribution.cue_lemma == "cite" and attribution.content == mine.content:
                if mine.cue_lemma != "cite" and mine.source:
                    return True
            elif position in self._outer[other]:
                inner = attribution.content + attribution.cue + attribution.source
                if covered(mine.content, inner) >= _NESTED_SHARE:
                    return True
        return False

    def _own_links(self, position: int) -> tuple[Source, ...]:
        attribution = self._attributions[position]
        nearest = _nearest_source(attribution)
        own = tuple(self._sources.read(attribution.passage, span) for span in nearest)
        if not own:
            return ()
        through = self._relays.of(attribution) or self._carried(position, own[0])
        return (*through, *own)

    def _carried(self, position: int, speaker: Source) -> tuple[Source, ...]:
        """Through whom the same speaker spoke just before: "she added" after "told Reuters"."""
        if not position:
            return ()
        before, mine = self._attributions[position - 1], self._attributions[position]
        links = self._links[position - 1]
        goes_on = bool(links) and links[-1].label == speaker.label and _is_short(mine)
        if before.passage != mine.passage or not goes_on:
            return ()
        return inferred(tuple(link for link in links[:-1] if link.kind != "document"))

    def _around(self, position: int) -> list[int]:
        """The attributions whose content holds this one, outermost first."""
        mine = self._attributions[position]
        found = []
        for other in self._neighbours[mine.passage]:
            attribution = self._attributions[other]
            if other == position or not attribution.source:
                continue
            if mine.cue_lemma == "cite" and attribution.content == mine.content:
                if attribution.cue_lemma != "cite":
                    found.append(other)
            elif _holds(attribution, mine) and not (_holds(mine, attribution) and other > position):
                found.append(other)
        return sorted(found, key=lambda i: -width(self._attributions[i].content))

    def _inferred(self, position: int) -> list[Source]:
        """Who is meant where the sentence names nobody: the outlet or speaker just before it."""
        mine = self._attributions[position]
        for other in range(position - 1, -1, -1):
            previous = self._attributions[other]
            if not self._links[other]:
                continue
            if mine.cue:
                same = previous.passage == mine.passage
                same = same and not self._one_sentence(previous, mine)
                outlet = self._links[other][0]
                fits = same and outlet.kind == "organisation" and outlet.identity is Identity.NAMED
                return list(inferred((outlet,))) if fits else []
            if mine.passage - previous.passage > 1 or not self.quotes(previous):
                break
            return list(inferred(self._links[other]))
        if mine.cue:
            return []
        return self._introduced(mine) or self._announced(position)

    def _introduced(self, mine: Attribution) -> list[Source]:
        """Whose a quoted paragraph is that the one before announces: "She wrote on Sunday:"."""
        before = self._passages.get(mine.passage - 1)
        if before is None or not before.doc.text.rstrip().endswith(":"):
            return []
        last = list(before.doc.sents)[-1]
        spoken = [i for i in self._neighbours[before.index] if self._stands_in(i, before, last)]
        if spoken:
            return list(inferred(self._links[spoken[-1]]))
        subject = next((token for token in last if labels.is_subject(token)), None)
        if subject is None:
            return []
        return list(inferred((self._sources.read(before.index, before.span(phrase_of(subject))),)))

    def _stands_in(self, position: int, passage: Passage, sentence: TokenSpan) -> bool:
        """Whether an attribution with a source has its cue in a sentence."""
        cue = self._attributions[position].cue
        whole = passage.span(sentence)
        return bool(self._links[position] and cue) and whole.contains(cue[0])

    def _announced(self, position: int) -> list[Source]:
        """The speaker of a quotation left open at the end of a paragraph, named in the next."""
        mine = self._attributions[position]
        is_open = any(
            q.is_open and q.inner.overlaps(s) for q in self._quotations for s in mine.content
        )
        for other in range(position + 1, len(self._attributions) if is_open else 0):
            if self._attributions[other].passage - mine.passage > 1:
                break
            if self._links[other] and self.quotes(self._attributions[other]):
                return list(inferred(self._links[other]))
        return []

    def _one_sentence(self, first: Attribution, second: Attribution) -> bool:
        """Whether two cues of one passage stand in the same sentence."""
        passage = self._passages[first.passage]
        whole = hull((*first.cue, *second.cue))
        return any(passage.span(sentence).contains(whole) for sentence in passage.doc.sents)


def _nearest_source(attribution: Attribution) -> tuple[Span, ...]:
    """Of several sources on both sides of a cue the one that stands next to it."""
    if not attribution.cue:
        return attribution.source[:1]
    cue = hull(attribution.cue)
    return tuple(
        sorted(
            attribution.source,
            key=lambda s: max(s.start_char - cue.end_char, cue.start_char - s.end_char),
        )[:1]
    )


def _is_short(attribution: Attribution) -> bool:
    """Whether a source is a single word, as pronouns and surnames are that go on speaking."""
    return width(attribution.source) <= _SHORT_CHARS


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one attribution stands in what another attributes."""
    return bool(inner.cue) and any(span.contains(inner.cue[0]) for span in outer.content)
