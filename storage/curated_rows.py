"""Rows brought to whom they belong by what stands of all judgements; the same again gives nothing.

Everything here is computed from `read_as` (or, without one, `entity_id`) and a `Standing`, so it
makes no difference how often, or by which way round, the desk came to that standing.
"""

from collections.abc import Iterable, Sequence

from newsroom.article import ArticleId
from newsroom.curation import Standing
from newsroom.entity import EntityId, MentionForm
from storage.database import Database
from storage.entity_forms import add_form, drop_orphans, refresh_counts, rename_orphaned
from storage.name_index import index_names
from storage.rows import chunks, marks

_OF_ARTICLE = {
    "article_entities": "article_id = :article",
    "mentions": "article_id = :article",
    "roles": "article_id = :article",
    "chain_links": "claim_id in (select claim_id from claims where article_id = :article)",
    "claim_entities": "claim_id in (select claim_id from claims where article_id = :article)",
}
"""Tables whose `entity_id` follows judgements, and which of their rows are an article's."""
FOLLOWING = tuple(_OF_ARTICLE)
_SPOKEN_OF = (
    ("judged_pairs", "left_id"),
    ("judged_pairs", "right_id"),
    ("judged_words", "entity_id"),
    ("judged_parts", "entity_id"),
    ("judged_parts", "to_id"),
)
"""Where acts name the entities that they judge."""


def follow_merges(db: Database, entity_ids: Sequence[EntityId]) -> tuple[EntityId, ...]:
    """Give what was just read as some entities to those that they are; who those are."""
    if not db.execute("select 1 from entities where merged_into is not null limit 1").fetchone():
        return tuple(entity_ids)
    heads: dict[EntityId, EntityId] = {}
    for some in chunks(entity_ids):
        rows = db.execute(
            "select entity_id, merged_into from entities where merged_into is not null"
            f" and entity_id in ({marks(some)})",
            list(some),
        )
        heads.update((EntityId(each), EntityId(head)) for each, head in rows)
    for entity_id, head in heads.items():
        for table in (*_OF_ARTICLE, "entity_names"):
            db.execute(
                f"update {table} set read_as = entity_id, entity_id = :to where entity_id = :own",
                {"to": head, "own": entity_id},
            )
        db.execute(
            "update claims set response_read_as = response_entity_id, response_entity_id = :to"
            " where response_entity_id = :own",
            {"to": head, "own": entity_id},
        )
    return tuple(dict.fromkeys(heads.get(each, each) for each in entity_ids))


def settle(db: Database, entity_ids: Sequence[EntityId]) -> None:
    """Bring entities up to what articles still say of them, and forget those that none names."""
    drop_orphans(db, entity_ids)
    refresh_counts(db, entity_ids)
    rename_orphaned(db, entity_ids)
    forget_words(db, entity_ids)
    index_names(db)


def carry_out(db: Database, before: Standing, after: Standing) -> None:
    """Bring every row from one standing to another."""
    moved = _moved(before, after)
    for entity_id in sorted(set(after.parts.values()) - set(before.parts.values())):
        _make_entity(db, entity_id, after)
    for part, to_id in before.parts.items():
        if after.parts.get(part) != to_id:
            _give_names_back(db, *part, to_id)
    touched = {part[1] for part, to_id in before.parts.items() if after.parts.get(part) != to_id}
    for part, to_id in after.parts.items():
        if before.parts.get(part) != to_id or part[1] in touched:
            _take_names(db, *part, to_id)
    for entity_id in moved:
        _place(db, entity_id, None, after.head(entity_id))
    for (entity_id, article_id), to_id in after.parts.items():
        if entity_id in moved or to_id in moved:
            _place(db, entity_id, article_id, after.head(to_id))
    _keep_heads(db, moved, after)
    _keep_forms(db, before, after, moved)
    _keep_words(db, before, after)
    _keep_apart(db, before, after)
    whose = sorted({*moved, *(before.head(each) for each in moved), *map(after.head, moved)})
    drop_orphans(db, whose)
    refresh_counts(db, whose)
    rename_orphaned(db, whose)
    index_names(db)


