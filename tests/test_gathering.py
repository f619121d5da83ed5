"""Articles from the web: fetched, read and kept whole or not at all; known ones left alone."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect
from zlib import decompress

import pytest
import pytest_asyncio

from extraction.documents.html import NO_ARTICLE, PAYWALL
from fetching.addresses import REFUSED
from gathering import UNCHANGED, UNCHECKED, fetch_from
from newsroom.desk import DeskCounts
from newsroom.errors import FetchError, UnreadableInput
from services import Services
from tests.web_stand_in import pages
from tests.web_stand_in.pages import TITLE, page
from tests.web_stand_in.pdf import pdf
from tests.web_stand_in.server import Answer, Request, WebServer

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


def conditional(headers: Mapping[str, str] | None = None) -> Callable[[Request], Answer]:
    """The ferry page, which is not sent again to whoever has it."""

    def answer(request: Request) -> Answer:
        if request.headers.get("if-none-match") == '"v1"':
            return Answer(status=304)
        return Answer(pages.GOOD.encode(), headers={"ETag": '"v1"'} | dict(headers or {}))

    return answer


async def test_the_same_address_again_is_asked_in_few_words_and_changes_nothing(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    web.serve("/ferry", conditional())
    first = await services.web.add(DESK, web.url("/ferry"))
    before = rows(tmp_path, "pages"), await services.counts(DESK)
    for url in ("/ferry", "/ferry?fbclid=1", "/ferry#top"):
        again = await services.web.add(DESK, web.url(url))
        assert again == replace(first, is_known=True, note=UNCHANGED)
    assert (rows(tmp_path, "pages"), await services.counts(DESK)) == before
    assert web.paths() == ["/ferry"] * 4
    assert [request.headers.get("if-none-match") for request in web.requests[1:]] == ['"v1"'] * 3


async def test_a_page_that_comes_whole_but_says_the_same_changes_nothing(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    before = rows(tmp_path, "pages")
    linked = pages.JSON_LD | {"dateModified": "2031-03-06T08:00:00+01:00"}
    web.serve("/ferry", Answer(page(linked=linked).encode(), headers={"ETag": '"v2"'}))
    again = await services.web.add(DESK, web.url("/ferry"))
    assert again.is_known and again.version == 1 and again.note == UNCHANGED
    assert rows(tmp_path, "pages") == before


async def test_an_address_that_fails_later_leaves_the_article_and_says_so(
    web: WebServer, services: Services
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    for answer in (
        Answer(status=404),
        Answer(status=503),
        Answer(pages.WORDED_PAYWALL.encode()),
        Answer(pages.EMPTY.encode()),
    ):
        web.serve("/ferry", answer)
        again = await services.web.add(DESK, web.url("/ferry"))
        assert again.is_known and again.version == 1 and again.citation.title == TITLE
        assert again.note.startswith(UNCHECKED.format(""))


async def test_a_changed_page_is_another_version_with_its_own_bytes(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    first = await services.web.add(DESK, web.url("/ferry"), NOW)
    changed = tuple(text.replace("allegedly warned", "warned") for text in pages.PARAGRAPHS)
    web.serve("/ferry", Answer(page(changed).encode(), headers={"ETag": '"v2"'}))
    later = NOW + timedelta(hours=1)
    second = await services.web.add(DESK, web.url("/ferry"), later)
    assert (second.is_known, second.version) == (False, 2)
    assert second.citation.article_id == first.citation.article_id
    assert second.change is not None
    assert ("allegedly",) in [change.hedges_dropped for change in second.change.claims]
    (kept,) = rows(tmp_path, "pages")
    assert kept[3] == "2031-03-05T09:00:00+00:00" and kept[6] == '"v2"'
    (before,) = rows(tmp_path, "article_versions")
    assert before[:2] == (first.citation.article_id, 1)
    assert isinstance(before[-1], bytes) and decompress(before[-1]) == pages.GOOD.encode()
    web.serve("/ferry", Answer(pages.GOOD.encode()))
    third = await services.web.add(DESK, web.url("/ferry"), later)
    assert (third.is_known, third.version) == (False, 3)
    assert third.change is not None
    assert ("allegedly",) in [change.hedges_added for change in third.change.claims]


async def test_a_headline_alone_that_changes_is_a_version(
    web: WebServer, services: Services
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    title = "Tarnby gives its ferry away"
    web.serve("/ferry", Answer(page(title=title, linked=None).encode()))
    second = await services.web.add(DESK, web.url("/ferry"))
    assert second.change is not None and second.change.fields[0].after == title
    assert second.citation.outlet == "The Tarnby Post", "what is not stated any more stays"


async def test_an_address_that_moves_on_with_a_new_headline_stays_one_article(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    title = "Tarnby gives its ferry away"
    content = page(title=title, linked=pages.JSON_LD | {"headline": title})
    web.serve("/ferry-given-away", Answer(content.encode()))
    web.serve("/ferry", Answer(status=301, headers={"Location": "/ferry-given-away"}))
    second = await services.web.add(DESK, web.url("/ferry"))
    assert second.version == 2 and second.citation.url == web.url("/ferry-given-away")
    for path in ("/ferry", "/ferry-given-away"):
        assert (await services.web.add(DESK, web.url(path))).is_known
    assert len(rows(tmp_path, "articles")) == len(rows(tmp_path, "pages")) == 1


async def test_an_address_that_leads_to_another_article_is_not_taken_for_a_version(
    web: WebServer, services: Services, tmp_path: Path
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    other = page(
        tuple(
            f"The pier of Rookham will be shut until May for the {n}th time, said its keeper Jon"
            f" Aske, who has looked after it for {n} winters and more, at the {n}th inquiry."
            for n in range(4, 9)
        ),
        title="Pier shut until May",
        linked=pages.JSON_LD | {"headline": "Pier shut until May"},
    )
    web.serve("/pier", Answer(other.encode()))
    web.serve("/ferry", Answer(status=302, headers={"Location": "/pier"}))
    found = await services.web.add(DESK, web.url("/ferry"))
    assert (
        not found.is_known and found.version == 1 and found.citation.title == "Pier shut until May"
    )
    again = await services.web.add(DESK, web.url("/ferry"))
    assert again.is_known and again.citation.title == "Pier shut until May"
    assert len(rows(tmp_path, "articles")) == 2 and rows(tmp_path, "article_versions") == []


async def test_a_changed_file_is_a_version_of_the_page_it_was_saved_from(
    web: WebServer, services: Services
) -> None:
    await services.web.add(DESK, web.url("/ferry"))
    changed = tuple(text.replace("two million", "three million") for text in pages.PARAGRAPHS)
    second = await services.add_file(DESK, "saved.html", page(changed).encode())
    assert second.version == 2 and second.citation.url == web.url("/ferry")


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

    monkeypatch.setattr("gathering.keep_page", fail)
    with pytest.raises(RuntimeError):
        await services.web.add(DESK, web.url("/ferry"))
    assert await services.counts(DESK) == NOTHING and rows(tmp_path, "articles") == []
