"""Embargoes on Discord: who sees what of them, who may change them, and how they end."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

import cogs.embargoes
from cogs.client import NewsroomBot
from cogs.embargo_terms import BOTH, OPEN_TO_ALL
from cogs.sharing import LABEL
from presentation.embargoes import MARK, NONE_STAND, NOT_HELD
from tests.cogs.desk_room import Newsroom
from tests.cogs.test_embargo_surfaces import FILE, released
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply, reply_to
from tests.discord_stand_in.world import Member, Role

pytestmark = pytest.mark.asyncio

HEADING = "Under embargo until"


class Closed:
    """The room with a draft under embargo for the investigators, and an editor who is none."""

    def __init__(self, room: Newsroom, bot: NewsroomBot) -> None:
        self.room, self.bot = room, bot
        self.role: Role = room.guild.add_role("investigators")
        self.editors: Role = room.guild.add_role("editors")
        self.ines = room.guild.add_member("ines", roles=[self.role])
        self.edgar = room.guild.add_member("edgar", roles=[self.editors])

    async def use(
        self, who: Member, command: str, options: dict[str, Value] | None = None
    ) -> Reply:
        """What somebody is told who uses a command."""
        room = self.room
        until = lambda r: bool(r.text)  # noqa: E731
        return await room.stand_in.slash(who, room.channel, command, options or {}, until=until)

    async def answers(self, who: Member, command: str, options: dict[str, Value]) -> list[Reply]:
        """Every message that a command is answered with."""
        reply = await self.use(who, command, options)
        await self.room.stand_in.quiet()
        assert reply.interaction is not None
        return [reply_to(reply.interaction, one) for one in reply.interaction.answers]


@pytest_asyncio.fixture
async def closed(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Closed]:
    monkeypatch.setattr(cogs.embargoes, "MOST_SECONDS", 0.05)
    async with room.running() as bot:
        made = Closed(room, bot)
        roles: dict[str, Value] = {"contributor": room.role, "editor": made.editors}
        await made.use(room.manager, "desk roles", roles)
        options: dict[str, Value] = {"file": FILE, "embargo": "in 2 hours", "role": made.role}
        added = await made.use(room.bob, "add", options)
        assert (
            added.ephemeral and "Added under embargo" in added.text and "Closed until" in added.text
        )
        yield made


async def test_who_may_know_is_answered_alone_with_what_is_closed(closed: Closed) -> None:
    room, name = closed.room, {"name": "Oona Vexley"}
    for who in (closed.ines, room.manager):
        first, second = await closed.answers(who, "who", dict(name))
        assert first.content.startswith("🔒 **" + HEADING) and "Vexley" in first.text
        assert "not found" in second.text.lower() and not second.content
        assert first.ephemeral and second.ephemeral
        assert LABEL not in [button.label for button in first.buttons]
        assert LABEL in [button.label for button in second.buttons]
    ordinary, behind = await closed.answers(closed.ines, "claims", {"about": "Starlink"})
    assert not ordinary.content and behind.content.startswith("🔒") and "Vexley" in behind.text
    for who in (room.alice, room.bob, closed.edgar):
        (only,) = await closed.answers(who, "who", dict(name))
        assert "not found" in only.text.lower() and not only.ephemeral
    assert not any("🔒" in post.text for post in room.stand_in.posts(room.channel))


async def test_a_number_is_one_of_the_open_desk(closed: Closed) -> None:
    (typed,) = await closed.answers(closed.ines, "sources", {"claim": "#1"})
    assert not typed.content and "Oona Vexley" not in typed.text


async def test_its_picture_and_its_buttons_are_theirs_while_they_have_the_role(
    closed: Closed,
) -> None:
    stand_in = closed.room.stand_in
    options: dict[str, Value] = {"claim": "Musk will testify in May", "picture": True}
    parts = await closed.answers(closed.ines, "sources", options)
    (part,) = [each for each in parts if each.content]
    assert part.files and part.ephemeral and "Vexley" in part.text
    why = await stand_in.press(closed.ines, part, "Why these?", until=lambda r: r is not part)
    assert why.ephemeral
    closed.ines.roles.remove(closed.role)
    pressed = await stand_in.press(
        closed.ines, part, "Why these?", until=lambda r: "expired" in r.text
    )
    assert pressed.ephemeral and "Vexley" not in pressed.text


async def test_suggestions_mark_what_is_closed(closed: Closed) -> None:
    async def offered(who: Member, command: str, option: str, typed: str) -> list[str]:
        room = closed.room
        found = await room.stand_in.autocomplete(
            who, room.channel, command, {option: typed}, focused=option
        )
        return [choice.name for choice in found]

    typing = (("who", "name", "vexl"), ("sources", "claim", "musk"), ("story", "name", "testify"))
    for command, option, typed in typing:
        seen = await offered(closed.ines, command, option, typed)
        assert any(name.startswith(MARK) for name in seen), command
        assert not any(MARK in name for name in await offered(closed.edgar, command, option, typed))
    (named, *_) = await offered(closed.room.manager, "forget", "article", "testify")
    assert named.startswith(MARK)


async def test_a_mention_is_answered_as_for_anybody(closed: Closed) -> None:
    room = closed.room
    said = await room.stand_in.say(
        closed.ines, room.channel, f"{room.stand_in.bot.mention} who is Oona Vexley?"
    )
    assert "not found" in said[-1].text.lower() and "🔒" not in said[-1].text


async def test_they_are_listed_and_changed_by_those_who_know_of_them(closed: Closed) -> None:
    room = closed.room
    for who, is_told in ((closed.ines, True), (room.manager, True), (closed.edgar, False)):
        listed = await closed.use(who, "embargo list")
        assert listed.ephemeral and ("E1/1" in listed.text) == is_told
        assert is_told or listed.text == NONE_STAND
    for command, more in (("lift", {}), ("extend", {"until": "in 5 hours"})):
        refused = await closed.use(closed.ines, f"embargo {command}", {"number": 1, **more})
        assert "Correcting needs" in refused.text
        unknown = await closed.use(closed.edgar, f"embargo {command}", {"number": 1, **more})
        never = await closed.use(closed.edgar, f"embargo {command}", {"number": 7, **more})
        assert "no embargo 1 that you may see" in unknown.text
        assert unknown.text.replace("1", "7") == never.text
    closed.edgar.roles.append(closed.role)
    later = await closed.use(closed.edgar, "embargo extend", {"number": 1, "until": "in 5 hours"})
    assert "Embargo 1" in later.text
    given: dict[str, Value] = {"number": 1, "role": closed.editors}
    changed = await closed.use(closed.edgar, "embargo roles", given)
    assert "E1/1" in changed.text
    assert (await closed.use(closed.ines, "embargo list")).text == NONE_STAND
    lifted = await closed.use(closed.edgar, "embargo lift", {"number": 1})
    assert "lifted" in lifted.text
    shown = await closed.use(room.alice, "who", {"name": "Oona Vexley"})
    assert "Vexley" in shown.text and not shown.ephemeral
    status = await closed.use(room.manager, "desk status")
    assert "Embargoes: none" in status.text


async def test_an_article_is_closed_by_an_editor_and_comes_back_by_itself(closed: Closed) -> None:
    room = closed.room
    options: dict[str, Value] = {"until": "in 1 hour", "role": closed.role, "article": "#1"}
    assert "Correcting needs" in (await closed.use(closed.ines, "embargo set", options)).text
    said = await closed.use(closed.edgar, "embargo set", options)
    assert said.ephemeral and "Embargo 2" in said.text and NOT_HELD in said.text
    desk = str(room.guild.guild_id)
    before = (await closed.bot.services.counts(desk)).articles
    status = await closed.use(room.manager, "desk status")
    assert "Embargoes: 2 standing" in status.text
    room.stand_in.clock.advance(3 * 3600.0)
    await released(room)
    assert (await closed.bot.services.counts(desk)).articles == before + 2


async def test_what_cannot_be_closed_is_said(closed: Closed) -> None:
    everyone = closed.room.guild.roles[closed.room.guild.guild_id]
    wrong: tuple[tuple[dict[str, Value], str], ...] = (
        ({"embargo": "in 1 hour"}, BOTH),
        ({"role": closed.role}, BOTH),
        ({"embargo": "in 1 hour", "role": everyone}, OPEN_TO_ALL),
        ({"embargo": "2020-01-01 10:00", "role": closed.role}, "has passed"),
        ({"embargo": "when it rains", "role": closed.role}, "is no time that can be read"),
        ({"embargo": "in 1 hour", "role": closed.role}, "is under embargo 1 already"),
    )
    for options, line in wrong:
        given: dict[str, Value] = {"file": FILE, **options}
        reply = await closed.use(closed.room.manager, "add", given)
        assert line in reply.text and reply.ephemeral, (options, reply.text)


async def test_what_is_closed_is_forgotten_and_erased_like_anything_else(closed: Closed) -> None:
    room = closed.room
    kept = await closed.use(room.bob, "mydata show")
    assert "embargoes that you set: 1" in kept.text
    await closed.use(room.bob, "mydata erase")
    assert "embargoes" not in (await closed.use(room.bob, "mydata show")).text
    asked = await closed.use(room.manager, "forget", {"article": "E1/1"})
    assert "testify" in asked.text
    done = await room.stand_in.press(
        room.manager, asked, "Forget it", until=lambda r: "is forgotten" in r.text
    )
    assert "is forgotten" in done.text
    assert (await closed.use(room.manager, "embargo list")).text == NONE_STAND


async def test_a_deleted_role_leaves_it_to_managers(closed: Closed) -> None:
    room = closed.room
    closed.ines.roles.remove(closed.role)
    del room.guild.roles[closed.role.role_id]
    assert (await closed.use(closed.ines, "embargo list")).text == NONE_STAND
    assert "E1/1" in (await closed.use(room.manager, "embargo list")).text
