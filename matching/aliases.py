"""How well a query fits one alias: words aligned one to one, and what is left on either side."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from matching.alignment import TITLES, Alignment, Score, align, score_pairs, slips
from matching.folding import STOPWORDS, words
from matching.spelling import (
    SAME_SOUND,
    SAME_WORD,
    frame,
    is_abjad,
    is_foreign,
    score_transcribed,
    score_word,
    skeleton,
)
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityKind, MentionForm

EXACT_NAME, EXACT_ALIAS, EXACT_ROLE = 1.0, 0.985, 0.96
ONE_WORD_ALIAS, LISTED_SURNAME = 0.97, 0.9
LISTED_ELSEWHERE = 0.93
"""Many share a surname: one that only a list gives comes after whoever the desk has read of."""
JOINED, INITIALS, ACRONYM, SHORT_ACRONYM, BY_SOUND = 0.95, 0.93, 0.93, 0.88, 0.9
SURNAME, WITHOUT_MIDDLE, GIVEN_NAME, GIVEN_NAMES = 0.93, 0.97, 0.88, 0.88
OPENING, NEW_HEAD, MOST, PART = 0.9, 0.84, 0.8, 0.7
ACRONYM_LETTERS = 5
CONTRADICTED, BEYOND, LIKENESS, RESEMBLANCE = 0.45, 0.55, 0.7, 0.16
TITLE_COST, DESCRIBED_COST, ORDER_COST = 0.04, 0.05, 0.01
ROLE_FLOOR, ROLE_RANGE, ROLE_COVER, ROLES_TOGETHER = 0.8, 0.15, 0.6, 0.86
QUERY_WORDS = 16

_HEADS = ("head", "chief", "leader", "director", "president", "manager", "boss", "ceo")
_ROLE_VERBS = {
    **dict.fromkeys("runs ran run heads headed leads led manages managed".split(), _HEADS),
    **dict.fromkeys("chairs chaired".split(), ("chair", "chairman", "chairwoman", "chairperson")),
    **dict.fromkeys("owns owned".split(), ("owner", "proprietor")),
    **dict.fromkeys("founded started".split(), ("founder", "cofounder")),
    **dict.fromkeys("represents represented".split(), ("lawyer", "attorney", "representative")),
}
_QUALIFYING = frozenset("of for in on at to against and from with who by over".split())


class AliasScore(NamedTuple):
    """How well an alias fits, and why."""

    score: float
    reasons: tuple[str, ...]


NO_FIT = AliasScore(0.0, ())


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name as typed, folded once for all aliases."""

    words: tuple[str, ...]
    is_vowelless: bool
    is_foreign: bool
    spelled: frozenset[tuple[str, str]] = frozenset()
    """Words of another script, each beside a Latin word that the desk has seen it stand for."""

    @classmethod
    def read(cls, text: str) -> "NameQuery":
        """The words of a query, the first sixteen at most."""
        return cls(words(text)[:QUERY_WORDS], is_abjad(text), is_foreign(text))

    @classmethod
    def of(cls, found: tuple[str, ...]) -> "NameQuery":
        """A query of words that are folded already."""
        return cls(found, False, False)

    def spellings_of(self, word: str) -> tuple[str, ...]:
        """The Latin words that a word of the query has stood for."""
        return tuple(sorted(other for each, other in self.spelled if each == word))

    @property
    def folded(self) -> str:
        """The query as one folded string."""
        return " ".join(self.words)


def score_alias(
    asked: NameQuery, alias: AliasCandidate, described: frozenset[str] = frozenset()
) -> AliasScore:
    """How well the query fits the alias; `described` holds words of the entity's roles."""
    known = _alias_words(alias.folded)
    if not known or (asked.is_vowelless and _is_acronym(alias, known)):
        return NO_FIT
    if asked.words == known:
        return _exact(asked, alias)
    if alias.form is MentionForm.NOMINAL:
        return _score_role(asked.words, known, described)
    found = max(_score_special(asked, alias, known), _score_aligned(asked, alias, known, described))
    return found if found.score > 0.0 else _score_likeness(asked, known)


@lru_cache(maxsize=65_536)
def _alias_words(folded: str) -> tuple[str, ...]:
    return tuple(folded.split())


def _is_acronym(alias: AliasCandidate, known: tuple[str, ...]) -> bool:
    return len(known) == 1 and alias.alias.isupper() and alias.kind is not EntityKind.PERSON


def _exact(asked: NameQuery, alias: AliasCandidate) -> AliasScore:
    if alias.form is MentionForm.NOMINAL:
        return AliasScore(EXACT_ROLE, ("role or description",))
    if words(alias.name) == _alias_words(alias.folded):
        return AliasScore(EXACT_NAME, ("exact name",))
    if alias.kind is EntityKind.PERSON and len(_alias_words(alias.folded)) == 1:
        listed = LISTED_SURNAME * (LISTED_ELSEWHERE if asked.is_foreign else 1.0)
        return AliasScore(ONE_WORD_ALIAS if alias.weight else listed, ("alias",))
    return AliasScore(EXACT_ALIAS, ("alias",))


