"""What a removed article said is gone: from the rows, the indexes, the file and its log."""

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from keeping import keep_at
from lookup import find_candidates
from matching.folding import fold
from newsroom.article import Article, ArticleId, Block, BlockKind, Sentence
from newsroom.attribution import (
    Claim,
    DateMention,
    Hedge,
    Identity,
    Manner,
    Response,
    ResponseKind,
    Source,
    SourcingChain,
)
from newsroom.entity import Entity, EntityKind, Mention, MentionForm, Role
from newsroom.errors import StoreError
from newsroom.extraction import Extraction
from newsroom.page import Page
from newsroom.version import Correction, CorrectionKind
from storage.articles import add_article, count_desk, remove_article
from storage.entities import find_entities_named
from storage.pages import keep_page
from storage.store import Store
from tests.storage.factories import (
    ADDED_AT,
    KEYS,
    OUTLET,
    check_indexes,
    numbered,
    span,
    unresolved,
)

SENTENCE = (
    "Purportedly the xylograph archivist Zorquavelt Hjimsley jettisoned vqellum on 7 Brumaire,"
    " a kwyjibo steward said."
)
PARTS_OF_PROBES = (
    "ylograph", "orquavelt", "jimsley", "ellum", "rumaire", "wyjibo", "urportedly",
    "zimuthal", "lixirgate", "ournalista", "vermorecki",
)  # fmt: skip
"""Middles of words, since an index leaves out a beginning that two neighbours share."""


def lighthouse() -> Extraction:
    """An article whose every text column holds words that stand nowhere else."""
    text = f"Azimuthal lixirgate\n\n{SENTENCE}\n"
    person, steward = "Zorquavelt Hjimsley", "kwyjibo steward"
    article = Article(
        "jlixirgate-file", text, "Azimuthal lixirgate", "Qjournalista", "B. Overmorecki",
        datetime(2025, 2, 7), url="https://qjournalista.example/lixirgate",
        blocks=(Block(span(text, SENTENCE), BlockKind.BODY, span(text, SENTENCE)),),
    )  # fmt: skip
    role, mention = "xylograph archivist", Mention(person, span(text, person), MentionForm.NAME)
    nominal = Mention(steward, span(text, steward), MentionForm.NOMINAL)
    entities = (
        Entity(
            person, EntityKind.PERSON, ("Hjimsley",), (Role(role, span(text, role)),), (mention,)
        ),
        Entity(steward, EntityKind.PERSON, mentions=(nominal,)),
    )
    source = Source(steward, Identity.UNNAMED, "person", span(text, steward), steward)
    claim = Claim(
        "jettisoned vqellum on 7 Brumaire",
        (span(text, "jettisoned vqellum"),), (span(text, "said"),), (span(text, steward),),
        Manner.INDIRECT, SourcingChain((OUTLET, source)), span(text, SENTENCE),
        (Hedge("Purportedly", span(text, "Purportedly")),),
        Response(ResponseKind.DENIAL, person, span(text, person), person),
        (DateMention("7 Brumaire", span(text, "7 Brumaire"), "2025-02-07"),), (person,),
    )  # fmt: skip
    return Extraction(
        article, (Sentence(span(text, SENTENCE), BlockKind.BODY, 0),), entities, (claim,)
    )


def add(db: Database, extraction: Extraction) -> ArticleId:
    """Add an article whose entities are all new."""
    return add_article(db, extraction, unresolved(extraction), ADDED_AT)


def rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is ours, but for the audit, which only grows."""
    ours = "select name from pragma_table_list where strict = 1 order by name"
    return {
        name: sorted(db.execute(f"select * from {name}").fetchall(), key=repr)
        for (name,) in db.execute(ours).fetchall()
        if not name.startswith("audit")
    }


def on_disk(path: Path, parts: Sequence[str] = PARTS_OF_PROBES) -> set[str]:
    """Which parts of the probes the desk's file or its log still hold."""
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()
    return {part for part in parts if part.encode() in content}


def is_on_disk(path: Path, content: bytes) -> bool:
    """Whether some bytes stand in the desk's file as they are."""
    return content in path.read_bytes()


@pytest.mark.asyncio
@pytest.mark.parametrize(("before", "after"), [(0, 0), (3, 0), (0, 3), (12, 12)])
async def test_nothing_is_left_on_the_disk(desk_path: Path, before: int, after: int) -> None:
    store = Store.open(desk_path, fold, KEYS)
    for number in range(before):
        await store.write(add, numbered(number, 4))
    kept = await store.read(rows)
    article_id = await store.write(add, lighthouse())
    await store.checkpoint()
    assert on_disk(desk_path) == set(PARTS_OF_PROBES)
    later = [await store.write(add, numbered(100 + number, 4)) for number in range(after)]
    await store.write(remove_article, article_id)
    await store.checkpoint()
    assert on_disk(desk_path) == set()
    for number in later:
        await store.write(remove_article, number)
    assert await store.read(rows) == kept
    await store.write(check_indexes)
    await store.close()


