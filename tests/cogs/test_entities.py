"""/entity and /review on Discord: for editors alone, asked again at each press, after a restart."""

import pytest

from cogs.client import NewsroomBot
from cogs.editing import NO_NUMBER
from cogs.entities import ONE_OF_BOTH
from cogs.merging import CANCEL, MERGE, NOT_DONE, OVERRULE, QUESTION
from cogs.pressing import EXPIRED
from cogs.rights import EDITOR_UNSET
from presentation.curation import NONE_RECORDED, NOTHING_WAITS
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member, Upload

pytestmark = pytest.mark.asyncio

PUTIN, MUSK = "Vladimir Putin", "Elon Musk"
JORDAN, ALEX = "Jordan Whitfield", "Alex Whitfield"


async def entity(room: Newsroom, who: Member, command: str, **given: Value) -> Reply:
    """What somebody is told, privately, who corrects something."""
    reply = await room.stand_in.slash(
        who, room.channel, f"entity {command}", given, until=lambda r: bool(r.embeds or r.content)
    )
    assert reply.ephemeral and reply.ack_ms is not None
    return reply


async def who_is(room: Newsroom, name: str) -> Reply:
    """The card as everybody sees it."""
    return await room.stand_in.slash(room.alice, room.channel, "who", {"name": name})


async def offered(
    room: Newsroom, who: Member, command: str, option: str, typed: str, **given: Value
) -> list[tuple[str, str]]:
    """What a command suggests while an option is typed."""
    found = await room.stand_in.autocomplete(
        who, room.channel, f"entity {command}", {**given, option: typed}, focused=option
    )
    return [(choice.name, str(choice.value)) for choice in found]


async def number(room: Newsroom, name: str) -> str:
    """The number under which an entity is offered."""
    return (await offered(room, room.manager, "hide", "entity", name))[0][1]


async def test_a_merge_is_shown_first_and_done_at_the_press(room: Newsroom, carol: Member) -> None:
    asked = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="one man, two posts")
    assert QUESTION in asked.text and "a mayor" in asked.text and "a goalkeeper" in asked.text
    assert [button.label for button in asked.buttons] == [MERGE, CANCEL]
    assert "Alex Whitfield" in (await who_is(room, ALEX)).text
    done = await room.stand_in.press(carol, asked, MERGE)
    assert "Judgement 1: merged “Jordan Whitfield” and “Alex Whitfield”" in done.text
    assert f"Carol ({carol.user.user_id})" in done.text and "one man, two posts" in done.text
    assert done.buttons == ()
    card = (await who_is(room, ALEX)).text
    assert "Jordan Whitfield — person" in card and "2 entities in one" in card
    undone = await entity(room, carol, "undo", number="last")
    assert "undid judgement 1" in undone.text
    assert "Alex Whitfield — person" in (await who_is(room, ALEX)).text


async def test_a_merge_may_be_called_off(room: Newsroom, carol: Member) -> None:
    asked = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="perhaps")
    assert NOT_DONE in (await room.stand_in.press(carol, asked, CANCEL)).text
    assert NONE_RECORDED in (await entity(room, carol, "undo")).text


async def test_a_merge_against_a_judgement_warns_and_can_overrule(
    room: Newsroom, carol: Member
) -> None:
    first = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="one man")
    await room.stand_in.press(carol, first, MERGE)
    await entity(room, carol, "split", entity=JORDAN, take_out=ALEX, reason="two men after all")
    asked = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="no, one")
    assert "Warning: judgement 2" in asked.text and "two men after all" in asked.text
    assert [button.label for button in asked.buttons] == [OVERRULE, CANCEL]
    assert ": merged" in (await room.stand_in.press(carol, asked, OVERRULE)).text


