"""The services in a terminal: add, ask, extract, import, doctor and the sample session."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from commandline import checks
from commandline.clock import local_zone
from commandline.embargoes import OPENLY, Wanted, terms_of
from commandline.exports import import_export, is_export
from commandline.inputs import FileInput, Input, RecordInput, UrlInput, read_inputs
from commandline.output import complain, json_line, progress, say
from commandline.pictures import split_picture, write_picture
from extraction.names_file import read_names
from newsroom.answer import Reply
from newsroom.article import ArticleId
from newsroom.desk import Ingested
from newsroom.errors import UnreadableInput
from newsroom.release import VERSION
from presentation.changes import change_summary
from presentation.dates import date_words
from presentation.edition_records import edition_record
from presentation.edition_sheet import edition_sheet
from presentation.records import extraction_record, ingested_record, reply_record
from presentation.sheet import Sheet
from presentation.story_blocks import head_words, joined_words
from presentation.story_records import head_record
from presentation.text import inline, plural
from presentation.trust import forgotten_line
from services import Services, build_services
from settings import ENV_FILE, Settings

SAMPLES = Path(__file__).resolve().parent / "samples"
HOW_TO_CONNECT = (
    "To connect to Discord, put DISCORD_TOKEN=… into .env and run this again; README.md says how."
)
AT_THE_COMMAND_LINE = "somebody at the command line"
DIGEST = "digest"
_FAREWELLS = frozenset({"exit", "quit", "bye"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk with the services that work on it, and the loop that they run in."""

    name: str
    services: Services
    runner: asyncio.Runner

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """What some work of the services comes to."""
        return self.runner.run(work)


