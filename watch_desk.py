"""The use cases of watches: set, list, mute and remove them, and tell what they found."""

from datetime import datetime

from lookup import find_names
from matching.claims import query_terms
from matching.names import decide
from newsroom.attribution import ClaimId
from newsroom.digest import PauseReason
from newsroom.entity import EntityId
from newsroom.errors import NewsroomError, NotPermitted
from newsroom.watch import Watch, WatchId, WatchWanted
from storage.audit import record_act
from storage.database import Database
from storage.store import Desks
from storage.watches import (
    MOST_WATCHES,
    add_watch,
    count_watches,
    find_watch,
    last_claim,
    list_watches,
    remove_watch,
    set_muted,
)
from watching import AlertPoster, tell_watches

WORDS_CHARS = 100
EITHER = "Name either an entity or words to watch, not both and not neither."
TOO_MANY = f"You have {MOST_WATCHES} watches already; remove one with /watch remove first."
NO_WORDS = "Those words are too common to watch: give a word that tells what it is about."
NO_WATCH = "There is no such watch any more."
NOT_YOURS = "Only whoever set a watch, or somebody with Manage Server, can change it."


class WatchDesk:
    """Everything that Byline can do with watches, by desk."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def add(self, desk: str, wanted: WatchWanted, now: datetime) -> Watch:
        """Set a watch, which tells of what comes from now on."""
        store = await self._desks.get(desk)
        return await store.write(_add, wanted, now)

    async def list(self, desk: str) -> tuple[Watch, ...]:
        """Every watch, oldest first."""
        store = await self._desks.get(desk)
        return await store.read(list_watches)

    async def remove(self, desk: str, watch_id: WatchId, user_id: int | None) -> Watch:
        """Forget a watch, for whoever set it; None for somebody who manages the server."""
        store = await self._desks.get(desk)
        return await store.write(_remove, watch_id, user_id)

    async def mute(
        self, desk: str, watch_id: WatchId, user_id: int | None, now: datetime, *, is_muted: bool
    ) -> Watch:
        """Mute or unmute a watch, for whoever set it; None for somebody who manages the server."""
        store = await self._desks.get(desk)
        return await store.write(_mute, watch_id, user_id, now, is_muted)

    async def tell(self, desk: str, poster: AlertPoster, now: datetime) -> None:
        """Tell channels what their watches found; on a server without a desk there is nothing."""
        if self._desks.find(desk) is not None:
            await tell_watches(await self._desks.get(desk), poster, now)


def _add(db: Database, wanted: WatchWanted, now: datetime) -> Watch:
    entity, words = (wanted.entity or "").strip(), (wanted.words or "").strip()
    if bool(entity) == bool(words):
        raise NewsroomError(EITHER)
    if count_watches(db, wanted.user_id) >= MOST_WATCHES:
        raise NewsroomError(TOO_MANY)
    entity_id: EntityId | None = None
    if entity:
        entity_id, words = _entity(db, entity)
    elif not query_terms(words) or len(words) > WORDS_CHARS:
        raise NewsroomError(NO_WORDS)
    watch = add_watch(
        db,
        Watch(
            WatchId(0),
            wanted.channel_id,
            wanted.user_id,
            entity_id,
            words,
            wanted.pings,
            last_claim(db),
            now,
        ),
    )
    record_act(db, ("watch", watch.watch_id), command="watch add")
    return watch


def _entity(db: Database, typed: str) -> tuple[EntityId, str]:
    """The one entity that a name means; raises a NewsroomError that names the nearest."""
    matches = find_names(db, typed)
    same = [match for match in matches if match.name.casefold() == typed.casefold()]
    best = same[0] if len(same) == 1 else decide(matches).best
    if best is not None:
        return best.entity_id, best.name
    near = "; ".join(dict.fromkeys(match.name for match in matches[:3]))
    hint = f" Pick one from the list: {near}." if near else " Watch it as words instead."
    raise NewsroomError(f"“{typed[:WORDS_CHARS]}” is not the name of one entity here.{hint}")


def _owned(db: Database, watch_id: WatchId, user_id: int | None) -> Watch:
    watch = find_watch(db, watch_id)
    if watch is None:
        raise NewsroomError(NO_WATCH)
    if user_id not in (None, watch.user_id):
        raise NotPermitted(NOT_YOURS)
    return watch


def _remove(db: Database, watch_id: WatchId, user_id: int | None) -> Watch:
    watch = _owned(db, watch_id, user_id)
    remove_watch(db, watch_id)
    record_act(db, ("watch", watch_id), command="watch remove")
    return watch


def _mute(
    db: Database, watch_id: WatchId, user_id: int | None, now: datetime, is_muted: bool
) -> Watch:
    watch = _owned(db, watch_id, user_id)
    reason = PauseReason.ASKED if is_muted else None
    if is_muted != (watch.muted_at is not None):
        # While a watch was muted it looked at nothing: what came meanwhile is not told later.
        upto = ClaimId(0) if is_muted else last_claim(db)
        set_muted(db, watch_id, reason, upto, now)
        record_act(db, ("watch", watch_id), command="watch mute")
    return find_watch(db, watch_id) or watch
