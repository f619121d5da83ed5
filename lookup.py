"""Names found among all of a desk's: which words a query may mean, which names hold them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.aliases import NameQuery
from matching.folding import words
from matching.keys import asked_keys, halves, slips_of_beginning
from matching.names import rank_asked
from matching.nearness import asked_words, initials, near_words, shortlist
from matching.spelling import is_one_slip
from matching.spellings import learned_spellings
from newsroom.answer import NameMatch
from newsroom.desk import AliasCandidate, KnownWord
from storage.database import Database
from storage.name_completion import complete_names, find_beginning, foremost_names
from storage.name_search import POSTINGS, find_forms, find_same, find_words, load_candidates
from storage.name_spellings import find_named

DOUBTED_WORDS = 3
WORDS, SPELLED_WORDS, FOREIGN_WORDS = 80, 24, 180
FOREIGN_POSTINGS = 4_000
"""How many known words are weighed against a typed one; another script leaves more open, unless the
desk has seen the word."""
CANDIDATES = 40
FORMS = 160
CHOICES = 25
OPENING, OPENINGS = 4, 6
"""A last word of so many letters may be the opening of a longer one; so many of those are tried."""
QUICK_CANDIDATES, QUICK_FORMS = 15, 40
"""Where nothing begins so, a word is looked up whole, with less than a question gets."""
FORGIVING = 3
"""From so many letters on, a slip is forgiven while somebody types."""


def find_candidates(
    db: Database, typed: str, limit: int = CANDIDATES, most: int = FORMS
) -> tuple[AliasCandidate, ...]:
    """Forms that some words may mean, likeliest first."""
    return _candidates(db, _read(db, typed), limit, most)


def _read(db: Database, typed: str) -> NameQuery:
    """The query, with what the desk's own names tell of words from another script."""
    query = NameQuery.read(typed)
    if not query.is_foreign:
        return query
    spelled = frozenset(
        (known.word, other)
        for known in find_same(db, asked_words(query))
        for other in learned_spellings(known.word, find_named(db, known))
    )
    return replace(query, spelled=spelled)


def _candidates(
    db: Database, query: NameQuery, limit: int = CANDIDATES, most: int = FORMS
) -> tuple[AliasCandidate, ...]:
    if not query.words:
        return ()
    groups = near_words(query, _known_words(db, query))
    if not groups:
        parts = dict.fromkeys(part for word in query.words for part in halves(word))
        groups = near_words(query, {each.word: [each] for each in find_same(db, [*parts])})
    reach = FOREIGN_POSTINGS if query.is_foreign else POSTINGS
    forms = find_forms(db, query.folded, groups, initials(query), most, reach)
    return load_candidates(db, shortlist(query, groups, forms, limit))


def _known_words(db: Database, query: NameQuery) -> dict[str, tuple[KnownWord, ...]]:
    """Known words for each word to look up: all that resemble one that was typed.

    Among many words, those that are known just so are not doubted; joined ones never are.
    """
    asked = asked_words(query)
    known: dict[str, tuple[KnownWord, ...]] = {}
    known |= {each.word: (each,) for each in find_same(db, asked)}
    most = FOREIGN_WORDS if query.is_foreign else WORDS
    for word in (word for word in asked if word in query.words):
        if len(query.words) <= DOUBTED_WORDS or word not in known:
            spelled = query.spellings_of(word)
            keys = asked_keys(word, is_foreign=query.is_foreign and not spelled)
            found = (
                *find_same(db, spelled),
                *find_words(db, keys, SPELLED_WORDS if spelled else most),
            )
            known[word] = tuple(dict.fromkeys(found))
    last = query.words[-1]
    if last in asked and len(last) >= OPENING:
        openings = find_beginning(db, [last])[:OPENINGS]
        known[last] = tuple(dict.fromkeys((*known.get(last, ()), *openings)))
    return known


def find_names(db: Database, typed: str) -> tuple[NameMatch, ...]:
    """The entities that some words may name or describe, best first."""
    query = _read(db, typed)
    return rank_asked(query, _candidates(db, query))


def complete(db: Database, typed: str, limit: int = CHOICES) -> tuple[NameMatch, ...]:
    """Names for what was typed so far: those that begin so, then those that nearly do."""
    given = words(typed)
    if not given:
        return _matches(foremost_names(db, limit), "much mentioned")
    found = _matches(_complete(db, given, limit), "begins so")
    if len(found) < limit and len("".join(given)) >= FORGIVING:
        found = _joined(found, _matches(_complete_nearly(db, given, limit), "nearly begins so"))
    if not found and len(given) == 1:
        query = _read(db, typed)
        found = rank_asked(query, _candidates(db, query, QUICK_CANDIDATES, QUICK_FORMS))
    return found[:limit]


def _complete(db: Database, words: Sequence[str], limit: int) -> tuple[AliasCandidate, ...]:
    *whole, last = words
    begun = find_beginning(db, [last])
    held = [find_same(db, [word]) for word in whole]
    return complete_names(db, held, begun, last, limit) if begun else ()


def _complete_nearly(db: Database, words: Sequence[str], limit: int) -> tuple[AliasCandidate, ...]:
    """One slip: in the word that is being typed, else in one of the whole words."""
    *whole, last = words
    held = [find_same(db, [word]) for word in whole]
    if all(held):
        slips = slips_of_beginning(last) if len(last) >= FORGIVING else ()
        begun = find_beginning(db, slips) if slips else ()
        return complete_names(db, held, begun, "", limit) if begun else ()
    if sum(not group for group in held) > 1:
        return ()
    near = [
        group or tuple(_one_slip_away(db, word)) for word, group in zip(whole, held, strict=True)
    ]
    begun = find_beginning(db, [last])
    return complete_names(db, near, begun, last, limit) if begun else ()


def _one_slip_away(db: Database, word: str) -> Iterator[KnownWord]:
    return (
        each
        for each in find_words(db, asked_keys(word), WORDS // 2)
        if is_one_slip(word, each.word)
    )


def _matches(found: Sequence[AliasCandidate], reason: str) -> tuple[NameMatch, ...]:
    return tuple(NameMatch(c.entity_id, c.name, c.kind, c.alias, 1.0, (reason,)) for c in found)


def _joined(first: Sequence[NameMatch], then: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    known = {match.entity_id for match in first}
    return (*first, *(match for match in then if match.entity_id not in known))