@pytest.mark.usefixtures("bot")
async def test_only_editors_correct_and_are_told_so_privately(room: Newsroom) -> None:
    reply = await entity(room, room.alice, "hide", entity=PUTIN)
    assert EDITOR_UNSET in reply.text
    editors = room.guild.add_role("editors")
    await room.stand_in.slash(room.manager, room.channel, "desk roles", {"editor": editors})
    for command, given in (
        ("merge", {"a": JORDAN, "b": ALEX, "reason": "x"}),
        ("split", {"entity": PUTIN, "take_out": "#1", "reason": "x"}),
        ("alias", {"entity": PUTIN, "add": "x"}),
        ("describe", {"entity": PUTIN, "text": "x"}),
        ("hide", {"entity": PUTIN}),
        ("show", {"entity": PUTIN}),
        ("undo", {}),
        ("import", {"file": Upload("n.csv", b"name,kind,aliases,description\n", "text/csv")}),
    ):
        refused = await entity(room, room.bob, command, **given)
        assert "“editors”" in refused.text, command
    refused = await room.stand_in.slash(
        room.bob, room.channel, "review", until=lambda r: bool(r.embeds)
    )
    assert "“editors”" in refused.text and refused.ephemeral
    await entity(room, room.manager, "hide", entity=PUTIN)
    assert await offered(room, room.bob, "show", "entity", "") == []
    assert await offered(room, room.bob, "undo", "number", "") == []


async def test_rights_are_asked_again_at_the_press(room: Newsroom, carol: Member) -> None:
    asked = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="one man")
    case = await room.stand_in.slash(carol, room.channel, "review")
    carol.roles.clear()
    for reply, label in ((asked, MERGE), (case, "Skip")):
        told = await room.stand_in.press(carol, reply, label)
        assert "“editors”" in told.text and told.ephemeral
    assert NONE_RECORDED in (await entity(room, room.manager, "undo")).text


async def test_a_merge_outlives_a_restart_and_then_its_day(
    room: Newsroom, carol: Member, bot: NewsroomBot
) -> None:
    asked = await entity(room, carol, "merge", a=JORDAN, b=ALEX, reason="one man")
    other = await entity(room, carol, "merge", a=PUTIN, b=MUSK, reason="no")
    await bot.close()
    async with room.running():
        assert ": merged" in (await room.stand_in.press(carol, asked, MERGE)).text
        room.stand_in.clock.advance(25 * 3600)
        pressed = await room.stand_in.press(carol, other, MERGE)
        assert all(button.is_disabled for button in pressed.buttons)
        (told,) = room.stand_in.followups(pressed)
        assert EXPIRED in told.text
        assert "Elon Musk — person" in (await who_is(room, MUSK)).text


async def test_an_article_is_taken_out_by_what_is_offered(room: Newsroom, carol: Member) -> None:
    which = await number(room, MUSK)
    choices = await offered(room, carol, "split", "take_out", "", entity=which)
    assert any(label.startswith("wherever it is called “Elon Musk”") for label, _ in choices)
    articles = [value for label, value in choices if label.startswith("#")]
    assert len(articles) > 1
    done = await entity(room, carol, "split", entity=which, take_out=articles[0], reason="another")
    assert "took “Elon Musk” out of “Elon Musk”" in done.text
    both = await who_is(room, MUSK)
    assert len(both.menus) == 1


async def test_aliases_come_and_go_and_are_shown_as_the_desk_s(
    room: Newsroom, carol: Member
) -> None:
    added = await entity(room, carol, "alias", entity=MUSK, add="The Rocketeer")
    assert "alias “The Rocketeer” added to “Elon Musk”" in added.text
    card = (await who_is(room, "the rocketeer")).text
    assert "Alias added by the desk" in card and "The Rocketeer" in card
    which = await number(room, MUSK)
    choices = await offered(room, carol, "alias", "remove", "rock", entity=which)
    assert choices == [("The Rocketeer", "The Rocketeer")]
    await entity(room, carol, "alias", entity=MUSK, remove="The Rocketeer")
    assert "The Rocketeer" not in (await who_is(room, MUSK)).text
    for given in ({}, {"add": "x", "remove": "y"}):
        assert ONE_OF_BOTH in (await entity(room, carol, "alias", entity=MUSK, **given)).text


