"""Articles moved between a desk's file and those of its embargoes, whole and never lost.

Each step may be stopped anywhere and taken again: an article is in the file that it goes to before
it leaves the one that it comes from, and a text that is there already is not taken in twice.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from carrying import carry
from carrying_names import (
    Arriving,
    bring_back,
    find_carried_names,
    find_judged_names,
    keep_anew,
    take_along,
)
from forgetting import sweep, take_out
from keeping import keep, keep_at, recognise
from newsroom.article import Article, ArticleId
from newsroom.audit import Act, current_act
from newsroom.carried import JudgedNames, NamesRead
from newsroom.embargo import Embargo, Stage
from newsroom.errors import StoreError
from newsroom.extraction import Extraction
from storage.audit import has_been_at, has_entry, list_acts, record_act
from storage.database import Database
from storage.pages import keep_page
from storage.store import Store
from storage.whole_texts import (
    GivenArticle,
    GivenText,
    find_holder,
    list_article_ids,
    list_digests,
    load_given,
)

RELEASE = "embargo release"
CHANGED = "The article was changed while it was moved; try again."

Extract = Callable[[Article], Awaitable[Extraction]]
Carry = Callable[[Database, JudgedNames, Arriving], ArticleId]
"""Keeps an article with whom it speaks of; the number that it has then."""


class Copied(NamedTuple):
    """An article as it was given, and whom it speaks of where it is."""

    given: GivenArticle
    names: JudgedNames


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was read in each of its texts; None for those that are held there."""

    copied: Copied
    extractions: tuple[Extraction | None, ...]


async def move_out(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Move the texts that an embargo takes from the desk into its own file."""
    for digest in embargo.taken:
        while (article_id := await desk.read(find_holder, digest)) is not None:
            copied = await desk.read(_copy, article_id)
            readings = await _read_again((copied,), await own.read(list_digests), extract)
            carried = take_along if embargo.cut_at is not None else keep_anew
            await own.write(_take_in, readings, embargo, carried)
            if await desk.write(_leave, article_id, copied):
                break
    await sweep(desk)


async def move_in(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Bring what an embargo holds to the desk, as if it had just been added, once and for all."""
    if await desk.read(has_entry, RELEASE, "embargo", embargo.number):
        return
    copied = await own.read(_copy_all)
    acts = await own.read(list_acts, "embargo", embargo.number)
    readings = await _read_again(copied, await desk.read(list_digests), extract)
    await desk.write(_release, embargo, acts, readings)


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
    return Copied(load_given(db, article_id), find_judged_names(db, article_id))


def _copy_all(db: Database) -> tuple[Copied, ...]:
    return tuple(
        Copied(load_given(db, article_id), find_carried_names(db, article_id))
        for article_id in list_article_ids(db)
    )


def _leave(db: Database, article_id: ArticleId, moved: Copied) -> bool:
    """Take a moved article out of the desk; False where it has changed since it was copied."""
    given, names = _copy(db, article_id)
    if (given.texts, given.judged, names) != (moved.given.texts, moved.given.judged, moved.names):
        return False
    take_out(db, article_id)
    return True


@dataclass(frozen=True, slots=True)
class _Arrived:
    """An article that comes to a file: as of a moment, or each version as of its own."""

    db: Database
    reading: Reading
    moment: datetime | None
    closed_at: datetime

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
            at = self.moment or text.seen_at
            kept = (
                keep(db, extraction, at, names, number)
                if article_id is None
                else keep_at(db, article_id, extraction, at, names)
            )
            article_id = kept.citation.article_id
        assert article_id is not None, "every article has a text"
        if is_new and (page := given.page):
            keep_page(db, article_id, page.asked_url, page.page, self.moment or page.fetched_at)
        return article_id


def _take_in(
    db: Database,
    readings: Sequence[Reading],
    embargo: Embargo,
    carried: Carry,
    moment: datetime | None = None,
) -> tuple[ArticleId, ...]:
    """Keep articles with all that was judged of them."""
    kept = []
    for reading in readings:
        given, names = reading.copied
        article = _Arrived(db, reading, moment, embargo.terms.set_at)
        kept.append(carried(db, names, article))
        carry(db, kept[-1], given.judged)
    return tuple(kept)


def _release(
    db: Database, embargo: Embargo, acts: Sequence[Act], readings: Sequence[Reading]
) -> None:
    """Take everything in, in one transaction, with what the embargo's own audit has of it."""
    if has_entry(db, RELEASE, "embargo", embargo.number):
        return
    for act in acts:
        current_act.set(act)
        record_act(db, ("embargo", embargo.number))
    current_act.set(Act(RELEASE, at=embargo.released_at))
    is_numbered_alike = embargo.cut_at is not None and has_been_at(db, embargo.cut_at)
    carried = bring_back if is_numbered_alike else keep_anew
    articles = _take_in(db, readings, embargo, carried, embargo.released_at)
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