@dataclass(frozen=True, slots=True)
class Showing:
    """How answers are shown: as JSON, with why each name and claim matched, as a picture too."""

    as_json: bool = False
    why: bool = False
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Which days a digest is asked for, and in which zone they begin; None for today."""

    day: date | None = None
    since: date | None = None
    zone: str = "UTC"


@contextmanager
def open_desk(name: str, data_dir: Path, settings: Settings) -> Iterator[Desk]:
    """A desk to work on; its services are closed at the end.

    An interrupt closes nothing, since that would wait for the article that is being read; what the
    store has not committed is undone when the file is next opened.
    """
    with asyncio.Runner() as runner:
        allowed = settings.allow_private_urls
        services = build_services(data_dir, settings.nlp_model, allow_private_urls=allowed)
        desk = Desk(name, services, runner)
        try:
            desk.wait(services.embargoes.settle(name, datetime.now(UTC)))
            yield desk
        except KeyboardInterrupt:
            raise
        except BaseException:
            desk.wait(desk.services.close())
            raise
        desk.wait(desk.services.close())


def add(desk: Desk, sources: Iterable[str], as_json: bool, closed: Wanted = OPENLY) -> int:
    """Add every article of the sources, a line each; 1 when some could not be read.

    With `closed` each is added under an embargo of its own.
    """
    terms = terms_of(closed)

    def adding(item: Input, place: str) -> Coroutine[Any, Any, Ingested]:
        if isinstance(item, FileInput):
            return services.add_file(place, item.label, item.content)
        if isinstance(item, UrlInput):
            return services.web.add(place, item.label)
        return services.add_record(place, item.record)

    def work(item: Input) -> str:
        if terms is None:
            ingested = desk.wait(adding(item, desk.name))
        else:
            keep = partial(adding, item)
            ingested = desk.wait(services.embargoes.add(desk.name, terms, keep))
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


def ask(desk: Desk, question: str | None, showing: Showing) -> int:
    """Answer one question, or without one every question of a session or a pipe.

    1 when there is no picture although one was asked for.
    """
    if question is not None:
        reply = _answer(desk, question, showing, None)
        return 0 if showing.picture is None else write_picture(reply, showing.picture)
    previous: Reply | None = None
    for line in _questions():
        if line.casefold() == DIGEST and not showing.as_json:
            digest(desk, Days(zone=local_zone()), as_json=False)
            continue
        asked, picture = split_picture(line) if sys.stdin.isatty() else (line, None)
        previous = _answer(desk, asked, showing, previous)
        if picture is not None:
            write_picture(previous, picture)
    return 0


def sample_session(desk: Desk) -> int:
    """Questions on a small desk of sample articles, which are added on first use."""
    paths = sorted(SAMPLES.glob("*.txt"))
    if desk.wait(desk.services.counts(desk.name)).articles < len(paths):
        with progress("Reading the sample articles, once", len(paths)) as advance:
            for done, path in enumerate(paths, start=1):
                desk.wait(desk.services.add_file(desk.name, path.name, path.read_bytes()))
                advance(done)
    say(f"Byline on a sample desk: {plural(len(paths), 'article')} about one story.")
    say(HOW_TO_CONNECT)
    return ask(desk, None, Showing())


def import_file(desk: Desk, path: Path) -> int:
    """Import an export of a desk, or a CSV file of names; 1 when something was left out."""
    if is_export(desk.services, path):
        return desk.wait(import_export(desk.services, desk.name, path))
    return import_names(desk, path)


def import_names(desk: Desk, path: Path) -> int:
    """Import a CSV file of names; 1 when some rows were left out."""
    refused = 0

    def refuse(where: str, why: str) -> None:
        nonlocal refused
        refused += 1
        complain(f"{path}, {where}: {why}")

    try:
        with (
            path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines,
            progress("Importing names", None) as advance,
        ):
            rows = read_names(lines, refuse)
            count = desk.wait(desk.services.import_names(desk.name, rows, advance))
    except UnreadableInput as error:
        raise UnreadableInput(f"{path}: {error}.") from None
    except OSError as error:
        raise UnreadableInput(f"{path}: {(error.strerror or 'cannot be read').lower()}.") from None
    say(f"{plural(count, 'name')} imported, {plural(refused, 'row')} left out.")
    return 1 if refused else 0


def list_stories(desk: Desk, as_json: bool) -> int:
    """The newest stories with the numbers of their articles, a story a line of JSON or a block."""
    for head, articles in desk.wait(desk.services.stories.list(desk.name)):
        if as_json:
            own = [{"article_id": each.article_id, "title": each.title} for each in articles]
            say(json_line(head_record(head) | {"articles": own}))
            continue
        say(f"story {head.story_id}: {head_words(head)}")
        for each in articles:
            outlet = inline(each.outlet or "outlet not stated")
            say(f"  article {each.article_id}: {inline(each.title)} ({outlet})")
    return 0


def move_article(desk: Desk, article: int, story: str) -> int:
    """Put an article into another story, for good."""
    stories = desk.services.stories
    move = desk.wait(stories.move(desk.name, ArticleId(article), story, AT_THE_COMMAND_LINE))
    undo = f"; to undo it: story move {article} {move.from_id}" if move.from_id else ""
    say(f"article {move.article_id} is in story {move.to_id} now{undo}")
    return 0


def forget(desk: Desk, article: int) -> int:
    """Delete an article with all that came only from it; 1 when the log still holds it."""
    forgotten = desk.wait(desk.services.forgetting.forget(desk.name, ArticleId(article)))
    say(forgotten_line(forgotten))
    return 0 if forgotten.is_swept else 1


def audit(desk: Desk, as_json: bool) -> int:
    """The newest entries of the audit, a line each."""
    for entry, name in desk.wait(desk.services.audit.list(desk.name)):
        who = name or entry.person
        if as_json:
            said = ("at", "desk", "command", "objects", "outcome", "hash")
            record: dict[str, object] = {field: getattr(entry, field) for field in said}
            say(json_line({"id": entry.entry_id, "who": who} | record))
        else:
            parts = (f"{entry.entry_id}", entry.at[:19], who, entry.command, entry.objects)
            say(inline("  ".join((*filter(None, parts), entry.outcome))))
    return 0


def check_audit(desk: Desk, data_dir: Path) -> int:
    """Whether the audit is as it was written; 1 when it is not."""
    path = data_dir / "desks" / f"{desk.name}.db"
    check = checks.check_audit(path, lambda: desk.wait(desk.services.audit.check(desk.name)))
    _say_check(check)
    return 1 if check.health is checks.Health.FAILED else 0


def digest(desk: Desk, days: Days, as_json: bool) -> int:
    """A day's digest."""
    edition = desk.wait(desk.services.digests.of_day(desk.name, days.day, days.since, days.zone))
    if as_json:
        say(json_line(edition_record(edition)))
    else:
        _show_sheet(edition_sheet(edition))
    return 0


