"""Words that hold a claim at a distance, with their spans.

Each rule looks at one token and gives the hedge that it carries. Rules trust words before
tags, since a tagger errs most where news is least usual: headlines, quotations, capitals.
"""

from collections.abc import Callable

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import lexicon
from extraction.claims import hedge_words
from extraction.claims.hedge_words import BE, FILLERS, NOT, SELF, alone, run_before, word_at
from extraction.parsing import Passage
from newsroom.article import Span
from newsroom.attribution import Hedge

_HAVE = frozenset("have has had having 've ’ve".split())
_NEGATIVES = NOT | frozenset("unable yet without".split())
_DOUBTED = frozenset("suggested believed suspected implied hinted".split())
_NO_VIEW = frozenset("in about of by back twice often hard".split())
_UNSURE = frozenset("sure certain unsure uncertain afraid".split())
_SENSES = frozenset("hear smell remember recall afford".split())
_VISIONS = frozenset("see feel tell understand".split())
_PERSONS = frozenset("i he she we they you who".split())
_ADJECTIVES_BESIDE = frozenset("last next early late live several many few other more".split())


def find_hedges(passage: Passage, sentence: TokenSpan, text: str) -> tuple[Hedge, ...]:
    """The hedges of one sentence in text order."""
    found: list[TokenSpan] = []
    for token in sentence:
        hedge = _hedge_at(token, sentence)
        if hedge is not None and not any(h.end > hedge.start for h in found):
            found.append(hedge)
    spans = [passage.span(tokens) for tokens in found]
    return tuple(Hedge(span.of(text), span) for span in spans)


def overlapping(hedges: tuple[Hedge, ...], spans: tuple[Span, ...]) -> tuple[Hedge, ...]:
    """The hedges that stand in any of some spans."""
    return tuple(h for h in hedges if any(span.overlaps(h.span) for span in spans))


