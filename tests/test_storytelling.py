"""Stories told end to end: articles join as they are added, people move them, an older desk is
sorted, and what is told is what the articles say.
"""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsroom.answer import Answer, Reply, Unanswered
from newsroom.article import ArticleId
from newsroom.attribution import ResponseKind
from newsroom.errors import NewsroomError
from newsroom.story import JoinedBy, Placement, Story, StoryAnswer, StoryMerge
from services import Services, build_services
from storage.database import Database
from tests.matching.cases import read_cases

DESK = "desk"
MADE_UP = {row["id"]: row for row in read_cases("stories.jsonl")}
TOLD = ("tarnby-ferry", "selwick-ferry", "hale-bribes", "hale-water-1")
AT = datetime(2031, 12, 1, tzinfo=UTC)


class Room:
    """The services over a desk that has read some of the made-up articles."""

    def __init__(self, runner: asyncio.Runner, services: Services) -> None:
        self.runner, self.services = runner, services
        self.ids: dict[str, ArticleId] = {}

    def add(self, name: str) -> str:
        """Add an article; the name of the story that it joined."""
        row = MADE_UP[name]
        keys = ("id", "title", "outlet", "published_at", "text")
        record = {key: row[key] for key in keys}
        ingested = self.runner.run(self.services.add_record(DESK, record))
        self.ids[name] = ingested.citation.article_id
        assert ingested.story is not None
        return f"{ingested.story.name} ({ingested.story.articles})"

    def fill(self, *stories: str) -> None:
        """Add the articles whose names begin so, oldest first."""
        rows = [row for name, row in MADE_UP.items() if name.startswith(stories)]
        for row in sorted(rows, key=lambda row: row["published_at"]):
            self.add(row["id"])

    def ask(self, question: str) -> Reply:
        """The answer to a question."""
        return self.runner.run(self.services.ask(DESK, question))

    def tell(self, name: str) -> Story:
        """The story that some words mean."""
        reply = self.runner.run(self.services.stories.tell(DESK, name))
        assert isinstance(reply, StoryAnswer) and reply.story is not None
        return reply.story

    def move(self, name: str, story: str) -> int:
        """Move an article; the story that it is in now."""
        moving = self.services.stories.move(DESK, self.ids[name], story, "ada")
        return self.runner.run(moving).to_id


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk with four stories; not to be changed."""
    yield from open_room(tmp_path_factory.mktemp("told"), TOLD)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A desk with one story of two articles, and a story of one."""
    yield from open_room(tmp_path, ("selwick-ferry", "hale-water-1"))


def open_room(folder: Path, stories: tuple[str, ...] = ()) -> Iterator[Room]:
    """A desk of some stories."""
    with asyncio.Runner() as runner:
        services = build_services(folder)
        room = Room(runner, services)
        room.fill(*stories)
        yield room
        runner.run(services.close())


def test_articles_about_one_thing_join_and_others_do_not(told: Room) -> None:
    listed = told.runner.run(told.services.stories.list(DESK))
    names = {number: name for name, number in told.ids.items()}
    found = {frozenset(names[each.article_id] for each in articles) for _, articles in listed}
    wanted: dict[str, set[str]] = {}
    for name in told.ids:
        wanted.setdefault(MADE_UP[name]["story"], set()).add(name)
    bribes = wanted.pop("hale-bribes")
    assert {frozenset(names) for names in wanted.values()} <= found
    assert any(bribes - {"hale-bribes-4"} <= names for names in found)


def test_wire_copies_are_one_voice_and_own_reporting_another(told: Room) -> None:
    story = told.tell("the stranded ferry off Tarnby")
    assert len(story.articles) == 4
    assert [len(voice) for voice in story.voices] == [3, 1]
    copies = {item.citation.outlet: item.shared for item in story.articles if item.copy_of}
    assert set(copies) == {"Harbour Ledger", "Capital Register"}
    assert min(copies.values()) >= 0.85


def test_three_outlets_that_cite_one_report_rest_on_it(told: Room) -> None:
    story = told.tell("what Desmond Prewitt paid Corwin Hale for the Amber Bridge")
    assert len(story.main_sources) <= 2
    labels = [one.source.label for one in story.main_sources]
    assert any("two people" in label for label in labels), labels


