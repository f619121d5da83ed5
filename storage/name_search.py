"""Names found by their words: candidates for a look-up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import combinations
from operator import itemgetter
from typing import Any

from newsroom.desk import AliasCandidate, KnownWord, NameForm, NearWord
from newsroom.entity import EntityId, EntityKind, MentionForm
from storage.database import Database
from storage.rows import ONE_OF, listed, marks, moment_from
from storage.search_words import plain

POSTINGS, A_GROUP = 2_500, 0.4
"""How many forms the rarer words of one query may bring together, and what share one of them."""
COMMON_WORDS, RARE_WORDS = 2, 4
WALKED, MET, FOREMOST, EQUAL = 4_000, 60, 60, 200
A_TIER = 1.0
"""What a form of less mentioned entities is worth less than another that fits as well."""
UNMENTIONED, LISTED = 5, 4.0
"""The tier of forms that only a list gives, and what they are worth less where one word is asked:
many share a surname, and the desk has read of few of them."""
EXACT, EXACT_WORD = 40.0, 10.0
COLUMNS = (
    "e.entity_id, e.name, e.kind, n.alias, n.folded, n.form, e.mention_count, e.last_seen"
    " from entity_names n join entities e using (entity_id)"
)
SHOWN = "e.is_hidden = 0 and n.standing in ('given', 'added')"
"""What the desk has not hidden, by forms that it has not taken away."""


def candidate_from(row: Sequence[Any]) -> AliasCandidate:
    """A candidate from `COLUMNS`."""
    entity_id, name, kind, alias, folded, form, weight, last_seen = row
    return AliasCandidate(
        EntityId(entity_id),
        name,
        EntityKind(kind),
        alias,
        folded,
        MentionForm(form),
        weight,
        moment_from(last_seen),
    )


def find_words(db: Database, keys: Sequence[int], limit: int) -> tuple[KnownWord, ...]:
    """Words of the desk's names that share some of the keys, those that share most first.

    Half as many again come from the names that articles speak of, which are likelier meant.
    """
    rows = db.conn.execute(
        "with k as materialized (select v.word_id, v.word, v.names, v.tier < ? as is_mentioned,"
        " count(*) as shared from vocabulary_keys join vocabulary v using (word_id)"
        f" where key in ({marks(keys)}) group by word_id)"
        " select * from (select * from k order by shared desc, names desc limit ?)"
        " union select * from (select * from k where is_mentioned"
        " order by shared desc, names desc limit ?) order by shared desc, names desc",
        [UNMENTIONED, *keys, limit, limit // 2],
    )
    return tuple(KnownWord(word_id, word, n, bool(is_m)) for word_id, word, n, is_m, _ in rows)


def find_same(db: Database, words: Sequence[str]) -> tuple[KnownWord, ...]:
    """Those of the words that the desk's names hold just so."""
    return tuple(
        KnownWord(word_id, word, names, tier < UNMENTIONED)
        for word_id, word, names, tier in db.conn.execute(
            f"select word_id, word, names, tier from vocabulary where word {ONE_OF}",
            [listed(map(plain, words))],
        )
    )


def find_forms(
    db: Database,
    folded: str,
    groups: Sequence[Sequence[NearWord]],
    initials: Sequence[str],
    limit: int,
    postings: int = POSTINGS,
) -> tuple[NameForm, ...]:
    """Forms that equal a folded query or hold words of its groups.

    Rare words bring all of their forms. Common ones bring those of the most mentioned, those that
    hold another of the query's words too, and those that hold one beside an initial.
    """
    held: dict[int, float] = defaultdict(float)
    is_single = " " not in folded
    parted: list[tuple[list[NearWord], list[NearWord]]] = []
    budget = postings
    for group in sorted(groups, key=_names_of):
        rare, many = _by_commonness(group, min(budget, int(A_GROUP * postings)))
        budget -= _names_of(rare)
        parted.append((rare[:RARE_WORDS], many[:COMMON_WORDS]))
        for name_id, value in _holding(db, rare, LISTED if is_single else 0.0).items():
            held[name_id] += value
        for near in many[:COMMON_WORDS]:
            _add(held, ((near.value, each) for each in _foremost(db, near.word_id)))
            for letter in initials:
                _add(held, ((near.value, each) for each in _beside(db, near.word_id, letter)))
    for some, others in combinations(parted, 2):
        for value, near, other in _common_pairs(some, others):
            _add(held, ((value, each) for each in _in_both(db, near, other)))
    for (name_id,) in db.conn.execute(
        "select name_id from entity_names where folded = ? limit ?", [plain(folded), EQUAL]
    ):
        held[name_id] = max(held[name_id], EXACT_WORD if is_single else EXACT)
    return tuple(_forms(db, nlargest(limit, held.items(), key=itemgetter(1))))