def _hedge_at(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    for rule in _RULES:
        hedge = rule(token, sentence)
        if hedge is not None:
            return hedge
    return None


# -- verbs


def _modal(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "may", "might", and "could" of what is possible, not of what somebody was able to do."""
    word, after = token.lower_, word_at(token, sentence, 1)
    if word == "must" and after == "have":
        has_participle = token.doc[token.i + 2 : token.i + 3]
        return alone(token) if any(one.tag_ == "VBN" for one in has_participle) else None
    if word not in lexicon.HEDGE_MODALS:
        return None
    if word == "could":
        return alone(token) if _is_possible(token, sentence) else None
    is_modal = token.tag_ == "MD" or (token.text == "may" and token.pos_ not in ("NOUN", "PROPN"))
    is_modal = is_modal or word_at(token, sentence, -1) in _PERSONS | {"it", "this", "which"}
    is_month = token.text == "May" and (after[:1].isdigit() or after in (",", "."))
    return alone(token) if is_modal and not is_month else None


def _is_possible(token: Token, sentence: TokenSpan) -> bool:
    """Whether "could" tells what may be: with a verb, not negated, no sense and no purpose."""
    after = token.doc[token.i + 1 : min(token.i + 5, sentence.end)]
    verb = next((one for one in after if one.pos_ in ("VERB", "AUX") and one != token), None)
    if not len(after) or after[0].lower_ in NOT or after[0].is_punct or verb is None:
        return False
    before = [word_at(token, sentence, shift) for shift in (-1, -2, -3)]
    if verb.lower_ in _SENSES or (verb.lower_ in _VISIONS and before[0] in _PERSONS):
        return False
    is_purpose = before[1] == "so" or (before[2] == "so" and before[1] == "that")
    return not is_purpose and before[0] not in ("as", "best", "whatever", "everything")


def _seeming(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "appears to", "did not seem", "looks like", "it appears"."""
    lemma, word = token.lemma_.lower(), word_at(token, sentence, 1)
    if lemma not in lexicon.HEDGE_VERBS or not token.tag_.startswith(("VB", "MD")):
        return None
    after = token.doc[token.i + 1 : min(token.i + 3, sentence.end)]
    if not len(after) or not _seems(lemma, word, after, word_at(token, sentence, -1)):
        return None
    start = run_before(token, sentence, NOT | {"did", "does", "do", "would"})
    taken = {"to": 2, "like": 2, "as": 3, "not": 3}.get(word, 1)
    return token.doc[start : token.i + taken]


def _seems(lemma: str, word: str, after: TokenSpan, before: str) -> bool:
    ends_sentence = after[0].is_punct
    if lemma == "seem":
        return True
    if lemma in ("tend", "purport"):
        return word == "to" and len(after) > 1 and after[1].pos_ in ("VERB", "AUX", "ADV")
    if lemma in ("look", "sound"):
        as_if = word == "as" and after[-1].lower_ in ("if", "though")
        return word in ("like", "likely", "set", "poised") or as_if
    if word in ("to", "that") or (word == "not" and after[-1].lower_ == "to"):
        return True
    if word == "as":
        return after[-1].lower_ in ("if", "though")
    is_adjective = after[0].pos_ == "ADJ" and word not in _ADJECTIVES_BESIDE
    return (before == "it" and (ends_sentence or word in lexicon.CLAUSE_OPENERS)) or (
        is_adjective and not (len(after) > 1 and after[1].pos_ in ("NOUN", "PROPN"))
    )


def _agentless(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "is said to", "was also believed to", "it is alleged that", "thought to be"."""
    doc, word, after = token.doc, token.lower_, word_at(token, sentence, 1)
    if word in lexicon.HELD_WIDELY and word_at(token, sentence, -1) == "widely":
        return doc[token.i - 1 : token.i + 1]
    lemma = token.lemma_.lower()
    if token.tag_ not in ("VBN", "VBD", "JJ") or lemma == "know":
        return None
    if lemma not in lexicon.AGENTLESS_VERBS and word not in lexicon.HELD_TO:
        return None
    following = doc[token.i + 2 : min(token.i + 4, sentence.end)]
    has_verb = after == "to" and any(one.tag_ == "VB" for one in following)
    start = run_before(token, sentence, BE | _HAVE | NOT | {"will", "would"})
    if any(one.lower_ in BE for one in doc[start : token.i]):
        if has_verb:
            return doc[start : token.i + 2]
        is_it = start > sentence.start and doc[start - 1].lower_ == "it" and token.tag_ != "JJ"
        if is_it and (
            after == "that" or after in lexicon.CLAUSE_OPENERS or after in (",", ".", "")
        ):
            return doc[start - 1 : token.i + (2 if after == "that" else 1)]
        return None
    is_reduced = word in lexicon.HELD_TO and has_verb and following[0].lower_ in ("be", "have")
    return doc[token.i : token.i + 2] if is_reduced else None


def _opinion(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "I think", "we don't believe": somebody holds it, and says no more."""
    doc, lemma, after = token.doc, token.lemma_.lower(), word_at(token, sentence, 1)
    start = run_before(token, sentence, FILLERS)
    has_self = start > sentence.start and doc[start - 1].lower_ in SELF
    if token.lower_ in _UNSURE:
        return _sureness(token, sentence)
    if not has_self or lemma not in lexicon.OPINION_VERBS | {"say", "hope", "assume", "suspect"}:
        return None
    words = {one.lower_ for one in doc[start : token.i]}
    if token.tag_ not in ("VB", "VBP", "VBD") or (token.tag_ == "VBD" and lemma == "say"):
        return None
    if lemma == "know" and not words & NOT:
        return None
    if lemma == "hope" and after in ("to", "for"):
        return None
    if lemma == "say" and not words & {"would", "'d", "’d"}:
        return None
    is_other = lemma in ("think", "believe") and after in _NO_VIEW
    is_felt = lemma == "feel" and after not in lexicon.CLAUSE_OPENERS | {"like", "as"}
    return None if is_other or is_felt else doc[start - 1 : token.i + 1]


def _sureness(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "I'm sure", "we are not certain", "I am afraid that"; not "we were afraid of him"."""
    doc, after = token.doc, word_at(token, sentence, 1)
    start = run_before(token, sentence, BE | NOT)
    has_self = start > sentence.start and doc[start - 1].lower_ in SELF
    if not has_self or start == token.i:
        return None
    opens = after in {"so", "not", ",", "."} | lexicon.CLAUSE_OPENERS
    is_fear = token.lower_ == "afraid" and (not opens or doc[start].lower_ in ("was", "were"))
    return None if is_fear else doc[start - 1 : token.i + 1]


def _doubting(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "suggests", "believed": a source lets it be understood, and does not state it."""
    lemma, after = token.lemma_.lower(), word_at(token, sentence, 1)
    if lemma not in lexicon.DOUBTING_VERBS and token.lower_ not in _DOUBTED:
        return None
    if after in _NO_VIEW:
        return None
    if token.tag_ in ("VBD", "VBZ", "VBP"):
        return alone(token)
    before = token.doc[token.i - 1] if token.i > sentence.start else None
    is_free = before is not None and before.lower_ not in BE | _HAVE and before.pos_ != "AUX"
    if token.lower_ in _DOUBTED and after == "that":
        return alone(token)
    opens = after in lexicon.CLAUSE_OPENERS or token.doc[token.i + 1 : token.i + 2].text.istitle()
    return alone(token) if token.tag_ == "VBN" and is_free and opens else None


def _trying(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "tried on Tuesday to make the case", "sought to portray"."""
    if token.lemma_.lower() not in ("try", "seek", "attempt") or token.pos_ != "VERB":
        return None
    for index in range(token.i + 1, min(token.i + 5, sentence.end - 1)):
        if token.doc[index].lower_ == "to":
            end = index + 2
            is_case = token.doc[index + 1 : index + 4].text.lower() == "make the case"
            verb = token.doc[index + 1].lemma_.lower()
            if is_case or verb in lexicon.PORTRAYING_VERBS:
                return token.doc[token.i : index + 4 if is_case else end]
            return None
    return None


def _not_known(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "it is not clear", "not yet known", "could not be verified"."""
    doc = token.doc
    if token.lemma_.lower() in lexicon.VERIFYING_VERBS and token.pos_ == "VERB":
        return _not_verified(token, sentence)
    if token.lower_ in lexicon.KNOWN_WORDS:
        start = run_before(token, sentence, NOT | {"yet", "immediately", "entirely", "be", "been"})
        between = {one.lower_ for one in doc[start : token.i]}
        return doc[start : token.i + 1] if between & NOT and "more" not in between else None
    return None


def _not_verified(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    doc = token.doc
    for index in range(token.i - 1, max(sentence.start, token.i - 5) - 1, -1):
        if doc[index].is_punct:
            return None
        if doc[index].lower_ in _NEGATIVES:
            has_auxiliary = index > sentence.start and doc[index - 1].pos_ == "AUX"
            return doc[index - 1 if has_auxiliary else index : token.i + 1]
    return None


def _condition(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "if" where it puts a condition; after "asked" or "know" it puts a question."""
    if token.lower_ not in ("if", "unless", "assuming"):
        return None
    if token.lower_ == "assuming":
        return alone(token) if word_at(token, sentence, -1) in ("", ",", "—", "–", "--") else None
    before = token.doc[max(sentence.start, token.i - 3) : token.i]
    asks = any(one.lemma_.lower() in lexicon.QUESTIONING_WORDS for one in before)
    return None if asks and token.dep_ == "mark" and token.head.dep_ != "advcl" else alone(token)


_RULES: tuple[Callable[[Token, TokenSpan], TokenSpan | None], ...] = (
    hedge_words.phrase, hedge_words.rough_number, hedge_words.kind_of, hedge_words.adverb,
    hedge_words.noun, _modal, _seeming, _agentless, _opinion, _not_known, hedge_words.adjective,
    _condition, _doubting, _trying,
)  # fmt: skip
