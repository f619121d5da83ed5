"""Articles from the web: fetched, read and kept whole or not at all; known ones left alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

import pytest
import pytest_asyncio

from extraction.documents.html import NO_ARTICLE, PAYWALL
from fetching.addresses import REFUSED
from gathering import fetch_from
from newsroom.desk import DeskCounts
from newsroom.errors import FetchError, UnreadableInput
from services import Services
from tests.web_stand_in import pages
from tests.web_stand_in.pages import TITLE, page
from tests.web_stand_in.pdf import pdf
from tests.web_stand_in.server import Answer, WebServer

pytestmark = pytest.mark.asyncio

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
DESK = "desk"
NOTHING = DeskCounts(0, 0, 0, 0, 0)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[WebServer]:
    async with WebServer().running() as server:
        server.serve("/ferry", Answer(pages.GOOD.encode(), headers={"ETag": '"v1"'}))
        yield server


@pytest_asyncio.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    held = Services(tmp_path, fetch=fetch_from(allow_private=True))
    yield held
    await held.close()


def rows(folder: Path, table: str) -> list[tuple[object, ...]]:
    """What a table of the desk holds."""
    with connect(folder / "desks" / f"{DESK}.db") as db:
        return db.execute(f"select * from {table}").fetchall()


async def test_a_page_is_read_and_kept_with_its_bytes(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    added = await services.web.add(DESK, web.url("/ferry?utm_source=x#top"), NOW)
    assert not added.is_known and added.citation.title == TITLE
    assert added.citation.url == web.url("/ferry")
    assert added.citation.outlet == "The Tarnby Post"
    assert added.claim_count > 3
    (kept,) = rows(tmp_path, "pages")
    assert kept[1:3] == (web.url("/ferry"), web.url("/ferry?utm_source=x"))
    assert kept[3] == "2031-03-05T08:00:00+00:00" and kept[6] == '"v1"'
    reply = await services.who(DESK, "Ines Rook")
    assert "Rook" in str(reply)


async def test_the_same_address_again_changes_nothing_and_asks_nobody(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    before = rows(tmp_path, "pages"), await services.counts(DESK)
    for url in ("/ferry", "/ferry?fbclid=1", "/ferry#top"):
        again = await services.web.add(DESK, web.url(url))
        assert again.is_known and again.citation.title == TITLE
    assert (rows(tmp_path, "pages"), await services.counts(DESK)) == before
    assert web.paths() == ["/ferry"]


async def test_the_same_article_at_another_address_changes_nothing(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    canonical = f'<link rel="canonical" href="{web.url("/ferry")}">'
    web.serve("/a", Answer(page(pages.PARAGRAPHS[:3], head=canonical).encode()))
    web.serve("/b", Answer(pages.GOOD.encode()))
    web.serve("/c", Answer(status=302, headers={"Location": "/ferry"}))
    await services.web.add(DESK, web.url("/ferry"))
    for path in "abc":
        assert (await services.web.add(DESK, web.url(f"/{path}"))).is_known, path
    assert len(rows(tmp_path, "articles")) == len(rows(tmp_path, "pages")) == 1


async def test_a_file_that_is_added_after_its_page_is_known(
    web: WebServer, services: Services
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    assert (await services.add_file(DESK, "ferry.html", pages.GOOD.encode())).is_known


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Answer(pages.MARKED_PAYWALL.encode()), PAYWALL),
        (Answer(pages.WORDED_PAYWALL.encode()), PAYWALL),
        (Answer(pages.FOREIGN.encode()), "The text is in German; Byline reads English only."),
        (Answer(pages.EMPTY.encode()), NO_ARTICLE),
        (Answer(pages.FRONT_PAGE.encode()), NO_ARTICLE),
        (Answer(b""), NO_ARTICLE),
        (Answer(b"%PDF-1.4 broken", "application/pdf"), "The file is no PDF"),
        (Answer(b"\x89PNG", "image/png"), "The address leads to image/png"),
        (Answer(status=404), "There is no page at this address (status 404)."),
        (Answer(b"\0\1\2" * 100, None), "The server does not say what the page is"),
    ],
)
async def test_what_is_no_whole_article_leaves_nothing_behind(
    web: WebServer, services: Services, answer: Answer, line: str
) -> None:
    url = web.serve("/x", answer)
    with pytest.raises(UnreadableInput) as caught:
        await services.web.add(DESK, url)
    assert str(caught.value).startswith(line) and "\n" not in str(caught.value)
    with pytest.raises(UnreadableInput):
        await services.web.extract(url)
    assert await services.counts(DESK) == NOTHING


async def test_pdf_and_plain_text_are_read_too(web: WebServer, services: Services) -> None:
    lines = ["Ferry sold", "", *(text.replace("—", "-") for text in pages.PARAGRAPHS[2:4])]
    web.serve("/f.pdf", Answer(pdf([lines]), "application/pdf"))
    web.serve(
        "/f.txt", Answer(b"Pier shut\n\nThe pier is shut, mayor Odile Brandt said.", "text/plain")
    )
    assert (await services.web.add(DESK, web.url("/f.pdf"))).citation.title == "Ferry sold"
    assert (await services.web.add(DESK, web.url("/f.txt"))).citation.title == "Pier shut"


async def test_two_who_add_one_address_at_once_make_one_article(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    both = await asyncio.gather(*(services.web.add(DESK, web.url("/ferry")) for _ in range(2)))
    assert sorted(added.is_known for added in both) == [False, True]
    assert len(rows(tmp_path, "articles")) == len(rows(tmp_path, "pages")) == 1


async def test_private_addresses_are_refused_by_default(web: WebServer, tmp_path: Path) -> None:
    services = Services(tmp_path)
    for url in (web.url("/ferry"), "http://localhost/", "no address", "http://[::1"):
        with pytest.raises(FetchError) as caught:
            await services.web.add(DESK, url)
        assert str(caught.value) == REFUSED
    await services.close()
    assert web.connections == 0


async def test_a_failing_store_keeps_neither_article_nor_page(
    web: WebServer, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("gathering.add_page", fail)
    with pytest.raises(RuntimeError):
        await services.web.add(DESK, web.url("/ferry"))
    assert await services.counts(DESK) == NOTHING and rows(tmp_path, "articles") == []
