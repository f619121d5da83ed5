"""An export holds everything, and what comes back from it is what was there."""

import json
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from delivering import plan
from exporting import _write
from newsroom.answer import StoredClaim
from newsroom.entity import EntityId, EntityKind, NameRecord
from newsroom.export import ExportFormat
from newsroom.feed import Outcome
from presentation.changes import history_sheet
from presentation.claim_blocks import claim_block
from storage.articles import add_article
from storage.claim_rows import load_claims
from storage.feeds import add_feed
from storage.interchange.fields import Part
from storage.interchange.left_out import LEFT_OUT, MADE_ANEW
from storage.interchange.shape import BACKUP_SETTING, RECORDS
from storage.name_import import import_names
from storage.schedules import list_schedules
from storage.stories import begin_story
from storage.versions import load_history
from storage.watches import list_watches
from storage.whole_claims import find_gone, list_gone
from storytelling import join_article
from tests.storage.factories import ADDED_AT, check_indexes, ferry, numbered, unresolved
from tests.storage.interchanging import SECRET, exported, fill, kept_from, opened, records


def parts() -> list[Part]:
    """Every part of the format, those inside others too."""
    found, waiting = [], list(RECORDS)
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += part.parts
    return found


def test_every_table_is_exported_or_left_out_for_a_reason(db: Database) -> None:
    shadow = re.compile(r"(claims_fts|sqlite)_.*")
    tables = {name for name in db.table_names() if not shadow.fullmatch(name)}
    held = {part.table for part in parts()}
    assert tables - held - LEFT_OUT.keys() == set(), "export these, or say why not in LEFT_OUT"
    assert (held | LEFT_OUT.keys()) - tables == set(), "these are no tables any more"
    assert held & LEFT_OUT.keys() == set() and all(LEFT_OUT.values())


def test_every_column_is_exported_or_made_anew(db: Database) -> None:
    for part in parts():
        columns = set(db.table(part.table).columns_dict)
        held = {part.owner, *(column for field in part.fields for column in field.columns)}
        held |= {"position"} if part.is_positioned else set()
        anew = {column for table, column in MADE_ANEW if table == part.table}
        if part.table == "claims":
            held |= {"claim_id"}
        assert columns - held - anew == set(), f"{part.table}: export these, or make them anew"
        assert held | anew == columns | (held & {part.owner}), part.table


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), articles=st.integers(1, 9), with_ids=st.booleans())
def test_what_export_wrote_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, articles: int, with_ids: bool
) -> None:
    folder = tmp_path_factory.mktemp("desks")
    with opened(folder / "one.db") as one, opened(folder / "two.db") as two:
        fill(one, seed, articles)
        before = exported(one, with_discord_ids=with_ids)
        kept = kept_from(two, before)
        assert kept.refused == [] and kept.known == {}
        assert exported(two, with_discord_ids=with_ids) == before
        check_indexes(two)
        assert two.execute("pragma foreign_key_check").fetchall() == []
        number = one.execute("select claim_id from claims order by 1 desc").fetchone()[0]
        assert load_claims(two, [number]) == load_claims(one, [number])
        for table in ("entities", "articles", "claims", "stories", "story_articles"):
            order = f"select * from {table} order by 1"
            assert two.execute(order).fetchall() == one.execute(order).fetchall()


def test_no_export_holds_a_confidential_note(db: Database, tmp_path: Path) -> None:
    fill(db, 3, 3)
    assert SECRET in "\n".join(db.conn.iterdump())
    assert SECRET not in exported(db, with_discord_ids=True).decode()
    for form in ExportFormat:
        target = tmp_path / f"out.{form.value}"
        _write(db, form, target, True)
        files = [target] if target.is_file() else sorted(target.iterdir())
        assert not any(SECRET.encode() in file.read_bytes() for file in files), form


def test_the_same_export_again_changes_nothing(db: Database, tmp_path: Path) -> None:
    with opened(tmp_path / "two.db") as two:
        fill(db, 5)
        add_article(two, numbered(1, 2), unresolved(numbered(1, 2)), ADDED_AT)
        assert kept_from(two, exported(db)).refused == []
        once = exported(two, with_discord_ids=True)
        again = kept_from(two, exported(db))
        assert again.refused == [] and again.known["article"] == len(records(once, "article")) - 1
        assert exported(two, with_discord_ids=True) == once