def _common_pairs(
    some: tuple[list[NearWord], list[NearWord]], others: tuple[list[NearWord], list[NearWord]]
) -> Iterator[tuple[float, NearWord, NearWord]]:
    """Pairs with a common word, and what a form that holds both is worth besides its rare one."""
    (rare, many), (other_rare, other_many) = some, others
    yield from ((a.value + b.value, a, b) for a in many for b in other_many)
    yield from ((b.value, a, b) for a in rare for b in other_many)
    yield from ((a.value, a, b) for a in many for b in other_rare)


def _names_of(group: Sequence[NearWord]) -> int:
    return sum(near.names for near in group)


def _by_commonness(group: Sequence[NearWord], budget: int) -> tuple[list[NearWord], list[NearWord]]:
    """The words whose forms are all read, and the others, both likeliest first."""
    rare: list[NearWord] = []
    many: list[NearWord] = []
    left = budget
    for near in group:
        if near.names <= left:
            rare.append(near)
            left -= near.names
        else:
            many.append(near)
    return rare, many


def _add(held: dict[int, float], found: Iterator[tuple[float, int]]) -> None:
    """Each group counts once for a form, by the best of its words."""
    best: dict[int, float] = {}
    for value, name_id in found:
        if value > best.get(name_id, 0.0):
            best[name_id] = value
    for name_id, value in best.items():
        held[name_id] += value


def _holding(db: Database, words: Sequence[NearWord], listed: float) -> dict[int, float]:
    """What each form that holds one of the words is worth by it; `listed` is taken off some."""
    values = {near.word_id: near.value for near in words}
    rows = db.conn.execute(
        f"select word_id, tier, name_id from name_words where word_id in ({marks(words)})",
        list(values),
    ).fetchall()
    best: dict[int, float] = {}
    for word_id, tier, name_id in rows:
        value = values[word_id] - A_TIER * tier - (listed if tier == UNMENTIONED else 0.0)
        if value > best.get(name_id, -9.0):
            best[name_id] = value
    return best


def _foremost(db: Database, word_id: int) -> list[int]:
    rows = db.conn.execute(
        "select name_id from name_words where word_id = ? order by tier, name_id limit ?",
        [word_id, FOREMOST],
    )
    return [row[0] for row in rows]


def _beside(db: Database, word_id: int, beginning: str) -> list[int]:
    """Forms that hold a word and another that begins so, the most mentioned first."""
    rows = db.conn.execute(
        "select name_id from (select tier, name_id from name_words where word_id = ?"
        " order by tier, name_id limit ?) w cross join entity_names n using (name_id)"
        " where n.form = 'name' and instr(' ' || n.folded, ?) limit ?",
        [word_id, WALKED, f" {beginning}", MET],
    )
    return [row[0] for row in rows]


def _in_both(db: Database, near: NearWord, other: NearWord) -> list[int]:
    """Forms that hold both words, the most mentioned first."""
    few, many = sorted((near, other), key=lambda each: each.names)
    rows = db.conn.execute(
        "select a.name_id from (select tier, name_id from name_words where word_id = ?"
        " order by tier, name_id limit ?) a cross join name_words b on b.word_id = ?"
        " and b.tier = a.tier and b.name_id = a.name_id limit ?",
        [few.word_id, 2 * WALKED, many.word_id, MET],
    )
    return [row[0] for row in rows]


def _forms(db: Database, held: Sequence[tuple[int, float]]) -> Iterator[NameForm]:
    values = dict(held)
    rows = db.conn.execute(
        "select n.name_id, n.folded, (e.mention_count = 0) + (e.mention_count < 16)"
        " + (e.mention_count < 256) from entity_names n join entities e using (entity_id)"
        f" where n.name_id {ONE_OF}",
        [listed(values)],
    )
    yield from (NameForm(each, text, tier, values[each]) for each, text, tier in rows)


def load_candidates(db: Database, name_ids: Sequence[int]) -> tuple[AliasCandidate, ...]:
    """The forms of some numbers, in that order."""
    found = {
        row[0]: candidate_from(row[1:])
        for row in db.conn.execute(
            f"select n.name_id, {COLUMNS} where n.name_id {ONE_OF} and {SHOWN}",
            [listed(name_ids)],
        )
    }
    return tuple(found[name_id] for name_id in name_ids if name_id in found)
