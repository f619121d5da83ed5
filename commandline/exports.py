"""What the command line says of exports, imports of them, backups and restores."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from commandline.output import complain, progress, say
from newsroom.errors import NewsroomError, StoreError, UnreadableInput
from newsroom.export import ExportFormat, Restored
from presentation.text import inline, plural
from services import Services

STDOUT = "-"
SNIFFED = 4096
RECORDS_SUFFIX = ".jsonl"
NO_STREAM = "A backup is a file, with a folder beside it: name one."
NO_EXPORT = "it does not begin as an export of a desk does; `add` reads articles from .jsonl files"


@dataclass(frozen=True, slots=True)
class Wanted:
    """As what a desk is to be exported, and where to."""

    form: ExportFormat
    out: Path | None = None
    with_discord_ids: bool = False


async def export(services: Services, desk: str, wanted: Wanted) -> int:
    """Export a desk to a file, or to standard output."""
    if wanted.out is not None and str(wanted.out) == STDOUT:
        await services.exports.stream(
            desk, wanted.form, sys.stdout.buffer, with_discord_ids=wanted.with_discord_ids
        )
        await _note(services, desk)
        return 0
    target = wanted.out or Path(f"{desk}{wanted.form.suffix}")
    with progress(f"Exporting desk {desk}", None):
        await services.exports.write(
            desk, wanted.form, target, with_discord_ids=wanted.with_discord_ids
        )
    await _note(services, desk)
    say(f"Desk {desk} exported to {target}.")
    return 0


async def backup(services: Services, desk: str, out: Path | None) -> int:
    """Back a desk up into a file of its own."""
    if out is not None and str(out) == STDOUT:
        raise NewsroomError(NO_STREAM)
    target = out or Path(f"{desk}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.backup.db")
    with progress(f"Backing up desk {desk}", None):
        embargoes = await services.restoring.backup(desk, target)
    await _note(services, desk)
    beside = f", its {plural(embargoes, 'embargo', 'embargoes')} in the folder beside it"
    kept = beside if embargoes else ""
    say(f"Desk {desk} backed up to {target}{kept}; `bot.py restore` brings it back.")
    return 0


async def restore(services: Services, desk: str, file: Path, replaces: bool) -> int:
    """Make a backup the desk again."""
    with progress(f"Restoring desk {desk}", None):
        aside = await services.restoring.restore(desk, file, replaces=replaces)
    await _note(services, desk)
    kept = f"; what was there is kept as {aside}" if aside else ""
    counts = await services.counts(desk)
    held = f"{plural(counts.articles, 'article')} and {plural(counts.claims, 'claim')}"
    say(f"Desk {desk} restored from {file}, with {held}{kept}.")
    return 0


async def _note(services: Services, desk: str) -> None:
    """Tell the audit what was done; what cannot be written has been handed on all the same."""
    try:
        await services.audit.end(desk)
    except StoreError:
        complain(f"The audit of desk {desk} could not be told.")


def is_export(services: Services, path: Path) -> bool:
    """Whether a file is an export of a desk; UnreadableInput where its name says so and it is not.

    What cannot be read is left for whoever reads it to say.
    """
    try:
        with path.open("rb") as file:
            found = services.restoring.recognises(file.read(SNIFFED))
    except OSError:
        return False
    if not found and path.suffix.lower() == RECORDS_SUFFIX:
        raise UnreadableInput(f"{path}: {NO_EXPORT}.")
    return found


async def import_export(services: Services, desk: str, path: Path) -> int:
    """Import an export of a desk; 1 when some lines were left out, each of which is named."""

    def refuse(line: int, why: str) -> None:
        complain(f"{path}, line {line}: {inline(why)}")

    try:
        with path.open("rb") as lines, progress("Importing lines", None) as advance:
            restored = await services.restoring.import_lines(desk, lines, refuse, advance)
    except UnreadableInput as error:
        raise UnreadableInput(f"{path}: {error}.") from None
    await services.embed_claims(desk)
    say(restored_words(restored))
    return 1 if restored.refused else 0


def restored_words(restored: Restored) -> str:
    """What came of an import, in one line."""
    new = [
        plural(restored.count("article"), "article"),
        plural(restored.count("entity"), "entity", "entities"),
        plural(restored.count("feed"), "feed"),
        *([plural(judged, "judgement")] if (judged := restored.count("judgement")) else []),
    ]
    articles, feeds = restored.count_known("article"), restored.count_known("feed")
    known = [
        *([plural(articles, "article")] if articles else []),
        *([plural(feeds, "feed")] if feeds else []),
    ]
    skipped = f"; {' and '.join(known)} on the desk already, skipped" if known else ""
    return f"Imported {', '.join(new)}{skipped}; {plural(restored.refused, 'line')} left out."
