"""Embargoes: what is closed is nowhere else, and comes whole and once when its time has come."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gathering import fetch_from
from newsroom.answer import Answer as Told
from newsroom.article import Article, ArticleId
from newsroom.curation import Note
from newsroom.embargo import OWN_NUMBERS, Embargo, Terms
from newsroom.errors import NewsroomError
from newsroom.export import ExportFormat
from newsroom.extraction import Extraction
from newsroom.judged_claim import ClaimStatus
from newsroom.watch import WatchWanted
from services import Services
from storage.pages import find_page
from storage.versions import load_history
from storage.whole_texts import list_article_ids
from tests.delivery_world import Fate
from tests.test_watching import Wall
from tests.web_stand_in import pages
from tests.web_stand_in.server import Answer, WebServer

pytestmark = pytest.mark.asyncio

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.txt"))[:3]
DESK = "1180000000000000001"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROLE, OTHER = 700_000_000_000_000_001, 700_000_000_000_000_002
TERMS = Terms(NOW + HOUR, (ROLE,), 42, NOW, "until the vote")
TITLE = "Quillfeather mine to close"
TEXT = (
    "Quillfeather mine to close\n\nThe Quillfeather mine will close in May, minister Oona Vexley"
    " said on Monday.\n\n“Nobody will lose their pension,” Vexley told the Tarnby Courier.\n"
)
OPEN = "Ferry sold\n\nThe ferry was sold on Friday, harbour master Ines Rook said.\n"
SECRET = (b"Vexley", b"Quillfeather", b"vexley", b"quillfeather")


def desk_bytes(folder: Path) -> bytes:
    """Everything on the disk but what is in embargoes."""
    files = (path for path in (folder / "desks").iterdir() if path.is_file())
    return b"".join(path.read_bytes() for path in files)


def all_bytes(folder: Path) -> bytes:
    """Everything on the disk."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def add_closed(services: Services, text: str = TEXT, terms: Terms = TERMS) -> Embargo:
    """An article added under an embargo of its own."""
    kept = await services.embargoes.add(
        DESK, terms, lambda place: services.add_text(place, "draft", text)
    )
    return await services.embargoes.find(DESK, kept.embargo or 0, (), is_manager=True)


async def find(services: Services, words: str = "Vexley") -> bool:
    """Whether the desk knows of the article."""
    reply = await services.who(DESK, words)
    return type(reply).__name__ == "Answer"


async def is_known(services: Services, name: str, desk: str = DESK) -> bool:
    """Whether a desk tells who somebody is."""
    reply = await services.who(desk, name)
    return isinstance(reply, Told) and reply.card is not None


async def answered(services: Services, desk: str = DESK) -> Told:
    """What a desk says of the mine."""
    reply = await services.ask(desk, "what sources back the mine claim?")
    assert isinstance(reply, Told)
    return reply


async def articles(services: Services, desk: str = DESK) -> list[str]:
    """The titles of a desk, in the order in which they came."""
    store = await services._desks.get(desk)
    numbers = await store.read(list_article_ids)
    return [(await services.forgetting.find(desk, number)).title for number in numbers]


async def test_an_article_added_under_embargo_is_nowhere_on_the_desk(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "ferry", OPEN)
    embargo = await add_closed(services)
    assert not await find(services) and await articles(services) == ["Ferry sold"]
    assert await articles(services, embargo.name) == [TITLE]
    assert (await services.who(embargo.name, "Vexley")) is not None
    await services.close()
    assert not any(word in desk_bytes(tmp_path) for word in SECRET)


async def test_it_comes_by_itself_once_and_no_clock_takes_it_back(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await add_closed(services)
    assert await services.embargoes.settle(DESK, NOW + HOUR - timedelta(seconds=1)) == 0
    assert not await find(services)
    assert await services.embargoes.settle(DESK, NOW + HOUR) == 1
    for moment in (NOW, NOW - 9 * HOUR, NOW + 9 * HOUR):
        assert await services.embargoes.settle(DESK, moment) == 0
        assert await find(services) and await articles(services) == [TITLE]
    assert (await services.embargoes.counts(DESK)).standing == 0
    entries = [e for e, _ in await services.audit.list(DESK) if "embargo" in e.objects]
    assert [e.command for e in entries] == ["embargo release", "embargo set"]
    await services.close()


async def test_what_was_on_the_desk_leaves_no_byte_and_comes_back_with_its_versions(
    tmp_path: Path,
) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "ferry", OPEN)
    first = await services.add_text(DESK, "draft", TEXT)
    await services.add_text(DESK, "draft", TEXT + "\nThe union objected, it said.\n")
    closed = await services.embargoes.close_articles(DESK, (first.citation.article_id,), TERMS)
    assert [one.title for one in closed.articles] == [TITLE] and not await find(services)
    store = await services._desks.get(DESK)
    await store.checkpoint()
    assert not any(word in desk_bytes(tmp_path) for word in SECRET)
    await services.embargoes.settle(DESK, NOW + HOUR)
    assert await articles(services) == ["Ferry sold", TITLE]
    (_, number) = await store.read(list_article_ids)
    history = await store.read(load_history, number)
    assert [version.text for version in history.versions] == [
        TEXT, TEXT + "\nThe union objected, it said.\n",
    ]  # fmt: skip
    await services.close()


