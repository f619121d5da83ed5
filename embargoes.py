"""Embargoes of a desk: set, changed, lifted, and released when their time has come.

What is under embargo is in no file that others are answered from: each embargo is a desk file of
its own, under the name "123/4". One thing at a time is done with the embargoes of a desk, whatever
process does it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from embargo_life import ENDED, NO_ROLE, EmbargoLife, Settle
from embargo_moves import Extract, has_articles
from forgetting import Forgetting, merged
from keeping import is_known
from newsroom.article import Article, ArticleId, Citation
from newsroom.desk import Forgotten, Ingested, KeptOfYou
from newsroom.embargo import (
    Embargo,
    EmbargoCounts,
    Embargoed,
    Stage,
    Terms,
)
from newsroom.errors import NewsroomError, StoreError, UnreadableInput
from newsroom.until import check_until
from storage.articles import get_citation
from storage.audit import check_audit, record_act
from storage.backup import back_up, check_sound
from storage.database import Database
from storage.embargo_backup import copy_terms
from storage.embargo_files import (
    file_of,
    folder_of,
    list_embargoes,
    read_embargoes,
    read_terms,
)
from storage.pages import find_article_at
from storage.schedules import list_schedules
from storage.store import Desks
from storage.whole_texts import find_holder, list_article_ids, load_texts
from storytelling import find_story_articles

log = logging.getLogger("byline.embargoes")

UNKNOWN = "There is no embargo {} that you may see."
OPEN_ALREADY = (
    "The desk holds that already, open to all, as article {}: to close that one, set an embargo on"
    " it."
)
UNDER_ANOTHER = "That is under embargo {} already."
NOTHING = "There is nothing to close: give articles or a story."
SET_BY_YOU = "embargoes that you set"
FORGET = "embargo forget"
WITHIN = "Under embargo {}, for its roles alone."

Adding = Callable[[str], Awaitable[Ingested]]


class Embargoes:
    """What is closed for a while, by desk."""

    def __init__(self, desks: Desks, extract: Extract, settle: Settle) -> None:
        self._desks, self._life = desks, EmbargoLife(desks, extract, settle)
        self._forgetting = Forgetting(desks)

    def alone(self, desk: str) -> AbstractAsyncContextManager[None]:
        """One thing at a time with the embargoes of a desk, also with other processes."""
        return self._life.alone(desk)

    # -- who may know of which

    async def open_to(
        self, desk: str, role_ids: Collection[int], *, is_manager: bool
    ) -> tuple[Embargo, ...]:
        """The embargoes that stand and that somebody with these roles may know of."""
        found = await self._desks.embargoes(desk)
        return tuple(each for each in found if each.is_open_to(role_ids, is_manager=is_manager))

    async def standing(self, desk: str) -> tuple[Embargo, ...]:
        """Every embargo that stands, for what the bot and the machine's owner do themselves."""
        return await self.open_to(desk, (), is_manager=True)

    async def check(self, desk: str) -> None:
        """Raise a StoreError where an embargo is not whole: its terms, its file, or its audit."""
        path = self._desks.path(desk)
        for each in await asyncio.to_thread(read_embargoes, path):
            own, file = await self._desks.get(each.name), file_of(path, each.number)
            await own.read_apart(check_sound, file)
            report = await own.read_apart(check_audit)
            if report.fault is not None:
                raise StoreError(f"{file}: its audit is not as it was written: {report.fault}.")

    async def counts(self, desk: str) -> EmbargoCounts:
        """How many embargoes stand on a desk, and when the next ends; for managers."""
        found = [each for each in await self._desks.embargoes(desk) if each.stage is Stage.STANDING]
        return EmbargoCounts(len(found), min((each.terms.until for each in found), default=None))

    async def show(self, embargoes: Sequence[Embargo]) -> tuple[Embargoed, ...]:
        """Embargoes with the articles in them."""
        return tuple([Embargoed(each, await self._articles(each)) for each in embargoes])

    async def zone(self, desk: str) -> tzinfo:
        """The zone in which a desk's people tell the time: that of its digest, else UTC."""
        store = await self._desks.get(desk)
        schedules = await store.read(list_schedules)
        return ZoneInfo(schedules[0].zone) if schedules else UTC

    # -- set

    async def add(
        self, desk: str, terms: Terms, adding: Adding, seen: Sequence[Embargo] = ()
    ) -> Ingested:
        """Add an article under a new embargo; `adding` keeps it on the desk that it is told."""
        async with self._life.alone(desk):
            embargo = await self._life.begin(desk, terms, ())
            try:
                kept = await adding(embargo.name)
                await self._refuse_known(desk, embargo, seen)
            except BaseException:
                await self._life.drop(embargo)
                raise
            standing = await self._life.stand(embargo)
        return _within(kept, standing.number)

    async def close_articles(
        self, desk: str, articles: Sequence[ArticleId], terms: Terms
    ) -> Embargoed:
        """Move articles of a desk under a new embargo: into its file, then out of the desk's."""
        store = await self._desks.get(desk)
        async with self._life.alone(desk):
            if not articles:
                raise NewsroomError(NOTHING)
            digests = tuple([await store.read(_digest_of, number) for number in articles])
            embargo = await self._life.begin(desk, terms, digests)
            standing = await self._life.finish(embargo)
        if standing is None:
            raise NewsroomError(NOTHING)
        return Embargoed(standing, await self._articles(standing))

    async def close_story(self, desk: str, story: str, terms: Terms) -> Embargoed:
        """Move every article of a story, by its number or name."""
        store = await self._desks.get(desk)
        return await self.close_articles(desk, await store.read(find_story_articles, story), terms)

    # -- changed and ended

    async def find(
        self, desk: str, number: int, role_ids: Collection[int], *, is_manager: bool
    ) -> Embargo:
        """An embargo that somebody may know of; a NewsroomError where there is none."""
        for each in await self.open_to(desk, role_ids, is_manager=is_manager):
            if each.number == number:
                return each
        raise NewsroomError(UNKNOWN.format(number))

    async def extend(self, embargo: Embargo, until: datetime, now: datetime) -> Embargo:
        """Let an embargo stand until another time that is still to come."""
        check_until(until, now)
        return await self._change(embargo, now, until=until)

    async def open_for(self, embargo: Embargo, roles: tuple[int, ...], now: datetime) -> Embargo:
        """Open an embargo to other roles than before."""
        if not roles:
            raise NewsroomError(NO_ROLE)
        return await self._change(embargo, now, roles=roles)

    async def lift(self, embargo: Embargo, now: datetime) -> None:
        """Release an embargo before its time."""
        async with self._life.alone(embargo.desk):
            current = await self._life.current(embargo)
            await self._life.note(current)
            await self._life.release(current, now)

    async def settle(self, desk: str, now: datetime) -> int:
        """Finish what was stopped and release what is due; how many were released.

        One that fails is logged and tried again the next time; it holds up no other.
        """
        path, released = self._desks.path(desk), 0
        if not folder_of(path).exists() or self._desks.is_sealed(desk):
            return 0
        async with self._life.alone(desk):
            for embargo in await self._desks.embargoes(desk):
                try:
                    released += await self._life.go_on(embargo, now)
                except Exception as error:
                    log.error("Embargo %s: not settled: %s", embargo.name, type(error).__name__)
        return released

    async def next_due(self, desk: str) -> datetime | None:
        """When there is something to do next; None where no embargo stands."""
        found = await asyncio.to_thread(list_embargoes, self._desks.path(desk))
        return min((each.terms.until for each in found), default=None)

    # -- articles in them

    async def place_for(self, desk: str, seen: Sequence[Embargo], article: Article) -> str:
        """Where a text belongs that somebody adds: an embargo that they know of and that holds it
        in another version, else the desk."""
        return await self._place(desk, seen, is_known, article, datetime.now(UTC))

    async def place_at(self, desk: str, seen: Sequence[Embargo], url: str) -> str:
        """The same of the article at an address."""
        return await self._place(desk, seen, find_article_at, url)

    async def keep_at(self, desk: str, place: str, adding: Adding) -> Ingested:
        """Keep a text at its place, unless that embargo ends first; then on the desk."""
        if place == desk:
            return await adding(desk)
        async with self._life.alone(desk):
            number = int(place.partition("/")[2])
            current = await asyncio.to_thread(read_terms, self._desks.path(desk), number)
            if current is None or current.stage is not Stage.STANDING:
                return await adding(desk)
            return _within(await adding(place), number)

    async def citation(self, embargo: Embargo, article_id: ArticleId) -> Citation:
        """An article of an embargo; a NewsroomError where it holds none of that number."""
        return await self._forgetting.find(embargo.name, article_id)

    async def forget(self, embargo: Embargo, article_id: ArticleId) -> Forgotten:
        """Delete an article from an embargo; one that holds no other ends with it."""
        async with self._life.alone(embargo.desk):
            current = await self._life.current(embargo)
            forgotten = await self._forgetting.forget(current.name, article_id)
            own = await self._desks.get(current.name)
            if await own.read(has_articles):
                await self._life.note(current, FORGET)
            else:
                await self._life.drop(current)
                desk = await self._desks.get(embargo.desk)
                await desk.write(record_act, ("embargo", current.number), command=FORGET)
        return forgotten

    async def kept_of(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """What the embargoes of a desk keep about a member."""
        found = await self._desks.embargoes(desk)
        own = [await self._forgetting.kept_of(each.name, user_id) for each in found]
        count = sum(each.terms.set_by == user_id for each in found)
        return merged(*own, (KeptOfYou(SET_BY_YOU, count),) if count else ())

    async def erase(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """Erase that and what the desk keeps, while nothing moves between them; embargoes stand."""
        if not folder_of(self._desks.path(desk)).exists():
            return await self._forgetting.erase(desk, user_id)
        async with self._life.alone(desk):
            kept = await self.kept_of(desk, user_id)
            for each in await self._desks.embargoes(desk):
                await self._forgetting.erase(each.name, user_id)
                if each.terms.set_by == user_id:
                    await self._life.write(replace(each, terms=replace(each.terms, set_by=None)))
            return merged(await self._forgetting.erase(desk, user_id), kept)

    async def copy(self, desk: str, target: Path) -> int:
        """Copy the embargoes of a desk beside a backup of it; how many there are.

        Whoever calls holds `alone`, so that nothing moves between the copies.
        """
        path = self._desks.path(desk)
        found = await asyncio.to_thread(read_embargoes, path)
        for each in found:
            own = await self._desks.get(each.name)
            file = await asyncio.to_thread(copy_terms, each, target)
            await own.read_apart(back_up, file, file_of(path, each.number))
        return len(found)

    async def _change(
        self,
        embargo: Embargo,
        now: datetime,
        *,
        until: datetime | None = None,
        roles: tuple[int, ...] = (),
    ) -> Embargo:
        async with self._life.alone(embargo.desk):
            current = await self._life.current(embargo)
            if current.is_due(now):
                raise NewsroomError(ENDED.format(embargo.number))
            await self._life.note(current)
            terms = current.terms
            terms = replace(terms, until=until or terms.until, roles=roles or terms.roles)
            changed = replace(current, terms=terms)
            await self._life.write(changed)
        return changed

    async def _refuse_known(self, desk: str, embargo: Embargo, seen: Sequence[Embargo]) -> None:
        """Raise UnreadableInput where what was added is open, or under an embargo that is known."""
        own, store = await self._desks.get(embargo.name), await self._desks.get(desk)
        for digest, url in await own.read(_digests_and_addresses):
            held = await store.read(_find_open, digest, url)
            if held is not None:
                raise UnreadableInput(OPEN_ALREADY.format(held))
            for other in seen:
                theirs = await self._desks.get(other.name)
                if await theirs.read(_find_open, digest, url) is not None:
                    raise UnreadableInput(UNDER_ANOTHER.format(other.number))

    async def _place(
        self, desk: str, seen: Sequence[Embargo], finds: Callable[..., object], *what: object
    ) -> str:
        for each in seen:
            try:
                own = await self._desks.get(each.name)
                is_there = await own.read(finds, *what)
            except StoreError as error:
                log.error("Embargo %s: not looked at: %s", each.name, type(error).__name__)
                continue
            if is_there:
                store = await self._desks.get(desk)
                return desk if await store.read(finds, *what) else each.name
        return desk

    async def _articles(self, embargo: Embargo) -> tuple[Citation, ...]:
        own = await self._desks.get(embargo.name)
        return await own.read(_citations)


def _within(kept: Ingested, number: int) -> Ingested:
    return replace(kept, embargo=number, note=WITHIN.format(number))


def _citations(db: Database) -> tuple[Citation, ...]:
    return tuple(get_citation(db, article_id) for article_id in list_article_ids(db))


def _digest_of(db: Database, article_id: ArticleId) -> str:
    get_citation(db, article_id)
    return load_texts(db, article_id)[-1].digest


def _digests_and_addresses(db: Database) -> tuple[tuple[str, str | None], ...]:
    given = (load_texts(db, article_id)[-1] for article_id in list_article_ids(db))
    return tuple((text.digest, text.url) for text in given)


def _find_open(db: Database, digest: str, url: str | None) -> ArticleId | None:
    held = find_holder(db, digest)
    return held if held is not None or url is None else find_article_at(db, url)
