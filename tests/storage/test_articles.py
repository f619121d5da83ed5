"""Articles go in whole and come out as they were; removing one leaves nothing of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsroom.article import ArticleId, Citation, Span
from newsroom.attribution import Claim, ClaimId
from newsroom.desk import DeskCounts
from newsroom.entity import Entity, EntityKind, MentionForm, NameRecord
from newsroom.errors import NewsroomError
from newsroom.extraction import Extraction
from storage.articles import (
    add_article,
    count_desk,
    find_article,
    find_ingested,
    get_citation,
    list_citations,
    remove_article,
)
from storage.claims import find_claims_of_article, search_claims
from storage.entities import find_entities_named, find_known, load_card
from storage.name_import import import_names
from tests.storage.factories import (
    ADDED_AT,
    PUBLISHED_AT,
    TEXT,
    THIRD,
    TITLE,
    check_indexes,
    ferry,
    numbered,
    unresolved,
)


def add(db: Database, extraction: Extraction) -> ArticleId:
    """Add an article whose entities are all new."""
    with db.atomic():
        return add_article(db, extraction, unresolved(extraction), ADDED_AT)


def dump(db: Database) -> list[str]:
    """Every row of the desk, but for SQLite's own counters."""
    return [line for line in db.conn.iterdump() if "sqlite_sequence" not in line]


def test_an_article_is_found_by_its_text(db: Database) -> None:
    extraction = ferry()
    assert find_article(db, extraction.article.digest) is None
    article_id = add(db, extraction)
    assert find_article(db, extraction.article.digest) == article_id
    assert get_citation(db, article_id) == Citation(
        article_id, TITLE, "Tarnby Courier", PUBLISHED_AT, "https://courier.example/ferry"
    )


def test_claims_come_back_as_they_went_in(db: Database) -> None:
    extraction = ferry()
    article_id = add(db, extraction)
    (mayor,) = find_entities_named(db, ["odile brandt"])
    (town,) = find_entities_named(db, ["tarnby"])
    hull, denial = find_claims_of_article(db, article_id, 10)
    for stored, claim in zip((hull, denial), extraction.claims, strict=True):
        assert stored.text == claim.text
        assert stored.sentence == claim.sentence.of(TEXT)
        assert stored.chain == claim.chain
        assert stored.manner == claim.manner
        assert stored.response == claim.response
        assert stored.dates == claim.dates
        assert stored.hedges == tuple(hedge.text for hedge in claim.hedges)
    assert hull.about == (town.entity_id,)
    assert denial.about == denial.sources == (mayor.entity_id,)


def test_spans_are_kept_by_part(db: Database) -> None:
    extraction = ferry()
    add(db, extraction)
    rows = db.execute(
        "select part, start_char, end_char from claim_spans where claim_id = 1 order by part"
    ).fetchall()
    hull = extraction.claims[0]
    parts = (("content", hull.content), ("cue", hull.cue), ("source", hull.source))
    assert rows == [(part, s.start_char, s.end_char) for part, spans in parts for s in spans]


def test_what_was_read_is_counted(db: Database) -> None:
    ingested = find_ingested(db, add(db, ferry()))
    assert (ingested.entity_count, ingested.claim_count) == (3, 2)
    assert (ingested.attributed_count, ingested.sentence_count) == (2, 4)
    assert ingested.unclaimed == (THIRD,)
    counts = count_desk(db)
    assert counts.articles == 1
    assert counts.entities == 3
    assert counts.claims == counts.sources == 2


def test_the_same_text_is_refused_and_changes_nothing(db: Database) -> None:
    add(db, ferry())
    before = dump(db)
    with pytest.raises(NewsroomError, match="already"), db.atomic():
        add(db, ferry())
    assert dump(db) == before


HEADLINE_START = Span(0, 3)
MAYOR, HULL = ferry().entities[0], ferry().claims[0]


@pytest.mark.parametrize(
    "broken",
    [
        replace(MAYOR, mentions=(replace(MAYOR.mentions[0], span=HEADLINE_START),)),
        replace(MAYOR, roles=(replace(MAYOR.roles[0], span=HEADLINE_START),)),
    ],
)
def test_a_span_that_does_not_hold_is_a_programming_error(db: Database, broken: Entity) -> None:
    extraction = ferry()
    with pytest.raises(ValueError, match="span"):
        add(db, replace(extraction, entities=(broken, *extraction.entities[1:])))
    assert count_desk(db) == DeskCounts(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        replace(HULL, hedges=(replace(HULL.hedges[0], span=HEADLINE_START),)),
        replace(HULL, dates=(replace(HULL.dates[0], span=HEADLINE_START),)),
    ],
)
def test_so_is_one_of_a_claim(db: Database, broken: Claim) -> None:
    with pytest.raises(ValueError, match="span"):
        add(db, replace(ferry(), claims=(broken,)))
    assert count_desk(db) == DeskCounts(0, 0, 0, 0, 0)


def test_entities_must_run_parallel(db: Database) -> None:
    with pytest.raises(ValueError, match="zip"), db.atomic():
        add_article(db, ferry(), (None,), ADDED_AT)


def test_an_entity_is_joined_and_gains_names(db: Database) -> None:
    add(db, ferry())
    (known,) = find_entities_named(db, ["odile brandt"])
    extraction = ferry(text="Again.\n" + TEXT)
    mayor = replace(extraction.entities[0], aliases=("Mrs Brandt",))
    extraction = replace(extraction, entities=(mayor, *extraction.entities[1:]))
    add_article(db, extraction, (known.entity_id, None, None), ADDED_AT)
    (entity,) = find_known(db, [known.entity_id])
    assert set(entity.aliases) == {"Brandt", "Mrs Brandt"}
    (joined,) = find_entities_named(db, ["mrs brandt"])
    assert joined.entity_id == known.entity_id
    assert joined.weight == 2
    assert load_card(db, known.entity_id, 5).article_count == 2


