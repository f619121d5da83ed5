"""Which links of sourcing chains are one source: the one rule for counting and for drawing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import Identity, Source

Voices = Mapping[ArticleId, Citation]
"""For a wire copy the article whose text it repeats."""
Key = tuple[str, ...]

_SMALL = frozenset("a an the one two of in on at to for by from with who that his her its".split())
_PRONOUNS = frozenset("he she it they him her them i we".split())


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody whom nobody names: who has it from them, in which article if it is on the desk."""

    origin: "LinkKey"
    article_id: ArticleId | None
    words: frozenset[str]

    def is_same(self, other: "Unnamed") -> bool:
        """Whether both are one: alike through one outlet, but not in two of its own articles."""
        are_apart = None not in (self.article_id, other.article_id) and (
            self.article_id != other.article_id
        )
        return self.origin == other.origin and not are_apart and is_alike(self.words, other.words)


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody who speaks for a named body and goes without a name: "the bank's spokesman"."""

    words: frozenset[str]

    def is_same(self, other: "Office") -> bool:
        """Whether both are one office, however it is put."""
        return is_alike(self.words, other.words)


LinkKey = Key | Unnamed | Office
D = TypeVar("D", Unnamed, Office)


class LinkKeys:
    """Tells the links of some claims' chains apart; those that are one source get equal keys."""

    def __init__(self, voices: Voices | None = None) -> None:
        self._voices = voices or {}
        self._described: list[Unnamed | Office] = []

    def of(self, claim: StoredClaim) -> tuple[LinkKey, ...]:
        """A key for each link of a claim's chain, that of the outlet first."""
        voice = self._voices.get(claim.citation.article_id, claim.citation)
        links = claim.chain.links
        keys: list[LinkKey] = [_outlet_key(voice)]
        for place, link in enumerate(links[1:], start=1):
            keys.append(self._key(claim, link, keys[-1], voice.article_id if place == 1 else None))
        return tuple(keys)

    def _key(
        self, claim: StoredClaim, link: Source, before: LinkKey, article_id: ArticleId | None
    ) -> LinkKey:
        if link.identity is Identity.UNNAMED:
            return self._known(Unnamed(before, article_id, _description(link)))
        if link.kind == "person" and link.identity is Identity.NAMED and not link.entity:
            return self._known(Office(_description(link)))
        return _key(claim, link)

    def _known(self, described: D) -> D:
        """The key of somebody described alike who was met already, or this one."""
        known = (key for key in self._described if isinstance(key, type(described)))
        found = next((key for key in known if key.is_same(described)), None)
        if found is None:
            self._described.append(described)
        return found or described


def _outlet_key(voice: Citation) -> Key:
    return ("name", _plain(voice.outlet)) if voice.outlet else ("article", str(voice.article_id))


def _key(claim: StoredClaim, link: Source) -> Key:
    """A person by the desk's entity where that is known, everything else by name."""
    with_entity = [each for each in claim.chain.links[1:] if each.entity]
    if link.kind == "person" and link.entity and len(with_entity) == len(claim.sources):
        return ("entity", str(claim.sources[with_entity.index(link)]))
    return ("name", _plain(link.entity or link.label))


def _plain(label: str) -> str:
    words = label.casefold().replace("’", "'").split()
    return " ".join(word for word in words if word not in ("a", "an", "the", "one"))


def _description(source: Source) -> frozenset[str]:
    """The words that describe a source, without small ones; a pronoun's are its entity's."""
    label = source.entity if _plain(source.label) in _PRONOUNS and source.entity else source.label
    plain = _plain(label).replace("'s ", " ").split()
    words = frozenset(word.strip(",.“”\"'") for word in plain)
    return words - _SMALL or words


def is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two descriptions are of the same words, or one has them all and more besides."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 1 and short < long)