def _score_role(
    asked: tuple[str, ...], known: tuple[str, ...], described: frozenset[str]
) -> AliasScore:
    """A role fits when all that was asked stands in it, its head word and most others among it."""
    asked_content = [word for word in asked if word not in STOPWORDS]
    known_content = [word for word in known if word not in STOPWORDS]
    if not asked_content or not known_content:
        return NO_FIT
    fits = [max(_score_role_word(word, other) for other in known_content) for word in asked_content]
    if len(fits) == 1 and (fits[0] < SAME_WORD or asked_content[0] in _ROLE_VERBS):
        return NO_FIT
    rest = [word for word, fit in zip(asked_content, fits, strict=True) if not fit]
    covered = len(fits) - len(rest)
    share = min(1.0, covered / len(known_content))
    head = _head_word(known)
    if not any(_score_role_word(word, head) for word in asked_content):
        return AliasScore(CONTRADICTED * share, ("part of a role",))
    if not rest and (share >= ROLE_COVER or (covered >= 2 and share >= 0.5)):
        return AliasScore((ROLE_FLOOR + ROLE_RANGE * share) * min(fits), ("role or description",))
    if rest and covered and share >= 0.5 and described.issuperset(rest):
        return AliasScore(ROLES_TOGETHER, ("roles taken together",))
    return AliasScore(BEYOND * covered / len(asked_content), ("part of a role",))


def _head_word(known: tuple[str, ...]) -> str:
    """What a role says that somebody is: "deputy head of …" says head, "SpaceX's owner" owner."""
    for place, word in enumerate(known):
        if place and word in _QUALIFYING and known[place - 1] not in STOPWORDS:
            return known[place - 1]
    return next(word for word in reversed(known) if word not in STOPWORDS)


def _score_role_word(word: str, other: str) -> float:
    return SAME_WORD if other in _ROLE_VERBS.get(word, ()) else score_word(word, other)


def _score_special(asked: NameQuery, alias: AliasCandidate, known: tuple[str, ...]) -> AliasScore:
    """Fits that no alignment of words shows: joined words, acronyms, scripts without vowels."""
    joined, known_joined = "".join(asked.words), "".join(known)
    is_spaced = len(asked.words) != len(known)
    if is_spaced and (joined == known_joined or _sounds_joined(asked.words, known)):
        return AliasScore(JOINED, ("same letters, spaced otherwise",))
    if asked.is_vowelless and len(asked.words) == 1:
        return NO_FIT
    if asked.is_vowelless and (found := _score_frames(joined, known_joined)).score:
        return found
    if len(asked.words) == 1 and joined in acronyms(known) | acronyms(_closed_up(alias.alias)):
        if alias.kind is EntityKind.PERSON:
            return AliasScore(INITIALS, ("initials",)) if len(joined) > 2 else NO_FIT
        return AliasScore(ACRONYM if len(joined) > 2 else SHORT_ACRONYM, ("acronym",))
    if _is_acronym(alias, known) and len(asked.words) > 2 and known_joined in acronyms(asked.words):
        # a longer name on record must fit by itself: many bodies share an acronym
        if words(alias.name) == known:
            return AliasScore(SHORT_ACRONYM, ("acronym",))
    return NO_FIT


def _sounds_joined(asked: tuple[str, ...], known: tuple[str, ...]) -> bool:
    joined, known_joined = "".join(asked), "".join(known)
    has_initials = any(len(word) == 1 for word in (*asked, *known))
    is_long = min(len(joined), len(known_joined)) > 5
    return is_long and not has_initials and skeleton(joined) == skeleton(known_joined)


@lru_cache(maxsize=16_384)
def _closed_up(alias: str) -> tuple[str, ...]:
    """The words of an alias with its hyphens closed: "Co-operation" counts once in an acronym."""
    return words(alias.replace("-", "")) if "-" in alias else ()


def _score_frames(joined: str, known_joined: str) -> AliasScore:
    asked_frame, known_frame = frame(joined), frame(known_joined)
    likeness = fuzz.ratio(asked_frame, known_frame) / 100
    if asked_frame == known_frame and len(asked_frame) > 3:
        return AliasScore(BY_SOUND, ("same consonants",))
    if likeness >= 0.88 and len(asked_frame) > 6:
        return AliasScore(BY_SOUND - 0.02, ("nearly the same consonants",))
    return NO_FIT


@lru_cache(maxsize=2_048)
def acronyms(found: tuple[str, ...]) -> frozenset[str]:
    """First letters of all words, and of those that carry meaning; of three letters or two."""
    content = [word for word in found if word not in STOPWORDS]
    whole = "".join(word[0] for word in found)
    short = "".join(word[0] for word in content)
    return frozenset(letters for letters in (whole, short) if len(letters) > 1)