async def test_what_was_judged_of_its_claims_goes_along_and_comes_back(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "ferry", OPEN)
    kept = await services.add_text(DESK, "draft", TEXT)
    judged = services.claim_curation
    found = [one.claim for one in (await answered(services)).claims]
    claim = next(one for one in found if len(one.chain.links) > 1)
    named, note = f"#{claim.claim_id}", Note("Ida (7)", NOW, "the ministry corrected it")
    await judged.set_status(DESK, named, ClaimStatus.CORRECTED, note, "will close in June")
    await judged.add_note(DESK, named, "Ask again in May.", note, is_confidential=True)
    before = await judged.history(DESK, named)
    await services.embargoes.close_articles(DESK, (kept.citation.article_id,), TERMS)
    (behind,) = await services.embargoes.open_to(DESK, (ROLE,), is_manager=False)
    (marked,) = [
        one.claim for one in (await answered(services, behind.name)).claims if one.claim.mark
    ]
    assert marked.mark and marked.mark.wording == "will close in June"
    await services.embargoes.settle(DESK, NOW + HOUR)
    (back,) = [one.claim for one in (await answered(services)).claims if one.claim.mark]
    after = await judged.history(DESK, f"#{back.claim_id}")
    for one, other in zip(before.records, after.records, strict=True):
        was, now = one.judgement, other.judgement
        assert (was.act, was.words, was.reason) == (now.act, now.words, now.reason)
        assert (was.judged_by, was.judged_at) == (now.judged_by, now.judged_at)
        assert was.is_confidential == now.is_confidential
    await services.close()


async def test_whoever_was_hidden_stays_hidden_through_a_new_version(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "ferry", OPEN)
    kept = await services.add_text(DESK, "draft", TEXT)
    await services.curation.hide(DESK, "Oona Vexley", Note("Ida (7)", NOW, "she is a minor"))
    assert not await is_known(services, "Oona Vexley")
    await services.embargoes.close_articles(DESK, (kept.citation.article_id,), TERMS)
    (behind,) = await services.embargoes.open_to(DESK, (ROLE,), is_manager=False)
    longer = TEXT + "\nThe union objected, Vexley said. Jo Marsh of the union agreed.\n"
    again = await services.add_text(DESK, "draft", longer, seen=(behind,))
    assert (again.embargo, again.version) == (1, 2)
    assert not await is_known(services, "Oona Vexley", behind.name)
    assert await is_known(services, "Jo Marsh", behind.name)
    await services.add_text(DESK, "depot", "Depot to open\n\nIt will, mayor Al Roe said.\n")
    await services.embargoes.settle(DESK, NOW + HOUR)
    assert len(await articles(services)) == 3
    assert not await is_known(services, "Oona Vexley")
    assert await is_known(services, "Jo Marsh") and await is_known(services, "Al Roe")
    await services.close()


async def test_numbers_of_another_desk_mean_nobody_on_this_one(tmp_path: Path) -> None:
    services, file = Services(tmp_path), tmp_path / "desks" / f"{DESK}.db"
    await services.add_text(DESK, "ferry", OPEN)
    before = tmp_path / "before.db"
    await services.restoring.backup(DESK, before)
    kept = await services.add_text(DESK, "draft", TEXT)
    await services.embargoes.close_articles(DESK, (kept.citation.article_id,), TERMS)
    await services.close()
    file.write_bytes(before.read_bytes())
    for part in ("-wal", "-shm"):
        file.with_name(file.name + part).unlink(missing_ok=True)
    services = Services(tmp_path)
    await services.add_text(DESK, "depot", "Depot to open\n\nIt will, mayor Al Roe said.\n")
    await services.embargoes.settle(DESK, NOW + HOUR)
    for name, other in (("Oona Vexley", "Roe"), ("Al Roe", "Vexley")):
        reply = await services.who(DESK, name)
        assert isinstance(reply, Told) and other not in repr(reply)
    await services.close()


