"""Desks of every sort, exported to lines and kept from lines, for the tests of both."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlite_utils import Database

from benchmarks.desk_set import KEYS, make_articles
from benchmarks.desk_world import Size
from carrying import judge_imported
from claim_curation import add_note, set_source, set_status
from claim_curation import undo as take_claim_back
from curation import (
    add_alias,
    describe,
    hide,
    list_split,
    merge,
    remove_alias,
    split,
    tell_apart,
    undo,
)
from keeping import keep_at
from matching.folding import fold
from matching.resolution import resolve_entities
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId, Identity
from newsroom.curation import DoubtKind, Note, Verdict
from newsroom.desk import DeskRoles
from newsroom.digest import DigestSchedule, PauseReason
from newsroom.entity import EntityId, EntityKind, NameRecord
from newsroom.errors import NewsroomError
from newsroom.feed import Outcome
from newsroom.judged_claim import ClaimStatus, SourceWanted
from newsroom.story import StoryMerge, WireCopy
from newsroom.version import Correction, CorrectionKind
from newsroom.watch import Watch, WatchId
from restoring import keep
from storage.articles import add_article, remove_article
from storage.connections import open_writer
from storage.curation_views import get_sketch
from storage.desk_settings import set_roles
from storage.entities import find_entities_named
from storage.feeds import add_feed, record_attempt, record_failure
from storage.interchange.numbering import begin_numbering
from storage.interchange.restoring import Kept
from storage.interchange.writing import as_line, desk_records
from storage.judgements import record_review
from storage.name_import import import_names
from storage.schedules import set_schedule
from storage.stories import begin_story, merge_stories, record_copy
from storage.watches import add_watch, set_muted
from storytelling import join_article, move_article
from tests.storage.factories import ADDED_AT, ferry, numbered, span, unresolved

SECRET = "the source is Wilhelmina Tarrow"
"""Words of a note that no export may hold."""
Edits = tuple[tuple[int, int], ...]
"""For each version after the first, with which numbered sentence it begins, and how many it has."""
ONCE: Edits = ((2, 4),)
"""The first two of six claims go."""
THRICE: Edits = ((2, 4), (1, 5), (3, 3))
"""Two claims go, one comes back, and at last three have gone."""
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
    judge_entities(db)
    judge_claims(db)
    revise(db, 900, THRICE)
    tell_channels(db)
    feed = add_feed(db, "https://a.example/feed", "A", "taiwan", 10**17, ADDED_AT)
    record_attempt(db, feed.feed_id, ("k1", "k\u2028"), (Outcome.FAILED, 2), ADDED_AT)
    record_failure(db, feed.feed_id, "away", ADDED_AT, ADDED_AT)
    set_roles(db, DeskRoles(123456789012345678, None))


def revise(db: Database, number: int, edits: Edits) -> ArticleId:
    """An article of six claims, and after it a version for each edit; the second carries a note."""
    first = numbered(number, 6)
    article_id = add_article(db, first, unresolved(first), ADDED_AT)
    join_article(db, article_id, ADDED_AT)
    for version, (place, count) in enumerate(edits, start=2):
        extraction = numbered(number, count, first=place)
        if version == 2:
            words = extraction.article.text.splitlines()[0]
            note = Correction(
                CorrectionKind.CORRECTION,
                words,
                span(extraction.article.text, words),
                date(2025, 3, 4),
            )
            extraction = replace(extraction, corrections=(note,))
        keep_at(db, article_id, extraction, ADDED_AT + timedelta(hours=version))
    return article_id


def tell_channels(db: Database) -> None:
    """Schedules of digests, one of which rests, and watches, of which one is muted."""
    for channel, reason in ((10**17 + 1, None), (10**17 + 2, PauseReason.ASKED)):
        schedule = DigestSchedule(
            channel,
            "Europe/Berlin",
            time(8, 30),
            date(2025, 3, 2),
            ArticleId(1),
            ADDED_AT,
            10**17 + 5,
            ADDED_AT if reason else None,
            reason,
        )
        set_schedule(db, schedule)
    for entity, words in ((EntityId(1), "Known 0"), (None, "cracked hull")):
        wanted = Watch(
            WatchId(0), 10**17 + 1, 10**17 + 5, entity, words, True, ClaimId(3), ADDED_AT
        )
        made = add_watch(db, wanted)
    set_muted(db, made.watch_id, PauseReason.ASKED, ClaimId(4), ADDED_AT)


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


def judge_entities(db: Database) -> None:
    """Of who is who: merged, divided, told apart, named, hidden, reviewed, and taken back."""
    note = Note(PERSON, ADDED_AT, "seen in the register")
    spoken = db.execute(
        "select entity_id from article_entities group by 1 order by count(*) desc, 1 limit 7"
    )
    one, other, third, *rest = (EntityId(row[0]) for row in spoken)
    listed = EntityId(1)
    record_review(db, DoubtKind.LEFT_APART.value, (one, other), Verdict.SAME, note)
    merge(db, one, other, note)
    merge(db, one, listed, note)
    parts = list_split(db, one)
    if len(parts) > 1:
        split(db, one, f"#{parts[0].citation.article_id}", note)
    merge(db, one, third, note)
    undo(db, None, note)
    tell_apart(db, one, third, note)
    add_alias(db, one, "The Boss", note)
    given = [form for form in get_sketch(db, third).aliases if form]
    if given:
        remove_alias(db, third, given[0], note)
    describe(db, one, "known to the desk", note)
    hide(db, third, note)
    for each in rest[:1]:
        hide(db, each, note)
        undo(db, None, note)


def judge_claims(db: Database) -> None:
    """Of what is said: every status, sources of each identity, notes, and what was taken back."""
    note = Note(PERSON, ADDED_AT, "asked the harbour office")
    rows = db.execute("select claim_id from claims order by claim_id limit 6").fetchall()
    one, other, third, *_ = (ClaimId(row[0]) for row in rows)
    for status in ClaimStatus:
        wording = "the hull was sound" if status is ClaimStatus.CORRECTED else ""
        set_status(db, one, status, note, wording)
    wanted = (("#1", Identity.NAMED), ("two mates", Identity.UNNAMED), ("", Identity.NONE))
    for who, identity in wanted:
        set_source(db, other, SourceWanted(who, identity, reveals=True), note)
    take_claim_back(db, None, None, note)
    add_note(db, third, "the register has it otherwise", note)
    add_note(db, third, SECRET, note, is_confidential=True)
    take_claim_back(db, None, third, note)
    add_note(db, one, SECRET, note, is_confidential=True)
    take_claim_back(db, take_claim_back(db, None, other, note).judgement.judgement_id, other, note)


def exported(db: Database, *, with_discord_ids: bool = False) -> bytes:
    """What an export of the desk holds."""
    records = desk_records(db, with_discord_ids=with_discord_ids)
    return "".join(map(as_line, records)).encode()


def kept_from(db: Database, export: bytes) -> Kept:
    """Keep the lines of an export, but for its header, in one transaction."""
    db.execute("begin immediate")
    lines = list(enumerate(export.split(b"\n")[1:-1], start=2))
    kept = keep(db, begin_numbering(db), lines)
    judged = judge_imported(db)
    kept.take(judged)
    kept.refused += judged.refused
    db.execute("commit")
    return kept


def records(export: bytes, kind: str) -> list[dict[str, Any]]:
    """The records of one kind."""
    lines = [json.loads(line) for line in export.splitlines()]
    return [record for record in lines if record["type"] == kind]