def lantern() -> Extraction:
    """Another version of the lighthouse: a sentence went, another came, and a note says so."""
    first = lighthouse()
    note = "Correction: an earlier version of this article glimmerwobbled."
    text = f"Azimuthal lixirgate\n\nThe quixofrax was {SENTENCE[13:20]}frumious.\n\n{note}\n"
    place = span(text, text.split("\n\n")[1])
    claim = replace(
        first.claims[0],
        text="frumious",
        content=(span(text, "frumious"),),
        cue=(),
        source=(),
        chain=SourcingChain((OUTLET,)),
        sentence=place,
        hedges=(),
        response=None,
        dates=(),
        about=(),
    )
    entity = Entity("quixofrax", EntityKind.WORK, mentions=())
    noted = Correction(CorrectionKind.CORRECTION, note, span(text, note))
    article = replace(first.article, text=text, title="Vorpal lixirgate", blocks=())
    sentences = (Sentence(place, BlockKind.BODY, 0),)
    return Extraction(article, sentences, (entity,), (claim,), (noted,))


PARTS_OF_VERSIONS = (*PARTS_OF_PROBES, "limmerwobbl", "uixofra", "rumious", "orpal")


@pytest.mark.asyncio
@pytest.mark.parametrize(("before", "after"), [(0, 0), (3, 2)])
async def test_nothing_of_any_version_is_left_on_the_disk(
    desk_path: Path, before: int, after: int
) -> None:
    store = Store.open(desk_path, fold, KEYS)
    for number in range(before):
        await store.write(add, numbered(number, 4))
    kept = await store.read(rows)
    article_id = await store.write(add, lighthouse())
    page = Page("https://qjournalista.example/lixirgate", "text/html", None, b"brillig toves")
    await store.write(keep_page, article_id, page.url, page, ADDED_AT)
    await store.write(keep_at, article_id, lantern(), ADDED_AT)
    later = [await store.write(add, numbered(100 + number, 4)) for number in range(after)]
    await store.checkpoint()
    assert on_disk(desk_path, PARTS_OF_VERSIONS) == set(PARTS_OF_VERSIONS)
    compressed = zlib.compress(page.content)
    assert is_on_disk(desk_path, compressed)
    await store.write(remove_article, article_id)
    await store.checkpoint()
    assert on_disk(desk_path, PARTS_OF_VERSIONS) == set()
    assert not is_on_disk(desk_path, compressed)
    for number in later:
        await store.write(remove_article, number)
    assert await store.read(rows) == kept
    await store.write(check_indexes)
    await store.close()


@pytest.mark.asyncio
async def test_a_text_that_was_never_committed_is_gone_too(desk_path: Path) -> None:
    store = Store.open(desk_path, fold, KEYS)
    await store.write(add, numbered(1, 4))
    broken = replace(lighthouse(), sentences=lighthouse().sentences * 2)
    claim = replace(broken.claims[0], hedges=(Hedge("no such words", broken.claims[0].sentence),))
    with pytest.raises(ValueError, match="span"):
        await store.write(add, replace(broken, claims=(claim,)))
    await store.checkpoint()
    assert on_disk(desk_path) == set()
    await store.close()


def test_no_index_spells_a_removed_name(db: Database) -> None:
    add(db, numbered(1, 4))
    remove_article(db, add(db, lighthouse()))
    for column in ("term from claims_terms", "word from vocabulary"):
        name, _, _ = column.partition(" ")
        for part in ("zorq", "vq"):
            sql = f"select {column} where {name} >= ? and {name} < ?"
            assert db.execute(sql, [part, part + "\U0010ffff"]).fetchall() == []
    assert find_candidates(db, "zorquavelt hjimsley", 5) == ()


def test_a_shared_entity_keeps_only_the_counts_of_the_others(db: Database) -> None:
    first = add(db, lighthouse())
    (person,) = find_entities_named(db, ["zorquavelt hjimsley"])
    article = lighthouse().article
    again = replace(
        lighthouse(), article=replace(article, text=article.text + "!", published_at=ADDED_AT)
    )
    add_article(db, again, (person.entity_id, None), ADDED_AT)
    (both,) = find_entities_named(db, ["zorquavelt hjimsley"])
    remove_article(db, first)
    (one,) = find_entities_named(db, ["zorquavelt hjimsley"])
    assert (person.weight, both.weight, one.weight) == (1, 2, 1)
    assert one.last_seen == ADDED_AT
    assert count_desk(db).entities == 2


def test_no_removal_reads_every_row_of_a_child(db: Database) -> None:
    for parent, key in (
        ("articles", "article_id"),
        ("entities", "entity_id"),
        ("claims", "claim_id"),
    ):
        plan = db.execute(f"explain query plan delete from {parent} where {key} = 1").fetchall()
        assert [step[3] for step in plan if step[3].startswith("SCAN")] == []


@pytest.mark.asyncio
async def test_a_log_that_somebody_still_reads_is_said_to_be_kept(desk_path: Path) -> None:
    store = Store.open(desk_path, fold, KEYS)
    article_id = await store.write(add, lighthouse())
    await store.write(lambda db: db.execute("pragma busy_timeout = 50").fetchall())
    reader = sqlite3.connect(desk_path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from articles").fetchall()
    await store.write(remove_article, article_id)
    with pytest.raises(StoreError, match="in use by another process"):
        await store.checkpoint()
    reader.close()
    await store.checkpoint()
    assert on_disk(desk_path) == set()
    await store.close()


@pytest.mark.asyncio
async def test_a_reader_makes_no_file_in_place_of_one_that_vanished(desk_path: Path) -> None:
    store = Store.open(desk_path, fold, KEYS)
    for file in desk_path.parent.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        await store.read(count_desk)
    assert list(desk_path.parent.iterdir()) == []
    await store.close()
