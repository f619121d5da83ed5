"""Thirteen surfaces of a desk with an embargo: to the byte those of a desk without the story.

The same member asks the same things, through the real client, of a desk that was never given the
draft and of one that holds it under embargo; then the hour comes, and then the clock goes back.
"""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

import cogs.embargoes
from tests.cogs.desk_room import SAMPLES, Newsroom
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply, reply_to
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Upload

HOUR = 3600.0
DRAFT = (
    "Musk to testify on Starlink over Taiwan\n\nElon Musk will testify in May about keeping"
    " Starlink off over Taiwan, senator Oona Vexley said on Monday.\n\n“He owes the Senate an"
    " answer about Starlink and Taiwan,” Vexley told the Quillfeather Courier on 3 February"
    " 2025.\n\nOn 4 March 2025 the Quillfeather committee will meet in Tarnby, Vexley said.\n"
)
FILE = Upload("draft.txt", DRAFT.encode(), "text/plain")

Options = dict[str, Value]
SURFACES: dict[str, tuple[str, Options]] = {
    "who": ("who", {"name": "Oona Vexley"}),
    "sources": ("sources", {"claim": "Musk will testify in May about Starlink"}),
    "claims": ("claims", {"about": "Quillfeather committee"}),
    "quote": ("quote", {"words": "owes the Senate an answer"}),
    "timeline": ("timeline", {"about": "Quillfeather committee"}),
    "ask": ("ask", {"question": "what did Vexley say about Musk?"}),
    "did you mean": ("who", {"name": "Vexlie Oonna"}),
    "counts": ("who", {"name": "Elon Musk"}),
    "digest": ("digest now", {}),
    "news": ("ask", {"question": "what's new today?"}),
    "picture": ("sources", {"claim": "Musk will testify in May about Starlink", "picture": True}),
    "export": ("export", {"format": "jsonl"}),
}
TYPED = (
    ("who", "name", "vex"), ("sources", "claim", "musk will testify"), ("story", "name", "musk"),
    ("claims", "about", "quill"), ("quote", "speaker", "oona"), ("timeline", "about", ""),
)  # fmt: skip
NAMES = ("autocomplete", *SURFACES)
WORDS = ("vexley", "quillfeather", "testify", "6 articles")
Seen = dict[str, str]


def spelled(reply: Reply) -> str:
    """All that a reply shows, to the byte."""
    embeds = [embed.to_dict() for embed in reply.embeds]
    files = [
        (Path(one.filename).suffix, one.content.decode("latin-1"), one.description)
        for one in reply.files
    ]
    return json.dumps([reply.content, embeds, reply.components, files, reply.ephemeral])


async def look(room: Newsroom) -> Seen:
    """What an ordinary member sees on every surface; the export is a manager's."""
    seen: Seen = {}
    offered = []
    for command, option, typed in TYPED:
        options: Options = {option: typed}
        found = await room.stand_in.autocomplete(
            room.alice, room.channel, command, options, focused=option
        )
        offered.append([(choice.name, choice.value) for choice in found])
    seen["autocomplete"] = json.dumps(offered)
    for name, (command, options) in SURFACES.items():
        who = room.manager if name == "export" else room.alice
        until: Callable[[Reply], bool] = lambda r: bool(r.embeds or r.files)  # noqa: E731
        reply = await room.stand_in.slash(who, room.channel, command, options, until=until)
        seen[name] = spelled(reply)
        if name == "digest":
            await room.stand_in.quiet()
            assert reply.interaction is not None
            answers = reply.interaction.answers
            pages = [reply_to(reply.interaction, answer) for answer in answers]
            seen[name] = "".join(map(spelled, pages))
    return seen


async def _never(room: Newsroom) -> dict[str, Seen]:
    async with room.running():
        return {"never": await look(room)}


async def _closed(room: Newsroom) -> dict[str, Seen]:
    async with room.running() as bot:
        options: Options = {"file": FILE, "embargo": "in 1 hour", "role": room.role}
        added = await room.stand_in.slash(room.manager, room.channel, "add", options)
        assert "Added under embargo" in added.text and added.ephemeral, added.text
        seen = {"before": await look(room)}
        room.stand_in.clock.advance(HOUR)
        await released(room)
        seen["after"] = await look(room)
        room.stand_in.clock.advance(-HOUR)
        await room.stand_in.quiet()
        seen["back"] = await look(room)
        counts = await bot.services.counts(str(room.guild.guild_id))
        assert counts.articles == len(list(SAMPLES.glob("*.txt"))) + 1, "not one of them twice"
        return seen


async def released(room: Newsroom) -> None:
    """Wait until no embargo is left, as the bot itself releases them."""
    folder = room.data_dir / "desks" / f"{room.guild.guild_id}.embargoes"
    await room.stand_in.wait(
        lambda: not list(folder.glob("*.terms")), room.stand_in.breathe, 30.0, "the release"
    )


Visit = Callable[[Newsroom], Coroutine[Any, Any, dict[str, Seen]]]


async def _visit(folder: Path, seed_dir: Path, started_at: float, visit: Visit) -> dict[str, Seen]:
    async with StandIn() as stand_in:
        stand_in.clock._started_at = started_at
        stand_in.clock._started = time.monotonic()
        room = Newsroom(stand_in, folder)
        room.copy_desk(seed_dir)
        seen = await visit(room)
        stand_in.assert_clean()
        return seen


@pytest.fixture(scope="module")
def seen(seed_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """What was seen of both desks, with the embargo ahead, past, and ahead again by the clock."""
    started_at, found = time.time(), dict[str, Seen]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cogs.embargoes, "MOST_SECONDS", 0.05)
        for name, visit in (("never", _never), ("closed", _closed)):
            folder = tmp_path_factory.mktemp(name)
            found |= asyncio.run(_visit(folder, seed_dir, started_at, visit))
    return found


@pytest.mark.parametrize("surface", NAMES)
def test_before_the_hour_it_is_as_if_the_desk_never_had_it(
    seen: dict[str, Seen], surface: str
) -> None:
    assert seen["before"][surface] == seen["never"][surface]


@pytest.mark.parametrize("surface", NAMES)
def test_after_the_hour_it_is_there_and_stays_when_the_clock_goes_back(
    seen: dict[str, Seen], surface: str
) -> None:
    assert seen["after"][surface] != seen["before"][surface]
    shown = seen["after"][surface].lower(), seen["back"][surface].lower()
    hidden = seen["before"][surface].lower()
    if surface == "picture":
        return  # drawn words cannot be searched; that it is another one has been seen
    found = [word for word in WORDS if word in shown[0] and word not in hidden]
    assert surface == "counts" or found, shown[0][:600]
    assert all(word in shown[1] for word in found), shown[1][:600]