def test_another_desk_keeps_its_own_and_joins_whom_it_knows(db: Database, tmp_path: Path) -> None:
    with opened(tmp_path / "two.db") as two:
        import_names(two, [NameRecord("Odile Brandt", EntityKind.PERSON, (), "a mayor")])
        import_names(two, [NameRecord("Tarnby", EntityKind.PERSON)])
        add_article(two, numbered(1, 2), unresolved(numbered(1, 2)), ADDED_AT)
        add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
        kept = kept_from(two, exported(db))
        assert (kept.refused, kept.added["article"]) == ([], 1)
        rows = two.execute("select name, kind, description, mention_count from entities").fetchall()
        assert ("Odile Brandt", "person", "a mayor", 1) in rows
        assert ("Tarnby", "person", None, 0) in rows and ("Tarnby", "place", None, 1) in rows
        (speaker,) = two.execute(
            "select entity_id from chain_links where entity = 'Odile Brandt'"
        ).fetchone()
        assert speaker == 1
        check_indexes(two)


def test_namesakes_stay_apart(db: Database, tmp_path: Path) -> None:
    """Whoever was told apart by the desk is not made one by the way out and in."""
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    other = ferry(text=ferry().article.text + "Again.")
    add_article(db, other, unresolved(other), ADDED_AT)
    count = "select count(*) from entities where name = 'Odile Brandt'"
    for has_articles in (False, True):
        with opened(tmp_path / f"{has_articles}.db") as two:
            if has_articles:
                add_article(two, numbered(1, 1), unresolved(numbered(1, 1)), ADDED_AT)
            assert kept_from(two, exported(db)).refused == []
            assert two.execute(count).fetchone() == (2,)


def test_a_story_that_is_known_takes_the_new_articles(db: Database, tmp_path: Path) -> None:
    with opened(tmp_path / "two.db") as two:
        for desk in (db, two):
            begin_story(desk, ADDED_AT)
            join_article(desk, add_article(desk, ferry(), (None,) * 3, ADDED_AT), ADDED_AT)
        other = ferry(text=ferry().article.text + "\nThe second edition.")
        known = [EntityId(number) for number in (1, 2, 3)]
        join_article(db, add_article(db, other, known, ADDED_AT), ADDED_AT)
        stories = "select article_id, story_id from story_articles order by 1"
        assert len({story for _, story in db.execute(stories)}) == 1
        kept_from(two, exported(db))
        assert len({story for _, story in two.execute(stories)}) == 1
        assert two.execute("select count(*) from story_articles").fetchone() == (2,)


def test_discord_s_ids_stay_out_unless_asked_for(db: Database) -> None:
    fill(db, 3)
    with_ids, without = exported(db, with_discord_ids=True), exported(db)
    assert b"123456789012345678" in with_ids and str(10**17).encode() in with_ids
    assert not re.search(rb"\b\d{17,20}\b", re.sub(rb'"sha256":"[0-9a-f]+"', b"", without))
    assert {move["judged_by"] for move in records(without, "move")} == {"Odile Brandt"}


def test_when_a_file_was_backed_up_stays_with_the_file(db: Database) -> None:
    for key in (f"{BACKUP_SETTING}last_at", "language"):
        db.execute("insert into desk_settings values (?, 'x')", [key])
    kept = records(exported(db, with_discord_ids=True), "setting")
    assert [setting["key"] for setting in kept] == ["language"]


def test_a_damaged_line_is_named_and_the_rest_kept(db: Database, tmp_path: Path) -> None:
    fill(db, 9)
    lines = exported(db).split(b"\n")
    kinds = [json.loads(line)["type"] for line in lines[:-1]]
    broken = kinds.index("article") + 1
    lines[broken] = lines[broken][:-20]
    lost = kinds.index("entity")
    lines[lost] = b'{"type":"entity"}'
    with opened(tmp_path / "two.db") as two:
        kept = kept_from(two, b"\n".join(lines))
        named = dict(kept.refused)
        assert named[broken + 1] == "no valid JSON"
        assert named[lost + 1].startswith("entity lacks ")
        assert kept.added["article"] == kinds.count("article") - 1
        speaking = [n for n in named if kinds[n - 1] not in ("copy", "move", "merge")]
        assert sorted(speaking) == [lost + 1, broken + 1]
        check_indexes(two)


