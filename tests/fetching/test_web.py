"""Pages from a web of our own: good, slow, huge, hostile; and who was connected to."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from ipaddress import IPv4Address
from itertools import repeat

import pytest
import pytest_asyncio

from fetching.addresses import PUBLIC_ONLY, REFUSED, IpAddress, Rules, is_public
from fetching.bodies import BROKEN, TOO_LARGE, UNASKED
from fetching.web import (
    BAD_CERTIFICATE,
    FEED_KINDS,
    MAX_BYTES,
    PAGE_KINDS,
    TOO_MANY_REDIRECTS,
    TOO_SLOW,
    UNREACHABLE,
    Fetcher,
)
from newsroom.errors import FetchError
from newsroom.page import Page, Unchanged, Validators
from tests.web_stand_in.pages import GOOD
from tests.web_stand_in.server import SELF_SIGNED, Answer, Request, WebServer
from tests.web_stand_in.sockets import watched_connections

pytestmark = pytest.mark.asyncio

OURS, THEIRS = "127.0.0.1", "127.0.0.2"


def as_public(address: IpAddress) -> bool:
    """As on the web, but that 127.0.0.1 plays a public server; 127.0.0.2 stays a private one."""
    return address == IPv4Address(OURS) or is_public(address)


STAGE = Rules(as_public, None)


@pytest_asyncio.fixture
async def web() -> AsyncIterator[WebServer]:
    async with WebServer(OURS).running() as server:
        yield server


@pytest_asyncio.fixture
async def private() -> AsyncIterator[WebServer]:
    async with WebServer(THEIRS).running() as server:
        server.serve("/", Answer(b"secret"))
        yield server


async def got(url: str, fetcher: Fetcher | None = None) -> Page:
    """The page at an address."""
    found = await (fetcher or Fetcher(STAGE)).fetch(url, PAGE_KINDS)
    assert isinstance(found, Page)
    return found


async def refusal(url: str, fetcher: Fetcher | None = None) -> FetchError:
    """Why there is no page at an address."""
    with pytest.raises(FetchError) as caught:
        await got(url, fetcher)
    return caught.value


async def test_a_page_comes_with_what_the_server_says_of_it(web: WebServer) -> None:
    headers = {
        "ETag": '"v1"',
        "Last-Modified": "Tue, 04 Mar 2031 09:20:00 GMT",
        "Cache-Control": "public, max-age=300",
    }
    url = web.serve("/ferry", Answer(GOOD.encode(), headers=headers))
    page = await got(f"{url}?a=1#part")
    assert page == Page(
        f"{url}?a=1",
        "text/html",
        "utf-8",
        GOOD.encode(),
        Validators('"v1"', headers["Last-Modified"]),
        timedelta(seconds=300),
    )
    (request,) = web.requests
    assert request.path == "/ferry?a=1"
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert "Byline" in request.headers["user-agent"]
    assert not {"cookie", "referer", "authorization"} & set(request.headers)


@pytest.mark.parametrize(
    ("encoding", "content"),
    [("gzip", gzip.compress(GOOD.encode())), ("deflate", zlib.compress(GOOD.encode()))],
)
async def test_packed_pages_are_unpacked(web: WebServer, encoding: str, content: bytes) -> None:
    url = web.serve("/packed", Answer(content, headers={"Content-Encoding": encoding}))
    assert (await got(url)).content == GOOD.encode()


async def test_nothing_is_remembered_between_two_pages(web: WebServer) -> None:
    url = web.serve("/a", Answer(b"<p>a", headers={"Set-Cookie": "reader=1; Path=/"}))
    fetcher = Fetcher(STAGE)
    await got(url, fetcher)
    await got(url, fetcher)
    assert web.connections == 2
    assert not [request for request in web.requests if "cookie" in request.headers]


async def test_cookies_of_a_redirect_are_not_sent_on(web: WebServer) -> None:
    web.serve("/b", Answer(b"<p>b"))
    url = web.serve("/a", Answer(status=302, headers={"Location": "/b", "Set-Cookie": "id=1"}))
    await got(url)
    assert web.paths() == ["/a", "/b"] and "cookie" not in web.requests[1].headers


async def test_proxies_of_the_environment_are_not_used(
    web: WebServer, private: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, private.url("/"))
    monkeypatch.delenv("no_proxy", raising=False)
    await got(web.serve("/a", Answer(b"<p>a")))
    assert private.connections == 0


async def test_the_server_is_asked_whether_anything_changed(web: WebServer) -> None:
    def answer(request: Request) -> Answer:
        is_same = request.headers.get("if-none-match") == '"v1"'
        is_dated = request.headers.get("if-modified-since") == "yesterday"
        return Answer(status=304 if is_same and is_dated else 200, content_type="text/xml")

    url = web.serve("/feed", answer)
    fetcher = Fetcher(STAGE)
    found = await fetcher.fetch(url, FEED_KINDS, Validators('"v1"', "yesterday"))
    assert found == Unchanged()
    assert isinstance(await fetcher.fetch(url, FEED_KINDS, Validators('"v2"')), Page)


async def test_unchanged_is_no_answer_to_somebody_who_has_nothing(web: WebServer) -> None:
    error = await refusal(web.serve("/a", Answer(status=304)))
    assert "status 304" in str(error)


@pytest.mark.parametrize("mark", ["\xff\xfe", "x" * 501, "caf\xe9", ""])
async def test_marks_that_cannot_be_sent_back_are_not_kept(web: WebServer, mark: str) -> None:
    headers = {"ETag": mark, "Last-Modified": mark}
    page = await got(web.serve("/a", Answer(b"<p>a", headers=headers)))
    assert page.validators == Validators()
    url = web.serve("/b", Answer(b"<p>b", "text/html; charset=\xff\xfe"))
    assert (await got(url)).charset is None


async def test_redirects_are_followed_three_times_and_no_more(web: WebServer) -> None:
    for number in range(4):
        web.serve(f"/{number}", Answer(status=301, headers={"Location": f"{number + 1}"}))
    web.serve("/4", Answer(b"<p>end"))
    assert (await got(web.url("/1"))).url == web.url("/4")
    web.requests.clear()
    assert str(await refusal(web.url("/0"))) == TOO_MANY_REDIRECTS
    assert web.paths() == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    "location",
    [
        "ftp://tarnby.example/",
        "file:///etc/passwd",
        "http://127.0.0.2:{port}/",
        "//127.0.0.2:{port}/",
        "http://2130706434:{port}/",
        "http://0x7f.2:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://reader:secret@127.0.0.1:{port}/",
        "http://wiki.tarnby.example:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1/",
        "",
    ],
)
async def test_redirects_to_private_places_are_never_connected_to(
    web: WebServer, private: WebServer, location: str
) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return {"wiki.tarnby.example": (THEIRS,)}[host]

    headers = {"Location": location.format(port=private.port)}
    url = web.serve("/on", Answer(status=302, headers=headers))
    with watched_connections() as seen:
        error = await refusal(url, Fetcher(STAGE, lookup))
    if location:
        assert str(error) == REFUSED
    assert {address[0] for address in seen} == {OURS}
    assert private.connections == 0


@pytest.mark.parametrize(
    "addresses",
    [
        (THEIRS,),
        (OURS, THEIRS),
        (THEIRS, OURS),
        ("8.8.8.8", "10.0.0.1"),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::7f00:2",),
        ("fe80::1%lo",),
        ("169.254.169.254",),
        ("no address",),
        (),
    ],
)
async def test_a_name_with_one_bad_address_is_never_connected_to(
    private: WebServer, addresses: Sequence[str]
) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return addresses

    with watched_connections() as seen:
        url = f"http://news.tarnby.example:{private.port}/"
        assert str(await refusal(url, Fetcher(STAGE, lookup))) == REFUSED
    assert seen == [] and private.connections == 0


async def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_vetted(
    web: WebServer, private: WebServer
) -> None:
    """A rebinding resolver: public when asked first, private ever after."""
    answers = [(OURS,)]
    asked = []

    async def lookup(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers.pop(0) if answers else (THEIRS,)

    web.serve("/", Answer(b"<p>public"))
    fetcher = Fetcher(STAGE, lookup)
    url = f"http://rebinding.tarnby.example:{web.port}/"
    with watched_connections() as seen:
        assert (await got(url, fetcher)).content == b"<p>public"
    assert seen == [(OURS, web.port)] and asked == ["rebinding.tarnby.example"]
    with watched_connections() as seen:
        assert str(await refusal(url, fetcher)) == REFUSED
    assert seen == [] and private.connections == 0


async def test_each_redirect_to_a_name_is_resolved_and_vetted_anew(
    web: WebServer, private: WebServer
) -> None:
    answers = [(OURS,), (THEIRS,)]

    async def lookup(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    web.serve("/", Answer(status=302, headers={"Location": f"http://b.example:{private.port}/"}))
    with watched_connections() as seen:
        error = await refusal(f"http://a.example:{web.port}/", Fetcher(STAGE, lookup))
    assert str(error) == REFUSED
    assert seen == [(OURS, web.port)] and private.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "0"])
async def test_this_machine_is_never_connected_to_by_default(web: WebServer, host: str) -> None:
    with watched_connections() as seen:
        for url in (f"http://{host}:{web.port}/", f"http://{host}/", f"https://{host}/"):
            assert str(await refusal(url, Fetcher())) == REFUSED
    assert seen == [] and web.connections == 0


async def test_private_networks_are_asked_where_that_is_allowed(web: WebServer) -> None:
    web.serve("/", Answer(b"<p>hello"))
    fetcher = Fetcher.of(allow_private=True)
    for host in ("127.0.0.1", "localhost"):
        assert (await got(f"http://{host}:{web.port}/", fetcher)).content == b"<p>hello"
    assert str(await refusal(web.url("/"), Fetcher.of(allow_private=False))) == REFUSED


async def test_names_that_do_not_exist_are_refused_in_the_same_words() -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    assert str(await refusal("http://nowhere.example/", Fetcher(PUBLIC_ONLY, lookup))) == REFUSED


async def test_https_is_not_left_for_http(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=str(SELF_SIGNED))
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)
    web.serve("/", Answer(b"<p>plain"))
    async with WebServer(OURS, is_secure=True).running() as secure:
        secure.serve("/same", Answer(b"<p>secure"))
        there = secure.serve("/there", Answer(status=302, headers={"Location": "same"}))
        down = secure.serve("/down", Answer(status=302, headers={"Location": web.url("/")}))
        up = web.serve("/up", Answer(status=302, headers={"Location": secure.url("/same")}))
        assert (await got(there)).content == (await got(up)).content == b"<p>secure"
        assert str(await refusal(down)) == REFUSED
    assert web.paths() == ["/up"]


async def test_a_server_without_a_valid_certificate_is_not_read() -> None:
    async with WebServer(OURS, is_secure=True).running() as secure:
        assert str(await refusal(secure.url("/"))) == BAD_CERTIFICATE
        assert secure.requests == []


async def test_slow_servers_are_given_up_in_time(web: WebServer) -> None:
    drip = Answer(pieces=repeat(b"<p>drop</p>", 10_000), pause=0.02)
    silent = Answer(raw=b"")
    fetcher = Fetcher(STAGE, seconds=0.3)
    web.serve("/drip", drip)
    web.serve("/silent", Answer(pieces=(), stated_length=10, pause=0))
    error = await refusal(web.url("/drip"), fetcher)
    assert str(error) == TOO_SLOW.format(0.3) and error.is_passing
    web.serve("/mute", silent)
    assert str(await refusal(web.url("/mute"), fetcher)) == UNREACHABLE


async def test_slow_redirects_share_one_deadline(web: WebServer) -> None:
    async def lookup(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(0.2)
        return (OURS,)

    for name in "abc":
        following = chr(ord(name) + 1)
        location = {"Location": f"http://{following}.example:{web.port}/{following}"}
        web.serve(f"/{name}", Answer(status=302, headers=location))
    error = await refusal(f"http://a.example:{web.port}/a", Fetcher(STAGE, lookup, seconds=0.5))
    assert str(error) == TOO_SLOW.format(0.5)


async def test_huge_pages_are_stopped_where_they_are_too_large(web: WebServer) -> None:
    piece = b"<p>more</p>" * 10_000
    web.serve("/stated", Answer(b"x" * 10, stated_length=MAX_BYTES + 1))
    web.serve("/endless", Answer(pieces=repeat(piece, 1000)))
    too_large = TOO_LARGE.format(MAX_BYTES / 1e6)
    assert str(await refusal(web.url("/stated"))) == too_large
    assert str(await refusal(web.url("/endless"))) == too_large
    assert web.sent < 3 * MAX_BYTES


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
async def test_bombs_are_stopped_while_they_unpack(
    web: WebServer, encoding: str, pack: object
) -> None:
    assert callable(pack)
    bomb = pack(b" " * 100_000_000)
    url = web.serve("/bomb", Answer(bomb, headers={"Content-Encoding": encoding}))
    assert str(await refusal(url)) == TOO_LARGE.format(MAX_BYTES / 1e6)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
async def test_packings_that_were_not_asked_for_are_refused(web: WebServer, encoding: str) -> None:
    url = web.serve("/a", Answer(b"\x0b\x02", headers={"Content-Encoding": encoding}))
    assert str(await refusal(url)) == UNASKED


@pytest.mark.parametrize(
    "kind", ["image/png", "application/octet-stream", "video/mp4", "application/json"]
)
async def test_kinds_that_hold_no_article_are_refused_by_name(web: WebServer, kind: str) -> None:
    url = web.serve("/a", Answer(b"x", kind))
    assert kind in str(await refusal(url))


@pytest.mark.parametrize(
    ("status", "is_passing"), [(404, False), (403, False), (410, False), (429, True), (503, True)]
)
async def test_a_bad_status_is_said_and_whether_it_may_pass(
    web: WebServer, status: int, is_passing: bool
) -> None:
    url = web.serve("/a", Answer(GOOD.encode(), status=status, headers={"Retry-After": "90"}))
    error = await refusal(url)
    assert f"status {status}" in str(error) and error.is_passing is is_passing
    assert error.retry_after == timedelta(seconds=90)


async def test_a_date_to_come_back_is_measured_by_the_servers_own_clock(web: WebServer) -> None:
    headers = {
        "Date": "Tue, 04 Mar 2031 09:00:00 GMT",
        "Retry-After": "Tue, 04 Mar 2031 10:00:00 GMT",
    }
    error = await refusal(web.serve("/a", Answer(status=503, headers=headers)))
    assert error.retry_after == timedelta(hours=1)
    web.serve("/b", Answer(status=503, headers={"Retry-After": "soon"}))
    assert (await refusal(web.url("/b"))).retry_after is None


@pytest.mark.parametrize(
    "raw",
    [
        b"no http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"",
    ],
)
async def test_servers_that_speak_no_http_are_said_not_to_be_reached(
    web: WebServer, raw: bytes
) -> None:
    assert str(await refusal(web.serve("/", Answer(raw=raw)))) in (UNREACHABLE, BROKEN)


async def test_nobody_listening_is_said_plainly() -> None:
    async with WebServer(OURS).running() as gone:
        url = gone.url("/")
    error = await refusal(url)
    assert str(error) == UNREACHABLE and error.is_passing


async def test_cancelling_leaves_no_connection_open(web: WebServer) -> None:
    web.serve("/drip", Answer(pieces=repeat(b"<p>drop</p>", 10_000), pause=0.02))
    fetching = asyncio.create_task(got(web.url("/drip")))
    await asyncio.sleep(0.1)
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    await asyncio.sleep(0.1)
    assert web.sent < 1000
