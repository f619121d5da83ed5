"""Questions in a terminal: one, those of a pipe, a session, and the session on the sample desk."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from commandline.clock import local_zone
from commandline.digests import Days, digest
from commandline.opening import Desk
from commandline.output import json_line, progress, say, show_sheet
from commandline.pictures import split_picture, write_picture
from newsroom.answer import Reply
from presentation.records import reply_record
from presentation.text import plural

SAMPLES = Path(__file__).resolve().parent / "samples"
HOW_TO_CONNECT = (
    "To connect to Discord, put DISCORD_TOKEN=… into .env and run this again; README.md says how."
)
DIGEST = "digest"
_FAREWELLS = frozenset({"exit", "quit", "bye"})


@dataclass(frozen=True, slots=True)
class Showing:
    """How answers are shown: as JSON, with why each name and claim matched, as a picture too."""

    as_json: bool = False
    why: bool = False
    picture: Path | None = None


def ask(desk: Desk, question: str | None, showing: Showing) -> int:
    """Answer one question, or without one every question of a session or a pipe.

    1 when there is no picture although one was asked for.
    """
    if question is not None:
        reply = _answer(desk, question, showing, None)
        return 0 if showing.picture is None else write_picture(reply, showing.picture)
    previous: Reply | None = None
    for line in _questions():
        if line.casefold() == DIGEST and not showing.as_json:
            digest(desk, Days(zone=local_zone()), as_json=False)
            continue
        asked, picture = split_picture(line) if sys.stdin.isatty() else (line, None)
        previous = _answer(desk, asked, showing, previous)
        if picture is not None:
            write_picture(previous, picture)
    return 0


def sample_session(desk: Desk) -> int:
    """Questions on a small desk of sample articles, which are added on first use."""
    paths = sorted(SAMPLES.glob("*.txt"))
    if desk.wait(desk.services.counts(desk.name)).articles < len(paths):
        with progress("Reading the sample articles, once", len(paths)) as advance:
            for done, path in enumerate(paths, start=1):
                desk.wait(desk.services.add_file(desk.name, path.name, path.read_bytes()))
                advance(done)
    say(f"Byline on a sample desk: {plural(len(paths), 'article')} about one story.")
    say(HOW_TO_CONNECT)
    return ask(desk, None, Showing())


def _answer(desk: Desk, question: str, showing: Showing, previous: Reply | None) -> Reply:
    """Answer one question; in a session it may lean on the answer before.

    The lines of a pipe stand by themselves, but for those that open with "and" or "what about".
    """
    started = perf_counter()
    whole = desk.services.continue_question(
        question, previous, only_explicit=not sys.stdin.isatty()
    )
    is_continued = whole != question
    reply = desk.wait(desk.services.ask(desk.name, whole, is_continued=is_continued))
    elapsed = (perf_counter() - started) * 1000
    if showing.as_json:
        record = reply_record(reply, round(elapsed, 1), with_why=showing.why)
        say(json_line(record | {"question": question, "understood": whole}))
    else:
        _show(reply, with_why=showing.why)
    return reply


def _show(reply: Reply, *, with_why: bool) -> None:
    from presentation.wording import reply_sheet

    show_sheet(reply_sheet(reply, with_why=with_why))


def _questions() -> Iterator[str]:
    """The questions of a terminal or a pipe, one a line, until the input ends."""
    is_session = sys.stdin.isatty()
    if is_session:
        _prepare_session()
    while line := _next_line(is_session):
        question = line.strip()
        if is_session and question.lower() in _FAREWELLS:
            return
        if question:
            yield question


def _prepare_session() -> None:
    with suppress(ImportError):
        import readline  # noqa: F401  (gives `input` its history and editing keys)
    say('Ask, for example: who is Sergey Kiriyenko? "digest" tells what is new; "quit" ends.')


def _next_line(is_session: bool) -> str:
    """The next line with its end; empty at the end of the input."""
    if not is_session:
        return sys.stdin.readline()
    try:
        return input("> ") + "\n"
    except EOFError:
        print()
        return ""
