"""The picture of an answer, written to a file; the answer itself is out by then."""

import logging
import re
from pathlib import Path

from commandline.output import complain
from newsroom.answer import Reply
from presentation.pictures.picture import draw_reply
from presentation.text import plural

log = logging.getLogger("byline")

NOTHING_TO_DRAW = "No picture: this answer has neither a sourcing chain nor a date."
_ASKED_FOR = re.compile(r"(?P<question>.*?)\s+--picture(?:\s+|=)(?P<file>\S.*?)\s*", re.DOTALL)


def split_picture(line: str) -> tuple[str, Path | None]:
    """A line typed in a session: the question, and the file after `--picture` if it ends so."""
    found = _ASKED_FOR.fullmatch(line)
    return (found["question"], Path(found["file"])) if found else (line, None)


def write_picture(reply: Reply, path: Path) -> int:
    """Write the picture of an answer and say so; 1 where there is none, in one line."""
    try:
        picture = draw_reply(reply)
    except Exception as error:
        log.debug("Picture not drawn", exc_info=error)
        complain(f"{path}: the picture could not be drawn ({type(error).__name__}).")
        return 1
    if picture is None:
        complain(NOTHING_TO_DRAW)
        return 1
    try:
        path.write_bytes(picture.content)
    except OSError as error:
        complain(f"{path}: {(error.strerror or 'cannot be written').lower()}.")
        return 1
    complain(f"Picture written to {path} ({plural(len(picture.content), 'byte')}).")
    return 0
