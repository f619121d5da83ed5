"""Web pages to articles: the main text, what the page states, and pages that hold none."""

import json
from datetime import datetime

import pytest

from extraction.documents.html import MAX_ELEMENTS, NO_ARTICLE, PAYWALL, TOO_INTRICATE, read_html
from extraction.documents.pages import UNKNOWN_KIND, page_name, read_page
from extraction.reading import MAX_PAGE_BYTES, read_file
from newsroom.article import Article, BlockKind
from newsroom.errors import UnreadableInput
from newsroom.page import Page
from tests.web_stand_in import pages
from tests.web_stand_in.pages import JSON_LD, PARAGRAPHS, TITLE, page

URL = "https://www.tarnby.example/ferry?utm_source=letter"


def read(html: str | bytes, charset: str | None = None) -> Article:
    """The article of a page at URL."""
    content = html if isinstance(html, bytes) else html.encode()
    return read_html("ferry", content, charset, URL)


def refusal(html: str | bytes) -> str:
    """Why a page is not read."""
    with pytest.raises(UnreadableInput) as caught:
        read(html)
    return str(caught.value)


def test_a_page_is_its_headline_and_its_paragraphs() -> None:
    article = read(pages.GOOD)
    assert article.text == "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"
    assert article.title == TITLE
    assert article.outlet == "The Tarnby Post"
    assert article.byline == "Ines Calder, Jon Aske"
    assert article.published_at == datetime.fromisoformat("2031-03-04T10:20:00+01:00")
    assert article.url == "https://www.tarnby.example/ferry"
    assert [block.kind for block in article.blocks][:2] == [BlockKind.HEADLINE, BlockKind.BODY]
    assert all(block.span.of(article.text) for block in article.blocks)


def test_without_json_ld_the_marks_in_the_head_are_read() -> None:
    head = (
        '<meta property="og:site_name" content="The Tarnby Post">'
        f'<meta property="og:title" content="{TITLE} - The Tarnby Post">'
        '<meta property="article:published_time" content="2031-03-04T09:20:00Z">'
        '<meta name="author" content="By Ines Calder">'
    )
    article = read(page(linked=None, head=head))
    assert (article.title, article.outlet) == (TITLE, "The Tarnby Post")
    assert article.byline == "Ines Calder"
    assert article.published_at == datetime.fromisoformat("2031-03-04T09:20:00+00:00")


def test_a_page_that_states_nothing_gets_its_title_from_the_headline() -> None:
    article = read(page(linked=None))
    assert article.title == TITLE
    assert (article.outlet, article.byline, article.published_at) == (None, None, None)


@pytest.mark.parametrize(
    "linked",
    [
        "no object",
        [1, [2, [3]], None],
        {"@graph": [{"@type": ["Thing", "NewsArticle"], **JSON_LD}]},
        {"@type": "WebPage", "mainEntity": JSON_LD},
    ],
)
def test_json_ld_of_any_shape_is_taken_for_what_it_is(linked: object) -> None:
    article = read(page(linked={"x": linked} if not isinstance(linked, dict) else linked))
    assert article.title == TITLE


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"headline": "a\nb"}', "", "nul\0l"])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert TITLE in read(page(linked=None, head=head)).text


@pytest.mark.parametrize("field", ["headline", "author", "publisher", "datePublished"])
@pytest.mark.parametrize("value", [None, 7, "", [], [[]], {}, {"name": None}, "x" * 5000])
def test_odd_fields_are_as_if_they_were_not_there(field: str, value: object) -> None:
    article = read(page(linked=JSON_LD | {field: value}))
    assert PARAGRAPHS[1] in article.text and len(article.title) < 300


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        ("https://www.tarnby.example/ferry-sold?utm_medium=x#top", "/ferry-sold"),
        ("/ferry-sold", "/ferry-sold"),
        ("http://tarnby.example/ferry-sold", None),
        ("https://other.example/ferry-sold", "/ferry"),
        ("https://www.tarnby.example/", "/ferry"),
        ("javascript:alert(1)", "/ferry"),
        ("http://[::1", "/ferry"),
        ("", "/ferry"),
    ],
)
def test_the_canonical_address_counts_if_it_is_of_the_same_site(
    canonical: str, kept: str | None
) -> None:
    article = read(page(head=f'<link rel="Canonical" href="{canonical}">'))
    expected = f"https://www.tarnby.example{kept}" if kept else "https://tarnby.example/ferry-sold"
    assert article.url == expected


@pytest.mark.parametrize(
    "html",
    [
        pages.MARKED_PAYWALL,
        pages.WORDED_PAYWALL,
        page(linked=JSON_LD | {"isAccessibleForFree": False}),
        page(linked=JSON_LD | {"hasPart": {"isAccessibleForFree": "false", "cssSelector": ".x"}}),
        page(linked=JSON_LD | {"isAccessibleForFree": "http://schema.org/False"}),
        page(PARAGRAPHS[:1], foot="<p>Already a subscriber? <a href=/in>Sign in</a></p>"),
    ],
)
def test_paywalled_pages_are_not_kept_by_halves(html: str) -> None:
    assert refusal(html) == PAYWALL


def test_free_pages_that_advertise_subscriptions_are_read() -> None:
    outside = "</article><p>Subscribe now for one crown a week.</p>"
    short = page(PARAGRAPHS[:2], linked=JSON_LD | {"isAccessibleForFree": True}, foot=outside)
    assert PARAGRAPHS[1] in read(short).text
    long = page((*PARAGRAPHS, *PARAGRAPHS), foot="<p>Subscribe now for one crown a week.</p>")
    assert PARAGRAPHS[-1] in read(long).text


