"""Articles moved between a desk's file and those of its embargoes, whole and never lost.

Each step may be stopped anywhere and taken again: an article is in the file that it goes to before
it leaves the one that it comes from, and a text that is there already is not taken in twice.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from carrying import carry
from carrying_names import (
    Arriving,
    bring_back,
    bring_into_stories,
    bring_watches,
    find_carried_names,
    find_judged_names,
    keep_anew,
    take_along,
)
from forgetting import sweep, take_out
from keeping import keep, keep_at, recognise
from newsroom.article import Article, ArticleId
from newsroom.attribution import ClaimId
from newsroom.audit import Act, current_act
from newsroom.carried import JudgedNames, NamesRead, ToldWatch
from newsroom.embargo import Embargo, Stage
from newsroom.entity import EntityId
from newsroom.errors import StoreError
from newsroom.extraction import Extraction
from newsroom.watch import Watch, WatchId
from storage.audit import has_been_at, has_entry, list_acts, record_act
from storage.database import Database
from storage.judged_names import restore_reasons
from storage.judgements import list_judgements
from storage.pages import keep_page
from storage.store import Store
from storage.watched_words import find_watches_told_by, list_going
from storage.watches import last_claim, list_watches, put_along, remove_along, told_by
from storage.whole_texts import (
    GivenArticle,
    GivenText,
    find_holder,
    list_article_ids,
    list_digests,
    load_given,
)

log = logging.getLogger("byline.embargoes")

RELEASE = "embargo release"
CHANGED = "The article was changed while it was moved; try again."

Extract = Callable[[Article], Awaitable[Extraction]]
Carry = Callable[[Database, JudgedNames, Arriving], ArticleId]
"""Keeps an article with whom it speaks of; the number that it has then."""
_State = tuple[GivenArticle, JudgedNames, tuple[Watch, ...]]


class Copied(NamedTuple):
    """An article as it was given, whom it speaks of where it is, and what is watched there.

    `told` are the watches that it tells of, `going` those of them that nothing else keeps.
    """

    given: GivenArticle
    names: JudgedNames
    watches: tuple[Watch, ...] = ()
    told: tuple[WatchId, ...] = ()
    going: tuple[ToldWatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was read in each of its texts; None for those that are held there."""

    copied: Copied
    extractions: tuple[Extraction | None, ...]


