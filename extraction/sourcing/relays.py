"""What stands between an article and a speaker: outlets that were told, and documents.

"The envoy wrote in a cable seen by Reuters" rests on the envoy, the cable and Reuters; "she told
the Herald" on her and the Herald. Each is a link of the chain.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import lexicon
from extraction.parsing import Passage
from extraction.phrases import head_of, phrase_after
from extraction.sourcing.sources import SourceReader
from extraction.spans import Attribution, hull
from newsroom.article import Span
from newsroom.attribution import Evidence, Identity, Source

_CARRIERS = frozenset(
    "letter memo memorandum report email e-mail cable filing lawsuit complaint affidavit "
    "indictment memoir book paper dossier petition brief study transcript testimony diary ledger "
    "document documents emails e-mails letters memos cables filings records files papers".split()
)
_GOT = frozenset("obtained seen reviewed viewed acquired examined".split())
_ASKED = re.compile(
    r"\bin (?:response|reply|answer) to (?P<asker>(?:an? |the )?[^,.]{2,60}?)['’]s? "
    r"(?:\w+ )?(?:questions?|requests?|inquir\w+|enquir\w+)",
    re.IGNORECASE,
)
_NEAR_CHARS = 60
_NEAR_TOKENS = 8


class Relays:
    """The links in the middle of an article's chains."""

    def __init__(self, passages: Mapping[int, Passage], sources: SourceReader) -> None:
        self._passages, self._sources = passages, sources

    def of(self, attribution: Attribution) -> tuple[Source, ...]:
        """The links between the article and the speaker of an attribution, outermost first."""
        passage = self._passages[attribution.passage]
        found = (
            *self._asked(passage, attribution),
            *self._told(passage, attribution),
            *self._documents(passage, attribution),
            *self._hands(passage, attribution),
            *self._employer(passage, attribution),
        )
        return tuple({link.label: link for link in found}.values())

    def _told(self, passage: Passage, attribution: Attribution) -> Iterator[Source]:
        """The outlet in "told Reuters" or "told the newspaper"."""
        if attribution.cue_lemma != "tell" or not attribution.cue:
            return
        _, after = passage.token_range(attribution.cue[-1])
        phrase = phrase_after(passage.doc, after, len(passage.doc))
        if phrase is not None and phrase.start == after and len(phrase) <= _NEAR_TOKENS:
            yield from self._sources.outlets(passage, phrase)

    def _asked(self, passage: Passage, attribution: Attribution) -> Iterator[Source]:
        """The outlet in "In response to the newspaper's questions, she praised him"."""
        if not attribution.cue:
            return
        first, _ = passage.token_range(attribution.cue[0])
        sentence = passage.doc[first].sent
        asked = _ASKED.search(sentence.text)
        if asked is not None:
            start = passage.span(sentence).start_char
            span = Span(start + asked.start("asker"), start + asked.end("asker"))
            low, high = passage.token_range(span)
            yield from self._sources.outlets(passage, passage.doc[low:high])

    def _documents(self, passage: Passage, attribution: Attribution) -> Iterator[Source]:
        """The document in "wrote in a letter", and who got hold of it."""
        for phrase in _carriers(passage, attribution):
            yield from self._holders(passage, phrase.end)
            yield Source(phrase.text, Identity.DOCUMENT, "document", passage.span(phrase))

    def _hands(self, passage: Passage, attribution: Attribution) -> Iterator[Source]:
        """Who got hold of a source that is itself a document: "a letter obtained by the Post"."""
        for span in attribution.source:
            for place in range(*passage.token_range(span)):
                yield from self._holders(passage, place)

    def _holders(self, passage: Passage, index: int) -> Iterator[Source]:
        doc = passage.doc
        if index + 2 < len(doc) and doc[index].lower_ in _GOT and doc[index + 1].lower_ == "by":
            phrase = phrase_after(doc, index + 2, len(doc))
            if phrase is not None:
                yield from self._sources.outlets(passage, phrase)

    def _employer(self, passage: Passage, attribution: Attribution) -> Iterator[Source]:
        """The outlet whose source "one newspaper source" is, inferred from who reported before."""
        for span in attribution.source:
            start, end = passage.token_range(span)
            for token in passage.doc[start : max(start, end - 1)]:
                follows = token.nbor(1).lower_.removesuffix("s") == "source"
                if token.lower_ in lexicon.OUTLET_NOUNS and follows:
                    outlet = self._sources.outlet(token.lower_, span)
                    if outlet is not None:
                        yield outlet


def inferred(links: tuple[Source, ...]) -> tuple[Source, ...]:
    """The same links, known by their context alone."""
    return tuple(replace(link, evidence=Evidence.INFERRED) for link in links)


def _carriers(passage: Passage, attribution: Attribution) -> Iterator[TokenSpan]:
    """ "in a letter" in the clause of a cue, outside of what is said and of who says it."""
    if not attribution.cue:
        return
    first, _ = passage.token_range(attribution.cue[0])
    sentence = passage.doc[first].sent
    taken = (*attribution.content, *attribution.source)
    near = hull((*attribution.cue, *attribution.source))
    for token in sentence:
        if token.lower_ != "in" or not _is_adjunct(token, first):
            continue
        phrase = phrase_after(passage.doc, token.i + 1, sentence.end)
        if phrase is None or head_of(phrase).lower_ not in _CARRIERS:
            continue
        span = passage.span(phrase)
        gap = max(span.start_char - near.end_char, near.start_char - span.end_char)
        if gap < _NEAR_CHARS and not any(part.overlaps(span) for part in taken):
            yield phrase


def _is_adjunct(token: Token, cue: int) -> bool:
    """Whether "in …" opens the sentence or stands right behind its cue and source."""
    return token.i == token.sent.start or 0 < token.i - cue < _NEAR_TOKENS
