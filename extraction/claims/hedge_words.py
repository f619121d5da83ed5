"""Hedges that are words of their own: phrases, adverbs, adjectives, nouns, rough numbers."""

from collections.abc import Iterable

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import lexicon

BE = frozenset("is are was were be been being am 's 're 'm ’s ’re ’m".split())
NOT = frozenset("not n't n’t never nor cannot".split())
SELF = frozenset("i we".split())
FILLERS = NOT | frozenset(
    "do did does ca can would could 'd ’d should really still just honestly also always firmly "
    "truly personally certainly have 've ’ve".split()
)
_VIEWS = frozenset("view opinion estimation judgment judgement experience mind guess".split())
_OWN_VIEWS = frozenset("guess understanding hunch impression recollection feeling".split())
_OWN = frozenset("my our his her their its".split())
_NO_POSSIBLE = NOT | frozenset("as if it every".split())


Phrases = dict[str, list[tuple[str, ...]]]


def _by_first(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    """Phrases by their first token, as the tokenizer cuts it."""
    known: Phrases = {}
    for words in phrases:
        known.setdefault(words[0].split("'")[0], []).append(words)
    return known


_PHRASES = _by_first(lexicon.HEDGE_PHRASES)
_NUMBER_PHRASES = _by_first(lexicon.NUMBER_PHRASES)


def word_at(token: Token, sentence: TokenSpan, shift: int) -> str:
    """A neighbour's word in lower case; "" outside the sentence."""
    index = token.i + shift
    return token.doc[index].lower_ if sentence.start <= index < sentence.end else ""


def alone(token: Token) -> TokenSpan:
    """One token as a span."""
    return token.doc[token.i : token.i + 1]


def run_before(token: Token, sentence: TokenSpan, words: frozenset[str]) -> int:
    """The first of some words in the run of them, adverbs between, that leads up to a token."""
    start = token.i
    while start > sentence.start and (
        token.doc[start - 1].lower_ in words or token.doc[start - 1].pos_ == "ADV"
    ):
        start -= 1
    while start < token.i and token.doc[start].lower_ not in words:
        start += 1
    return start


def phrase(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """A fixed phrase: "at least", "in our estimation", "as far as she knows"."""
    doc, word = token.doc, token.lower_
    second, third = word_at(token, sentence, 1), word_at(token, sentence, 2)
    if word == "in" and second in _OWN and third in _VIEWS:
        return doc[token.i : token.i + 3]
    if word in _OWN and second in _OWN_VIEWS and third in BE | {"that"}:
        return doc[token.i : token.i + 2]
    if word == "as" and second == "far" and third == "as":
        verb = word_at(token, sentence, 4)
        if verb in ("know", "knows", "knew", "can"):
            return doc[token.i : token.i + (6 if verb == "can" else 5)]
    for words in _PHRASES.get(word, ()):
        if _matches(token, sentence, words):
            end = token.idx + len(" ".join(words))
            return doc.char_span(token.idx, end, alignment_mode="expand")
    return None


def _matches(token: Token, sentence: TokenSpan, wanted: tuple[str, ...]) -> bool:
    """Whether some words stand from a token on, however the tokenizer cuts "anyone's"."""
    most = token.i + len(wanted) + wanted.count("'")
    found = token.doc[token.i : min(most + 1, sentence.end)]
    if tuple(one.lower_ for one in found[: len(wanted)]) == wanted:
        return True
    text = " ".join(wanted)
    printed = f"{found.text} ".lower().replace("’", "'")
    return printed.startswith(text) and not printed[len(text)].isalnum()


def rough_number(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "about 40", "in the neighborhood of $3 million", "a week or so"."""
    doc = token.doc
    for words in _NUMBER_PHRASES.get(token.lower_, ()):
        if _matches(token, sentence, words) and _is_number(doc, token.i + len(words)):
            return doc[token.i : token.i + len(words)]
    if token.lower_ == "or" and word_at(token, sentence, 1) == "so":
        before = doc[token.i - 1] if token.i > sentence.start else token
        if before.pos_ in ("NUM", "NOUN", "SYM"):
            return doc[token.i : token.i + 2]
    if token.lower_ == "estimated" and token.i > sentence.start:
        if doc[token.i - 1].lower_ in _OWN | {"the", "an"}:
            return alone(token)
    return None


def _is_number(doc: Doc, index: int) -> bool:
    following = doc[index : index + 1]
    return any(
        one.like_num
        or one.text[0] in "$£€"
        or one.lower_ in lexicon.MULTIPLES
        or one.text[0].isdigit()
        for one in following
    )


def kind_of(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "kind of sad", "sort of a joke"; not "this kind of man"."""
    if token.lower_ in ("kind", "sort") and word_at(token, sentence, 1) == "of":
        before = token.doc[token.i - 1] if token.i > sentence.start else None
        if before is None or not (
            before.lower_ in lexicon.KIND_OPENERS | _OWN or before.pos_ == "ADJ"
        ):
            return token.doc[token.i : token.i + 2]
    if token.lower_ == "all" and word_at(token, sentence, 1) == "but":
        after = token.doc[token.i + 2 : token.i + 3]
        if any(one.pos_ in ("ADJ", "VERB", "ADV") and not one.like_num for one in after):
            return token.doc[token.i : token.i + 2]
    return None


def adverb(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "allegedly", "nearly"; not "likely voters" nor "they met virtually"."""
    if token.lower_ in lexicon.HEDGE_ADVERBS:
        is_category = word_at(token, sentence, 1).startswith(("voter", "caucus", "goer"))
        return None if token.lower_ == "likely" and is_category else alone(token)
    if token.lower_ in lexicon.APPROXIMATORS:
        after = token.doc[token.i + 1 : token.i + 2]
        ends = not len(after) or after[0].is_punct or token.i + 1 >= sentence.end
        return None if ends and token.lower_ == "virtually" else alone(token)
    return None


def adjective(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "alleged", "a possible bid"; not "as soon as possible" nor "the best possible"."""
    word, before = token.lower_, word_at(token, sentence, -1)
    if word not in lexicon.HEDGE_ADJECTIVES:
        return None
    if token.pos_ == "VERB" and not _stands_before_noun(token, sentence):
        return None
    if word == "possible" and not _is_possible(token, sentence):
        return None
    if word == "potential" and token.pos_ != "ADJ":
        return None
    if word == "probable" and word_at(token, sentence, 1) == "cause":
        return None
    return None if before in BE and word == "reported" else alone(token)


def _stands_before_noun(token: Token, sentence: TokenSpan) -> bool:
    """Whether a participle, "the alleged forger", modifies the noun after it."""
    before = token.doc[token.i - 1] if token.i > sentence.start else None
    after = token.doc[token.i + 1 : min(token.i + 2, sentence.end)]
    opens = before is None or before.pos_ in ("DET", "ADJ", "NUM", "ADP") or before.tag_ == "PRP$"
    return opens and any(one.pos_ in ("NOUN", "PROPN", "ADJ") for one in after)


def _is_possible(token: Token, sentence: TokenSpan) -> bool:
    """Whether "possible" tells what may be: "a possible bid", "it is possible that"."""
    before, after = word_at(token, sentence, -1), token.doc[token.i + 1 : token.i + 2]
    if before in _NO_POSSIBLE or before.endswith("est") or not len(after):
        return False
    modifies = token.dep_ == "amod" and after[0].pos_ in ("NOUN", "PROPN", "ADJ")
    return modifies or after[0].lower_ == "that" or after[0].tag_ in ("PRP", "EX")


def noun(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    """ "rumors that", "the possibility of"; "Doubts also arose" with the verb that follows."""
    word, after = token.lower_, word_at(token, sentence, 1)
    if word in ("doubt", "doubts"):
        return _doubt(token, sentence)
    stem = word.removesuffix("s") if not word.endswith("ies") else word[:-3] + "y"
    followers = lexicon.HEDGE_NOUNS.get(stem)
    if not followers or after not in followers or token.tag_ in ("VB", "VBP", "VBZ", "VBD", "MD"):
        return None
    return None if word_at(token, sentence, -1) in ("no", "without") else alone(token)


def _doubt(token: Token, sentence: TokenSpan) -> TokenSpan | None:
    doc, before = token.doc, word_at(token, sentence, -1)
    if before in ("no", "without", "beyond", "little", "any", "a") or before in SELF | FILLERS:
        if before not in ("a", "any") or word_at(token, sentence, -2) in ("without", "beyond"):
            return None
    if token.lower_ == "doubt" and token.tag_ in ("VB", "VBP"):
        return None
    end = token.i + 1
    while end < min(sentence.end, token.i + 4):
        if doc[end].tag_ in ("VBD", "VBZ", "VBP"):
            return doc[token.i : end + 1]
        if doc[end].pos_ not in ("ADV", "AUX"):
            break
        end += 1
    return alone(token)
