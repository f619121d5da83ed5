"""RSS and Atom to items, also where the XML is broken; entities off, nothing fetched.

lxml, which web pages need anyway, mends what feeds in the wild get wrong; a parser made for feeds
alone would be one more to trust with what strangers send.
"""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from html.entities import html5
from urllib.parse import urljoin, urlsplit

from lxml import etree

from extraction.documents.addresses import clean_address
from extraction.documents.charsets import decode_page
from newsroom.errors import UnreadableInput
from newsroom.feed import FeedDocument, FeedItem
from newsroom.page import Page

MAX_ITEMS, MAX_CHARS, MAX_MARK_CHARS = 200, 20_000, 1000
NO_FEED = "There is no RSS or Atom feed at this address."
FEED_ELSEWHERE = "There is a web page at this address; its feed is at {}"

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_HEAD_CHARS = 20_000
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ALTERNATE = re.compile(
    r"<link\b(?=[^>]{0,500}\brel\s*=\s*[\"']?alternate)"
    r"(?=[^>]{0,500}\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml)"
    r"[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})",
    re.IGNORECASE,
)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def read_feed(page: Page) -> FeedDocument:
    """The items of a fetched feed, in its order; raises UnreadableInput where it is none."""
    text = decode_page(page.content, page.charset)
    root = _parse(text)
    if root is None or _name(root) not in ("rss", "rdf", "feed"):
        raise UnreadableInput(_elsewhere(text, page.url))
    channel = next(_children(root, "channel"), root)
    holders = (root, channel) if _name(root) == "rdf" else (channel,)
    found = [item for holder in holders for item in _children(holder, "item", "entry")]
    items = (_item(element, page.url) for element in found[:MAX_ITEMS])
    return FeedDocument(
        _line(_text(channel, "title")) or None,
        tuple(item for item in items if item.title or item.text or item.url),
        _pause(channel),
    )


def _parse(text: str) -> etree._Element | None:
    """The tree of a feed, as much of it as can be made out."""
    text = _DECLARATION.sub("", text.replace("\0", "").lstrip("\ufeff \t\r\n"))
    head, rest = text[:_HEAD_CHARS], text[_HEAD_CHARS:]
    source = _ENTITY.sub(_character, _DOCTYPE.sub("", head, count=1) + rest)
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _character(found: re.Match[str]) -> str:
    """HTML's own entities, which XML does not know, as characters."""
    name = found[1]
    return found[0] if name in _XML_ENTITIES else html5.get(f"{name};", found[0])


def _elsewhere(text: str, url: str) -> str:
    found = _ALTERNATE.search(text[:200_000])
    if found is None:
        return NO_FEED
    try:
        return FEED_ELSEWHERE.format(urljoin(url, html.unescape(found[1])))
    except ValueError:
        return NO_FEED


def _item(element: etree._Element, base: str) -> FeedItem:
    bodies = (_text(element, name) for name in ("encoded", "content", "description", "summary"))
    guid = next(_children(element, "guid", "id"), None)
    mark = " ".join("".join(guid.itertext()).split())[:MAX_MARK_CHARS] if guid is not None else ""
    about = next((value for key, value in element.attrib.items() if key.endswith("about")), "")
    return FeedItem(
        guid=mark or about[:MAX_MARK_CHARS] or None,
        url=_link(element, guid, mark, base),
        title=_line(_text(element, "title"))[:500],
        text=max((_plain(body) for body in bodies), key=len),
        labels=tuple(_labels(element)),
    )


def _link(element: etree._Element, guid: etree._Element | None, mark: str, base: str) -> str | None:
    """Where the article is: the item's link, or its mark where that is an address."""
    found = [
        (each.get("href") or each.text or "").strip()
        for each in _children(element, "link")
        if each.get("rel", "alternate") == "alternate"
    ]
    is_permanent = guid is not None and guid.get("isPermaLink", "true").lower() != "false"
    if is_permanent and mark.startswith(("http://", "https://")):
        found.append(mark)
    for link in filter(None, found):
        try:
            address = clean_address(urljoin(base, link))
            if urlsplit(address).scheme in ("http", "https"):
                return address
        except ValueError:
            continue
    return None


def _labels(element: etree._Element) -> Iterator[str]:
    for label in list(_children(element, "category"))[:20]:
        words = _line(label.get("term") or label.text or "")
        if words:
            yield words[:100]


def _pause(channel: etree._Element) -> timedelta | None:
    """How long the feed asks to be left alone, by its `ttl` or its update period."""
    stated = _text(channel, "ttl").strip()
    if stated.isascii() and stated.isdigit():
        return timedelta(minutes=min(int(stated[:6]), 60 * 24 * 365))
    period = _PERIODS.get(_text(channel, "updatePeriod").strip().lower())
    often = _text(channel, "updateFrequency").strip()
    count = int(often[:4]) if often.isascii() and often.isdigit() else 1
    return period / max(count, 1) if period else None


def _children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    for child in element:
        if _name(child) in names:
            yield child


def _name(element: etree._Element) -> str:
    tag = element.tag
    local = tag.rpartition("}")[2] if isinstance(tag, str) else ""
    return local.lower() if local in ("RDF", "RSS") else local


def _text(element: etree._Element, name: str) -> str:
    child = next(_children(element, name), None)
    return "" if child is None else " ".join("".join(child.itertext())[:MAX_CHARS].split())


def _plain(text: str) -> str:
    """Text without the HTML in it, which feeds carry escaped once or twice."""
    return _line(_TAG.sub(" ", html.unescape(_TAG.sub(" ", text))))


def _line(text: str) -> str:
    return " ".join(html.unescape(text).split())
