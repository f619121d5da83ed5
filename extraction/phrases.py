"""Noun phrases around a token: by the parse where it is sound, else by parts of speech."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon

MAX_PHRASE_TOKENS = 30
HEAD_ENDS = frozenset(
    "of for at in from with on by to about near who whom whose which that familiar close briefed "
    "inside within including under".split()
)
"""Words behind which a phrase says more about its head."""
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM", "X"})
_QUOTES = frozenset((*"\"“”'‘’", "''"))
_CLAUSE_SUBJECTS = frozenset("he she it they we i you".split())
_LIST_JOINTS = (",", "and", "or")
_LINKS = frozenset("of for from at in with on to".split())


def phrase_of(head: Token) -> TokenSpan:
    """The noun phrase that a token heads, without relative clauses set off by a comma."""
    doc, sentence = head.doc, head.sent
    start, end = head.i, head.i + 1
    for token in _members(head):
        start, end = min(start, token.i), max(end, token.i + 1)
    start, end = max(start, sentence.start), min(end, sentence.end)
    if end - start > MAX_PHRASE_TOKENS or _holds_finite_verb(doc, start, end, head):
        start, end = _widen(doc, head.i, sentence.start, sentence.end)
    return _trimmed(doc, start, end)


def _members(head: Token) -> Iterator[Token]:
    """The tokens of a noun's phrase; a clause behind a comma is not part of it."""
    yield head
    for child in head.children:
        if labels.is_relative_clause(child) or child.dep_ in ("cc", "conj", "parataxis", "acl"):
            if child.dep_ in ("cc", "conj") or _follows_directly(head, child):
                yield from child.subtree
        elif labels.is_nominal_modifier(child) and not _is_according(child):
            yield from child.subtree


def _follows_directly(head: Token, child: Token) -> bool:
    """Whether a clause restricts its noun: "a man who …", "a person familiar with …"."""
    left = child.left_edge.i
    return left > head.i and not any(t.text == "," for t in head.doc[head.i : left])


def _is_according(token: Token) -> bool:
    return token.lower_ == "according" or any(c.lower_ == "according" for c in token.children)


def _holds_finite_verb(doc: Doc, start: int, end: int, head: Token) -> bool:
    """Whether a clause was swallowed before the head: a sign of a wrong parse."""
    return any(labels.is_finite(t) for t in doc[start : head.i])


def _widen(doc: Doc, index: int, low: int, high: int) -> tuple[int, int]:
    start, end = index, index + 1
    while start > low and (
        doc[start - 1].pos_ in _INSIDE or doc[start - 1].tag_ in ("PRP$", "VBN")
    ):
        start -= 1
    while end < high and doc[end].pos_ in _INSIDE:
        end += 1
    return start, end


def _trimmed(doc: Doc, start: int, end: int) -> TokenSpan:
    """The phrase without punctuation, prepositions or conjunctions at its ends."""
    while start < end - 1 and (doc[start].is_punct or doc[start].pos_ in ("ADP", "CCONJ", "SCONJ")):
        if doc[start].text in _QUOTES and any(t.text in _QUOTES for t in doc[start + 1 : end]):
            break
        start += 1
    while end > start + 1 and doc[end - 1].is_punct:
        if doc[end - 1].text in _QUOTES and any(t.text in _QUOTES for t in doc[start : end - 1]):
            break
        end -= 1
    return doc[start:end]


def phrase_before(doc: Doc, index: int, low: int) -> TokenSpan | None:
    """The noun phrase that ends just before a token, adverbs and auxiliaries skipped."""
    end = index
    while end > low and (
        doc[end - 1].pos_ in ("ADV", "AUX") or doc[end - 1].lower_ in ("n't", "not", "also")
    ):
        end -= 1
    if end > low and doc[end - 1].text == ",":
        return _with_parenthesis(doc, end - 1, low)
    if end <= low or (not labels.is_nominal(doc[end - 1]) and doc[end - 1].text not in _QUOTES):
        return None
    start = end - 1
    while start > low and _continues_left(doc, start - 1):
        start -= 1
    while start < end - 1 and (doc[start].pos_ in ("ADP", "SCONJ") or doc[start].is_punct):
        start += 1
    return doc[start:end] if any(labels.is_nominal(t) for t in doc[start:end]) else None


def _with_parenthesis(doc: Doc, comma: int, low: int) -> TokenSpan | None:
    """ "Name, the manager," and "the captain, Name," whole; "Name, who lost," cut short."""
    for index in range(comma - 1, max(low, comma - MAX_PHRASE_TOKENS) - 1, -1):
        if doc[index].text == "," and index > low and labels.is_nominal(doc[index - 1]):
            phrase = phrase_before(doc, index, low)
            if phrase is None:
                return None
            is_name = all(t.pos_ in _INSIDE or t.lower_ in _LINKS for t in doc[index + 1 : comma])
            return doc[phrase.start : comma] if is_name else phrase
    return None


