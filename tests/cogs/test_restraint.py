"""Storms of refusals: waited out where that is short, bounded wherever they last."""

import asyncio
from collections.abc import Callable

import pytest

from cogs import beating as beats
from cogs import restraint
from cogs.client import NewsroomBot
from cogs.restraint import ANYTHING, LONGEST_WAIT, OWN_ACCORD, SECONDS, TooManyRefused
from newsroom.digest import DeliveryState
from storage.deliveries import find_last
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_digests import POSTED, beating, is_post, posts, schedule, settled, status
from tests.cogs.test_storms import ANSWER, CALLBACK, look_up, said
from tests.discord_stand_in.faults import Way

pytestmark = pytest.mark.asyncio

LIMITED = 429
DAY_S = 86_400


def refused(room: Newsroom) -> int:
    """How many requests of the bot have been refused so far."""
    return sum(one.status in (401, 403, LIMITED) for one in room.stand_in.requests)


@pytest.mark.usefixtures("bot")
async def test_limits_of_every_kind_are_waited_out_by_an_answer(room: Newsroom) -> None:
    waits = room.stand_in.skip_waits()
    room.stand_in.fail_next(*CALLBACK, LIMITED, retry_after=0.3)
    room.stand_in.fail_next(*ANSWER, LIMITED, retry_after=2.5, times=2)
    room.stand_in.fail_next(*ANSWER, LIMITED, retry_after=4.0, is_global=True)
    assert "Putin" in (await look_up(room)).text
    assert waits == [0.3, 2.5, 2.5, 4.0] and refused(room) == 4


