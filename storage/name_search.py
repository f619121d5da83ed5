"""Names found by their words: candidates for a look-up, and completions while somebody types."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import combinations
from operator import itemgetter
from typing import Any

from newsroom.desk import AliasCandidate, KnownWord, NameForm, NearWord
from newsroom.entity import EntityId, EntityKind, MentionForm
from storage.database import Database
from storage.rows import chunks, marks, moment_from
from storage.search_words import plain

POSTINGS, A_GROUP = 4_000, 0.4
"""How many forms the rarer words of one query may bring together, and what share one of them."""
COMMON_WORDS = 2
WALKED, MET, FOREMOST, EQUAL = 4_000, 60, 60, 200
A_TIER = 1.0
"""What a form of less mentioned entities is worth less than another that fits as well."""
EXACT = 40.0
BEGINNING = 3
BEGINNING_WORDS, COMPLETED_NAMES, PROBED = 150, 100, 1_500
_LAST = "\U0010ffff"
COLUMNS = (
    "e.entity_id, e.name, e.kind, n.alias, n.folded, n.form, e.mention_count, e.last_seen"
    " from entity_names n join entities e using (entity_id)"
)


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
    """Words of the desk's names that share some of the keys, those that share most first."""
    rows = db.conn.execute(
        "select v.word_id, v.word, v.names from (select word_id, count(*) as shared"
        f" from vocabulary_keys where key in ({marks(keys)}) group by word_id) k"
        " join vocabulary v using (word_id) order by k.shared desc, v.names desc limit ?",
        [*keys, limit],
    )
    return tuple(KnownWord(*row) for row in rows)


