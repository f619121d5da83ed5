"""Services with a fault: they fail, stall, come too late, or cannot keep what was asked."""

import asyncio
from pathlib import Path

from ask_desk import AskDesk
from newsroom.answer import Reply
from newsroom.desk import Ask, AskId, DeskRoles
from newsroom.errors import StoreError
from services import Services
from tests.discord_stand_in.clock import Clock

SECRET = "/home/desk/secret.db line 42"


class Failing(Services):
    """Breaks in a way that nobody planned for."""

    async def who(self, desk: str, name: str) -> Reply:
        """Fail with words that no reader may see."""
        raise RuntimeError(SECRET)

    async def ask(self, desk: str, question: str, **given: object) -> Reply:
        """Fail likewise."""
        raise RuntimeError(SECRET)

    async def complete_names(self, desk: str, typed: str) -> tuple[()]:
        """Fail while somebody types."""
        raise RuntimeError(SECRET)


class Stalled(Services):
    """Takes longer than a first response may."""

    seconds = 1.1

    async def roles(self, desk: str) -> DeskRoles:
        """The roles, late."""
        await asyncio.sleep(self.seconds)
        return await super().roles(desk)

    async def who(self, desk: str, name: str) -> Reply:
        """The answer, late."""
        await asyncio.sleep(self.seconds)
        return await super().who(desk, name)


class Late(Services):
    """Answers when Discord no longer takes the answer."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        super().__init__(data_dir)
        self._clock = clock

    async def who(self, desk: str, name: str) -> Reply:
        """The answer, sixteen minutes later."""
        self._clock.advance(16 * 60)
        return await super().who(desk, name)


class ForgetfulAsks(AskDesk):
    """Cannot keep what was asked."""

    async def keep(self, desk: str, ask: Ask) -> AskId:
        """Fail as on a full disk."""
        raise StoreError("The desk file cannot be written: the disk is full.")


class Forgetful(Services):
    """Answers, and cannot keep what was asked."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.asks = ForgetfulAsks(self._desks)
