"""Entities looked up by name, completed while typed, shown on a card, and imported."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Any

from newsroom.answer import EntityCard, ReportedRole
from newsroom.desk import AliasCandidate
from newsroom.entity import EntityId, EntityKind, KnownEntity, MentionForm, NameRecord
from newsroom.errors import NewsroomError
from storage.claims import find_claims_about, find_claims_by
from storage.database import Database
from storage.entity_forms import add_form
from storage.rows import chunks, citation_from, marks, moment_from
from storage.search_words import plain, quoted

TRIGRAM = 3
MAX_TRIGRAMS = 60
FEWEST_TRIGRAMS = 4
TRIGRAM_ROWS = 5_000
"""How many forms the trigrams of one query may find together, beyond the fewest."""
MAX_WORDS = 20
CARD_ARTICLES = 10
_COLUMNS = (
    "e.entity_id, e.name, e.kind, n.alias, n.folded, n.form, e.mention_count, e.last_seen"
    " from entity_names n join entities e using (entity_id)"
)


def find_name_candidates(db: Database, folded: str, limit: int) -> tuple[AliasCandidate, ...]:
    """Forms that a folded query may mean: equal ones, then by all words, then what resembles it.

    Beginnings, single words and trigrams take turns, so that none crowds out the others.
    """
    folded = plain(folded)
    words = [quoted(word) for word in folded.split()[:MAX_WORDS]]
    if not words:
        return ()
    sure = (*_equal(db, folded, limit), *_holding(db, " AND ".join(words), limit))
    loose = (
        _resembling(db, "names_words", " AND ".join(words) + "*", limit),
        _resembling(db, "names_words", " OR ".join(words), limit),
        _resembling(db, "names_trigram", _some_trigrams(db, folded), limit),
    )
    turns = (name_id for turn in zip_longest(*loose) for name_id in turn if name_id is not None)
    return _candidates(db, tuple(dict.fromkeys(chain(sure, turns)))[:limit])


def _equal(db: Database, folded: str, limit: int) -> list[int]:
    rows = db.execute(
        "select n.name_id from entity_names n join entities e using (entity_id)"
        " where n.folded = ? order by e.mention_count desc, n.form, n.name_id limit ?",
        [folded, limit],
    )
    return [row[0] for row in rows]


def _holding(db: Database, query: str, limit: int) -> list[int]:
    """Forms that hold all words, those of much mentioned entities first."""
    rows = db.execute(
        "select n.name_id from names_words join entity_names n on n.name_id = names_words.rowid"
        " join entities e using (entity_id) where names_words match ?"
        " order by e.mention_count desc, rank limit ?",
        [query, limit],
    )
    return [row[0] for row in rows]


def _resembling(db: Database, index: str, query: str, limit: int) -> list[int]:
    """Forms of a full-text index, best first."""
    if not query:
        return []
    rows = db.execute(
        f"select rowid from {index} where {index} match ? order by rank limit ?", [query, limit]
    )
    return [row[0] for row in rows]


def _candidates(db: Database, name_ids: Sequence[int]) -> tuple[AliasCandidate, ...]:
    found = {
        row[0]: _candidate(row[1:])
        for some in chunks(name_ids)
        for row in db.execute(
            f"select n.name_id, {_COLUMNS} where n.name_id in ({marks(some)})", list(some)
        )
    }
    return tuple(found[name_id] for name_id in name_ids)


def _some_trigrams(db: Database, folded: str) -> str:
    """The rarer trigrams of a query: they tell names apart, and common ones take long to rank."""
    counted = sorted(
        (row[0], gram)
        for gram in _trigrams(folded)
        for row in db.execute("select doc from names_trigram_terms where term = ?", [gram])
    )
    chosen: list[str] = []
    held = 0
    for count, gram in counted:
        held += count
        if len(chosen) >= FEWEST_TRIGRAMS and held > TRIGRAM_ROWS:
            break
        chosen.append(quoted(gram))
    return " OR ".join(chosen)


def _trigrams(folded: str) -> tuple[str, ...]:
    grams = (
        word[i : i + TRIGRAM] for word in folded.split() for i in range(len(word) - TRIGRAM + 1)
    )
    return tuple(dict.fromkeys(grams))[:MAX_TRIGRAMS]


def _rows(db: Database, condition: str, values: list[Any]) -> list[Sequence[Any]]:
    return list(db.execute(f"select {_COLUMNS} {condition}", values))


def _candidate(row: Sequence[Any]) -> AliasCandidate:
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


def complete_names(db: Database, folded_prefix: str, limit: int) -> tuple[AliasCandidate, ...]:
    """One form an entity whose words begin as typed, most mentioned and most recent first."""
    words = [quoted(word) for word in plain(folded_prefix).split()]
    if not words:
        rows = _rows(
            db,
            "where n.alias = e.name and n.form = 'name'"
            " order by e.mention_count desc, e.last_seen desc limit ?",
            [limit],
        )
        return tuple(_candidate(row) for row in rows)
    query = " AND ".join(words) + "*"
    rows = _rows(
        db,
        "where n.form = 'name' and n.name_id in"
        " (select rowid from names_words where names_words match ?)"
        " group by e.entity_id order by e.mention_count desc, e.last_seen desc limit ?",
        [query, limit],
    )
    return tuple(_candidate(row) for row in rows)


def find_entities_named(db: Database, folded_names: Sequence[str]) -> tuple[AliasCandidate, ...]:
    """Every name, not description, that folds to one of some folded names."""
    found: list[Sequence[Any]] = []
    for some in chunks(folded_names):
        found += _rows(db, f"where n.form = 'name' and n.folded in ({marks(some)})", list(some))
    return tuple(_candidate(row) for row in found)


def find_known(db: Database, entity_ids: Sequence[EntityId]) -> tuple[KnownEntity, ...]:
    """The entities of some ids, in that order, with their names; unknown ids are left out."""
    known = {
        row[0]: KnownEntity(
            EntityId(row[0]),
            row[1],
            EntityKind(row[2]),
            _forms(db, EntityId(row[0]), MentionForm.NAME),
            row[3],
            bool(row[4]),
        )
        for some in chunks(entity_ids)
        for row in db.execute(
            "select entity_id, name, kind, description, is_imported from entities"
            f" where entity_id in ({marks(some)})",
            list(some),
        )
    }
    return tuple(known[entity_id] for entity_id in entity_ids if entity_id in known)


def _forms(db: Database, entity_id: EntityId, form: MentionForm) -> tuple[str, ...]:
    rows = db.execute(
        "select n.alias from entity_names n join entities e using (entity_id)"
        " where n.entity_id = ? and n.form = ? and n.alias <> e.name"
        " group by n.folded order by min(n.name_id)",
        [entity_id, form.value],
    )
    return tuple(row[0] for row in rows)


def load_card(db: Database, entity_id: EntityId, limit: int) -> EntityCard:
    """What the desk holds on an entity, at most `limit` claims of each sort, newest first."""
    row = db.execute(
        "select name, kind, description, first_seen, last_seen,"
        " (select count(*) from article_entities where entity_id = :id),"
        " (select count(*) from claim_entities where entity_id = :id)"
        " from entities where entity_id = :id",
        {"id": entity_id},
    ).fetchone()
    if row is None:
        raise NewsroomError(f"There is no entity {entity_id} on this desk.")
    name, kind, description, first_seen, last_seen, article_count, claim_count = row
    roles = _roles(db, entity_id)
    said_as_role = {role.text for role in roles}
    nominals = _forms(db, entity_id, MentionForm.NOMINAL)
    return EntityCard(
        entity_id=entity_id,
        name=name,
        kind=EntityKind(kind),
        aliases=_forms(db, entity_id, MentionForm.NAME),
        nominals=tuple(text for text in nominals if text not in said_as_role),
        roles=roles,
        description=description,
        first_seen=moment_from(first_seen),
        last_seen=moment_from(last_seen),
        articles=_articles(db, entity_id),
        said=find_claims_by(db, entity_id, limit),
        about=find_claims_about(db, entity_id, limit),
        article_count=article_count,
        claim_count=claim_count,
    )


def _roles(db: Database, entity_id: EntityId) -> tuple[ReportedRole, ...]:
    rows = db.execute(
        "select r.text, r.is_past, a.article_id, a.title, a.outlet, a.published_at, a.url,"
        " fold(r.text) from roles r join articles a using (article_id)"
        " where r.entity_id = ? order by a.dated_at desc, r.start_char",
        [entity_id],
    )
    found: dict[str, ReportedRole] = {}
    for text, is_past, *article, folded in rows:
        found.setdefault(folded, ReportedRole(text, bool(is_past), citation_from(article)))
    return tuple(found.values())


def _articles(db: Database, entity_id: EntityId) -> tuple[Any, ...]:
    rows = db.execute(
        "select a.article_id, a.title, a.outlet, a.published_at, a.url from article_entities e"
        " join articles a using (article_id) where e.entity_id = ?"
        " order by a.dated_at desc, a.article_id desc limit ?",
        [entity_id, CARD_ARTICLES],
    )
    return tuple(citation_from(row) for row in rows)


def import_names(db: Database, records: Iterable[NameRecord]) -> int:
    """Keep names known beforehand; the same name and kind again only adds what is new."""
    count = 0
    for record in records:
        entity_id = _imported_entity(db, record)
        for alias in dict.fromkeys((record.name, *record.aliases)):
            add_form(db, entity_id, alias, MentionForm.NAME, None)
        count += 1
    return count


def _imported_entity(db: Database, record: NameRecord) -> EntityId:
    row = db.execute(
        "select entity_id from entities where folded = fold(:name) and kind = :kind"
        " and (folded <> '' or name = :name) order by entity_id",
        {"name": record.name, "kind": record.kind.value},
    ).fetchone()
    if row is None:
        cursor = db.execute(
            "insert into entities (name, folded, kind, description, is_imported)"
            " values (?, fold(?), ?, ?, 1)",
            [record.name, record.name, record.kind.value, record.description],
        )
        return EntityId(int(cursor.lastrowid or 0))
    db.execute(
        "update entities set is_imported = 1, description = coalesce(description, ?)"
        " where entity_id = ?",
        [record.description, row[0]],
    )
    return EntityId(row[0])
