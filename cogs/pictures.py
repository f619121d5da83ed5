"""Pictures beside answers: drawn on a thread of their own, and never at the cost of the answer."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import discord

from newsroom.answer import QuestionKind, Reply
from newsroom.desk import Ask
from presentation import limits
from presentation.pictures.picture import Picture, draw_reply, has_picture

log = logging.getLogger("byline.discord")

PICTURE = "picture"
"""The option of a question that asks for a picture."""

_ALWAYS = frozenset({QuestionKind.TIMELINE, QuestionKind.STORY})

Draw = Callable[[Reply], Picture | None]


class Pictures:
    """Draws one picture at a time, away from the event loop."""

    def __init__(self, draw: Draw = draw_reply, seconds: float = limits.PICTURE_SECONDS) -> None:
        self._draw, self._seconds = draw, seconds
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")

    async def files(
        self, ask: Ask, reply: Reply, permissions: discord.Permissions
    ) -> list[discord.File]:
        """The picture of an answer as a file to attach, where one is wanted and can be had."""
        if not (is_wanted(ask, reply) and permissions.attach_files):
            return []
        loop = asyncio.get_running_loop()
        try:
            drawing = loop.run_in_executor(self._thread, self._draw, reply)
            picture = await asyncio.wait_for(drawing, self._seconds)
        except Exception as error:
            log.warning("An answer goes out without its picture: %s", type(error).__name__)
            return []
        return [_file(picture)] if picture else []

    def close(self) -> None:
        """Let go of the thread; what still waits to be drawn no longer is."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def is_wanted(ask: Ask, reply: Reply) -> bool:
    """Whether an answer goes with a picture: timelines and stories do, others if asked for one."""
    is_asked_for = PICTURE in dict(ask.options) or reply.question.kind in _ALWAYS
    return is_asked_for and has_picture(reply)


def _file(picture: Picture) -> discord.File:
    return discord.File(
        BytesIO(picture.content), filename=picture.name, description=picture.description
    )
