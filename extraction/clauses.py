"""One passage as the attribution rules see it: words, quotations, and where clauses end."""

from collections.abc import Iterable

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.parsing import Passage
from extraction.phrases import phrase_after
from extraction.quotations import Quotation
from extraction.spans import Attribution, trim, without
from newsroom.article import Span

_JOINTS = frozenset("which that who and but or as while although though".split())


def is_finite(token: Token) -> bool:
    """Whether a verb form can carry a clause of its own."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


class View:
    """A passage with its quotations, as token ranges beside the characters."""

    def __init__(self, passage: Passage, quotations: tuple[Quotation, ...], text: str) -> None:
        self.passage, self.doc, self.text = passage, passage.doc, text
        self.quotations = quotations
        self.quoted = [passage.token_range(q.outer) for q in quotations]

    def word(self, index: int) -> str:
        """A word in lower case; "" outside the passage."""
        return self.doc[index].lower_ if 0 <= index < len(self.doc) else ""

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands between quotation marks."""
        return any(start <= index < end for start, end in self.quoted)

    def is_scare_quoted(self, index: int, sentence: TokenSpan) -> bool:
        """Whether the quotation around a token is a few words of the article's own sentence."""
        return any(s <= index < e and e - s < 6 for s, e in self.quoted) and index > sentence.start

    def finite_at(self, index: int) -> bool:
        """Whether a finite verb stands there."""
        return index < len(self.doc) and is_finite(self.doc[index])

    def starts_clause(self, index: int, sentence: TokenSpan) -> bool:
        """Whether a subject and a finite verb follow: "said the bridge had failed"."""
        phrase = phrase_after(self.doc, index, sentence.end)
        if phrase is None or phrase.start > index + 1:
            return False
        follow = phrase.end
        while follow < sentence.end and self.doc[follow].pos_ == "ADV":
            follow += 1
        return follow < sentence.end and is_finite(self.doc[follow])

    def to_clause_end(self, index: int, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
        """From a token to where the clause under the cue ends."""
        end = sentence.end
        for position in range(index, sentence.end):
            if position > index + 2 and self.leaves_clause(position, verb):
                end = position
                break
        return self.doc[index:end] if end > index else None

    def is_coordinated(self, position: int, verb: Token) -> bool:
        """Whether "and" joins another predicate to the cue: "promises … and was said to"."""
        if self.word(position) not in ("and", "but") or position + 1 >= len(self.doc):
            return False
        following = self.doc[position + 1]
        if not (is_finite(following) or following.pos_ == "AUX"):
            return False
        ahead = self.doc[position + 2 : position + 5]
        if any(t.tag_ == "VBN" and t.lemma_.lower() in lexicon.AGENTLESS_VERBS for t in ahead):
            return True  # "promises … and was said to": whoever says so is somebody else
        predicate = following.head if following.pos_ == "AUX" else following
        return predicate.dep_ == "conj" and predicate.head.i == verb.i

    def leaves_clause(self, position: int, verb: Token) -> bool:
        """Whether the text turns away from what was said: ", according to", ", but …"."""
        if self.is_coordinated(position, verb):
            return True
        if self.doc[position].text not in (",", ";", "—", "–") or self.is_quoted(position):
            return self.word(position) == "according" and self.word(position + 1) == "to"
        following = self.word(position + 1)
        if following in ("according", "adding", "citing", "quoting", "saying", "noting"):
            return True
        if following in ("but", "although", "though", "while", "whereas", "and"):
            clause = self.starts_clause(position + 2, self.doc[position].sent)
            return clause and not self.below(position + 2, verb)
        return False

    def below(self, index: int, verb: Token) -> bool:
        """Whether the parse puts a token inside the cue's complement."""
        if index >= len(self.doc):
            return False
        for token in [self.doc[index], *self.doc[index].ancestors]:
            if token.head.i == verb.i and token.i != verb.i:
                return labels.is_clause(token)
        return False

    def quotation_ending_at(self, index: int) -> TokenSpan | None:
        """The quotation whose closing mark stands right before a token."""
        for position, (start, end) in enumerate(self.quoted):
            gap = self.doc[end:index] if end <= index else None
            if gap is not None and all(t.text in (",", "—", "–", "-") for t in gap) and end > start:
                if len(self.quotations[position].inner.of(self.text).split()) > 1 or not gap:
                    return self.from_sentence_start(start, end)
        return None

    def quotation_starting_at(self, index: int) -> TokenSpan | None:
        """The quotation that opens at a token, or behind a comma or colon there."""
        skipped = index
        while skipped < len(self.doc) and self.doc[skipped].text in (",", ":"):
            skipped += 1
        for start, end in self.quoted:
            if start == skipped and end > start:
                return self.doc[start:end]
        return None

    def from_sentence_start(self, start: int, end: int) -> TokenSpan:
        """A partly quoted clause belongs to the quotation that ends it."""
        sentence = self.doc[start].sent
        lead = self.doc[sentence.start : start]
        if len(lead) and any(is_finite(t) for t in lead):
            if not any(t.lemma_.lower() in lexicon.SAY_VERBS for t in lead):
                return self.doc[sentence.start : end]
        return self.doc[start:end]

    def spans(self, parts: Iterable[TokenSpan]) -> tuple[Span, ...]:
        """Character spans of some token ranges, trimmed, empty ones left out."""
        trimmed = (trim(self.text, self.passage.span(part)) for part in parts)
        return tuple(span for span in trimmed if span.start_char < span.end_char)

    def make(
        self,
        content: Iterable[TokenSpan],
        cue: TokenSpan,
        source: TokenSpan | None,
        lemma: str,
    ) -> Attribution:
        """An attribution of token ranges; cue and source are cut out of the content."""
        cue_span = self.passage.span(cue)
        source_span = self.passage.span(source) if source is not None else None
        spans = self.spans(content)
        spans = without(spans, cue_span)
        if source_span:
            spans = without(spans, source_span)
        if len(spans) > 1:
            spans = tuple(s for s in spans if s.of(self.text).lower() not in _JOINTS) or spans
        return Attribution(
            self.passage.index,
            spans,
            (cue_span,),
            (source_span,) if source_span else (),
            lemma,
        )

    def whole(self, sentence: TokenSpan, start: int, end: int) -> tuple[Span, ...]:
        """A sentence without one stretch of it."""
        parts = [self.doc[sentence.start : start], self.doc[end : sentence.end]]
        return self.spans(part for part in parts if len(part))
