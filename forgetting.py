"""Articles forgotten to the last byte, and what a desk keeps about the person who asks."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain

from curation import find_standing
from newsroom.article import ArticleId, Citation
from newsroom.desk import Forgotten, KeptOfYou
from newsroom.errors import StoreError
from newsroom.watch import WatchId
from storage.articles import find_ingested, get_citation, remove_article
from storage.asks import clear_asks
from storage.audit import record_act
from storage.curated_rows import carry_out
from storage.database import Database
from storage.personal import erase_kept, find_kept
from storage.posts import owe_removals
from storage.store import Desks, Store
from storage.watched_words import find_watches_told_by, remove_watches_of_nothing


class Forgetting:
    """What is deleted because somebody asked for it."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def find(self, desk: str, article_id: ArticleId) -> Citation:
        """The article that is to be forgotten; raises NewsroomError for an unknown one."""
        store = await self._desks.get(desk)
        return await store.read(get_citation, article_id)

    async def forget(self, desk: str, article_id: ArticleId) -> Forgotten:
        """Delete an article and all that came only from it, from the file's log too."""
        store = await self._desks.get(desk)
        entities, claims = await store.write(_forget, article_id)
        return Forgotten(article_id, entities, claims, await sweep(store))

    async def kept_of(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """What a desk keeps about a member."""
        store = await self._desks.get(desk)
        return await store.read(find_kept, user_id)

    async def erase(self, desk: str, user_id: int) -> tuple[KeptOfYou, ...]:
        """Erase what a desk keeps about a member; the audit's chain still holds without it."""
        store = await self._desks.get(desk)
        erased = await store.write(_erase, user_id)
        await sweep(store)
        return erased


def _forget(db: Database, article_id: ArticleId) -> tuple[int, int]:
    held = find_ingested(db, article_id)
    take_out(db, article_id)
    record_act(db, ("article", article_id), command="forget")
    return held.entity_count, held.claim_count


def take_out(db: Database, article_id: ArticleId, told: Sequence[WatchId] | None = None) -> None:
    """Delete an article and all that came only from it, also from what stands in channels.

    `told` are the watches that it tells of, where those are known. `sweep` takes it out of the log
    as well.
    """
    owe_removals(db, article_id, datetime.now(UTC))
    told = find_watches_told_by(db, article_id) if told is None else told
    _, before = find_standing(db)
    remove_article(db, article_id)
    _, after = find_standing(db)
    carry_out(db, before, after)
    remove_watches_of_nothing(db, told)
    clear_asks(db)


def _erase(db: Database, user_id: int) -> tuple[KeptOfYou, ...]:
    """The entry comes first, so that it is the last that ever spoke of them."""
    found = find_kept(db, user_id)
    if found:
        record_act(db, command="mydata erase")
    erase_kept(db, user_id)
    return found


def merged(*kept: Sequence[KeptOfYou]) -> tuple[KeptOfYou, ...]:
    """What several files keep about somebody, each kind once."""
    counts: dict[str, int] = {}
    for one in chain.from_iterable(kept):
        counts[one.what] = counts.get(one.what, 0) + one.count
    return tuple(KeptOfYou(what, count) for what, count in counts.items())


async def sweep(store: Store) -> bool:
    """Take what was deleted out of the log; False while another process still reads in it."""
    try:
        await store.checkpoint()
    except StoreError:
        return False
    return True
