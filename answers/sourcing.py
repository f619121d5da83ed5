"""How well a set of claims is sourced: independent ends of chains, counted once each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import Identity, Number, ResponseKind, Source
from newsroom.story import IndependentSource

SILENT = frozenset({ResponseKind.REFUSAL, ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED})
"""Whoever says nothing is no source of anything."""

Voices = Mapping[ArticleId, Citation]
Key = tuple[str, ...]

_SMALL = frozenset("a an the one two of in on at to for by from with who that his her its".split())
_PRONOUNS = frozenset("he she it they him her them i we".split())


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """Somebody whom nobody names: who has it from them, in which article if it is on the desk."""

    origin: Key
    article_id: ArticleId | None
    words: frozenset[str]

    def is_same(self, other: "_Unnamed") -> bool:
        """Whether both are one: alike through one outlet, but not in two of its own articles."""
        are_apart = None not in (self.article_id, other.article_id) and (
            self.article_id != other.article_id
        )
        return self.origin == other.origin and not are_apart and _is_alike(self.words, other.words)


@dataclass(frozen=True, slots=True)
class _Office:
    """Somebody who speaks for a named body and goes without a name: "the bank's spokesman"."""

    words: frozenset[str]

    def is_same(self, other: "_Office") -> bool:
        """Whether both are one office, however it is put."""
        return _is_alike(self.words, other.words)


@dataclass(slots=True)
class _End:
    """One end of a chain while it is being counted."""

    source: Source
    through: str | None = None
    is_voice: bool = False
    claims: list[StoredClaim] = field(default_factory=list)


_EndKey = Key | _Unnamed | _Office
D = TypeVar("D", _Unnamed, _Office)


class _Ends:
    """The ends found so far, and who was seen to pass on what a deeper source says."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self._ends: dict[_EndKey, _End] = {}
        self._passed_on: set[Key] = set()

    def add(self, claim: StoredClaim) -> None:
        """Count the end of one claim's chain."""
        voice = self._voices.get(claim.citation.article_id, claim.citation)
        links = claim.chain.links
        keys = [_outlet_key(voice), *(_key(claim, link) for link in links[1:])]
        self._passed_on.update(
            key
            for place, (key, link) in enumerate(zip(keys[:-1], links[:-1], strict=True))
            if place == 0 or link.kind != "person"
        )
        end, last = _End(links[-1], links[-2].label if len(links) > 2 else None), links[-1]
        key: _EndKey = keys[-1]
        if len(links) == 1:
            end.source = replace(last, label=voice.outlet or f"“{voice.title}”")
            end.is_voice = True
        elif last.identity is Identity.UNNAMED:
            own = voice.article_id if len(links) == 2 else None
            key = self._known(_Unnamed(keys[-2], own, _description(last)))
        elif last.kind == "person" and last.identity is Identity.NAMED and not last.entity:
            key = self._known(_Office(_description(last)))
        self._ends.setdefault(key, end).claims.append(claim)

    def _known(self, described: D) -> D:
        """The key under which somebody described alike is counted already, or this one."""
        known = (key for key in self._ends if isinstance(key, type(described)))
        return next((key for key in known if key.is_same(described)), described)

    def __iter__(self) -> Iterator[tuple[_EndKey, _End]]:
        """The ends in the order in which they were found, without whoever only passes on."""
        return ((key, end) for key, end in self._ends.items() if key not in self._passed_on)


