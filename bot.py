"""The entry point: `python bot.py COMMAND`."""

import io
import logging
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

import console
from commandline import logs
from commandline.checks import DISCORD_API
from commandline.claim_group import claim_group
from commandline.clock import local_zone
from commandline.embargo_group import embargo_group, with_embargo
from commandline.embargoes import Wanted
from commandline.entity_group import entity_group
from commandline.options import Day, Shards, Share, as_objects, in_folder, on_desk
from newsroom.audit import AT_THE_COMMAND_LINE, Act, current_act
from newsroom.errors import NewsroomError, SettingError
from newsroom.export import ExportFormat
from services import build_services
from settings import LogLevel, Settings, read_settings

SAMPLE_DESK = "sample"
FAILED, MISUSED, INTERRUPTED = 1, 2, 130

log = logging.getLogger("byline")
F = TypeVar("F", bound=Callable[..., Any])


class CommandLine(click.Group):
    """Turns every way in which a command can end into an exit code and one line."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line of this process; never returns."""
        _prepare_streams()
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
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


@click.group(
    cls=CommandLine,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def cli(ctx: click.Context) -> int:
    """Byline reads news articles and answers who is in them and who says what.

    Without a command it connects to Discord if DISCORD_TOKEN is set, and otherwise opens a session
    on a small sample desk.
    """
    if ctx.invoked_subcommand:
        return 0
    settings = _settings()
    if settings.discord_token:
        return _serve(settings, settings.data_dir, None)
    with console.open_desk(SAMPLE_DESK, settings.data_dir, settings) as desk:
        return console.sample_session(desk)


@cli.command()
@click.option("--shards", "share", type=Shards(), help="A share of the shards, such as 0-3/16.")
@in_folder
def run(share: Share | None, data_dir: Path | None) -> int:
    """Connect to Discord with DISCORD_TOKEN."""
    settings = _settings()
    return _serve(settings, data_dir or settings.data_dir, share)


@cli.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@with_embargo
@as_objects
@on_desk
def add(
    sources: tuple[str, ...],
    until: str | None,
    roles: tuple[int, ...],
    as_json: bool,
    desk: str,
    data_dir: Path | None,
) -> int:
    """Add articles: web addresses, files, folders, or - for standard input.

    Reads .txt, .md, .html, .pdf and .jsonl; the same text again changes nothing, a changed one is
    another version of its article. With --embargo-until each has an embargo of its own.
    """
    with _opened(desk, data_dir) as opened:
        return console.add(opened, sources, as_json, Wanted(until, roles))


@cli.command()
@click.argument("question", required=False)
@click.option("--why", is_flag=True, help="Say why each name and claim matched.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.png",
    help="Write a picture of the answer: who cites whom, or a timeline.",
)
@as_objects
@on_desk
def ask(
    question: str | None,
    why: bool,
    picture: Path | None,
    as_json: bool,
    desk: str,
    data_dir: Path | None,
) -> int:
    """Answer a question.

    Without one: a session, or from a pipe one question a line; "and what did he say?" leans on the
    answer before. In a session a question may end in --picture FILE.png.
    """
    if picture is not None and question is None:
        raise click.UsageError("--picture needs one QUESTION.", click.get_current_context())
    with _opened(desk, data_dir) as opened:
        return console.ask(opened, question, console.Showing(as_json, why, picture))


@cli.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@as_objects
@on_desk
def extract(sources: tuple[str, ...], as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Read articles without storing them: one JSON object each."""
    with _opened(desk, data_dir) as opened:
        return console.extract(opened, sources)


@cli.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@on_desk
def import_file(file: Path, desk: str, data_dir: Path | None) -> int:
    """Import what `export jsonl` wrote, or names known beforehand from a CSV file.

    Such a CSV file begins with name,kind,aliases,description; semicolons part the aliases.
    """
    with _opened(desk, data_dir) as opened:
        return console.import_file(opened, file)


@cli.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([each.value for each in ExportFormat]))
@click.option("--out", type=click.Path(path_type=Path), help="Where to; - is standard output.")
@click.option("--with-discord-ids", is_flag=True, help="Also roles, channels and who moved what.")
@on_desk
def export(
    form: str, out: Path | None, with_discord_ids: bool, desk: str, data_dir: Path | None
) -> int:
    """Export a desk: jsonl, csv, sqlite, jsonld or annotations.

    Only jsonl is read back by import. Tables go into a folder, or into one .zip file.
    """
    from commandline import exports as lines

    what = lines.Wanted(ExportFormat(form), out, with_discord_ids)
    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.export(opened.services, desk, what))


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), help="The backup's file.")
@on_desk
def backup(out: Path | None, desk: str, data_dir: Path | None) -> int:
    """Back a desk up, also while the bot runs."""
    from commandline import exports as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.backup(opened.services, desk, out))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", "replaces", is_flag=True, help="Keep the desk that is there aside.")
@on_desk
def restore(file: Path, replaces: bool, desk: str, data_dir: Path | None) -> int:
    """Make a backup the desk again, once it proves sound; stop the bot first."""
    from commandline import exports as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.restore(opened.services, desk, file, replaces))


@cli.command()
@click.argument("article", required=False)
@as_objects
@on_desk
def changes(article: str | None, as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Show the versions of an article and what changed in each.

    ARTICLE is its number, its address, or words of its title; without one, the newest changes.
    """
    from commandline import changes as lines

    with _opened(desk, data_dir) as opened:
        if article is None:
            return opened.wait(lines.list_changes(opened.services, desk, as_json))
        return opened.wait(lines.show_changes(opened.services, desk, article, as_json))


@cli.group(no_args_is_help=False)
def feeds() -> None:
    """Follow RSS and Atom feeds."""


def with_filter(command: F) -> F:
    """Add the option that says which items are wanted."""
    words = 'Which items: taiwan OR starlink NOT sport, "quoted phrases", sanction*.'
    return click.option("--filter", "wanted", metavar="WORDS", help=words)(command)


@feeds.command(name="add")
@click.argument("url")
@with_filter
@on_desk
def feeds_add(url: str, wanted: str | None, desk: str, data_dir: Path | None) -> int:
    """Follow a feed; again for another filter, or to go on with a paused one."""
    from commandline import feeds as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.add(opened.services, desk, url, wanted))


@feeds.command(name="remove")
@click.argument("feed")
@on_desk
def feeds_remove(feed: str, desk: str, data_dir: Path | None) -> int:
    """Follow a feed no longer, by number or address; what came from it stays."""
    from commandline import feeds as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.remove(opened.services, desk, feed))


