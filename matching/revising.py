"""An article's claims carried into a new text: kept under their numbers, added, restored, gone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from matching.sentences import (
    COMMON,
    Laid,
    Moves,
    lay_sentences,
    score_texts,
    sharing,
    squeezed,
)
from newsroom.article import Span
from newsroom.attribution import Claim, ClaimId, Hedge, Source, SourcingChain
from newsroom.carried import JudgedClaim, WordedClaim
from newsroom.extraction import Extraction
from newsroom.version import GoneClaim, NumberedClaim, OldText, Revision

SAME_PLACE = 0.6
"""From this likeness on, claims of one sentence, altered or not, are one claim."""

ELSEWHERE, ELSEWHERE_WORDS = 0.85, 5
"""The same for claims of different sentences; of so few words nothing follows."""


class _Fit(NamedTuple):
    """How well an old claim fits a new one, and their places; the best sorts first."""

    score: float
    distance: int
    old: int
    new: int


def revise(old: OldText, new: Extraction) -> Revision:
    """What becomes of each claim of the old text; every one is kept or gone, none is lost."""
    text = new.article.text
    laid = lay_sentences(
        [span.of(old.text) for span in old.sentences],
        [sentence.span.of(text) for sentence in new.sentences],
    )
    places = _Places(old, new, laid)
    pairs = _pair(places)
    moves = _moves(old, new, laid)
    kept, gone = [], []
    for place, numbered in enumerate(old.claims):
        if place in pairs:
            kept.append(NumberedClaim(numbered.claim_id, new.claims[pairs[place]]))
        elif (moved := _move_claim(numbered.claim, moves, text)) is not None:
            kept.append(NumberedClaim(numbered.claim_id, moved))
        else:
            gone.append(numbered)
    fresh = [claim for place, claim in enumerate(new.claims) if place not in pairs.values()]
    restored = tuple(_restored(old.gone, fresh, text))
    back = {id(one.claim) for one in restored}
    added = tuple(claim for claim in fresh if id(claim) not in back)
    return Revision(tuple(kept), added, restored, tuple(gone))


def find_same_claim(judged: JudgedClaim, among: Sequence[WordedClaim]) -> ClaimId | None:
    """Which claim of one text, read twice, a judged one is: by its words, else by its sentence."""
    wanted = judged.claim
    near = [one for one in among if one.sentence == wanted.sentence]
    same = [one for one in near if one.text == wanted.text]
    if judged.place < len(same):
        return same[judged.place].claim_id
    likeness = [(score_texts(one.text, wanted.text), -one.claim_id) for one in near]
    score, number = max(likeness, default=(0.0, 0))
    return ClaimId(-number) if score >= SAME_PLACE else None


class _Places:
    """Old and new claims with the sentences that they stand in."""

    def __init__(self, old: OldText, new: Extraction, laid: Laid) -> None:
        self.old, self.new = old.claims, new.claims
        spans = [sentence.span for sentence in new.sentences]
        self._near = {(pair.old, pair.new): pair.likeness for pair in laid.pairs}
        self._olds = [_sentences_of(one.claim, old.sentences) for one in old.claims]
        self._news = [_sentences_of(claim, spans) for claim in new.claims]
        self._old_whole = [squeezed(one.claim.sentence.of(old.text)) for one in old.claims]
        self._new_whole = [squeezed(claim.sentence.of(new.article.text)) for claim in new.claims]

    def worth_weighing(self) -> set[tuple[int, int]]:
        """Pairs of claims of one sentence, or that share words which few claims have."""
        olds, news = _by_sentence(self._olds), _by_sentence(self._news)
        found = {
            (old, new)
            for one, other in self._near
            for old in olds.get(one, ())
            for new in news.get(other, ())
        }
        wholes: dict[str, list[int]] = defaultdict(list)
        for place, whole in enumerate(self._new_whole):
            wholes[whole].append(place)
        found.update(
            (old, new)
            for old, whole in enumerate(self._old_whole)
            for new in wholes.get(whole, ())[:COMMON]
        )
        texts = [one.claim.text for one in self.old], [claim.text for claim in self.new]
        found.update(sharing(*texts, range(len(self.old)), range(len(self.new))))
        return found

    def likeness(self, old: int, new: int) -> float:
        """How nearly the two claims stand in the same sentence."""
        if self._old_whole[old] == self._new_whole[new]:
            return 1.0
        shared = (
            self._near.get((one, other), 0.0)
            for one in self._olds[old]
            for other in self._news[new]
        )
        return max(shared, default=0.0)


def _by_sentence(found: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """The claims of each sentence, by their places."""
    by: dict[int, list[int]] = defaultdict(list)
    for place, sentences in enumerate(found):
        for sentence in sentences:
            by[sentence].append(place)
    return by


def _sentences_of(claim: Claim, sentences: Sequence[Span]) -> tuple[int, ...]:
    return tuple(place for place, span in enumerate(sentences) if span.overlaps(claim.sentence))


def _pair(places: _Places) -> dict[int, int]:
    """The new claim that each old one has become, the best fits first and none twice."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for fit in sorted(_fits(places), key=lambda fit: (-fit.score, fit.distance, fit.old, fit.new)):
        if fit.old not in pairs and fit.new not in used:
            pairs[fit.old] = fit.new
            used.add(fit.new)
    return pairs


