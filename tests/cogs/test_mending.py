"""Messages that stand in channels are edited: corrections marked in place, forgotten ones gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest

from cogs.beating import Beating
from cogs.client import NewsroomBot
from newsroom.curation import Note
from newsroom.digest import DeliveryState
from newsroom.judged_claim import ClaimStatus
from presentation.post_corrections import FORGOTTEN, PICTURE_OLD
from storage.posts import count_owed
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_digests import posts, schedule, settled
from tests.cogs.test_watches import FERRY, add, use
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Channel, Message

pytestmark = pytest.mark.asyncio

EDITED = r"/channels/\d+/messages/\d+$"
TAIWAN = "Vladimir Putin had asked Elon Musk to keep Starlink off over Taiwan"
SINCE = "Correction since posting, #"


@asynccontextmanager
async def beating(room: Newsroom) -> AsyncIterator[NewsroomBot]:
    """The bot, connected, with every clock of its own beating without a pause."""
    async with room.running() as bot:
        for cog in bot.cogs.values():
            if isinstance(cog, Beating):
                cog.beat.change_interval(seconds=0.02)
        yield bot


async def judge(
    room: Newsroom, bot: NewsroomBot, which: str, status: ClaimStatus, wording: str = ""
) -> None:
    """What an editor does, a minute after whatever was posted."""
    room.stand_in.clock.advance(60)
    note = Note("Ida (7)", bot.now(), "checked")
    curation = bot.services.claim_curation
    await curation.set_status(str(room.guild.guild_id), which, status, note, wording)


async def undo(room: Newsroom, bot: NewsroomBot) -> None:
    """Take the last judgement back, a minute later."""
    room.stand_in.clock.advance(60)
    note = Note("Ida (7)", bot.now())
    await bot.services.claim_curation.undo(str(room.guild.guild_id), None, None, note)


async def first_claim(room: Newsroom, bot: NewsroomBot) -> str:
    """The number of the claim that is answered first."""
    (first, *_) = await bot.services.complete_claims(str(room.guild.guild_id), TAIWAN)
    return f"#{first.claim_id}"


async def mended(room: Newsroom, bot: NewsroomBot) -> None:
    """Return once nothing owes an edit."""
    store = await bot.services._desks.get(str(room.guild.guild_id))
    for _ in range(400):
        await room.stand_in.breathe()
        if not await store.read(count_owed):
            return
    raise AssertionError("a message still owes an edit")


def standing(room: Newsroom, channel: Channel | None = None) -> tuple[Reply, ...]:
    """What the bot has written into a channel of its own accord."""
    return room.stand_in.posts(channel or room.channel)


def read_by_all(room: Newsroom) -> list[Message]:
    """Every message of the channel that all can read, as it is now."""
    return [each for each in room.channel.messages.values() if each.seen_only_by is None]


async def audited(room: Newsroom, bot: NewsroomBot) -> list[tuple[str, str]]:
    """How each edit ended, by the audit."""
    entries = await bot.services.audit.list(str(room.guild.guild_id))
    return [(e.outcome, e.objects) for e, _ in entries if e.command == "post edit"]


async def test_an_open_answer_is_corrected_in_place_long_after(room: Newsroom) -> None:
    async with beating(room) as bot:
        which = await first_claim(room, bot)
        asked = await use(room, room.alice, "sources", {"claim": TAIWAN})
        private = await use(room, room.alice, "sources", {"claim": TAIWAN, "private": True})
        room.stand_in.clock.advance(3600)
        await judge(room, bot, which, ClaimStatus.CORRECTED, "to keep @everyone off")
        await mended(room, bot)
        text = room.stand_in.look(asked).text
        assert f"**{SINCE}{which[1:]}:** Correction: “to keep" in text and "@everyone" not in text
        rows = text.split("\n")
        at = next(number for number, row in enumerate(rows) if SINCE in row)
        assert TAIWAN in rows[at + 1] and text.count(SINCE) == 1
        assert [b.label for b in room.stand_in.look(asked).buttons] == [
            b.label for b in asked.buttons
        ]
        assert room.stand_in.look(private).text == private.text
        await judge(room, bot, which, ClaimStatus.WITHDRAWN)
        await mended(room, bot)
        text = room.stand_in.look(asked).text
        assert "Withdrawn by the desk" in text and text.count(SINCE) == 1
        for _ in range(2):
            await undo(room, bot)
        await mended(room, bot)
        assert "A correction is taken back" in room.stand_in.look(asked).text
        assert len(read_by_all(room)) == 1 and room.stand_in.pings == []
        assert {outcome for outcome, _ in await audited(room, bot)} == {"done"}


async def test_a_digest_and_an_alert_carry_the_correction_at_their_line(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
        digest = posts(room)
        line = next(r for p in digest for r in p.text.split("\n") if "One unnamed source #" in r)
        which = "#" + line.split("#")[1].split(":")[0]
        await use(room, room.alice, "watch add", {"entity": "Elon Musk"})
        await add(room, "Ferry sold", FERRY)
        await room.stand_in.wait(
            lambda: any("New for watch" in p.text for p in standing(room)),
            room.stand_in.breathe,
            10.0,
            "the alert",
        )
        count = len(standing(room))
        await judge(room, bot, which, ClaimStatus.WITHDRAWN)
        alert = next(p for p in standing(room) if "New for watch" in p.text)
        told = "#" + alert.text.split("Claim #")[1].split("\n")[0].strip("_ ")
        await judge(room, bot, told, ClaimStatus.CORRECTED, "Musk sold nothing")
        await mended(room, bot)
        after = next(p.text for p in posts(room) if which in p.text and SINCE in p.text)
        rows = after.split("\n")
        at = next(n for n, row in enumerate(rows) if row.startswith(f"**{SINCE}{which[1:]}:**"))
        assert rows[at + 1].startswith(f"**One unnamed source {which}")
        assert "Musk sold nothing" in room.stand_in.look(alert).text
        assert len(standing(room)) == count and room.stand_in.pings == []


async def test_edits_that_fail_are_made_after_a_restart(room: Newsroom) -> None:
    async with beating(room) as bot:
        which = await first_claim(room, bot)
        asked = await use(room, room.alice, "sources", {"claim": TAIWAN})
        room.stand_in.fail_next("GET", EDITED, 503)
        await judge(room, bot, which, ClaimStatus.WITHDRAWN)
        await room.stand_in.quiet()
        assert SINCE not in room.stand_in.look(asked).text
    room.stand_in.clock.advance(3600)
    async with beating(room) as bot:
        room.stand_in.fail_next("PATCH", EDITED, 429, retry_after=0.1)
        await mended(room, bot)
        assert "Withdrawn by the desk" in room.stand_in.look(asked).text
        assert len(read_by_all(room)) == 1


async def test_a_message_that_is_gone_is_given_up_and_the_audit_says_so(room: Newsroom) -> None:
    other = room.guild.add_channel("other")
    async with beating(room) as bot:
        which = await first_claim(room, bot)
        await room.stand_in.slash(room.alice, other, "sources", {"claim": TAIWAN})
        room.guild.remove_channel(other)
        await judge(room, bot, which, ClaimStatus.WITHDRAWN)
        await mended(room, bot)
        ((outcome, objects),) = await audited(room, bot)
        assert outcome == "refused" and objects.startswith(f"channel:{other.channel_id} message:")
        state = await use(room, room.manager, "desk status")
        assert "could not be edited" in state.text
    assert [one.status for one in room.stand_in.violations] == [404]
    room.stand_in.violations.clear()


async def test_a_channel_out_of_reach_is_given_up_after_three_refusals(room: Newsroom) -> None:
    async with beating(room) as bot:
        which = await first_claim(room, bot)
        await use(room, room.alice, "sources", {"claim": TAIWAN})
        room.channel.overwrite(room.guild.bot, deny=discord.Permissions(view_channel=True))
        await judge(room, bot, which, ClaimStatus.WITHDRAWN)
        for _ in range(4):
            await room.stand_in.quiet()
            room.stand_in.clock.advance(3600)
        await mended(room, bot)
        assert [outcome for outcome, _ in await audited(room, bot)] == ["refused"]
    assert [one.status for one in room.stand_in.violations] == [403] * 3
    room.stand_in.violations.clear()


async def test_a_picture_from_before_is_said_to_be_and_drawn_anew_as_pages_turn(
    room: Newsroom,
) -> None:
    async with beating(room) as bot:
        first = await use(room, room.alice, "sources", {"claim": "Starlink", "picture": True})
        private = await use(
            room, room.alice, "sources", {"claim": "Starlink", "picture": True, "private": True}
        )
        which = await first_claim(room, bot)
        await judge(room, bot, which, ClaimStatus.CORRECTED, "to keep it off")
        await mended(room, bot)
        after = room.stand_in.look(first)
        assert PICTURE_OLD in after.text and SINCE in after.text
        assert [one.content for one in after.files] == [one.content for one in first.files]
        for shown in (after, private):
            turned = await room.stand_in.press(room.alice, shown, "Next")
            assert PICTURE_OLD not in turned.text and len(turned.files) == 1
            assert turned.files[0].content != first.files[0].content


async def test_what_an_answer_says_of_a_correction_is_taken_back_with_it(room: Newsroom) -> None:
    async with beating(room) as bot:
        which = await first_claim(room, bot)
        await judge(room, bot, which, ClaimStatus.CORRECTED, "to keep Starlink on over Taiwan")
        room.stand_in.clock.advance(60)
        asked = await use(room, room.alice, "sources", {"claim": "Starlink", "picture": True})
        assert "**Correction:** “to keep Starlink on" in asked.text and SINCE not in asked.text
        await undo(room, bot)
        await mended(room, bot)
        after = room.stand_in.look(asked)
        assert "A correction is taken back" in after.text and PICTURE_OLD in after.text
        turned = await room.stand_in.press(room.alice, after, "Next")
        assert turned.files[0].content != asked.files[0].content
        again = await room.stand_in.press(room.alice, turned, "Previous")
        assert again.files[0].content == turned.files[0].content
        assert PICTURE_OLD not in again.text and "to keep Starlink on" not in again.text


async def test_posts_that_quoted_a_forgotten_article_say_so_and_no_more(room: Newsroom) -> None:
    async with beating(room) as bot:
        await schedule(room)
        room.stand_in.clock.advance(3600)
        await settled(room, bot, DeliveryState.POSTED)
        await use(room, room.alice, "sources", {"claim": TAIWAN, "picture": True})
        await use(room, room.alice, "who", {"name": "Whitfield Holdings"})
        desk = str(room.guild.guild_id)
        before = read_by_all(room)
        (first, *_) = await bot.services.complete_claims(desk, TAIWAN)
        await bot.services.forgetting.forget(desk, first.citation.article_id)
        await mended(room, bot)
        (kept,) = [each for each in read_by_all(room) if each.content != FORGOTTEN]
        assert "Whitfield Holdings" in str(kept.embeds)
        gone = [each for each in read_by_all(room) if each is not kept]
        assert len(gone) == len(before) - 1 > 1
        for each in gone:
            assert not (each.embeds or each.components or each.attachments)
