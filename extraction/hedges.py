"""Words that hold a claim at a distance, with their spans."""

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.parsing import Passage
from newsroom.article import Span
from newsroom.attribution import Hedge

_BE = frozenset("is are was were be been being 's 're".split())
_DOUBT_NOUNS = frozenset("doubt doubts".split())
_ABOUT = frozenset("about around".split())
_MULTIPLES = frozenset("half twice double noon midnight".split())
_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "at least", "at most", "up to", "as many as", "as much as", "as few as", "more or less",
        "sort of", "kind of", "for all practical purposes", "all but", "not clear", "too early to",
        "too soon to", "remains to be seen", "in theory", "on paper", "no evidence",
    )
)  # fmt: skip
_FIRST_WORDS = frozenset(phrase[0] for phrase in _PHRASES)
_VIEWS = frozenset("view opinion estimation judgment judgement experience mind guess".split())
_OWN = frozenset("my our his her their its".split())
_UNSURE = frozenset("sure certain unsure uncertain afraid".split())


def find_hedges(passage: Passage, sentence: TokenSpan, text: str) -> tuple[Hedge, ...]:
    """The hedges of one sentence in text order."""
    found: list[TokenSpan] = []
    for token in sentence:
        hedge = _phrase(token, sentence) or _hedge_at(token, sentence)
        if hedge is not None and not any(h.end > hedge.start for h in found):
            found.append(hedge)
    spans = [passage.span(tokens) for tokens in found]
    return tuple(Hedge(span.of(text), span) for span in spans)


def _phrase(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """A fixed phrase that begins at a token: "at least", "in our estimation"."""
    doc, word = token.doc, token.lower_
    if word == "in" and token.i + 2 < sentence.end:
        if doc[token.i + 1].lower_ in _OWN and doc[token.i + 2].lower_ in _VIEWS:
            return doc[token.i : token.i + 3]
    if word in _FIRST_WORDS:
        for phrase in _PHRASES:
            words = doc[token.i : min(token.i + len(phrase), sentence.end)]
            if tuple(one.lower_ for one in words) == phrase:
                return words
    return None


def _hedge_at(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    doc, word, lemma = token.doc, token.lower_, token.lemma_.lower()
    if word in lexicon.HEDGE_ADVERBS or (word in lexicon.HEDGE_ADJECTIVES and token.pos_ != "VERB"):
        return doc[token.i : token.i + 1]
    if word in lexicon.HEDGE_MODALS and token.tag_ == "MD":
        return _modal(doc, token)
    if lemma in lexicon.HEDGE_VERBS and token.tag_.startswith("VB"):
        return _seeming(doc, token, sentence)
    if token.tag_ == "VBN" and lemma in lexicon.AGENTLESS_VERBS:
        return _agentless(doc, token, sentence)
    if word in _DOUBT_NOUNS and token.tag_ in ("NN", "NNS"):
        return _doubt(doc, token, sentence)
    if word in lexicon.APPROXIMATORS or (word in _ABOUT and _before_number(doc, token)):
        return doc[token.i : token.i + 1]
    if word in ("if", "unless") and _opens_condition(token):
        return doc[token.i : token.i + 1]
    if word in _UNSURE and token.i > sentence.start + 1:
        return _sureness(doc, token, sentence)
    if lemma in lexicon.DOUBTING_VERBS and token.tag_ in ("VBD", "VBZ", "VBP"):
        return doc[token.i : token.i + 1] if not _is_own_opinion(token, sentence) else _opinion(
            doc, token, sentence
        )
    if lemma in lexicon.OPINION_VERBS and token.tag_ in ("VB", "VBP"):
        return _opinion(doc, token, sentence)
    return None


def _opens_condition(token: Token) -> bool:
    """Whether "if" puts a condition; after "asked" or "know" it puts a question."""
    return token.dep_ == "mark" and labels.is_adverbial_clause(token.head)


def _sureness(doc: Doc, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "I'm sure", "we are not certain"."""
    start = token.i
    while start > sentence.start and (
        doc[start - 1].lower_ in _BE | {"not", "'m", "’m", "am"} or doc[start - 1].pos_ == "ADV"
    ):
        start -= 1
    has_self = start > sentence.start and doc[start - 1].lower_ in ("i", "we")
    return doc[start - 1 : token.i + 1] if has_self and start < token.i else None


def _is_own_opinion(token: Token, sentence: TokenSpan) -> bool:
    """Whether the speaker's own "I" or "we" stands right before the verb."""
    before = token.doc[max(sentence.start, token.i - 3) : token.i]
    return any(one.lower_ in ("i", "we") for one in before)


def _before_number(doc: Doc, token: Token) -> bool:
    following = doc[token.i + 1 : token.i + 3]
    return any(
        one.like_num or one.text in "$£€" or one.lower_ in _MULTIPLES or one.text[0].isdigit()
        for one in following
    )


def _opinion(doc: Doc, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "I think", "we don't believe": somebody holds it, and says no more."""
    start = token.i
    while start > sentence.start and doc[start - 1].lower_ in (
        "do", "ca", "n't", "n’t", "not", "can"
    ):  # fmt: skip
        start -= 1
    has_self = start > sentence.start and doc[start - 1].lower_ in ("i", "we")
    return doc[start - 1 : token.i + 1] if has_self else None


def _modal(doc: Doc, token: Token) -> TokenSpan | None:
    """ "may" and "might" always; "could" only of what is possible, not of what was able."""
    if token.lower_ != "could":
        return doc[token.i : token.i + 1]
    following = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    return None if following in ("not", "n't") else doc[token.i : token.i + 1]


def _seeming(doc: Doc, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    following = doc[token.i + 1] if token.i + 1 < sentence.end else None
    if following is None or not (
        following.lower_ in ("to", "that", "as") or following.pos_ == "ADJ"
    ):
        return None
    start = token.i
    while start > sentence.start and doc[start - 1].lower_ in ("did", "does", "not", "n't", "do"):
        start -= 1
    return doc[start : token.i + (2 if following.lower_ == "to" else 1)]


def _agentless(doc: Doc, token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "is said to", "was also believed to", "it is alleged that"; nobody is named."""
    start = token.i
    while start > sentence.start and (
        doc[start - 1].lower_ in _BE or doc[start - 1].pos_ in ("ADV", "AUX")
    ):
        start -= 1
    if not any(t.lower_ in _BE for t in doc[start : token.i]):
        return None
    following = doc[token.i + 1].lower_ if token.i + 1 < sentence.end else ""
    if following == "to":
        return doc[start : token.i + 2]
    if following == "that" and start > sentence.start and doc[start - 1].lower_ == "it":
        return doc[start - 1 : token.i + 2]
    return None


def _doubt(doc: Doc, token: Token, sentence: TokenSpan) -> TokenSpan:
    """ "Doubts also arose": the noun with the verb that follows it."""
    end = token.i + 1
    while end < min(sentence.end, token.i + 4):
        if doc[end].tag_ in ("VBD", "VBZ", "VBP"):
            return doc[token.i : end + 1]
        if doc[end].pos_ not in ("ADV", "AUX"):
            break
        end += 1
    return doc[token.i : token.i + 1]


def overlapping(hedges: tuple[Hedge, ...], spans: tuple[Span, ...]) -> tuple[Hedge, ...]:
    """The hedges that stand in any of some spans."""
    return tuple(h for h in hedges if any(span.overlaps(h.span) for span in spans))