def _fits(places: _Places) -> Iterator[_Fit]:
    for old, new in sorted(places.worth_weighing()):
        numbered, claim = places.old[old], places.new[new]
        near = places.likeness(old, new)
        words = score_texts(numbered.claim.text, claim.text)
        far = ELSEWHERE if len(claim.text.split()) >= ELSEWHERE_WORDS else 2.0
        if words >= (SAME_PLACE if near else far):
            same_chain = _labels(numbered.claim) == _labels(claim)
            score = words + near + 0.25 * same_chain
            yield _Fit(round(score, 6), abs(old - new), old, new)


def _labels(claim: Claim) -> tuple[str, ...]:
    return tuple(link.label for link in claim.chain.links)


def _restored(
    gone: Sequence[GoneClaim], fresh: Sequence[Claim], text: str
) -> Iterator[NumberedClaim]:
    """Claims that had gone and stand in the text again, in the same words and sentence."""
    waiting = list(gone)
    for claim in fresh:
        sentence = squeezed(claim.sentence.of(text))
        for one in waiting:
            is_same = squeezed(one.numbered.claim.text) == squeezed(claim.text)
            if is_same and squeezed(one.sentence) == sentence:
                waiting.remove(one)
                yield NumberedClaim(one.numbered.claim_id, claim)
                break


def _moves(old: OldText, new: Extraction, laid: Laid) -> Moves:
    moves = Moves(old.text, new.article.text)
    for pair in laid.pairs:
        if pair.likeness == 1.0:
            moves.add(old.sentences[pair.old], new.sentences[pair.new].span)
    return moves


def _move_claim(claim: Claim, moves: Moves, text: str) -> Claim | None:
    """A claim that was not read again although its words stand there, with its spans moved.

    None where its sentence or any of its content is not in the text as it was.
    """
    sentence = moves.move(claim.sentence)
    content = [moves.move(span) for span in claim.content]
    if sentence is None or None in content:
        return None
    links = tuple(_move_link(link, moves) for link in claim.chain.links)
    response = claim.response
    if response is not None:
        place = moves.move(response.span)
        response = replace(response, span=place) if place else None
    return replace(
        claim,
        sentence=sentence,
        content=tuple(filter(None, content)),
        cue=tuple(filter(None, map(moves.move, claim.cue))),
        source=tuple(filter(None, map(moves.move, claim.source))),
        chain=SourcingChain(links),
        hedges=tuple(
            Hedge(place.of(text), place)
            for hedge in claim.hedges
            if (place := moves.move(hedge.span)) is not None
        ),
        response=response,
        dates=tuple(
            replace(date, text=place.of(text), span=place)
            for date in claim.dates
            if (place := moves.move(date.span)) is not None
        ),
    )


def _move_link(link: Source, moves: Moves) -> Source:
    return replace(link, span=moves.move(link.span) if link.span else None)
