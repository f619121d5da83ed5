"""Names in an article: found by the tagger, by capitals and by what is known from elsewhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.claims.dates import CALENDAR_WORDS
from extraction.entities import naming
from extraction.parsing import ParsedArticle, Passage
from newsroom.entity import EntityKind

EDGES = frozenset("\"“”'‘’«»()[],.;:-–—*|") | {"''", "``"}
_DETERMINERS = frozenset("the a an this that these those his her its their our my".split())
_PLATFORM_HEADS = frozenset("platform network system app service software".split())
_NATIONALITY = re.compile(
    r"^[A-Z][a-z]+(?:an|ish|ese|ian|ench|tch|eek|iss|aqi|eli|stani|mani|ldi)s?$"
)
_PRINTED = re.compile(r"^[\w.,&'’/@+$!-]+$")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_ORDINAL = re.compile(r"^\d{1,2}(?:st|nd|rd|th)$", re.I)
_SYLLABLE = re.compile(
    r"(?:[bcdfghjklmnpqrstwyz]|ch|sh|zh|ts|hs|kh|ph)?[aeiouy]{1,3}(?:ng|[hklmnprt])?$"
)
"""A syllable as Chinese and Korean given names have it in Latin letters: "ju", "un", "hyung"."""
_AFTER_HYPHEN = frozenset(
    "run free ban win won fan man men day way war pay tie hit on up to at".split()
)
"""English words of one such syllable that a name is compounded with: "Lars Holm-run"."""
_GENERATIONS = frozenset("jr jr. sr sr. ii iii iv".split())


@dataclass(frozen=True, slots=True)
class NameSpan:
    """One name in one passage, tokens [start, end), without title, article or possessive."""

    passage: Passage
    start: int
    end: int
    kind: EntityKind
    is_tagged: bool = True

    @property
    def tokens(self) -> TokenSpan:
        """The tokens of the name."""
        return self.passage.doc[self.start : self.end]

    @property
    def text(self) -> str:
        """The name as printed."""
        return self.tokens.text

    @property
    def order(self) -> tuple[int, int]:
        """Where the name stands, for comparison with other places."""
        return (self.passage.index, self.start)

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Passage and position of each token."""
        return ((self.passage.index, i) for i in range(self.start, self.end))


def key(text: str) -> str:
    """What two printings of the same name have in common."""
    folded = text.casefold().replace("’", "'").replace("‘", "'")
    folded = re.sub(r"'s?(?!\w)|(?<=\w)'(?=\w)", "", folded)
    folded = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", folded)
    words = re.sub(r"[^\w&]+", " ", folded).split()
    plain = " ".join(naming.ORDINALS.get(word, word) for word in words)
    return naming.SAME_NAMES.get(plain, plain)


def find_names(parsed: ParsedArticle) -> list[NameSpan]:
    """Names of all passages, each form with the kind that most of its mentions have."""
    shouted = {p.index for p in parsed.passages if _is_title_case(p.doc)}
    tagged = [span for passage in parsed.passages for span in _tagged(passage)]
    found = voted([span for span in tagged if span.passage.index not in shouted])
    taken = {place for span in found for place in span.places}
    known = {key(span.text): span.kind for span in found}
    for span in _known_again(parsed, found, shouted):
        if not any(place in taken for place in span.places):
            found.append(span)
            taken.update(span.places)
    for span in tagged:
        if span.passage.index not in shouted or not taken.isdisjoint(span.places):
            continue
        if span.kind is not EntityKind.ORGANISATION or _names_body(span):
            found.append(span)
            taken.update(span.places)
    for passage in parsed.passages:
        if passage.index not in shouted:
            found.extend(_untagged(passage, taken, known))
    return sorted(voted(found), key=lambda span: span.order)


def _names_body(span: NameSpan) -> bool:
    """Whether a body in a headline of capitals is one by its own words, or a mere acronym."""
    has_noun = any(token.lower_ in naming.BODY_HEADS for token in span.tokens)
    return span.text.isupper() or (has_noun and len(span.tokens) > 2)


def _tagged(passage: Passage) -> Iterator[NameSpan]:
    for entity in _whole_entities(passage.doc):
        kind = labels.entity_kind(entity.label_)
        bounds = _core(passage.doc, entity.start, entity.end) if kind else None
        if kind is None or bounds is None:
            continue
        start, end = _widened(passage.doc, *bounds)
        if kind is EntityKind.PERSON:
            end = _with_syllable(passage.doc, start, end)
        if end - start > 1 and passage.doc[end - 1].lower_ in naming.PARTY_MEMBERS:
            if kind is EntityKind.ORGANISATION:  # "Oversight Committee Republicans"
                yield NameSpan(passage, end - 1, end, EntityKind.GROUP)
                end -= 1
        if kind is EntityKind.ORGANISATION and end - start > 2:
            is_of = passage.doc[end - 2].lower_ in ("of", "and", "&")
            end -= not is_of and passage.doc[end - 1].lower_ in lexicon.PERSON_NOUNS  # a worker's
        if _is_name(passage.doc[start:end]):
            yield NameSpan(passage, start, end, kind)


