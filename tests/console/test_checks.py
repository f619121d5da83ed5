"""The doctor's checks, with a stand-in for Discord on the loopback interface."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from commandline.checks import (
    Health,
    check_data_dir,
    check_discord,
    check_feeds,
    check_model,
    check_store,
    check_token,
)
from newsroom.desk import DeskCounts
from newsroom.errors import SettingError, StoreError
from newsroom.feed import Feed, FeedId

TOKEN = "planted.token.0123456789"
GATEWAY = {
    "url": "wss://gateway.example",
    "shards": 2,
    "session_start_limit": {
        "total": 1000,
        "remaining": 999,
        "reset_after": 0,
        "max_concurrency": 1,
    },
}


class _Discord(BaseHTTPRequestHandler):
    """Answers as Discord's gateway routes do; the path before them says how it fails."""

    def do_GET(self) -> None:
        if "/slow/" in self.path:
            time.sleep(1)
        is_bot = self.path.endswith("/gateway/bot")
        status = 200
        if "/down/" in self.path:
            status = 503
        elif is_bot and self.headers["Authorization"] != f"Bot {TOKEN}":
            status = 401
        body = {"/odd/": "[]", "/html/": "<html>"}.get(self.path[: self.path.find("/", 1) + 1])
        gateway = GATEWAY if is_bot else {"url": GATEWAY["url"]}
        self.send_response(status)
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write((body or json.dumps(gateway)).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@contextmanager
def discord_on_loopback() -> Iterator[str]:
    """The address of a stand-in for Discord's API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Discord)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with discord_on_loopback() as address:
        yield address


def test_discord_answers_without_a_token(api: str) -> None:
    check = check_discord(None, api)
    assert check.health is Health.OK
    assert "wss://gateway.example" in check.found


def test_discord_takes_the_token(api: str) -> None:
    check = check_discord(TOKEN, api)
    assert check.health is Health.OK
    assert "token accepted" in check.found
    assert TOKEN not in repr(check)


def test_a_refused_token_is_named_and_never_shown(api: str) -> None:
    check = check_discord("wrong.token", api)
    assert check.health is Health.FAILED
    assert "DISCORD_TOKEN" in check.found
    assert "wrong.token" not in repr(check)


@pytest.mark.parametrize("route", ["/down", "/odd", "/html"])
def test_an_odd_answer_is_no_traceback(api: str, route: str) -> None:
    check = check_discord(None, api + route)
    assert check.health is Health.NOTE
    assert check_discord(TOKEN, api + route).health is Health.FAILED


def test_a_slow_answer_is_given_up_in_time(api: str) -> None:
    check = check_discord(TOKEN, f"{api}/slow", seconds=0.2)
    assert check.health is Health.FAILED


def test_nobody_there_matters_only_with_a_token() -> None:
    assert check_discord(None, "http://127.0.0.1:9").health is Health.NOTE
    assert check_discord(TOKEN, "http://127.0.0.1:9").health is Health.FAILED


def test_token_and_model() -> None:
    def fails() -> str:
        raise SettingError("NLP_MODEL: no such pipeline.")

    assert check_token(True).health is Health.OK
    assert check_token(False).health is Health.NOTE
    assert check_model(lambda: "en_core 1.0 (tagger)").found == "en_core 1.0 (tagger)"
    assert check_model(fails).health is Health.FAILED


def test_the_store(tmp_path: Path) -> None:
    def fails() -> DeskCounts:
        raise StoreError("The desk file is damaged.")

    file = tmp_path / "local.db"
    assert check_store(file, fails).health is Health.OK
    file.touch()
    assert check_store(file, fails).health is Health.FAILED
    assert "5 articles" in check_store(file, lambda: DeskCounts(5, 4, 3, 2, 1)).found


def test_the_folder_of_the_desks(tmp_path: Path) -> None:
    assert check_data_dir(tmp_path).health is Health.OK
    assert "made when" in check_data_dir(tmp_path / "a" / "b").found


def test_paused_feeds_are_named() -> None:
    now = datetime(2031, 3, 5, tzinfo=UTC)
    well, ill = (
        Feed(FeedId(number), "https://a.example/", None, None, None, now, is_paused=number == 2)
        for number in (1, 2)
    )
    assert check_feeds(lambda: (well,)).found == "1 followed, 0 paused"
    check = check_feeds(lambda: (well, ill))
    assert check.health is Health.NOTE and check.found == "2 followed, 1 paused (#2)"

    def fail() -> tuple[Feed, ...]:
        raise StoreError("damaged")

    assert check_feeds(fail).health is Health.NOTE
