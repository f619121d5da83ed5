"""Phrases beside a name that describe who bears it: before, behind, and by a verb."""

from itertools import islice

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.entities import naming
from extraction.entities.names import NameSpan
from extraction.phrases import head_of, phrase_after

_QUOTES = frozenset("\"“”‘’'") | {"''", "``"}
MAX_ROLE_TOKENS = 14
_CHILDREN = 40
"""So many words below a verb are looked at; no sentence that anybody wrote has as many."""
_ROLE_TAGS = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "VBN", "VBG", "POS"}
)
_AFTER = frozenset(", . ) ; — – -- : who which whose that and when where ” '' \"".split())
_ARTICLES = frozenset("the a an then".split())
_VAGUE = frozenset("man woman person people member star one".split())


def before_name(span: NameSpan) -> TokenSpan | None:
    """ "billionaire", "right-wing commentator", "Russian President" right before a name."""
    doc, start = span.passage.doc, span.start
    stop = start
    while stop > 0 and (doc[stop - 1].text in _QUOTES or doc[stop - 1].is_space):
        stop -= 1
    index = stop
    low = doc[max(stop - 1, 0)].sent.start if stop else 0
    while index > low and _may_describe(doc[index - 1]) and stop - index < 9:
        if doc[index - 1].tag_ == "VBG" and _is_verb(doc, index - 1, low):
            break
        if index - 2 > low and _joins_roles(doc, index - 2):
            index -= 2  # "owner and chief executive Name"
            continue
        if _is_office_of(doc, index - 1, low):
            index -= 2  # "Secretary of State Name"
            continue
        if doc[index - 1].tag_ == "POS" and doc[index - 1].lower_ not in ("'s", "’s", "'", "’"):
            break
        index -= 1
    while index < stop and (doc[index].tag_ in ("POS", "HYPH") or _is_verb(doc, index, low)):
        index += 1
    if index == stop or not _has_role_word(doc[index:stop]):
        return None
    if stop < start and doc[stop - 1].text == ",":
        return None
    return doc[index:stop]


def _joins_roles(doc: Doc, index: int) -> bool:
    """Whether "and" stands between two nouns that describe one person."""
    if doc[index].lower_ != "and" or doc[index - 1].lower_ not in naming.PERSON_HEADS:
        return False
    return any(t.lower_ in naming.PERSON_HEADS | {"chief"} for t in doc[index + 1 : index + 3])


def _is_verb(doc: Doc, index: int, low: int) -> bool:
    """Whether a participle that seems to open a role is the verb of the words before it."""
    if doc[index].is_space:
        return True
    token, before = doc[index], doc[index - 1] if index > low else None
    if token.tag_ == "VBG" and token.lower_ not in naming.ROLE_PARTICIPLES:
        return before is None or before.tag_ not in ("PRP$", "DT", "POS")
    if token.tag_ != "VBN" or before is None or before.tag_ == "PRP$":
        return False
    return labels.is_nominal(before) or before.pos_ == "AUX"


def _may_describe(token: Token) -> bool:
    """Whether a word can stand in a role; the tagger takes some role nouns for verbs."""
    if token.is_space:
        return True
    return token.tag_ in _ROLE_TAGS or token.lower_ in naming.PERSON_HEADS


def _is_office_of(doc: Doc, index: int, low: int) -> bool:
    """Whether a word ends an office such as "Secretary of State"."""
    is_of = index - 2 >= low and doc[index - 1].lower_ == "of"
    return is_of and doc[index - 2].lower_ in lexicon.ROLE_TITLES


def _has_role_word(phrase: TokenSpan) -> bool:
    last = phrase[-1]
    known = lexicon.ROLE_TITLES | naming.PERSON_HEADS
    if len(phrase) > 2 and phrase[-2].lower_ == "of":
        return True
    return last.lower_ in known or (last.tag_ == "NN" and not last.lower_.endswith("ed"))