def test_two_entities_of_one_name_are_both_counted(db: Database) -> None:
    extraction = ferry()
    town = extraction.entities[1]
    ship = replace(town, kind=EntityKind.PRODUCT)
    add(db, replace(extraction, entities=(*extraction.entities, ship)))
    found = find_entities_named(db, ["tarnby"])
    assert {candidate.kind for candidate in found} == {EntityKind.PLACE, EntityKind.PRODUCT}
    assert [candidate.weight for candidate in found] == [1, 1]


def test_newest_comes_first_and_undated_by_when_it_was_added(db: Database) -> None:
    zone = timezone(timedelta(hours=5))
    moments = {
        "late": datetime(2025, 3, 1, 19, 0),
        "early": datetime(2025, 3, 1, 23, 30, tzinfo=zone),
        "undated": None,
    }
    ids = {
        name: add(db, ferry(text=f"{name}\n{TEXT}", published_at=moment))
        for name, moment in moments.items()
    }
    cited = list_citations(db, 10)
    assert [c.article_id for c in cited] == [ids["undated"], ids["late"], ids["early"]]
    assert [c.published_at for c in cited] == [None, moments["late"], moments["early"]]
    assert len(list_citations(db, 2)) == 2


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_date_at_the_edge_of_time_is_kept(db: Database, moment: datetime) -> None:
    article_id = add(db, ferry(published_at=moment))
    assert get_citation(db, article_id).published_at == moment


def test_removing_an_article_leaves_nothing_of_it(db: Database) -> None:
    empty = dump(db)
    article_id = add(db, ferry())
    remove_article(db, article_id)
    assert dump(db)[: len(empty)] and count_desk(db) == DeskCounts(0, 0, 0, 0, 0)
    for (table,) in db.execute(
        "select name from sqlite_master where type = 'table' and name not like '%\\_%' escape '\\'"
    ):
        assert db.table(table).count == 0, table
    assert search_claims(db, [["hull"]], 5) == ()


def test_removing_keeps_what_others_gave(db: Database) -> None:
    import_names(db, [NameRecord("Tarnby", EntityKind.PLACE, description="a harbour town")])
    (town,) = find_entities_named(db, ["tarnby"])
    first = add_article(db, ferry(), (None, town.entity_id, None), ADDED_AT)
    (mayor,) = find_entities_named(db, ["odile brandt"])
    other = ferry(text="Again.\n" + TEXT)
    renamed = replace(other.entities[0], name="Odile Brandt-Lund", aliases=("Brandt",))
    other = replace(other, entities=(renamed, *other.entities[1:]))
    add_article(db, other, (mayor.entity_id, town.entity_id, None), ADDED_AT)
    remove_article(db, first)
    (kept,) = find_known(db, [mayor.entity_id])
    assert kept.name == "Odile Brandt-Lund"
    assert kept.aliases == ("Brandt",)
    assert load_card(db, mayor.entity_id, 5).article_count == 1
    (place,) = find_known(db, [town.entity_id])
    assert place.is_imported
    assert place.description == "a harbour town"


def test_what_was_removed_cannot_be_read_from_the_file(db: Database) -> None:
    add(db, numbered(1))
    secret = "97531x"
    article_id = add(db, numbered(97531))
    with db.atomic():
        remove_article(db, article_id)
    db.execute("pragma wal_checkpoint(truncate)").fetchall()
    (row,) = db.execute("select file from pragma_database_list where name = 'main'").fetchall()
    content = Path(row[0]).read_bytes()
    assert b"harbour" in content
    assert secret.encode() not in content


def test_removed_numbers_are_not_given_again(db: Database) -> None:
    first = add(db, ferry())
    claim_ids = [claim.claim_id for claim in find_claims_of_article(db, first, 10)]
    remove_article(db, first)
    second = add(db, ferry())
    assert second > first
    again = {claim.claim_id for claim in find_claims_of_article(db, second, 10)}
    assert again.isdisjoint(claim_ids) and ClaimId(1) not in again


def test_indexes_agree_with_their_tables_after_removals(db: Database) -> None:
    kept = [add(db, numbered(n, claims=5)) for n in range(4)]
    for article_id in kept[::2]:
        remove_article(db, article_id)
    check_indexes(db)
    assert len(search_claims(db, [["harbour"]], 50)) == 10
    assert db.execute("pragma foreign_key_check").fetchall() == []


def test_unknown_articles_are_said_to_be(db: Database) -> None:
    with pytest.raises(NewsroomError, match="no article 7"):
        get_citation(db, ArticleId(7))
    with pytest.raises(NewsroomError, match="no article 7"):
        find_ingested(db, ArticleId(7))
    remove_article(db, ArticleId(7))


def test_nominals_are_looked_up_but_are_no_names(db: Database) -> None:
    words = ferry().entities[2]
    unnamed = Entity("A. Nobody", EntityKind.PERSON, mentions=words.mentions)
    add(db, replace(ferry(), entities=(unnamed,), claims=()))
    assert find_entities_named(db, ["former inspector"]) == ()
    (row,) = db.execute("select form from entity_names where alias = 'former inspector'")
    assert row[0] == MentionForm.NOMINAL.value
    assert find_entities_named(db, ["a. nobody"])[0].last_seen == PUBLISHED_AT.replace(tzinfo=UTC)
