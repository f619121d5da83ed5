"""What is new, asked in words: what came of late and nothing older, as a digest tells it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsroom.answer import Reply, Unanswered
from newsroom.edition import NewsAnswer, NewsKind
from newsroom.story import StoryAnswer
from presentation.wording import reply_sheet, sheet_text
from storage.database import Database
from tests.test_storytelling import DESK, MADE_UP, Room, open_room

TODAY, WEEK = "what's new today?", "what's new this week?"
DAY = timedelta(days=1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty desk."""
    yield from open_room(tmp_path)


def grow_old(room: Room, days: int) -> None:
    """Let all that the desk holds have come so many days earlier."""

    def age(db: Database) -> None:
        rows = db.execute("select article_id, added_at from articles").fetchall()
        for article_id, added_at in rows:
            before = (datetime.fromisoformat(added_at) - timedelta(days=days)).isoformat()
            db.execute(
                "update articles set added_at = ? where article_id = ?", [before, article_id]
            )

    store = room.runner.run(room.services._desks.get(DESK))
    room.runner.run(store.write(age))


def ask_later(room: Room, question: str, days: int) -> Reply:
    """The answer to whoever asks some days from now."""
    moment = datetime.now(UTC) + timedelta(days=days)
    return room.runner.run(room.services.ask(DESK, question, asked_at=moment))


def test_what_came_today_is_told_story_by_story(room: Room) -> None:
    room.fill("selwick-ferry", "hale-water-1")
    reply = room.ask(TODAY)
    assert isinstance(reply, NewsAnswer) and reply.edition is not None
    assert reply.headline == "New in the last 24 hours: 3 articles in 2 stories."
    assert sorted(len(story.new_articles) for story in reply.edition.stories) == [1, 2]
    text = sheet_text(reply_sheet(reply))
    for name in room.ids:
        assert MADE_UP[name]["title"] in text
    assert reply.claims
    for match in reply.claims:
        assert match.claim.citation.article_id in room.ids.values()


def test_what_came_before_is_not_new(room: Room) -> None:
    room.fill("selwick-ferry")
    grow_old(room, 3)
    room.fill("hale-water-1")
    today = room.ask(TODAY)
    assert isinstance(today, NewsAnswer)
    assert today.headline == "New in the last 24 hours: 1 article in 1 story."
    assert {match.claim.citation.article_id for match in today.claims} == {room.ids["hale-water-1"]}
    week = room.ask(WEEK)
    assert isinstance(week, NewsAnswer)
    assert week.headline == "New in the last 7 days: 3 articles in 2 stories."


def test_a_story_that_goes_on_tells_what_is_new_about_it(room: Room) -> None:
    first, *_, last = sorted(
        (row for name, row in MADE_UP.items() if name.startswith("tarnby-ferry")),
        key=lambda row: row["published_at"],
    )
    room.add(first["id"])
    grow_old(room, 3)
    room.add(last["id"])
    reply = room.ask(TODAY)
    assert isinstance(reply, NewsAnswer) and reply.edition is not None
    (story,) = reply.edition.stories
    assert not story.is_new and story.article_count == 2
    assert [citation.article_id for citation in story.new_articles] == [room.ids[last["id"]]]
    known = {item.claim.claim_id for item in story.items if item.kind is NewsKind.NEW}
    assert all(m.claim.citation.article_id == room.ids[last["id"]] for m in reply.claims
               if m.claim.claim_id in known)  # fmt: skip


def test_where_nothing_is_new_the_newest_article_is_named(room: Room) -> None:
    room.fill("hale-water-1")
    today = datetime.now(UTC)
    reply = ask_later(room, TODAY, 3)
    assert isinstance(reply, Unanswered)
    assert reply.reason.startswith("Not found: anything new on this desk in the last 24 hours.")
    assert MADE_UP["hale-water-1"]["title"] in reply.reason
    assert f"{today:%-d %B %Y}" in reply.reason or f"{today + DAY:%-d %B %Y}" in reply.reason
    assert isinstance(ask_later(room, WEEK, 3), NewsAnswer)


def test_an_empty_desk_has_no_news(room: Room) -> None:
    reply = room.ask(TODAY)
    assert isinstance(reply, Unanswered) and "no articles yet" in reply.reason


def test_what_is_new_in_a_story_is_that_story(room: Room) -> None:
    room.fill("selwick-ferry", "hale-water-1")
    reply = room.ask("in the Selwick ferry stories, what's new?")
    assert isinstance(reply, StoryAnswer) and reply.story is not None
    assert len(reply.story.articles) == 2
