"""Discord fails while the bot answers: what was done stays done, and is said once."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

import pytest

from cogs import replying
from cogs.client import NewsroomBot
from cogs.ingest import STORED
from cogs.replying import DONE_UNSEEN
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_ingest import NEW
from tests.discord_stand_in.faults import Way
from tests.discord_stand_in.refusals import DriverError
from tests.discord_stand_in.replies import Reply

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]

CALLBACK, ANSWER = ("POST", r"/callback$"), ("PATCH", r"/messages/@original$")
POSTED = ("POST", r"/channels/\d+/messages$")
LINE = r"/webhooks/\d+/[^/]+$"
WORDS = ("Lunt", "bridge", "Harbour bridge to close")


async def look_up(room: Newsroom, **more: float) -> Reply:
    """Ask who somebody is, and wait for the words."""
    return await room.stand_in.slash(
        room.alice, room.channel, "who", {"name": "Putin"}, until=lambda r: bool(r.text), **more
    )


async def add(room: Newsroom, **more: float) -> Reply:
    """Add an article, and wait for the words."""
    return await room.stand_in.slash(
        room.manager, room.channel, "add", {"file": NEW}, until=lambda r: bool(r.text), **more
    )


async def status(room: Newsroom) -> str:
    """What `/desk status` says."""
    reply = await room.stand_in.slash(
        room.manager, room.channel, "desk status", until=lambda r: bool(r.text)
    )
    return reply.text


async def unanswered(
    room: Newsroom, asking: Coroutine[Any, Any, object], caplog: pytest.LogCaptureFixture
) -> str:
    """Use something of which the asker can see no end, and return what was logged of it."""
    task = asyncio.create_task(asking)
    await room.stand_in.wait(
        lambda: "expired: " in said(caplog), room.stand_in.breathe, 10.0, "a line in the log"
    )
    assert not task.done()
    task.cancel()
    return said(caplog)


def shown(room: Newsroom) -> list[str]:
    """What stands in the channel, and what was said there to one person alone."""
    messages = room.channel.messages.values()
    return [str(each.embeds or each.content) for each in messages if each.embeds or each.content]


def said(caplog: pytest.LogCaptureFixture) -> str:
    """What Byline logged; no traceback is among it."""
    records = [each for each in caplog.records if each.name.startswith("byline")]
    assert not any(each.exc_info for each in records)
    return "\n".join(each.getMessage() for each in records)


async def test_server_errors_in_a_burst_are_waited_out(room: Newsroom) -> None:
    waits = room.stand_in.skip_waits()
    for kind, code, times in (
        (CALLBACK, 500, 1), (CALLBACK, 502, 1),
        (ANSWER, 500, 3), (ANSWER, 503, 2), (ANSWER, 504, 4),
    ):  # fmt: skip
        waits.clear()
        before = len(shown(room))
        room.stand_in.fail_next(*kind, code, times=times)
        assert "Putin" in (await look_up(room)).text
        assert len(shown(room)) == before + 1 and len(waits) == times


@pytest.mark.parametrize("kind", [CALLBACK, ANSWER])
async def test_a_confirmation_that_is_lost_makes_no_second_answer(
    room: Newsroom, kind: tuple[str, str]
) -> None:
    room.stand_in.skip_waits()
    room.stand_in.fail_next(*kind, 502, has_effect=True)
    reply = await add(room)
    await room.stand_in.quiet()
    assert "Added to the desk" in reply.text and len(shown(room)) == 1
    for violation in room.stand_in.violations:  # the first response, given twice
        assert violation.code == 40060
    room.stand_in.violations.clear()


async def test_a_lost_confirmation_of_a_refusal_makes_no_second(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.skip_waits()
    room.stand_in.fail_next(*CALLBACK, 502, has_effect=True)
    reply = await room.stand_in.slash(room.alice, room.channel, "desk status")
    await room.stand_in.quiet()
    assert "needs the permission" in reply.text and len(shown(room)) == 1
    assert [violation.code for violation in room.stand_in.violations] == [40060]
    room.stand_in.violations.clear()
    assert "HTTPException" in said(caplog)


async def test_a_pressed_button_whose_confirmation_is_lost_still_turns(room: Newsroom) -> None:
    room.stand_in.skip_waits()
    paged = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
    room.stand_in.fail_next(*CALLBACK, 500, has_effect=True)
    turned = await room.stand_in.press(
        room.alice, paged, "Next", until=lambda reply: reply.text != paged.text
    )
    assert turned.text and len(shown(room)) == 1
    assert [violation.code for violation in room.stand_in.violations] == [40060]
    room.stand_in.violations.clear()


async def test_what_was_added_is_kept_and_owned_up_to_whatever_became_of_the_answer(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.skip_waits()
    for way, code in (
        (Way.PAGE, 502), (Way.PAGE, 403), (Way.PAGE, 200), (Way.CUT, 200), (Way.RESET, 502),
    ):  # fmt: skip
        room.stand_in.fail_next(*ANSWER, code, way=way, times=5)
        assert (await add(room)).text == STORED.format(6), (way, code)
        room.stand_in.rest.faults.clear()
    assert "Already on the desk" in (await add(room)).text
    assert "article 6 is stored" in said(caplog) and "NotDelivered" in await state(room)
    assert not any(word in said(caplog) for word in WORDS)


async def state(room: Newsroom) -> str:
    """What `/desk status` says once the failure has been recorded."""
    for _ in range(50):
        if "NotDelivered" in (text := await status(room)):
            return text
        await room.stand_in.breathe()
    return text


async def test_an_answer_that_nobody_waits_for_any_more_is_logged_by_class(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for status_code, code in ((404, 10062), (401, 50027), (404, 10015), (404, 10008)):
        room.stand_in.fail_next(*ANSWER, status_code, code=code)
        logged = await unanswered(room, add(room), caplog)
        assert "article 6 is stored" in logged
        assert not any(word in logged for word in WORDS)
        caplog.clear()
    assert "NotDelivered" in await state(room)
    assert "Already on the desk" in (await add(room)).text
    told = [one for one in room.stand_in.requests if one.path.startswith("/webhooks")]
    assert {one.method for one in told} == {"PATCH"}, "nobody is told in vain"


async def test_a_first_response_that_comes_too_late_is_logged_by_class(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.fail_next(*CALLBACK, 404, code=10062)
    assert "expired: NotFound" in await unanswered(room, look_up(room), caplog)
    assert "Putin" in (await look_up(room)).text
    assert "NotFound" in await status(room)


async def test_a_channel_that_may_no_longer_be_seen_is_said_to_the_asker(room: Newsroom) -> None:
    for code in (50001, 50013):
        room.stand_in.fail_next(*ANSWER, 403, code=code)
        assert (await look_up(room)).text == DONE_UNSEEN


async def test_a_message_that_was_deleted_meanwhile_turns_no_page(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    paged = await room.stand_in.slash(room.alice, room.channel, "claims", {"about": "Starlink"})
    room.stand_in.fail_next(*ANSWER, 404, code=10008)
    pressing = room.stand_in.press(room.alice, paged, "Next")
    assert "expired: NotFound" in await unanswered(room, pressing, caplog)
    assert len(shown(room)) == 1


async def test_a_connection_that_hangs_is_given_up(
    room: Newsroom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replying, "DELIVERY_SECONDS", 0.2)
    room.stand_in.fail_next(*ANSWER, 200, way=Way.HANG)
    assert (await add(room)).text == STORED.format(6)
    assert "TimeoutError" in said(caplog)


async def test_a_discord_that_takes_ten_seconds_is_waited_for(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.fail_next(*ANSWER, 200, slow=10.0)
    assert "Putin" in (await look_up(room)).text and len(shown(room)) == 1
    room.stand_in.fail_next(*CALLBACK, 200, slow=10.0)
    with pytest.raises(DriverError, match="in time"):
        await look_up(room)
    assert [violation.code for violation in room.stand_in.violations] == [10062]
    room.stand_in.violations.clear()
    assert "expired: NotFound" in said(caplog)


async def test_an_upload_that_fails_is_sent_whole_again(room: Newsroom) -> None:
    room.stand_in.skip_waits()
    room.stand_in.fail_next(*ANSWER, 502, times=2)
    room.stand_in.fail_next(*ANSWER, 500, has_effect=True)
    reply = await room.stand_in.slash(
        room.manager, room.channel, "export", {"format": "csv"}, until=lambda r: bool(r.files)
    )
    await room.stand_in.quiet()
    (file,) = room.stand_in.look(reply).files
    assert len(file.content) > 1000
    assert len({len(one.files) for one in room.stand_in.requests if one.files}) == 1


async def test_a_mention_is_answered_once_whatever_becomes_of_the_answer(room: Newsroom) -> None:
    room.stand_in.skip_waits()
    mention = f"{room.stand_in.bot.mention} who is Putin?"
    for way, code, has_effect in (
        (Way.ERROR, 500, True), (Way.ERROR, 502, False), (Way.PAGE, 200, True),
        (Way.CUT, 200, True), (Way.RESET, 502, True), (Way.RESET, 502, False),
    ):  # fmt: skip
        room.stand_in.fail_next(*POSTED, code, way=way, has_effect=has_effect)
        (reply,) = await room.stand_in.say(room.alice, room.channel, mention)
        is_told = "Something went wrong" in reply.text
        assert is_told != ("Putin" in reply.text)
        assert is_told == (way is Way.RESET and not has_effect)


async def test_nothing_is_suggested_while_discord_fails(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.fail_next(*CALLBACK, 404, code=10062)
    with pytest.raises(DriverError):
        await room.stand_in.autocomplete(
            room.alice, room.channel, "who", {"name": "p"}, focused="name", patience=0.3
        )
    assert "Putin" in (await look_up(room)).text
    assert not [each for each in caplog.records if each.name == "asyncio"]


async def test_what_is_wrong_in_our_own_words_is_our_failure(
    room: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.fail_next(*ANSWER, 400, code=50035)
    reply = await room.stand_in.slash(
        room.alice, room.channel, "who", {"name": "Putin"}, until=lambda r: r.ephemeral
    )
    assert "Something went wrong on our side. Reference" in reply.text
    assert any(each.exc_info for each in caplog.records)


async def test_commands_that_are_being_synced_may_fail_in_any_way(
    room: Newsroom, bot: NewsroomBot, caplog: pytest.LogCaptureFixture
) -> None:
    room.stand_in.skip_waits()
    for way, status in ((Way.PAGE, 200), (Way.CUT, 200), (Way.RESET, 502), (Way.PAGE, 502)):
        bot.services.fingerprint.write("0")
        room.stand_in.fail_next("PUT", "/commands$", status, way=way, times=5)
        await bot._sync_commands()
        room.stand_in.rest.faults.clear()
        assert bot.services.fingerprint.read() == "0"
    room.stand_in.fail_next("PUT", "/commands$", 502, times=3)
    await bot._sync_commands()
    assert bot.services.fingerprint.read() == bot.tree.fingerprint()
    logged = [each for each in caplog.records if "not synced" in each.message]
    assert len(logged) == 4 and not any(each.exc_info for each in logged)
    assert logged[0].levelno == logging.ERROR
