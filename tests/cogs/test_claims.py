"""/claim on Discord: for editors alone, shown to everybody, secret where it must be."""

import pytest

from cogs.editing import NO_NUMBER
from cogs.rights import EDITOR_UNSET
from presentation.claim_curation import NONE_JUDGED
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.world import Member

pytestmark = pytest.mark.asyncio

TAIWAN = "Vladimir Putin had asked Elon Musk to keep Starlink off over Taiwan"
SECRET = "the source is Wilhelmina Tarrow"


async def claim(room: Newsroom, who: Member, command: str, **given: Value) -> Reply:
    """What somebody is told, privately, who corrects a claim."""
    reply = await room.stand_in.slash(
        who, room.channel, f"claim {command}", given, until=lambda r: bool(r.embeds or r.content)
    )
    assert reply.ephemeral and reply.ack_ms is not None
    return reply


async def offered(room: Newsroom, who: Member, typed: str = TAIWAN) -> list[tuple[str, str]]:
    """The claims that are suggested."""
    found = await room.stand_in.autocomplete(
        who, room.channel, "claim history", {"claim": typed}, focused="claim"
    )
    return [(choice.name, str(choice.value)) for choice in found]


async def ask(room: Newsroom, command: str = "sources", **given: Value) -> str:
    """An answer as everybody sees it."""
    options = given or {"claim": TAIWAN}
    return (await room.stand_in.slash(room.alice, room.channel, command, options)).text


async def number(room: Newsroom, who: Member) -> str:
    """The number of the claim that /sources shows first."""
    return (await offered(room, who))[0][1]


async def test_a_correction_is_seen_on_every_surface_and_taken_back(
    room: Newsroom, carol: Member
) -> None:
    before = await ask(room)
    which = await number(room, carol)
    done = await claim(
        room, carol, "status", claim=which, status="corrected", wording="to keep Starlink off",
        reason="the *paper* says so",
    )  # fmt: skip
    assert "corrected: “to keep Starlink off”" in done.text and "undo 1" in done.text
    said = "Correction:** “to keep Starlink off”"
    answered = await ask(room)
    assert said in answered and "As the article has it:" in answered
    assert "the \\*paper\\* says so" in answered and "Warning: the desk has corrected" in answered
    assert said in await ask(room, "claims", about=TAIWAN)
    assert "the desk has corrected 1 claim below" in await ask(room, "story", name="Starlink")
    assert said in await ask(room, "quote", words=TAIWAN)
    label, _ = (await offered(room, carol))[0]
    assert label.startswith(f"{which} [corrected] ")
    undone = await claim(room, carol, "undo", number="last", reason="it was right")
    assert "undid judgement 1" in undone.text
    assert await ask(room) == before


async def test_what_is_withdrawn_is_marked_and_counted_no_more(
    room: Newsroom, carol: Member
) -> None:
    for _, which in await offered(room, carol):
        await claim(room, carol, "status", claim=which, status="withdrawn")
    answered = await ask(room)
    assert "Independent sources: 0" in answered and "Withdrawn by the desk:" in answered


async def test_an_editor_says_who_stands_behind_a_claim(room: Newsroom, carol: Member) -> None:
    which = await number(room, carol)
    named: dict[str, Value] = {"claim": which, "identity": "named", "source": "Elon Musk"}
    refused = await claim(room, carol, "source", **named)
    assert "leaves its source unnamed" in refused.text and "reveal" in refused.text
    done = await claim(room, carol, "source", **named, reveal=True, reason="on the record now")
    assert "source: Elon Musk (named)" in done.text
    answered = await ask(room)
    assert "Correction of the source:** Elon Musk (named)" in answered
    assert "Chain as read:" in answered and "former Russian intelligence officer" in answered


async def test_a_note_that_names_a_source_is_for_editors_alone(
    room: Newsroom, carol: Member
) -> None:
    which = await number(room, carol)
    await claim(room, carol, "note", claim=which, text="asked twice")
    assert "Note by the desk:** asked twice — Carol" in await ask(room)
    refused = await claim(room, carol, "note", claim=which, text=SECRET)
    assert "seems to name a source" in refused.text and "confidential" in refused.text
    before = await ask(room), await offered(room, carol)
    kept = await claim(room, carol, "note", claim=which, text=SECRET, confidential=True)
    assert "confidential, for editors alone" in kept.text
    assert (await ask(room), await offered(room, carol)) == before
    for words in ("Wilhelmina Tarrow", "Tarrow"):
        assert "not found" in await ask(room, "who", name=words)
        assert not any("Tarrow" in label for label, _ in await offered(room, carol, words))
    assert "Tarrow" in (await claim(room, carol, "history", claim=which)).text
    assert "Tarrow" in (await claim(room, carol, "undo", claim=which)).text
    suggested = await room.stand_in.autocomplete(
        carol, room.channel, "claim undo", {"number": ""}, focused="number"
    )
    assert [choice.value for choice in suggested] == ["1"]


@pytest.mark.usefixtures("bot")
async def test_only_editors_correct_and_are_told_so_privately(room: Newsroom) -> None:
    reply = await claim(room, room.alice, "undo")
    assert EDITOR_UNSET in reply.text
    editors = room.guild.add_role("editors")
    await room.stand_in.slash(room.manager, room.channel, "desk roles", {"editor": editors})
    for command, given in (
        ("status", {"claim": "#1", "status": "withdrawn"}),
        ("source", {"claim": "#1", "identity": "none"}),
        ("note", {"claim": "#1", "text": "x"}),
        ("history", {"claim": "#1"}),
        ("undo", {}),
    ):
        assert "“editors”" in (await claim(room, room.bob, command, **given)).text, command
    assert await offered(room, room.bob) == []


async def test_the_newest_are_listed_and_bad_numbers_explained(
    room: Newsroom, carol: Member
) -> None:
    assert NONE_JUDGED in (await claim(room, carol, "undo")).text
    which = await number(room, carol)
    for text in ("first", "second"):
        await claim(room, carol, "note", claim=which, text=text)
    listed = (await claim(room, carol, "undo")).text
    assert (
        listed.index("note: second") < listed.index("note: first") and "To take one back" in listed
    )
    assert NO_NUMBER in (await claim(room, carol, "undo", number="two")).text
    assert "no judgement 99" in (await claim(room, carol, "undo", number="99")).text
    told = await claim(room, carol, "note", claim="Starlink over Taiwan", text="x")
    assert "give its number" in told.text and f"{which} “" in told.text
    assert "no claim #99999" in (await claim(room, carol, "history", claim="#99999")).text
