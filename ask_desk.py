"""The use cases of questions whose answers have buttons: keep them, and find one again."""

from dataclasses import replace
from datetime import timedelta

from newsroom.desk import Ask, AskId
from newsroom.errors import NewsroomError
from storage.asks import find_ask, record_ask, remove_asks_before
from storage.database import Database
from storage.store import Desks

ASKS_KEPT = timedelta(days=7)
ASKS_EACH = 10**12
"""A question's number says in whose file it is kept: those of embargo 3 begin at three times that.
"""


class AskDesk:
    """The questions behind buttons, by desk; what an embargo answered is kept in its own file."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    async def keep(self, desk: str, ask: Ask) -> AskId:
        """Keep a question whose answer has buttons; forget those of long ago."""
        store = await self._desks.get(ask.place(desk))
        kept = await store.write(_keep, ask)
        return AskId(kept + (ask.embargo or 0) * ASKS_EACH)

    async def find(self, desk: str, ask_id: AskId) -> Ask | None:
        """The question behind a button; None when it is no longer known, or its embargo ended."""
        number, own_id = divmod(ask_id, ASKS_EACH)
        if not number:
            return await (await self._desks.get(desk)).read_at_once(find_ask, ask_id)
        try:
            store = await self._desks.get(f"{desk}/{number}")
            ask = await store.read_at_once(find_ask, AskId(own_id))
        except NewsroomError:
            return None
        return ask and replace(ask, embargo=number)


def _keep(db: Database, ask: Ask) -> AskId:
    remove_asks_before(db, ask.asked_at - ASKS_KEPT)
    return record_ask(db, ask)
