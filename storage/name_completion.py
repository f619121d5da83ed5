"""Names completed while somebody types, the most talked about first."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from newsroom.desk import AliasCandidate, KnownWord
from newsroom.entity import EntityId, MentionForm
from storage.database import Database
from storage.name_search import COLUMNS, SHOWN, UNMENTIONED, candidate_from, load_candidates
from storage.rows import chunks, marks

BEGINNING = 3
BEGINNING_WORDS, COMPLETED_NAMES, PROBED = 150, 100, 1_500
_LAST = "\U0010ffff"


def find_beginning(db: Database, beginnings: Sequence[str]) -> tuple[KnownWord, ...]:
    """Words that begin in one of some ways, those of the most mentioned names first."""
    if len(beginnings) == 1 and 0 < len(beginnings[0]) <= BEGINNING:
        rows = db.conn.execute(
            f"select word_id, word, names, tier < {UNMENTIONED} from vocabulary"
            f" where substr(word, 1, {len(beginnings[0])}) = ? order by tier, word limit ?",
            [beginnings[0], BEGINNING_WORDS],
        )
        return tuple(KnownWord(w, word, names, bool(read)) for w, word, names, read in rows)
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
    return tuple(
        KnownWord(word_id, word, names, tier < UNMENTIONED)
        for word_id, word, names, tier in ordered
    )


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
        f" and n.read_as is null and {SHOWN}"
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
