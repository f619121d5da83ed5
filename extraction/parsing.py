"""An article's blocks as parsed documents, with sentence boundaries that suit news."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction.tokens import make_doc
from newsroom.article import Article, Block, BlockKind, Sentence, Span

ARTICLE = "article"
"""The key in `Doc.user_data` under which documents of one article bear its name."""
LONGEST_SENTENCE = 400
"""Tokens; several times what the longest sentences in the news have."""

_CLOSERS = frozenset((*"\"”’'»)]", "''"))
_OPENERS = frozenset((*"\"“‘'«([", "''", "``"))
_ENDS = frozenset({".", "!", "?", "…", "..."})
_ABBREVIATION = re.compile(
    r"^(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Sgt|Lt|Col|Capt|Cmdr|Adm|Maj|St|"
    r"Jr|Sr|No|Inc|Corp|Co|Ltd|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Rev|Hon|Pres|Atty)\.?$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of running text, parsed; `offset` is where its text starts in the article."""

    index: int
    kind: BlockKind
    offset: int
    doc: Doc
    starts: tuple[int, ...]

    @classmethod
    def of(cls, index: int, block: Block, doc: Doc) -> "Passage":
        """A parsed block; `starts` are its tokens' first characters, for a quick look-up."""
        starts = tuple(token.idx for token in doc)
        return cls(index, block.kind, block.body.start_char, doc, starts)

    def span(self, tokens: Sequence[Token] | TokenSpan) -> Span:
        """The characters from the first to the last of some tokens, in the article's text."""
        last = tokens[-1]
        return Span(self.offset + tokens[0].idx, self.offset + last.idx + len(last.text))

    def token_range(self, span: Span) -> tuple[int, int]:
        """The tokens [start, end) that share characters with a span of the article's text."""
        start, end = span.start_char - self.offset, span.end_char - self.offset
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        if first < last and self.starts[first] + len(self.doc[first].text) <= start:
            first += 1
        return (first, last) if first < last else (0, 0)


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article with its running text parsed, passage by passage."""

    article: Article
    passages: tuple[Passage, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences that together cover every printed character of the text."""
        parsed = {passage.index: passage for passage in self.passages}
        found: list[Sentence] = []
        for index, block in enumerate(self.article.blocks):
            if index in parsed:
                found.extend(_sentences(parsed[index], block))
            else:
                found.append(Sentence(block.span, block.kind, index))
        return tuple(found)


def parse(nlp: Language, article: Article) -> ParsedArticle:
    """The article's headline, subheads and body parsed; header lines are left alone."""
    running = [
        (index, block)
        for index, block in enumerate(article.blocks)
        if block.kind not in (BlockKind.BYLINE, BlockKind.DATELINE)
    ]
    docs = [_bounded(make_doc(nlp, block.body.of(article.text))) for _, block in running]
    for doc in docs:
        doc.user_data[ARTICLE] = article.name
    passages = tuple(
        Passage.of(index, block, doc)
        for (index, block), doc in zip(running, nlp.pipe(docs, batch_size=16), strict=True)
        if len(doc)
    )
    return ParsedArticle(article, passages)


def _bounded(doc: Doc) -> Doc:
    """Fix sentence starts before the parser runs: news ends sentences with punctuation.

    What never ends is cut, so that no work on a sentence grows beyond what a sentence takes.
    """
    starts, last = set(_sentence_starts(doc)), 0
    for index in range(len(doc)):
        if index in starts or index - last >= LONGEST_SENTENCE:
            starts.add(index)
            last = index
    marks = [1 if token.i in starts else -1 for token in doc]
    column = np.array(marks, dtype="int64").astype("uint64").reshape(-1, 1)
    return doc.from_array([SENT_START], column)  # type: ignore[arg-type]  # its stub wants Ints2d


def _sentence_starts(doc: Doc) -> Iterator[int]:
    if len(doc):
        yield 0
    for index, token in enumerate(doc):
        if token.text in _ENDS and index + 1 < len(doc):
            after = index + 1
            while after < len(doc) and doc[after].text in _CLOSERS and _closes(doc, after):
                after += 1
            if after < len(doc) and _opens_sentence(doc, index, after):
                yield after
        elif token.text.endswith(".") and len(token) > 1 and index + 1 < len(doc):
            if _abbreviation_ends(doc, index):
                yield index + 1


def _closes(doc: Doc, index: int) -> bool:
    """Whether a straight quotation mark stands against the word before it."""
    return not doc[index - 1].whitespace_


def _opens_sentence(doc: Doc, stop: int, after: int) -> bool:
    if not doc[after - 1].whitespace_ and doc[after].text not in _OPENERS:
        return False
    if stop and doc[stop].text == "." and _ABBREVIATION.match(doc[stop - 1].text):
        return False
    first = doc[after]
    if first.text in _OPENERS and after + 1 < len(doc):
        first = doc[after + 1]
    return first.text[0].isupper() or first.text[0].isdigit() or not first.text[0].isascii()


def _abbreviation_ends(doc: Doc, index: int) -> bool:
    """Whether a sentence ends on "U.S." or "Inc.": only before a word that must open one."""
    text, following = doc[index].text, doc[index + 1]
    if not re.fullmatch(r"(?:[A-Z]\.){2,}|Inc\.|Corp\.|Ltd\.|a\.m\.|p\.m\.", text):
        return False
    return following.text in {"The", "He", "She", "It", "They", "But", "In", "We", "A", "On", "And"}


def _sentences(passage: Passage, block: Block) -> Iterator[Sentence]:
    start = block.span.start_char
    bounds = [s for s in passage.doc.sents if s.text.strip()]
    for position, sentence in enumerate(bounds):
        end = passage.span(sentence).end_char
        if position + 1 == len(bounds):
            end = block.span.end_char
        own = passage.span(sentence).start_char if position else start
        yield Sentence(Span(own, end), block.kind, passage.index)