def test_a_denial_is_a_disputed_point_with_who_denies_it(told: Room) -> None:
    story = told.tell("Tarnby ferry")
    assert "Skelder Line" in {point.party for point in story.disputed}
    kinds = {party.party: party.kinds for party in story.responses}
    assert ResponseKind.DENIAL in kinds["Skelder Line"]


def test_the_timeline_is_in_order(told: Room) -> None:
    dates = [
        min(date.edtf for date in claim.dates if date.edtf)
        for claim in told.tell("Tarnby ferry").timeline
    ]
    assert dates == sorted(dates) and dates


@pytest.mark.parametrize(
    "question",
    [
        "what's the story with the Tarnby ferry?",
        "how many independent sources does the Tarnby ferry story have?",
        "which outlets are covering the Tarnby ferry story?",
        "catch me up on the ferry aground off Tarnby",
    ],
)
def test_a_question_about_a_story_is_answered_by_it(told: Room, question: str) -> None:
    reply = told.ask(question)
    assert isinstance(reply, StoryAnswer) and reply.story is not None
    assert "Ferry with 212 aboard" in reply.story.head.name
    assert reply.headline.startswith("4 articles from 4 outlets; ")
    assert f"{reply.independent_sources} independent source" in reply.headline


def test_who_has_not_commented_on_a_story_is_said_first(told: Room) -> None:
    reply = told.ask("who has not commented on the Amber Bridge story?")
    assert isinstance(reply, StoryAnswer)
    assert reply.headline.startswith("Not commented: ")
    assert "the prosecutors (no comment)" in reply.headline


def test_what_is_on_no_desk_is_not_found(told: Room) -> None:
    reply = told.ask("what's the story with the orchestra?")
    assert isinstance(reply, Unanswered) and "not found" in reply.reason


def test_who_has_a_spokesman_is_not_said_to_be_silent(room: Room) -> None:
    text = (
        "Harbour plan splits Tarnby\n\nThe plan for the harbour was drawn up by Corlund Shipping."
        " Corlund Shipping wants a new quay.\n\nCorlund Shipping's spokesman, Dag Roos, denied that"
        " anybody would lose work.\n\nEvald Munk owns the land. Evald Munk was at sea."
    )
    record = {"id": "quay", "title": "Harbour plan splits Tarnby", "text": text}
    room.runner.run(room.services.add_record(DESK, record))
    unheard = room.tell("harbour plan").unheard
    assert "Evald Munk" in unheard
    assert "Corlund Shipping" not in unheard


def test_an_unknown_number_is_said_to_be_none(told: Room) -> None:
    with pytest.raises(NewsroomError, match="no story 99"):
        told.tell("#99")


def test_every_claim_told_stands_in_an_article_of_the_story(told: Room) -> None:
    story = told.tell("Tarnby ferry")
    articles = {item.citation.article_id for item in story.articles}
    claims = [claim for one in story.sources for claim in one.claims]
    claims += [
        *story.timeline,
        *story.own_voice,
        *(each for point in story.disputed for each in point.denials),
    ]
    assert {claim.citation.article_id for claim in claims} <= articles


def test_a_move_holds_and_moving_back_undoes_it(room: Room) -> None:
    before = room.tell("Grey Heron")
    apart = room.move("selwick-ferry-2", "new")
    moved = room.tell(f"#{apart}")
    (item,) = moved.articles
    assert item.membership.joined_by is JoinedBy.PERSON and item.membership.judged_by == "ada"
    assert [
        each.citation.article_id for each in room.tell(f"#{before.head.story_id}").articles
    ] == [room.ids["selwick-ferry-1"]]
    assert room.move("selwick-ferry-2", f"#{before.head.story_id}") == before.head.story_id
    assert len(room.tell(f"#{before.head.story_id}").articles) == 2
    with pytest.raises(NewsroomError, match="no story"):
        room.tell(f"#{apart}")


def test_what_a_person_moved_stays_whatever_comes(room: Room) -> None:
    water = room.tell("the lead pipes of Hale's water bill").head.story_id
    room.move("selwick-ferry-2", str(water))
    for name in ("tarnby-ferry-1", "tarnby-ferry-4", "hale-water-2", "hale-water-3"):
        room.add(name)
    story = room.tell(f"#{water}")
    assert room.ids["selwick-ferry-2"] in {item.citation.article_id for item in story.articles}


