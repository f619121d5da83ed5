"""Feeds in words: which are followed and how that goes, and what became of each item."""

from newsroom.feed import Feed, FeedReport, ItemReport, Outcome
from presentation.dates import date_words
from presentation.text import fit, inline, plural, sentence_case

NONE_FOLLOWED = "This desk follows no feeds."
PAUSED = (
    "The feed {} has been paused: it could not be read {} in a row, since {}. {} To go on, add it"
    " again with /desk feeds add."
)
TITLE_SHOWN, REASON_SHOWN = 120, 200


def followed_line(feed: Feed) -> str:
    """That a feed is followed now, and by which filter as it was read."""
    which = f"items that meet: {feed.wanted}" if feed.wanted else "every item"
    return f"Following #{feed.feed_id} {feed_name(feed)}; {which}"


def removed_line(feed: Feed) -> str:
    """That a feed is followed no longer."""
    return f"No longer following #{feed.feed_id} {feed_name(feed)}; what came from it stays."


def feed_name(feed: Feed) -> str:
    """A feed's title, or its address where it has none."""
    return inline(feed.title or feed.url)


def feed_line(feed: Feed) -> str:
    """A feed in the list: number, title, address, filter and how reading it goes."""
    title = f"{feed_name(feed)} " if feed.title else ""
    wanted = f", items that meet: {feed.wanted}" if feed.wanted else ""
    return f"#{feed.feed_id} {title}<{inline(feed.url)}>{wanted}; {_state(feed)}"


def _state(feed: Feed) -> str:
    problem = inline(feed.problem or "")
    if feed.is_paused:
        return f"paused, last time: {problem}"
    if feed.failures:
        due = date_words(feed.due_at)
        return f"failed {plural(feed.failures, 'time')} in a row ({problem}), next try {due}"
    if feed.checked_at is None:
        return "not read yet"
    return f"read {date_words(feed.checked_at)}"


def report_lines(report: FeedReport) -> tuple[str, ...]:
    """What came of a feed: a summary, then a line for each item in the feed's order."""
    name = inline(report.title or report.url)
    if report.problem:
        paused = " The feed is paused now." if report.is_paused else ""
        return (f"{name}: {inline(report.problem)}{paused}",)
    if report.is_unchanged:
        return (f"{name}: nothing new.",)
    counts = [
        f"{sum(item.outcome is outcome for item in report.items)} {outcome}"
        for outcome in Outcome
        if any(item.outcome is outcome for item in report.items)
    ]
    summary = f"{name}: {', '.join(counts) or 'no items'}."
    return (summary, *map(item_line, report.items))


def item_line(item: ItemReport) -> str:
    """An item with what became of it, and why."""
    title = fit(inline(item.title or item.url or "no title"), TITLE_SHOWN)
    reason = f": {fit(inline(item.reason), REASON_SHOWN)}" if item.reason else ""
    return f"{sentence_case(item.outcome.value)}{reason} — {title}"


def paused_line(feed: Feed) -> str:
    """What a desk is told once when a feed of its has been paused."""
    name = fit(feed_name(feed), TITLE_SHOWN)
    problem = fit(inline(feed.problem or ""), REASON_SHOWN)
    times = plural(feed.failures, "time")
    return PAUSED.format(name, times, date_words(feed.failing_since), problem)
