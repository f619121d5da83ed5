"""How a command ends, whatever befalls it: an exit code, and one line on standard error."""

import io
import logging
import os
import sys
from typing import Any, NoReturn

import click

from newsroom.errors import NewsroomError, SettingError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130

log = logging.getLogger("byline")


class CommandLine(click.Group):
    """Turns every way in which a command can end into an exit code and one line."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line of this process; never returns."""
        _prepare_streams()
        logging.getLogger("storage").addHandler(logging.NullHandler())  # the error says it all
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            code = _end(MISUSED, _usage_words(error))
        except SettingError as error:
            code = _end(MISUSED, str(error))
        except NewsroomError as error:
            code = _end(FAILED, str(error))
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except OSError as error:
            code = _end(FAILED, _file_words(error))
        except Exception as error:
            log.debug("Unexpected failure", exc_info=error)
            words = "Something went wrong on our side; LOG_LEVEL=DEBUG shows where"
            code = _end(FAILED, f"{words} ({type(error).__name__}).")
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has seen enough (`| head`) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            return 0


def _prepare_streams() -> None:
    """Text goes out as UTF-8 whatever the locale; a lone surrogate becomes its JSON escape."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _usage_words(error: click.ClickException) -> str:
    words = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{words} See python {context.command_path} --help." if context else words


def _file_words(error: OSError) -> str:
    """What could not be read or written, standard output where no file is named."""
    if error.filename is None:
        _drop_output()
    reason = (error.strerror or type(error).__name__).lower()
    return f"{error.filename or 'standard output'}: {reason}."


def _drop_output() -> None:
    """Send what is still to be said nowhere, since nobody takes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(code: int, line: str) -> int:
    click.echo(line, err=True)
    return code
