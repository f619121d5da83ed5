"""A web page to the article on it, or to one line on why there is none to keep."""

import logging
import re

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extraction.documents.addresses import canonical_address
from extraction.documents.charsets import decode_page
from extraction.documents.languages import find_other_language
from extraction.documents.metadata import Metadata, read_metadata
from extraction.reading import MAX_CHARS, read_text
from newsroom.article import Article
from newsroom.errors import UnreadableInput

MAX_ELEMENTS = 20_000
"""Far more than a news page has; more would keep the reader busy for a minute."""

LEAST_WORDS, SHORT_WORDS, LONG_LINE_WORDS = 25, 150, 8
NO_ARTICLE = "No article was found on the page; where there is one, save its text as .txt."
PAYWALL = (
    "The page shows only the beginning to those who do not pay, so nothing was kept; paste the text"
    " of the whole article instead."
)
TOO_INTRICATE = "The page has too many parts to be read; save its text as .txt."
OTHER_LANGUAGE = "The text is in {}; Byline reads English only."

_PAYWALL_WORDS = re.compile(
    r"\b(?:subscribe (?:now|today|to (?:read|continue|unlock|get|keep)|for full)"
    r"|subscri(?:be|bers?)[ -]only|(?:for|to) (?:our )?subscribers|already (?:a|have an?)"
    r" (?:subscri|member|account)|sign (?:in|up) to (?:read|continue)|log ?in to (?:read|continue)"
    r"|(?:continue|keep) reading (?:with|for|by)|(?:to|and) (?:continue|keep) reading"
    r"|start (?:your )?(?:free )?trial|register to (?:read|continue)|unlock this (?:article|story)"
    r"|(?:remaining|rest) of this (?:article|story))",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs addresses and text
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_html(name: str, content: bytes, charset: str | None, url: str | None) -> Article:
    """The article of a page; its text is the headline and the paragraphs, a blank line between.

    Raises UnreadableInput where there is no whole English article on it.
    """
    page = _parse(decode_page(content, charset))
    metadata = read_metadata(page)
    shown = _shown_words(page)
    paragraphs = _main_text(page, url)
    text = "\n\n".join(paragraphs)
    count = len(text.split())
    is_short = count < SHORT_WORDS
    if not metadata.is_free or (is_short and _PAYWALL_WORDS.search(shown)):
        raise UnreadableInput(PAYWALL)
    language = find_other_language(text)
    if language:
        raise UnreadableInput(OTHER_LANGUAGE.format(language))
    if count < LEAST_WORDS or not _is_prose(paragraphs):
        raise UnreadableInput(NO_ARTICLE)
    if len(text) > MAX_CHARS:
        raise UnreadableInput(f"The text has {len(text):,} characters, more than an article has.")
    return _article(name, paragraphs, metadata, url)


def _article(
    name: str, paragraphs: tuple[str, ...], metadata: Metadata, url: str | None
) -> Article:
    title = metadata.title
    if title and _same(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    return read_text(
        name,
        "\n\n".join((title, *paragraphs) if title else paragraphs) + "\n",
        title=title,
        outlet=metadata.outlet,
        byline=metadata.byline,
        url=canonical_address(url, metadata.canonical) if url else None,
        published_at=metadata.published_at,
    )


def _parse(text: str) -> HtmlElement:
    """The tree of a page; no entity but HTML's own is expanded and nothing is fetched."""
    if text.count("<") > 10 * MAX_ELEMENTS:  # scripts hold some too; not worth a tree
        raise UnreadableInput(TOO_INTRICATE)
    source = _XML_DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
    try:
        page = document_fromstring(source, parser=HTMLParser(encoding="utf-8", no_network=True))
    except (ParserError, ValueError):
        raise UnreadableInput(NO_ARTICLE) from None
    for count, _ in enumerate(page.iter()):
        if count > MAX_ELEMENTS:
            raise UnreadableInput(TOO_INTRICATE)
    return page


def _shown_words(page: HtmlElement) -> str:
    """What stands around the article; the whole page where it does not say where that is."""
    places = page.xpath("//article | //main | //*[@role='main']") or [page]
    texts = "descendant::text()[not(ancestor::script) and not(ancestor::style)]"
    return " ".join(" ".join(map(str, place.xpath(texts))) for place in places[:3])


def _main_text(page: HtmlElement, url: str | None) -> tuple[str, ...]:
    """The paragraphs of the page's main text, each on one line."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        page, url=url, include_comments=False, include_tables=False, with_metadata=False
    )
    text = getattr(found, "text", None) or ""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _is_prose(paragraphs: tuple[str, ...]) -> bool:
    """Whether most words stand in sentences, rather than in a list of headlines or links."""
    sentences = [
        line
        for line in paragraphs
        if len(line.split()) >= LONG_LINE_WORDS and re.search(r"[.!?…][\"'”’)\]]*(?:\s|$)", line)
    ]
    return 2 * sum(map(len, sentences)) > sum(map(len, paragraphs))


def _same(left: str, right: str) -> bool:
    return re.sub(r"\W+", "", left).casefold() == re.sub(r"\W+", "", right).casefold()
