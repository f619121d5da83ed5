"""The bytes of pages: kept with their article, found by address, gone with it."""

from datetime import UTC, datetime

from sqlite_utils import Database

from newsroom.article import ArticleId
from newsroom.page import Page, Validators
from storage.articles import add_article, remove_article
from storage.pages import find_article_at, find_page, keep_page
from tests.storage.factories import ADDED_AT, numbered, unresolved

FETCHED_AT = datetime(2031, 3, 4, 9, 30, tzinfo=UTC)
ASKED = "https://tarnby.example/short"
PAGE = Page(
    "https://tarnby.example/ferry",
    "text/html",
    "utf-8",
    b"<p>The ferry was sold.</p>" * 1000,
    Validators('"v1"', "Tue, 04 Mar 2031 09:20:00 GMT"),
)


def kept(db: Database, number: int = 1) -> ArticleId:
    """An article with the page that it was read from."""
    extraction = numbered(number, 2)
    article_id = add_article(db, extraction, unresolved(extraction), ADDED_AT)
    keep_page(db, article_id, ASKED, PAGE, FETCHED_AT)
    return article_id


def test_bytes_come_back_as_they_were_and_take_less_room(db: Database) -> None:
    article_id = kept(db)
    assert find_page(db, article_id) == PAGE
    size, length, fetched_at = db.execute(
        "select size, length(content), fetched_at from pages"
    ).fetchone()
    assert size == len(PAGE.content) > 10 * length
    assert fetched_at == "2031-03-04T09:30:00+00:00"


def test_an_article_is_found_by_its_own_address_and_by_the_one_asked_for(db: Database) -> None:
    article_id = kept(db)
    db.execute("update articles set url = 'https://tarnby.example/own'")
    assert find_article_at(db, ASKED) == article_id
    assert find_article_at(db, "https://tarnby.example/own") == article_id
    assert find_article_at(db, "https://tarnby.example/other") is None
    assert find_page(db, ArticleId(99)) is None


def test_addresses_are_looked_up_by_index(db: Database) -> None:
    plan = db.execute(
        "explain query plan select article_id from articles where url = :url"
        " union select article_id from pages where asked_url = :url order by 1 limit 1",
        {"url": ASKED},
    ).fetchall()
    steps = " ".join(step[3] for step in plan)
    assert "articles_url" in steps and "pages_asked_url" in steps and "SCAN" not in steps


def test_a_page_goes_with_its_article(db: Database) -> None:
    article_id = kept(db)
    remove_article(db, article_id)
    assert find_page(db, article_id) is None
    assert find_article_at(db, ASKED) is None