@pytest.mark.parametrize("html", [pages.EMPTY, pages.FRONT_PAGE, "", "<", "no page", "\0" * 50])
def test_pages_without_an_article_are_said_to_have_none(html: str) -> None:
    assert refusal(html) == NO_ARTICLE


def test_other_languages_are_named() -> None:
    assert refusal(pages.FOREIGN).startswith("The text is in German;")
    assert refusal(pages.FOREIGN.replace('lang="de"', 'lang="en"')).startswith("The text is in Ger")


@pytest.mark.parametrize(
    ("encoding", "stated", "declared"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8-sig", "latin-1", "latin-1"),
        ("utf-16", None, "utf-8"),
        ("cp1252", "windows-1252", "utf-8"),
        ("cp1252", None, "iso-8859-1"),
        ("cp1252", "utf-8", "utf-8"),
        ("utf-8", "no-such-charset", "rot13"),
        ("utf-8", "ascii", "utf-8"),
    ],
)
def test_characters_are_right_whatever_is_said_of_them(
    encoding: str, stated: str | None, declared: str
) -> None:
    html = pages.GOOD.replace('charset="utf-8"', f'charset="{declared}"')
    assert PARAGRAPHS[1] in read(html.encode(encoding), stated).text


def test_bytes_that_are_no_text_in_any_charset_lose_no_paragraph() -> None:
    content = pages.GOOD.encode().replace("“We".encode(), b"\x81\xff\xfeWe")
    assert "We had no choice" in read(content).text


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="utf-16"?>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/evil.dtd">',
    ],
)
def test_entities_of_a_page_are_never_expanded(head: str) -> None:
    html = pages.GOOD.replace("<!doctype html>", head).replace("two winters.", "two winters &x;.")
    article = read(html)
    assert "root:" not in article.text and "lol" not in article.text
    assert PARAGRAPHS[1] in article.text


def test_pages_of_very_many_parts_are_given_up_at_once() -> None:
    assert refusal("<p>x</p>" * (MAX_ELEMENTS + 1)) == TOO_INTRICATE
    assert refusal("<p>x" * (10 * MAX_ELEMENTS + 1)) == TOO_INTRICATE
    assert refusal("<div>" * 50 + "<p>x" * MAX_ELEMENTS) == TOO_INTRICATE


@pytest.mark.parametrize("depth", [100, 300, 5000])
def test_deeply_nested_pages_are_read_or_refused(depth: int) -> None:
    html = pages.GOOD.replace("<article>", "<div>" * depth + "<article>")
    try:
        assert PARAGRAPHS[1] in read(html).text
    except UnreadableInput as error:
        assert str(error) in (NO_ARTICLE, TOO_INTRICATE)


def test_a_file_is_named_in_what_is_said_of_it() -> None:
    article = read_file("~/pages/Ferry.HTML", pages.GOOD.encode())
    assert (article.name, article.title, article.url) == ("Ferry", TITLE, None)
    for name, content, words in (
        ("a.html", b"", "a.html: the file is empty"),
        ("a.htm", b"x" * (MAX_PAGE_BYTES + 1), "a.htm: more than 5 MB"),
        ("a.html", pages.EMPTY.encode(), "a.html: no article was found"),
    ):
        with pytest.raises(UnreadableInput, match=words):
            read_file(name, content)


@pytest.mark.parametrize(
    ("kind", "content", "title"),
    [
        ("text/html", pages.GOOD.encode(), TITLE),
        ("application/xhtml+xml", pages.GOOD.encode(), TITLE),
        ("", pages.GOOD.encode(), TITLE),
        ("text/plain", "Café closes\n\nThe owner said no.".encode(), "Café closes"),
        ("text/markdown", b"Cafe closes\n\nThe owner said no.", "Cafe closes"),
    ],
)
def test_a_page_is_read_by_its_kind(kind: str, content: bytes, title: str) -> None:
    article = read_page(Page("https://tarnby.example/a/cafe-closes.html#x", kind, None, content))
    assert (article.title, article.name) == (title, "cafe-closes")
    assert article.url == "https://tarnby.example/a/cafe-closes.html"


def test_a_page_of_no_kind_is_refused() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_page(Page("https://tarnby.example/", "", None, b"\x89PNG"))
    assert str(caught.value) == UNKNOWN_KIND


def test_names_of_pages_are_short_and_never_empty() -> None:
    assert page_name("https://tarnby.example/") == "tarnby.example"
    assert page_name("https://tarnby.example/" + "a" * 500) == "a" * 80
    assert page_name("https://tarnby.example/2031/f%C3%A4hre%20weg.html?x=1") == "fähre weg"


def test_half_a_character_in_json_ld_becomes_a_whole_one() -> None:
    article = read(page(linked=JSON_LD | {"headline": "Ferry \ud800 sold", "author": "\udfff"}))
    assert (article.title, article.byline) == ("Ferry ? sold", "?")
    assert article.text.encode()


def test_an_invented_front_of_json_is_not_taken_for_the_text() -> None:
    html = page(linked=JSON_LD | {"articleBody": "The mayor admitted everything."})
    assert "admitted" not in read(html).text
    assert json.dumps(JSON_LD)[:20] not in read(html).text
