"""Log lines without secrets: no token, and no words of an error, which may be an article's."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

QUIET = ("discord", "aiohttp", "asyncio", "trafilatura", "pypdf", "urllib3")
"""What others write at DEBUG holds messages and pages; theirs begin at INFO."""


class Redacted(logging.Formatter):
    """Lines in which the token never stands, whoever wrote them, and errors by class and place."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The line with the token blotted out."""
        line = super().format(record)
        return line.replace(self._token, "[token]") if self._token else line

    def formatException(self, ei: Any) -> str:
        """Where an error came from, and its class; its words may be what somebody wrote."""
        return "\n".join(_told(ei[1]))


def set_up(level: str, token: str | None = None) -> None:
    """Log to standard error from some level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))


def _told(error: BaseException | None) -> Iterator[str]:
    """An error and what it came of, outermost last, as places in the code."""
    if error is None:
        return
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _told(cause)
    yield from _places(error.__traceback__)
    yield type(error).__qualname__


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
