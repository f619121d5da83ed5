"""Pictures beside answers: with timelines, with sources if asked for, never instead of the text."""

import logging
import threading

import discord
import pytest

from cogs.client import NewsroomBot
from cogs.pictures import Pictures
from newsroom.answer import Answer, Question, QuestionKind
from newsroom.answer import Reply as Answered
from presentation import limits
from presentation.pictures.picture import Picture
from services import Services
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Upload

pytestmark = pytest.mark.asyncio

PNG = b"\x89PNG\r\n\x1a\n"
CLAIM = "Putin asked Musk to keep Starlink off over Taiwan"
TWO_OF_A_NAME = b"""Two Whitfields, two records

Jordan Whitfield opened the bridge in May 2024, the Harbour Ledger reported.

Alex Whitfield kept his last clean sheet on 3 June 2024, said coach Ada Lindqvist.
"""


class Ambiguous(Services):
    """Leaves it to the asker whose timeline is meant."""

    async def timeline(self, desk: str, about: str) -> Answered:
        """Everybody whose name fits, to pick from."""
        named = await self.complete_names(desk, about)
        asked = Question(about, QuestionKind.TIMELINE, about)
        return Answer(asked, "Several fit.", choices=named)


async def _sources(room: Newsroom, claim: str = CLAIM, **options: bool) -> Reply:
    given: dict[str, Value] = {"claim": claim, **options}
    return await room.stand_in.slash(room.alice, room.channel, "sources", given)


def _check(reply: Reply, name: str) -> str:
    """Hold the one picture of a reply to what every picture keeps, and return its words."""
    (picture,) = reply.files
    assert picture.filename == name and picture.content.startswith(PNG)
    assert picture.description and len(picture.description) <= limits.FILE_DESCRIPTION
    return picture.description


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("private", [False, True])
async def test_a_timeline_comes_with_its_picture(room: Newsroom, private: bool) -> None:
    reply = await room.stand_in.slash(
        room.alice, room.channel, "timeline", {"about": "Taiwan", "private": private}
    )
    assert "about December 2023" in _check(reply, "timeline.png")
    assert "about December 2023" in reply.text
    assert reply.ephemeral is private


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("private", [False, True])
async def test_sources_come_with_a_picture_if_one_is_asked_for(
    room: Newsroom, private: bool
) -> None:
    reply = await _sources(room, picture=True, private=private)
    assert "Wall Street Journal (named)" in _check(reply, "sourcing.png")
    assert reply.ephemeral is private
    plain = await _sources(room, private=private)
    assert plain.files == () and plain.text == reply.text


@pytest.mark.usefixtures("bot")
async def test_a_story_comes_with_the_picture_of_its_sources(room: Newsroom) -> None:
    reply = await room.stand_in.slash(
        room.alice, room.channel, "story", {"name": "Starlink over Taiwan"}
    )
    words = _check(reply, "sourcing.png")
    assert "a former Russian intelligence officer (one unnamed source)" in words
    assert "independent sources" in words and "independent sources" in reply.text


@pytest.mark.usefixtures("bot")
async def test_a_mention_that_asks_for_a_timeline_gets_its_picture(room: Newsroom) -> None:
    mention = room.stand_in.bot.mention
    (reply,) = await room.stand_in.say(
        room.alice, room.channel, f"{mention} timeline of Starlink over Taiwan"
    )
    assert _check(reply, "timeline.png")
    (other,) = await room.stand_in.say(room.alice, room.channel, f"{mention} who is Putin?")
    assert other.files == ()


@pytest.mark.usefixtures("bot")
async def test_a_timeline_of_nothing_has_no_picture(room: Newsroom) -> None:
    reply = await room.stand_in.slash(
        room.alice, room.channel, "timeline", {"about": "Zebulon Quark"}
    )
    assert reply.files == () and "not found" in reply.text.lower()