def _whole_entities(doc: Doc) -> Iterator[TokenSpan]:
    """The tagger's names, with the parts of one that a space or hyphen parted put together."""
    parts: list[TokenSpan] = []
    for entity in doc.ents:
        last = parts[-1] if parts else None
        if last is not None and last.label_ == entity.label_ in ("PERSON", "ORG"):
            between = doc[last.end : entity.start]
            is_hyphen = entity.label_ == "PERSON" and between.text == "-"
            if all(token.is_space for token in between) or is_hyphen:
                parts[-1] = TokenSpan(doc, last.start, entity.end, label=entity.label)
                continue
        parts.append(entity)
    yield from parts


def _core(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The name without articles, titles, quotation marks and a possessive."""
    while start < end and (
        doc[start].lower_ in _DETERMINERS or doc[start].text in EDGES or _is_title(doc, start, end)
    ):
        start += 1
    while end > start and (
        doc[end - 1].text in EDGES
        or doc[end - 1].lower_ in ("'s", "’s", "s'")
        or doc[end - 1].is_space
    ):
        end -= 1
    return (start, end) if start < end else None


def _widened(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The name with "al-", an ordinal and "Jr." that the tagger left outside."""
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in ("al", "el", "ad"):
        start -= 2
    elif start and _ORDINAL.match(doc[start - 1].text) and doc[start].text[:1].isupper():
        start -= 1
    following = end + 1 if end < len(doc) and doc[end].text == "," else end
    if following < len(doc) and doc[following].lower_ in _GENERATIONS:
        end = following + 1
    return start, end


def _with_syllable(doc: Doc, start: int, end: int) -> int:
    """Where a person's name ends with the hyphenated syllable of a given name: "Chen Pei-ju".

    The surname stands before it: "Obama-era" and "Trump-backed" are no such names.
    """
    for last in (end, end + 1):
        if last - start < 2 or last + 1 >= len(doc) or not doc[last - 1].text[:1].isupper():
            continue
        given, hyphen, syllable = doc[last - 1], doc[last], doc[last + 1]
        is_joined = hyphen.text == "-" and not given.whitespace_ and not hyphen.whitespace_
        is_syllable = _SYLLABLE.match(syllable.text) and syllable.text not in _AFTER_HYPHEN
        if is_joined and is_syllable and not doc[last - 2].text[:1].islower():
            return last + 2
    return end


def _is_title(doc: Doc, start: int, end: int) -> bool:
    """Whether a title or description opens a name: "Mayor", "billionaire", "Mr."."""
    if end - start < 2:
        return False
    word = doc[start].lower_
    return word in lexicon.HONORIFICS | lexicon.ROLE_TITLES or doc[start].text.islower()


def _is_name(tokens: TokenSpan) -> bool:
    if not any(token.text[:1].isupper() or not token.is_ascii for token in tokens):
        return False
    if len(tokens) > 1:
        return True
    plain = lexicon.ROLE_TITLES | lexicon.HONORIFICS | CALENDAR_WORDS | naming.PERSON_HEADS
    is_known = tokens[0].ent_type_ in ("PERSON", "ORG", "GPE")
    if {tokens[0].lower_, tokens[0].lower_.rstrip(".")} & plain and not (
        is_known and tokens[0].lower_ in naming.PERSON_HEADS - lexicon.PERSON_NOUNS
    ):
        return False
    if not _PRINTED.match(tokens[0].text):
        return False
    is_plain_word = tokens[0].tag_ in ("NN", "NNS", "VBD", "VBZ", "VBP", "RB", "JJ", "IN", "UH")
    if tokens[0].is_sent_start and is_plain_word and not tokens[0].ent_type_:
        return False
    return not tokens[0].is_stop or tokens[0].is_upper


def _known_again(
    parsed: ParsedArticle, found: Iterable[NameSpan], shouted: set[int]
) -> Iterator[NameSpan]:
    """Names that tagger and capitals did not show where they stand, but elsewhere."""
    forms: dict[str, dict[tuple[str, ...], EntityKind]] = defaultdict(dict)
    for span in found:
        printed = tuple(token.text for token in span.tokens)
        parts = [printed]
        if span.kind is EntityKind.PERSON and len(printed) > 1:
            parts.append(printed[-1:])
        elif any(letter.isdigit() for letter in printed[0]) and printed[0][0].isupper():
            parts.append(printed[:1])  # "G4S" after "G4S Secure Solutions"
        for part in parts:
            if len(part[0]) > 2 or len(part) > 1:
                forms[part[0].casefold()].setdefault(part, span.kind)
    for passage in parsed.passages:
        yield from _matches(passage, forms, passage.index in shouted)


def _matches(
    passage: Passage, forms: dict[str, dict[tuple[str, ...], EntityKind]], is_shouted: bool
) -> Iterator[NameSpan]:
    words = [token.text for token in passage.doc]
    folded = [word.casefold() for word in words]
    index = 0
    while index < len(words):
        best, kind = 0, EntityKind.OTHER
        for form, own in forms.get(folded[index], {}).items():
            stretch = tuple(words[index : index + len(form)])
            is_label = words[index].isupper() and ":" in words[index + 1 : index + 4]
            is_same = stretch == form or (
                (is_shouted or is_label)
                and words[index][:1].isupper()
                and [w.casefold() for w in stretch] == [w.casefold() for w in form]
            )
            if is_same and len(form) > best:
                best, kind = len(form), own
        is_plain = best == 1 and passage.doc[index].is_stop and not passage.doc[index].is_upper
        if best and not is_plain:
            yield NameSpan(passage, index, index + best, kind, is_tagged=False)
        index += max(best, 1)


def _untagged(
    passage: Passage, taken: set[tuple[int, int]], known: dict[str, EntityKind]
) -> Iterator[NameSpan]:
    """Runs of proper nouns that the tagger left out."""
    index = 0
    doc = passage.doc
    while index < len(doc):
        end = index
        while end < len(doc) and _is_proper(doc[end]) and (passage.index, end) not in taken:
            end += 1
        bounds = _core(doc, index, end) if end > index else None
        if bounds and _is_name(doc[bounds[0] : bounds[1]]):
            span = doc[bounds[0] : bounds[1]]
            kind = known.get(key(span.text)) or _guess_kind(span)
            if kind is not None:
                yield NameSpan(passage, *_widened(doc, *bounds), kind, is_tagged=False)
        index = max(end, index + 1)


def _is_title_case(doc: Doc) -> bool:
    """Whether capitals tell nothing: a headline of capitals, or a line that is shouted."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 1 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _is_proper(token: Token) -> bool:
    if not token.text[:1].isupper() or (token.is_stop and not (token.is_upper and len(token) > 1)):
        return False
    if len(token) == 1:
        return _next_word(token) in _PLATFORM_HEADS
    if token.is_upper and token.is_alpha and _is_shouted(token):
        return False
    if token.tag_ in ("NNP", "NNPS") or token.pos_ == "PROPN":
        return True
    if token.is_upper and token.is_alpha:
        return True
    is_noun = token.tag_ in ("NN", "NNS", "FW") or bool(_NATIONALITY.match(token.text))
    return token.is_alpha and is_noun and not _opens_clause(token)


def _is_shouted(token: Token) -> bool:
    """Whether a neighbour is in capitals too, or the word is no noun: "LET HIM IN"."""
    if _next_word(token) == ":":
        return False  # the label of a speaker
    if token.tag_ not in ("NNP", "NNPS", "NN", "NNS"):
        return True
    doc, i = token.doc, token.i
    around = [doc[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(doc)]
    return sum(other.is_upper and other.is_alpha and len(other) > 1 for other in around) > 1


def _opens_clause(token: Token) -> bool:
    """Whether a capital may only tell that a sentence or quotation begins."""
    if token.is_sent_start or token.i == 0:
        return True
    return token.doc[token.i - 1].text in EDGES - {",", "-"}


def _next_word(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def _guess_kind(span: TokenSpan) -> EntityKind | None:
    """What an untagged name is likely to be, by the noun behind it and its form."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if after in naming.NOUN_KINDS:
        return EntityKind(naming.NOUN_KINDS[after])
    if len(span) == 1 and _NATIONALITY.match(span.text):
        return EntityKind.GROUP
    if span[0].is_sent_start and len(span) == 1:
        return None
    return EntityKind.OTHER


def voted(spans: list[NameSpan]) -> list[NameSpan]:
    """Every form gets the kind that most of its tagged mentions have."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for span in spans:
        votes[key(span.text)][span.kind] += 2 if span.is_tagged else 1
    winners = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    return [replace(s, kind=winners[key(s.text)]) for s in spans]