def story_sources(
    claims: Sequence[StoredClaim], voices: Voices | None = None
) -> tuple[IndependentSource, ...]:
    """The innermost ends of the claims' chains, each once, those of most articles first.

    - A named source is one person or body, a document the document, under whatever words.
    - An unnamed one is known by the outlet that has it and by how it is described: five outlets
      that cite one outlet's official are one; officials of two outlets' own reporting stay two, and
      each says that it may be the other.
    - What an article says in its own voice is its outlet's; but an outlet that cites anybody is no
      source beside them, and neither is a paper or report of which others tell who is behind it.
    - `voices` gives for a wire copy the article whose text it repeats: both count as that one.
    - A headline counts only where its article says nothing else, and a silence never.
    """
    ends = _Ends(voices or {})
    for claim in _counted(claims):
        ends.add(claim)
    ranked = sorted(ends, key=lambda pair: -len(_articles(pair[1])))
    return tuple(
        IndependentSource(
            end.source,
            tuple(end.claims),
            tuple(_articles(end).values()),
            end.through,
            end.is_voice,
            _namesakes(place, [key for key, _ in ranked]),
        )
        for place, (_, end) in enumerate(ranked)
    )


def independent_sources(claims: Sequence[StoredClaim]) -> tuple[Source, ...]:
    """The innermost sources whom some claims cite, each once, however many articles repeat it.

    The article's own voice is none, and a headline counts only where nothing below it does.
    """
    cited = [claim for claim in claims if len(claim.chain.links) > 1]
    ends = _Ends({})
    for claim in [claim for claim in cited if not is_headline(claim)] or cited:
        ends.add(claim)
    return tuple(end.source for _, end in ends)


def main_source(
    sources: Sequence[IndependentSource], voices: Voices | None = None
) -> IndependentSource | None:
    """The source that most of a story rests on: told by half of its voices or more, and by most.

    With one voice only, the source of over half of what is attributed. Whoever only answers, as by
    a denial, is nobody that a story rests on.
    """
    cited = [one for one in sources if not one.is_voice and _assertions(one)]
    told = [len(_voices_of(_assertions(one), voices or {})) for one in cited]
    everyone = {each for one in sources for each in _voices_of(one.claims, voices or {})}
    if not cited:
        return None
    if len(everyone) > 1:
        most = max(told)
        is_alone = told.count(most) == 1 and most > 1 and 2 * most >= len(everyone)
        return cited[told.index(most)] if is_alone else None
    first = max(cited, key=lambda one: len(_assertions(one)))
    claims = sum(len(_assertions(one)) for one in cited)
    return first if 2 * len(_assertions(first)) > claims else None


def _assertions(one: IndependentSource) -> tuple[StoredClaim, ...]:
    return tuple(claim for claim in one.claims if claim.response is None)


def is_headline(claim: StoredClaim) -> bool:
    """Whether a claim is the headline of its article."""
    return " ".join(claim.sentence.split()) == claim.citation.title


def is_one_unnamed(source: Source) -> bool:
    """Whether a source is a single person whom nobody names."""
    return source.identity is Identity.UNNAMED and source.number is Number.ONE


def _counted(claims: Sequence[StoredClaim]) -> Iterator[StoredClaim]:
    """The claims that count: no silence, and no headline above something that does."""
    heard = [c for c in claims if c.response is None or c.response.kind not in SILENT]
    told = {claim.citation.article_id for claim in heard if not is_headline(claim)}
    return (c for c in heard if not is_headline(c) or c.citation.article_id not in told)


def _articles(end: _End) -> Mapping[ArticleId, Citation]:
    return {claim.citation.article_id: claim.citation for claim in end.claims}


def _voices_of(claims: Sequence[StoredClaim], voices: Voices) -> set[ArticleId]:
    cited = {claim.citation.article_id: claim.citation for claim in claims}
    return {voices.get(key, citation).article_id for key, citation in cited.items()}


def _namesakes(place: int, keys: Sequence[_EndKey]) -> tuple[int, ...]:
    """Where the unnamed sources stand that are described like the one of a place."""
    own = keys[place]
    if not isinstance(own, _Unnamed):
        return ()
    return tuple(
        other
        for other, key in enumerate(keys)
        if other != place and isinstance(key, _Unnamed) and _is_alike(own.words, key.words)
    )


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


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two descriptions are of the same words, or one has them all and more besides."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 1 and short < long)
