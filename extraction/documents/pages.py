"""A page of any kind that is fetched from the web to the article on it."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from extraction.documents.addresses import clean_address
from extraction.documents.charsets import decode_page
from extraction.reading import read_text
from newsroom.article import Article
from newsroom.errors import UnreadableInput
from newsroom.page import Page

NAME_CHARS = 80
UNKNOWN_KIND = "The server does not say what the page is, and it is neither a web page nor PDF."


def read_page(page: Page) -> Article:
    """The article of a fetched page under its canonical address.

    Raises UnreadableInput with one line that does not name the page.
    """
    name = page_name(page.url)
    kind = _kind(page)
    if kind == "pdf":
        from extraction.documents.pdf import read_pdf

        return read_pdf(name, page.content, clean_address(page.url))
    if kind == "text":
        text = decode_page(page.content, page.charset)
        return read_text(name, text, url=clean_address(page.url))
    from extraction.documents.html import read_html

    return read_html(name, page.content, page.charset, page.url)


def page_name(url: str) -> str:
    """A short name for the article of an address: the last words of its path, or its host."""
    parts = urlsplit(url)
    stem = PurePosixPath(unquote(parts.path, errors="replace")).stem
    return " ".join(stem.split())[:NAME_CHARS] or (parts.hostname or "page")


def _kind(page: Page) -> str:
    start = page.content[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return "pdf"
    if page.content_type == "application/pdf":
        return "pdf"
    if page.content_type.startswith("text/") and page.content_type != "text/html":
        return "text"
    if page.content_type or start[:1] == b"<":
        return "html"
    raise UnreadableInput(UNKNOWN_KIND)
