"""Desks of every sort, exported to lines and kept from lines, for the tests of both."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlite_utils import Database

from benchmarks.desk_set import KEYS, make_articles
from benchmarks.desk_world import Size
from feeds.filters import read_filter
from matching.folding import fold
from matching.resolution import resolve_entities
from newsroom.article import ArticleId
from newsroom.desk import DeskRoles
from newsroom.entity import EntityKind, NameRecord
from newsroom.errors import NewsroomError
from newsroom.feed import Outcome
from newsroom.story import StoryMerge, WireCopy
from storage.articles import add_article, remove_article
from storage.connections import open_writer
from storage.desk_settings import set_roles
from storage.entities import find_entities_named
from storage.feeds import add_feed, record_attempt, record_failure
from storage.interchange.numbering import begin_numbering
from storage.interchange.restoring import Kept, keep_lines
from storage.interchange.writing import as_line, desk_records
from storage.name_import import import_names
from storage.stories import begin_story, merge_stories, record_copy
from storytelling import join_article, move_article
from tests.storage.factories import ADDED_AT, ferry, unresolved

PERSON = "Odile Brandt (123456789012345678)"


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A desk at a path, as the services open it."""
    db = open_writer(path, fold, KEYS)
    try:
        yield db
    finally:
        db.close()


def fill(db: Database, seed: int, articles: int = 6) -> None:
    """Everything that a desk can hold: stories, names, feeds, judgements, gaps in the numbers."""
    random = Random(seed)
    names = [NameRecord(f"Known {n}", EntityKind.PERSON, (f"K{n}",), "=1+1") for n in range(3)]
    import_names(db, names)
    kept = []
    for extraction in make_articles(Size(articles, articles * 5, seed)):
        forms = {fold(form) for each in extraction.entities for form in (each.name, *each.aliases)}
        known = find_entities_named(db, tuple(sorted(forms)))
        entities = resolve_entities(extraction.entities, known)
        kept.append(add_article(db, extraction, entities, ADDED_AT))
        if random.random() < 0.8:
            join_article(db, kept[-1], ADDED_AT + timedelta(minutes=len(kept)))
    kept.append(add_article(db, ferry(), unresolved(ferry()), ADDED_AT))
    join_article(db, kept[-1], ADDED_AT)
    _judge(db, random, kept)
    feed = add_feed(db, "https://a.example/feed", "A", "taiwan", 10**17, ADDED_AT)
    record_attempt(db, feed.feed_id, ("k1", "k\u2028"), (Outcome.FAILED, 2), ADDED_AT)
    record_failure(db, feed.feed_id, "away", ADDED_AT, ADDED_AT)
    set_roles(db, DeskRoles(123456789012345678, None))


def _judge(db: Database, random: Random, kept: list[ArticleId]) -> None:
    for _ in range(3):
        story = random.choice(["new", "#1", "#2"])
        with suppress(NewsroomError):  # it is in that story already, or there is none
            move_article(db, random.choice(kept), story, PERSON, ADDED_AT)
    one, other = begin_story(db, ADDED_AT), begin_story(db, ADDED_AT)
    merge_stories(db, StoryMerge(other, one, 0.75), kept[0], ADDED_AT)
    if len(kept) > 2:
        record_copy(db, WireCopy(kept[1], kept[0], 0.875))
        remove_article(db, kept[2])


def exported(db: Database, *, with_discord_ids: bool = False) -> bytes:
    """What an export of the desk holds."""
    records = desk_records(db, with_discord_ids=with_discord_ids)
    return "".join(map(as_line, records)).encode()


def kept_from(db: Database, export: bytes) -> Kept:
    """Keep the lines of an export, but for its header, in one transaction."""
    db.execute("begin immediate")
    lines = list(enumerate(export.split(b"\n")[1:-1], start=2))
    kept = keep_lines(db, begin_numbering(db), lines, read_filter)
    db.execute("commit")
    return kept


def records(export: bytes, kind: str) -> list[dict[str, Any]]:
    """The records of one kind."""
    lines = [json.loads(line) for line in export.splitlines()]
    return [record for record in lines if record["type"] == kind]