@pytest.mark.usefixtures("bot")
async def test_the_picture_stays_while_pages_turn(room: Newsroom) -> None:
    first = await _sources(room, "Starlink", picture=True)
    second = await room.stand_in.press(room.alice, first, "Next")
    assert second.text != first.text
    assert [one.content for one in second.files] == [one.content for one in first.files]
    back = await room.stand_in.press(room.alice, second, "Previous")
    assert back.text == first.text and len(back.files) == 1


async def test_a_pick_brings_its_own_picture_and_takes_the_last_one_away(room: Newsroom) -> None:
    stand_in, alice = room.stand_in, room.alice
    async with room.running(Ambiguous(room.data_dir)):
        upload = Upload("whitfields.txt", TWO_OF_A_NAME, "text/plain")
        await stand_in.slash(room.manager, room.channel, "add", {"file": upload})
        choice = await stand_in.slash(alice, room.channel, "timeline", {"about": "Whitfield"})
        assert choice.menus and choice.files == ()
        jordan = await stand_in.select(alice, choice, ["Jordan Whitfield"])
        words = _check(jordan, "timeline.png")
        assert "May 2024" in words and "3 June" not in words
        alex = await stand_in.select(alice, jordan, ["Alex Whitfield"])
        words = _check(alex, "timeline.png")
        assert "3 June 2024" in words and "May" not in words
        nobody = await stand_in.select(alice, alex, ["Whitfield Holdings"])
        assert nobody.files == ()


@pytest.mark.usefixtures("bot")
async def test_no_stored_link_is_ever_sent(room: Newsroom) -> None:
    await _sources(room, picture=True)
    await _sources(room, picture=True)
    sent = [request for request in room.stand_in.requests if request.files]
    assert len(sent) == 2
    assert not any("attachments/" in str(request.body) for request in sent)


async def test_a_drawing_that_fails_costs_the_picture_alone(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(reply: Answered) -> Picture | None:
        raise ImportError("no module named matplotlib in /home/desk")

    async with room.running() as bot:
        _use(bot, Pictures(fail))
        with caplog.at_level(logging.WARNING, "byline.discord"):
            reply = await _sources(room, picture=True)
    assert "Wall Street Journal" in reply.text and reply.files == ()
    assert "goes out without its picture: ImportError" in caplog.text
    assert "/home/desk" not in caplog.text


async def test_a_drawing_that_takes_too_long_costs_the_picture_alone(room: Newsroom) -> None:
    released, drawn = threading.Event(), threading.Event()

    def wait(reply: Answered) -> Picture | None:
        released.wait(60)
        drawn.set()
        return None

    async with room.running() as bot:
        _use(bot, Pictures(wait, seconds=0.1))
        reply = await _sources(room, picture=True)
        assert not drawn.is_set()
        released.set()
    assert "Wall Street Journal" in reply.text and reply.files == ()


async def test_pictures_are_drawn_one_at_a_time_and_off_the_event_loop(room: Newsroom) -> None:
    threads: list[str] = []

    def note(reply: Answered) -> Picture | None:
        threads.append(threading.current_thread().name)
        return None

    async with room.running() as bot:
        _use(bot, Pictures(note))
        await _sources(room, picture=True)
        await room.stand_in.slash(room.alice, room.channel, "timeline", {"about": "Taiwan"})
    assert len(threads) == 2 and set(threads) == {"pictures_0"}


@pytest.mark.usefixtures("bot")
async def test_where_files_are_not_allowed_the_answer_goes_out_alone(room: Newsroom) -> None:
    no_files = discord.Permissions(attach_files=True)
    closed = room.guild.add_channel("no files", deny_bot=no_files)
    mention = room.stand_in.bot.mention
    (said,) = await room.stand_in.say(room.alice, closed, f"{mention} timeline of Taiwan")
    asked = await room.stand_in.slash(room.alice, closed, "timeline", {"about": "Taiwan"})
    for reply in (said, asked):
        assert reply.text and reply.files == ()


def _use(bot: NewsroomBot, pictures: Pictures) -> None:
    """Give the bot, and the commands that it has taken up, other pictures."""
    look_ups = bot.get_cog("LookUps")
    assert look_ups is not None
    bot.pictures = look_ups._pictures = pictures  # type: ignore[attr-defined]
