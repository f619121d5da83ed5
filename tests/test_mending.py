"""Edits that messages owe are made once whatever stops in between, and given up where they must."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from claim_curation import set_status, undo
from forgetting import _forget
from matching.folding import fold
from mending import mend_posts
from newsroom.answer import StoredClaim
from newsroom.article import ArticleId
from newsroom.attribution import ClaimId
from newsroom.curation import Note
from newsroom.errors import PostGone, PostRefused
from newsroom.judged_claim import ClaimStatus
from newsroom.post import Contents, Post
from storage.articles import add_article
from storage.connections import open_writer
from storage.posts import KEPT_FOR, count_owed, list_contents, record_post
from tests.delivery_world import Crash, Direct, Fate, PostFailed
from tests.storage.factories import ADDED_AT, KEYS, ferry, unresolved

AT = datetime(2025, 5, 1, 12, tzinfo=UTC)
LATER, MINUTE = AT + timedelta(minutes=5), timedelta(minutes=1)
NOTE = Note("Ida (7)", LATER)
HULL, ARTICLE = ClaimId(1), ArticleId(1)
SHOWN = Contents(frozenset({HULL}), frozenset({ARTICLE}))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """A desk whose one article is quoted by two messages in a channel."""
    db = open_writer(tmp_path / "local.db", fold, KEYS)
    add_article(db, ferry(), unresolved(ferry()), ADDED_AT)
    for message in (21, 22):
        record_post(db, Post(5, message, AT), SHOWN)
    yield db
    db.close()


class Channel:
    """What messages say, and what goes wrong with the next edits."""

    def __init__(self, fate: Fate, *faults: Exception | None) -> None:
        self.fate, self.faults = fate, list(faults)
        self.says: dict[int, str] = {}

    async def correct(
        self, post: Post, claims: Sequence[StoredClaim], _: Collection[ClaimId]
    ) -> None:
        """Say how each claim stands."""
        stands = [one.mark and one.mark.status and one.mark.status.status for one in claims]
        self._edit(post, ", ".join(map(str, stands)))

    async def remove(self, post: Post) -> None:
        """Say nothing but that it went."""
        self._edit(post, "gone")

    def _edit(self, post: Post, words: str) -> None:
        self.fate()
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        self.says[post.message_id] = words
        self.fate()


def beat(db: Database, channel: Channel, now: datetime) -> bool:
    """One look at what is owed; False where the process died in it."""
    try:
        asyncio.run(mend_posts(Direct(db, channel.fate), channel, now))  # type: ignore[arg-type]
    except Crash:
        return False
    return True


def audited(db: Database) -> list[tuple[str, str]]:
    """How edits ended."""
    rows = db.execute("select outcome, objects from audit where command = 'post edit' order by 1")
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("step", range(1, 16))
def test_a_crash_at_any_step_leaves_every_message_corrected(desk: Database, step: int) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)
    channel = Channel(Fate(lambda taken: taken == step))
    lived = beat(desk, channel, LATER)
    channel.fate.decide = lambda taken: False
    if not lived:
        beat(desk, channel, LATER + 10 * MINUTE)
    assert channel.says == {21: "withdrawn", 22: "withdrawn"} and count_owed(desk) == 0


def test_a_judgement_that_comes_while_an_edit_is_made_is_owed_still(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)

    class Slow(Channel):
        async def correct(
            self, post: Post, claims: Sequence[StoredClaim], _: Collection[ClaimId]
        ) -> None:
            is_first = not self.says
            await super().correct(post, claims, _)
            if is_first:
                set_status(desk, HULL, ClaimStatus.CONFIRMED, NOTE)

    channel = Slow(Fate())
    beat(desk, channel, LATER)
    beat(desk, channel, LATER)
    assert channel.says == {21: "confirmed", 22: "confirmed"} and count_owed(desk) == 0
    undo(desk, None, None, NOTE)
    undo(desk, None, None, NOTE)
    beat(desk, channel, LATER)
    assert channel.says == {21: "None", 22: "None"}


def test_what_fails_is_tried_again_and_what_is_gone_is_given_up(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)
    channel = Channel(Fate(), PostFailed(), PostGone("gone"))
    beat(desk, channel, LATER)
    assert channel.says == {} and count_owed(desk) == 1
    beat(desk, channel, LATER)
    assert channel.says == {}, "not before its time"
    beat(desk, channel, LATER + MINUTE)
    assert channel.says == {21: "withdrawn"}
    assert audited(desk) == [("done", "channel:5 message:21"), ("refused", "channel:5 message:22")]
    assert list_contents(desk, 22) == []


def test_three_refusals_are_enough(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)
    channel = Channel(Fate(), *[PostRefused("no")] * 6)
    for turn in range(4):
        beat(desk, channel, LATER + turn * 60 * MINUTE)
    assert channel.says == {} and count_owed(desk) == 0
    assert [outcome for outcome, _ in audited(desk)] == ["refused", "refused"]


def test_a_forgotten_article_takes_what_quoted_it_along(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)
    _forget(desk, ARTICLE)
    channel = Channel(Fate())
    beat(desk, channel, datetime.now(UTC) + MINUTE)
    assert channel.says == {21: "gone", 22: "gone"} and list_contents(desk, 21) == []


def test_what_came_while_a_message_was_written_is_owed_by_it(desk: Database) -> None:
    set_status(desk, HULL, ClaimStatus.WITHDRAWN, NOTE)
    channel = Channel(Fate())
    beat(desk, channel, LATER)
    record_post(desk, Post(5, 23, AT), SHOWN)
    record_post(desk, Post(5, 24, LATER + MINUTE), SHOWN)
    beat(desk, channel, LATER)
    assert channel.says.get(23) == "withdrawn" and 24 not in channel.says
    _forget(desk, ARTICLE)
    record_post(desk, Post(5, 25, LATER), SHOWN)
    beat(desk, channel, datetime.now(UTC) + MINUTE)
    assert channel.says[25] == "gone"


def test_messages_are_known_for_a_while_and_by_numbers_alone(desk: Database) -> None:
    record_post(desk, Post(5, 30, AT + KEPT_FOR + MINUTE), SHOWN)
    assert list_contents(desk, 21) == [] and len(list_contents(desk, 30)) == 2
    record_post(desk, Post(5, 31, AT + KEPT_FOR + MINUTE), Contents())
    assert list_contents(desk, 31) == []