def doctor(desk: Desk, settings: Settings, data_dir: Path, api: str) -> int:
    """Check settings, model, store and Discord; 1 when something must be mended."""
    token = settings.discord_token.reveal() if settings.discord_token else None
    file = data_dir / "desks" / f"{desk.name}.db"
    services = desk.services
    waiting: tuple[Callable[[], checks.Check], ...] = (
        lambda: checks.Check("Byline", checks.Health.OK, VERSION),
        lambda: checks.check_token(token is not None),
        lambda: checks.check_env_file(ENV_FILE),
        lambda: checks.check_data_dir(data_dir),
        lambda: checks.check_model(lambda: desk.wait(services.load_reader())),
        lambda: checks.check_store(file, lambda: desk.wait(services.counts(desk.name))),
        lambda: checks.check_backup(
            file, lambda: desk.wait(services.restoring.last_backup(desk.name))
        ),
        lambda: checks.check_audit(file, lambda: desk.wait(services.audit.check(desk.name))),
        lambda: checks.check_state(file, lambda: desk.wait(services.state(desk.name))),
        lambda: checks.check_embargoes(lambda: desk.wait(services.embargoes.counts(desk.name))),
        lambda: checks.check_feeds(lambda: desk.wait(services.feeds.list(desk.name))),
        lambda: checks.check_discord(token, api),
    )
    failed = 0
    for run in waiting:
        check = run()
        failed += check.health is checks.Health.FAILED
        _say_check(check)
    say(f"{plural(failed, 'thing')} to mend." if failed else "Nothing to mend.")
    return 1 if failed else 0


def _say_check(check: checks.Check) -> None:
    say(f"{check.health:<6}  {check.name:<13}  {inline(check.found)}")
    if check.mend:
        say(f"{'':<6}  {'':<13}  {check.mend}")


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


def _answer(desk: Desk, question: str, showing: Showing, previous: Reply | None) -> Reply:
    """Answer one question; in a session it may lean on the answer before.

    The lines of a pipe stand by themselves, but for those that open with "and" or "what about".
    """
    started = perf_counter()
    whole = desk.services.continue_question(
        question, previous, only_explicit=not sys.stdin.isatty()
    )
    is_continued = whole != question
    reply = desk.wait(desk.services.ask(desk.name, whole, is_continued=is_continued))
    elapsed = (perf_counter() - started) * 1000
    if showing.as_json:
        record = reply_record(reply, round(elapsed, 1), with_why=showing.why)
        say(json_line(record | {"question": question, "understood": whole}))
    else:
        _show(reply, with_why=showing.why)
    return reply


def _show(reply: Reply, *, with_why: bool) -> None:
    from presentation.wording import reply_sheet

    _show_sheet(reply_sheet(reply, with_why=with_why))


def _show_sheet(sheet: Sheet) -> None:
    from presentation.terminal import reply_renderable
    from presentation.wording import sheet_text

    if not sys.stdout.isatty():
        say(sheet_text(sheet) + "\n")
        return
    from rich.console import Console

    Console().print(reply_renderable(sheet))


def _questions() -> Iterator[str]:
    """The questions of a terminal or a pipe, one a line, until the input ends."""
    is_session = sys.stdin.isatty()
    if is_session:
        _prepare_session()
    while line := _next_line(is_session):
        question = line.strip()
        if is_session and question.lower() in _FAREWELLS:
            return
        if question:
            yield question


def _prepare_session() -> None:
    with suppress(ImportError):
        import readline  # noqa: F401  (gives `input` its history and editing keys)
    say('Ask, for example: who is Sergey Kiriyenko? "digest" tells what is new; "quit" ends.')


def _next_line(is_session: bool) -> str:
    """The next line with its end; empty at the end of the input."""
    if not is_session:
        return sys.stdin.readline()
    try:
        return input("> ") + "\n"
    except EOFError:
        print()
        return ""


def _ingested_line(ingested: Ingested) -> str:
    citation = ingested.citation
    outlet = inline(citation.outlet or "outlet not stated")
    article = f"{inline(citation.title)} ({outlet}, {date_words(citation.published_at)})"
    if ingested.is_known:
        note = f" ({inline(ingested.note)})" if ingested.note else ""
        return f"already on the desk, nothing changed: {article}{note}"
    if ingested.change is not None:
        return f"version {ingested.version}: {article}: {change_summary(ingested.change)}"
    added = "added" if ingested.embargo is None else f"added under embargo {ingested.embargo}"
    entities = plural(ingested.entity_count, "entity", "entities")
    claims = plural(ingested.claim_count, "claim")
    story = f"; {joined_words(ingested.story)}" if ingested.story else ""
    attributed = f"{ingested.attributed_count:,} attributed"
    return f"{added}: {article}: {entities}, {claims}, {attributed}{story}"
