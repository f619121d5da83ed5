"""The feeds of a desk in a terminal: follow, list, try and read."""

from dataclasses import asdict
from datetime import UTC, datetime

from commandline.output import complain, json_line, say
from newsroom.errors import NewsroomError
from newsroom.feed import Feed, FeedReport
from presentation.feeds import (
    NONE_FOLLOWED,
    feed_line,
    followed_line,
    removed_line,
    report_lines,
)
from presentation.text import inline
from services import Services


async def add(services: Services, desk: str, url: str, wanted: str | None) -> int:
    """Follow a feed."""
    say(inline(followed_line(await services.feeds.add(desk, url, wanted, None, _now()))))
    return 0


async def remove(services: Services, desk: str, which: str) -> int:
    """Follow a feed no longer."""
    say(inline(removed_line(await services.feeds.remove(desk, which))))
    return 0


async def show(services: Services, desk: str, as_json: bool) -> int:
    """Every feed, a line each."""
    feeds = await services.feeds.list(desk)
    for feed in feeds:
        say(json_line(_record(feed)) if as_json else inline(feed_line(feed)))
    if not feeds and not as_json:
        say(NONE_FOLLOWED)
    return 0


async def check(
    services: Services, desk: str, which: tuple[str, ...], wanted: str | None, as_json: bool
) -> int:
    """What reading feeds would do with each item, and why; nothing is read or stored."""
    chosen = which or tuple(feed.url for feed in await services.feeds.list(desk))
    if not chosen and not as_json:
        say(NONE_FOLLOWED)
    failed = False
    for each in chosen:
        try:
            _say_report(await services.feeds.check(desk, each, wanted), as_json)
        except NewsroomError as error:
            failed = True
            line = str(error)
            complain(inline(f"{each}: {line[:1].lower()}{line[1:]}"))
    return 1 if failed else 0


async def read(services: Services, desk: str, is_all: bool, as_json: bool) -> int:
    """Read the feeds that are due, or all; 1 when some could not be read."""
    reports = await services.feeds.read_due(desk, _now(), _notify, is_all=is_all)
    for report in reports:
        _say_report(report, as_json)
    if not reports and not as_json:
        say("No feed is due.")
    return 1 if any(report.problem for report in reports) else 0


def _say_report(report: FeedReport, as_json: bool) -> None:
    if as_json:
        say(json_line(asdict(report)))
        return
    for line in report_lines(report):
        (complain if report.problem else say)(inline(line))


async def _notify(desk: str, feed: Feed) -> None:
    complain(f"Desk {desk}: feed #{feed.feed_id} has been paused; add it again to go on.")


def _record(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.feed_id,
        "url": feed.url,
        "title": feed.title,
        "filter": feed.wanted,
        "checked_at": feed.checked_at.isoformat() if feed.checked_at else None,
        "due_at": feed.due_at.isoformat(),
        "failures": feed.failures,
        "problem": feed.problem,
        "paused": feed.is_paused,
    }


def _now() -> datetime:
    return datetime.now(UTC)
