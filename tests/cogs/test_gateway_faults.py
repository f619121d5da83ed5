"""The connection fails while something is in flight: answers, additions and digests go on."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from cogs.client import NewsroomBot
from newsroom.answer import Reply as Found
from newsroom.desk import Ingested
from newsroom.digest import DeliveryState
from newsroom.embargo import Embargo
from services import Services
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_digests import beating, posts, schedule, settled
from tests.cogs.test_ingest import NEW
from tests.discord_stand_in.stand_in import StandIn

pytestmark = pytest.mark.asyncio

Cut = Callable[[StandIn], None]


class Held(Services):
    """Answers and adds once it is let go."""

    def hold(self) -> None:
        """From now on, nothing is finished."""
        self.begun, self.released = asyncio.Event(), asyncio.Event()

    async def who(self, desk: str, name: str) -> Found:
        """The answer, when it is let go."""
        self.begun.set()
        await self.released.wait()
        return await super().who(desk, name)

    async def add_file(
        self, desk: str, filename: str, content: bytes, seen: Sequence[Embargo] = ()
    ) -> Ingested:
        """The addition, when it is let go."""
        self.begun.set()
        await self.released.wait()
        return await super().add_file(desk, filename, content, seen)


def forget_sessions(stand_in: StandIn) -> None:
    """A cut after which Discord knows the session no longer, so that the resume is refused."""
    stand_in.gateway.sessions.clear()
    stand_in.gateway.cut()


CUTS: dict[str, Cut] = {
    "the socket is cut": lambda stand_in: stand_in.gateway.cut(),
    "a reconnect is asked for": lambda stand_in: stand_in.gateway.ask_to_reconnect(),
    "the session is invalid": lambda stand_in: stand_in.gateway.invalidate(is_resumable=False),
    "the session may be resumed": lambda stand_in: stand_in.gateway.invalidate(is_resumable=True),
    "the resume is refused": forget_sessions,
}


async def back(room: Newsroom, before: int) -> None:
    """Return once the bot has come back to the gateway."""
    gateway = room.stand_in.gateway
    await room.stand_in.wait(
        lambda: gateway.identified + gateway.resumed > before and bool(gateway.sessions),
        room.stand_in.breathe,
        10.0,
        "the bot's return",
    )
    await room.stand_in.online(10.0)


def connections(room: Newsroom) -> int:
    """How often the bot has come to the gateway."""
    return room.stand_in.gateway.identified + room.stand_in.gateway.resumed


@pytest.mark.parametrize("way", CUTS)
async def test_what_is_in_flight_is_answered_and_what_comes_after_too(
    room: Newsroom, way: str
) -> None:
    room.stand_in.skip_waits()
    services = Held(room.data_dir)
    services.hold()
    async with room.running(services):
        for ask in (
            room.stand_in.slash(
                room.manager, room.channel, "add", {"file": NEW}, until=lambda r: bool(r.text)
            ),
            room.stand_in.slash(
                room.alice, room.channel, "who", {"name": "Lunt"}, until=lambda r: bool(r.text)
            ),
        ):
            services.hold()
            asked = asyncio.create_task(ask)
            await asyncio.wait_for(services.begun.wait(), 10.0)
            before = connections(room)
            CUTS[way](room.stand_in)
            await back(room, before)
            services.released.set()
            assert "Lunt" in (await asked).text or "Added to the desk" in (await asked).text
        services.released.set()
        again = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Lunt"})
        assert "Ada Lunt" in again.text
    assert connections(room) <= 6, "the bot does not hammer the gateway"


async def test_heartbeats_that_are_not_answered_end_the_connection_and_it_comes_back(
    room: Newsroom,
) -> None:
    room.stand_in.skip_waits()
    gateway = room.stand_in.gateway
    gateway.heartbeat_ms = 50
    bot = NewsroomBot(Services(room.data_dir), now=room.stand_in.clock.moment)
    bot._connection.heartbeat_timeout = 0.4
    async with room.stand_in.connected(bot):
        await room.stand_in.wait(
            lambda: gateway.heartbeats > 1, room.stand_in.breathe, 10.0, "a heartbeat"
        )
        before = connections(room)
        gateway.is_deaf = True
        await back(room, before)
        gateway.is_deaf = False
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text


@pytest.mark.parametrize("way", ["the socket is cut", "the resume is refused"])
async def test_a_digest_in_flight_is_posted_once(room: Newsroom, way: str) -> None:
    room.stand_in.skip_waits()
    async with beating(room) as bot:
        await schedule(room)
        before = connections(room)
        room.stand_in.clock.advance(3600)
        CUTS[way](room.stand_in)
        await back(room, before)
        await settled(room, bot, DeliveryState.POSTED)
        await room.stand_in.quiet()
    footers = [post.embeds[0].footer.text for post in posts(room)]
    assert len(footers) == len(set(footers)) > 0


async def test_what_was_written_while_the_bot_was_away_is_answered_once(room: Newsroom) -> None:
    room.stand_in.skip_waits()
    async with room.running():
        before = connections(room)
        room.stand_in.gateway.cut()
        question = f"{room.stand_in.bot.mention} who is Putin?"
        since = room.stand_in.post(room.alice, room.channel, question).message_id
        await back(room, before)
        await room.stand_in.wait(
            lambda: bool(room.stand_in.posts(room.channel, since=since)),
            room.stand_in.breathe,
            10.0,
            "the answer",
        )
        await room.stand_in.quiet()
        assert len(room.stand_in.posts(room.channel, since=since)) == 1