def set_off_before(span: NameSpan) -> TokenSpan | None:
    """ "the deputy head of …, Name": a description that ends with a comma before the name."""
    doc, start = span.passage.doc, span.start
    beside = before_name(span)
    if beside is not None and beside.start and doc[beside.start - 1].text == ",":
        start = beside.start  # "their mutual friend, businessman Name"
    if start < 3 or doc[start - 1].text != ",":
        return None
    comma = start - 1
    ends = (",", ".", ";", ")", "—", "-", "--", "and", "”", '"', "''")
    if span.end < len(doc) and doc[span.end].text not in ends:
        return _opening(doc, comma)
    low = doc[comma].sent.start
    for index in range(comma - 1, max(low, comma - MAX_ROLE_TOKENS) - 1, -1):
        token = doc[index]
        if token.text == "," or ((labels.is_finite(token) or token.tag_ == "IN") and index == low):
            return None
        if labels.is_finite(token) and token.lower_ not in naming.PERSON_HEADS:
            return None
        if token.lower_ in ("the", "a", "an", "his", "her", "its", "their") or token.tag_ == "PRP$":
            phrase = doc[index:comma]
            if (
                index == low
                or doc[index - 1].tag_ not in ("IN", "NN", "NNP")
                or is_person_headed(phrase)
            ):
                return phrase
    return _opening(doc, comma)


def _opening(doc: Doc, comma: int) -> TokenSpan | None:
    """ "An attorney for Pagliano, Name said": a description that opens the sentence."""
    low = doc[comma].sent.start
    while low < comma and (doc[low].text in _QUOTES or doc[low].is_space):
        low += 1
    phrase = doc[low:comma]
    if not 1 < len(phrase) <= MAX_ROLE_TOKENS or not is_person_headed(phrase):
        return None
    inside = ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "NUM", "PUNCT", "PRON")
    is_phrase = all(t.pos_ in inside and t.text not in _QUOTES | {","} for t in phrase)
    return phrase if is_phrase and phrase[0].pos_ != "ADP" else None


def listed(span: NameSpan) -> TokenSpan | None:
    """ "two Vermont developers, Name and Name": what a list of two is called."""
    doc, start = span.passage.doc, span.start
    index = start - 1
    if index > 2 and doc[index].lower_ == "and" and doc[index - 1].text[:1].isupper():
        index -= 1
        while index > 1 and doc[index].text[:1].isupper():
            index -= 1
    elif not (span.end < len(doc) and doc[span.end].lower_ == "and"):
        return None
    if index < 2 or doc[index].text != "," or doc[index - 1].tag_ != "NNS":
        return None
    first = index - 1
    while first > doc[index].sent.start and doc[first - 1].tag_ in ("NNP", "JJ", "NN", "HYPH"):
        first -= 1
    is_counted = first > 0 and doc[first - 1].tag_ == "CD"
    return doc[first:index] if is_counted and is_person_headed(doc[first:index]) else None


def is_person_headed(phrase: TokenSpan) -> bool:
    """Whether what a phrase describes is a person: by the words before "of" and the like."""
    before_of: list[str] = []
    for token in phrase:
        if token.lower_ in ("of", "for", "at", "in", "on", "to") and before_of[-1:] != ["one"]:
            break
        before_of += [token.lower_, token.lemma_.lower()]
    parts = {part for word in before_of for part in word.split("-")}
    return bool(parts & (naming.PERSON_HEADS | lexicon.ROLE_TITLES))


def set_off_after(span: NameSpan) -> TokenSpan | None:
    """ "Name, the mayor of X," or "Name, a vet,"."""
    doc, end = span.passage.doc, _behind_origin(span)
    if end + 1 >= len(doc) or doc[end].text not in (",", "(", "-", "—", "–"):
        return None
    if end + 3 < len(doc) and doc[end + 1].like_num and doc[end + 2].text == ",":
        end += 2  # "Name, 39, a waitress"
    if doc[end + 1].lower_ in ("who", "which") and end + 3 < len(doc):
        if doc[end + 2].lemma_ == "be" and doc[end + 3].tag_ in ("DT", "NN", "JJ", "PRP$"):
            return _phrase_at(doc, end + 3)
        return None
    if doc[end + 1].tag_ not in ("DT", "NN", "JJ", "NNP", "PRP$", "RB", "CD"):
        return None
    phrase = _phrase_at(doc, end + 1)
    if phrase is None or phrase.start != end + 1:
        return None
    has_article = phrase[0].lower_ in _ARTICLES or phrase[0].tag_ == "PRP$"
    after = doc[phrase.end].lower_ if phrase.end < len(doc) else "."
    is_closed = after in _AFTER or doc[min(phrase.end, len(doc) - 1)].tag_ in ("VBN", "VBG")
    if not is_closed and not (has_article and is_person_headed(phrase)):
        return None
    return phrase if has_article or is_person_headed(phrase) else None


