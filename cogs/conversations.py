"""What was asked last in a channel or thread, so that "and what did he say?" has its he."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

import discord

from newsroom.answer import Reply

REMEMBERED = 512
"""So many conversations are remembered at a time, the latest."""
KEPT_FOR = timedelta(minutes=30)


class Place(NamedTuple):
    """Where a conversation goes on: in a thread among all, elsewhere and in private with one."""

    channel_id: int
    user_id: int | None

    @classmethod
    def of(
        cls, channel: object, channel_id: int, user_id: int, *, is_private: bool = False
    ) -> "Place":
        """The place of a question."""
        is_shared = isinstance(channel, discord.Thread) and not is_private
        return cls(channel_id, None if is_shared else user_id)


class Conversations:
    """The last answer at each place, for a while, in memory alone."""

    def __init__(self) -> None:
        self._last: OrderedDict[Place, tuple[datetime, Reply]] = OrderedDict()

    def previous(self, place: Place, now: datetime) -> Reply | None:
        """The answer before; None where there is none or it was too long ago."""
        asked_at, reply = self._last.get(place, (None, None))
        return reply if asked_at is not None and now - asked_at <= KEPT_FOR else None

    def forget(self, channel_ids: Collection[int]) -> None:
        """Drop what was answered in some channels."""
        for place in [place for place in self._last if place.channel_id in channel_ids]:
            del self._last[place]

    def remember(self, place: Place, reply: Reply, now: datetime) -> None:
        """Keep an answer as the last one at its place."""
        self._last[place] = (now, reply)
        self._last.move_to_end(place)
        while len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
