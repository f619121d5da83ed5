"""Adding articles: by file and by form, for those who may."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from cogs.ingest import ARTICLE_BYTES, NOTHING_TO_ADD, PAGE_BYTES, TWO_GIVEN, find_links
from cogs.rights import ROLES_UNSET
from extraction.reading import MAX_CHARS, MAX_PAGE_BYTES
from fetching.addresses import REFUSED
from gathering import fetch_from
from services import Services
from tests.cogs.desk_room import Newsroom, sample
from tests.cogs.fake_services import Stalled
from tests.discord_stand_in.world import Upload
from tests.web_stand_in import pages
from tests.web_stand_in.server import Answer, WebServer

pytestmark = pytest.mark.asyncio

NEW = Upload(
    "harbour.txt",
    b"Harbour bridge to close\n\nThe bridge will close on Monday, mayor Ada Lunt said. "
    b'"We have no choice," Lunt told reporters.\n',
    "text/plain",
)
PASTED = "The ferry has been sold, harbour master Ines Rook said on Tuesday.\n\nNobody objected."


LABELS = {"Title (optional)", "Text", "Text, second part", "Text, third part"}


@pytest.mark.usefixtures("bot")
async def test_file_is_read_once_and_answers_questions(room: Newsroom) -> None:
    reply = await room.stand_in.slash(room.manager, room.channel, "add", {"file": NEW})
    assert "Added to the desk" in reply.text and not reply.ephemeral
    assert reply.deferred
    again = await room.stand_in.slash(room.manager, room.channel, "add", {"file": NEW})
    assert "Already on the desk" in again.text
    who = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Lunt"})
    assert "Ada Lunt" in who.text


@pytest.mark.usefixtures("bot")
async def test_known_sample_is_said_to_be_known(room: Newsroom) -> None:
    reply = await room.stand_in.slash(
        room.manager, room.channel, "add", {"file": sample("northgate")}
    )
    assert "Already on the desk" in reply.text


@pytest.mark.usefixtures("bot")
async def test_form_is_read(room: Newsroom) -> None:
    opened = await room.stand_in.slash(room.manager, room.channel, "add")
    assert opened.modal is not None
    text = opened.modal.fields
    assert {field["label"] for field in text.values()} == LABELS
    given = {"Title (optional)": "Ferry sold", "Text": PASTED}
    reply = await room.stand_in.submit(room.manager, opened, given)
    assert "Added to the desk" in reply.text and "Ferry sold" in reply.text
    untitled = await room.stand_in.slash(room.manager, room.channel, "add")
    reply = await room.stand_in.submit(room.manager, untitled, {"Text": PASTED + " Not one."})
    assert "Added to the desk" in reply.text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"url": "http://127.0.0.1/"}, REFUSED),
        ({"url": "not an address"}, "only public http and https pages"),
        ({"url": "https://example.org/a", "file": NEW}, TWO_GIVEN),
        ({"file": Upload("big.txt", b"a" * (ARTICLE_BYTES + 1))}, "too large"),
        ({"file": Upload("empty.txt", b" ")}, "empty"),
        ({"file": Upload("@everyone `x`.exe", bytes(range(256)))}, "exe"),
    ],
)
async def test_what_cannot_be_read_is_said_privately(
    room: Newsroom, options: dict[str, str | Upload], line: str
) -> None:
    reply = await room.stand_in.slash(
        room.manager, room.channel, "add", options, until=lambda r: r.ephemeral
    )
    assert line in reply.text and "Reference" not in reply.text


async def test_limit_is_what_reading_takes() -> None:
    assert ARTICLE_BYTES == 4 * MAX_CHARS and PAGE_BYTES == MAX_PAGE_BYTES


@pytest.mark.usefixtures("bot")
async def test_too_large_a_file_is_not_downloaded(room: Newsroom) -> None:
    upload = Upload("big.txt", b"a" * (ARTICLE_BYTES + 1))
    await room.stand_in.slash(
        room.manager, room.channel, "add", {"file": upload}, until=lambda r: r.ephemeral
    )
    assert not [request for request in room.stand_in.requests if "big.txt" in request.path]


@pytest.mark.usefixtures("bot")
async def test_until_roles_are_set_only_managers_add(room: Newsroom) -> None:
    for options in ({"file": NEW}, {}, {"url": "https://example.org"}):
        reply = await room.stand_in.slash(room.bob, room.channel, "add", options)
        assert ROLES_UNSET in reply.text and reply.ephemeral and reply.modal is None


@pytest.mark.usefixtures("bot")
async def test_contributors_add_and_others_are_told_what_they_lack(room: Newsroom) -> None:
    await room.set_contributors()
    reply = await room.stand_in.slash(room.bob, room.channel, "add", {"file": NEW})
    assert "Added to the desk" in reply.text
    refused = await room.stand_in.slash(room.alice, room.channel, "add", {"file": NEW})
    assert refused.ephemeral and "reporters" in refused.text


@pytest.mark.usefixtures("bot")
async def test_role_is_asked_for_again_when_the_form_is_sent(room: Newsroom) -> None:
    await room.set_contributors()
    opened = await room.stand_in.slash(room.bob, room.channel, "add")
    room.bob.roles.clear()
    reply = await room.stand_in.submit(room.bob, opened, {"Text": PASTED})
    assert reply.ephemeral and "reporters" in reply.text
    status = await room.stand_in.slash(room.manager, room.channel, "desk status")
    assert "5 articles" in status.text


@pytest.mark.usefixtures("hurried")
async def test_stalled_roles_keep_nobody_waiting(room: Newsroom) -> None:
    async with room.running(Stalled(room.data_dir)):
        refused = await room.stand_in.slash(
            room.bob, room.channel, "add", {"file": NEW}, until=lambda r: bool(r.embeds)
        )
        assert refused.deferred and refused.ephemeral and ROLES_UNSET in refused.text
        opened = await room.stand_in.slash(room.bob, room.channel, "add")
        assert opened.modal is not None
        sent = await room.stand_in.submit(
            room.bob, opened, {"Text": PASTED}, until=lambda r: bool(r.embeds)
        )
        assert sent.ephemeral and ROLES_UNSET in sent.text


@pytest.mark.usefixtures("bot")
async def test_look_ups_are_acknowledged_while_a_long_article_is_read(
    room: Newsroom,
) -> None:
    body = sample("strait").content.decode().replace("Strait Review", "Selwick Courier")
    long = Upload("long.txt", ("Long one\n\n" + "\n\n".join([body] * 12)).encode())
    adding = asyncio.create_task(
        room.stand_in.slash(room.manager, room.channel, "add", {"file": long}, patience=60)
    )
    answered = 0
    while not adding.done():
        reply = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Putin"})
        assert "Putin" in reply.text and reply.deferred
        answered += 1
    added = await adding
    assert "Added to the desk" in added.text and added.deferred
    assert answered > 2


@pytest_asyncio.fixture
async def web(room: Newsroom) -> AsyncIterator[WebServer]:
    """A web of our own, and the bot allowed to read from it."""
    async with WebServer().running() as server:
        server.serve("/ferry", Answer(pages.GOOD.encode()))
        server.serve("/pier", Answer(pages.page(title="The pier is shut").encode()))
        server.serve("/paid", Answer(pages.WORDED_PAYWALL.encode()))
        async with room.running(Services(room.data_dir, fetch=fetch_from(allow_private=True))):
            yield server


async def test_a_url_is_read_and_the_same_again_changes_nothing(
    room: Newsroom, web: WebServer
) -> None:
    options = {"url": web.url("/ferry?utm_campaign=x")}
    reply = await room.stand_in.slash(room.manager, room.channel, "add", options)
    assert "Added to the desk" in reply.text and pages.TITLE in reply.text
    assert reply.deferred and not reply.ephemeral
    again = await room.stand_in.slash(room.manager, room.channel, "add", options)
    assert "Already on the desk" in again.text
    who = await room.stand_in.slash(room.alice, room.channel, "who", {"name": "Odile Brandt"})
    assert "mayor" in who.text


async def test_what_a_url_does_not_give_is_told_to_the_asker_alone(
    room: Newsroom, web: WebServer
) -> None:
    for path, words in (("/paid", "do not pay"), ("/gone", "status 404")):
        reply = await room.stand_in.slash(
            room.manager, room.channel, "add", {"url": web.url(path)}, until=lambda r: r.ephemeral
        )
        assert words in reply.text and "Reference" not in reply.text


async def test_a_message_with_a_link_is_added_by_its_link(room: Newsroom, web: WebServer) -> None:
    await room.set_contributors()
    content = f"see [this]({web.url('/ferry')}), and <{web.url('/pier')}>!"
    message = room.stand_in.post(room.alice, room.channel, content)
    reply = await room.stand_in.message_command(room.bob, room.channel, message, "Add to desk")
    assert "Added to the desk" in reply.text and pages.TITLE in reply.text
    assert "1 more" in reply.text and web.paths() == ["/ferry"]


async def test_a_message_without_a_link_is_added_by_its_text(
    room: Newsroom, web: WebServer
) -> None:
    message = room.stand_in.post(room.alice, room.channel, PASTED)
    reply = await room.stand_in.message_command(room.manager, room.channel, message, "Add to desk")
    assert "Added to the desk" in reply.text and "The ferry has been sold" in reply.text
    assert web.connections == 0


async def test_who_may_not_add_adds_no_message_either(room: Newsroom, web: WebServer) -> None:
    message = room.stand_in.post(room.alice, room.channel, web.url("/ferry"))
    reply = await room.stand_in.message_command(room.bob, room.channel, message, "Add to desk")
    assert reply.ephemeral and ROLES_UNSET in reply.text and web.connections == 0
    empty = room.stand_in.post(room.alice, room.channel, "")
    reply = await room.stand_in.message_command(
        room.manager, room.channel, empty, "Add to desk", until=lambda r: r.ephemeral
    )
    assert NOTHING_TO_ADD in reply.text


async def test_links_are_found_without_the_marks_around_them() -> None:
    content = (
        "(https://a.example/x_(y)) **https://b.example/q?a=b&c=d**, <HTTPS://c.example>."
        " https://a.example/x_(y) http:// mailto:x@y.example ||https://d.example/||"
    )
    assert find_links(content) == (
        "https://a.example/x_(y)",
        "https://b.example/q?a=b&c=d",
        "HTTPS://c.example",
        "https://d.example/",
    )
