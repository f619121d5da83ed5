"""The session on the sample desk, from a pipe and from a terminal."""

import os
import pty
import re
import select
import time
from pathlib import Path

import pytest

from tests.console.conftest import SECONDS, Spawn, command


def test_piped_questions_are_answered_on_the_sample_desk(spawn: Spawn, tmp_path: Path) -> None:
    first = spawn(stdin="who is Kiriyenko?\n")
    assert first.returncode == 0, first.stderr
    assert "Sergey Kiriyenko" in first.stdout
    assert "DISCORD_TOKEN" in first.stdout
    assert (tmp_path / "data" / "desks" / "sample.db").exists()
    second = spawn(stdin="what sources back the Taiwan claim?\n")
    assert second.returncode == 0, second.stderr
    assert "Wall Street Journal" in second.stdout


def converse(words: list[str], folder: Path, typed: list[str]) -> tuple[str, int]:
    """What a terminal shows after each line is typed at the prompt, and the exit code."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ["TERM"] = "xterm"
        os.execv(words[0], words)
    shown = b""
    for line in typed:
        shown += _until_prompt(terminal)
        os.write(terminal, line.encode())
    shown += _until_prompt(terminal)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return shown.decode(errors="replace"), os.waitstatus_to_exitcode(status)


def _until_prompt(terminal: int) -> bytes:
    shown, deadline = b"", time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # the other side is gone
                return shown
            shown += part
            if not part:
                return shown
        elif re.search(rb"> (?:\x1b\[[0-9;?]*[A-Za-z])*$", shown):
            return shown
    raise AssertionError(f"no prompt within {SECONDS:g} s: {shown[-500:]!r}")


@pytest.mark.parametrize(
    ("ending", "code"), [("\x04", 0), ("quit\n", 0), ("\x03", 130)], ids=["end", "quit", "break"]
)
def test_a_session_in_a_terminal(
    tmp_path: Path, sample_folder: Path, ending: str, code: int
) -> None:
    words = command("ask", "--data-dir", sample_folder)
    shown, ended = converse(words, tmp_path, ["who is Kiriyenko?\n", "\n", ending])
    assert "Sergey Kiriyenko" in shown
    assert "Traceback" not in shown
    assert ended == code
