"""How well a set of claims is sourced: independent ends of chains, counted once each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsroom.answer import StoredClaim
from newsroom.article import ArticleId, Citation
from newsroom.attribution import Identity, Number, ResponseKind, Source
from newsroom.links import LinkKey, LinkKeys, Unnamed, Voices, is_alike
from newsroom.story import IndependentSource

SILENT = frozenset({ResponseKind.REFUSAL, ResponseKind.NO_COMMENT, ResponseKind.NOT_REACHED})
"""Whoever says nothing is no source of anything."""


@dataclass(slots=True)
class _End:
    """One end of a chain while it is being counted."""

    source: Source
    through: str | None = None
    is_voice: bool = False
    claims: list[StoredClaim] = field(default_factory=list)


class _Ends:
    """The ends found so far, and who was seen to pass on what a deeper source says."""

    def __init__(self, voices: Voices) -> None:
        self._voices, self._keys = voices, LinkKeys(voices)
        self._ends: dict[LinkKey, _End] = {}
        self._passed_on: set[LinkKey] = set()

    def add(self, claim: StoredClaim) -> None:
        """Count the end of one claim's chain."""
        voice = self._voices.get(claim.citation.article_id, claim.citation)
        links, keys = claim.chain.links, self._keys.of(claim)
        self._passed_on.update(
            key
            for place, (key, link) in enumerate(zip(keys[:-1], links[:-1], strict=True))
            if key != keys[-1] and (place == 0 or link.kind != "person")
        )
        end, last = _End(links[-1], links[-2].label if len(links) > 2 else None), links[-1]
        if len(links) == 1:
            end.source = replace(last, label=voice.outlet or f"“{voice.title}”")
            end.is_voice = True
        self._ends.setdefault(keys[-1], end).claims.append(claim)

    def __iter__(self) -> Iterator[tuple[LinkKey, _End]]:
        """The ends in the order in which they were found, without whoever only passes on.

        Where outlets cite each other and nobody else, all of them stay.
        """
        kept = {key: end for key, end in self._ends.items() if key not in self._passed_on}
        return iter((kept or self._ends).items())


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
    - A headline counts only where its article says nothing else, and a silence or what the desk has
      withdrawn never.
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

    The article's own voice is none, and a headline counts only where nothing below it does. What
    the desk has withdrawn supports nothing.
    """
    cited = [claim for claim in claims if len(claim.chain.links) > 1 and not claim.is_withdrawn]
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
    return claim.is_headline


def is_one_unnamed(source: Source) -> bool:
    """Whether a source is a single person whom nobody names."""
    return source.identity is Identity.UNNAMED and source.number is Number.ONE


def _counted(claims: Sequence[StoredClaim]) -> Iterator[StoredClaim]:
    """The claims that count: none withdrawn, no silence, no headline above something that does."""
    heard = [
        c
        for c in claims
        if not c.is_withdrawn and (c.response is None or c.response.kind not in SILENT)
    ]
    told = {claim.citation.article_id for claim in heard if not is_headline(claim)}
    return (c for c in heard if not is_headline(c) or c.citation.article_id not in told)


def _articles(end: _End) -> Mapping[ArticleId, Citation]:
    return {claim.citation.article_id: claim.citation for claim in end.claims}


def _voices_of(claims: Sequence[StoredClaim], voices: Voices) -> set[ArticleId]:
    cited = {claim.citation.article_id: claim.citation for claim in claims}
    return {voices.get(key, citation).article_id for key, citation in cited.items()}


def _namesakes(place: int, keys: Sequence[LinkKey]) -> tuple[int, ...]:
    """Where the unnamed sources stand that are described like the one of a place."""
    own = keys[place]
    if not isinstance(own, Unnamed):
        return ()
    return tuple(
        other
        for other, key in enumerate(keys)
        if other != place and isinstance(key, Unnamed) and is_alike(own.words, key.words)
    )