async def test_a_description_and_hiding(room: Newsroom, carol: Member) -> None:
    await entity(room, carol, "describe", entity=MUSK, text="runs **rockets** @everyone")
    card = (await who_is(room, MUSK)).text
    assert "Described by the desk" in card and "runs \\*\\*rockets" in card
    await entity(room, carol, "hide", entity=MUSK, reason="under review")
    assert "Elon Musk — person" not in (await who_is(room, MUSK)).text
    assert await offered(room, carol, "hide", "entity", "elon m") == []
    ((label, value),) = await offered(room, carol, "show", "entity", "musk")
    assert label == "Elon Musk (person)"
    await entity(room, carol, "show", entity=value)
    assert "Elon Musk — person" in (await who_is(room, MUSK)).text


async def test_the_newest_ten_are_listed_and_any_is_undone(room: Newsroom, carol: Member) -> None:
    for turn in range(11):
        await entity(room, carol, "describe", entity=MUSK, text=f"words {turn}", reason="try")
    listed = (await entity(room, carol, "undo")).text
    assert listed.count("described “Elon Musk”") == 10 and "words 0" not in listed
    choices = await offered(room, carol, "undo", "number", "words 10")
    assert [value for _, value in choices] == ["11"]
    assert "undid judgement 11" in (await entity(room, carol, "undo", number="11")).text
    assert "words 9" in (await who_is(room, MUSK)).text
    assert NO_NUMBER in (await entity(room, carol, "undo", number="the first")).text
    assert "undone already" in (await entity(room, carol, "undo", number="11")).text
    assert "no judgement 99" in (await entity(room, carol, "undo", number="99")).text


async def test_names_come_from_an_attached_list(room: Newsroom, carol: Member) -> None:
    lines = b"name,kind,aliases,description\nOttoline Farquhar,person,Otti,a poet\nX,ghost,,\n"
    told = await entity(room, carol, "import", file=Upload("names.csv", lines, "text/csv"))
    assert "1 name imported, 1 row left out." in told.text and "line 3" in told.text
    assert "a poet" in (await who_is(room, "Otti")).text
    assert "imported names" in (await entity(room, carol, "undo")).text
    assert "cannot be undone" in (await entity(room, carol, "undo", number="1")).text
    bad = await entity(room, carol, "import", file=Upload("bad.csv", b"who\n", "text/csv"))
    assert "first line must be" in bad.text


async def test_a_name_that_may_be_several_is_refused(room: Newsroom, carol: Member) -> None:
    told = await entity(room, carol, "hide", entity="Whitfeld")
    assert "Nobody here is called “Whitfeld”" in told.text and "Whitfield" in told.text
    told = await entity(room, carol, "hide", entity="#999999")
    assert "no entity" in told.text


async def test_a_review_walks_worst_first_and_goes_on_after_a_restart(
    room: Newsroom, carol: Member, bot: NewsroomBot
) -> None:
    case = await room.stand_in.slash(carol, room.channel, "review")
    assert case.ephemeral and "Doubtful:" in case.text
    waiting = _waiting(case)
    skipped = await room.stand_in.press(carol, case, "Skip")
    assert "Skipped." in skipped.text and _waiting(skipped) == waiting - 1
    await bot.close()
    async with room.running():
        again = await room.stand_in.slash(carol, room.channel, "review")
        assert again.text.splitlines()[1:] == skipped.text.splitlines()[2:]
        pressed = await room.stand_in.press(carol, again, again.buttons[1].label)
        assert "Recorded" in pressed.text and _waiting(pressed) <= waiting - 2
        for _ in range(waiting):
            if not pressed.buttons:
                break
            pressed = await room.stand_in.press(carol, pressed, pressed.buttons[0].label)
        assert NOTHING_WAITS in pressed.text
        room.stand_in.clock.advance(8 * 24 * 3600)
        back = await room.stand_in.slash(carol, room.channel, "review")
        assert _waiting(back) == 0 and back.text.splitlines()[:-1] == case.text.splitlines()[:-1]


def _waiting(reply: Reply) -> int:
    """How many wait behind the case that is shown."""
    (line,) = [line for line in reply.text.splitlines() if " more wait" in line]
    return int(line.split()[0])
