"""Who asks more often than anybody may waits; a busy newsroom never does."""

from random import Random

import pytest

from cogs.admission import MENTION, rule_of
from cogs.client import NewsroomBot
from cogs.pacing import ADDING, ASKING, DESK, REMEMBERED, Pacing, TooOften
from newsroom.rights import Right
from tests.cogs.desk_room import Newsroom, sample
from tests.discord_stand_in.world import Member

GUILD, USER = 5, 7
WHO = {"name": "Starlink"}


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spend(pacing: Pacing, user_id: int = USER, least: Right = Right.READER) -> int:
    """Ask until nothing more is let in; how often that was."""
    for count in range(10_000):
        try:
            pacing.count(GUILD, user_id, least)
        except TooOften:
            return count
    raise AssertionError("nobody was ever refused")


def test_who_asks_without_end_waits_and_is_told_how_long(clock: Clock) -> None:
    pacing = Pacing(clock)
    assert spend(pacing) == ASKING.at_once
    with pytest.raises(TooOften, match=r"try again in 1 second\."):
        pacing.count(GUILD, USER, Right.READER)
    assert pacing.is_spent(GUILD, USER) and not pacing.is_spent(GUILD, USER + 1)
    pacing.count(GUILD, USER + 1, Right.READER)
    pacing.count(GUILD + 1, USER, Right.READER)
    clock.now += ASKING.seconds
    assert spend(pacing) == 1
    clock.now += ASKING.seconds * ASKING.at_once
    assert spend(pacing) == ASKING.at_once


def test_adding_is_counted_by_itself_too(clock: Clock) -> None:
    pacing = Pacing(clock)
    assert spend(pacing, least=Right.CONTRIBUTOR) == ADDING.at_once
    pacing.count(GUILD, USER, Right.READER)


def test_a_server_as_a_whole_is_held_too(clock: Clock) -> None:
    pacing = Pacing(clock)
    asked = sum(spend(pacing, user) for user in range(1, 9))
    assert asked == DESK.at_once
    with pytest.raises(TooOften, match="This server"):
        pacing.count(GUILD, 99, Right.READER)
    pacing.count(GUILD + 1, 99, Right.READER)


@pytest.mark.parametrize("guilds", [1, 4])
def test_a_newsroom_on_a_breaking_story_feels_nothing(clock: Clock, guilds: int) -> None:
    """Twenty questions a second from forty people for an hour, as unevenly as chance has it."""
    pacing, random = Pacing(clock), Random(guilds)
    for _ in range(20 * 3600):
        clock.now += 0.05
        user = random.randrange(40)
        pacing.count(user % guilds, user, random.choice((Right.READER, Right.CONTRIBUTOR)))
    clock.now += 60  # everybody's questions of a minute come at once
    for number in range(20 * 25):
        pacing.count(number % guilds, number % 40, Right.READER)


def test_counts_that_have_run_out_are_forgotten(clock: Clock) -> None:
    pacing = Pacing(clock)
    for user in range(3 * REMEMBERED):
        clock.now += 1
        pacing.count(GUILD, user, Right.READER)
        pacing.is_news(GUILD, user)
    assert len(pacing._spent_until) <= REMEMBERED + 2 and len(pacing._told) <= REMEMBERED + 2


def _spend_all(bot: NewsroomBot, room: Newsroom, member: Member, clock: Clock) -> None:
    bot.pacing = Pacing(clock)
    least = rule_of(MENTION).right
    for _ in range(ASKING.at_once):
        bot.pacing.count(room.guild.guild_id, member.user.user_id, least)


@pytest.mark.asyncio
async def test_who_is_refused_is_told_so_privately_and_nothing_is_looked_up(
    room: Newsroom, bot: NewsroomBot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await room.stand_in.slash(
        room.alice, room.channel, "who", WHO, until=lambda r: bool(r.buttons)
    )
    button = next(each for each in shown.buttons if not each.is_disabled)
    _spend_all(bot, room, room.alice, clock)
    with monkeypatch.context() as nothing:
        nothing.setattr(bot, "services", None)
        for command, options in (("who", WHO), ("add", {"file": sample("")})):
            refused = await room.stand_in.slash(room.alice, room.channel, command, options)
            assert refused.ephemeral and "try again in 1 second." in refused.text
        pressed = await room.stand_in.press(room.alice, shown, button.custom_id or "")
        assert pressed.ephemeral and "try again in" in pressed.text
        typed = await room.stand_in.autocomplete(
            room.alice, room.channel, "who", WHO, focused="name"
        )
        assert typed == []
        direct = room.stand_in.direct(room.alice)
        for _ in range(3):
            room.stand_in.post(room.alice, room.channel, f"<@{bot.user.id}> who is Musk?")  # type: ignore[union-attr]
        told = await room.stand_in.next_post(direct)
        assert "try again in" in told.text
        await room.stand_in.quiet()
    assert len(room.stand_in.posts(direct)) == 1 and room.stand_in.posts(room.channel) == ()
    answered = await room.stand_in.slash(room.bob, room.channel, "who", WHO)
    clock.now += ASKING.seconds
    again = await room.stand_in.slash(room.alice, room.channel, "who", WHO)
    assert "try again" not in answered.text + again.text
