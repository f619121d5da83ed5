"""Whether the time that an answer takes tells of an embargo: `python -m benchmarks.embargoes`.

Two servers of one bot hold the same articles; one also holds a draft under embargo. A member who
may not know of it asks both for its subject, in turns, through the real client: on one server it
exists and is closed to them, on the other it does not exist.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tests.cogs.desk_room import SEED, Newsroom, fill_seed
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Channel, Member, Upload

RUNS = 200
DRAFT = (
    b"Quillfeather mine to close\n\nThe Quillfeather mine will close in May, minister Oona Vexley"
    b" said on Monday.\n"
)
QUESTIONS = (
    ("who", {"name": "Oona Vexley"}),
    ("claims", {"about": "Quillfeather mine"}),
    ("sources", {"claim": "the Quillfeather mine will close in May"}),
)


async def measure(runs: int) -> list[str]:
    """A line for each kind of question: how long both take, and how far apart they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await fill_seed(folder / "seed")
        async with StandIn() as stand_in:
            room = Newsroom(stand_in, folder / "data")
            other = stand_in.add_guild("Desk B")
            room.copy_desk(folder / "seed")
            seed = folder / "seed" / "desks" / f"{SEED}.db"
            shutil.copy(seed, folder / "data" / "desks" / f"{other.guild_id}.db")
            places = (
                (room.alice, room.channel),
                (other.add_member("ann"), room.first_channel(other)),
            )
            async with room.running():
                added = await stand_in.slash(
                    room.manager,
                    room.channel,
                    "add",
                    {
                        "file": Upload("draft.txt", DRAFT, "text/plain"),
                        "embargo": "in 10 hours",
                        "role": room.role,
                    },
                )
                assert "under embargo" in added.text, added.text
                return [
                    await _line(stand_in, places, command, options, runs)
                    for command, options in QUESTIONS
                ]


Place = tuple[Member, Channel]


async def _line(
    stand_in: StandIn,
    places: tuple[Place, Place],
    command: str,
    options: dict[str, str],
    runs: int,
) -> str:
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(runs + 5):
        for place in (0, 1) if number % 2 else (1, 0):
            who, channel = places[place]
            reply = await stand_in.slash(who, channel, command, dict(options))
            assert "not found" in reply.text.lower() and reply.total_ms is not None
            if number >= 5:  # the first few open files and load what is loaded once
                taken[place].append(reply.total_ms)
    closed, absent = map(median, taken)
    spread = [quantiles(each, n=4)[2] - quantiles(each, n=4)[0] for each in taken]
    return (
        f"/{command}, {runs} times each: closed to the asker {closed:.1f} ms, not there"
        f" {absent:.1f} ms, {abs(closed - absent):.1f} ms apart"
        f" (the middle half of each is {spread[0]:.1f} and {spread[1]:.1f} ms wide)"
    )


def main() -> None:
    """Print the lines."""
    for line in asyncio.run(measure(RUNS)):
        print(line)


if __name__ == "__main__":
    main()
