"""What a page says of itself: JSON-LD, OpenGraph and other marks in its head."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from extraction.claims.dates import read_timestamp

_ARTICLE_KINDS = ("Article", "Report", "Posting", "Review")
_PLACES = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement")
_MAX_BLOCKS, _MAX_NODES, _MAX_DEPTH = 20, 500, 6
_MAX_FIELD_CHARS = 500
_DATE_MARKS = (
    "article:published_time og:article:published_time datepublished parsely-pub-date sailthru.date"
    " article.published publishdate pubdate publication_date dc.date.issued dc.date"
    " dcterms.created date"
).split()
_OUTLET_MARKS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHOR_MARKS = ("author", "article:author", "parsely-author", "byl", "dc.creator")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The header fields that a page states; `is_free` is False where it says that it costs."""

    title: str | None
    outlet: str | None
    byline: str | None
    published_at: datetime | None
    canonical: str | None
    is_free: bool


def read_metadata(page: HtmlElement) -> Metadata:
    """What the page states, JSON-LD before OpenGraph before everything else."""
    nodes = tuple(_linked_nodes(page))
    articles = tuple(node for node in nodes if _is_article(node))
    marks = _marks(page)
    outlet = _first(
        *(_name(node.get("publisher")) for node in articles), *map(marks.get, _OUTLET_MARKS)
    )
    title = _first(
        *(_text(node.get("headline")) for node in articles),
        marks.get("og:title"),
        marks.get("twitter:title"),
        *_words_of(page, "//h1"),
        *_words_of(page, "//head/title"),
    )
    return Metadata(
        title=_without_outlet(title, outlet),
        outlet=outlet,
        byline=_byline(articles, marks),
        published_at=_published_at(articles, marks, page),
        canonical=_canonical(page, marks),
        is_free=not any(_costs(node) for node in nodes),
    )


def _linked_nodes(page: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Every object of the page's JSON-LD, as far as it is worth looking."""
    count = 0
    for script in page.xpath("//script[@type='application/ld+json']")[:_MAX_BLOCKS]:
        try:
            waiting = [(json.loads(script.text or "", strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < _MAX_NODES:
            node, depth = waiting.pop(0)
            count += 1
            if isinstance(node, list) and depth < _MAX_DEPTH:
                waiting.extend((each, depth + 1) for each in node)
            elif isinstance(node, dict):
                yield node
                inner = (node.get(place) for place in _PLACES)
                waiting.extend((each, depth + 1) for each in inner if depth < _MAX_DEPTH and each)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLE_KINDS) for kind in stated)


def _costs(node: Mapping[str, Any]) -> bool:
    return str(node.get("isAccessibleForFree", "")).rpartition("/")[2].lower() in ("false", "no")


def _marks(page: HtmlElement) -> dict[str, str]:
    """The page's `meta` elements by name; the first of a name counts."""
    found: dict[str, str] = {}
    for mark in page.iter("meta"):
        name = mark.get("property") or mark.get("name") or mark.get("itemprop") or ""
        value = _text(mark.get("content"))
        if value:
            found.setdefault(name.strip().lower(), value)
    return found


def _words_of(page: HtmlElement, path: str) -> Iterator[str | None]:
    for element in page.xpath(path)[:1]:
        yield _text(element.text_content())


def _byline(articles: tuple[Mapping[str, Any], ...], marks: Mapping[str, str]) -> str | None:
    for node in articles:
        authors = node.get("author")
        names = [_name(each) for each in (authors if isinstance(authors, list) else [authors])]
        if any(names):
            return ", ".join(dict.fromkeys(name for name in names if name))
    stated = _first(*map(marks.get, _AUTHOR_MARKS))
    if stated is None or "://" in stated or stated.startswith("@"):
        return None
    return stated.removeprefix("By ").removeprefix("by ")


def _published_at(
    articles: tuple[Mapping[str, Any], ...], marks: Mapping[str, str], page: HtmlElement
) -> datetime | None:
    stated = [
        *(_text(node.get("datePublished")) for node in articles),
        *map(marks.get, _DATE_MARKS),
        *page.xpath("//*[@itemprop='datePublished']/@datetime")[:1],
        *page.xpath("//article//time/@datetime | //header//time/@datetime")[:1],
    ]
    moments = (read_timestamp(each.strip()) for each in stated if each)
    return next((moment for moment in moments if moment), None)


def _canonical(page: HtmlElement, marks: Mapping[str, str]) -> str | None:
    links = page.xpath("//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '),"
                       " ' canonical ')]/@href")  # fmt: skip
    return next((str(link) for link in links if link.strip()), None) or marks.get("og:url")


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title without the "| The Tarnby Post" that many pages append."""
    if not title or not outlet:
        return title
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = title.rpartition(mark)
        if found and head and tail.strip().casefold() == outlet.casefold():
            return head.strip()
    return title


def _name(value: object) -> str | None:
    """The name of a thing that is given as text or as an object, or as a list of them."""
    if isinstance(value, list):
        return next((name for each in value if (name := _name(each))), None)
    return _text(value.get("name") if isinstance(value, dict) else value)


def _text(value: object) -> str | None:
    """A field as one line; None where it is empty or too long to be one."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    words = words.encode("utf-8", "replace").decode()  # JSON can spell half a character
    return words if 0 < len(words) <= _MAX_FIELD_CHARS else None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
