"""Names in an article: found by the tagger and by capitals, voted on, and clustered."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from extraction import labels, lexicon
from extraction.dates import CALENDAR_WORDS
from extraction.parsing import ParsedArticle, Passage
from newsroom.article import BlockKind
from newsroom.entity import EntityKind

_EDGES = frozenset("\"“”'‘’«»()[],.;:-–—*|")
_DETERMINERS = frozenset("the a an this that these those his her its their our my".split())
_PLATFORM_HEADS = {
    "platform": EntityKind.PRODUCT, "network": EntityKind.PRODUCT, "system": EntityKind.PRODUCT,
    "app": EntityKind.PRODUCT, "service": EntityKind.PRODUCT, "software": EntityKind.PRODUCT,
    "newspaper": EntityKind.ORGANISATION, "company": EntityKind.ORGANISATION,
    "spokesman": EntityKind.ORGANISATION, "spokeswoman": EntityKind.ORGANISATION,
    "website": EntityKind.PRODUCT, "act": EntityKind.DOCUMENT, "treaty": EntityKind.DOCUMENT,
}  # fmt: skip
_LEADERS = frozenset("owner head boss founder director chairman chairwoman ceo co-founder".split())
_NATIONALITY = re.compile(
    r"^[A-Z][a-z]+(?:an|ish|ese|ian|ench|tch|eek|iss|aqi|eli|stani|mani|ldi)s?$"
)


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


@dataclass(slots=True)
class NameCluster:
    """All names of one entity in one article."""

    kind: EntityKind
    spans: list[NameSpan] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The canonical name: the fullest form, the more frequent of equally full ones."""
        counts = Counter(" ".join(span.text.split()) for span in self.spans)
        return max(counts, key=lambda form: (len(form.split()), _full(form), counts[form]))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in the order of appearance."""
        return tuple(dict.fromkeys(" ".join(span.text.split()) for span in self.spans))


def _full(form: str) -> int:
    return 0 if form.isupper() and len(form) < 6 else len(form)


def key(text: str) -> str:
    """What two printings of the same name have in common."""
    folded = text.casefold().replace("’", "'").replace("‘", "'")
    folded = re.sub(r"'s?\b", "", folded)
    return " ".join(re.sub(r"[^\w&]+", " ", folded).split())


def find_names(parsed: ParsedArticle) -> list[NameSpan]:
    """Names of all passages, each form with the kind that most of its mentions have."""
    found = [span for passage in parsed.passages for span in _tagged(passage)]
    found = _voted(found)
    known = {key(span.text): span.kind for span in found}
    for passage in parsed.passages:
        taken = [(s.start, s.end) for s in found if s.passage is passage]
        found.extend(_untagged(passage, taken, known))
    found.extend(_surnames(parsed, found))
    return sorted(_voted(found), key=lambda span: span.order)


def _surnames(parsed: ParsedArticle, found: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """Later mentions of a person by surname alone that neither tagger nor capitals showed."""
    names = list(found)
    people = (s.tokens for s in names if s.kind is EntityKind.PERSON and len(s.tokens) > 1)
    surnames = {tokens[-1].text for tokens in people if len(tokens[-1].text) > 2}
    taken = {(id(s.passage), i) for s in names for i in range(s.start, s.end)}
    for passage in parsed.passages:
        for token in passage.doc:
            if token.text in surnames and (id(passage), token.i) not in taken:
                yield NameSpan(passage, token.i, token.i + 1, EntityKind.PERSON, is_tagged=False)


def _tagged(passage: Passage) -> Iterator[NameSpan]:
    for entity in passage.doc.ents:
        kind = labels.entity_kind(entity.label_)
        if kind is None:
            continue
        bounds = _core(passage.doc, entity.start, entity.end)
        if bounds and _is_name(passage.doc[bounds[0] : bounds[1]]):
            yield NameSpan(passage, *bounds, kind)


def _core(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The name without articles, titles, quotation marks and a possessive."""
    while start < end and (
        doc[start].lower_ in _DETERMINERS or doc[start].text in _EDGES or _is_title(doc, start, end)
    ):
        start += 1
    while end > start and (
        doc[end - 1].text in _EDGES
        or doc[end - 1].lower_ in ("'s", "’s", "s'")
        or doc[end - 1].is_space
    ):
        end -= 1
    return (start, end) if start < end else None


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
    if tokens[0].lower_ in lexicon.ROLE_TITLES | lexicon.HONORIFICS | CALENDAR_WORDS:
        return False
    is_plain_word = tokens[0].tag_ in ("NN", "NNS", "VBD", "VBZ", "VBP", "RB", "JJ", "IN", "UH")
    if tokens[0].is_sent_start and is_plain_word:
        return False
    return not tokens[0].is_stop or tokens[0].is_upper