async def test_what_is_imported_meanwhile_is_nobody_of_the_embargo(tmp_path: Path) -> None:
    services, lines = Services(tmp_path), tmp_path / "other.jsonl"
    await services.add_text("other", "depot", "Depot to open\n\nIt will, mayor Al Roe said.\n")
    await services.exports.write("other", ExportFormat.JSONL, lines)
    kept = await services.add_text(DESK, "draft", TEXT)
    await services.embargoes.close_articles(DESK, (kept.citation.article_id,), TERMS)
    with lines.open("rb") as file:
        await services.restoring.import_lines(DESK, file, lambda *_: None, lambda _: None)
    await services.embargoes.settle(DESK, NOW + HOUR)
    for name, other in (("Oona Vexley", "Roe"), ("Al Roe", "Vexley")):
        reply = await services.who(DESK, name)
        assert isinstance(reply, Told) and reply.card is not None and other not in repr(reply)
    await services.close()


async def test_who_is_erased_while_something_is_closed_does_not_come_back(tmp_path: Path) -> None:
    services = Services(tmp_path)
    kept = await services.add_text(DESK, "draft", TEXT)
    article = kept.citation.article_id
    await services.stories.move(DESK, article, "new", "Ida (42)")
    await services.watches.add(DESK, WatchWanted(7, 42, "Oona Vexley", None, False), NOW)
    is_reading, may_read = asyncio.Event(), asyncio.Event()
    extract = services.embargoes._life._extract

    async def slow(text: Article) -> Extraction:
        is_reading.set()
        await may_read.wait()
        return await extract(text)

    services.embargoes._life._extract = slow
    terms = replace(TERMS, set_by=None)
    closing = asyncio.create_task(services.embargoes.close_articles(DESK, (article,), terms))
    await is_reading.wait()
    erasing = asyncio.create_task(services.erase_kept(DESK, 42))
    await asyncio.sleep(0)
    may_read.set()
    await asyncio.gather(closing, erasing)
    assert await services.kept_of(DESK, 42) == ()
    await services.embargoes.settle(DESK, NOW + HOUR)
    assert await services.kept_of(DESK, 42) == () and await services.watches.list(DESK) == ()
    await services.close()


async def test_one_of_an_earlier_release_comes_back_with_new_numbers(tmp_path: Path) -> None:
    services = Services(tmp_path)
    kept = await services.add_text(DESK, "draft", TEXT)
    await services.curation.describe(DESK, "Oona Vexley", "a minister", Note("Ida (7)", NOW))
    await services.embargoes.close_articles(DESK, (kept.citation.article_id,), TERMS)
    terms = tmp_path / "desks" / f"{DESK}.embargoes" / "1.terms"
    said = json.loads(terms.read_text())
    assert said.pop("cut_at")
    terms.write_text(json.dumps(said))
    await services.embargoes.settle(DESK, NOW + HOUR)
    reply = await services.who(DESK, "Oona Vexley")
    assert isinstance(reply, Told) and reply.card is not None
    assert reply.card.desk_description is None and reply.card.entity_id < OWN_NUMBERS
    await services.close()


async def test_released_it_answers_as_if_it_had_been_added_then(tmp_path: Path) -> None:
    closed, plain = Services(tmp_path / "closed"), Services(tmp_path / "plain")
    for services in (closed, plain):
        await services.add_text(DESK, "ferry", OPEN)
    dated = {"id": "draft", "text": TEXT, "published_at": "2026-03-01T09:00:00+00:00"}
    await closed.embargoes.add(DESK, TERMS, lambda place: closed.add_record(place, dated))
    await closed.embargoes.settle(DESK, NOW + HOUR)
    await plain.add_record(DESK, dated)
    for question in ("who is Oona Vexley?", "what sources back the mine claim?", "timeline mine"):
        assert await closed.ask(DESK, question) == await plain.ask(DESK, question)
    for services in (closed, plain):
        await services.close()


