"""Articles moved between a desk's file and those of its embargoes, whole and never lost.

Each step may be stopped anywhere and taken again: an article is in the file that it goes to before
it leaves the one that it comes from, and a text that is there already is not taken in twice.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from carrying import carry
from forgetting import sweep, take_out
from keeping import keep, keep_at
from newsroom.article import Article, ArticleId
from newsroom.audit import Act, current_act
from newsroom.embargo import Embargo, Stage
from newsroom.errors import StoreError
from newsroom.extraction import Extraction
from storage.audit import has_entry, list_acts, record_act
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


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what was read in each of its texts; None for those that are held there."""

    given: GivenArticle
    extractions: tuple[Extraction | None, ...]


async def move_out(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Move the texts that an embargo takes from the desk into its own file."""
    for digest in embargo.taken:
        while (article_id := await desk.read(find_holder, digest)) is not None:
            given = await desk.read(load_given, article_id)
            readings = await _read_again((given,), await own.read(list_digests), extract)
            await own.write(_take_in, readings, None)
            if await desk.write(_leave, article_id, given):
                break
    await sweep(desk)


async def move_in(desk: Store, own: Store, embargo: Embargo, extract: Extract) -> None:
    """Bring what an embargo holds to the desk, as if it had just been added, once and for all."""
    if await desk.read(has_entry, RELEASE, "embargo", embargo.number):
        return
    given = await own.read(_load_all)
    acts = await own.read(list_acts, "embargo", embargo.number)
    readings = await _read_again(given, await desk.read(list_digests), extract)
    await desk.write(_release, embargo, acts, readings)


async def _read_again(
    articles: Sequence[GivenArticle], held: frozenset[str], extract: Extract
) -> tuple[Reading, ...]:
    """Read every text that is not held where it goes to."""
    return tuple(
        [
            Reading(
                given,
                tuple(
                    [
                        None if text.digest in held else await extract(_article(text))
                        for text in given.texts
                    ]
                ),
            )
            for given in articles
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


def _load_all(db: Database) -> tuple[GivenArticle, ...]:
    return tuple(load_given(db, article_id) for article_id in list_article_ids(db))


def _leave(db: Database, article_id: ArticleId, moved: GivenArticle) -> bool:
    """Take a moved article out of the desk; False where it has changed since it was copied."""
    given = load_given(db, article_id)
    if (given.texts, given.judged) != (moved.texts, moved.judged):
        return False
    take_out(db, article_id)
    return True


def _take_in(
    db: Database, readings: Sequence[Reading], moment: datetime | None
) -> tuple[ArticleId, ...]:
    """Keep articles with their versions in order, as of a moment or each as of its own."""
    return tuple(_take_one(db, reading, moment) for reading in readings)


def _take_one(db: Database, reading: Reading, moment: datetime | None) -> ArticleId:
    article_id: ArticleId | None = None
    is_new = False
    for text, extraction in zip(reading.given.texts, reading.extractions, strict=True):
        holder = find_holder(db, text.digest)
        is_new = holder is None
        if holder is not None:
            article_id = holder
            continue
        if extraction is None:
            raise StoreError(CHANGED)
        at = moment or text.seen_at
        kept = (
            keep(db, extraction, at)
            if article_id is None
            else keep_at(db, article_id, extraction, at)
        )
        article_id = kept.citation.article_id
    assert article_id is not None, "every article has a text"
    if is_new and (page := reading.given.page):
        keep_page(db, article_id, page.asked_url, page.page, moment or page.fetched_at)
    carry(db, article_id, reading.given.judged)
    return article_id


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
    articles = _take_in(db, readings, embargo.released_at)
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
