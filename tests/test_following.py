"""Feeds from a web of our own: what is new is read once, and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from feeds.filters import FilterError
from feeds.schedule import SOON
from following import NO_TEXT, NOT_FOLLOWED, READ_AT_ONCE
from gathering import UNCHANGED, fetch_from
from newsroom.article import ArticleId
from newsroom.embargo import Terms
from newsroom.errors import FetchError, NewsroomError, UnreadableInput
from newsroom.feed import Feed, FeedReport, Outcome
from services import Services
from tests.web_stand_in import pages
from tests.web_stand_in.feeds import item, rss
from tests.web_stand_in.server import Answer, Request, WebServer

pytestmark = pytest.mark.asyncio

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=17)
DESK = "desk"


class Press:
    """A paper with a feed, a desk that follows it, and a clock that a test moves."""

    def __init__(self, web: WebServer, services: Services) -> None:
        self.web, self.services, self.now = web, services, NOW
        self.told: list[tuple[str, Feed]] = []
        self.headers: dict[str, str] = {}

    def publish(self, *items: str, head: str = "") -> None:
        """Make that the feed; its ETag is its length."""
        content = rss(items, head=head).encode()

        def answer(request: Request) -> Answer:
            etag = f'"{len(content)}"'
            is_same = request.headers.get("if-none-match") == etag
            headers = self.headers | {"ETag": etag}
            return Answer(
                b"" if is_same else content, "application/rss+xml", 304 if is_same else 200, headers
            )

        self.web.serve("/feed", answer)

    def story(self, number: int, title: str = "", **fields: str) -> str:
        """An item with a page of its own."""
        title = title or f"Ferry crossing number {number}"
        own = (f"This is about crossing number {number} of the Tarnby ferry.", *pages.PARAGRAPHS)
        linked = pages.JSON_LD | {"headline": title}
        content = pages.page(own, title=title, linked=linked)
        link = self.web.serve(f"/story{number}", Answer(content.encode()))
        return item(title, link, **({"guid": f"g{number}"} | fields))

    async def follow(self, wanted: str | None = None) -> Feed:
        """Follow the feed."""
        return await self.services.feeds.add(DESK, self.web.url("/feed"), wanted, 7, self.now)

    async def read(self, after: timedelta = QUARTER) -> tuple[FeedReport, ...]:
        """Read what is due after some time."""
        self.now += after
        self.web.requests.clear()
        return await self.services.feeds.read_due(DESK, self.now, self.notify)

    async def read_one(self, after: timedelta = QUARTER) -> FeedReport:
        """Read the one feed after some time."""
        (report,) = await self.read(after)
        return report

    async def notify(self, desk: str, feed: Feed) -> None:
        """Keep who was told."""
        self.told.append((desk, feed))

    async def feed(self) -> Feed:
        """The feed as the desk holds it."""
        (feed,) = await self.services.feeds.list(DESK)
        return feed

    async def articles(self) -> int:
        """How many articles the desk holds."""
        return (await self.services.counts(DESK)).articles


@pytest_asyncio.fixture
async def press(tmp_path: Path) -> AsyncIterator[Press]:
    async with WebServer().running() as web:
        services = Services(tmp_path, fetch=fetch_from(allow_private=True))
        services.feeds._jitter = lambda: 0.0
        yield Press(web, services)
        await services.close()


def outcomes(report: FeedReport) -> list[Outcome]:
    """What became of the items."""
    return [each.outcome for each in report.items]


async def test_what_is_new_is_read_once(press: Press) -> None:
    press.publish(press.story(2), press.story(1))
    assert (await press.follow()).title == "The Tarnby Post"
    assert outcomes(await press.read_one(timedelta())) == [Outcome.ADDED, Outcome.ADDED]
    assert await press.articles() == 2
    assert await press.read(timedelta(minutes=14)) == ()
    assert press.web.paths() == []
    assert (await press.read_one()).is_unchanged
    assert press.web.paths() == ["/feed"]
    press.publish(press.story(3), press.story(2), press.story(1))
    report = await press.read_one()
    assert outcomes(report) == [Outcome.ADDED] and report.items[0].title.endswith("number 3")
    assert press.web.paths() == ["/feed", "/story3"]


async def test_an_item_whose_date_moves_is_not_read_again(press: Press) -> None:
    text = "The council sold its ferry to the islanders, said the mayor. " * 3
    press.publish(press.story(1, text=text))
    await press.follow()
    await press.read_one()
    fields = (
        {"date": "Wed, 05 Mar 2031 10:00:00 GMT"},
        {"guid": "another mark"},
        {"guid": ""},
    )
    for changed in fields:
        press.publish(press.story(1, **({"text": text} | changed)))
        assert (await press.read_one()).items == ()
        assert press.web.paths() == ["/feed"]
    link = press.web.url("/elsewhere?x=1")
    press.publish(item("Ferry crossing number 1", link, guid="new", text=text))
    assert (await press.read_one()).items == ()
    assert await press.articles() == 1


async def test_an_item_whose_words_change_is_asked_once_and_may_be_a_version(press: Press) -> None:
    text = "The council sold its ferry to the islanders, said the mayor."
    press.publish(press.story(2), press.story(1, text=text))
    await press.follow()
    await press.read_one()
    press.publish(press.story(2), press.story(1, text="Other words, the same page."))
    report = await press.read_one()
    assert outcomes(report) == [Outcome.KNOWN] and report.items[0].reason == UNCHANGED
    assert press.web.paths() == ["/feed", "/story1"]
    assert (await press.read_one()).is_unchanged
    title = "Ferry crossing number 1, corrected"
    press.publish(press.story(2), press.story(1, title, text=text))
    report = await press.read_one()
    assert outcomes(report) == [Outcome.CHANGED] and press.web.paths() == ["/feed", "/story1"]
    assert await press.articles() == 2
    press.publish(
        press.story(2, date="Thu, 06 Mar 2031 10:00:00 GMT"), press.story(1, title, text=text)
    )
    assert (await press.read_one()).items == () and press.web.paths() == ["/feed"]


async def test_a_text_in_the_feed_itself_that_changes_is_a_version(press: Press) -> None:
    press.publish(item("Pier shut", guid="p", text=" ".join(pages.PARAGRAPHS)))
    await press.follow()
    await press.read_one()
    changed = " ".join(pages.PARAGRAPHS).replace("allegedly warned", "warned")
    press.publish(item("Pier shut", guid="p", text=changed))
    assert outcomes(await press.read_one()) == [Outcome.CHANGED]
    assert await press.articles() == 1


async def test_what_is_closed_stays_so_however_its_item_changes(press: Press) -> None:
    text = " ".join(pages.PARAGRAPHS)
    press.publish(press.story(1, text="As it was."), item("Pier shut", guid="p", text=text))
    await press.follow()
    await press.read_one(timedelta())
    terms = Terms(press.now + timedelta(days=30), (7,), None, press.now)
    numbers = (ArticleId(1), ArticleId(2))
    await press.services.embargoes.close_articles(DESK, numbers, terms)
    assert await press.articles() == 0
    press.publish(
        press.story(1, "Ferry crossing number 1, corrected", text="As it is now."),
        item("Pier shut", guid="p", text=text.replace("allegedly warned", "warned")),
    )
    assert outcomes(await press.read_one()) == [Outcome.CHANGED, Outcome.CHANGED]
    assert press.web.paths() == ["/feed", "/story1"] and await press.articles() == 0
    (behind,) = await press.services.embargoes.standing(DESK)
    assert (await press.services.counts(behind.name)).articles == 2


async def test_an_item_with_a_counter_in_it_is_not_asked_for_ever(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("following.MOST_CHECKS", 3)
    asked = []
    press.publish(press.story(1, text="No comments yet"))
    await press.follow()
    await press.read_one()
    for number in range(1, 6):
        press.publish(press.story(1, text=f"{'1' * number} comments"))
        await press.read_one()
        asked.append(press.web.paths().count("/story1"))
    assert asked == [1, 1, 0, 0, 0]


async def test_so_many_changed_items_are_asked_at_once_and_the_others_next_time(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("following.READ_AT_ONCE", 3)
    press.publish(*(press.story(number) for number in range(3)))
    await press.follow()
    await press.read_one()
    press.publish(press.story(9), *(press.story(number, text="Other.") for number in range(3)))
    report = await press.read_one()
    assert sorted(outcomes(report)) == sorted(
        [Outcome.ADDED, Outcome.KNOWN, Outcome.KNOWN, Outcome.LATER]
    )
    assert outcomes(await press.read_one(SOON)) == [Outcome.KNOWN]


async def test_a_filter_lets_in_what_is_wanted_and_says_why(press: Press) -> None:
    press.publish(
        press.story(1, "Ferry sold at last"),
        press.story(2, "Ferry crew win the sport of the day"),
        press.story(3, "Pier shut", text="The islanders’ pier."),
        press.story(4, "Eel stolen"),
    )
    feed = await press.follow("ferry OR islanders NOT sport")
    assert feed.wanted == "(ferry OR islanders) AND NOT sport"
    tried = await press.services.feeds.check(DESK, "1")
    assert [(each.outcome, each.reason) for each in tried.items] == [
        (Outcome.WANTED, "has ferry in the title"),
        (Outcome.LEFT_OUT, "has sport in the title"),
        (Outcome.WANTED, "has islanders in the summary"),
        (Outcome.LEFT_OUT, "has not ferry OR islanders"),
    ]
    assert await press.articles() == 0
    report = await press.read_one()
    assert sorted(outcomes(report)).count(Outcome.ADDED) == 2
    assert set(press.web.paths()) == {"/feed", "/story1", "/story3"}
    seen = await press.services.feeds.check(DESK, press.web.url("/feed"), "eel")
    assert outcomes(seen) == [Outcome.SEEN, Outcome.LEFT_OUT, Outcome.SEEN, Outcome.WANTED]


async def test_a_changed_filter_takes_what_it_left_before(press: Press) -> None:
    press.publish(press.story(1, "Eel stolen"), press.story(2, "Ferry sold"))
    await press.follow("ferry")
    await press.read_one()
    await press.follow("eel")
    report = await press.read_one()
    assert outcomes(report) == [Outcome.ADDED] and await press.articles() == 2


async def test_what_cannot_be_read_is_not_tried_for_ever(press: Press) -> None:
    paid = press.web.serve("/paid", Answer(pages.MARKED_PAYWALL.encode()))
    busy = press.web.serve("/busy", Answer(status=503))
    private = "ftp://tarnby.example/x"
    press.publish(item("Paid", paid), item("Busy", busy), item("No link", private, guid="n"))
    await press.follow()
    report = await press.read_one()
    assert {each.title: each.outcome for each in report.items} == {
        "Paid": Outcome.FAILED,
        "Busy": Outcome.AGAIN,
        "No link": Outcome.LEFT_OUT,
    }
    assert NO_TEXT in {each.reason for each in report.items}
    for expected in (Outcome.AGAIN, Outcome.FAILED):
        report = await press.read_one()
        assert [each.outcome for each in report.items if each.title == "Busy"] == [expected]
        assert press.web.paths() == ["/feed", "/busy"]
    await press.read_one()
    assert (await press.read_one()).is_unchanged and press.web.paths() == ["/feed"]
    assert await press.articles() == 0


async def test_an_item_that_holds_its_text_itself_is_read_from_it(press: Press) -> None:
    press.publish(item("Pier shut", guid="p", text=" ".join(pages.PARAGRAPHS)))
    await press.follow()
    assert outcomes(await press.read_one()) == [Outcome.ADDED]
    reply = await press.services.who(DESK, "Ines Rook")
    assert "The Tarnby Post" in str(reply)
    assert (await press.read_one()).is_unchanged


async def test_a_long_feed_is_read_from_its_newest_on(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("following.READ_AT_ONCE", 2)
    assert READ_AT_ONCE == 20
    press.publish(*(press.story(number) for number in range(5, 0, -1)))
    await press.follow()
    first = await press.read_one()
    assert outcomes(first) == [Outcome.OLDER] * 3 + [Outcome.ADDED] * 2
    press.publish(*(press.story(number) for number in range(8, 0, -1)))
    second = await press.read_one()
    assert outcomes(second) == [Outcome.ADDED, Outcome.ADDED, Outcome.LATER]
    assert (await press.feed()).due_at == press.now + SOON
    third = await press.read_one(SOON)
    assert outcomes(third) == [Outcome.ADDED] and third.items[0].title.endswith("8")


async def test_a_failing_feed_is_paused_after_a_day_and_the_desk_told_once(press: Press) -> None:
    press.publish(press.story(1))
    await press.follow()
    await press.read_one()
    press.web.serve("/feed", Answer(status=500))
    gaps, before = [], press.now
    for _ in range(20):
        due_at = (await press.feed()).due_at
        reports = await press.read(due_at - press.now)
        if not reports:
            break
        assert reports[0].problem is not None and "status 500" in reports[0].problem
        gaps.append(press.now - before)
        before = press.now
    assert len(press.told) == 1
    desk, told = press.told[0]
    assert (desk, told.channel_id, told.is_paused) == (DESK, 7, True)
    assert told.failures >= 8 and press.now - (told.failing_since or NOW) >= timedelta(hours=24)
    assert gaps[1:] == sorted(gaps[1:]) and gaps[-1] == timedelta(hours=6)
    assert (await press.feed()).is_paused
    press.publish(press.story(2))
    await press.follow()
    assert outcomes(await press.read_one(timedelta())) == [Outcome.ADDED]
    assert not (await press.feed()).is_paused


async def test_servers_are_left_alone_for_as_long_as_they_ask(press: Press) -> None:
    press.headers = {"Cache-Control": "max-age=3600"}
    press.publish(head="<ttl>30</ttl>")
    await press.follow()
    await press.read_one()
    assert (await press.feed()).due_at == press.now + timedelta(hours=1)
    await press.read_one(timedelta(hours=1))
    assert (await press.feed()).due_at == press.now + timedelta(hours=1)
    press.web.serve("/feed", Answer(status=429, headers={"Retry-After": "7200"}))
    await press.read_one(timedelta(hours=1))
    assert (await press.feed()).due_at == press.now + timedelta(hours=2)


async def test_an_item_that_breaks_us_holds_up_no_other(
    press: Press, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    press.publish(press.story(2, "Second secret title"), press.story(1, "First"))
    await press.follow()
    add = press.services.web.add

    async def breaking(desk: str, url: str, now: datetime | None = None) -> object:
        if url.endswith("story1"):
            raise ZeroDivisionError
        return await add(desk, url, now)

    monkeypatch.setattr(press.services.web, "add", breaking)
    with caplog.at_level(logging.ERROR, "byline.feeds"):
        report = await press.read_one()
    assert outcomes(report) == [Outcome.AGAIN, Outcome.ADDED]
    assert "Desk desk, feed 1: an item was not read" in caplog.text
    assert "secret" not in caplog.text
    monkeypatch.undo()
    assert outcomes(await press.read_one()) == [Outcome.ADDED]


async def test_stopping_anywhere_and_starting_again_loses_and_doubles_nothing(
    press: Press, tmp_path: Path
) -> None:
    press.publish(*(press.story(number) for number in range(4)))
    await press.follow()
    for seconds in (0.01, 0.05, 0.2, 0.5):
        reading = asyncio.create_task(press.read(timedelta()))
        await asyncio.sleep(seconds)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    await press.read(timedelta())
    assert await press.articles() == 4
    assert (await press.read_one()).is_unchanged


async def test_what_is_no_feed_or_no_filter_is_not_followed(press: Press) -> None:
    press.publish()
    page = press.web.serve("/page", Answer(pages.GOOD.encode()))
    for url, wanted, error in (
        (page, None, UnreadableInput),
        (press.web.url("/gone"), None, FetchError),
        (press.web.url("/feed"), "ferry OR", FilterError),
        ("no address", None, FetchError),
    ):
        with pytest.raises(error):
            await press.services.feeds.add(DESK, url, wanted, None, NOW)
    assert await press.services.feeds.list(DESK) == ()
    for which in ("1", "ferry"):
        with pytest.raises(NewsroomError, match=NOT_FOLLOWED):
            await press.services.feeds.remove(DESK, which)
        with pytest.raises(NewsroomError, match=NOT_FOLLOWED):
            await press.services.feeds.check(DESK, which)


async def test_private_feeds_and_items_are_refused_by_default(tmp_path: Path) -> None:
    services = Services(tmp_path)
    async with WebServer().running() as web:
        web.serve("/feed", Answer(rss([]).encode(), "text/xml"))
        for work in (
            services.feeds.add(DESK, web.url("/feed"), None, None, NOW),
            services.feeds.check(DESK, web.url("/feed")),
        ):
            with pytest.raises(FetchError):
                await work
        assert web.connections == 0
    await services.close()


async def test_desks_without_a_file_get_none_for_being_asked(tmp_path: Path) -> None:
    services = Services(tmp_path)

    async def notify(desk: str, feed: Feed) -> None:
        raise AssertionError

    assert await services.feeds.read_due("other", NOW, notify) == ()
    assert await services.feeds.list("other") == ()
    await services.close()
    assert not (tmp_path / "desks").exists()
