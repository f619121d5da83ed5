"""What keeps the token to this process: no core file, and a warning where its file is readable."""

import logging
from pathlib import Path

from settings import TOKEN, holds_token

log = logging.getLogger("byline")

READABLE = "%s holds %s and can be read by others on this machine; to keep it yours: chmod 600 %s"


def keep_to_ourselves(env_file: Path) -> None:
    """Leave the token out of core files, and warn where others can read the file that holds it.

    It warns rather than refuses: on a mounted folder, or in a container, the rights of a file are
    often not ours to change, and the bot must come up all the same.
    """
    _leave_no_core_file()
    if holds_token(env_file) and env_file.stat().st_mode & 0o077:
        log.warning(READABLE, env_file, TOKEN, env_file)


def _leave_no_core_file() -> None:
    """A crash is to leave no copy of the memory, where the system lets a process say so."""
    try:
        import resource
    except ImportError:  # not on Windows, which writes none of itself
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
