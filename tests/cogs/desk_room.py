"""A newsroom on the loopback Discord: one server whose desk has read the sample articles."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord

from cogs.client import NewsroomBot
from newsroom.entity import EntityKind, NameRecord
from services import Services
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Channel, Guild, Member, Upload

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SEED = "seed"
MANAGER = discord.Permissions(manage_guild=True)
NAMESAKES = (
    NameRecord("Jordan Whitfield", EntityKind.PERSON, (), "a mayor"),
    NameRecord("Alex Whitfield", EntityKind.PERSON, (), "a goalkeeper"),
    NameRecord("Whitfield Holdings", EntityKind.ORGANISATION, (), "a company"),
)


async def fill_seed(data_dir: Path) -> None:
    """Read the samples into the desk that every test starts from."""
    services = Services(data_dir)
    for path in sorted(SAMPLES.glob("*.txt")):
        await services.add_file(SEED, path.name, path.read_bytes())
    await services.import_names(SEED, NAMESAKES)
    await services.close()


def sample(stem: str) -> Upload:
    """One of the sample articles as an attachment."""
    path = next(SAMPLES.glob(f"{stem}*.txt"))
    return Upload(path.name, path.read_bytes(), "text/plain")


class Newsroom:
    """A server with its channel, a member, one who may add once roles are set, and a manager."""

    def __init__(self, stand_in: StandIn, data_dir: Path) -> None:
        self.stand_in, self.data_dir = stand_in, data_dir
        self.guild = stand_in.add_guild("Desk A")
        self.channel = self.first_channel(self.guild)
        self.role = self.guild.add_role("reporters")
        self.alice = self.guild.add_member("alice")
        self.bob = self.guild.add_member("bob", roles=[self.role])
        self.manager = self.guild.add_member("manager", permissions=MANAGER)

    @staticmethod
    def first_channel(guild: Guild) -> Channel:
        """The channel that every server has."""
        return next(iter(guild.channels.values()))

    def stranger(self, guild: Guild) -> Member:
        """A member of another server who may do everything there."""
        return guild.add_member("eve", permissions=MANAGER)

    def copy_desk(self, seed_dir: Path) -> None:
        """Give the server's desk what the seed has read."""
        desks = self.data_dir / "desks"
        desks.mkdir(parents=True, exist_ok=True)
        shutil.copy(seed_dir / "desks" / f"{SEED}.db", desks / f"{self.guild.guild_id}.db")

    @asynccontextmanager
    async def running(self, services: Services | None = None) -> AsyncIterator[NewsroomBot]:
        """The bot, connected; each call is one start of the program."""
        bot = NewsroomBot(services or Services(self.data_dir), now=self.stand_in.clock.moment)
        async with self.stand_in.connected(bot) as connected:
            yield connected

    async def set_contributors(self) -> None:
        """Let the reporters add."""
        options = {"contributor": self.role}
        await self.stand_in.slash(self.manager, self.channel, "desk roles", options)
