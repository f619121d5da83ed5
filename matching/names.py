"""Which entities some words may name, how well, and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matching.aliases import AliasScore, NameQuery, score_alias
from matching.folding import STOPWORDS
from matching.spelling import is_foreign, score_word
from newsroom.answer import NameMatch
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityId, MentionForm

CONFIDENT = 0.85
SUGGEST = 0.5
TIE = 0.05
MENTIONED = 0.15
SUGGESTIONS = 5
NEAREST, NEAREST_SCORE = 3, 0.2
_SPOTTED_WORDS = 24
_WINDOW = 6


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What to make of ranked names: one entity, several to pick from, or only suggestions."""

    best: NameMatch | None
    choices: tuple[NameMatch, ...] = ()
    suggestions: tuple[NameMatch, ...] = ()


def rank_names(query: str, candidates: Sequence[AliasCandidate]) -> tuple[NameMatch, ...]:
    """The entities that the words may name, each by its best alias, best first."""
    return rank_asked(NameQuery.read(query), candidates)


def rank_asked(asked: NameQuery, candidates: Sequence[AliasCandidate]) -> tuple[NameMatch, ...]:
    """The same for a query that was read already."""
    if not asked.words:
        return ()
    ranked = []
    for aliases in _by_entity(candidates).values():
        described = _described_words(aliases)
        scored = [(score_alias(asked, alias, described), alias) for alias in aliases]
        score, alias = max(
            scored, key=lambda pair: (pair[0].score, pair[1].form == MentionForm.NAME)
        )
        if asked.is_foreign and not is_foreign(alias.alias):
            score = AliasScore(score.score, (*score.reasons, "another script"))
        if score.score > 0.0:
            ranked.append((_match(score, alias), max(a.weight for a in aliases)))
    return _in_order(ranked, MENTIONED if len(asked.words) == 1 else 0.0)


def find_names(text: str, candidates: Sequence[AliasCandidate]) -> tuple[NameMatch, ...]:
    """The entities named somewhere inside a longer text, confident ones alone, best first."""
    typed = NameQuery.read(text).words[:_SPOTTED_WORDS]
    ranked: list[tuple[NameMatch, int]] = []
    for aliases in _by_entity(candidates).values():
        best: tuple[AliasScore, AliasCandidate] | None = None
        for alias in aliases:
            for window in _windows(typed, alias):
                score = score_alias(NameQuery.of(window), alias, frozenset())
                if score.score >= CONFIDENT and (best is None or score.score > best[0].score):
                    best = score, alias
        if best is not None:
            ranked.append((_match(*best), max(a.weight for a in aliases)))
    return _in_order(ranked)


def decide(matches: Sequence[NameMatch]) -> NameDecision:
    """One entity when it stands out, choices when several fit as well, else the nearest names."""
    sure = [match for match in matches if match.score >= CONFIDENT]
    unsure = [match for match in matches if match.score < CONFIDENT]
    near = tuple(match for match in unsure if match.score >= SUGGEST)[:SUGGESTIONS]
    if not sure:
        nearest = tuple(match for match in unsure if match.score >= NEAREST_SCORE)[:NEAREST]
        return NameDecision(None, (), near or nearest)
    tied = tuple(match for match in sure if match.score > sure[0].score - TIE)
    if len(tied) > 1:
        return NameDecision(None, tied, near)
    return NameDecision(sure[0], (), (*sure[1:], *near)[:SUGGESTIONS])


def _by_entity(candidates: Sequence[AliasCandidate]) -> dict[EntityId, list[AliasCandidate]]:
    grouped: dict[EntityId, list[AliasCandidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.form is not MentionForm.PRONOUN:
            grouped[candidate.entity_id].append(candidate)
    return grouped


def _described_words(aliases: Sequence[AliasCandidate]) -> frozenset[str]:
    """Words of an entity's roles and descriptions."""
    described = (a.folded.split() for a in aliases if a.form is MentionForm.NOMINAL)
    return frozenset(word for found in described for word in found if word not in STOPWORDS)


def _windows(typed: tuple[str, ...], alias: AliasCandidate) -> tuple[tuple[str, ...], ...]:
    """Runs of typed words, no longer than the alias, that begin and end with a word of it.

    Of those that begin alike the longest comes first, since it says more of what was typed.
    """
    own = [word for word in alias.folded.split() if word not in STOPWORDS]
    places = [
        place
        for place, word in enumerate(typed)
        if word not in STOPWORDS and any(score_word(word, other) for other in own)
    ]
    longest = min(len(alias.folded.split()), _WINDOW)
    runs = (
        typed[first : last + 1]
        for first in places
        for last in reversed(places)
        if 0 <= last - first < longest
    )
    return tuple(dict.fromkeys(runs))


def _match(score: AliasScore, alias: AliasCandidate) -> NameMatch:
    return NameMatch(
        alias.entity_id, alias.name, alias.kind, alias.alias, round(score.score, 4), score.reasons
    )


def _in_order(
    ranked: Sequence[tuple[NameMatch, int]], mentioned: float = 0.0
) -> tuple[NameMatch, ...]:
    """Best first; among guesses, whom articles speak of comes so much before the others."""

    def place(pair: tuple[NameMatch, int]) -> tuple[bool, float, int, int]:
        match, weight = pair
        is_guess = match.score < CONFIDENT
        score = match.score + (mentioned if is_guess and weight else 0.0)
        return is_guess, -score, -weight, match.entity_id

    return tuple(match for match, _ in sorted(ranked, key=place))