@feeds.command(name="list")
@as_objects
@on_desk
def feeds_list(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """The feeds that are followed, and how reading them goes."""
    from commandline import feeds as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.show(opened.services, desk, as_json))


@feeds.command(name="check")
@click.argument("which", metavar="[FEED]...", nargs=-1)
@with_filter
@as_objects
@on_desk
def feeds_check(
    which: tuple[str, ...], wanted: str | None, as_json: bool, desk: str, data_dir: Path | None
) -> int:
    """Try feeds: for each item whether it would be read, and why; nothing is stored."""
    from commandline import feeds as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.check(opened.services, desk, which, wanted, as_json))


@feeds.command(name="read")
@click.option("--all", "is_all", is_flag=True, help="Also feeds that are not due, or paused.")
@as_objects
@on_desk
def feeds_read(is_all: bool, as_json: bool, desk: str, data_dir: Path | None) -> int:
    """Read what is new in the feeds that are due; the running bot does so by itself."""
    from commandline import feeds as lines

    with _opened(desk, data_dir) as opened:
        return opened.wait(lines.read(opened.services, desk, is_all, as_json))


@cli.group()
def story() -> None:
    """List stories, or move an article from one to another."""


@story.command(name="list")
@as_objects
@on_desk
def list_stories(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """List the newest stories with the numbers of their articles."""
    with _opened(desk, data_dir) as opened:
        return console.list_stories(opened, as_json)


@story.command()
@click.argument("article", type=click.IntRange(1, 2**63 - 1))
@click.argument("story")
@on_desk
def move(article: int, story: str, desk: str, data_dir: Path | None) -> int:
    """Put an article into a story: its number, its name, or new for one of its own.

    It stays there whatever comes; moving it back undoes it.
    """
    with _opened(desk, data_dir) as opened:
        return console.move_article(opened, article, story)


cli.add_command(entity_group(lambda desk, data_dir: _opened(desk, data_dir)))
cli.add_command(claim_group(lambda desk, data_dir: _opened(desk, data_dir)))
cli.add_command(embargo_group(lambda desk, data_dir: _opened(desk, data_dir)))


@cli.command()
@click.argument("article", type=click.IntRange(1, 2**63 - 1))
@on_desk
def forget(article: int, desk: str, data_dir: Path | None) -> int:
    """Delete an article and all that came only from it, by its number in `story list`."""
    with _opened(desk, data_dir) as opened:
        return console.forget(opened, article)


@cli.command()
@as_objects
@on_desk
def audit(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """List who did what last on a desk, newest first."""
    with _opened(desk, data_dir) as opened:
        return console.audit(opened, as_json)


@cli.command()
@click.option("--date", "day", type=Day(), help="The day, as 2024-10-25.  [default: today]")
@click.option("--since", type=Day(), help="The first of several days.")
@click.option("--timezone", "zone", help="Where the days begin.  [default: this machine's]")
@as_objects
@on_desk
def digest(
    day: date | None,
    since: date | None,
    zone: str | None,
    as_json: bool,
    desk: str,
    data_dir: Path | None,
) -> int:
    """Print a day's digest: what the articles brought that came on that day.

    Without a date today's, or that of the last day on which an article came.
    """
    with _opened(desk, data_dir) as opened:
        return console.digest(opened, console.Days(day, since, zone or local_zone()), as_json)


@cli.command()
@click.option("--audit", "is_audit", is_flag=True, help="Check the desk's audit, and only that.")
@click.option("--discord-api", hidden=True, default=DISCORD_API, help="Discord's API.")
@on_desk
def doctor(is_audit: bool, discord_api: str, desk: str, data_dir: Path | None) -> int:
    """Check settings, language pipeline, desk and Discord."""
    settings = _settings()
    folder = data_dir or settings.data_dir
    with console.open_desk(desk, folder, settings) as opened:
        if is_audit:
            return console.check_audit(opened, folder)
        return console.doctor(opened, settings, folder, discord_api)


def _settings() -> Settings:
    settings = read_settings()
    if settings.log_level is LogLevel.DEBUG:
        token = settings.discord_token.reveal() if settings.discord_token else None
        logs.set_up(settings.log_level, token)
    return settings


def _opened(desk: str, data_dir: Path | None) -> AbstractContextManager[console.Desk]:
    """A desk to work on; what is written there is recorded as the command line's."""
    settings = _settings()
    context = click.get_current_context()
    act = Act(context.command_path.partition(" ")[2], AT_THE_COMMAND_LINE, is_write=True)
    token = current_act.set(act)
    context.call_on_close(lambda: current_act.reset(token))
    return console.open_desk(desk, data_dir or settings.data_dir, settings)


def _serve(settings: Settings, data_dir: Path, share: Share | None) -> int:
    """Connect to Discord until told to stop."""
    if settings.discord_token is None:
        raise SettingError(
            "DISCORD_TOKEN: not set; put it into .env or the environment (README.md says how)."
        )
    from commandline import gateway  # here, since it brings discord.py, which nothing else needs

    services = build_services(
        data_dir, settings.nlp_model, allow_private_urls=settings.allow_private_urls
    )
    gateway.serve(settings.discord_token.reveal(), services, settings.log_level, share)
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


def _end(code: int, line: str) -> int:
    click.echo(line, err=True)
    return code


if __name__ == "__main__":
    try:
        cli(prog_name="bot.py")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            os._exit(INTERRUPTED)  # at once, rather than when the article at hand has been read
        raise
