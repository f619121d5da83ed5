"""Claims by words on a desk too large to weigh all that hold any of them."""

import pytest
from sqlite_utils import Database

from storage import claims
from storage.articles import add_article
from storage.claims import find_responses, search_claims
from tests.storage.factories import ADDED_AT, ferry, numbered, unresolved


@pytest.fixture
def many(db: Database) -> Database:
    for number in range(6):
        extraction = numbered(number, claims=5)
        add_article(db, extraction, unresolved(extraction), ADDED_AT)
    return db


def test_where_all_are_weighed_any_word_will_do(many: Database) -> None:
    assert len(search_claims(many, [["harbour"], ["thing3x2"]], 100)) == 30


def test_where_too_many_would_be_the_rarer_words_are_required(
    many: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dict(search_claims(many, [["harbour"], ["thing3x2", "thing4x1"]], 100))
    monkeypatch.setattr(claims, "READ", 10)
    monkeypatch.setattr(claims, "FEWEST_READ", 2)
    found = search_claims(many, [["harbour"], ["thing3x2", "thing4x1"]], 100)
    assert {claim.text.split()[0] for claim, _ in found} == {"thing3x2", "thing4x1"}
    assert all(relevance > whole[claim] for claim, relevance in found)


def test_common_words_alone_are_still_weighed(
    many: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "READ", 10)
    assert len(search_claims(many, [["harbour"], ["close"], ["???"]], 100)) == 30
    assert search_claims(many, [["???"]], 100) == ()


def test_responses_are_found_newest_first_by_an_index(many: Database) -> None:
    extraction = ferry()
    article_id = add_article(many, extraction, unresolved(extraction), ADDED_AT)
    (denial,) = find_responses(many, None, 10)
    assert denial.citation.article_id == article_id
    plan = many.execute(
        "explain query plan select c.claim_id from articles a cross join claims c"
        " indexed by claims_response_place using (article_id) where c.response_kind is not null"
        " order by a.dated_at desc, a.article_id desc, c.position limit 5"
    ).fetchall()
    steps = [row[3] for row in plan]
    assert any("articles_newest" in step for step in steps)
    assert any("claims_response_place" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)
