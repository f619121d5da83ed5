"""Versions, and what channels are sent by themselves, on their way out of a desk and back."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from curation import find_standing, undo
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.curation import JudgementId, Note
from presentation.changes import history_sheet
from presentation.exports.annotations import article_annotations
from presentation.exports.json_ld import article_nodes
from presentation.exports.tables import article_rows, entity_rows
from storage.articles import add_article
from storage.corrections import corrections_of
from storage.interchange.shape import ARTICLE, ENTITIES
from storage.interchange.writing import records_of
from storage.schedules import list_schedules
from storage.versions import load_history
from storage.watches import list_watches
from storage.whole_claims import find_gone, list_gone
from tests.storage.factories import ADDED_AT, numbered, unresolved
from tests.storage.interchanging import (
    ONCE,
    THRICE,
    Edits,
    exported,
    fill,
    kept_from,
    opened,
    records,
    revise,
    tell_channels,
)


def test_an_article_comes_back_with_its_past(db: Database, tmp_path: Path) -> None:
    fill(db, 3)
    article_id = revise(db, 7, THRICE)
    with opened(tmp_path / "two.db") as two:
        assert kept_from(two, exported(db)).refused == []
        history = load_history(two, article_id)
        assert history == load_history(db, article_id) and len(history.versions) == 4
        assert [note.correction.span for note in history.corrections] == [None]
        gone = list_gone(two, article_id)
        assert gone == list_gone(db, article_id) and len(gone) == 3
        number = gone[0].numbered.claim_id
        assert find_gone(two, number) == find_gone(db, number) is not None


def test_the_newest_correction_is_first_on_the_other_desk_too(db: Database, tmp_path: Path) -> None:
    one = add_article(db, numbered(1, 2), unresolved(numbered(1, 2)), ADDED_AT)
    other = revise(db, 2, ONCE)
    db.execute("update corrections set correction_id = 9")
    db.execute(
        "insert into corrections select 4, ?, 1, seen_at, kind, stated_on, null, null, text"
        " from corrections",
        [one],
    )
    with opened(tmp_path / "two.db") as two:
        assert kept_from(two, exported(db)).refused == []
        notes = corrections_of(two, (one, other))
        assert notes == corrections_of(db, (one, other))
        assert [note.citation.article_id for note in notes] == [other, one]


def test_no_later_claim_gets_the_number_of_one_that_went(db: Database, tmp_path: Path) -> None:
    """Even where the highest number of all has gone."""
    article_id = revise(db, 1, ((0, 4),))
    assert [gone.numbered.claim_id for gone in list_gone(db, article_id)] == [5, 6]
    with opened(tmp_path / "two.db") as two:
        assert kept_from(two, exported(db)).refused == []
        add_article(two, numbered(2, 3), unresolved(numbered(2, 3)), ADDED_AT)
        numbers = [row[0] for row in two.execute("select claim_id from claims order by 1")]
        assert numbers == [1, 2, 3, 4, 7, 8, 9] and find_gone(two, ClaimId(6)) is not None


def test_on_another_desk_claims_of_the_past_get_numbers_of_their_own(
    db: Database, tmp_path: Path
) -> None:
    revise(db, 1, THRICE)
    with opened(tmp_path / "two.db") as two:
        add_article(two, numbered(5, 9), unresolved(numbered(5, 9)), ADDED_AT)
        before = {row[0] for row in two.execute("select claim_id from claims")}
        assert kept_from(two, exported(db)).refused == []
        (added,) = (n for (n,) in two.execute("select article_id from articles") if n != 1)
        now = {n for (n,) in two.execute("select claim_id from claims where article_id = 2")}
        went = {gone.numbered.claim_id for gone in list_gone(two, ArticleId(added))}
        assert not before & (now | went) and not now & went and len(went) == 3
        history = load_history(two, ArticleId(added))
        told = {claim.claim_id for change in history.changes for claim in change.claims}
        assert told and told <= now | went
        once = exported(two)
        assert kept_from(two, exported(db)).known["article"] == 1
        assert exported(two) == once


@pytest.mark.parametrize(
    ("here", "there"), [((), ONCE), (ONCE, ()), (ONCE, THRICE), (THRICE, ((0, 3),))]
)
def test_an_article_that_is_there_in_another_version_is_no_second_one(
    db: Database, tmp_path: Path, here: Edits, there: Edits
) -> None:
    revise(db, 1, there)
    with opened(tmp_path / "two.db") as two:
        revise(two, 1, here)
        before = exported(two)
        assert kept_from(two, exported(db)).known["article"] == 1
        assert exported(two) == before


def test_only_what_an_article_says_now_is_in_tables_and_graphs(db: Database) -> None:
    article_id = revise(db, 1, ONCE)
    went = [gone.numbered.claim.text for gone in list_gone(db, article_id)]
    assert len(went) == 2
    (article,) = records_of(db, ARTICLE)
    assert all(words in json.dumps(article) for words in went)
    shown = [*article_rows(article, {}), *article_nodes(article), *article_annotations(article)]
    text = json.dumps(shown)
    assert numbered(1, 1, first=2).claims[0].text in text
    assert not [words for words in went if f"{words} " in text or f'{words}"' in text]


def test_channels_travel_only_with_their_ids(db: Database, tmp_path: Path) -> None:
    fill(db, 3)
    assert not records(exported(db), "schedule") and not records(exported(db), "watch")
    with opened(tmp_path / "two.db") as two:
        assert kept_from(two, exported(db, with_discord_ids=True)).refused == []
        assert list_schedules(two) == list_schedules(db) and len(list_schedules(two)) == 2
        assert list_watches(two) == list_watches(db) and len(list_watches(two)) == 2


def test_a_day_that_had_its_digest_gets_no_other(db: Database, tmp_path: Path) -> None:
    tell_no_entity(db)
    for day, state in (
        ("2025-03-08", "posted"),
        ("2025-03-09", "quiet"),
        ("2025-03-10", "pending"),
    ):
        db.execute(
            "insert into deliveries (channel_id, edition_on, covers_from, due_at, after_article,"
            " upto_article, covered_since, reserved_at, tried_at, next_try_at, state) values"
            " (?, ?, ?, 'x', 0, 0, 'x', 'x', 'x', 'x', ?)",
            [10**17 + 1, day, day, state],
        )
    with opened(tmp_path / "two.db") as two:
        lines = exported(db, with_discord_ids=True)
        assert kept_from(two, lines).refused == []
        starts = [schedule.starts_on.isoformat() for schedule in list_schedules(two)]
        assert starts == ["2025-03-10", "2025-03-02"]
        assert exported(two, with_discord_ids=True) == lines


def tell_no_entity(db: Database) -> None:
    """Schedules and watches on a desk without articles."""
    db.execute("pragma foreign_keys = off")
    tell_channels(db)
    db.execute("update watches set entity_id = null")
    db.execute("pragma foreign_keys = on")


def test_another_desk_is_told_of_what_comes_from_now_on(db: Database, tmp_path: Path) -> None:
    fill(db, 3)
    lines = exported(db, with_discord_ids=True)
    with opened(tmp_path / "two.db") as two:
        add_article(two, numbered(5, 9), unresolved(numbered(5, 9)), ADDED_AT)
        assert kept_from(two, lines).refused == []
        (last,) = two.execute("select max(claim_id) from claims").fetchone()
        (newest,) = two.execute("select max(article_id) from articles").fetchone()
        assert {watch.after_claim for watch in list_watches(two)} == {last}
        assert {schedule.after_article for schedule in list_schedules(two)} == {newest}
        once = exported(two, with_discord_ids=True)
        again = kept_from(two, lines)
        assert (again.known["watch"], again.known["schedule"]) == (2, 2)
        assert exported(two, with_discord_ids=True) == once


def _broken(record: dict[str, Any], path: tuple[Any, ...], value: object) -> bytes:
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return b"{}\n" + json.dumps(record).encode() + b"\n"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("version",), 0, "does not fit version 0"),
        (("versions", 0, "version"), 4, "article.versions does not fit version 4"),
        (("versions", 0, "text"), "another", "SHA-256 differs"),
        (("changes", 0, "version"), 5, "article.changes does not fit"),
        (("changes", 0, "change", "version"), 5, "article.changes does not fit"),
        (("changes", 0, "change", "claims", 0, "fate"), "eaten", "no change from one version"),
        (("changes", 0, "change", "carried"), -1, "no change from one version"),
        (("gone_claims", 0, "claim"), 4, "claim 4 stands twice"),
        (("gone_claims", 0, "as_read", "chain", "links"), [], "no claim as it was read"),
        (("gone_claims", 0, "as_read", "sentence"), None, "no claim as it was read"),
        (("gone_claims", 0, "gone_in"), 9, "article.gone_claims does not fit"),
        (("corrections", 0, "stated_on"), "2025-01-01T10:00", "no day"),
        (("corrections", 0, "kind"), "lie", "none of its words"),
        (("corrections", 0, "span"), [0, 10**6], "behind the article's"),
    ],
)
def test_a_past_that_does_not_hold_is_refused(
    db: Database, tmp_path: Path, path: tuple[Any, ...], value: object, words: str
) -> None:
    revise(db, 1, THRICE)
    (article,) = records(exported(db), "article")
    with opened(tmp_path / "two.db") as two:
        ((_, reason),) = kept_from(two, _broken(article, path, value)).refused
        assert words in reason
        assert two.table("articles").count == 0 and two.table("gone_claims").count == 0


@pytest.mark.parametrize(
    ("kind", "key", "value", "words"),
    [
        ("schedule", "zone", "../../etc/passwd", "no time zone"),
        ("schedule", "zone", "Europe/Nowhere", "no time zone"),
        ("schedule", "at", "8.30", "no time of day"),
        ("schedule", "at", "08:30:05", "no time of day"),
        ("schedule", "starts_on", "9999-12-31", "no day on which"),
        ("schedule", "channel_id", None, "no whole number"),
        ("watch", "user_id", 0, "no whole number"),
        ("watch", "pause_reason", "tired", "none of its words"),
    ],
)
def test_a_channel_s_line_that_does_not_hold_is_refused(
    db: Database, tmp_path: Path, kind: str, key: str, value: object, words: str
) -> None:
    tell_no_entity(db)
    record = records(exported(db, with_discord_ids=True), kind)[0]
    with opened(tmp_path / "two.db") as two:
        ((_, reason),) = kept_from(two, _broken(record, (key,), value)).refused
        assert words in reason and two.table("watches").count == 0


def test_nobody_gets_more_watches_than_anybody(db: Database) -> None:
    tell_no_entity(db)
    record = records(exported(db, with_discord_ids=True), "watch")[0]
    lines = [json.dumps(record | {"words": f"w{n}", "watch": n + 9}) for n in range(30)]
    kept = kept_from(db, "\n".join(["{}", *lines, ""]).encode())
    assert kept.added["watch"] == 23 and "25 watches at most" in kept.refused[0][1]


def test_a_history_can_be_shown(db: Database, tmp_path: Path) -> None:
    article_id = revise(db, 1, THRICE)
    with opened(tmp_path / "two.db") as two:
        kept_from(two, exported(db))
        shown = str(history_sheet(load_history(two, article_id)))
        assert shown == str(history_sheet(load_history(db, article_id)))


def test_judgements_come_back_and_can_still_be_undone(db: Database, tmp_path: Path) -> None:
    fill(db, 3)
    lines = exported(db, with_discord_ids=True)
    kinds = {each["kind"] for each in records(lines, "judgement")}
    assert {"merged", "split", "told apart", "alias added", "hidden", "undone"} <= kinds
    with opened(tmp_path / "two.db") as two:
        assert kept_from(two, lines).refused == []
        assert exported(two, with_discord_ids=True) == lines
        assert find_standing(two) == find_standing(db)
        for desk in (db, two):
            undo(desk, JudgementId(1), Note("Ada", ADDED_AT, ""))
        assert exported(two, with_discord_ids=True) == exported(db, with_discord_ids=True)


def test_tables_show_whom_the_desk_knows_and_no_one_hidden(db: Database) -> None:
    fill(db, 3)
    counts: dict[int, list[int]] = {}
    shown = [row for a in records_of(db, ARTICLE) for row in article_rows(a, counts)]
    shown += [row for e in records_of(db, ENTITIES) for row in entity_rows(e, counts)]
    gone = "select entity_id from entities where merged_into is not null or is_hidden"
    left_out = {number for (number,) in db.execute(gone)}
    own = {row[0] for name, row in shown if name in ("entities", "aliases", "mentions")}
    assert left_out and not left_out & own
    assert ("The Boss", "name") in {row[2:] for name, row in shown if name == "aliases"}
    assert "known to the desk" in {row[3] for name, row in shown if name == "entities"}
