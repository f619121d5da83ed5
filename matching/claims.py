"""Which claims a question is about, how well each fits, and why."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from matching.aliases import acronyms
from matching.dating import date_words
from matching.folding import STOPWORDS, words
from matching.light_words import is_light
from matching.quotations import NEAR_QUOTATION, Quotation, score_folded
from matching.roots import root
from matching.spelling import score_word
from matching.synonyms import synonyms
from matching.verbs import irregular_forms
from newsroom.answer import ClaimMatch, NameMatch, StoredClaim
from newsroom.entity import EntityId

CONFIDENT_CLAIM = 0.68
"""Below it the words asked for are mostly somebody else's: an absent topic is refused."""

_ASKING = frozenset(
    "claim claims claimed claiming allegation allegations alleged allege story stories article"
    " articles piece say says said saying source sources sourced sourcing report reports reported"
    " reportedly according thing things true happen happened tell told know known exactly anything"
    " something everything anyone someone people".split()
)
_CONTRACTED = frozenset(
    "hes shes theyre weve youre im ive wont cant couldnt wouldnt shouldnt doesnt didnt hasnt havent"
    " hadnt werent arent wasnt thats theres whod".split()
)
_ELIDED = re.compile(r"\b[^\W\d_]['’](?=\w{2})")
_DIGIT = re.compile(r"\d")
_SEPARATOR = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_CODE = re.compile(r"[-‑](?<=[^\W\d_].)(?=\d)")
_THOUSANDS = re.compile(r"\b(\d{1,3})k\b", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"\dk\b", re.IGNORECASE)
"""The end of such a number, which is looked for first, in less than half the time."""
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|often|big|large|tall|far|long|old)\b"
    r"|\bwhat (?:number|share|percentage|sum|amount)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:once|twice|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|half|hundreds?|thousands?|millions?|billions?|several|few|most|no|none)\b",
    re.IGNORECASE,
)
_NUMBERLESS = 0.9
"""What a claim without a number is worth to somebody who asks for one."""
_IN_TEXT, _IN_SENTENCE, _IN_CHAIN = 1.0, 0.9, 0.9
_IN_NEARBY, _IN_TITLE, _IN_OUTLET = 0.5, 0.5, 0.5
_LIGHT_WEIGHT = 0.25
"""What a word that relates rather than names weighs beside one that names."""
_ALTERNATIVE = 0.9
_ENTITY_WORTH = 0.4
_RELEVANCE_SHARE = 0.05
_ALTERNATIVES = 5
_SHORTEST_EXPANDED = 4
_ALIKE = 0.88


def query_terms(subject: str) -> tuple[str, ...]:
    """The words of a subject worth looking up, in order and once each; numbers among them."""
    found = dict.fromkeys(_counted_words(_ELIDED.sub("", subject)))
    content = [word for word in found if word not in STOPWORDS | _CONTRACTED]
    telling = [word for word in content if word not in _ASKING]
    return tuple(telling or content)


def _counted_words(text: str) -> tuple[str, ...]:
    """The words of a text, its numbers without separators: "$2,000" and "2k" are 2000.

    A letter and a number make one word with a hyphen or without: "EB-5" is "eb5".
    """
    if _DIGIT.search(text) is None:
        return words(text)
    joined = _SEPARATOR.sub("", _CODE.sub("", text))
    if _IN_THOUSANDS.search(joined) is not None:
        joined = _THOUSANDS.sub(lambda found: found[1] + "000", joined)
    return words(joined)


@lru_cache(maxsize=32_768)
def _roots(text: str) -> tuple[str, ...]:
    """The roots of a short text's words; the same claims are read for question after question.

    What stands around a claim is long and would drive all else out before it is asked for again.
    """
    return tuple(map(root, _counted_words(text)))


def is_telling(subject: str) -> bool:
    """Whether a subject names a topic at all: "it" and "the report" do not."""
    return any(not is_light(term) and term not in _ASKING for term in query_terms(subject))


def stem_prefix(term: str) -> str:
    """The beginning by which to look a term's relatives up among indexed ones."""
    if len(term) < _SHORTEST_EXPANDED:
        return term
    return term[:3] if len(term) < 8 else term[:4]


