"""Small desks to judge on: invented articles that call people this way and that."""

from collections.abc import Sequence
from datetime import UTC, datetime

from matching.folding import fold
from matching.resolution import resolve_entities
from newsroom.article import Article, ArticleId, BlockKind, Sentence
from newsroom.attribution import (
    THIS_ARTICLE,
    Claim,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.curation import Note
from newsroom.entity import Entity, EntityId, EntityKind, Mention, MentionForm, Role
from newsroom.extraction import Extraction
from storage.articles import add_article
from storage.database import Database
from storage.entities import find_entities_named
from storage.judgements import find_judged
from tests.storage.factories import span

JUDGED_AT = datetime(2025, 5, 1, 12, tzinfo=UTC)
NOTE = Note("Ida (7)", JUDGED_AT, "the byline says so")
JUDGED_TABLES = ("judgements", "judged_pairs", "judged_parts", "judged_words", "reviews")
DERIVED = ("vocabulary", "vocabulary_keys", "name_words", "sqlite_sequence")
"""What an index numbers anew; that it agrees with its table is checked by `check_indexes`."""


def story(number: int, *names: str, kind: EntityKind = EntityKind.PERSON) -> Extraction:
    """An article in which each of some people speaks, has a role, and denies something."""
    sentences = [
        f"{name}, harbour master {number}x{at}, denied that pier {number}x{at} sank."
        for at, name in enumerate(names)
    ]
    text = " ".join(sentences)
    places = [span(text, each) for each in sentences]
    entities, claims = [], []
    for at, name in enumerate(names):
        here = places[at]
        own = span(text, sentences[at])
        place = type(own)(own.start_char, own.start_char + len(name))
        role = f"harbour master {number}x{at}"
        entities.append(
            Entity(
                name,
                kind,
                (name.split()[-1],),
                (Role(role, span(text, role)),),
                (Mention(name, place, MentionForm.NAME),),
            )
        )
        words = f"pier {number}x{at} sank"
        claims.append(
            Claim(
                words,
                (span(text, words),),
                (),
                (place,),
                Manner.INDIRECT,
                SourcingChain(
                    (
                        Source(THIS_ARTICLE, Identity.NAMED, "outlet"),
                        Source(name, Identity.NAMED, "person", place, name),
                    )
                ),
                here,
                response=Response(ResponseKind.DENIAL, name, place, name),
                about=names,
            )
        )
    article = Article(f"a{number}", text, f"A{number}", published_at=datetime(2025, 1, number))
    kept = tuple(Sentence(place, BlockKind.BODY, 0) for place in places)
    return Extraction(article, kept, tuple(entities), tuple(claims))


def keep(db: Database, extraction: Extraction) -> ArticleId:
    """Read an article as the desk does, with judgements respected."""
    forms = {fold(form) for each in extraction.entities for form in (each.name, *each.aliases)}
    found = find_entities_named(db, sorted(forms))
    judged = find_judged(db, [each.entity_id for each in found])
    resolved = resolve_entities(extraction.entities, found, judged)
    return add_article(db, extraction, resolved, JUDGED_AT)


def number_of(db: Database, name: str) -> EntityId:
    """The entity of that very name."""
    (row,) = db.execute(
        "select entity_id from entities where name = ? order by entity_id limit 1", [name]
    ).fetchall()
    return EntityId(row[0])


def rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a desk but judgements and what an index numbers by itself."""
    left_out = (*JUDGED_TABLES, *DERIVED)
    return {
        table.name: sorted(
            (tuple(row) for row in db.execute(f"select * from {table.name}")), key=repr
        )
        for table in db.tables
        if table.name not in left_out and not table.name.startswith(("claims_", "_sqlite"))
    }


def clusters(db: Database) -> set[frozenset[tuple[str, str]]]:
    """Who is one: by the articles and the names that they give."""
    found: dict[int, set[tuple[str, str]]] = {}
    for entity_id, article, name in db.execute(
        "select x.entity_id, a.name, x.name from article_entities x join articles a"
        " using (article_id)"
    ):
        found.setdefault(entity_id, set()).add((article, name))
    return {frozenset(each) for each in found.values()}


def said(db: Database, entity_id: EntityId) -> Sequence[str]:
    """What is claimed by an entity, in order."""
    found = db.execute(
        "select c.text from claims c join chain_links k using (claim_id) where k.entity_id = ?"
        " order by 1",
        [entity_id],
    )
    return [row[0] for row in found]
