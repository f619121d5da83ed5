"""Feeds that a desk follows: what is new in them is read and kept, each item on its own."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from feeds import filters
from feeds.items import item_keys, item_mark
from feeds.schedule import SOON, is_hopeless, next_reading, next_try
from gathering import Fetch
from newsroom.desk import Ingested
from newsroom.errors import FetchError, NewsroomError, StoreError, UnreadableInput
from newsroom.feed import Feed, FeedDocument, FeedId, FeedItem, FeedReport, ItemReport, Outcome
from newsroom.page import NO_VALIDATORS, Page, Unchanged
from storage.audit import record_act
from storage.database import Database
from storage.feeds import (
    add_feed,
    find_attempt,
    find_feed,
    find_mark,
    list_due_feeds,
    list_feeds,
    pause_feed,
    record_attempt,
    record_failure,
    record_reading,
    refresh_items,
    remove_feed,
)
from storage.store import Desks, Store

log = logging.getLogger("byline.feeds")

READ_AT_ONCE = 20
"""How many items of a feed are read in one go; a feed's first reading takes no more at all."""

ATTEMPTS = 3
MOST_CHECKS = 20
"""So often an item is read at most, however its words in the feed change: some hold a counter."""

OUR_FAULT = "something went wrong on our side"
NO_TEXT = "has no link, and too little text of its own"
LEAST_WORDS = 40
NOT_FOLLOWED = "This desk follows no such feed; give its number or its address."

AddPage = Callable[[str, str, datetime], Awaitable[Ingested]]
AddText = Callable[[str, str, str, str | None], Awaitable[Ingested]]
Notify = Callable[[str, Feed], Awaitable[None]]
"""Tells a desk that one of its feeds has been paused."""


