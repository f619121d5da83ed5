"""Who says what: the attributions that the encoder tagged, and those that layout alone shows.

The result is nothing but spans: content, cue and source of each attribution. Chains, identities
and labels are made from them elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.attribution.citing import with_citings
from extraction.attribution.nesting import with_accusers, with_opening, with_trailing
from extraction.attribution.transcripts import laid_out
from extraction.attribution.views import View
from extraction.parsing import ParsedArticle, Passage
from extraction.quotations import Quotation, find_quotations
from extraction.spans import Attribution, hull
from extraction.tagging.component import GROUP
from newsroom.article import Span


def extract_attributions(parsed: ParsedArticle) -> tuple[Attribution, ...]:
    """Every attribution of the article in text order; an empty tuple is a normal result."""
    text = parsed.article.text
    found: list[Attribution] = []
    for passage in parsed.passages:
        quotations = find_quotations(text, parsed.article.blocks[passage.index].body)
        found.extend(_attributions(View(passage, quotations, text)))
    return tuple(found)


def _attributions(view: View) -> list[Attribution]:
    shown = list(laid_out(view.passage))
    lines = [hull((*a.content, *a.cue, *a.source)) for a in shown]
    tagged = [a for a in _tagged(view.passage) if not _stands_in(a, lines)]
    nested = with_trailing(view, with_citings(view, tagged))
    nested = with_opening(view, with_accusers(view, nested))
    found = [a for a in nested if a.content] + shown
    found.extend(_orphans(view, found))
    return sorted(found, key=lambda a: min(a.content))


def _stands_in(attribution: Attribution, lines: list[Span]) -> bool:
    parts = (*attribution.content, *attribution.cue, *attribution.source)
    return any(line.overlaps(part) for line in lines for part in parts)


def _tagged(passage: Passage) -> list[Attribution]:
    """The attributions that stand in the passage's document, as the encoder left them."""
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    lemmas: dict[str, str] = {}
    for tokens in passage.doc.spans[GROUP]:
        if tokens.label_ == "SOURCE" and not any(_can_name(token) for token in tokens):
            continue
        span = passage.span(tokens)
        parts[tokens.id_][tokens.label_].append(span)
        if tokens.label_ == "CUE":
            lemmas[tokens.id_] = _main_lemma(tokens)
    return [
        Attribution(
            passage.index,
            tuple(sorted(own["CONTENT"])),
            tuple(own["CUE"]),
            tuple(sorted(own["SOURCE"])),
            lemmas.get(number, ""),
        )
        for number, own in parts.items()
    ]


def _can_name(token: Token) -> bool:
    """Whether a word can stand for a source by itself: no article, no preposition."""
    return (labels.is_nominal(token) and token.tag_ != "DT") or token.is_title or token.is_upper


def _main_lemma(cue: TokenSpan) -> str:
    """The lemma of the verb of saying in a cue, else of the word that governs it."""
    if [token.lower_ for token in cue[:2]] == ["according", "to"]:
        return "according to"
    for token in reversed(list(cue)):
        lemma = token.lemma_.lower()
        if lemma in lexicon.SAY_VERBS | lexicon.REFUSAL_VERBS:
            return lemma
    return cue.root.lemma_.lower()


def _orphans(view: View, found: list[Attribution]) -> Iterator[Attribution]:
    """Whole quoted sentences that no cue claims; the context may tell whose they are."""
    for quotation in view.quotations:
        ends = quotation.is_open or quotation.inner.of(view.text).rstrip()[-1:] in ".!?…,"
        if _words(view, quotation) < 4 or not ends:
            continue
        if any(q.overlaps(quotation.inner) for a in found for q in a.content + a.source):
            continue
        yield Attribution(view.passage.index, (quotation.outer,))


def _words(view: View, quotation: Quotation) -> int:
    """How many words with a letter or digit a quotation holds."""
    words = quotation.inner.of(view.text).split()
    return sum(any(char.isalnum() for char in word) for word in words)
