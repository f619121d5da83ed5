"""One passage as the rules beside the encoder see it: words, quotations, character spans."""

from collections.abc import Iterable

from spacy.tokens import Span as TokenSpan

from extraction.parsing import Passage
from extraction.quotations import Quotation
from extraction.spans import trim
from newsroom.article import Span


class View:
    """A passage with its quotations, as token ranges beside the characters."""

    def __init__(self, passage: Passage, quotations: tuple[Quotation, ...], text: str) -> None:
        self.passage, self.doc, self.text = passage, passage.doc, text
        self.quotations = quotations
        self._quoted = [passage.token_range(q.outer) for q in quotations]

    def word(self, index: int) -> str:
        """A word in lower case; "" outside the passage."""
        return self.doc[index].lower_ if 0 <= index < len(self.doc) else ""

    def is_quoted(self, index: int) -> bool:
        """Whether a token stands between quotation marks."""
        return any(start <= index < end for start, end in self._quoted)

    def spans(self, parts: Iterable[TokenSpan]) -> tuple[Span, ...]:
        """Character spans of some token ranges, trimmed, empty ones left out."""
        trimmed = (trim(self.text, self.passage.span(part)) for part in parts if len(part))
        return tuple(span for span in trimmed if span.start_char < span.end_char)

    def sentences(self) -> tuple[Span, ...]:
        """Character spans of the passage's sentences."""
        return tuple(self.passage.span(s) for s in self.doc.sents if s.text.strip())

    def has_words(self, span: Span) -> bool:
        """Whether any letter or digit stands in a span."""
        return any(char.isalnum() for char in span.of(self.text))
