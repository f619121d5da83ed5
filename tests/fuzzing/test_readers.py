"""Files of every kind with anything in them: read, or refused in one line."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.documents.feeds import read_feed
from extraction.documents.pages import read_page
from extraction.reading import MAX_CHARS, read_file, read_record
from newsroom.article import Article
from newsroom.errors import UnreadableInput
from newsroom.page import Page
from tests.fuzzing.profile import FEW, SOME
from tests.fuzzing.strategies import BYTES, LINES, PAGES, PROSE, damaged
from tests.web_stand_in import pages
from tests.web_stand_in.feeds import item, rss
from tests.web_stand_in.pdf import pdf

SHORT_LINE = 400
PDF = pdf([["Ferry sold", "The ferry was sold, Ada Lunt said."], ["Nobody objected."]], "Ferry")
PAGE = pages.GOOD.encode()
FEED = rss(
    [item("Ferry sold", "https://tarnby.example/1", guid="1", text="<p>Sold.</p>")] * 2
).encode()
ENCODINGS = ("utf-8", "utf-16", "cp1252", "latin-1", "utf-7", "shift_jis")
CHARSETS = st.none() | st.sampled_from((*ENCODINGS, "", "utf-99", "\0", "idna", "rot13", "hex"))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | LINES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LINES, inner, max_size=3),
    max_leaves=5,
)


def read_or_refused(read: Callable[[], Article]) -> Article | None:
    """The article, sound in itself; None where it was refused in one line."""
    try:
        article = read()
    except UnreadableInput as error:
        line = str(error)
        assert line and "\n" not in line.replace("\\n", "") and len(line) < SHORT_LINE
        return None
    assert article.text.strip() and len(article.text) <= MAX_CHARS and article.title
    for block in article.blocks:
        assert 0 <= block.span.start_char <= block.span.end_char <= len(article.text)
    if article.published_span is not None:
        assert article.published_span.of(article.text)
    return article


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


@SOME
@given(LINES | PROSE, st.sampled_from(ENCODINGS), st.sampled_from((".txt", ".md", "", ".TXT")))
def test_text_and_markdown(text: str, encoding: str, suffix: str) -> None:
    content = encoded(text, encoding)
    article = read_or_refused(lambda: read_file(f"a{suffix}", content))
    if article is not None and encoding == "utf-8":
        assert article.text == content.decode()


@SOME
@given(BYTES, st.sampled_from((".txt", ".md", ".html", ".pdf")))
def test_bytes_of_no_kind(content: bytes, suffix: str) -> None:
    read_or_refused(lambda: read_file(f"a{suffix}", content))


@SOME
@given(damaged(PAGE), CHARSETS)
def test_damaged_pages(content: bytes, charset: str | None) -> None:
    page = Page("https://a.example/x", "text/html", charset, content)
    read_or_refused(lambda: read_page(page))


@SOME
@given(PAGES)
def test_markup_of_any_kind(markup: str) -> None:
    whole = PAGE.replace(b"</p>", f"</p>{markup}".encode("utf-8", "replace"), 1)
    read_or_refused(lambda: read_file("a.html", whole))


@FEW
@given(damaged(PDF))
def test_damaged_pdf_files(content: bytes) -> None:
    read_or_refused(lambda: read_file("a.pdf", content))


@FEW
@given(st.lists(st.text(st.characters(codec="latin-1"), max_size=30), max_size=8))
def test_pdf_files_with_anything_drawn(lines: list[str]) -> None:
    read_or_refused(lambda: read_file("a.pdf", pdf([lines])))


@SOME
@given(
    st.dictionaries(
        st.sampled_from(("id", "title", "outlet", "url", "published_at", "text")), JSON, max_size=6
    )
)
def test_records_with_anything_in_them(record: dict[str, object]) -> None:
    read_or_refused(lambda: read_record(record))
    read_or_refused(lambda: read_record(json.loads(json.dumps(record))))


@SOME
@given(damaged(FEED), CHARSETS)
def test_damaged_feeds(content: bytes, charset: str | None) -> None:
    page = Page("https://a.example/feed", "application/rss+xml", charset, content)
    try:
        found = read_feed(page)
    except UnreadableInput as error:
        assert "\n" not in str(error) and len(str(error)) < SHORT_LINE
    else:
        assert all(item.url is None or item.url.startswith("http") for item in found.items)


@pytest.mark.parametrize("suffix", [".html", ".txt", ".pdf"])
def test_elements_nested_without_end(suffix: str) -> None:
    content = PAGE.replace(b"<p>", b"<div>" * 20_000 + b"<p>", 1)
    read_or_refused(lambda: read_file(f"a{suffix}", content))
