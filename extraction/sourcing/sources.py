"""From the words of a source to a link of the chain: label, identity, kind, number, entity."""

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from extraction import labels, lexicon
from extraction.entities.index import EntityIndex, Located
from extraction.parsing import ParsedArticle, Passage
from extraction.phrases import HEAD_ENDS, head_of, list_goes_on
from extraction.sourcing.speakers import Speakers, pronoun_of
from newsroom.article import Span
from newsroom.attribution import Identity, Number, Source
from newsroom.entity import EntityKind, MentionForm

_TRANSPARENT_HEADS = frozenset(
    "information reporting coverage journalist journalists reporter".split()
)
_PLURAL_WORDS = frozenset(
    "people sources officials police staff several many some others they".split()
)
_ANYBODY = frozenset("man woman person guy boy girl".split())
_OUTLET_KINDS = frozenset({EntityKind.ORGANISATION, EntityKind.WORK, EntityKind.OTHER})
_BODIES = frozenset("court congress parliament senate committee council house".split())
"""What tells that a listener is no outlet: "told the committee"."""
_RELATIVES = frozenset({"who", "which", "that"})
_LOOSE_ENDS = frozenset(", : ; — – - of for by in to at on from with that as".split())
_AUTHORS = frozenset({"by", "from"})


class SourceReader:
    """Reads the sources of one article, remembering who spoke last for the pronouns."""

    def __init__(self, parsed: ParsedArticle, index: EntityIndex) -> None:
        self._text, self._index = parsed.article.text, index
        self._passages = {passage.index: passage for passage in parsed.passages}
        self._speakers = Speakers(index.entities)

    def read(self, passage_index: int, span: Span) -> Source:
        """The source that some words name or describe."""
        passage = self._passages[passage_index]
        start, end = passage.token_range(span)
        phrase = _without_loose_ends(passage.doc[start:end])
        source = (
            self._pronoun(passage, phrase, span)
            or self._named(passage, phrase, span)
            or self._beside(passage, phrase, span)
            or self._speakers.officer(phrase, span)
            or self._described(phrase, span)
        )
        self._speakers.add(source)
        return source

    def outlets(self, passage: Passage, phrase: TokenSpan) -> tuple[Source, ...]:
        """The outlet that a phrase names, or takes up as "the newspaper"; empty for all others."""
        for mention in self._index.within((passage.span(phrase),)):
            entity = self._index.entities[mention.entity]
            if mention.form is MentionForm.NAME and entity.kind in _OUTLET_KINDS:
                if not _BODIES & {word.lower() for word in entity.name.split()}:
                    kind = EntityKind.ORGANISATION.value
                    return (Source(entity.name, Identity.NAMED, kind, mention.span, entity.name),)
        head = head_of(phrase)
        if phrase[0].lower_ != "the" or head.lower_ not in lexicon.OUTLET_NOUNS:
            return ()
        outlet = self.outlet(head.lower_, passage.span(phrase))
        return (outlet,) if outlet is not None else ()

    def outlet(self, noun: str, span: Span) -> Source | None:
        """The outlet cited last, which "the newspaper" takes up."""
        return self._speakers.outlet(noun, span)

    def _pronoun(self, passage: Passage, phrase: TokenSpan, span: Span) -> Source | None:
        """A pronoun stands for the last speaker that it fits, or for whom the text points at."""
        pronoun = pronoun_of(phrase.text)
        if pronoun is None:
            return None
        if pronoun in _RELATIVES:
            return self._antecedent(passage, phrase, span)
        spoken = self._speakers.meant_by(pronoun, span)
        if spoken is not None:
            return spoken
        for mention in self._index.mentions:
            if mention.span == span:
                return self._of_entity(mention, span)
        return self._last_body(span) if pronoun == "it" else None

    def _antecedent(self, passage: Passage, phrase: TokenSpan, span: Span) -> Source | None:
        """Whom "who" or "which" takes up: the phrase before it, or the last person before it."""
        start = phrase.start - 1
        if start > phrase.sent.start and passage.doc[start].text == ",":
            start -= 1
        if start < phrase.sent.start or not labels.is_nominal(passage.doc[start]):
            return None
        low = Span(passage.span(phrase.sent).start_char, span.start_char)
        before = self._index.within((low,))
        end = passage.span(passage.doc[start : start + 1]).end_char
        people = [m for m in before if self._kind(m) is EntityKind.PERSON]
        wanted = people if phrase.text.lower() == "who" else list(before)
        if wanted and (wanted[-1].span.end_char == end or phrase.text.lower() == "who"):
            return self._of_entity(wanted[-1], span)
        while start > phrase.sent.start and _is_inside(passage.doc[start - 1]):
            start -= 1
        return self._described(passage.doc[start : phrase.start], span)

    def _last_body(self, span: Span) -> Source | None:
        """The organisation named last before "it said"."""
        for mention in reversed(self._index.mentions):
            if mention.span < span and self._kind(mention) is EntityKind.ORGANISATION:
                return self._of_entity(mention, span)
        return None

    def _named(self, passage: Passage, phrase: TokenSpan, span: Span) -> Source | None:
        head = head_of(phrase)
        inside = self._index.within((span,))
        at_head = [m for m in inside if _covers(passage, m.span, head)]
        if head.lower_ in _TRANSPARENT_HEADS and inside and not at_head:
            at_head = [m for m in inside if m.form is MentionForm.NAME][:1]
        if not at_head or head.lemma_.lower() in lexicon.SPOKES_NOUNS:
            at_head = self._apposed(passage, phrase, inside) or self._authors(phrase, inside)
        if not at_head and head.lower_ in lexicon.OUTLET_NOUNS and phrase[0].lower_ == "the":
            return self._speakers.outlet(head.lower_, span)
        for mention in at_head:
            if self._is_member(phrase, mention) or self._is_anybody(mention, head):
                continue
            if mention.form is MentionForm.NAME or self._speaks(mention):
                return self._of_entity(mention, span)
        return None

    def _authors(self, phrase: TokenSpan, inside: Sequence[Located]) -> list[Located]:
        """Who wrote a document, where it is known by that: "a report by Politico"."""
        head = head_of(phrase)
        behind = phrase.doc[head.i + 1 : phrase.end]
        if head.lower_ not in lexicon.DOCUMENT_NOUNS or not len(behind):
            return []
        if behind[0].lower_ not in _AUTHORS:
            return []
        names = [m for m in inside if m.form is MentionForm.NAME]
        people = [m for m in names if self._kind(m) is EntityKind.PERSON]
        return people[:1] or [m for m in names if self._is_outlet(m)][:1]

    def _is_outlet(self, mention: Located) -> bool:
        return self._speakers.is_outlet(self._index.entities[mention.entity].name)

    def _beside(self, passage: Passage, phrase: TokenSpan, span: Span) -> Source | None:
        """The person whom a description stands beside: "the harbour master, Siri Dahl,"."""
        if head_of(phrase).lower_ in lexicon.DOCUMENT_NOUNS:
            return None
        doc, start, end = passage.doc, phrase.start, phrase.end
        while end > start and doc[end - 1].text == ",":
            end -= 1
        if end < len(doc) and doc[end].text == ",":
            for mention in self._people_at(passage, end + 1, len(doc)):
                first, last = passage.token_range(mention.span)
                if first == end + 1 and (last >= len(doc) or doc[last].text in (",", ".")):
                    return self._of_entity(mention, span)
        if start > 1 and doc[start - 1].text == "," and end < len(doc) and doc[end].text == ",":
            for mention in self._people_at(passage, 0, start - 1):
                if passage.token_range(mention.span)[1] == start - 1:
                    return self._of_entity(mention, span)
        return None

    def _people_at(self, passage: Passage, start: int, end: int) -> list[Located]:
        if start >= end:
            return []
        return [
            m
            for m in self._index.within((passage.span(passage.doc[start:end]),))
            if m.form is MentionForm.NAME and self._kind(m) is EntityKind.PERSON
        ]

    def _apposed(
        self, passage: Passage, phrase: TokenSpan, inside: Sequence[Located]
    ) -> list[Located]:
        """ "the captain, Idris Vane" or "spokeswoman Jane Roe": a person's name that closes it."""
        people = []
        for mention in inside:
            kind = self._kind(mention)
            start, end = passage.token_range(mention.span)
            owns = end < len(phrase.doc) and phrase.doc[end].tag_ == "POS"
            before = phrase.doc[start - 1].lower_ if start > phrase.start else ""
            if mention.form is not MentionForm.NAME or owns or before in HEAD_ENDS:
                continue
            between = passage.doc[head_of(phrase).i + 1 : start]
            if any(t.pos_ in ("VERB", "ADP", "AUX") for t in between):
                continue
            quoted = before in ('"', "“", "‘")
            if kind is EntityKind.PERSON and (end == phrase.end or start > phrase.start):
                people.append(mention)
            elif kind is EntityKind.ORGANISATION and (quoted or before == ","):
                people.append(mention)
        return people

    def _is_member(self, phrase: TokenSpan, mention: Located) -> bool:
        """Whether a group's name stands for one of it: "the Democrat", "a Russian"."""
        is_group = self._kind(mention) is EntityKind.GROUP
        return is_group and phrase[0].lower_ in ("the", "a", "an") and not _is_many(head_of(phrase))

    def _is_anybody(self, mention: Located, head: Token) -> bool:
        """Whether "the man" was only guessed to be somebody: a speaker must not be."""
        return mention.form is MentionForm.NOMINAL and head.lower_ in _ANYBODY

    def _kind(self, mention: Located) -> EntityKind:
        return self._index.entities[mention.entity].kind

    def _speaks(self, mention: Located) -> bool:
        return self._kind(mention) in (EntityKind.PERSON, EntityKind.ORGANISATION)

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
        head = head_of(phrase)
        lemma = head.lemma_.lower()
        words = {lemma, head.lower_, head.lower_.split("-")[-1]}
        label = _without_addition(phrase, phrase.text)
        number = Number.SEVERAL if _is_plural(phrase, head) else Number.ONE
        if words & lexicon.SPOKES_NOUNS:
            return Source(_without_article(label), Identity.NAMED, "person", span, number=number)
        if words & (lexicon.DOCUMENT_NOUNS | lexicon.COPY_NOUNS):
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


def _without_loose_ends(phrase: TokenSpan) -> TokenSpan:
    """The phrase without prepositions and punctuation that were tagged along with it."""
    start, end = phrase.start, phrase.end
    while end > start + 1 and phrase.doc[end - 1].lower_ in _LOOSE_ENDS:
        end -= 1
    while start < end - 1 and phrase.doc[start].lower_ in _LOOSE_ENDS:
        start += 1
    return phrase.doc[start:end]


def _is_inside(token: Token) -> bool:
    return token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or token.tag_ in ("PRP$", "POS")


def _is_many(head: Token) -> bool:
    return labels.is_plural(head) or head.lower_.endswith("s")


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
        or (head_of(phrase).lower_ in ("authorities", "forces", "police"))
    )


def _without_addition(phrase: TokenSpan, words: str) -> str:
    """The words before what only adds: "The contract, dated 9 January", "an aide who asked"."""
    for position, token in enumerate(phrase):
        if position and token.text == "," and not list_goes_on(phrase, position):
            return words[: token.idx - phrase[0].idx].rstrip()
    return words


def _without_article(label: str) -> str:
    first, _, rest = label.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else label