def expand_term(term: str, vocabulary: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Indexed terms of the same root, or spelt nearly so where there is none; then synonyms."""
    others = (*irregular_forms(term), *synonyms(term))
    if len(term) < _SHORTEST_EXPANDED or term.isdigit():
        return others
    return tuple(dict.fromkeys((*_relatives(term, vocabulary), *others)))


def _relatives(term: str, vocabulary: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    own = root(term)
    related = [(one, count) for one, count in vocabulary if root(one) == own and one != term]
    if not related and all(one != term for one, _ in vocabulary):
        scored = [
            (max(score_word(term, one), score_word(own, root(one))), one) for one, _ in vocabulary
        ]
        near = sorted((-score, one) for score, one in scored if score >= _ALIKE)
        return tuple(one for _, one in near[:_ALTERNATIVES])
    related.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(one for one, _ in related[:_ALTERNATIVES])


def holding(terms: Sequence[Sequence[str]]) -> Callable[[str], bool]:
    """Whether a short text holds any word of a question, or an alternative, in whatever form."""
    sought = frozenset(root(term) for group in terms for term in group)
    return lambda text: not sought.isdisjoint(_roots(text))


def rank_claims(
    terms: Sequence[Sequence[str]],
    found: Sequence[tuple[StoredClaim, float]],
    *,
    subject: str,
    entity_ids: frozenset[EntityId],
    named: Mapping[str, frozenset[EntityId]] = MappingProxyType({}),
    wants_number: bool = False,
) -> tuple[ClaimMatch, ...]:
    """Claims that share words or entities with a question, best first; others are left out.

    `terms` holds each word of the question with its alternatives, `found` claims with the index's
    relevance, `named` the entities that some words name. A word weighs the more the fewer of the
    claims have it. Where a number is asked for, a claim without any is worth less.
    """
    groups = [_Group.of(group, named) for group in terms if group]
    quoted = Quotation.of(subject)
    sought = frozenset(quoted.roots).union(*(group.roots for group in groups))
    read = [_Read.of(claim, sought) for claim, _ in found]
    covers = [one.covers(groups) for one in read]
    asked = _Asked.of(entity_ids, _weigh(groups, covers), quoted)
    strongest = max((abs(relevance) for _, relevance in found), default=0.0) or 1.0
    ranked = []
    for one, covered, (_, relevance) in zip(read, covers, found, strict=True):
        match = _score(one, covered, asked, abs(relevance) / strongest)
        if wants_number and not _NUMBER.search(f"{one.claim.text} {one.claim.sentence}"):
            match = replace(match, score=round(match.score * _NUMBERLESS, 4))
        if match.score > 0.0:
            ranked.append(match)
    return tuple(sorted(ranked, key=lambda match: (-match.score, match.claim.claim_id)))


def named_terms(
    terms: Sequence[str], matches: Sequence[NameMatch]
) -> dict[str, frozenset[EntityId]]:
    """Which entities each word of a question names, alone or with its neighbours."""
    found: dict[str, frozenset[EntityId]] = {}
    for match in matches:
        known = (*words(match.alias), *words(match.name))
        roots = {root(word) for word in known if word not in STOPWORDS}
        short = acronyms(words(match.alias)) | acronyms(words(match.name))
        for term in terms:
            if root(term) in roots or term in short:
                found[term] = found.get(term, frozenset()) | {match.entity_id}
    return found


def asks_for_number(text: str) -> bool:
    """Whether a question is answered by a number: "how many", "how much", "what share"."""
    return _HOW_MANY.search(text) is not None


def is_found(matches: Sequence[ClaimMatch]) -> bool:
    """Whether the best of ranked claims is good enough to be an answer."""
    return bool(matches) and max(match.score for match in matches) >= CONFIDENT_CLAIM


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """One word of the question as typed, with the roots that stand for it."""

    typed: str
    own: str
    others: frozenset[str]
    named: frozenset[EntityId] = frozenset()

    @classmethod
    def of(cls, terms: Sequence[str], named: Mapping[str, frozenset[EntityId]]) -> "_Group":
        """The first term is the word as typed, the rest are its alternatives."""
        typed = terms[0]
        others = frozenset(map(root, terms[1:]))
        return cls(typed, root(typed), others, named.get(typed, frozenset()))

    @property
    def roots(self) -> frozenset[str]:
        """Every root by which a claim can have the word."""
        return self.others | {self.own}


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with the worth of each root in it that is sought, by where it stands."""

    claim: StoredClaim
    worth: Mapping[str, float]

    @classmethod
    def of(cls, claim: StoredClaim, sought: frozenset[str]) -> "_Read":
        labels = " ".join(f"{link.label} {link.entity or ''}" for link in claim.chain.links[1:])
        nearby = map(root, _counted_words(claim.nearby))
        worth = dict.fromkeys(sought.intersection(nearby), _IN_NEARBY)
        for text, value in (
            (claim.citation.title, _IN_TITLE),
            (claim.citation.outlet or "", _IN_OUTLET),
            (labels, _IN_CHAIN),
            (date_words(claim.dates), _IN_SENTENCE),
            (claim.sentence, _IN_SENTENCE),
            (claim.text, _IN_TEXT),
            (claim.mark.wording if claim.mark else "", _IN_TEXT),
        ):  # the worthiest last
            worth.update(dict.fromkeys(sought.intersection(_roots(text)), value))
        return cls(claim, worth)

    def covers(self, groups: Sequence[_Group]) -> "_Covered":
        """How well the claim covers each word of the question, but for those that it lacks."""
        return {group: worth for group in groups if (worth := self._covers(group))}

    def _covers(self, group: _Group) -> float:
        worth = self.worth.get(group.own, 0.0)
        if group.others and not self.worth.keys().isdisjoint(group.others):
            others = max(self.worth.get(one, 0.0) for one in group.others)
            worth = max(worth, _ALTERNATIVE * others)
        if not group.named:
            return worth
        if group.named.intersection(self.claim.about):
            return max(worth, _IN_TEXT)
        return max(worth, _IN_CHAIN) if group.named.intersection(self.claim.sources) else worth


_Covered = Mapping[_Group, float]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as every claim is scored against it."""

    entity_ids: frozenset[EntityId]
    weights: _Covered
    total: float
    topic: _Covered
    quoted: Quotation

    @classmethod
    def of(cls, entity_ids: frozenset[EntityId], weights: _Covered, quoted: Quotation) -> "_Asked":
        """`topic` weighs the words beyond the names that it is asked with."""
        topic = {
            group: weight
            for group, weight in weights.items()
            if not group.named and not is_light(group.typed)
        }
        return cls(entity_ids, weights, sum(weights.values()), topic, quoted)


def _weigh(groups: Sequence[_Group], covers: Sequence[_Covered]) -> _Covered:
    """Rare words weigh more; a word that no claim has weighs as one that a single claim has."""
    weights = {}
    for group in groups:
        count = sum(covered.get(group, 0.0) > _IN_NEARBY for covered in covers)
        weights[group] = 1.0 + math.log((len(covers) + 1) / (max(count, 1) + 1))
    if all(is_light(group.typed) for group in groups):
        return weights
    return {
        group: weight * (_LIGHT_WEIGHT if is_light(group.typed) else 1.0)
        for group, weight in weights.items()
    }


def _score(one: _Read, covered: _Covered, asked: _Asked, relevance: float) -> ClaimMatch:
    weights, entity_ids = asked.weights, asked.entity_ids
    coverage = sum(weights[group] * worth for group, worth in covered.items())
    coverage /= asked.total or 1.0
    shared = entity_ids.intersection((*one.claim.about, *one.claim.sources))
    share = len(shared) / len(entity_ids) if entity_ids else 0.0
    bonus = _ENTITY_WORTH * _share_of_topic(covered, asked.topic)
    topical = coverage + (1.0 - coverage) * bonus * share if weights else share
    score = topical * (1.0 - _RELEVANCE_SHARE + _RELEVANCE_SHARE * relevance)
    reasons = []
    if shared:
        reasons.append("about an entity asked for")
    if covered:
        reasons.append("words: " + ", ".join(group.typed for group in covered))
    if asked.quoted.may_stand_among(one.worth):
        likeness = score_folded(asked.quoted.text, one.claim)
        if likeness >= NEAR_QUOTATION:
            score, reasons = max(score, likeness), [*reasons, "nearly the same words"]
    return ClaimMatch(one.claim, round(min(score, 1.0), 4), tuple(reasons))


def _share_of_topic(covered: _Covered, topic: _Covered) -> float:
    """How much a claim has of the topic beyond the names that it is asked with."""
    if not topic:
        return 1.0
    return sum(weight for group, weight in topic.items() if group in covered) / sum(topic.values())
