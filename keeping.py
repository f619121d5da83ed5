"""A text that has been read is kept: as a new article, or as a version of one on the desk.

Each function is one transaction, and the same text twice changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from curation import find_standing
from matching.differences import Before, compare
from matching.folding import fold
from matching.resolution import resolve_entities
from matching.revising import revise
from matching.sameness import find_same_article, same_words
from newsroom.article import Article, ArticleId
from newsroom.carried import NamesRead
from newsroom.curation import Standing
from newsroom.desk import Ingested
from newsroom.entity import EntityId
from newsroom.extraction import Extraction
from newsroom.version import KnownText
from storage.articles import add_article, find_article, find_ingested
from storage.audit import record_act
from storage.curated_rows import carry_out, settle
from storage.database import Database
from storage.entities import find_entities_named
from storage.judgements import find_judged, is_divided
from storage.pages import find_article_at
from storage.versions import (
    find_known_texts,
    find_own_entities,
    find_superseded,
    get_known_text,
    list_noted,
    load_old_text,
    record_change,
    revise_article,
)
from storytelling import follow_change, join_article

NOBODY: Mapping[EntityId, EntityId] = MappingProxyType({})
NO_NAMES: NamesRead = MappingProxyType({})
OLDER = "This is its version {}; the desk holds version {}, so nothing was changed."


def find_held(db: Database, article: Article, moment: datetime) -> Ingested | None:
    """What the desk holds of that very text, now or once; None where it has to be read.

    Texts of one article that differ in white space alone are the same text.
    """
    known = find_article(db, article.digest)
    if known is not None:
        return replace(find_ingested(db, known), is_known=True)
    superseded = find_superseded(db, article.digest)
    if superseded is not None:
        article_id, version = superseded
        held = find_ingested(db, article_id)
        return replace(held, is_known=True, note=OLDER.format(version, held.version))
    same = _find_same(db, article, moment)
    if same is not None and is_unchanged(article, same):
        return replace(find_ingested(db, same.article_id), is_known=True)
    return None


def is_unchanged(article: Article, known: KnownText) -> bool:
    """Whether a text says just what the article says that the desk holds."""
    is_titled = " ".join(article.title.split()) == " ".join(known.title.split())
    return is_titled and same_words(article.text, known.text)


def is_known(db: Database, article: Article, moment: datetime) -> bool:
    """Whether a text, or an article that it is a version of, is held."""
    held = find_held(db, article, moment)
    return held is not None or _find_same(db, article, moment) is not None


def _find_same(db: Database, article: Article, moment: datetime) -> KnownText | None:
    """The article on the desk that a given text is a version of: by its address, else by words."""
    at = find_article_at(db, article.url) if article.url else None
    if at is not None:
        return get_known_text(db, at)
    return find_same_article(article, find_known_texts(db, article, moment))


def keep(
    db: Database,
    extraction: Extraction,
    added_at: datetime,
    names: NamesRead = NO_NAMES,
    number: ArticleId | None = None,
) -> Ingested:
    """Keep a text that somebody gave.

    `names` says of some of its entities as whom they are read; `number` is that of a new article
    where it has one already.
    """
    article = extraction.article
    held = find_held(db, article, added_at)
    if held is not None:
        return held
    same = _find_same(db, article, added_at)
    if same is not None:
        return _keep_version(db, same, extraction, added_at, names)
    entity_ids = _known_or(names, extraction, _resolve(db, extraction))
    article_id = add_article(db, extraction, entity_ids, added_at, number)
    join_article(db, article_id, added_at)
    record_act(db, ("article", article_id), command="add")
    return find_ingested(db, article_id)


def keep_at(
    db: Database,
    article_id: ArticleId,
    extraction: Extraction,
    seen_at: datetime,
    names: NamesRead = NO_NAMES,
) -> Ingested:
    """Keep what an article's own address says now; a text that it had once may come back."""
    same = get_known_text(db, article_id)
    other = find_article(db, extraction.article.digest)
    if other not in (None, article_id):
        return replace(find_ingested(db, other or article_id), is_known=True)
    if is_unchanged(extraction.article, same):
        return replace(find_ingested(db, article_id), is_known=True)
    return _keep_version(db, same, extraction, seen_at, names)


def _keep_version(
    db: Database, known: KnownText, extraction: Extraction, seen_at: datetime, names: NamesRead
) -> Ingested:
    """Make a text the article's current version, and say what is different in it."""
    article_id = known.article_id
    old, noted = load_old_text(db, article_id), list_noted(db, article_id)
    revision = revise(old, extraction)
    own = {**names, **find_own_entities(db, article_id)}
    judged = find_standing(db)[1] if is_divided(db, article_id) else Standing()
    resolved = _resolve(db, extraction, _read_as(judged, article_id))
    entity_ids = _known_or(own, extraction, resolved)
    version, added, whose = revise_article(
        db, article_id, extraction, entity_ids, revision, seen_at
    )
    _give_parts(db, article_id, judged)
    settle(db, whose)
    change = compare(version, Before(known, old, noted), extraction, revision, added)
    record_change(db, article_id, change, seen_at)
    follow_change(db, article_id)
    record_act(db, ("article", article_id), ("version", version), command="add")
    return replace(find_ingested(db, article_id), change=change)


def _read_as(judged: Standing, article_id: ArticleId) -> dict[EntityId, EntityId]:
    """As whom those were read to whom an article's parts were given."""
    return {to: own for (own, article), to in judged.parts.items() if article == article_id}


def _give_parts(db: Database, article_id: ArticleId, before: Standing) -> None:
    """What a new version says of whoever was taken out of somebody is theirs too."""
    if not is_divided(db, article_id):
        return
    others = {part: to for part, to in before.parts.items() if part[1] != article_id}
    _, after = find_standing(db)
    carry_out(db, replace(before, parts=others), after)


def recognise(db: Database, extraction: Extraction) -> NamesRead:
    """As whom entities of a text would be read that the desk seems to know."""
    resolved = zip(extraction.entities, _resolve(db, extraction), strict=True)
    return {(entity.name, entity.kind): found for entity, found in resolved if found is not None}


def _known_or(
    names: NamesRead, extraction: Extraction, resolved: Sequence[EntityId | None]
) -> tuple[EntityId | None, ...]:
    """As whom each entity is read that is known, and of the others what was found for them."""
    return tuple(
        names.get((entity.name, entity.kind), found)
        for entity, found in zip(extraction.entities, resolved, strict=True)
    )


def _resolve(
    db: Database, extraction: Extraction, read_as: Mapping[EntityId, EntityId] = NOBODY
) -> Sequence[EntityId | None]:
    """Which of the desk's entities the article speaks of, each as the one that it is read as."""
    forms = {
        fold(form) for entity in extraction.entities for form in (entity.name, *entity.aliases)
    }
    candidates = [
        replace(each, entity_id=read_as.get(each.entity_id, each.entity_id))
        for each in find_entities_named(db, tuple(sorted(forms)))
    ]
    judged = find_judged(db, [candidate.entity_id for candidate in candidates])
    return resolve_entities(extraction.entities, candidates, judged)