def find_same(db: Database, words: Sequence[str]) -> tuple[KnownWord, ...]:
    """Those of the words that the desk's names hold just so."""
    return tuple(
        KnownWord(*row)
        for some in chunks(words)
        for row in db.conn.execute(
            f"select word_id, word, names from vocabulary where word in ({marks(some)})",
            [plain(word) for word in some],
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
    hold two of them, and those that hold one beside an initial.
    """
    held: dict[int, float] = defaultdict(float)
    for (name_id,) in db.conn.execute(
        "select name_id from entity_names where folded = ? limit ?", [plain(folded), EQUAL]
    ):
        held[name_id] = EXACT
    common: list[list[NearWord]] = []
    budget = postings
    for group in sorted(groups, key=_names_of):
        rare, many = _by_commonness(group, min(budget, int(A_GROUP * postings)))
        budget -= _names_of(rare)
        common.append(many[:COMMON_WORDS])
        for name_id, value in _holding(db, rare).items():
            held[name_id] += value
        for near in many[:COMMON_WORDS]:
            _add(held, ((near.value, each) for each in _foremost(db, near.word_id)))
            for letter in initials:
                _add(held, ((near.value, each) for each in _beside(db, near.word_id, letter)))
    for some, others in combinations(common, 2):
        for near in some:
            for other in others:
                value = near.value + other.value
                _add(held, ((value, each) for each in _in_both(db, near, other)))
    return tuple(_forms(db, nlargest(limit, held.items(), key=itemgetter(1))))


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


def _holding(db: Database, words: Sequence[NearWord]) -> dict[int, float]:
    """What each form that holds one of the words is worth by it."""
    values = {near.word_id: near.value for near in words}
    rows = db.conn.execute(
        f"select word_id, tier, name_id from name_words where word_id in ({marks(words)})",
        list(values),
    ).fetchall()
    best: dict[int, float] = {}
    for word_id, tier, name_id in rows:
        value = values[word_id] - A_TIER * tier
        if value > best.get(name_id, -1.0):
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
    for some in chunks([*values]):
        rows = db.conn.execute(
            "select n.name_id, n.folded, (e.mention_count = 0) + (e.mention_count < 16)"
            " + (e.mention_count < 256) from entity_names n join entities e using (entity_id)"
            f" where n.name_id in ({marks(some)})",
            list(some),
        )
        yield from (NameForm(each, text, tier, values[each]) for each, text, tier in rows)


def load_candidates(db: Database, name_ids: Sequence[int]) -> tuple[AliasCandidate, ...]:
    """The forms of some numbers, in that order."""
    found = {
        row[0]: candidate_from(row[1:])
        for some in chunks(name_ids)
        for row in db.conn.execute(
            f"select n.name_id, {COLUMNS} where n.name_id in ({marks(some)})", list(some)
        )
    }
    return tuple(found[name_id] for name_id in name_ids if name_id in found)


def find_beginning(db: Database, beginnings: Sequence[str]) -> tuple[KnownWord, ...]:
    """Words that begin in one of some ways, those of the most mentioned names first."""
    if len(beginnings) == 1 and 0 < len(beginnings[0]) <= BEGINNING:
        rows = db.conn.execute(
            "select word_id, word, names from vocabulary"
            f" where substr(word, 1, {len(beginnings[0])}) = ? order by tier, word limit ?",
            [beginnings[0], BEGINNING_WORDS],
        )
        return tuple(KnownWord(*row) for row in rows)
    found: list[Any] = []
    for some in chunks(beginnings):
        ranges = ", ".join("(?, ?)" for _ in some)
        found += db.conn.execute(
            f"with b (first, last) as (values {ranges}) select v.word_id, v.word, v.names, v.tier"
            " from b cross join vocabulary v on v.word >= b.first and v.word < b.last"
            " order by v.tier, v.word limit ?",
            [*(bound for each in some for bound in (each, each + _LAST)), BEGINNING_WORDS],
        )
    ordered = sorted(set(found), key=lambda row: (row[3], row[1]))[:BEGINNING_WORDS]
    return tuple(KnownWord(*row[:3]) for row in ordered)


def complete_names(
    db: Database,
    held: Sequence[Sequence[KnownWord]],
    begun: Sequence[KnownWord],
    beginning: str,
    limit: int,
) -> tuple[AliasCandidate, ...]:
    """One name an entity that holds a word of each group and one of those begun.

    Without their `beginning` only words that few names hold are tried. Most talked about first, of
    those the most recent.
    """
    if held and not all(held):
        return ()
    found = _completed(db, held, begun, beginning) if held else _begun(db, begun)
    return _one_each(load_candidates(db, found), limit)


def foremost_names(db: Database, limit: int) -> tuple[AliasCandidate, ...]:
    """The names of the most talked about, before anything is typed."""
    rows = db.conn.execute(
        f"select {COLUMNS} where n.alias = e.name and n.form = 'name'"
        " order by e.mention_count desc, e.last_seen desc limit ?",
        [limit],
    )
    return tuple(candidate_from(row) for row in rows)


def _begun(db: Database, words: Sequence[KnownWord]) -> list[int]:
    """Forms of words that come in order of their most mentioned name."""
    found: list[tuple[int, int]] = []
    held: Counter[int] = Counter()
    for word in words:
        rows = db.conn.execute(
            "select tier, name_id from name_words where word_id = ? order by tier, name_id limit ?",
            [word.word_id, COMPLETED_NAMES],
        ).fetchall()
        found += rows
        held.update(tier for tier, _ in rows)
        if rows and sum(n for tier, n in held.items() if tier <= rows[0][0]) >= COMPLETED_NAMES:
            break
    found.sort(key=lambda row: row[0])
    return list(dict.fromkeys(name_id for _, name_id in found))[:COMPLETED_NAMES]


def _completed(
    db: Database,
    held: Sequence[Sequence[KnownWord]],
    begun: Sequence[KnownWord],
    beginning: str,
) -> list[int]:
    """From whichever side is smaller: the forms of the words begun, or those of a whole word."""
    *others, least = sorted(held, key=lambda group: -sum(word.names for word in group))
    reach = sum(word.names for word in begun)
    is_whole = len(begun) < BEGINNING_WORDS
    ids = [word.word_id for word in least]
    if is_whole and reach <= PROBED:
        starts = [word.word_id for word in begun]
        rows = db.conn.execute(
            "select distinct p.name_id, p.tier from name_words p"
            f" where p.word_id in ({marks(starts)}) and exists (select 1 from name_words h"
            f" where h.word_id in ({marks(ids)}) and h.tier = p.tier and h.name_id = p.name_id)"
            " order by p.tier limit ?",
            [*starts, *ids, COMPLETED_NAMES],
        )
    elif not beginning:
        return []
    else:
        rows = db.conn.execute(
            f"select w.name_id from (select tier, name_id from name_words"
            f" where word_id in ({marks(ids)}) order by tier, name_id limit ?) w"
            " cross join entity_names n using (name_id)"
            " where n.form = 'name' and instr(' ' || n.folded, ?) limit ?",
            [*ids, PROBED, f" {beginning}", COMPLETED_NAMES],
        )
    found = [row[0] for row in rows]
    for group in others:
        words = [word.word_id for word in group]
        kept = {
            row[0]
            for row in db.conn.execute(
                f"select name_id from name_words where word_id in ({marks(words)})"
                f" and tier in (0, 1, 2, 3, 4, 5) and name_id in ({marks(found)})",
                [*words, *found],
            )
        }
        found = [name_id for name_id in found if name_id in kept]
    return found


def _one_each(found: Sequence[AliasCandidate], limit: int) -> tuple[AliasCandidate, ...]:
    """Each entity by its first name among those found, the canonical one where it is there."""
    best: dict[EntityId, AliasCandidate] = {}
    for candidate in found:
        if candidate.form is MentionForm.NAME:
            held = best.get(candidate.entity_id)
            if held is None or (candidate.alias == candidate.name and held.alias != held.name):
                best[candidate.entity_id] = candidate
    ordered = sorted(
        best.values(),
        key=lambda each: (
            each.weight.bit_length() // 2,
            each.last_seen.isoformat() if each.last_seen else "",
            each.weight,
        ),
        reverse=True,
    )
    return tuple(ordered[:limit])
