"""Articles added, read and forgotten in a terminal: a line, or an object, for each."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial
from typing import Any

from commandline.embargoes import OPENLY, Wanted, terms_of
from commandline.inputs import FileInput, Input, RecordInput, UrlInput, read_inputs
from commandline.opening import Desk
from commandline.output import complain, json_line, progress, say
from newsroom.article import ArticleId
from newsroom.desk import Ingested
from newsroom.embargo import Embargo
from newsroom.errors import UnreadableInput
from presentation.changes import change_summary
from presentation.dates import date_words
from presentation.records import extraction_record, ingested_record
from presentation.story_blocks import joined_words
from presentation.text import inline, plural
from presentation.trust import forgotten_line


def add(desk: Desk, sources: Iterable[str], as_json: bool, closed: Wanted = OPENLY) -> int:
    """Add every article of the sources, a line each; 1 when some could not be read.

    With `closed` each is added under an embargo of its own.
    """
    terms = terms_of(closed)

    def adding(
        item: Input, place: str, seen: Sequence[Embargo] = ()
    ) -> Coroutine[Any, Any, Ingested]:
        if isinstance(item, FileInput):
            return services.add_file(place, item.label, item.content, seen)
        if isinstance(item, UrlInput):
            return services.add_page(place, item.label, seen)
        return services.add_record(place, item.record, seen)

    def work(item: Input) -> str:
        standing = desk.wait(services.embargoes.standing(desk.name))
        if terms is None:
            ingested = desk.wait(adding(item, desk.name, standing))
        else:
            keep = partial(adding, item)
            ingested = desk.wait(services.embargoes.add(desk.name, terms, keep, standing))
        return json_line(ingested_record(ingested)) if as_json else _ingested_line(ingested)

    services = desk.services
    return _each(sources, "Adding articles", work)


def extract(desk: Desk, sources: Iterable[str]) -> int:
    """Read every article of the sources without storing it: JSON Lines."""

    def work(item: Input) -> str:
        if isinstance(item, FileInput):
            reading = services.extract_file(item.label, item.content)
        elif isinstance(item, UrlInput):
            reading = services.web.extract(item.label)
        else:
            reading = services.extract_record(item.record)
        return json_line(extraction_record(desk.wait(reading)))

    services = desk.services
    return _each(sources, "Reading articles", work)


def forget(desk: Desk, article: int) -> int:
    """Delete an article with all that came only from it; 1 when the log still holds it."""
    forgotten = desk.wait(desk.services.forgetting.forget(desk.name, ArticleId(article)))
    say(forgotten_line(forgotten))
    return 0 if forgotten.is_swept else 1


def _each(sources: Iterable[str], title: str, work: Callable[[Input], str]) -> int:
    """Say what some work makes of every input; those that fail are named, the others kept."""
    failed = False
    with progress(title, None) as advance:
        for done, item in enumerate(read_inputs(sources), start=1):
            try:
                if isinstance(item, UnreadableInput):
                    raise item
                say(work(item))
            except UnreadableInput as error:
                failed = True
                complain(_named(item, error))
            advance(done)
    return 1 if failed else 0


def _named(item: Input | UnreadableInput, error: UnreadableInput) -> str:
    """The error's line, with file and line number where it knows only the record's id."""
    line = str(error)
    if isinstance(item, RecordInput):
        return f"{item.label}: {line.removeprefix(f'{item.name}: ')}"
    return f"{item.label}: {line[:1].lower()}{line[1:]}" if isinstance(item, UrlInput) else line


def _ingested_line(ingested: Ingested) -> str:
    citation = ingested.citation
    outlet = inline(citation.outlet or "outlet not stated")
    article = f"{inline(citation.title)} ({outlet}, {date_words(citation.published_at)})"
    if ingested.is_known:
        note = f" ({inline(ingested.note)})" if ingested.note else ""
        where = "on the desk" if ingested.embargo is None else f"under embargo {ingested.embargo}"
        return f"already {where}, nothing changed: {article}{note}"
    if ingested.change is not None:
        where = "" if ingested.embargo is None else f" under embargo {ingested.embargo}"
        summary = change_summary(ingested.change)
        return f"version {ingested.version}{where}: {article}: {summary}"
    added = "added" if ingested.embargo is None else f"added under embargo {ingested.embargo}"
    entities = plural(ingested.entity_count, "entity", "entities")
    claims = plural(ingested.claim_count, "claim")
    story = f"; {joined_words(ingested.story)}" if ingested.story else ""
    attributed = f"{ingested.attributed_count:,} attributed"
    return f"{added}: {article}: {entities}, {claims}, {attributed}{story}"