def _article(db: Database) -> dict[str, object]:
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    (article,) = records(exported(db), "article")
    return article


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("text",), "another", "SHA-256 differs"),
        (("claims", 0, "spans", 0, "span"), [0, 10**6], "behind the article's"),
        (("claims", 0, "hedges", 0, "text"), "perhaps", "does not hold 'perhaps'"),
        (("claims", 0, "sentence"), "perhaps", "does not hold 'perhaps'"),
        (("mentions", 0, "span"), [9, 2], "no pair of places"),
        (("mentions", 0, "form"), "shout", "none of its words"),
        (("mentions", 0, "inferred"), 1, "no true or false"),
        (("mentions", 0, "entity"), 99, "entity 99, which the file does not hold"),
        (("mentions", 0, "entity"), 2**60, "no whole number"),
        (("article",), -1, "no whole number"),
        (("article",), 0, "no number of article"),
        (("added_at",), "yesterday", "no moment"),
        (("added_at",), "2025-01-01T00:00:00", "no moment"),
        (("published_at",), "in March", "no date as the article states it"),
        (("claims", 0, "chain"), [], "has 0 links"),
        (("claims", 0, "links"), 9, "not 9"),
        (("blocks",), {}, "is no list"),
        (("story",), 7, "is no object"),
        (("title",), None, "no text"),
        (("../../etc/passwd",), "x", "no part of the format"),
        (("type",), ["article"], "is no type of line"),
    ],
)
def test_what_does_not_hold_is_refused_in_so_many_words(
    db: Database, tmp_path: Path, path: tuple[str | int, ...], value: object, words: str
) -> None:
    article = _article(db)
    place: object = article
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    with opened(tmp_path / "two.db") as two:
        kept = kept_from(two, b"{}\n" + json.dumps(article).encode() + b"\n")
        ((number, reason),) = kept.refused
        assert number == 2 and words in reason and "\n" not in reason
        for table in ("articles", "entities", "claims", "mentions"):
            assert two.table(table).count == 0, table


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"type":"article","article":NaN}',
        b'{"type":"setting","key":"\\ud800","value":"x"}',
        b"\xff\xfe",
        b"9" * 5000,
        b'{"type":"feed"}',
        b"null",
    ],
)
def test_what_is_no_record_is_refused(db: Database, line: bytes) -> None:
    kept = kept_from(db, b"{}\n" + line + b"\n")
    assert len(kept.refused) == 1 and not kept.added


def test_a_feed_s_filter_is_one(db: Database, tmp_path: Path) -> None:
    add_feed(db, "https://a.example/feed", None, "taiwan", None, ADDED_AT)
    lines = exported(db).replace(b'"taiwan"', b'"taiwan OR ("')
    with opened(tmp_path / "two.db") as two:
        ((_, reason),) = kept_from(two, lines).refused
        assert reason and two.table("feeds").count == 0


def test_a_feed_leads_nowhere_but_to_the_web(db: Database, tmp_path: Path) -> None:
    add_feed(db, "https://a.example/feed", None, None, None, ADDED_AT)
    lines = exported(db).replace(b"https://a.example/feed", b"file:///etc/passwd")
    with opened(tmp_path / "two.db") as two:
        assert "no web address" in kept_from(two, lines).refused[0][1]


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from([*Outcome, "name", "person", "content", "denial", "2025-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["span", "text", "entity", "article"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@cache
def of_every_kind() -> tuple[bytes, ...]:
    """The lines of a small desk that holds something of every kind."""
    with TemporaryDirectory() as folder, opened(Path(folder, "desk.db")) as db:
        fill(db, 21, 3)
        lines = tuple(exported(db, with_discord_ids=True).splitlines())
    assert {json.loads(line)["type"] for line in lines} == {"desk", *(p.key for p in RECORDS)}
    return lines


def _places(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place inside a record where something else could stand."""
    inner: list[tuple[object, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [found for key, each in inner for found in ((*path, key), *_places(each, (*path, key)))]


def answer_words(claim: StoredClaim) -> str:
    """What a reader is told of a claim."""
    return str(claim_block(claim))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_hostile_file_leaves_a_sound_desk(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Anything anywhere in any line: it is kept or refused in one line, and nothing else breaks."""
    lines = [json.loads(line) for line in of_every_kind()]
    for _ in range(data.draw(st.integers(1, 3))):
        victim = data.draw(st.sampled_from(lines[1:]))
        places = _places(victim)
        *path, last = data.draw(st.sampled_from(places)) if places else ("type",)
        place = victim
        for step in path:
            place = place[step]
        place[last] = data.draw(ANY_JSON)
    export = "\n".join(map(json.dumps, lines)).encode() + b"\n"
    with opened(tmp_path_factory.mktemp("hostile") / "desk.db") as db:
        kept = kept_from(db, export)
        assert all("\n" not in reason and len(reason) < 200 for _, reason in kept.refused)
        total = sum(kept.added.values()) + sum(kept.known.values()) + len(kept.refused)
        assert total == len(lines) - 1
        assert db.execute("pragma foreign_key_check").fetchall() == []
        check_indexes(db)
        exported(db)
        for claim in load_claims(db, [row[0] for row in db.execute("select claim_id from claims")]):
            assert claim.chain.innermost and answer_words(claim)
        for (article_id,) in db.execute("select article_id from articles").fetchall():
            assert str(history_sheet(load_history(db, article_id)))
            for gone in list_gone(db, article_id):
                found = find_gone(db, gone.numbered.claim_id)
                assert found and answer_words(found[0])
        for schedule in list_schedules(db):
            assert plan(db, schedule, ADDED_AT) and list_watches(db) is not None
