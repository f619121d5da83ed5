"""Five outlets in one feed that all repeat one report: one story, one voice, one picture."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from cogs.feeds import Feeds
from gathering import fetch_from
from services import Services
from tests.cogs.desk_room import Newsroom
from tests.discord_stand_in.stand_in import StandIn
from tests.web_stand_in import pages
from tests.web_stand_in.feeds import item, rss
from tests.web_stand_in.server import Answer, WebServer

pytestmark = pytest.mark.asyncio

REPORTS = {
    "Selwick Courier": (
        "Harbour minister kept dredging contract for a cousin, paper says",
        "Norland's harbour minister, Ulric Vane, gave the dredging contract for Selwick to his"
        " cousin's firm, Bluefin Marine, the Norland Gazette reported on Tuesday, citing a former"
        " clerk of the ministry.",
        "Vane has not commented. The contract is worth eleven million crowns, and the dredging of"
        " the Selwick channel was to begin in the spring.",
    ),
    "Tarnby Post": (
        "Dredging of Selwick went to minister's cousin, Gazette reports",
        "Ulric Vane, who runs Norland's harbour ministry, awarded the dredging of the Selwick"
        " channel to Bluefin Marine, his cousin's firm, according to the Norland Gazette, which"
        " cited a former clerk of the ministry.",
        "Bluefin Marine could not be reached on Tuesday. The ministry is to pay it eleven million"
        " crowns.",
    ),
    "Eastwick Journal": (
        "Minister Vane under pressure over Selwick dredging",
        "Pressure grew on harbour minister Ulric Vane on Wednesday after the Norland Gazette"
        " reported, citing a former clerk of the ministry, that the Selwick dredging contract"
        " had gone to his cousin's firm, Bluefin Marine.",
        "Vane's ministry has not answered. The contract with Bluefin Marine was signed in the"
        " autumn without a tender.",
    ),
    "Port Mail": (
        "No tender for the Selwick dredging",
        "There was no tender for the dredging of the Selwick channel: harbour minister Ulric Vane"
        " gave the contract to Bluefin Marine, the firm of his cousin, the Norland Gazette"
        " reported, citing a former clerk of the ministry.",
        "Bluefin Marine owns two dredgers. Vane has not commented on the report.",
    ),
    "Lowland Herald": (
        "Cousin's firm dredges Selwick channel for eleven million",
        "Bluefin Marine, which belongs to a cousin of harbour minister Ulric Vane, got the dredging"
        " contract for the Selwick channel from him, the Norland Gazette reported, citing a former"
        " clerk of the ministry.",
        "The harbour ministry would pay eleven million crowns for the dredging at Selwick.",
    ),
}


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A server whose desk holds nothing yet."""
    async with StandIn() as stand_in:
        yield Newsroom(stand_in, tmp_path)
        stand_in.assert_clean()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[WebServer]:
    """Five papers and the feed that names their articles."""
    async with WebServer().running() as server:
        items = []
        for number, (outlet, (title, *paragraphs)) in enumerate(REPORTS.items()):
            linked = pages.JSON_LD | {
                "headline": title,
                "datePublished": f"2031-05-0{number + 1}T08:00:00+00:00",
                "publisher": {"@type": "NewsMediaOrganization", "name": outlet},
            }
            content = pages.page(tuple(paragraphs), title=title, linked=linked)
            address = server.serve(f"/{number}", Answer(content.encode()))
            items.append(item(title, address))
        server.serve("/feed", Answer(rss(tuple(items)).encode(), "application/rss+xml"))
        yield server


async def test_five_outlets_that_repeat_one_report_are_one_voice(
    room: Newsroom, web: WebServer
) -> None:
    services = Services(room.data_dir, fetch=fetch_from(allow_private=True))
    async with room.running(services) as bot:
        followed = {"url": web.url("/feed")}
        await room.stand_in.slash(room.manager, room.channel, "desk feeds add", followed)
        loop = bot.get_cog("Feeds")
        assert isinstance(loop, Feeds)
        await loop.read_once()
        told = await room.stand_in.slash(
            room.alice, room.channel, "story", {"name": "Selwick dredging"}
        )
    assert "5 articles from 5 outlets" in told.text
    assert "rests mainly on one unnamed source: a former clerk" in told.text
    assert "through Norland Gazette" in told.text
    (picture,) = told.files
    assert picture.content.startswith(b"\x89PNG")
    assert picture.description is not None
    assert "a former clerk of the ministry" in picture.description