def _moved(before: Standing, after: Standing) -> frozenset[EntityId]:
    """Whose rows go somewhere else."""
    known = {*before.heads, *after.heads}
    moved = {each for each in known if before.head(each) != after.head(each)}
    for part in {*before.parts, *after.parts}:
        if before.parts.get(part) != after.parts.get(part):
            given = (before.parts.get(part), after.parts.get(part))
            moved |= {part[0], *(each for each in given if each is not None)}
    return frozenset(moved)


def _make_entity(db: Database, entity_id: EntityId, after: Standing) -> None:
    """The entity that parts are given to: named and of the kind as there."""
    first = min(part for part, to_id in after.parts.items() if to_id == entity_id)
    db.execute(
        "insert or ignore into entities (entity_id, name, folded, kind)"
        " select :new, x.name, fold(x.name), e.kind from article_entities x"
        " join entities e on e.entity_id = coalesce(x.read_as, x.entity_id)"
        " where e.entity_id = :own and x.article_id = :article",
        {"new": entity_id, "own": first[0], "article": first[1]},
    )


def _take_names(db: Database, own: EntityId, article_id: ArticleId, to_id: EntityId) -> None:
    """The forms that an article gives go along; what nobody else gives waits to come back."""
    db.execute(
        "insert or ignore into taken_names select n.name_id, a.article_id from entity_names n"
        " join entity_name_articles a using (name_id)"
        " where coalesce(n.read_as, n.entity_id) = ? and a.article_id = ?",
        [own, article_id],
    )
    taken = _taken(db, own, article_id)
    for name_id, alias, form in taken:
        add_form(db, to_id, alias, MentionForm(form), article_id)
        db.execute(
            "delete from entity_name_articles where name_id = ? and article_id = ?",
            [name_id, article_id],
        )
        db.execute(
            "update entity_names set standing = 'taken' where name_id = ? and is_imported = 0"
            " and standing = 'given'"
            " and name_id not in (select name_id from entity_name_articles)",
            [name_id],
        )


def _give_names_back(db: Database, own: EntityId, article_id: ArticleId, to_id: EntityId) -> None:
    """To whom they were read as; another's of the same article, that stays, gives its own anew."""
    db.execute(
        "delete from entity_name_articles where article_id = ? and name_id in ("
        " select name_id from entity_names where coalesce(read_as, entity_id) = ?)",
        [article_id, to_id],
    )
    for name_id, _, _ in _taken(db, own, article_id):
        db.execute("insert into entity_name_articles values (?, ?)", [name_id, article_id])
        db.execute(
            "delete from taken_names where name_id = ? and article_id = ?", [name_id, article_id]
        )
        db.execute(
            "update entity_names set standing = 'given' where name_id = ? and standing = 'taken'",
            [name_id],
        )