def _continues_left(doc: Doc, index: int) -> bool:
    """Whether a token belongs to the phrase that begins right behind it."""
    token, behind = doc[index], doc[index + 1]
    before = doc[index - 1] if index else None
    if token.lower_ in _LINKS:
        return before is not None and (before.pos_ in _INSIDE or before.tag_ == "VBN")
    if behind.pos_ == "DET" or behind.tag_ == "PRP$":
        return False
    if token.tag_ == "VBN" and behind.lower_ in _LINKS:
        return before is not None and labels.is_nominal(before)
    return token.pos_ in _INSIDE or token.tag_ in ("PRP$", "POS")


def phrase_after(doc: Doc, index: int, high: int) -> TokenSpan | None:
    """The noun phrase that starts at a token or just behind an adverb there."""
    start = index
    while start < high and doc[start].pos_ == "ADV" and doc[start].lower_ != "not":
        start += 1
    end = start
    seen_noun = False
    while end < high:
        token = doc[end]
        if token.pos_ in _INSIDE or token.tag_ in ("PRP$", "POS", "PRP") or token.text in _QUOTES:
            if token.tag_ == "PRP" and seen_noun:
                break
            seen_noun = seen_noun or _can_head(token)
        elif not _continues_right(doc, end, high) or not (seen_noun or token.text in _LIST_JOINTS):
            participle = token.tag_ in ("VBN", "VBG", "HYPH") or _is_prefix(doc, end)
            if not participle or (seen_noun and not _before_noun(doc, end, high)):
                break
        end += 1
        if seen_noun and token.tag_ == "PRP":
            break
    if not seen_noun:
        return None
    return _trimmed(doc, start, end)


def _before_noun(doc: Doc, index: int, high: int) -> bool:
    """Whether a participle modifies the noun right behind it: "a tunneling expert"."""
    is_next = index + 1 < high and doc[index + 1].tag_ in ("NN", "NNS")
    return is_next and doc[index].tag_ in ("VBG", "VBN")


def _is_prefix(doc: Doc, index: int) -> bool:
    """Whether a word is joined to the next by a hyphen: "then-head"."""
    return index + 1 < len(doc) and doc[index + 1].tag_ == "HYPH"


def _can_head(token: Token) -> bool:
    return labels.is_nominal(token) and token.tag_ not in ("DT", "PRP$", "WP$")


def _continues_right(doc: Doc, index: int, high: int) -> bool:
    token = doc[index]
    if index + 1 >= high:
        return False
    following = doc[index + 1]
    if token.lower_ in _LINKS or token.lower_ in ("and", "&", "or"):
        return following.pos_ in _INSIDE or following.tag_ in ("PRP$",)
    if token.lower_ == "by":
        return doc[index - 1].lower_ in lexicon.DOCUMENT_NOUNS
    if token.text == ",":
        goes_on = following.pos_ in ("ADJ", "PROPN") or following.lower_ in ("and", "or")
        return goes_on and _series(doc, index, high)
    return token.tag_ in ("HYPH",) or token.lower_ in ("familiar", "close", "briefed")


def _series(doc: Doc, comma: int, high: int) -> bool:
    """Whether modifiers are listed: "American, European, and Russian sources"."""
    for token in doc[comma + 1 : min(high, comma + 8)]:
        if token.lower_ in ("and", "or"):
            return True
        if token.pos_ not in ("ADJ", "PROPN", "NOUN") and token.text != ",":
            return False
    return False


def head_of(phrase: TokenSpan) -> Token:
    """The noun that a phrase is about: the last one before what only adds to it."""
    head = phrase[0]
    for position, token in enumerate(phrase):
        is_list = token.text == "," and list_goes_on(phrase, position)
        ends = token.lower_ in HEAD_ENDS or (token.text in (",", "(") and not is_list)
        ends = ends or (position > 0 and _adds_clause(token))
        is_noun = labels.is_nominal(head) or head.text[:1].isupper()
        if position and ends and is_noun and head.tag_ != "DT":
            break
        if labels.is_nominal(token) and token.tag_ not in ("DT", "POS"):
            head = token
    return head


def _adds_clause(token: Token) -> bool:
    """Whether a clause begins right behind a noun: "a report released", "files he sent"."""
    before = token.nbor(-1)
    opens = token.tag_ in ("VBN", "VBG", "VBD", "VBZ") or token.lower_ in _CLAUSE_SUBJECTS
    return opens and before.tag_ in ("NN", "NNS", "NNP", "NNPS")


def list_goes_on(phrase: TokenSpan, comma: int) -> bool:
    """Whether modifiers are being listed: "American, European, and Russian sources"."""
    following = [t.lower_ for t in phrase[comma + 1 : comma + 4]]
    return "and" in following or "or" in following


def is_disguised_verb(token: Token) -> bool:
    """A reporting verb that the tagger took for a plural: "the paper reports that"."""
    if token.tag_ != "NNS" or token.lower_.removesuffix("s") not in lexicon.SAY_VERBS:
        return False
    doc, index = token.doc, token.i
    if token.is_sent_start or doc[index - 1].lower_ in ("the", "of", "in", "by"):
        return False
    following = [t.lower_ for t in doc[index + 1 : index + 3]]
    return following[:1] == ["that"] or (
        following[:1] == [","] and following[-1] in lexicon.CITING_FORMS
    )
