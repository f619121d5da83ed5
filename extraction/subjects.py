"""Who a cue's words come from: the subject of a verb, parsed or as printed."""

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.clauses import View, is_finite
from extraction.phrases import phrase_after, phrase_before, phrase_of

_CLOSING = frozenset((*"\"”’'»,", "''"))


def find_subject(view: View, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
    """The source of an active verb: its subject, shared subject, or inverted subject."""
    inverted = _inverted_subject(view, verb, sentence)
    if inverted is not None:
        return inverted
    before = phrase_before(view.doc, verb.i, sentence.start)
    for child in verb.children:
        if labels.is_subject(child) or labels.is_passive_subject(child):
            if child.lower_ in ("who", "which", "that") and verb.head.i < child.i:
                return _antecedent(view, verb.head, child)
            parsed = _with_name_before(view, _near(view, phrase_of(child), verb))
            return _fuller(view, parsed, before)
    if before is not None and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB", "NNS"):
        return before
    head = verb.head
    if head.i != verb.i and (verb.dep_ in ("conj", "advcl", "xcomp", "parataxis")):
        for child in head.children:
            if labels.is_subject(child) or labels.is_passive_subject(child):
                return phrase_of(child)
        if verb.dep_ == "conj" and head.head.i != head.i and head.dep_ == "conj":
            return find_subject(view, head, sentence)
    return None


def find_passive_subject(
    view: View, verb: Token, start: int, sentence: TokenSpan
) -> TokenSpan | None:
    """The phrase that a passive verb tells something about."""
    printed = phrase_before(view.doc, start, sentence.start)
    if printed is not None and printed.end == start:
        return printed
    for child in verb.children:
        if labels.is_passive_subject(child) or labels.is_subject(child):
            return phrase_of(child)
    if verb.dep_ == "conj":
        return find_passive_subject(view, verb.head, start, sentence) or printed
    return printed


def _antecedent(view: View, head: Token, pronoun: Token) -> TokenSpan | None:
    """The noun phrase before "who"; behind a comma the nearest one, whatever the parse says."""
    if view.word(pronoun.i - 1) == ",":
        nearest = phrase_before(view.doc, pronoun.i - 1, pronoun.sent.start)
        if nearest is not None:
            return _owner(view, nearest) if pronoun.lower_ == "who" else nearest
    if not labels.is_nominal(head):
        return None
    phrase = phrase_of(head)
    end = min(phrase.end, pronoun.i)
    while end > phrase.start + 1 and view.doc[end - 1].is_punct:
        end -= 1
    return view.doc[phrase.start : end]


def _owner(view: View, phrase: TokenSpan) -> TokenSpan:
    """In "Roe's campaign, who promises" it is Roe who promises: a campaign is no "who"."""
    if any(token.lower_ in lexicon.PERSON_NOUNS for token in phrase):
        return phrase
    marks = [token.i for token in phrase if token.tag_ == "POS" and token.i > phrase.start]
    return view.doc[phrase.start : marks[-1]] if marks else phrase


def _with_name_before(view: View, phrase: TokenSpan) -> TokenSpan:
    """ "Name, the then-head of the firm," whole, where the parse took the description alone."""
    comma = phrase.start - 1
    if view.word(comma) != "," or view.word(phrase.end) != "," or comma < 1:
        return phrase
    start = comma
    while start > 0 and view.doc[start - 1].text[:1].isupper():
        start -= 1
    return view.doc[start : phrase.end] if start < comma else phrase


def with_name_behind(view: View, phrase: TokenSpan, sentence: TokenSpan) -> TokenSpan:
    """ "the harbour master, Siri Dahl," with the name that follows the description."""
    name = phrase_after(view.doc, phrase.end + 1, sentence.end)
    if name is None or view.word(phrase.end) != "," or name.start != phrase.end + 1:
        return phrase
    is_name = all(token.pos_ == "PROPN" for token in name)
    closes = view.word(name.end) in (",", ".", "")
    return view.doc[phrase.start : name.end] if is_name and closes else phrase


def _fuller(view: View, parsed: TokenSpan, printed: TokenSpan | None) -> TokenSpan:
    """The phrase right before the verb, where it holds all of the parsed subject."""
    if printed is None or view.is_quoted(printed.start):
        return parsed
    holds = printed.start <= parsed.start and parsed.end <= printed.end
    return printed if holds else parsed


def _near(view: View, phrase: TokenSpan, verb: Token) -> TokenSpan:
    """A subject phrase that does not run across its own verb."""
    if phrase.start < verb.i < phrase.end:
        return view.doc[phrase.start : verb.i]
    return phrase


def _inverted_subject(view: View, verb: Token, sentence: TokenSpan) -> TokenSpan | None:
    """The phrase behind a verb that follows a quotation or clause: "…," said the mayor."""
    if verb.i == 0 or verb.tag_ not in ("VBD", "VBZ"):
        return None
    previous = view.doc[verb.i - 1].text
    if previous not in _CLOSING or view.word(verb.i + 1) in ("that", ":", ",", '"', "“"):
        return None
    if any(labels.is_subject(c) and c.i < verb.i and c.i > verb.i - 4 for c in verb.children):
        return None
    phrase = phrase_after(view.doc, verb.i + 1, sentence.end)
    if phrase is not None:
        phrase = with_name_behind(view, phrase, sentence)
    if previous == "," and not view.quotation_ending_at(verb.i) and phrase is not None:
        if verb.lemma_ == "tell" or phrase_before(view.doc, verb.i, sentence.start) is not None:
            return None
        closes = view.word(phrase.end) in (",", ".", "") or phrase.end >= sentence.end
        if not closes or not any(is_finite(t) for t in view.doc[sentence.start : verb.i]):
            return None
    return phrase


def find_possessor(view: View, noun: Token) -> TokenSpan | None:
    """Whose claim, warning or promise a noun names; None where nobody owns it."""
    for child in noun.children:
        if child.dep_ in ("nmod:poss", "poss"):
            phrase = phrase_of(child)
            return phrase[:-1] if phrase[-1].tag_ == "POS" and len(phrase) > 1 else phrase
    return None
