"""From the words of a source to a link of the chain: label, identity, kind, number, entity."""

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.entities import EntityIndex, Located
from extraction.parsing import ParsedArticle, Passage
from newsroom.article import Span
from newsroom.attribution import Evidence, Identity, Number, Source
from newsroom.entity import EntityKind, MentionForm

_HEAD_ENDS = frozenset(
    "of for at in from with on by to about near who whom whose which that familiar close briefed "
    "inside within including under".split()
)
_TRANSPARENT_HEADS = frozenset(
    "information reporting coverage journalist journalists reporter".split()
)
_PLURAL_WORDS = frozenset(
    "people sources officials police staff several many some others they".split()
)
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
_GROUP_PRONOUNS = frozenset({"they", "them"})


class SourceReader:
    """Reads the sources of one article, remembering who spoke last for the pronouns."""

    def __init__(self, parsed: ParsedArticle, index: EntityIndex) -> None:
        self._text, self._index = parsed.article.text, index
        self._passages = {passage.index: passage for passage in parsed.passages}
        self._spoken: list[Source] = []

    def read(self, passage_index: int, span: Span) -> Source:
        """The source that some words name or describe."""
        passage = self._passages[passage_index]
        start, end = passage.token_range(span)
        phrase = passage.doc[start:end]
        source = self._pronoun(phrase, span) or self._named(passage, phrase, span)
        source = source or self._described(phrase, span)
        self._spoken.append(source)
        return source

    def _pronoun(self, phrase: TokenSpan, span: Span) -> Source | None:
        """A pronoun stands for the last speaker that it fits, or for whom the text points at."""
        word = _POSSESSIVES.get(phrase.text.lower(), phrase.text.lower())
        if word not in ("he", "she", "it", "they", "who"):
            return None
        for source in reversed(self._spoken):
            if _fits(word, source):
                return _pointed(source, span)
        for mention in self._index.mentions:
            if mention.span == span:
                return _pointed(self._of_entity(mention, span), span)
        return self._last_body(span) if word == "it" else None

    def _last_body(self, span: Span) -> Source | None:
        """The organisation named last before "it said"."""
        for mention in reversed(self._index.mentions):
            entity = self._index.entities[mention.entity]
            if mention.span < span and entity.kind is EntityKind.ORGANISATION:
                return self._of_entity(mention, span)
        return None

    def _named(self, passage: Passage, phrase: TokenSpan, span: Span) -> Source | None:
        head = _head(phrase)
        inside = self._index.within((span,))
        at_head = [m for m in inside if _covers(passage, m.span, head)]
        if head.lower_ in _TRANSPARENT_HEADS and inside and not at_head:
            at_head = [m for m in inside if m.form is MentionForm.NAME][:1]
        if not at_head or head.lemma_.lower() in lexicon.SPOKES_NOUNS:
            at_head = self._apposed(passage, phrase, inside)
        if not at_head and head.lower_ in lexicon.OUTLET_NOUNS and phrase[0].lower_ == "the":
            return self._last_outlet(span)
        for mention in at_head:
            if mention.form is MentionForm.NAME or self._speaks(mention):
                return self._of_entity(mention, span)
        return None

    def _last_outlet(self, span: Span) -> Source | None:
        """ "The newspaper" is the body that the article cited last."""
        for source in reversed(self._spoken):
            if source.kind == EntityKind.ORGANISATION and source.identity is Identity.NAMED:
                return _pointed(source, span) if source.entity else None
        return None

    def _apposed(
        self, passage: Passage, phrase: TokenSpan, inside: Sequence[Located]
    ) -> list[Located]:
        """ "the captain, Idris Vane" or "spokeswoman Jane Roe": a person's name that closes it."""
        people = []
        for mention in inside:
            entity = self._index.entities[mention.entity]
            start, end = passage.token_range(mention.span)
            owns = end < len(phrase.doc) and phrase.doc[end].tag_ == "POS"
            before = phrase.doc[start - 1].lower_ if start > phrase.start else ""
            if mention.form is not MentionForm.NAME or owns or before in _HEAD_ENDS:
                continue
            between = passage.doc[_head(phrase).i + 1 : start]
            if any(t.pos_ in ("VERB", "ADP", "AUX") for t in between):
                continue
            quoted = before in ('"', "“", "‘")
            if entity.kind is EntityKind.PERSON and (end == phrase.end or start > phrase.start):
                people.append(mention)
            elif entity.kind is EntityKind.ORGANISATION and (quoted or before == ","):
                people.append(mention)
        return people

    def _speaks(self, mention: Located) -> bool:
        kind = self._index.entities[mention.entity].kind
        return kind in (EntityKind.PERSON, EntityKind.ORGANISATION)

    def _of_entity(self, mention: Located, span: Span) -> Source:
        entity = self._index.entities[mention.entity]
        kind = entity.kind.value
        if entity.kind in (EntityKind.WORK, EntityKind.DOCUMENT):
            return Source(entity.name, Identity.DOCUMENT, kind, span, entity.name)
        if entity.kind is EntityKind.GROUP:
            return Source(
                entity.name, Identity.UNNAMED, kind, span, entity.name, number=Number.SEVERAL
            )
        return Source(entity.name, Identity.NAMED, kind, span, entity.name)

    def _described(self, phrase: TokenSpan, span: Span) -> Source:
        head = _head(phrase)
        lemma = head.lemma_.lower()
        words = {lemma, head.lower_, head.lower_.split("-")[-1]}
        label = _without_addition(phrase, span.of(self._text))
        number = Number.SEVERAL if _is_plural(phrase, head) else Number.ONE
        if words & lexicon.SPOKES_NOUNS:
            return Source(_without_article(label), Identity.NAMED, "person", span, number=number)
        if words & lexicon.DOCUMENT_NOUNS:
            return Source(label, Identity.DOCUMENT, "document", span, number=number)
        if words & lexicon.BODY_NOUNS and _is_particular(phrase, number):
            return Source(_without_article(label), Identity.NAMED, "organisation", span)
        if head.pos_ == "PROPN" or (head.is_upper and len(head) > 1):
            return self._printed_name(phrase, span)
        kind = "group" if number is Number.SEVERAL else "person"
        return Source(label, Identity.UNNAMED, kind, span, number=number)

    def _printed_name(self, phrase: TokenSpan, span: Span) -> Source:
        """A name that the entities do not hold as printed: "PENCE" is who has that surname."""
        name = " ".join(token.text for token in phrase if token.text[:1].isupper())
        surname = name.split()[-1].casefold() if name else ""
        fits = [e for e in self._index.entities if e.name.split()[-1].casefold() == surname]
        if len(fits) == 1:
            return Source(fits[0].name, Identity.NAMED, fits[0].kind.value, span, fits[0].name)
        return Source(name or span.of(self._text), Identity.NAMED, "person", span)


