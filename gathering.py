"""Articles from the web: a page is fetched, read and kept whole, or not at all."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from newsroom.article import Article
from newsroom.desk import Ingested
from newsroom.extraction import Extraction
from newsroom.page import Page, Unchanged, Validators
from storage.articles import find_article, find_ingested
from storage.database import Database
from storage.pages import add_page, find_article_at
from storage.store import Desks, Store

FETCHES, PARSES = 6, 1
"""How many pages are fetched and how many taken apart at once, by all desks together."""

Extract = Callable[[Article], Awaitable[Extraction]]
Keep = Callable[[Database, Extraction, datetime], Ingested]
Settle = Callable[[Store], Awaitable[None]]
"""What follows when an article has been kept."""


class Fetch(Protocol):
    """The page at an address, or that it is as it was; raises FetchError."""

    async def __call__(
        self, url: str, kinds: frozenset[str], validators: Validators | None = None
    ) -> Page | Unchanged: ...


def fetch_from(*, allow_private: bool) -> Fetch:
    """A way to fetch pages, whose libraries are loaded when the first is fetched."""
    loaded: list[Fetch] = []
    slots = asyncio.Semaphore(FETCHES)

    async def fetch(
        url: str, kinds: frozenset[str], validators: Validators | None = None
    ) -> Page | Unchanged:
        if not loaded:
            from fetching.web import Fetcher

            loaded.append(Fetcher.of(allow_private=allow_private).fetch)
        async with slots:
            return await loaded[0](url, kinds, validators)

    return fetch


class Web:
    """Articles at web addresses, for every desk."""

    def __init__(
        self, desks: Desks, fetch: Fetch, extract: Extract, keep: Keep, settle: Settle
    ) -> None:
        self._desks, self._fetch, self._extract = desks, fetch, extract
        self._keep, self._settle = keep, settle
        self._parsing = asyncio.Semaphore(PARSES)

    async def extract(self, url: str) -> Extraction:
        """What the article at an address says, without storing it."""
        return await self._extract(await self._parse(await self._get(url)))

    async def add(self, desk: str, url: str, now: datetime | None = None) -> Ingested:
        """Keep the article at an address with the page's bytes; a known one changes nothing.

        Raises FetchError where the page cannot be had, UnreadableInput where no whole English
        article is on it.
        """
        asked = _cleaned(url)
        if self._desks.find(desk) is not None:
            known = await (await self._desks.get(desk)).read(_find_at, asked)
            if known is not None:
                return known
        page = await self._get(url)
        article = await self._parse(page)
        store = await self._desks.get(desk)
        known = await store.read(_find_known, article)
        if known is not None:
            return known
        extraction = await self._extract(article)
        moment = now or datetime.now(UTC)
        kept = await store.write(_keep_page, self._keep, extraction, asked, page, moment)
        await self._settle(store)
        return kept

    async def _get(self, url: str) -> Page:
        from fetching.web import PAGE_KINDS

        page = await self._fetch(url, PAGE_KINDS)
        assert isinstance(page, Page), "asked without validators"
        return page

    async def _parse(self, page: Page) -> Article:
        from extraction.documents.pages import read_page

        async with self._parsing:
            return await asyncio.to_thread(read_page, page)


def _cleaned(url: str) -> str:
    """The address without what tracks readers; as it is where it is none, which fetching says."""
    from extraction.documents.addresses import clean_address

    try:
        return clean_address(url)
    except ValueError:
        return url


def _find_at(db: Database, url: str) -> Ingested | None:
    known = find_article_at(db, url)
    return None if known is None else replace(find_ingested(db, known), is_known=True)


def _find_known(db: Database, article: Article) -> Ingested | None:
    """What the desk holds under the article's own address, or with its very text."""
    known = find_article_at(db, article.url) if article.url else None
    known = known if known is not None else find_article(db, article.digest)
    return None if known is None else replace(find_ingested(db, known), is_known=True)


def _keep_page(
    db: Database, keep: Keep, extraction: Extraction, asked: str, page: Page, now: datetime
) -> Ingested:
    """Store article and page in one transaction, unless the desk has come to know it meanwhile."""
    known = _find_known(db, extraction.article)
    if known is not None:
        return known
    ingested = keep(db, extraction, now)
    add_page(db, ingested.citation.article_id, asked, page, now)
    return ingested
