"""How the command line speaks: lines, JSON objects and progress."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from presentation.sheet import Sheet
from presentation.text import inline

Advance = Callable[[int], None]


def json_line(record: object) -> str:
    """A record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def say(line: str) -> None:
    """A line on standard output, at once: whoever reads a pipe gets each answer as it comes."""
    print(line, flush=True)


def complain(line: str) -> None:
    """A line on standard error; what a file or a record is called may not break or colour it."""
    print(inline(line), file=sys.stderr, flush=True)


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Advance]:
    """A progress line on standard error where that is a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    ) as shown:
        task = shown.add_task(title, total=total)
        yield lambda done: shown.update(task, completed=done)


def show_sheet(sheet: Sheet, gap: str = "\n") -> None:
    """A sheet as text, or on a terminal laid out; what is imported for it is imported then."""
    from presentation.wording import sheet_text

    if not sys.stdout.isatty():
        say(sheet_text(sheet) + gap)
        return
    from rich.console import Console

    from presentation.terminal import reply_renderable

    Console().print(reply_renderable(sheet))
