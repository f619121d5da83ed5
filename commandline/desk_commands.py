"""`bot.py digest`, `audit` and `doctor`: what a whole desk has to tell, in a terminal."""

from datetime import date
from pathlib import Path

import click

from commandline import audits, digests
from commandline import doctor as checkup
from commandline.checks import DISCORD_API
from commandline.clock import local_zone
from commandline.opening import open_desk, opened, own_settings
from commandline.options import Day, as_objects, on_desk


@click.command()
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
    with opened(desk, data_dir) as one:
        return digests.digest(one, digests.Days(day, since, zone or local_zone()), as_json)


@click.command()
@as_objects
@on_desk
def audit(as_json: bool, desk: str, data_dir: Path | None) -> int:
    """List who did what last on a desk, newest first."""
    with opened(desk, data_dir) as one:
        return audits.list_entries(one, as_json)


@click.command()
@click.option("--audit", "is_audit", is_flag=True, help="Check the desk's audit, and only that.")
@click.option("--discord-api", hidden=True, default=DISCORD_API, help="Discord's API.")
@on_desk
def doctor(is_audit: bool, discord_api: str, desk: str, data_dir: Path | None) -> int:
    """Check settings, language pipeline, desk and Discord."""
    settings = own_settings()
    folder = data_dir or settings.data_dir
    with open_desk(desk, folder, settings) as one:
        if is_audit:
            return checkup.check_audit(one, folder)
        return checkup.check_all(one, settings, folder, discord_api)
