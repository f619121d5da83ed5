"""How articles describe whom they name: roles beside a name, before, behind and by a verb."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from extraction import lexicon
from extraction.entities import naming
from extraction.entities.appositions import (
    before_name,
    copula,
    is_person_headed,
    listed,
    office,
    set_off_after,
    set_off_before,
)
from extraction.entities.clusters import NameCluster
from extraction.entities.names import NameSpan, key
from extraction.parsing import Passage
from extraction.phrases import head_of
from newsroom.article import BlockKind
from newsroom.entity import EntityKind, Role

_QUOTES = frozenset("\"“”‘’'") | {"''", "``"}
MAX_ROLE_TOKENS = 14
_VAGUE = frozenset("man woman person people member star one".split())


def find_roles(article_text: str, clusters: Sequence[NameCluster]) -> dict[int, tuple[Role, ...]]:
    """Roles of each cluster, by its position, in the article's words and with their spans."""
    result: dict[int, tuple[Role, ...]] = {}
    for position, cluster in enumerate(clusters):
        if cluster.kind is EntityKind.OTHER and _is_described_as_person(cluster):
            cluster.kind = EntityKind.PERSON
        if cluster.kind in (EntityKind.PLACE, EntityKind.GROUP, EntityKind.EVENT):
            continue
        roles: dict[str, Role] = {}
        for span in cluster.spans:
            if span.passage.kind is BlockKind.SUBHEAD:
                continue
            for tokens in described(span, cluster.kind):
                role = _role(span.passage, tokens, article_text)
                if role and key(role.text) and key(role.text) not in map(key, cluster.forms):
                    roles.setdefault(key(role.text), role)
        result[position] = tuple(roles.values())
    return result


def _is_described_as_person(cluster: NameCluster) -> bool:
    """Whether a name of unknown kind is set beside a person's description."""
    phrases = (
        phrase
        for span in cluster.spans
        if len(span.tokens) < 4
        for phrase in (before_name(span), set_off_before(span), set_off_after(span))
    )
    return any(phrase is not None and is_person_headed(phrase) for phrase in phrases)


def described(span: NameSpan, kind: EntityKind) -> Iterator[TokenSpan]:
    """Phrases beside a mention that describe who or what it names."""
    found = (
        before_name(span),
        set_off_before(span),
        listed(span),
        set_off_after(span),
        copula(span),
        office(span),
    )
    for phrase in found:
        for part in _parts(phrase) if phrase is not None else ():
            if _fits(part, kind):
                yield part.doc[part.start : _trimmed_end(part.doc, part.start, part.end)]


def _parts(phrase: TokenSpan) -> Iterator[TokenSpan]:
    """ "A former pitcher and one of the best analysts on ESPN": each description by itself."""
    doc, start = phrase.doc, phrase.start
    for index in range(phrase.start + 1, phrase.end - 1):
        opens = doc[index + 1].lower_ in ("a", "an", "the", "one", "former")
        if doc[index].lower_ == "and" and opens and is_person_headed(doc[index + 1 : phrase.end]):
            yield doc[start:index]
            start = index + 1
    rest = doc[start : phrase.end]
    yield rest if len(rest) <= MAX_ROLE_TOKENS else doc[start : head_of(rest).i + 1]


def _fits(phrase: TokenSpan, kind: EntityKind) -> bool:
    """Whether a phrase can describe an entity of that kind: by its head noun."""
    if len(phrase) > MAX_ROLE_TOKENS + 2:
        return False
    head = head_of(phrase)
    if head.ent_type_ == "PERSON" or _lists_people(phrase):
        return False
    heads = {t.lemma_.lower() for t in phrase} | {t.lower_ for t in phrase}
    parts = {part for head in heads for part in head.split("-")}
    people = naming.PERSON_HEADS | lexicon.ROLE_TITLES
    if kind is EntityKind.PERSON:
        is_bare = len(phrase) == 1 and phrase[0].lower_ in _VAGUE
        return not is_bare and (bool(parts & people) or _person_suffix(phrase))
    if kind is EntityKind.ORGANISATION:
        words = {head.lower_, head.lower_.removesuffix("s"), phrase[-1].lower_}
        opens = phrase[0].text.islower() or phrase[0].tag_ in ("DT", "JJ")
        opens = opens or any(token.tag_ == "POS" for token in phrase)
        return bool(words & naming.BODY_DESCRIPTIONS) and not head.text[:1].isupper() and opens
    if kind is EntityKind.PLACE:
        return head.lower_ in naming.PLACE_NOUNS | naming.SETTLEMENTS
    return head.lower_ in naming.NOUN_KINDS and not parts & people


def _lists_people(phrase: TokenSpan) -> bool:
    """Whether a list goes on rather than a description: "Clinton, Senator Warren and others"."""
    for token in phrase:
        if token.pos_ == "ADP":
            return False
        following = token.nbor() if token.i + 1 < len(token.doc) else None
        ends = following is None or following.pos_ in ("CCONJ", "PUNCT", "SPACE", "VERB", "AUX")
        if token.ent_type_ == "PERSON" and (token.i + 1 == phrase.end or ends):
            return following is None or following.tag_ != "HYPH"
    return False


def _person_suffix(phrase: TokenSpan) -> bool:
    head = phrase.root if phrase.root.tag_ in ("NN", "NNP") else phrase[-1]
    return head.lower_.endswith(("er", "or", "ist", "man", "woman", "person")) and len(head) > 4


def _role(passage: Passage, tokens: TokenSpan, text: str) -> Role | None:
    doc, start, end = tokens.doc, tokens.start, tokens.end
    while start < end - 1 and (doc[start].lower_ in ("the", "a", "an", ",") or doc[start].is_space):
        start += 1
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in naming.EXPECTED:
        end += 2
    last = doc[end - 1]
    if doc[start].text in _QUOTES or last.tag_ == "POS" or last.pos_ in ("ADP", "CCONJ", "DET"):
        return None
    span = passage.span(doc[start:end])
    words = span.of(text)
    before = text[max(0, span.start_char - 12) : span.start_char].lower().rstrip("- ")
    markers = tuple(marker.strip("- ") for marker in lexicon.PAST_MARKERS)
    is_past = words.lower().startswith(lexicon.PAST_MARKERS) or before.endswith(markers)
    return Role(words, span, is_past or _is_over(doc, tokens.start))


def _trimmed_end(doc: Doc, start: int, end: int) -> int:
    """The end of a role without the time and occasion: "chair on the eve of the convention"."""
    while end - start > 1 and (
        doc[end - 1].tag_ in ("TO", "CC", "IN") or doc[end - 1].ent_type_ == "DATE"
    ):
        end -= 1  # "chairman last year"
    for index in range(start + 1, end - 1):
        if doc[index].lower_ == "or":
            return index
        if doc[index].pos_ != "ADP" and doc[index].lower_ not in ("since", "until", "from"):
            continue
        is_date = doc[index + 1].ent_type_ == "DATE" or doc[index + 1].like_num
        is_occasion = doc[index].lower_ == "on" and doc[index - 1].lower_ not in naming.EXPERTS
        if is_date or is_occasion:
            return index
    return end


def _is_over(doc: Doc, start: int) -> bool:
    """Whether the words before a role put it in the past: "was", "resigned as"."""
    before = list(doc[max(0, start - 6) : start])
    if before and before[-1].lower_ in ("was", "were"):
        return True
    if not before or before[-1].lower_ != "as":
        return False
    lemmas = {token.lemma_.lower() for token in before}
    return bool(lemmas & (naming.LEAVING_OFFICE | {"departure"}))
