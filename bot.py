"""The entry point: `python bot.py COMMAND`."""

import os
from pathlib import Path

import click

import console
from commandline import article_commands, desk_commands, exchange_commands
from commandline.claim_group import claim_group
from commandline.embargo_group import embargo_group
from commandline.endings import INTERRUPTED, CommandLine
from commandline.entity_group import entity_group
from commandline.feeds_group import feeds
from commandline.opening import open_desk, opened, own_settings
from commandline.options import Shards, Share, as_objects, in_folder, on_desk
from commandline.story_group import story
from newsroom.errors import SettingError
from services import build_services
from settings import Settings

SAMPLE_DESK = "sample"
COMMANDS = (
    *(article_commands.add, article_commands.extract),
    *(article_commands.show_changes, article_commands.forget),
    *(exchange_commands.import_file, exchange_commands.export),
    *(exchange_commands.backup, exchange_commands.restore),
    *(desk_commands.digest, desk_commands.audit, desk_commands.doctor),
    *(entity_group(opened), claim_group(opened), embargo_group(opened), feeds, story),
)


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
    settings = own_settings()
    if settings.discord_token:
        return _serve(settings, settings.data_dir, None)
    with open_desk(SAMPLE_DESK, settings.data_dir, settings) as desk:
        return console.sample_session(desk)


@cli.command()
@click.option("--shards", "share", type=Shards(), help="A share of the shards, such as 0-3/16.")
@in_folder
def run(share: Share | None, data_dir: Path | None) -> int:
    """Connect to Discord with DISCORD_TOKEN."""
    settings = own_settings()
    return _serve(settings, data_dir or settings.data_dir, share)


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
    with opened(desk, data_dir) as one:
        return console.ask(one, question, console.Showing(as_json, why, picture))


for _command in COMMANDS:
    cli.add_command(_command)


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


if __name__ == "__main__":
    try:
        cli(prog_name="bot.py")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            os._exit(INTERRUPTED)  # at once, rather than when the article at hand has been read
        raise
