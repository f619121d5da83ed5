"""Who is meant by "he", "the newspaper" or "the senator": whom the article let speak before."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from extraction import lexicon
from extraction.entities.forenames import FEMALE, MALE
from extraction.phrases import head_of
from newsroom.article import Span
from newsroom.attribution import Evidence, Identity, Number, Source
from newsroom.entity import Entity, EntityKind

_PRONOUNS = {
    "his": "he", "him": "he", "her": "she", "its": "it", "their": "they", "them": "they",
}  # fmt: skip
_SUBJECTS = frozenset({"he", "she", "it", "they", "who", "which", "that"})
_OUTLET_NAMES = frozenset(
    "journal times post news herald tribune gazette courier mercury chronicle echo globe telegraph "
    "guardian independent observer standard daily weekly press radio tv television broadcasting "
    "magazine review mail mirror sun star register ledger sentinel bulletin examiner inquirer "
    "reuters agence wire kurier zeitung monde figaro pais corriere pravda izvestia bbc cnn abc nbc "
    "cbs npr pbs msnbc politico bloomberg axios buzzfeed newsweek breitbart haaretz".split()
)
_AMBIGUOUS_OUTLETS = frozenset("paper agency network channel station wire journal".split())


def pronoun_of(words: str) -> str | None:
    """The subject form of a pronoun that can stand for a speaker; None for all other words."""
    word = _PRONOUNS.get(words.lower(), words.lower())
    return word if word in _SUBJECTS else None


class Speakers:
    """The sources of an article in the order in which it lets them speak."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.name: entity for entity in entities}
        self._spoken: list[Source] = []

    def add(self, source: Source) -> None:
        """Remember who has just spoken."""
        self._spoken.append(source)

    def meant_by(self, pronoun: str, span: Span) -> Source | None:
        """The last speaker whom a pronoun fits."""
        found = next((s for s in reversed(self._spoken) if self.fits(pronoun, s)), None)
        return replace(found, span=span, evidence=Evidence.EXPLICIT) if found else None

    def fits(self, pronoun: str, source: Source) -> bool:
        """Whether a pronoun can take a source up: by number, kind, and gender where known."""
        if pronoun == "it":
            return source.kind in ("organisation", "document")
        if pronoun == "they":
            return source.number is Number.SEVERAL or source.kind in ("group", "organisation")
        if source.kind != EntityKind.PERSON or source.number is Number.SEVERAL:
            return False
        female = self._is_female(source)
        return pronoun not in ("he", "she") or female is None or female == (pronoun == "she")

    def _is_female(self, source: Source) -> bool | None:
        words = set(source.label.lower().split())
        entity = self._entities.get(source.entity or "")
        if entity is not None:
            words |= {word for role in entity.roles for word in role.text.lower().split()}
        if words & lexicon.FEMALE_WORDS:
            return True
        if words & lexicon.MALE_WORDS:
            return False
        return _by_forename(entity.name if entity is not None else source.label)

    def outlet(self, noun: str, span: Span) -> Source | None:
        """The outlet that "the newspaper" takes up: the last one cited that is known for one."""
        bodies = [
            source
            for source in reversed(self._spoken)
            if source.identity is Identity.NAMED
            and source.kind == EntityKind.ORGANISATION
            and source.entity is not None
        ]
        known = [source for source in bodies if self.is_outlet(source.entity or "")]
        if not known and noun not in _AMBIGUOUS_OUTLETS:
            known = bodies
        return replace(known[0], span=span, evidence=Evidence.EXPLICIT) if known else None

    def is_outlet(self, name: str) -> bool:
        """Whether an entity is a newspaper or the like, by its name or by a role."""
        entity = self._entities[name]
        words = {word.strip(".,'’").lower() for word in entity.name.split()}
        roles = {word.lower() for role in entity.roles for word in role.text.split()}
        return bool(words & _OUTLET_NAMES or roles & lexicon.OUTLET_NOUNS)

    def officer(self, phrase: TokenSpan, span: Span) -> Source | None:
        """ "The senator", "the Democrat": the named person who spoke last, where the words fit."""
        head = head_of(phrase)
        is_one = phrase[0].lower_ in ("the", "this") and head.tag_ in ("NN", "NNP", "JJ")
        if not is_one or head.lower_.split("-")[-1] not in lexicon.STANDING_NOUNS:
            return None
        named = (
            source
            for source in reversed(self._spoken)
            if source.identity is Identity.NAMED and source.kind == EntityKind.PERSON
        )
        last = next(named, None)
        if last is None or last.entity is None or not self._may_be(head.lower_, last):
            return None
        return replace(last, span=span, evidence=Evidence.INFERRED)

    def _may_be(self, noun: str, source: Source) -> bool:
        if noun in lexicon.FEMALE_WORDS:
            return self.fits("she", source)
        return noun not in lexicon.MALE_WORDS or self.fits("he", source)


def _by_forename(name: str) -> bool | None:
    """Whether a full name's first name is a woman's; None where that does not tell."""
    words = name.casefold().split()
    if len(words) < 2 or (words[0] in FEMALE) == (words[0] in MALE):
        return None
    return words[0] in FEMALE
