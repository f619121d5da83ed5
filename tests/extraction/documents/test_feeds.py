"""RSS and Atom to items, well made, broken and hostile."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.documents.feeds import MAX_ITEMS, NO_FEED, read_feed
from newsroom.errors import UnreadableInput
from newsroom.feed import FeedDocument, FeedItem
from newsroom.page import Page
from tests.web_stand_in.feeds import ATOM, RDF, item, rss
from tests.web_stand_in.pages import GOOD

LINK = "https://tarnby.example/ferry"


def read(text: str | bytes) -> FeedDocument:
    """The feed at an address of The Tarnby Post."""
    content = text if isinstance(text, bytes) else text.encode()
    return read_feed(Page("https://tarnby.example/feed", "text/xml", None, content))


def test_rss_is_read() -> None:
    text = "<![CDATA[<p>The whole &amp; long <b>text</b> of it.</p>]]>"
    more = f"<content:encoded>{text}</content:encoded>"
    more += "<category>Harbour</category><category> </category>"
    document = read(
        rss([item("Ferry sold", f"{LINK}?utm_source=rss", guid="7", text="Sold.", more=more)])
    )
    assert document.title == "The Tarnby Post"
    assert document.items == (
        FeedItem("7", LINK, "Ferry sold", "The whole & long text of it.", ("Harbour",)),
    )


def test_atom_is_read() -> None:
    document = read(ATOM)
    assert document.title == "Tarnby & isles"
    assert document.items == (
        FeedItem(
            "tag:tarnby.example,2031:1", LINK, "Ferry sold", "The council sold it .", ("Harbour",)
        ),
        FeedItem(
            "https://tarnby.example/pier",
            "https://tarnby.example/pier",
            "Pier shut",
            "The pier is shut until May, the mayor said.",
        ),
    )


def test_the_oldest_rss_is_read() -> None:
    document = read(RDF)
    assert document.title == "Old Tarnby"
    (eel,) = document.items
    assert (eel.guid, eel.url, eel.text) == (
        "https://tarnby.example/eel",
        "https://tarnby.example/eel",
        "An eel.",
    )


@pytest.mark.parametrize(
    ("head", "pause"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999</ttl>", timedelta(minutes=525_600)),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", timedelta(days=1)),
        (
            "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(minutes=15),
        ),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
         timedelta(hours=1)),
        ("", None),
    ],
)  # fmt: skip
def test_how_long_a_feed_asks_to_be_left_alone(head: str, pause: timedelta | None) -> None:
    assert read(rss([], head=head)).pause == pause


@pytest.mark.parametrize(
    ("fault", "mended"),
    [
        ("</title>", "&nbsp;&mdash;&eacute;</title>"),
        ("Ferry", "Ferry & Co"),
        ("</channel></rss>", ""),
        ("</item>", ""),
        ('<?xml version="1.0" encoding="utf-8"?>\n', "\n  "),
        ("utf-8", "no-such"),
        ("<channel>", "<channel>\0\x01"),
    ],
)
def test_broken_feeds_give_what_they_have(fault: str, mended: str) -> None:
    document = read(rss([item("Ferry sold", LINK, guid="7")]).replace(fault, mended))
    assert document.items and document.items[0].url == LINK
    assert document.items[0].title.startswith("Ferry")


def test_feeds_in_other_charsets_are_read() -> None:
    text = rss([item("Café zu", LINK)]).replace("utf-8", "iso-8859-1")
    assert read(text.encode("cp1252")).items[0].title == "Café zu"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY x "boom"><!ENTITY y "&x;&x;">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
    ],
)
def test_entities_of_a_feed_are_never_expanded(doctype: str) -> None:
    text = rss([item("Ferry sold", LINK, text="SPOT")]).replace("<rss", f"{doctype}<rss", 1)
    (read_item,) = read(text.replace("SPOT", "a &x; &y; b")).items
    assert "root:" not in read_item.text and "boom" not in read_item.text
    assert read_item.url == LINK


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/pier", "https://tarnby.example/pier"),
        ("javascript:alert(1)", None),
        ("ftp://tarnby.example/x", None),
        ("http://[::1", None),
        (" \n https://tarnby.example/a?id=1&fbclid=2 \n", "https://tarnby.example/a?id=1"),
    ],
)
def test_links_are_web_addresses_or_none(link: str, url: str | None) -> None:
    assert read(rss([item("Pier", link)])).items[0].url == url


@pytest.mark.parametrize("text", ["", "no feed", "<html></html>", "{}", GOOD, "<a/>", "\0" * 99])
def test_what_is_no_feed_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(text)
    assert str(caught.value) == NO_FEED


def test_a_page_that_names_its_feed_leads_on() -> None:
    link = '<link title="x" type="application/rss+xml" href="/rss?a=1&amp;b=2" rel="alternate">'
    with pytest.raises(
        UnreadableInput, match=r"its feed is at https://tarnby\.example/rss\?a=1&b=2"
    ):
        read(GOOD.replace("</head>", f"{link}</head>"))


def test_endless_feeds_are_cut() -> None:
    document = read(
        rss([item(f"Story {n}", f"{LINK}/{n}", text="x " * 50_000) for n in range(300)])
    )
    assert len(document.items) <= MAX_ITEMS
    assert all(len(each.text) <= 20_000 for each in document.items)


@pytest.mark.parametrize(
    "piece",
    ["<!DOCTYPE x[", "<", "<item>", "<link rel=alternate ", "&a", "&lt;", "<!ENTITY a ", "]]>"],
)
def test_floods_of_anything_take_no_more_than_their_length(piece: str) -> None:
    """By seconds of the processor, which a busy machine does not stretch; it takes some ten."""
    started = time.process_time()
    flood = piece * (1_000_000 // len(piece))
    for written in (flood, rss([item("x", LINK, text="y")]).replace("y", flood)):
        with suppress(UnreadableInput):
            read(written)
    assert time.process_time() - started < 60


def test_entities_of_a_long_list_are_not_expanded_either() -> None:
    many = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 2000))
    text = rss([item("Ferry sold", LINK, text="SPOT")]).replace("SPOT", "&e1999;")
    text = text.replace("<rss", f'<!DOCTYPE rss [<!ENTITY e0 "lol">{many}]><rss', 1)
    with suppress(UnreadableInput):
        assert "lol" not in str(read(text).items)


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_in_an_item_is_read_or_refused(text: str, link: str) -> None:
    for written in (rss([item(text or "x", link, text=text)]), rss([f"<item>{text}</item>"]), text):
        try:
            document = read(written)
        except UnreadableInput:
            continue
        assert all(each.url is None or each.url.startswith("http") for each in document.items)