def test_an_article_that_bridges_two_stories_makes_them_one(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    heron, water = room.tell("Grey Heron").head, room.tell("Hale's water bill").head
    merge = StoryMerge(water.story_id, heron.story_id, 0.7)
    bridge = Placement(heron.story_id, 0.8, ("names both",), (merge,))
    monkeypatch.setattr("storytelling.place_article", lambda *given: bridge)
    assert room.add("hale-water-2").endswith("(4)")
    story = room.tell(f"#{water.story_id}")
    assert story.head.story_id == heron.story_id
    ways = {item.citation.article_id: item.membership.joined_by for item in story.articles}
    assert ways[room.ids["hale-water-1"]] is JoinedBy.BRIDGE
    assert ways[room.ids["hale-water-2"]] is JoinedBy.LIKENESS
    with pytest.raises(NewsroomError, match="nothing changed"):
        room.move("hale-water-1", str(water.story_id))


@pytest.mark.parametrize(
    ("story", "words"),
    [("", "is not the name of one story"), ("no such", "is not the name"), ("#77", "no story 77")],
)
def test_a_move_to_no_story_is_refused(room: Room, story: str, words: str) -> None:
    with pytest.raises(NewsroomError, match=words):
        room.move("selwick-ferry-2", story)


def test_a_move_to_where_it_is_changes_nothing(room: Room) -> None:
    own = room.tell("Grey Heron").head.story_id
    with pytest.raises(NewsroomError, match="nothing changed"):
        room.move("selwick-ferry-2", str(own))


def test_a_move_by_the_story_s_name(room: Room) -> None:
    water = room.tell("Hale's water bill").head
    assert room.move("selwick-ferry-2", "water bill") == water.story_id


def test_an_older_desk_is_sorted_when_a_story_is_asked_for(room: Room) -> None:
    store = room.runner.run(room.services._desks.get(DESK))
    room.runner.run(store.write(_forget_stories))
    assert room.runner.run(room.services.stories.complete(DESK, "")) == ()
    story = room.tell("Grey Heron")
    assert len(story.articles) == 2
    assert len(room.runner.run(room.services.stories.list(DESK))) == 2


def test_sorting_stops_anywhere_and_goes_on(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    store = room.runner.run(room.services._desks.get(DESK))
    room.runner.run(store.write(_forget_stories))
    monkeypatch.setattr("story_desk.PENDING_ROUNDS", 1)
    monkeypatch.setattr("storytelling.join_pending.__defaults__", (1,))
    waiting = []
    for _ in range(3):
        reply = room.runner.run(room.services.stories.tell(DESK, "Grey Heron"))
        assert isinstance(reply, Answer)
        waiting.append(reply.pending if isinstance(reply, StoryAnswer) else None)
    assert waiting == [2, 1, 0]


def _forget_stories(db: Database) -> None:
    """Make the desk as it was before there were stories."""
    for table in ("story_words", "story_articles", "stories"):
        db.execute(f"delete from {table}")
    db.execute("insert into stories_pending select article_id from articles")


def test_suggestions_are_titles_first_then_whom_stories_name(room: Room) -> None:
    complete = room.services.stories.complete
    every = room.runner.run(complete(DESK, ""))
    assert len(every) == 2
    assert [head.name for head in room.runner.run(complete(DESK, "port selw"))] == [
        "Ferry strikes rocks at Port Selwick; 60 brought ashore"
    ]
    (named,) = room.runner.run(complete(DESK, "Duquesne"))
    assert "Port Selwick" in named.name
    assert room.runner.run(complete(DESK, "zebulon quark")) == ()


def test_the_made_up_articles_are_whole() -> None:
    stories: dict[str, list[Any]] = {}
    for row in MADE_UP.values():
        stories.setdefault(row["story"], []).append(row)
        assert row["copy_of"] is None or MADE_UP[row["copy_of"]]["story"] == row["story"]
        assert len(row["text"].split()) > 25 and json.dumps(row)
    assert sum(2 <= len(rows) <= 6 for rows in stories.values()) >= 12
    assert {len({row["half"] for row in rows}) for rows in stories.values()} == {1}
