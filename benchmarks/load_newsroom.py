"""A newsroom at work on the loopback Discord: its desk, its people, and what one of them does next.

The desk is generated (`benchmarks.desk_set`), and so are the articles that are added meanwhile,
which belong to the same world. Nobody waits for anybody else: who acts, and what they do, is drawn
at random, the same from the same seed.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

import discord

from benchmarks.desk_questions import Asked, Kind, make_questions
from benchmarks.desk_set import KEYS, keep, make_articles
from benchmarks.desk_world import Size
from matching.folding import fold
from services import Services
from storage.connections import open_writer
from story_desk import PENDING_ROUNDS
from storytelling import JOINED_AT_ONCE
from tests.discord_stand_in.picking import Value
from tests.discord_stand_in.replies import Reply
from tests.discord_stand_in.stand_in import StandIn
from tests.discord_stand_in.world import Channel, Guild, Member, Upload

MANAGER = discord.Permissions(manage_guild=True)
PEOPLE, CONTRIBUTORS = 40, 8
EACH = 400
"""Questions of each kind, drawn before the start and asked again and again."""
LATEST = 60
"""So many of the last answers are where somebody may still press something."""
PATIENCE_S = 60.0
BATCH = 100

Options = Mapping[str, Value]


@dataclass(slots=True)
class Newsroom:
    """One server with its people, what they ask, and the articles that they will add."""

    discord: StandIn
    guild: Guild
    random: Random
    asked: dict[Kind, list[Asked]]
    drafts: list[str]
    latest: deque[tuple[Member, Reply]] = field(default_factory=lambda: deque(maxlen=LATEST))
    people: list[Member] = field(default_factory=list)
    manager: Member = field(init=False)
    added: int = 0

    @classmethod
    async def open(
        cls, discord_side: StandIn, data_dir: Path, size: Size, drafts: int
    ) -> "Newsroom":
        """A server whose desk holds so much, with so many articles in hand."""
        guild = discord_side.add_guild(f"Newsroom {size.seed}")
        desks = data_dir / "desks"
        desks.mkdir(parents=True, exist_ok=True)
        texts = _write(desks / f"{guild.guild_id}.db", size, drafts)
        await _catch_up(data_dir, str(guild.guild_id), size.articles)
        found: dict[Kind, list[Asked]] = {kind: [] for kind in Kind}
        for question in make_questions(size, EACH):
            found[question.kind].append(question)
        return cls(discord_side, guild, Random(size.seed), found, texts)

    async def settle_in(self) -> None:
        """Let people join, and say who may add and correct."""
        contributors, editors = self.guild.add_role("reporters"), self.guild.add_role("editors")
        self.manager = self.guild.add_member("manager", permissions=MANAGER)
        for number in range(PEOPLE):
            is_contributor = number < CONTRIBUTORS
            roles = [contributors, editors] if number < 2 else [contributors][: int(is_contributor)]
            self.people.append(self.guild.add_member(f"member {number}", roles=roles))
        given = {"contributor": contributors, "editor": editors}
        await self.discord.slash(self.manager, self.channel, "desk roles", given)

    @property
    def channel(self) -> Channel:
        """The channel that every server has."""
        return next(iter(self.guild.channels.values()))

    async def act(self) -> tuple[str, Reply | None]:
        """Somebody does something: what it was, and what they then see."""
        weights = [weight for weight, _ in ACTIONS.values()]
        name = self.random.choices(tuple(ACTIONS), weights)[0]
        return name, await ACTIONS[name][1](self, self.random.choice(self.people))

    async def add(self) -> Reply:
        """A contributor adds the next article."""
        text = self.drafts[self.added]
        self.added += 1
        file = Upload(f"draft-{self.added}.txt", text.encode(), "text/plain")
        who = self.random.choice(self.people[:CONTRIBUTORS])
        return await self.slash(who, "add", {"file": file})

    async def slash(self, who: Member, command: str, options: Options) -> Reply:
        """Use a command; buttons of its answer may be pressed later."""
        reply = await self.discord.slash(who, self.channel, command, options, patience=PATIENCE_S)
        self.latest.append((who, reply))
        return reply

    def draw(self, *kinds: Kind) -> Asked:
        """A question of one of some kinds."""
        return self.random.choice(self.asked[self.random.choice(kinds)])


Action = Callable[[Newsroom, Member], Awaitable[Reply | None]]


async def _ask(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "ask", {"question": room.draw(*Kind).text})


async def _who(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "who", {"name": room.draw(Kind.WHO).wanted})


async def _sources(room: Newsroom, who: Member) -> Reply | None:
    options: dict[str, Value] = {"claim": room.draw(Kind.SOURCES).wanted[:400]}
    if room.random.random() < PICTURED:
        options["picture"] = True
    return await room.slash(who, "sources", options)


async def _claims(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "claims", {"about": room.draw(Kind.WHO).wanted})


async def _quote(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "quote", {"words": room.draw(Kind.QUOTE).wanted[:400]})


async def _timeline(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "timeline", {"about": room.draw(Kind.WHO).wanted})


async def _story(room: Newsroom, who: Member) -> Reply | None:
    title = room.random.choice(room.drafts[: room.added + 1]).partition("\n")[0]
    return await room.slash(who, "story", {"name": title[:100]})


async def _type_name(room: Newsroom, who: Member) -> None:
    await _type(room, who, "who", "name", room.draw(Kind.WHO).wanted)


async def _type_claim(room: Newsroom, who: Member) -> None:
    await _type(room, who, "sources", "claim", room.draw(Kind.SOURCES).wanted[:100])


async def _type(room: Newsroom, who: Member, command: str, option: str, text: str) -> None:
    typed = text[: room.random.randint(1, len(text))]
    await room.discord.autocomplete(
        who, room.channel, command, {option: typed}, focused=option, patience=PATIENCE_S
    )


async def _press(room: Newsroom, who: Member) -> Reply | None:
    """Press a button of one of the last answers, or choose from its menu, if there is one."""
    for owner, latest in room.random.sample(room.latest, min(5, len(room.latest))):
        reply = room.discord.look(latest)
        if reply.message is None or reply.deleted:
            continue
        if reply.menus:
            menu = room.random.choice(reply.menus)
            values = [room.random.choice(menu.options)["value"]]
            return await room.discord.select(
                owner, reply, values, custom_id=menu.custom_id, patience=PATIENCE_S
            )
        buttons = [one.custom_id for one in reply.buttons if one.custom_id and not one.is_disabled]
        if buttons:
            which = room.random.choice(buttons)
            return await room.discord.press(owner, reply, which, patience=PATIENCE_S)
    return await _who(room, who)


async def _digest(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(who, "digest now", {})


async def _describe(room: Newsroom, who: Member) -> Reply | None:
    options = {
        "entity": room.draw(Kind.WHO).wanted,
        "text": f"seen by the desk on day {room.random.randint(1, 999)}",
    }
    return await room.slash(room.random.choice(room.people[:2]), "entity describe", options)


async def _status(room: Newsroom, who: Member) -> Reply | None:
    return await room.slash(room.manager, "desk status", {})


PICTURED = 0.1
ACTIONS: dict[str, tuple[float, Action]] = {
    "/ask": (18, _ask),
    "/who": (14, _who),
    "/sources": (12, _sources),
    "/claims": (9, _claims),
    "/quote": (6, _quote),
    "/timeline": (4, _timeline),
    "/story": (4, _story),
    "typing a name": (16, _type_name),
    "typing a claim": (7, _type_claim),
    "buttons and menus": (8, _press),
    "/digest now": (0.7, _digest),
    "/entity describe": (1, _describe),
    "/desk status": (0.3, _status),
}
"""What people do, out of a hundred times each."""


async def _catch_up(data_dir: Path, desk: str, articles: int) -> None:
    """Embed the claims and sort the articles into stories, as if they had come one by one."""
    services = Services(data_dir)
    await services.embed_claims(desk)
    for _ in range(1 + articles // (JOINED_AT_ONCE * PENDING_ROUNDS)):
        await services.stories.list(desk)
    await services.close()


def _write(path: Path, size: Size, drafts: int) -> list[str]:
    """The desk's file, and the texts of so many articles that come after those in it."""
    share = size.claims / size.articles
    total = Size(size.articles + drafts, round(share * (size.articles + drafts)), size.seed)
    articles = make_articles(total)
    db = open_writer(path, fold, KEYS)
    for start in range(0, size.articles, BATCH):
        db.execute("begin immediate")
        for extraction in islice(articles, min(BATCH, size.articles - start)):
            keep(db, extraction)
        db.execute("commit")
    db.close()
    return [extraction.article.text for extraction in articles]
