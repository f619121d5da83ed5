"""A desk to work on from the command line: the settings, the services and the loop they run in."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from commandline import logs
from newsroom.audit import AT_THE_COMMAND_LINE, Act, current_act
from services import Services, build_services
from settings import TOKEN, LogLevel, Settings, read_settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk with the services that work on it, and the loop that they run in."""

    name: str
    services: Services
    runner: asyncio.Runner

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What some work of the services comes to."""
        return self.runner.run(work)


Open = Callable[[str, Path | None], AbstractContextManager[Desk]]
"""How a group of commands opens the desk that it is told to."""


def own_settings() -> Settings:
    """The settings of this process; at DEBUG the log is set up as well.

    The token leaves the environment, so that nothing that is started from here inherits it.
    """
    settings = read_settings()
    os.environ.pop(TOKEN, None)
    if settings.log_level is LogLevel.DEBUG:
        token = settings.discord_token.reveal() if settings.discord_token else None
        logs.set_up(settings.log_level, token)
    return settings


def opened(desk: str, data_dir: Path | None) -> AbstractContextManager[Desk]:
    """A desk to work on; what is written there is recorded as the command line's."""
    settings = own_settings()
    context = click.get_current_context()
    act = Act(context.command_path.partition(" ")[2], AT_THE_COMMAND_LINE, is_write=True)
    token = current_act.set(act)
    context.call_on_close(lambda: current_act.reset(token))
    return open_desk(desk, data_dir or settings.data_dir, settings)


@contextmanager
def open_desk(name: str, data_dir: Path, settings: Settings) -> Iterator[Desk]:
    """A desk to work on; its services are closed at the end.

    An interrupt closes nothing, since that would wait for the article that is being read; what the
    store has not committed is undone when the file is next opened.
    """
    with asyncio.Runner() as runner:
        allowed = settings.allow_private_urls
        services = build_services(data_dir, settings.nlp_model, allow_private_urls=allowed)
        desk = Desk(name, services, runner)
        try:
            desk.wait(services.embargoes.settle(name, datetime.now(UTC)))
            yield desk
        except KeyboardInterrupt:
            raise
        except BaseException:
            desk.wait(desk.services.close())
            raise
        desk.wait(desk.services.close())
