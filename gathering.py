"""Articles from the web: a page is fetched, read and kept whole, or not at all."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from keeping import find_held, is_unchanged, keep, keep_at
from matching.sameness import is_rewritten
from newsroom.article import Article, ArticleId
from newsroom.desk import Ingested
from newsroom.errors import UnreadableInput
from newsroom.extraction import Extraction
from newsroom.page import Page, Unchanged, Validators
from storage.articles import find_ingested
from storage.database import Database
from storage.pages import find_article_at, find_reading, keep_page
from storage.store import Desks, Store
from storage.versions import get_known_text

UNCHANGED = "Its address was asked, and says what it said."
UNCHECKED = "Whether it has changed could not be seen: {}"
FETCHES, PARSES = 6, 1
"""How many pages are fetched and how many taken apart at once, by all desks together."""

Extract = Callable[[Article], Awaitable[Extraction]]
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

    def __init__(self, desks: Desks, fetch: Fetch, extract: Extract, settle: Settle) -> None:
        self._desks, self._fetch, self._extract = desks, fetch, extract
        self._settle = settle
        self._parsing = asyncio.Semaphore(PARSES)

    async def extract(self, url: str) -> Extraction:
        """What the article at an address says, without storing it."""
        return await self._extract(await self._parse(await self._get(url)))

    async def add(self, desk: str, url: str, now: datetime | None = None) -> Ingested:
        """Keep the article at an address with the page's bytes.

        Of a known one it is asked whether it has changed; then its new text is another version.
        Raises FetchError where a new page cannot be had, UnreadableInput where no whole English
        article is on it.
        """
        asked, moment = cleaned(url), now or datetime.now(UTC)
        if self._desks.find(desk) is not None:
            store = await self._desks.get(desk)
            known = await store.read(find_article_at, asked)
            if known is not None:
                return await self._check(store, known, moment)
        page = await self._get(url)
        article = await self._parse(page)
        store = await self._desks.get(desk)
        known = await store.read(find_article_at, article.url) if article.url else None
        if known is not None and cleaned(page.url) != article.url:
            return await self._check(store, known, moment)  # a printable page, say, of that article
        return await self._take(store, known, article, asked, page, moment)

    async def _check(self, store: Store, known: ArticleId, now: datetime) -> Ingested:
        """Ask a known article's address, in few words, whether it says something else now."""
        from fetching.web import PAGE_KINDS

        asked, validators = await store.read(_reading_of, known)
        try:
            page = await self._fetch(asked, PAGE_KINDS, validators)
            article = await self._parse(page) if isinstance(page, Page) else None
        except UnreadableInput as error:
            return await store.read(_as_known, known, UNCHECKED.format(error))
        if article is None or not isinstance(page, Page):
            return await store.read(_as_known, known, UNCHANGED)
        held = await store.read(_leads_to, known, article)
        return await self._take(store, held, article, asked, page, now)

    async def _take(
        self,
        store: Store,
        known: ArticleId | None,
        article: Article,
        asked: str,
        page: Page,
        now: datetime,
    ) -> Ingested:
        """Read and keep what a page says, unless the desk holds just that."""
        held = await store.read(_find_unchanged, known, article, now)
        if held is not None:
            return held
        extraction = await self._extract(article)
        kept = await store.write(_keep_page, known, extraction, asked, page, now)
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


def cleaned(url: str) -> str:
    """The address without what tracks readers; as it is where it is none, which fetching says."""
    from extraction.documents.addresses import clean_address

    try:
        return clean_address(url)
    except ValueError:
        return url


def _reading_of(db: Database, known: ArticleId) -> tuple[str, Validators]:
    """Where an article was read, and what its server called that state."""
    found = find_reading(db, known)
    assert found is not None, "it was found by its address"
    return found


def _as_known(db: Database, known: ArticleId, note: str = "") -> Ingested:
    return replace(find_ingested(db, known), is_known=True, note=note)


def _leads_to(db: Database, known: ArticleId, article: Article) -> ArticleId | None:
    """Which article a known one's address leads to now; None where to one that is new."""
    if article.url is None:
        return known
    own = find_article_at(db, article.url)
    if own is not None:
        return own
    held = get_known_text(db, known)
    return known if held.url is None or is_rewritten(article, held) else None


def _find_unchanged(
    db: Database, known: ArticleId | None, article: Article, now: datetime
) -> Ingested | None:
    """What the desk holds where it need not be read: of a known article, that it is as it was."""
    if known is None:
        return find_held(db, article, now)
    if is_unchanged(article, get_known_text(db, known)):
        return _as_known(db, known, UNCHANGED)
    return None


def _keep_page(
    db: Database,
    known: ArticleId | None,
    extraction: Extraction,
    asked: str,
    page: Page,
    now: datetime,
) -> Ingested:
    """Store article and page in one transaction, unless the desk has come to know it meanwhile."""
    url = extraction.article.url
    if known is None and url is not None:
        known = find_article_at(db, url)
    ingested = keep(db, extraction, now) if known is None else keep_at(db, known, extraction, now)
    if not ingested.is_known:
        keep_page(db, ingested.citation.article_id, asked, page, now)
    return ingested
