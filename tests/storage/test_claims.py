"""Claims found by words, entities, identity, responses and dates, whatever is asked."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from lookup import find_candidates
from newsroom.attribution import ClaimId, Identity, Number, ResponseKind, SourcingChain
from newsroom.errors import NewsroomError
from storage.articles import add_article
from storage.claims import (
    find_claims_about,
    find_claims_by,
    find_claims_of_article,
    find_claims_resting_on,
    find_dated_claims,
    find_responses,
    find_terms,
    get_claim,
    search_claims,
)
from storage.connections import open_writer
from storage.entities import find_entities_named
from tests.storage.factories import ADDED_AT, KEYS, TEXT, ferry, fold, numbered, unresolved

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.fixture
def held(db: Database) -> Database:
    """A desk with the invented article and three numbered ones, one a day."""
    with db.atomic():
        for extraction in (ferry(), *(numbered(n, 4, day=n) for n in (1, 2, 3))):
            add_article(db, extraction, unresolved(extraction), ADDED_AT)
    return db


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One desk that many generated questions share."""
    path: Path = tmp_path_factory.mktemp("asked") / "asked.db"
    db = open_writer(path, fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    return db


def test_words_find_claims_by_their_stems(held: Database) -> None:
    ((claim, relevance), *others) = search_claims(held, [["cracks"], ["hulls", "keels"]], 10)
    assert claim.text.startswith("sailed with a cracked hull")
    assert relevance > 0.0
    assert all(0.0 <= other <= relevance for _, other in others)


def test_any_alternative_of_any_word_will_do(held: Database) -> None:
    assert len(search_claims(held, [["nowhere", "hull"], ["absent"]], 10)) == 1
    assert len(search_claims(held, [["hull"], ["thing1x0"]], 10)) == 2
    assert search_claims(held, [], 10) == search_claims(held, [[], ["..."]], 10) == ()
    assert len(search_claims(held, [["harbour"]], 5)) == 5


def test_sources_and_entities_are_searched_too(held: Database) -> None:
    (by_source, _), *_ = search_claims(held, [["inspector"]], 1)
    assert by_source.chain.innermost.label == "a former inspector"
    assert search_claims(held, [["Brandt"]], 5)[0][0].response is not None


def test_relevance_puts_the_claim_before_its_sentence(held: Database) -> None:
    found = search_claims(held, [["denied"]], 10)
    assert found[0][0].text == "denied it"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(terms=st.lists(st.lists(ANY_TEXT, max_size=3), max_size=4), prefix=ANY_TEXT)
def test_no_question_breaks_a_search(asked: Database, terms: list[list[str]], prefix: str) -> None:
    assert all(relevance >= 0.0 for _, relevance in search_claims(asked, terms, 5))
    find_terms(asked, prefix, 5)


@pytest.mark.parametrize("term", ['"', "NEAR(", "a AND", "*", "text:", "^a", "-", "'", "\0", "(a"])
def test_the_query_language_is_never_spoken(held: Database, term: str) -> None:
    found = search_claims(held, [[term], ["hull"]], 10)
    assert any("hull" in claim.text for claim, _ in found)


def test_very_many_words_are_searched(held: Database) -> None:
    assert search_claims(held, [[f"word{n}"] for n in range(2_000)] + [["hull"]], 1)


def test_terms_are_counted_by_claim(held: Database) -> None:
    assert find_terms(held, "harbou", 5) == (("harbour", 12),)
    assert [term for term, _ in find_terms(held, "thing1x", 3)] == [f"thing1x{n}" for n in range(3)]
    assert find_terms(held, "qqq", 5) == find_terms(held, "", 5) == ()


def test_a_claim_is_shown_by_its_number(held: Database) -> None:
    assert get_claim(held, ClaimId(1)).text.startswith("sailed")
    for number in (0, -1, 999, 10**30):
        with pytest.raises(NewsroomError, match="no claim"):
            get_claim(held, ClaimId(number))


def test_claims_by_and_about_an_entity(held: Database) -> None:
    (mayor,) = find_entities_named(held, ["odile brandt"])
    (town,) = find_entities_named(held, ["tarnby"])
    assert [c.text for c in find_claims_by(held, mayor.entity_id, 5)] == ["denied it"]
    assert [c.claim_id for c in find_claims_about(held, town.entity_id, 5)] == [1]
    assert find_claims_by(held, town.entity_id, 5) == ()


def test_claims_by_what_they_rest_on(held: Database) -> None:
    (hull,) = find_claims_resting_on(held, Identity.UNNAMED, True, 5)
    assert hull.chain.identity is Identity.UNNAMED
    several = replace(hull.chain.innermost, number=Number.SEVERAL, span=None)
    claim = replace(
        ferry().claims[0], chain=SourcingChain((hull.chain.links[0], several)), hedges=(), dates=()
    )
    other = replace(ferry(text=TEXT + "!"), claims=(claim,))
    add_article(held, other, unresolved(other), ADDED_AT)
    assert len(find_claims_resting_on(held, Identity.UNNAMED, True, 5)) == 1
    assert len(find_claims_resting_on(held, Identity.UNNAMED, False, 5)) == 2


def test_responses_of_one_or_of_all(held: Database) -> None:
    (mayor,) = find_entities_named(held, ["odile brandt"])
    (town,) = find_entities_named(held, ["tarnby"])
    (found,) = find_responses(held, mayor.entity_id, 5)
    assert found.response is not None
    assert found.response.kind is ResponseKind.DENIAL
    assert find_responses(held, None, 5) == (found,)
    assert find_responses(held, town.entity_id, 5) == ()


def test_dated_claims_of_one_or_of_all(held: Database) -> None:
    (town,) = find_entities_named(held, ["tarnby"])
    (mayor,) = find_entities_named(held, ["odile brandt"])
    assert find_dated_claims(held, None, 5) == find_dated_claims(held, town.entity_id, 5)
    assert find_dated_claims(held, None, 5)[0].dates[0].edtf == "2025-02-03"
    assert find_dated_claims(held, mayor.entity_id, 5) == ()


def test_newest_article_first_then_text_order(held: Database) -> None:
    found = find_claims_resting_on(held, Identity.NAMED, True, 50)
    assert [c.citation.published_at for c in found[1:]] == [
        datetime(2025, 1, day) for day in (3, 2, 1) for _ in range(4)
    ]
    ids = [claim.claim_id for claim in found[1:5]]
    assert ids == sorted(ids)
    assert find_claims_of_article(held, found[1].citation.article_id, 2) == found[1:3]


def test_loading_many_claims_takes_few_queries(held: Database) -> None:
    counted: list[str] = []
    with held.tracer(lambda sql, _: counted.append(sql)):
        assert len(find_claims_resting_on(held, Identity.NAMED, True, 50)) == 13
    assert len(counted) <= 8


def test_names_are_looked_up_with_anything_at_all(held: Database) -> None:
    for typed in ("tarnby", "t", "odile brand", "brnadt", "x" * 5_000, "a " * 500):
        find_candidates(held, fold(typed), 20)