class Feeds:
    """The feeds of every desk."""

    def __init__(
        self,
        desks: Desks,
        fetch: Fetch,
        add_page: AddPage,
        add_text: AddText,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._desks, self._fetch = desks, fetch
        self._add_page, self._add_text = add_page, add_text
        self._jitter = jitter

    async def add(
        self, desk: str, url: str, wanted: str | None, channel_id: int | None, now: datetime
    ) -> Feed:
        """Follow a feed once it has been seen to be one; again for another filter or channel.

        Raises FilterError for a filter, UnreadableInput for a feed that cannot be read.
        """
        spelt = filters.spell(filters.read_filter(wanted)) if wanted and wanted.strip() else None
        document = await self._get(url)
        store = await self._desks.get(desk)
        return await store.write(_add, url.strip(), document.title, spelt, channel_id, now)

    async def remove(self, desk: str, which: str) -> Feed:
        """Follow a feed no longer; what came from it stays."""
        store = await self._store(desk)
        feed = await store.read(find_feed, which.strip()) if store else None
        if store is None or feed is None:
            raise NewsroomError(NOT_FOLLOWED)
        await store.write(_remove, feed.feed_id)
        return feed

    async def list(self, desk: str) -> tuple[Feed, ...]:
        """The feeds of a desk."""
        store = await self._store(desk)
        return await store.read(list_feeds) if store else ()

    async def check(self, desk: str, which: str, wanted: str | None = None) -> FeedReport:
        """What reading a feed now would do with each item, and why; nothing is read or stored.

        `which` may be a feed that is not followed yet; `wanted` is another filter to try.
        """
        store = await self._store(desk)
        feed = await store.read(find_feed, which.strip()) if store else None
        if feed is None and "://" not in which:
            raise NewsroomError(NOT_FOLLOWED)
        url = feed.url if feed else which.strip()
        document = await self._get(url)
        words = wanted or (feed.wanted if feed else None)
        reports = [await self._judged(store, feed, item, words) for item in document.items]
        return FeedReport(document.title, url, tuple(reports))

    async def read_due(
        self, desk: str, now: datetime, notify: Notify, *, is_all: bool = False
    ) -> tuple[FeedReport, ...]:
        """Read the feeds of a desk that are due, or all; each that fails is logged on its own."""
        store = await self._store(desk)
        if store is None:
            return ()
        due = await (store.read(list_feeds) if is_all else store.read(list_due_feeds, now))
        reports = []
        for feed in due:
            try:
                reports.append(await self._read(desk, store, feed, now, notify))
            except Exception:
                log.exception("Desk %s, feed %s: not read", desk, feed.feed_id)
                reports.append(FeedReport(feed.title, feed.url, problem=OUR_FAULT))
        return tuple(reports)

    async def _read(
        self, desk: str, store: Store, feed: Feed, now: datetime, notify: Notify
    ) -> FeedReport:
        try:
            found = await self._fetch_feed(feed)
            document = await _parse(found) if isinstance(found, Page) else None
        except UnreadableInput as error:
            return await self._fail(desk, store, feed, error, now, notify)
        if not isinstance(found, Page) or document is None:
            due_at = next_reading(now, found.fresh_for, self._jitter())
            await store.write(record_reading, feed.feed_id, None, feed.validators, now, due_at)
            return FeedReport(feed.title, feed.url, is_unchanged=True)
        reports = await self._take(desk, store, feed, document, now)
        outcomes = {report.outcome for report in reports}
        wish = max(filter(None, (document.pause, found.fresh_for)), default=None)
        due_at = next_reading(now, wish, self._jitter())
        if Outcome.LATER in outcomes:
            due_at = now + SOON
        # Without validators the feed comes whole again, with the items that are still to be read.
        is_done = not outcomes & {Outcome.LATER, Outcome.AGAIN}
        validators = found.validators if is_done else NO_VALIDATORS
        await store.write(record_reading, feed.feed_id, document.title, validators, now, due_at)
        return FeedReport(document.title or feed.title, feed.url, reports)

    async def _fail(
        self,
        desk: str,
        store: Store,
        feed: Feed,
        error: UnreadableInput,
        now: datetime,
        notify: Notify,
    ) -> FeedReport:
        """Try later; after many failures pause the feed and tell its desk once."""
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        failures, since = feed.failures + 1, feed.failing_since or now
        due_at = next_try(now, failures, retry_after, self._jitter())
        await store.write(record_failure, feed.feed_id, str(error), now, due_at)
        is_paused = is_hopeless(failures, since, now)
        if is_paused and await store.write(pause_feed, feed.feed_id, now):
            log.warning("Desk %s, feed %s: paused", desk, feed.feed_id)
            failing = replace(feed, failures=failures, failing_since=since, problem=str(error))
            await notify(desk, replace(failing, is_paused=True))
        return FeedReport(feed.title, feed.url, problem=str(error), is_paused=is_paused)

    async def _take(
        self, desk: str, store: Store, feed: Feed, document: FeedDocument, now: datetime
    ) -> tuple[ItemReport, ...]:
        """Read the items that are new and wanted, oldest first; whatever fails is one item's."""
        reports: list[ItemReport] = []
        new = [item for item in document.items if await _is_new(store, feed, item)]
        first = feed.checked_at is None
        older = set(map(id, new[READ_AT_ONCE:])) if first else set()
        read = 0
        for item in reversed(new):
            report = await self._judged(store, feed, item, feed.wanted)
            if id(item) in older:
                report = replace(report, outcome=Outcome.OLDER, reason="")
                await store.write(
                    record_attempt, feed.feed_id, item_keys(item), (Outcome.OLDER, 0), now
                )
            elif report.outcome is Outcome.WANTED and read >= READ_AT_ONCE:
                report = replace(report, outcome=Outcome.LATER)
            elif report.outcome is Outcome.WANTED:
                read += 1
                taken = await self._take_item(desk, store, feed, item, now)
                report = replace(taken, reason=taken.reason or report.reason)
            reports.append(report)
        reports += await self._check_changed(desk, store, feed, document, now, READ_AT_ONCE - read)
        keys = [(key, item_mark(item)) for item in document.items for key in item_keys(item)]
        await store.write(refresh_items, feed.feed_id, keys, now)
        return tuple(reports)

    async def _check_changed(
        self, desk: str, store: Store, feed: Feed, document: FeedDocument, now: datetime, most: int
    ) -> tuple[ItemReport, ...]:
        """Read again the items whose words in the feed are others, so many at most."""
        changed = [item for item in document.items if await _is_changed(store, feed, item)]
        reports = [
            await self._take_item(desk, store, feed, item, now) for item in reversed(changed[:most])
        ]
        later = (ItemReport(item.title, item.url, Outcome.LATER) for item in changed[most:])
        return (*reports, *later)

    async def _take_item(
        self, desk: str, store: Store, feed: Feed, item: FeedItem, now: datetime
    ) -> ItemReport:
        keys = item_keys(item)
        tried = await store.read(find_attempt, feed.feed_id, keys)
        attempts = (tried[1] if tried else 0) + 1
        again = Outcome.AGAIN if attempts < ATTEMPTS else Outcome.FAILED
        try:
            ingested = await self._add_item(desk, feed, item, now)
            outcome, reason = _outcome(ingested), ingested.note
        except StoreError:
            raise
        except FetchError as error:
            outcome, reason = (again if error.is_passing else Outcome.FAILED), str(error)
        except UnreadableInput as error:
            outcome, reason = Outcome.FAILED, str(error)
        except Exception:
            log.exception("Desk %s, feed %s: an item was not read", desk, feed.feed_id)
            outcome, reason = again, OUR_FAULT
        tried_now = (outcome, attempts)
        await store.write(record_attempt, feed.feed_id, keys, tried_now, now, item_mark(item))
        return ItemReport(item.title, item.url, outcome, reason)

    async def _add_item(self, desk: str, feed: Feed, item: FeedItem, now: datetime) -> Ingested:
        """The article that an item points at; without a link the text that it holds."""
        if item.url:
            return await self._add_page(desk, item.url, now)
        return await self._add_text(desk, item.title, f"{item.title}\n\n{item.text}\n", feed.title)

    async def _judged(
        self, store: Store | None, feed: Feed | None, item: FeedItem, wanted: str | None
    ) -> ItemReport:
        """What a reading would do with an item, and why."""
        if store and feed and not await _is_new(store, feed, item):
            return ItemReport(item.title, item.url, Outcome.SEEN)
        reason = ""
        if wanted:
            verdict = filters.sift(filters.read_filter(wanted), _fields(item))
            reason = verdict.reason
            if not verdict.passes:
                return ItemReport(item.title, item.url, Outcome.LEFT_OUT, reason)
        if not item.url and len(item.text.split()) < LEAST_WORDS:
            return ItemReport(item.title, item.url, Outcome.LEFT_OUT, NO_TEXT)
        return ItemReport(item.title, item.url, Outcome.WANTED, reason)

    async def _store(self, desk: str) -> Store | None:
        """The desk's store; None, and no file made, where there is no such desk yet."""
        return await self._desks.get(desk) if self._desks.find(desk) else None

    async def _fetch_feed(self, feed: Feed) -> Page | Unchanged:
        from fetching.web import FEED_KINDS

        return await self._fetch(feed.url, FEED_KINDS, feed.validators)

    async def _get(self, url: str) -> FeedDocument:
        from fetching.web import FEED_KINDS

        found = await self._fetch(url, FEED_KINDS)
        assert isinstance(found, Page), "asked without validators"
        return await _parse(found)


async def _parse(page: Page) -> FeedDocument:
    from extraction.documents.feeds import read_feed

    return await asyncio.to_thread(read_feed, page)


async def _is_new(store: Store, feed: Feed, item: FeedItem) -> bool:
    tried = await store.read(find_attempt, feed.feed_id, item_keys(item))
    return tried is None or not tried[0].is_final


async def _is_changed(store: Store, feed: Feed, item: FeedItem) -> bool:
    """Whether an item that the desk holds has other words than when it was read."""
    keys = item_keys(item)
    tried = await store.read(find_attempt, feed.feed_id, keys)
    if tried is None or not tried[0].is_held or tried[1] >= MOST_CHECKS:
        return False
    mark = await store.read(find_mark, feed.feed_id, keys)
    return mark is not None and mark != item_mark(item)


def _outcome(ingested: Ingested) -> Outcome:
    if ingested.is_known:
        return Outcome.KNOWN
    return Outcome.CHANGED if ingested.change else Outcome.ADDED


def _fields(item: FeedItem) -> Mapping[str, str]:
    """What a filter looks at, by the name that its reason gives each."""
    return {"title": item.title, "summary": item.text, "labels": ", ".join(item.labels)}


def _add(
    db: Database,
    url: str,
    title: str | None,
    wanted: str | None,
    channel_id: int | None,
    now: datetime,
) -> Feed:
    feed = add_feed(db, url, title, wanted, channel_id, now)
    record_act(db, ("feed", feed.feed_id), command="feeds add")
    return feed


def _remove(db: Database, feed_id: FeedId) -> None:
    remove_feed(db, feed_id)
    record_act(db, ("feed", feed_id), command="feeds remove")