def _untagged(
    passage: Passage, taken: list[tuple[int, int]], known: dict[str, EntityKind]
) -> Iterator[NameSpan]:
    """Runs of proper nouns that the tagger left out."""
    if passage.kind is BlockKind.HEADLINE and _is_title_case(passage.doc):
        return
    index = 0
    doc = passage.doc
    while index < len(doc):
        end = index
        while end < len(doc) and _is_proper(doc[end]) and not _covered(end, taken):
            end += 1
        if end > index:
            bounds = _core(doc, index, end)
            if bounds and _is_name(doc[bounds[0] : bounds[1]]):
                span = doc[bounds[0] : bounds[1]]
                kind = known.get(key(span.text)) or _guess_kind(span)
                if kind is not None:
                    yield NameSpan(passage, *bounds, kind, is_tagged=False)
        index = max(end, index + 1)


def _is_title_case(doc: Doc) -> bool:
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return bool(words) and sum(t.text[0].isupper() for t in words) > 0.7 * len(words)


def _is_proper(token: Token) -> bool:
    if not token.text[:1].isupper() or (token.is_stop and not (token.is_upper and len(token) > 1)):
        return False
    if len(token) == 1:
        return _next_word(token) in _PLATFORM_HEADS
    if token.tag_ in ("NNP", "NNPS") or token.pos_ == "PROPN":
        return True
    return token.is_alpha and (token.is_upper or not _opens_clause(token))


def _opens_clause(token: Token) -> bool:
    """Whether a capital may only tell that a sentence or quotation begins."""
    if token.is_sent_start or token.i == 0:
        return True
    return token.doc[token.i - 1].text in _EDGES - {",", "-"}


def _next_word(token: Token) -> str:
    return token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""