@pytest.mark.usefixtures("bot")
async def test_a_limit_that_says_nothing_of_its_end_is_not_tried_again(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for more in ({"retry_after": None}, {"via": ""}):
        room.stand_in.fail_next(*ANSWER, LIMITED, **more)
        assert "Discord did not take the answer" in (await look_up(room)).text
    assert refused(room) == 2
    assert "the answer was not taken: KeyError" in said(caplog)
    assert "the answer was not taken: HTTPException" in said(caplog)


async def test_a_long_limit_puts_a_digest_off_and_nothing_waits_in_vain(room: Newsroom) -> None:
    waits = room.stand_in.skip_waits()
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next(*POST, LIMITED, retry_after=LONGEST_WAIT + 1)
        room.stand_in.clock.advance(3600)
        await room.stand_in.wait(
            lambda: refused(room) == 1, room.stand_in.breathe, 10.0, "the refusal"
        )
        await room.stand_in.quiet()
        assert posts(room) == () and max(waits, default=0) < 1
        room.stand_in.clock.advance(90)
        await settled(room, bot, DeliveryState.POSTED)
    assert refused(room) == 1


POST = ("POST", POSTED)


async def test_a_storm_of_a_day_costs_few_requests_and_the_digest_still_comes(
    room: Newsroom,
) -> None:
    room.stand_in.skip_waits()
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next(*POST, LIMITED, retry_after=1.0, times=100_000)
        room.stand_in.clock.advance(3600)
        for _ in range(4):
            for _ in range(12):
                room.stand_in.clock.advance(DAY_S / 48)
                await room.stand_in.breathe()
            await room.stand_in.quiet()
        tried = [one for one in room.stand_in.requests if is_post(one.method, one.path)]
        assert 5 <= len(tried) <= 5 * 30, "each attempt is five requests, and they come seldom"
        room.stand_in.rest.faults.clear()
        room.stand_in.clock.advance(2 * 3600)
        await settled(room, bot, DeliveryState.POSTED)
    assert len({post.text for post in posts(room)}) == len(posts(room)) > 0


async def test_a_storm_over_many_channels_stays_within_what_is_allowed(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restraint, "OWN_ACCORD", 20)
    room.stand_in.skip_waits()
    async with beating(room):
        for number in range(8):
            await schedule(room, channel=room.guild.add_channel(f"desk {number}"))
        room.stand_in.fail_next(*POST, LIMITED, retry_after=0.1, times=100_000)
        room.stand_in.clock.advance(3600)
        for _ in range(15):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(240)
        assert "TooManyRefused" in await status(room)
    moments = [one.at for one in room.stand_in.requests if one.status == LIMITED]
    most = max(sum(0 <= later - each < SECONDS for later in moments) for each in moments)
    assert 20 <= most <= 20 + 8, "no more than were under way when it was enough"


@pytest.mark.parametrize(
    ("way", "status_code"), [(Way.PAGE, 200), (Way.CUT, 200), (Way.RESET, 502)]
)
async def test_a_post_whose_answer_cannot_be_read_is_found_and_not_made_again(
    room: Newsroom, way: Way, status_code: int
) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next(*POST, status_code, way=way, has_effect=True)
        room.stand_in.fail_next("GET", POSTED, 503)
        room.stand_in.clock.advance(3600)
        await room.stand_in.wait(
            lambda: bool(posts(room)), room.stand_in.breathe, 10.0, "the first part"
        )
        for _ in range(3):  # by then Discord has forgotten the nonce; reading fails at first
            await room.stand_in.quiet()
            room.stand_in.clock.advance(600)
        await settled(room, bot, DeliveryState.POSTED)
        await room.stand_in.quiet()
    footers = [post.embeds[0].footer.text for post in posts(room)]
    assert len(footers) == len(set(footers)) > 0


async def test_after_many_refusals_only_people_are_answered_and_then_nobody(
    room: Newsroom, bot: NewsroomBot
) -> None:
    channel = bot.get_partial_messageable(room.channel.channel_id)
    room.stand_in.fail_next("GET", "/channels/", 403, times=OWN_ACCORD)
    for _ in range(OWN_ACCORD // 50):
        await asyncio.gather(*(channel.fetch_message(1) for _ in range(50)), return_exceptions=True)
    assert bot.restraint.refused() == OWN_ACCORD
    count = len(room.stand_in.requests)
    with pytest.raises(TooManyRefused):
        await channel.send("of its own accord")
    assert len(room.stand_in.requests) == count
    assert "Putin" in (await look_up(room)).text
    bot.restraint._refused.extend([room.stand_in.clock.now()] * (ANYTHING - OWN_ACCORD))
    count = len(room.stand_in.requests)
    with pytest.raises(AssertionError):
        await look_up(room, patience=0.3)
    assert len(room.stand_in.requests) == count
    room.stand_in.clock.advance(SECONDS + 1)
    assert "Putin" in (await look_up(room)).text
    await channel.send("again", silent=True)


async def test_a_limit_that_is_shared_with_others_is_not_counted(
    room: Newsroom, bot: NewsroomBot
) -> None:
    room.stand_in.skip_waits()
    room.stand_in.fail_next(*ANSWER, LIMITED, retry_after=0.1, scope="shared")
    await look_up(room)
    room.stand_in.fail_next(*ANSWER, LIMITED, retry_after=0.1)
    await look_up(room)
    assert bot.restraint.refused() == 1


async def given_up(
    room: Newsroom,
    is_under_way: Callable[[], bool],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let a beat that waits for Discord come to its end, and the next ones take their time."""

    def ended() -> bool:
        if not is_under_way():
            room.stand_in.clock.advance(600)  # a slow machine may have given up before that
            caplog.clear()
        return "TimeoutError" in said(caplog)

    await room.stand_in.wait(ended, asyncio.Event().wait, 20.0, "the end of a beat")
    monkeypatch.setattr(beats, "MOST_SECONDS", 150.0)


async def posted(room: Newsroom, bot: NewsroomBot) -> None:
    """Return once all of the digest stands there, however long that takes by the clock."""
    store = await bot.services._desks.get(str(room.guild.guild_id))
    for _ in range(40):
        await room.stand_in.quiet()
        last = await store.read(find_last, room.channel.channel_id)
        if last is not None and last.state is DeliveryState.POSTED:
            break
        room.stand_in.clock.advance(600)
    footers = [post.embeds[0].footer.text for post in posts(room)]
    assert len(footers) == len(set(footers)) > 0


async def test_a_post_that_hangs_is_given_up_and_posted_once(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beats, "MOST_SECONDS", 0.5)
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next(*POST, 200, way=Way.HANG, has_effect=True)
        room.stand_in.clock.advance(3600)
        await given_up(room, lambda: bool(posts(room)), caplog, monkeypatch)
        await posted(room, bot)


async def test_a_global_limit_that_outlasts_a_beat_does_not_silence_the_bot(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beats, "MOST_SECONDS", 0.5)
    monkeypatch.setattr("cogs.client.LONGEST_WAIT", 0.3)
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.fail_next(*POST, LIMITED, retry_after=20.0, is_global=True)
        room.stand_in.clock.advance(3600)
        await given_up(room, lambda: refused(room) == 1, caplog, monkeypatch)
        await posted(room, bot)
