"""`bot.py import`, `export`, `backup` and `restore`: what comes to a desk whole, and leaves it."""

from pathlib import Path

import click

from commandline import exports, names
from commandline.opening import opened
from commandline.options import on_desk
from newsroom.export import ExportFormat


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@on_desk
def import_file(file: Path, desk: str, data_dir: Path | None) -> int:
    """Import what `export jsonl` wrote, or names known beforehand from a CSV file.

    Such a CSV file begins with name,kind,aliases,description; semicolons part the aliases.
    """
    with opened(desk, data_dir) as one:
        if exports.is_export(one.services, file):
            return one.wait(exports.import_export(one.services, desk, file))
        return names.import_names(one, file)


@click.command()
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
    what = exports.Wanted(ExportFormat(form), out, with_discord_ids)
    with opened(desk, data_dir) as one:
        return one.wait(exports.export(one.services, desk, what))


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="The backup's file.")
@on_desk
def backup(out: Path | None, desk: str, data_dir: Path | None) -> int:
    """Back a desk up, also while the bot runs."""
    with opened(desk, data_dir) as one:
        return one.wait(exports.backup(one.services, desk, out))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", "replaces", is_flag=True, help="Keep the desk that is there aside.")
@on_desk
def restore(file: Path, replaces: bool, desk: str, data_dir: Path | None) -> int:
    """Make a backup the desk again, once it proves sound; stop the bot first."""
    with opened(desk, data_dir) as one:
        return one.wait(exports.restore(one.services, desk, file, replaces))