async def test_the_same_text_added_openly_is_found_there(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await add_closed(services)
    kept = await services.add_text(DESK, "draft", TEXT)
    assert not kept.is_known and kept.embargo is None
    assert await services.embargoes.settle(DESK, NOW + HOUR) == 1
    assert await articles(services) == [TITLE]
    await services.close()


async def test_a_new_version_by_somebody_who_knows_of_it_stays_closed(tmp_path: Path) -> None:
    services = Services(tmp_path)
    embargo = await add_closed(services)
    longer = TEXT + "\nThe union objected, it said.\n"
    kept = await services.add_text(DESK, "draft", longer, seen=(embargo,))
    assert kept.embargo == 1 and kept.version == 2 and not await find(services)
    other = await services.add_text(DESK, "ferry", OPEN, seen=(embargo,))
    assert other.embargo is None and await articles(services) == ["Ferry sold"]
    await services.embargoes.lift(embargo, NOW)
    assert sorted(await articles(services)) == ["Ferry sold", TITLE]
    with pytest.raises(NewsroomError, match="ended"):
        await services.embargoes.lift(embargo, NOW)
    await services.close()


async def test_two_embargoes_are_known_each_to_its_own_roles(tmp_path: Path) -> None:
    services = Services(tmp_path)
    first = await add_closed(services)
    second = await add_closed(services, OPEN, Terms(NOW + 2 * HOUR, (OTHER,), None, NOW))
    open_to = services.embargoes.open_to
    assert await open_to(DESK, (ROLE,), is_manager=False) == (first,)
    assert await open_to(DESK, (OTHER,), is_manager=False) == (second,)
    assert await open_to(DESK, (), is_manager=False) == ()
    assert await open_to(DESK, (), is_manager=True) == (first, second)
    await services.embargoes.open_for(second, (ROLE,), NOW)
    assert len(await open_to(DESK, (ROLE,), is_manager=False)) == 2
    with pytest.raises(NewsroomError, match="no embargo 1"):
        await services.embargoes.find(DESK, 1, (OTHER,), is_manager=False)
    await services.embargoes.settle(DESK, NOW + HOUR)
    assert await articles(services) == [TITLE]
    moved = await services.embargoes.extend(second, NOW + 5 * HOUR, NOW)
    assert moved.terms.until == NOW + 5 * HOUR
    with pytest.raises(NewsroomError, match="has passed"):
        await services.embargoes.extend(second, NOW, NOW)
    await services.embargoes.settle(DESK, NOW + 3 * HOUR)
    assert await articles(services) == [TITLE]
    await services.close()


async def test_what_is_open_cannot_be_added_under_embargo(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "draft", TEXT)
    with pytest.raises(NewsroomError, match="as article 1"):
        await add_closed(services)
    assert (await services.embargoes.counts(DESK)).standing == 0
    embargo = await add_closed(services, OPEN)
    with pytest.raises(NewsroomError, match=f"under embargo {embargo.number} already"):
        await services.embargoes.add(
            DESK, TERMS, lambda place: services.add_text(place, "again", OPEN), (embargo,)
        )
    await services.close()


async def test_forgetting_the_last_article_ends_an_embargo(tmp_path: Path) -> None:
    services = Services(tmp_path)
    embargo = await add_closed(services)
    await services.embargoes.forget(embargo, ArticleId(1))
    assert (await services.embargoes.counts(DESK)).standing == 0
    await services.close()
    assert not any(word in all_bytes(tmp_path) for word in SECRET)


async def test_a_backup_holds_what_is_closed_apart_and_brings_it_back(tmp_path: Path) -> None:
    services, copy = Services(tmp_path / "data"), tmp_path / "desk.backup.db"
    await services.add_text(DESK, "ferry", OPEN)
    await add_closed(services)
    assert await services.restoring.backup(DESK, copy) == 1
    assert not any(word in copy.read_bytes() for word in SECRET)
    await services.embargoes.settle(DESK, NOW + HOUR)
    await add_closed(services, TEXT.replace("mine", "quarry"))
    await services.close()
    back = Services(tmp_path / "data")
    await back.restoring.restore(DESK, copy, replaces=True)
    (only,) = await back.embargoes.show(await back.embargoes.open_to(DESK, (), is_manager=True))
    assert only.embargo.number == 1 and [one.title for one in only.articles] == [TITLE]
    assert (await add_closed(back, OPEN.replace("Rook", "Brandt"))).number == 3
    await back.embargoes.settle(DESK, NOW + HOUR)
    assert TITLE in await articles(back)
    await back.close()


async def test_a_server_that_leaves_takes_its_embargoes_along_and_back(tmp_path: Path) -> None:
    services = Services(tmp_path)
    embargo = await add_closed(services)
    await services.leaving.seal(DESK, NOW)
    for asked in (services.who(embargo.name, "Vexley"), services.embargoes.counts(DESK)):
        with pytest.raises(NewsroomError, match="sealed"):
            await asked
    assert await services.embargoes.settle(DESK, NOW + HOUR) == 0
    await services.leaving.restore(DESK)
    assert await services.embargoes.settle(DESK, NOW + HOUR) == 1 and await find(services)
    await add_closed(services, TEXT.replace("mine", "quarry"))
    await services.leaving.seal(DESK, NOW)
    for hour in range(25):
        await services.leaving.purge_due(NOW + timedelta(days=40, hours=hour))
    await services.close()
    assert not any(word in all_bytes(tmp_path) for word in SECRET)
    assert not list((tmp_path / "desks").rglob("*.terms"))


async def test_a_page_keeps_its_address_under_embargo_and_after(tmp_path: Path) -> None:
    services = Services(tmp_path)
    record = {"id": "mine", "text": TEXT, "url": "https://news.example/mine"}
    await services.embargoes.add(DESK, TERMS, lambda place: services.add_record(place, record))
    embargo = await services.embargoes.find(DESK, 1, (ROLE,), is_manager=False)
    place = await services.embargoes.place_at(DESK, (embargo,), "https://news.example/mine")
    assert place == embargo.name
    assert await services.embargoes.place_at(DESK, (), "https://news.example/mine") == DESK
    await services.embargoes.settle(DESK, NOW + HOUR)
    with pytest.raises(NewsroomError, match="open to all"):
        await services.embargoes.add(DESK, TERMS, lambda place: services.add_record(place, record))
    await services.close()


async def test_a_story_is_closed_and_comes_back_as_one(tmp_path: Path) -> None:
    services = Services(tmp_path)
    for path in SAMPLES:
        await services.add_file(DESK, path.name, path.read_bytes())
    ((head, own),) = await services.stories.list(DESK)
    await services.embargoes.close_story(DESK, f"#{head.story_id}", TERMS)
    assert await services.stories.list(DESK) == () and await articles(services) == []
    await services.embargoes.settle(DESK, NOW + HOUR)
    ((_, back),) = await services.stories.list(DESK)
    assert [one.title for one in back] == [one.title for one in own]
    await services.close()


async def test_damaged_terms_leave_it_closed_and_others_undisturbed(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await add_closed(services)
    second = await add_closed(services, OPEN, Terms(NOW + HOUR, (OTHER,), None, NOW))
    (tmp_path / "desks" / f"{DESK}.embargoes" / "1.terms").write_text("{")
    assert await services.embargoes.open_to(DESK, (), is_manager=True) == (second,)
    assert await services.embargoes.settle(DESK, NOW + HOUR) == 1
    assert await articles(services) == ["Ferry sold"]
    await services.close()


async def test_a_watch_fires_once_when_it_comes(tmp_path: Path) -> None:
    services = Services(tmp_path)
    await services.add_text(DESK, "ferry", OPEN)
    wall, watched = Wall(Fate()), WatchWanted(1, 7, None, "Quillfeather mine", False)
    await services.watches.add(DESK, watched, NOW)
    await add_closed(services)
    await services.watches.tell(DESK, wall, NOW)
    assert wall.posts == []
    await services.embargoes.settle(DESK, NOW + HOUR)
    for hours in (1, 0, 9):
        await services.watches.tell(DESK, wall, NOW + hours * HOUR)
    told = [post.claim.claim_id for post in wall.posts]
    assert told and len(told) == len(set(told))
    await services.close()


async def test_an_address_is_closed_changes_there_and_comes_with_its_page(tmp_path: Path) -> None:
    async with WebServer().running() as web:
        web.serve("/ferry", Answer(pages.GOOD.encode()))
        services, url = Services(tmp_path, fetch=fetch_from(allow_private=True)), web.url("/ferry")
        adding = lambda place: services.web.add(place, url)  # noqa: E731
        kept = await services.embargoes.add(DESK, TERMS, adding)
        embargo = await services.embargoes.find(DESK, kept.embargo or 0, (ROLE,), is_manager=False)
        changed = pages.GOOD.replace("</article>", "<p>The union objected, it said.</p></article>")
        assert changed != pages.GOOD
        web.serve("/ferry", Answer(changed.encode()))
        again = await services.add_page(DESK, f"{url}?utm_source=x", (embargo,))
        assert (again.embargo, again.version) == (1, 2) and await articles(services) == []
        await services.embargoes.settle(DESK, NOW + HOUR)
        store = await services._desks.get(DESK)
        held = await store.read(find_page, ArticleId(1))
        assert held is not None and held.content == changed.encode()
        assert len((await store.read(load_history, ArticleId(1))).versions) == 2
        known = await services.add_page(DESK, url)
        assert known.is_known and known.embargo is None
        await services.close()