def _pointed(source: Source, span: Span) -> Source:
    return Source(
        source.label,
        source.identity,
        source.kind,
        span,
        source.entity,
        source.number,
        Evidence.EXPLICIT,
    )


def _fits(pronoun: str, source: Source) -> bool:
    words = set(source.label.lower().split())
    if pronoun == "it":
        return source.kind in ("organisation", "document")
    if pronoun in _GROUP_PRONOUNS:
        return source.number is Number.SEVERAL or source.kind in ("group", "organisation")
    if source.kind != "person" or source.number is Number.SEVERAL:
        return False
    if pronoun == "she":
        return not words & lexicon.MALE_WORDS
    return pronoun != "he" or not words & lexicon.FEMALE_WORDS


def _head(phrase: TokenSpan) -> Token:
    """The noun that a phrase is about: the last one before its first preposition or comma."""
    head = phrase[0]
    for position, token in enumerate(phrase):
        is_list = token.text == "," and _list_goes_on(phrase, position)
        ends = token.lower_ in _HEAD_ENDS or (token.text in (",", "(") and not is_list)
        is_noun = labels.is_nominal(head) or head.text[:1].isupper()
        if position and ends and is_noun and head.tag_ != "DT":
            break
        if labels.is_nominal(token) and token.tag_ not in ("DT", "POS"):
            head = token
    return head


def _list_goes_on(phrase: TokenSpan, comma: int) -> bool:
    """Whether modifiers are being listed: "American, European, and Russian sources"."""
    following = [t.lower_ for t in phrase[comma + 1 : comma + 4]]
    return "and" in following or "or" in following


def _covers(passage: Passage, span: Span, token: Token) -> bool:
    start = passage.offset + token.idx
    return span.start_char <= start < span.end_char


def _is_plural(phrase: TokenSpan, head: Token) -> bool:
    if head.lower_ in _PLURAL_WORDS:
        return True
    first = phrase[0].lower_
    return labels.is_plural(head) and first not in ("one", "a", "an")


def _is_particular(phrase: TokenSpan, number: Number) -> bool:
    """Whether a body is a certain one: "the ministry", "police", not "two companies"."""
    first = phrase[0]
    if first.lower_ in ("a", "an", "some", "several", "two", "three", "many", "other"):
        return False
    return (
        number is Number.ONE
        or first.lower_ in ("the", "police")
        or first.pos_ == "PROPN"
        or (_head(phrase).lower_ in ("authorities", "forces", "police"))
    )


def _without_addition(phrase: TokenSpan, words: str) -> str:
    """The words before a comma that adds something: "The contract, dated 9 January"."""
    for position, token in enumerate(phrase):
        if position and token.text == "," and not _list_goes_on(phrase, position):
            return words[: token.idx - phrase[0].idx].rstrip()
    return words


def _without_article(label: str) -> str:
    first, _, rest = label.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else label