def _phrase_at(doc: Doc, start: int) -> TokenSpan | None:
    """The noun phrase at a token, past participles and superlatives that seem to end it."""
    high = doc[start].sent.end
    phrase = phrase_after(doc, start, high)
    if phrase is None and doc[start].pos_ in ("DET", "PRON", "PROPN"):
        phrase = doc[start : start + 1]
    for _ in range(3):
        if phrase is None or phrase.end + 1 >= high:
            return phrase
        token, following = doc[phrase.end], doc[phrase.end + 1]
        is_noun = token.lower_ in naming.PERSON_HEADS and token.tag_ in ("VB", "VBP", "JJ")
        if token.text == "-" and following.lower_ in naming.EXPECTED:
            behind = phrase.end + 2
            is_linked = behind + 1 < high and doc[behind].lower_ in ("of", "for")
            rest = phrase_after(doc, behind + 1, high) if is_linked else None
            return doc[start : rest.end if rest is not None else behind]
        links = token.tag_ in ("VBG", "VBN", "RBS", "RBR", "HYPH", "JJ", "POS") or is_noun
        goes_on = following.tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ", "VBN", "VBG") or is_noun
        opens = phrase.end == start + len(phrase) and not _heads_clause(phrase, token)
        if not (links and goes_on and opens):
            return phrase
        rest = phrase_after(doc, phrase.end + 1, high)
        phrase = doc[start : rest.end if rest is not None else phrase.end + 1]
    return phrase


def _heads_clause(phrase: TokenSpan, token: Token) -> bool:
    """Whether a participle behind a person's noun tells what they do: "a man wearing …"."""
    is_participle = token.tag_ in ("VBG", "VBN") and phrase[-1].tag_ != "HYPH"
    return is_participle and phrase[-1].tag_ in ("NN", "NNS") and is_person_headed(phrase)


def _behind_origin(span: NameSpan) -> int:
    """Behind "(R-Ohio)" or "of Maryland", which may stand between a name and its description."""
    doc, end = span.passage.doc, span.end
    if end + 2 < len(doc) and doc[end].text == "(":
        closer = next((i for i in range(end, min(end + 9, len(doc))) if doc[i].text == ")"), end)
        return closer + 1 if closer + 1 < len(doc) and doc[closer + 1].text == "," else end
    if end + 2 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].text[:1].isupper():
        end += 1
        while end < len(doc) - 1 and doc[end].text[:1].isupper():
            end += 1
    return end


def copula(span: NameSpan) -> TokenSpan | None:
    """ "Name is the mayor of X"."""
    doc, end = span.passage.doc, span.end
    if end + 2 >= len(doc) or doc[end].lower_ not in ("is", "was", "became", "remains", "’s", "'s"):
        return None
    end += 1 + (doc[end + 1].lower_ in ("also", "now", "still", "then", "currently"))
    phrase = _phrase_at(doc, end) if end < len(doc) else None
    if phrase is None or phrase.start != end or phrase[0].tag_ in ("VBN", "VBG"):
        return None
    has_article = phrase[0].lower_ in ("the", "a", "an")
    if doc[span.end].lower_ in ("'s", "’s") and not has_article:
        return None
    opens = has_article or phrase[0].tag_ in ("NN", "NNP", "PRP$")
    if not opens or head_of(phrase).lower_ in _VAGUE:
        return None
    return phrase if is_person_headed(phrase) or has_article else None


def office(span: NameSpan) -> TokenSpan | None:
    """ "Name stepped down as the party's chair", "hired Name as adviser"."""
    root = span.tokens.root
    verb = root.head
    for _ in range(2):
        if verb.lemma_.lower() in naming.TAKING_OFFICE | naming.LEAVING_OFFICE:
            break
        below = islice(verb.children, _CHILDREN)
        verb = next((child for child in below if labels.is_open_clause(child)), verb)
    lemma = verb.lemma_.lower()
    is_departure = root.head.lemma_.lower() == "departure"
    if lemma not in naming.TAKING_OFFICE | naming.LEAVING_OFFICE and not is_departure:
        return None
    doc, low = span.passage.doc, max(verb.i, span.end - 1)
    if verb.i < span.start and (labels.is_subject(root) or labels.is_passive_subject(root)):
        return None
    for index in range(low + 1, min(low + 5, doc[low].sent.end)):
        if doc[index].lower_ == "as" and index + 1 < len(doc):
            phrase = _phrase_at(doc, index + 1)
            return phrase if phrase is not None and is_person_headed(phrase) else None
    return None
