"""A plain HTTP server that says exactly what a test wants, byte by byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

SELF_SIGNED = Path(__file__).parent / "selfsigned.pem"
"""A key and its certificate for 127.0.0.1, made for these tests; nobody else trusts it."""

HTML = "text/html; charset=utf-8"
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says; `pieces` are sent one by one without a stated length."""

    content: bytes = b""
    content_type: str | None = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes] | None = None
    pause: float = 0.0
    stated_length: int | None = None
    raw: bytes | None = None


Route = Answer | Callable[[Request], Answer]


class WebServer:
    """Answers by path and remembers who came."""

    def __init__(self, host: str = "127.0.0.1", *, is_secure: bool = False) -> None:
        self.host, self.port = host, 0
        self._scheme = "https" if is_secure else "http"
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.connections = 0
        self.sent = 0
        self._serving: set[asyncio.Task[None]] = set()

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path, under this host's number or another name."""
        return f"{self._scheme}://{host or self.host}:{self.port}{path}"

    def serve(self, path: str, route: Route) -> str:
        """Say that under a path from now on; its address."""
        self.routes[path] = route
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.requests]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["WebServer"]:
        """The server, on a free port."""
        tls = None
        if self._scheme == "https":
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(SELF_SIGNED)
        server = await asyncio.start_server(self._serve, self.host, 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in tuple(self._serving):
                task.cancel()
            await asyncio.gather(*self._serving, return_exceptions=True)

    @contextmanager
    def in_thread(self) -> Iterator["WebServer"]:
        """The server beside a test that runs loops of its own."""
        loop = asyncio.new_event_loop()
        thread = Thread(target=loop.run_forever, daemon=True)
        thread.start()
        running = self.running()
        asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result()
        try:
            yield self
        finally:
            ending = running.__aexit__(None, None, None)
            asyncio.run_coroutine_threadsafe(ending, loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        try:
            await self._converse(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request = _read_request(head)
            self.requests.append(request)
            route = self.routes.get(request.path.partition("?")[0], Answer(status=404))
            await self._send(writer, route if isinstance(route, Answer) else route(request))

    async def _send(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        if answer.raw is not None:
            writer.write(answer.raw)
            await writer.drain()
            return
        writer.write(_head(answer))
        for piece in answer.pieces if answer.pieces is not None else (answer.content,):
            writer.write(piece)
            await writer.drain()
            self.sent += len(piece)
            if answer.pause:
                await asyncio.sleep(answer.pause)


def _read_request(head: str) -> Request:
    first, *lines = head.split("\r\n")
    fields = (line.partition(":") for line in lines if line)
    return Request(first.split(" ")[1], {name.lower(): text.strip() for name, _, text in fields})


def _head(answer: Answer) -> bytes:
    fields = {"Connection": "close"} | dict(answer.headers)
    if answer.content_type is not None:
        fields["Content-Type"] = answer.content_type
    length = len(answer.content) if answer.stated_length is None else answer.stated_length
    if answer.pieces is None or answer.stated_length is not None:
        fields["Content-Length"] = str(length)
    lines = [f"HTTP/1.1 {answer.status} {REASONS.get(answer.status, 'Whatever')}"]
    lines += [f"{name}: {text}" for name, text in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
