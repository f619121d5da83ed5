"""What changed in articles, in a terminal: the newest changes, or all versions of one article."""

from commandline.output import json_line, say, show_sheet
from newsroom.version import ChangedArticle
from presentation.change_records import changed_record, history_record
from presentation.changes import change_summary, history_sheet
from presentation.dates import date_words
from presentation.text import inline
from services import Services

NONE_CHANGED = "No article on this desk has changed since it was added."


async def list_changes(services: Services, desk: str, as_json: bool) -> int:
    """The newest changes, a line each."""
    changed = await services.versions.changed(desk)
    for one in changed:
        say(json_line(changed_record(one)) if as_json else changed_line(one))
    if not changed and not as_json:
        say(NONE_CHANGED)
    return 0


async def show_changes(services: Services, desk: str, which: str, as_json: bool) -> int:
    """All versions of an article with what changed."""
    history = await services.versions.history(desk, which)
    if as_json:
        say(json_line(history_record(history)))
    else:
        show_sheet(history_sheet(history), gap="")
    return 0


def changed_line(changed: ChangedArticle) -> str:
    """One change: which article, which version, when it was seen, and what it is in short."""
    citation, version = changed.citation, changed.change.version
    article = f"article {citation.article_id}, {inline(citation.title)}"
    seen = date_words(changed.seen_at)
    return f"{article}: version {version}, seen {seen}: {change_summary(changed.change)}"
