"""`run`: the bot connects, answers until it is told to stop, and ends in one line otherwise."""

import asyncio
import logging
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from threading import Event, Thread
from typing import Any

import discord
import pytest

from tests.console.conftest import SECONDS, Invoke
from tests.console.conftest import TOKEN as WRONG_TOKEN
from tests.discord_stand_in.host import TOKEN
from tests.discord_stand_in.stand_in import StandIn


class _Discord:
    """The stand-in for Discord on a loop and thread of its own, beside the bot's."""

    def __init__(self) -> None:
        self.is_over = Event()
        self.started: Future[StandIn] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        self.started.result(SECONDS)

    async def _serve(self) -> None:
        async with StandIn() as running:
            running.add_guild("Desk A")
            self.started.set_result(running)
            await asyncio.to_thread(self.is_over.wait)

    def stop(self) -> None:
        self.is_over.set()
        self._thread.join(SECONDS)

    def is_identified(self) -> bool:
        """Whether a bot has told Discord its commands and who it is."""
        return self.started.result().gateway.identified > 0


@pytest.fixture
def stand_in() -> Iterator[_Discord]:
    running = _Discord()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Leave the log as it was before a command set it up."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("number", "code", "interrupts"),
    [
        (signal.SIGTERM, 0, signal.default_int_handler),
        (signal.SIGTERM, 0, signal.SIG_IGN),  # as for what a script has put into the background
        (signal.SIGINT, 130, signal.default_int_handler),
    ],
)
def test_the_bot_runs_until_it_is_stopped(
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
    stand_in: _Discord,
    number: signal.Signals,
    code: int,
    interrupts: Any,
) -> None:
    before = signal.signal(signal.SIGINT, interrupts)

    def stop_when_connected() -> None:
        waited = Event()
        while not stand_in.is_over.is_set():
            if stand_in.is_identified():
                os.kill(os.getpid(), number)
                return
            waited.wait(0.05)

    Thread(target=stop_when_connected, daemon=True).start()
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    try:
        result = invoke("run", "--shards", "0/1")
    finally:
        signal.signal(signal.SIGINT, before)
    assert result.exit_code == code, result.output
    assert TOKEN not in result.output
    assert "Traceback" not in result.output


def test_a_refused_token_is_one_line_and_2(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, stand_in: _Discord
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", WRONG_TOKEN)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    result = invoke("run")
    assert result.exit_code == 2
    assert result.stderr.startswith("DISCORD_TOKEN: Discord refused it")
    assert len(result.stderr.splitlines()) == 1
    assert WRONG_TOKEN not in result.output


def test_no_network_is_one_line_and_1(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    result = invoke()
    assert result.exit_code == 1
    assert result.stderr.startswith("Discord cannot be reached")
    assert len(result.stderr.splitlines()) == 1