def _score_aligned(
    asked: NameQuery, alias: AliasCandidate, known: tuple[str, ...], described: frozenset[str]
) -> AliasScore:
    is_acronym = alias.alias.isupper() and len(known) == 1 and len(known[0]) <= ACRONYM_LETTERS
    fit = align(asked.words, known, alias.kind, exact=is_acronym, score=_scoring(asked))
    if not fit.pairs or _is_all_initials(fit):
        return NO_FIT
    likeness, reasons = score_pairs(fit), slips(fit)
    costs = [_cost_beyond(place, fit, alias.kind, described) for place in fit.left_asked]
    if None in costs:
        share = len(fit.pairs) / (len(fit.pairs) + len(costs))
        bound = CONTRADICTED if fit.left_known else BEYOND
        score = (bound + 0.25 * share) * likeness + RESEMBLANCE * _resemblance(fit)
        return AliasScore(score, (*reasons, "other words besides"))
    bound, part = _bound(fit, alias)
    cost = sum(cost for cost in costs if cost) + (ORDER_COST if fit.is_reordered else 0.0)
    if len(asked.words) == 1 and not alias.weight and alias.kind is EntityKind.PERSON:
        bound *= LISTED_ELSEWHERE if asked.is_foreign or likeness < SAME_WORD else 1.0
    return AliasScore(max(0.0, bound * likeness - cost), (part, *reasons))


def _is_all_initials(fit: Alignment) -> bool:
    """Whether only first letters meet, as those of three words do in some short word by chance."""
    pairs = [(fit.asked[pair.asked], fit.known[pair.known]) for pair in fit.pairs]
    return all(
        min(len(word), len(other)) == 1 < max(len(word), len(other)) for word, other in pairs
    )


def _scoring(asked: NameQuery) -> Score:
    """How words of a query are weighed; what the desk taught sounds the same."""
    if not asked.is_foreign:
        return score_word
    if not asked.spelled:
        return score_transcribed
    spelled = asked.spelled
    return lambda word, other: (
        SAME_SOUND if (word, other) in spelled else score_transcribed(word, other)
    )


def _resemblance(fit: Alignment) -> float:
    """How near the words left over on both sides are, for the order of suggestions alone."""
    left = [fit.known[place] for place in fit.left_known]
    if not left:
        return 0.0
    near = [max(fuzz.ratio(fit.asked[place], word) for word in left) for place in fit.left_asked]
    return sum(near) / len(near) / 100


def _cost_beyond(
    place: int, fit: Alignment, kind: EntityKind, described: frozenset[str]
) -> float | None:
    """What a typed word outside the alias costs; None when it speaks of somebody else."""
    word, first, last = fit.asked[place], fit.pairs[0], fit.pairs[-1]
    if place < first.asked:
        if kind is EntityKind.PERSON and word in TITLES:
            return TITLE_COST
        return DESCRIBED_COST if word in described and len(fit.pairs) > 1 else None
    is_owner = fit.asked[last.asked] == fit.known[last.known] + "s"
    if place > last.asked and word in described and not is_owner:
        return DESCRIBED_COST
    return None


def _bound(fit: Alignment, alias: AliasCandidate) -> tuple[float, str]:
    """The best that a match may score, by which words of the alias were typed."""
    if not fit.left_known:
        is_name = words(alias.name) == _alias_words(alias.folded)
        if alias.kind is EntityKind.PERSON and not is_name and len(fit.known) == 1:
            return (ONE_WORD_ALIAS if alias.weight else LISTED_SURNAME), "alias"
        return (EXACT_NAME, "name") if is_name else (EXACT_ALIAS, "alias")
    if alias.kind is EntityKind.PERSON:
        return _bound_person(fit, SURNAME if alias.weight else LISTED_SURNAME)
    return _bound_body(fit)


def _bound_person(fit: Alignment, surname: float) -> tuple[float, str]:
    paired = {pair.known for pair in fit.pairs}
    weighty = sorted(paired | set(fit.left_known))
    if weighty[-1] in paired:
        return (surname, "surname") if len(paired) == 1 else (WITHOUT_MIDDLE, "part of the name")
    if weighty[0] not in paired:
        return MOST, "part of the name"
    if len(paired) > 1:
        return GIVEN_NAMES, "given names"
    is_sure = fit.pairs[0].likeness >= SAME_WORD
    return (GIVEN_NAME, "given name") if is_sure else (PART, "given name")


def _bound_body(fit: Alignment) -> tuple[float, str]:
    """Opening words stand for a body only where the rest qualifies them ("… for Security").

    Another head makes another thing: "New York University" is not New York.
    """
    paired = {pair.known for pair in fit.pairs}
    count, last = len(paired), max(paired)
    if last < fit.left_known[0]:
        qualifies = fit.known[last + 1] in _QUALIFYING and count > 1
        return (OPENING if qualifies else NEW_HEAD), "opening words of the name"
    is_most = count > len(fit.left_known)
    return (MOST if is_most else PART), "part of the name"


def _score_likeness(asked: NameQuery, known: tuple[str, ...]) -> AliasScore:
    """How near the letters are, for suggestions alone."""
    whole = fuzz.ratio(asked.folded, " ".join(known))
    longest = max(asked.words, key=len)
    near = max(fuzz.ratio(longest, word) for word in known) if len(longest) > 3 else 0.0
    return AliasScore(LIKENESS * max(whole, near) / 100, ("similar letters",))