async def move_out(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Move the texts that an embargo takes from the desk into its own file."""
    for digest in embargo.taken:
        read: dict[str, Extraction] = {}
        while (article_id := await desk.read(find_holder, digest)) is not None:
            copied = await desk.read(_copy, article_id)
            for text in copied.given.texts:
                if text.digest not in read:
                    read[text.digest] = await extract(_article(text))
            extractions = tuple(read[text.digest] for text in copied.given.texts)
            await own.write(_take_over, Reading(copied, extractions), embargo)
            if await desk.write(_leave, article_id, copied):
                break
    if not await sweep(desk):
        log.warning(
            "Embargo %s: what it took leaves the desk's log with a later write", embargo.name
        )


async def move_in(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Bring what an embargo holds to the desk, as if it had just been added, once and for all."""
    if await desk.read(has_entry, RELEASE, "embargo", embargo.number):
        return
    copied, watches = await own.read(_copy_all)
    acts = await own.read(list_acts, "embargo", embargo.number)
    readings = await _read_again(copied, await desk.read(list_digests), extract)
    await desk.write(_release, embargo, acts, readings, watches)


async def _read_again(
    articles: Sequence[Copied], held: frozenset[str], extract: Extract
) -> tuple[Reading, ...]:
    """Read every text that is not held where it goes to."""
    return tuple(
        [
            Reading(
                copied,
                tuple(
                    [
                        None if text.digest in held else await extract(_article(text))
                        for text in copied.given.texts
                    ]
                ),
            )
            for copied in articles
        ]
    )


def _article(text: GivenText) -> Article:
    """A text as it was when it was first read; a date that it states itself is found there."""
    from extraction.reading import read_text

    article = read_text(
        text.name,
        text.text,
        title=text.title,
        outlet=text.outlet,
        byline=text.byline,
        url=text.url,
    )
    if article.published_at == text.published_at:
        return article
    return replace(article, published_at=text.published_at, published_span=None)


def _copy(db: Database, article_id: ArticleId) -> Copied:
    told = find_watches_told_by(db, article_id)
    going = list_going(db, article_id, told)
    return Copied(*_state(db, article_id), told, going)


def _state(db: Database, article_id: ArticleId) -> _State:
    """What must not change while an article is moved."""
    watches = (replace(each, after_claim=ClaimId(0), refusals=0) for each in list_watches(db))
    return load_given(db, article_id), find_judged_names(db, article_id), tuple(watches)


def _copy_all(db: Database) -> tuple[tuple[Copied, ...], tuple[ToldWatch, ...]]:
    """Every article of an embargo, and the watches that came with them."""
    copied = (
        Copied(load_given(db, article_id), find_carried_names(db, article_id))
        for article_id in list_article_ids(db)
    )
    return tuple(copied), tuple(told_by(db, watch) for watch in list_watches(db))


def _leave(db: Database, article_id: ArticleId, moved: Copied) -> bool:
    """Take a moved article out of the desk; False where it has changed since it was copied."""
    given, names, watches = _state(db, article_id)
    now = (given.texts, given.judged, names, watches)
    if now != (moved.given.texts, moved.given.judged, moved.names, moved.watches):
        return False
    take_out(db, article_id, moved.told)
    return True


def _take_over(db: Database, reading: Reading, embargo: Embargo) -> None:
    """Keep an article that the desk still has, in the place of an earlier copy of it."""
    if embargo.cut_at is None:
        _take_one(db, reading, embargo, keep_anew)
        return
    names, acts = reading.copied.names, list_judgements(db)
    if find_holder(db, reading.copied.given.texts[-1].digest) == names.article_id:
        remove_along(db, names.article_id)
        take_out(db, names.article_id, told=())
    article_id = _take_one(db, reading, embargo, take_along)
    restore_reasons(db, acts)  # what the desk no longer says, since others of the acts have gone
    for watch in reading.copied.going:
        put_along(db, watch, article_id, embargo.terms.set_at)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """An article that comes to a file.

    Where it `is_released` its versions are of that moment, else each is of its own time.
    """

    db: Database
    reading: Reading
    moment: datetime
    last_entity: EntityId
    is_released: bool

    def recognise(self) -> NamesRead:
        """Whom of those that it speaks of now the file seems to know."""
        newest = self.reading.extractions[-1]
        return recognise(self.db, newest) if newest else {}

    def keep(self, names: NamesRead, number: ArticleId | None) -> ArticleId:
        """Keep its versions in order; the number of the article that has them."""
        db, given = self.db, self.reading.copied.given
        article_id: ArticleId | None = None
        is_new = False
        for text, extraction in zip(given.texts, self.reading.extractions, strict=True):
            holder = find_holder(db, text.digest)
            is_new = holder is None
            if holder is not None:
                article_id = holder
                continue
            if extraction is None:
                raise StoreError(CHANGED)
            at = self.moment if self.is_released else text.seen_at
            kept = (
                keep(db, extraction, at, names, number)
                if article_id is None
                else keep_at(db, article_id, extraction, at, names)
            )
            article_id = kept.citation.article_id
        assert article_id is not None, "every article has a text"
        if is_new and (page := given.page):
            at = self.moment if self.is_released else page.fetched_at
            keep_page(db, article_id, page.asked_url, page.page, at)
        return article_id


def _take_one(
    db: Database,
    reading: Reading,
    embargo: Embargo,
    carried: Carry,
    moment: datetime | None = None,
) -> ArticleId:
    """Keep an article with all that was judged of it."""
    given, names, *_ = reading.copied
    last_entity = embargo.cut_at.last_entity if embargo.cut_at else EntityId(0)
    at = moment or embargo.terms.set_at
    article = _Arrived(db, reading, at, last_entity, is_released=moment is not None)
    article_id = carried(db, names, article)
    carry(db, article_id, given.judged)
    return article_id


def _release(
    db: Database,
    embargo: Embargo,
    acts: Sequence[Act],
    readings: Sequence[Reading],
    watches: Sequence[ToldWatch],
) -> None:
    """Take everything in, in one transaction, with what the embargo's own audit has of it."""
    if has_entry(db, RELEASE, "embargo", embargo.number):
        return
    for act in acts:
        current_act.set(act)
        record_act(db, ("embargo", embargo.number))
    moment = embargo.released_at or embargo.terms.until
    current_act.set(Act(RELEASE, at=moment))
    is_numbered_alike = embargo.cut_at is not None and has_been_at(db, embargo.cut_at.audit)
    carried = bring_back if is_numbered_alike else keep_anew
    told_before = last_claim(db)
    articles = [_take_one(db, reading, embargo, carried, moment) for reading in readings]
    if is_numbered_alike:
        back = [(one.copied.names, each) for one, each in zip(readings, articles, strict=True)]
        bring_into_stories(db, back, moment)
        bring_watches(db, watches, back, told_before, moment)
    named = (("article", article_id) for article_id in articles)
    record_act(db, ("embargo", embargo.number), *named)


def has_articles(db: Database) -> bool:
    """Whether an embargo holds anything."""
    return bool(list_article_ids(db))


def begun(embargo: Embargo, now: datetime) -> Embargo:
    """An embargo whose release has begun, which nothing turns back."""
    if embargo.stage is Stage.STANDING:
        return replace(embargo, stage=Stage.RELEASING, released_at=now)
    return embargo