def _covered(index: int, taken: Iterable[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in taken)


def _guess_kind(span: TokenSpan) -> EntityKind | None:
    """What an untagged name is likely to be, by the noun behind it and its form."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if after in _PLATFORM_HEADS:
        return _PLATFORM_HEADS[after]
    if len(span) == 1 and _NATIONALITY.match(span.text):
        return EntityKind.GROUP
    if span[0].is_sent_start and len(span) == 1:
        return None
    return EntityKind.OTHER


def _voted(spans: list[NameSpan]) -> list[NameSpan]:
    """Every form gets the kind that most of its tagged mentions have."""
    votes: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for span in spans:
        votes[key(span.text)][span.kind] += 2 if span.is_tagged else 1
    winners = {form: count.most_common(1)[0][0] for form, count in votes.items()}
    return [NameSpan(s.passage, s.start, s.end, winners[key(s.text)], s.is_tagged) for s in spans]


def cluster_names(spans: list[NameSpan]) -> list[NameCluster]:
    """One cluster an entity: equal forms, surnames and first names, acronyms."""
    by_form: dict[str, NameCluster] = {}
    for span in spans:
        form = key(span.text)
        if form:
            by_form.setdefault(form, NameCluster(span.kind)).spans.append(span)
    clusters = dict(by_form)
    for form in sorted(by_form, key=lambda f: (len(f.split()), f)):
        target = _fuller_form(form, by_form, clusters)
        if target is not None and target is not clusters[form]:
            moved = clusters[form]
            target.spans.extend(moved.spans)
            for other, cluster in clusters.items():
                if cluster is moved:
                    clusters[other] = target
    for cluster in clusters.values():
        cluster.kind = _settled_kind(cluster)
    unique = list({id(cluster): cluster for cluster in clusters.values()}.values())
    for cluster in unique:
        cluster.spans.sort(key=lambda span: span.order)
    return sorted(unique, key=lambda cluster: cluster.spans[0].order)


def _settled_kind(cluster: NameCluster) -> EntityKind:
    """The tagger's kind, corrected where the words around the name say otherwise."""
    before = {word for span in cluster.spans for word in _words_before(span)}
    after = {span.passage.doc[span.end].lower_ for span in cluster.spans if _has_next(span)}
    people = lexicon.PERSON_NOUNS | lexicon.ROLE_TITLES | lexicon.HONORIFICS
    is_full = any(len(span.tokens) > 1 for span in cluster.spans)
    if before & lexicon.OUTLET_NOUNS:
        return EntityKind.ORGANISATION
    for word in after & _PLATFORM_HEADS.keys() if cluster.kind is not EntityKind.GROUP else ():
        return _PLATFORM_HEADS[word]
    if before & people and is_full and cluster.kind is not EntityKind.PLACE:
        return EntityKind.PERSON
    if not is_full and any(_is_led(span) for span in cluster.spans):
        return EntityKind.ORGANISATION
    if cluster.kind is EntityKind.PERSON and not is_full and not before & people:
        if "the" in before or before & {"of", "at", "on"}:
            return EntityKind.ORGANISATION
        if not any(_speaks(span) for span in cluster.spans):
            return EntityKind.OTHER
    return cluster.kind


def _words_before(span: NameSpan) -> tuple[str, ...]:
    """The word before a name, quotation marks skipped."""
    index = span.start - 1
    while index >= 0 and span.passage.doc[index].text in _EDGES - {",", "."}:
        index -= 1
    return (span.passage.doc[index].lower_,) if index >= 0 else ()


def _speaks(span: NameSpan) -> bool:
    """Whether a name is the subject of a verb of saying, thinking or feeling."""
    root = span.tokens.root
    return labels.is_subject(root) and root.head.lemma_.lower() in lexicon.SAY_VERBS


def _is_led(span: NameSpan) -> bool:
    """ "SpaceX's owner", "head of Roskosmos": bodies are owned and headed, places governed."""
    doc = span.passage.doc
    after = [token.lower_ for token in doc[span.end : span.end + 2]]
    if len(after) == 2 and after[0] in ("'s", "’s", "'") and after[1] in _LEADERS:
        return True
    before = [token.lower_ for token in doc[max(0, span.start - 2) : span.start]]
    return len(before) == 2 and before[1] == "of" and before[0].split("-")[-1] in _LEADERS


def _has_next(span: NameSpan) -> bool:
    return span.end < len(span.passage.doc)


def _fuller_form(
    form: str, by_form: dict[str, NameCluster], clusters: dict[str, NameCluster]
) -> NameCluster | None:
    """The cluster of the one fuller name that a short form can stand for; None when several can."""
    own = by_form[form]
    fits = [
        other
        for other in by_form
        if other != form and _stands_for(form, own, other, by_form[other])
    ]
    people = [other for other in fits if by_form[other].kind is EntityKind.PERSON]
    fits = people or fits
    targets = list({id(clusters[other]): clusters[other] for other in fits}.values())
    return targets[0] if len(targets) == 1 else None


def _stands_for(form: str, own: NameCluster, other: str, full: NameCluster) -> bool:
    short, long = form.split(), other.split()
    if len(long) <= len(short):
        return False
    person = EntityKind.PERSON
    if full.kind is person and own.kind is not EntityKind.GROUP:
        if len(short) == 1:
            is_part = short[0] == long[-1] or (own.kind is person and short[0] == long[0])
            return is_part and len(short[0]) > 1
        if own.kind is not person:
            return False
        return short == long[-len(short) :] or (short[0] == long[0] and short[-1] == long[-1])
    if full.kind is person or own.kind is person:
        return False
    if len(short) == 1 and _is_acronym(own, long):
        return True
    bodies = (EntityKind.ORGANISATION, EntityKind.OTHER, EntityKind.WORK)
    if own.kind not in bodies or full.kind not in bodies:
        return False
    if short == long[: len(short)]:
        return full.kind is EntityKind.ORGANISATION
    is_definite = any("the" in _words_before(span) for span in own.spans)
    return is_definite and short == long[-len(short) :]


def _is_acronym(own: NameCluster, long: list[str]) -> bool:
    printed = re.sub(r"\W", "", own.spans[0].text)
    if not printed.isupper() or len(printed) < 2:
        return False
    capitals = "".join(word[0] for word in long if word not in ("of", "the", "and", "for", "in"))
    return printed.casefold() in (capitals, "".join(word[0] for word in long))