def _taken(db: Database, own: EntityId, article_id: ArticleId) -> list[tuple[int, str, str]]:
    rows = db.execute(
        "select n.name_id, n.alias, n.form from entity_names n join taken_names t using (name_id)"
        " where coalesce(n.read_as, n.entity_id) = ? and t.article_id = ? order by n.name_id",
        [own, article_id],
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _place(db: Database, own: EntityId, article_id: ArticleId | None, to_id: EntityId) -> None:
    """Everything that was read as an entity, in one article or all, belongs to another."""
    bound = {"own": own, "to": to_id, "article": article_id}
    for table, of_article in _OF_ARTICLE.items():
        within = "true" if article_id is None else of_article
        db.execute(
            f"update {table} set entity_id = :to, read_as = nullif(:own, :to)"
            f" where (read_as = :own or (read_as is null and entity_id = :own)) and {within}"
            " and entity_id <> :to",
            bound,
        )
    within = "true" if article_id is None else "article_id = :article"
    db.execute(
        "update claims set response_entity_id = :to, response_read_as = nullif(:own, :to)"
        " where (response_read_as = :own"
        f" or (response_read_as is null and response_entity_id = :own)) and {within}"
        " and response_entity_id <> :to",
        bound,
    )
    if article_id is None:
        db.execute(
            "update entity_names set entity_id = :to, read_as = nullif(:own, :to)"
            " where coalesce(read_as, entity_id) = :own and entity_id <> :to",
            bound,
        )


def _keep_heads(db: Database, moved: Iterable[EntityId], after: Standing) -> None:
    db.conn.executemany(
        "update entities set merged_into = ? where entity_id = ?",
        [(after.heads.get(each), each) for each in moved],
    )


def _keep_forms(
    db: Database, before: Standing, after: Standing, moved: frozenset[EntityId]
) -> None:
    """Add and remove what the desk says are forms, and are none."""
    for own, folded in before.forms:
        if (own, folded) not in after.forms:
            db.execute(
                "update entity_names set standing = 'given' where form = 'name'"
                " and coalesce(read_as, entity_id) = ? and folded = ?"
                " and standing in ('added', 'removed')",
                [own, folded],
            )
            _drop_forms(db, own, folded)
    for (own, folded), form in after.forms.items():
        if own in moved or before.forms.get((own, folded)) != form:
            _set_form(db, own, form.text, after.head(own), is_added=form.is_added)


def _set_form(db: Database, own: EntityId, text: str, head: EntityId, *, is_added: bool) -> None:
    if is_added:
        db.execute(
            "insert into entity_names (entity_id, read_as, alias, folded, form)"
            " select ?, nullif(?, ?), ?, fold(?), 'name' where exists ("
            "  select 1 from entities where entity_id = ?) and not exists ("
            "  select 1 from entity_names where coalesce(read_as, entity_id) = ?"
            "  and form = 'name' and folded = fold(?))",
            [head, own, head, text, text, own, own, text],
        )
    db.execute(
        "update entity_names set standing = ? where coalesce(read_as, entity_id) = ?"
        " and form = 'name' and folded = fold(?)",
        ["added" if is_added else "removed", own, text],
    )


def _drop_forms(db: Database, own: EntityId, folded: str) -> None:
    """Delete a form that no article and no list gives."""
    db.execute(
        "delete from entity_names where coalesce(read_as, entity_id) = ? and form = 'name'"
        " and folded = ? and standing = 'given' and is_imported = 0"
        " and name_id not in (select name_id from entity_name_articles)",
        [own, folded],
    )


def _keep_words(db: Database, before: Standing, after: Standing) -> None:
    """Descriptions and what is hidden: the cluster's own first, then of those merged into it."""
    said = {*before.descriptions, *after.descriptions, *before.hidden, *after.hidden}
    touched = {*said, *map(before.head, said), *map(after.head, said)}
    described = dict(after.descriptions)
    for entity_id in sorted(after.descriptions):
        described.setdefault(after.head(entity_id), after.descriptions[entity_id])
    db.conn.executemany(
        "update entities set desk_description = ?, is_hidden = ? where entity_id = ?",
        [(described.get(each), int(each in after.hidden), each) for each in sorted(touched)],
    )


def _keep_apart(db: Database, before: Standing, after: Standing) -> None:
    db.conn.executemany(
        "delete from entities_apart where left_id = ? and right_id = ?",
        sorted(before.apart - after.apart),
    )
    db.conn.executemany(
        "insert or ignore into entities_apart values (?, ?)", sorted(after.apart - before.apart)
    )


def forget_words(db: Database, entity_ids: Sequence[EntityId]) -> None:
    """Blank what judgements say in words of entities, or of their forms, that are gone, and why."""
    for some in chunks(entity_ids):
        gone = f"in ({marks(some)}) and {{0}} not in (select entity_id from entities)"
        speaks = " union ".join(
            f"select judgement_id from {table} where {column} {gone.format(column)}"
            for table, column in _SPOKEN_OF
        )
        db.execute(
            f"with spoken as ({speaks}) update judgements set reason = '' where reason <> ''"
            " and (judgement_id in spoken or undoes in spoken)",
            [*some] * len(_SPOKEN_OF),
        )
        db.execute(
            f"update judged_words set text = '' where entity_id in ({marks(some)}) and ("
            " entity_id not in (select entity_id from entities)"
            " or (judgement_id in (select judgement_id from judgements"
            "  where kind = 'alias removed') and not exists (select 1 from entity_names n"
            "  where coalesce(n.read_as, n.entity_id) = judged_words.entity_id"
            "  and n.folded = fold(judged_words.text)) and not exists ("
            "  select 1 from judged_words w join judgements j using (judgement_id)"
            "  where j.kind = 'alias added' and w.entity_id = judged_words.entity_id"
            "  and fold(w.text) = fold(judged_words.text))))",
            list(some),
        )
